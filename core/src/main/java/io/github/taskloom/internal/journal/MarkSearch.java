package io.github.taskloom.internal.journal;

import java.io.IOException;

/**
 * Looks for marks where the lengths of records can no longer be followed: at each byte. A mark is
 * known by two checksums, of which one holds in its own file and at its own offset alone.
 */
final class MarkSearch {
  private static final int SIZE = Frame.SIZE + Mark.LENGTH;

  private MarkSearch() {}

  /** The largest offset that a mark behind a damaged record says; 0 if there is none. */
  static long forcedBehind(Window window, long salt, long damaged) throws IOException {
    long forced = 0;
    for (long offset = damaged + 1; window.covers(offset, SIZE); offset++) {
      byte[] bytes = window.bytes();
      int at = window.at(offset);
      boolean isMark =
          Frame.length(bytes, at) == Mark.LENGTH
              && bytes[at + Frame.SIZE] == Mark.KIND
              && Frame.isHead(bytes, at, salt, offset)
              && Frame.isWhole(bytes, at);
      if (isMark) {
        forced = Math.max(forced, Mark.forced(bytes, at + Frame.SIZE));
      }
    }
    return forced;
  }
}
