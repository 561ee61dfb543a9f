package io.github.taskloom.cli.glob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Something that a pattern has found, as the file system tells it without a look at the content.
 *
 * @param path where it is
 * @param kind what it is
 * @param stamp another one once the content is another one, but for a change right after this look
 */
public record FoundFile(Path path, Kind kind, Stamp stamp) {

  /** What it is. A link to a file is that file. */
  public enum Kind {
    /** It has content. */
    FILE,
    /** A folder that a pattern names, for itself: what is in it is found as well. */
    FOLDER,
    /** A link that is not followed: to a folder, or to nothing. */
    LINK,
    /** A pipe, socket or device: that it is there is all there is to know. */
    SPECIAL,
    /** It may not be looked at. */
    UNREADABLE
  }

  /**
   * What a file system changes when a file changes. Times are in nanoseconds since 1970.
   *
   * @param size in bytes
   * @param modified when the content changed
   * @param changed when anything changed, which no program can set back
   * @param inode the number of the file
   */
  public record Stamp(long size, long modified, long changed, long inode) {
    /** Where there is nothing to tell. */
    public static final Stamp NONE = new Stamp(0, 0, 0, 0);
  }

  private static final int TYPE = 0170000;
  private static final int TYPE_OF_FILE = 0100000;
  private static final int TYPE_OF_FOLDER = 0040000;
  private static final int TYPE_OF_LINK = 0120000;

  /** What is there itself, be it a link. */
  static FoundFile at(Path path) throws IOException {
    return look(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** What is there, or what a link there leads to. */
  static FoundFile behind(Path path) throws IOException {
    return look(path);
  }

  private static FoundFile look(Path path, LinkOption... options) throws IOException {
    try {
      Map<String, Object> all =
          Files.readAttributes(path, "unix:mode,ino,ctime,size,lastModifiedTime", options);
      int type = number(all, "mode").intValue() & TYPE;
      Stamp stamp =
          new Stamp(
              number(all, "size").longValue(),
              nanos(all, "lastModifiedTime"),
              nanos(all, "ctime"),
              number(all, "ino").longValue());
      return new FoundFile(path, kind(type), stamp);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      // A file system that is not the system's own.
      BasicFileAttributes all = Files.readAttributes(path, BasicFileAttributes.class, options);
      long modified = nanos(all.lastModifiedTime());
      return new FoundFile(path, kind(all), new Stamp(all.size(), modified, modified, 0));
    }
  }

  private static Number number(Map<String, Object> all, String name) {
    return (Number) Objects.requireNonNull(all.get(name));
  }

  private static long nanos(Map<String, Object> all, String name) {
    return nanos((FileTime) Objects.requireNonNull(all.get(name)));
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  private static Kind kind(int type) {
    return switch (type) {
      case TYPE_OF_FILE -> Kind.FILE;
      case TYPE_OF_FOLDER -> Kind.FOLDER;
      case TYPE_OF_LINK -> Kind.LINK;
      default -> Kind.SPECIAL;
    };
  }

  private static Kind kind(BasicFileAttributes all) {
    if (all.isRegularFile()) {
      return Kind.FILE;
    }
    return all.isDirectory() ? Kind.FOLDER : all.isSymbolicLink() ? Kind.LINK : Kind.SPECIAL;
  }
}
