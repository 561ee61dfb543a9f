package io.github.taskloom.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The two that say whether a task file is right: the reader, and the schema for editors. */
final class Judges {
  private static final Path SCHEMA = Path.of("../docs/taskfile.schema.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How the reader refuses what a schema cannot say: what one value says of another, names of tasks
   * and vars, sums, how a number or a boolean is written, and the grammar of patterns.
   */
  private static final List<String> READER_ALONE =
      List.of(
          "twice, and each time otherwise",
          "is longer than 365d, the longest duration",
          "is less than the backoff",
          "must be a whole number from 1 to 100, but is '3.0'",
          "must be a whole number from 1 to 100, but is '+3'",
          "must be a whole number from 1 to 100, but is '0x3'",
          "must be true or false, but is 'True'",
          "has a NUL character",
          "which is not there",
          "a folder that has no taskloom.yaml",
          "files include each other in a circle",
          "comes from",
          "is no var of this file",
          "which is no var and no variable here: did you mean",
          "has '{{' without '}}'",
          "is neither '{{NAME}}' nor",
          "in env and in vars of the file",
          "has a { without a }",
          "has a } without a {",
          "ends with a \\ that has no character behind it",
          "has .. behind a wildcard");

  private final Path folder;
  private final JsonNode root;
  private final Schema schema;

  /**
   * What both say.
   *
   * @param reader what the reader finds wrong, or empty
   * @param schema what the schema finds wrong, or empty
   */
  record Verdicts(String reader, String schema) {

    /** Whether both accept, both refuse, or the reader refuses what no schema can say. */
    boolean agree() {
      return reader.isEmpty() == schema.isEmpty() || (schema.isEmpty() && isReaderAlone());
    }

    boolean isAccepted() {
      return reader.isEmpty() && schema.isEmpty();
    }

    boolean isReaderAlone() {
      return READER_ALONE.stream().anyMatch(reader::contains);
    }
  }

  /**
   * Reads the schema.
   *
   * @param folder where files for the reader are written
   */
  Judges(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("included.yaml"), "tasks: {a: x}");
    this.root = JSON.readTree(Files.readString(SCHEMA));
    this.schema = SchemaRegistry.withDialect(Dialects.getDraft7()).getSchema(root);
  }

  /**
   * Asks both.
   *
   * @param yaml the text of the file
   * @param value the same as an editor sees it
   */
  Verdicts ask(String yaml, Object value) throws IOException {
    String reader = "";
    try {
      TaskFileReader.read(Files.writeString(folder.resolve("f.yaml"), yaml));
    } catch (InputException e) {
      reader = e.getMessage();
    }
    List<Error> errors = schema.validate(JSON.valueToTree(value));
    return new Verdicts(
        reader, errors.stream().map(Error::toString).collect(Collectors.joining("\n")));
  }

  /** The keys that a mapping of the schema knows. */
  Set<String> keys(String pointer) {
    Set<String> keys = new TreeSet<>();
    root.at(pointer + "/properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** The keys of the schema that have no description. */
  List<String> undescribed() {
    return root.findParents("properties").stream()
        .filter(mapping -> mapping.has("additionalProperties")) // the others are conditions
        .flatMap(mapping -> mapping.get("properties").properties().stream())
        .filter(key -> key.getValue().path("description").asText().isBlank())
        .map(key -> key.getKey())
        .toList();
  }
}
