package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotenvTextTest {
  private static Map<String, String> read(String text) {
    return new DotenvText(Path.of(".env"), text, Map.of("HOST", "caller")).variables();
  }

  /** What one line says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=b | b",
        "  A  =  b c  | b c",
        "export A=b | b",
        "A= | ``",
        "A= # nothing | ``",
        "A=b # why | b",
        "A=b#c | b#c",
        "A=#b | #b",
        "A='b # c' # why | b # c",
        "A='b \"c\" \\n ${HOST} $(id)' | b \"c\" \\n ${HOST} $(id)",
        "A=\"b 'c' \\\"d\\\" \\$x \\\\ \\z\" | b 'c' \"d\" $x \\ \\z",
        "A=$(id) `id` $HOME | $(id) `id` $HOME",
        "A=http://${HOST}:80/ | http://caller:80/",
        "A=\"<${HOST}>\" | <caller>",
        "A=\"\\${HOST}\" | ${HOST}",
        "A=größe=😀 | größe=😀",
      })
  void variables_line_isOne(String line, String value) {
    assertEquals(Map.of("A", value), read(line), line);
    assertEquals(Map.of("A", value), read("\r\n# first\r\n\n" + line + "\r\n"), line);
  }

  /** Lines, values of more than one line, escapes, and what stands above. */
  @Test
  void variables_lines_areInOrder() {
    Map<String, String> variables =
        read(
            """
            # the server
            PORT=80
            URL="http://${HOST}:${PORT}/"   # of all

            KEY='-----
            # no comment
            -----'
            LINES="one\\n\\ttwo
            three"
            PORT=81
            export EXPORT=1
            """);

    assertEquals(
        List.of("PORT", "URL", "KEY", "LINES", "EXPORT"), new ArrayList<>(variables.keySet()));
    assertEquals(
        List.of("81", "http://caller:80/", "-----\n# no comment\n-----", "one\n\ttwo\nthree", "1"),
        new ArrayList<>(variables.values()));
  }

  /** What is no such line is told with its place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A | 2:1: a line must be NAME=VALUE or a comment that starts with #",
        "export A | 2:1: a line must be NAME=VALUE or a comment that starts with #",
        "1A=b | 2:1: a line must be NAME=VALUE or a comment that starts with #",
        "A: b | 2:1: a line must be NAME=VALUE or a comment that starts with #",
        "export A='b | 2:10: this quote has no end",
        "A=\"b\\\" | 2:3: this quote has no end",
        "A=\"b\" c | 2:6: a value that goes on after its end quote needs quotes around all of it",
        "A=😀${PORTT} | 2:4: ${PORTT} is in no line above, nor in the caller's environment: single"
            + " quotes keep it as it is",
        "A=${HOST:-x} | 2:3: '${' must be ${NAME}: single quotes keep it as it is",
      })
  void variables_mistake_isToldWithItsPlace(String line, String problem) {
    String text = "PORT=80\n" + line + "\nB=c\n";

    InputException e = assertThrows(InputException.class, () -> read(text));
    assertEquals(".env:" + problem, e.getMessage());
  }

  /** Much of anything is read without much of the stack. */
  @Test
  void variables_large_areRead() {
    String much = "x y ".repeat(50_000);

    assertEquals(1, read("\n".repeat(100_000) + "#\n".repeat(50_000) + "A='" + much + "'").size());
    assertEquals(much.strip(), read("A=" + much + " # " + much).get("A"));
  }
}
