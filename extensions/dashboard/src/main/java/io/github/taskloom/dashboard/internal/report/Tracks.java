package io.github.taskloom.dashboard.internal.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays slices out on tracks, so that two on one track are one after the other or one inside of the
 * other: what draws traces knows no others. Slices are to come by their starts, the longer first.
 */
final class Tracks {
  private final int most;
  private final List<Track> tracks = new ArrayList<>();

  /** So many tracks at most. */
  Tracks(int most) {
    this.most = most;
  }

  /** How many there are. */
  int size() {
    return tracks.size();
  }

  /** The first track that has room for a slice; -1 if none has. */
  int place(long start, long end) {
    for (int i = 0; i < tracks.size(); i++) {
      if (tracks.get(i).take(start, end)) {
        return i;
      }
    }
    if (tracks.size() == most) {
      return -1;
    }
    Track track = new Track();
    tracks.add(track);
    track.take(start, end);
    return tracks.size() - 1;
  }

  /** The ends of the slices that are open, the inmost last. */
  private static final class Track {
    private long[] ends = new long[4];
    private int open;

    boolean take(long start, long end) {
      while (open > 0 && ends[open - 1] <= start) {
        open--;
      }
      if (open > 0 && ends[open - 1] < end) {
        return false;
      }
      if (open == ends.length) {
        ends = Arrays.copyOf(ends, open * 2);
      }
      ends[open++] = end;
      return true;
    }
  }
}
