package io.github.taskloom.cli.file;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML text to a tree of nodes that know their place, within limits that stop hostile text. */
final class YamlSource {
  /** A task file of this size has some 100,000 tasks. */
  static final int LARGEST = 10 << 20;

  private YamlSource() {}

  /**
   * Reads the one document of a file.
   *
   * @return its root, or nothing when the file has only blanks and comments
   * @throws InputException when it cannot be read or is no YAML
   */
  static Optional<Node> read(Path file) {
    String text = SourceText.read(file, LARGEST);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            .setSchema(new CoreSchema())
            .setCodePointLimit(LARGEST)
            .setMaxAliasesForCollections(Integer.MAX_VALUE) // AliasLimit counts better
            // Refused by YamlFields, with the place; here they would be refused without.
            .setAllowNonScalarKeys(true)
            .build();
    NestingLimit parser =
        new NestingLimit(
            new AliasLimit(new ParserImpl(settings, new StreamReader(settings, text))));
    try {
      return new Composer(settings, parser).getSingleNode();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      Position position = mark.map(YamlSource::position).orElseGet(() -> new Position(1, 1));
      throw new InputException(file, position, QuotesHint.problem(e, text, position), e);
    } catch (ReaderException e) {
      Position position = Position.ofCodePoint(text, e.getPosition());
      String problem =
          String.format("the character U+%04X is not allowed in YAML", e.getCodePoint());
      throw new InputException(file, position, problem, e);
    } catch (YamlEngineException e) {
      Position position = parser.here().map(YamlSource::position).orElse(null);
      throw new InputException(file, position, String.valueOf(e.getMessage()), e);
    }
  }

  /** The library counts lines and columns from 0, people from 1. */
  static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
