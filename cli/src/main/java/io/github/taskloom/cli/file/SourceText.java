package io.github.taskloom.cli.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes and the text of an input file, refused with a clear message where there are none. */
public final class SourceText {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private SourceText() {}

  /**
   * Reads a UTF-8 file.
   *
   * @param limit the most bytes it may have; a larger one is refused before it is read
   * @throws InputException when it is missing, a folder, too large, unreadable, or not UTF-8
   */
  static String read(Path file, int limit) {
    return decode(file, bytes(file, limit));
  }

  /**
   * Reads a file.
   *
   * @param limit the most bytes it may have; a larger one is refused before it is read
   * @throws InputException when it is missing, a folder, too large or unreadable
   */
  public static byte[] bytes(Path file, int limit) {
    try {
      if (Files.isDirectory(file)) {
        throw new InputException(file, "is a folder, not a file");
      }
      refuseLarge(file, Files.size(file), limit);
      try (InputStream in = unseekable(Files.newInputStream(file))) {
        // A device or a pipe has no size to look at: read one byte more than allowed, not all.
        byte[] bytes = in.readNBytes(limit + 1);
        refuseLarge(file, bytes.length, limit);
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw new InputException(file, null, "no such file", e);
    } catch (AccessDeniedException e) {
      throw new InputException(file, null, "cannot be read: permission denied", e);
    } catch (IOException e) {
      throw new InputException(file, null, "cannot be read: " + reason(e), e);
    }
  }

  /**
   * Read by {@code read} alone: all else asks a file on JDK 21 for a position, which no pipe has.
   */
  private static InputStream unseekable(InputStream in) {
    return new FilterInputStream(in) {};
  }

  private static String reason(IOException failure) {
    String reason =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return reason == null ? failure.toString() : reason;
  }

  private static void refuseLarge(Path file, long size, int limit) {
    if (size > limit) {
      throw new InputException(
          file, "is too large: at most " + (limit >> 20) + " MiB are read from such a file");
    }
  }

  private static String decode(Path file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new InputException(
          file,
          Position.ofCodePoint(text, Integer.MAX_VALUE),
          String.format(
              "is not UTF-8: byte 0x%02x here; save the file as UTF-8", in.get(in.position())));
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }
}
