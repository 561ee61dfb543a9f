package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.JournalEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole journal: takes its entries, and finds where it ends.
 *
 * <p>The first record that is not whole ends it. If any mark of the file, before that record or
 * behind it, says that the file was on the device beyond the record's first byte, then the record
 * was whole once, and the file is refused. Else what was not awaited has come to the device in
 * part, and all from that record on is to be cut off.
 */
final class Scan {
  private final Window window;
  private final LatestEntries entries;
  private final Map<String, Integer> lengths = new HashMap<>();

  private long salt;
  private long offset;
  private long records;
  private long taken;
  private long entriesEnd;
  private long forced;

  private Scan(JournalFile file, LatestEntries entries) throws IOException {
    this.window = new Window(file);
    this.entries = entries;
  }

  /**
   * What was found.
   *
   * @param salt of the file
   * @param end behind the last record that is whole
   * @param entriesEnd behind the last entry
   * @param forced up to where the file is known to have been on the device
   * @param entries how many there are; their positions are 1 to this
   * @param live how many bytes a file with the latest entries alone would have
   * @param cut how many bytes there are behind the end
   */
  record Found(
      long salt, long end, long entriesEnd, long forced, long entries, long live, long cut) {}

  /**
   * Reads it.
   *
   * @param entries takes them
   * @throws DamageException if the file is to be refused
   */
  static Found read(JournalFile file, LatestEntries entries) throws IOException, DamageException {
    Scan scan = new Scan(file, entries);
    scan.header();
    scan.records();
    long live = FileHeader.SIZE;
    for (int length : scan.lengths.values()) {
      live += length;
    }
    long cut = scan.window.size() - scan.offset;
    return new Found(scan.salt, scan.offset, scan.entriesEnd, scan.forced, scan.taken, live, cut);
  }

  private void header() throws IOException, DamageException {
    int length = (int) Math.min(FileHeader.SIZE, window.size());
    window.covers(0, length);
    salt = FileHeader.salt(window.bytes(), length);
    offset = FileHeader.SIZE;
    entriesEnd = offset;
    forced = offset; // a journal gets its name once its header is on the device
  }

  private void records() throws IOException, DamageException {
    while (offset < window.size()) {
      String problem = problem();
      if (problem != null) {
        refuseIfForced(problem);
        return;
      }
      take(window.at(offset));
      records++;
    }
  }

  /** What is wrong with the record at the offset; null if it is whole, and in the window. */
  private @Nullable String problem() throws IOException {
    if (!window.covers(offset, Frame.SIZE)) {
      return "the file ends within it";
    }
    if (!Frame.isHead(window.bytes(), window.at(offset), salt, offset)) {
      return "its length does not have its checksum";
    }
    if (!window.covers(offset, Frame.SIZE + Frame.length(window.bytes(), window.at(offset)))) {
      return "the file ends within it";
    }
    return Frame.isWhole(window.bytes(), window.at(offset))
        ? null
        : "its content does not have its checksum";
  }

  private void take(int at) throws DamageException {
    byte[] bytes = window.bytes();
    int length = Frame.length(bytes, at);
    int content = at + Frame.SIZE;
    if (bytes[content] == Mark.KIND && length == Mark.LENGTH) {
      forced = Math.max(forced, Mark.forced(bytes, content));
    } else {
      JournalEntry entry = entry(bytes, content, length);
      entries.put(++taken, entry);
      lengths.put(entry.key(), Frame.SIZE + length);
      entriesEnd = offset + Frame.SIZE + length;
    }
    offset += Frame.SIZE + length;
  }

  private JournalEntry entry(byte[] bytes, int content, int length) throws DamageException {
    try {
      return EntryCodec.decode(bytes, content, length);
    } catch (RuntimeException e) { // its checksums hold
      throw refused("it is of no kind that this version knows");
    }
  }

  private void refuseIfForced(String problem) throws IOException, DamageException {
    if (offset < forced || offset < MarkSearch.forcedBehind(window, salt, offset)) {
      throw refused(problem + ", and it was whole on the device before");
    }
  }

  private DamageException refused(String problem) {
    return new DamageException(
        offset,
        "record "
            + (records + 1)
            + " is damaged: "
            + problem
            + "; take the file from a backup, or cut it to "
            + offset
            + " bytes to give up what was recorded from there on");
  }
}
