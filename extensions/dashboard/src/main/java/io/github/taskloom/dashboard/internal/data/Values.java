package io.github.taskloom.dashboard.internal.data;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes values of the kinds that run data has from a parser, each of which stands at its first
 * token.
 */
final class Values {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Some hundred years, which a long of nanoseconds has room for. */
  private static final double LONGEST_MILLIS = 3e12;

  private final JsonParser parser;

  Values(JsonParser parser) {
    this.parser = parser;
  }

  void expect(JsonToken token) throws IOException {
    if (parser.nextToken() != token) {
      throw wrong("has another thing where " + token + " is expected");
    }
  }

  /** Each field of an object: the reader takes its value. */
  void fields(FieldReader reader) throws IOException {
    need(parser.currentToken() == JsonToken.START_OBJECT, "an object");
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      reader.read(name);
    }
    need(parser.currentToken() == JsonToken.END_OBJECT, "the end of an object");
  }

  /** Each element of an array: the reader takes it. */
  void elements(ElementReader reader) throws IOException {
    need(parser.currentToken() == JsonToken.START_ARRAY, "an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      need(parser.currentToken() != null, "the end of an array");
      reader.read();
    }
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  String text() throws IOException {
    need(parser.currentToken() == JsonToken.VALUE_STRING, "a text");
    return parser.getText();
  }

  @Nullable String textOrNull() throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : text();
  }

  boolean truth() throws IOException {
    need(parser.currentToken().isBoolean(), "true or false");
    return parser.getBooleanValue();
  }

  int integer() throws IOException {
    need(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number");
    return parser.getIntValue();
  }

  long number() throws IOException {
    need(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number");
    return parser.getLongValue();
  }

  /** Nanoseconds of milliseconds. */
  long millis() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return RunData.UNKNOWN;
    }
    need(parser.currentToken().isNumeric(), "a number or null");
    double millis = parser.getDoubleValue();
    need(Math.abs(millis) <= LONGEST_MILLIS, "a time of this century");
    return Math.round(millis * NANOS_PER_MILLI);
  }

  void integers(Ints column) throws IOException {
    elements(() -> column.add(integer()));
  }

  void times(Longs column) throws IOException {
    elements(() -> column.add(millis()));
  }

  void states(Bytes column) throws IOException {
    elements(
        () -> {
          String letter = text();
          need(State.isOne(letter), "the letter of a state");
          column.add((byte) letter.charAt(0));
        });
  }

  private void need(boolean isThere, String what) throws IOException {
    if (!isThere) {
      throw wrong("lacks " + what);
    }
  }

  IOException wrong(String problem) {
    return new JsonParseException(parser, "The run data " + problem);
  }

  /** Takes the value of a field. */
  interface FieldReader {
    void read(String name) throws IOException;
  }

  /** Takes an element. */
  interface ElementReader {
    void read() throws IOException;
  }
}
