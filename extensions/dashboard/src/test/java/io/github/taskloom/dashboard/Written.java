package io.github.taskloom.dashboard;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** What reports write, as the parsers of others read it. */
final class Written {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
          .build();

  private Written() {}

  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  static byte[] bytes(Writing writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writing.to(out);
    return out.toByteArray();
  }

  static JsonNode json(Writing writing) throws IOException {
    return STRICT.readTree(bytes(writing));
  }

  static JsonNode json(String text) throws IOException {
    return STRICT.readTree(text);
  }

  static Document page(Report report) throws IOException {
    return Jsoup.parse(
        new ByteArrayInputStream(bytes(report::html)), StandardCharsets.UTF_8.name(), "");
  }

  /** The run data that stands in a page. */
  static String dataOf(Document page) {
    return page.select("script#run-data").getFirst().data();
  }
}
