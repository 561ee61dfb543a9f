package io.github.taskloom.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalResetTest {
  private static final String RESET = "\u001b[0m\u001b[?25h";

  @TempDir Path folder;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private void print(String log) throws IOException {
    Path file = Files.writeString(folder.resolve("t.log"), log);
    LogExcerpt.print("t", file, out);
  }

  /** What a task leaves behind does not reach the line after its output. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b[31mred", "\u001b[?25lgone\n", "\u001b]0;a title without an end", "\u000e"})
  void print_outputWithEscapes_isFollowedByAReset(String log) throws IOException {
    print(log);

    String shown = shown();
    int reset = shown.indexOf(RESET);
    assertTrue(reset > shown.indexOf(log), shown);
    assertTrue(reset < shown.indexOf("--- end of"), shown);
  }

  /** Plain output stays as it is. */
  @Test
  void print_plainOutput_hasNoReset() throws IOException {
    print("plain\n");

    assertEquals(-1, shown().indexOf('\u001b'), shown());
  }

  /** Where the middle is left out the note on that is not coloured either. */
  @Test
  void print_enormous_isResetBeforeTheNote() throws IOException {
    print("\u001b[31m" + "x".repeat(2 << 20));

    assertTrue(shown().indexOf(RESET) < shown().indexOf("left out here"), "no reset before");
  }

  /** Commands can write to the terminal itself, unseen. */
  @Test
  void close_terminal_isReset() {
    Display.on(new Console(out, out, OptionalInt.of(80)), List.of("a")).close();

    assertTrue(shown().contains(RESET), shown());
  }
}
