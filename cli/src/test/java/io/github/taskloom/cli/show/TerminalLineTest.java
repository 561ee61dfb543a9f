package io.github.taskloom.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalLineTest {
  private static final String ERASED = "\r\u001b[K";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final TerminalLine line =
      new TerminalLine(new PrintStream(printed, true, StandardCharsets.UTF_8), 80);

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Text above the line stands where that was, and the line below it. */
  @Test
  void above_barIsShown_comesBackBelow() {
    line.accept("bar");
    line.above(out -> out.print("text\n"));

    assertEquals(ERASED + "bar" + ERASED + "text\nbar", printed());
  }

  /** The library may end without a last look at the line. */
  @Test
  void end_barIsStillShown_erasesIt() {
    line.accept("bar");
    line.end();

    assertEquals(ERASED + "bar" + ERASED, printed());
  }

  /** Its thread may come once more. */
  @Test
  void accept_afterTheEnd_drawsNothing() {
    line.accept("bar");
    line.clear();
    line.end();
    line.accept("late");
    line.above(out -> out.print("text\n"));

    assertEquals(ERASED + "bar" + ERASED + ERASED + "text\n", printed());
  }
}
