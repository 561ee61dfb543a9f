package io.github.taskloom.cli.output;

import io.github.taskloom.cli.show.TerminalReset;
import java.nio.charset.StandardCharsets;

/**
 * What the bytes of a line have done to a terminal: colours, which are told apart, and whatever
 * else an escape may do, which is not.
 */
final class LineColours {
  private static final byte[] NOTHING = {};
  private static final int ESCAPE = 0x1b;
  private static final int SHIFT_OUT = 0x0e;

  /** Longer ones are none. */
  private static final int LONGEST = 64;

  private final Colours colours = new Colours();

  /** An escape sequence that is not over, from its escape on; empty outside of one. */
  private final StringBuilder sequence = new StringBuilder();

  private boolean isColoured;
  private boolean isResetNeeded;

  /** The next byte of the line. */
  void pass(byte octet) {
    if (octet == ESCAPE || !sequence.isEmpty()) {
      passInSequence(octet);
    } else if (octet == SHIFT_OUT) {
      isResetNeeded = true;
    }
  }

  private void passInSequence(byte octet) {
    boolean isSecond = sequence.length() == 1;
    sequence.append((char) (octet & 0xff));
    if (sequence.length() == 1 || (isSecond && octet == '[')) {
      return;
    }
    boolean isParameter = octet >= 0x20 && octet < 0x40;
    if (isSecond || sequence.length() > LONGEST || !isParameter) {
      if (!isSecond && octet == 'm') {
        colours.set(sequence.substring(2, sequence.length() - 1));
        isColoured = true;
      } else {
        isResetNeeded = true;
      }
      sequence.setLength(0);
    }
  }

  /** What sets the colours of the line before once more. */
  byte[] atStart() {
    isColoured |= !colours.areNone();
    return colours.areNone() ? NOTHING : colours.text().getBytes(StandardCharsets.US_ASCII);
  }

  /** What ends all colours, or whatever else the line may have begun. */
  byte[] atEnd() {
    boolean isMore = isResetNeeded || !sequence.isEmpty();
    String end = isMore ? TerminalReset.TEXT : isColoured && !colours.areNone() ? Colours.NONE : "";
    sequence.setLength(0);
    isResetNeeded = false;
    isColoured = false;
    return end.getBytes(StandardCharsets.US_ASCII);
  }
}
