package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.glob.FoundFile.Stamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A success as the bytes of a file, which end with a checksum: after a power cut a file may be
 * there without its content.
 */
final class SuccessFile {
  /** Another one for each change of the format: what has another one is read as if it were not. */
  private static final int VERSION = 0x544c4601; // TLF, 1

  private SuccessFile() {}

  static byte[] write(Success success) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(VERSION);
    text(out, success.task());
    text(out, success.definition());
    text(out, success.effect());
    out.writeInt(success.needs().size());
    for (Map.Entry<String, String> need : success.needs().entrySet()) {
      text(out, need.getKey());
      text(out, need.getValue());
    }
    files(out, success.inputs());
    files(out, success.outputs());
    out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  /** What was written; null where that is not whole, or of another version. */
  static @Nullable Success read(byte[] bytes) {
    int length = bytes.length - Long.BYTES;
    if (length < Integer.BYTES
        || ByteBuffer.wrap(bytes).getInt() != VERSION
        || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
      return null;
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      int unused = in.readInt();
      String task = text(in);
      String definition = text(in);
      String effect = text(in);
      Map<String, String> needs = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        needs.put(text(in), text(in));
      }
      return new Success(task, definition, effect, needs, files(in), files(in));
    } catch (IOException e) {
      return null;
    }
  }

  private static void files(DataOutputStream out, Map<String, Content> files) throws IOException {
    out.writeInt(files.size());
    for (Map.Entry<String, Content> file : files.entrySet()) {
      text(out, file.getKey());
      text(out, file.getValue().digest());
      Stamp stamp = file.getValue().stamp();
      out.writeLong(stamp.size());
      out.writeLong(stamp.modified());
      out.writeLong(stamp.changed());
      out.writeLong(stamp.inode());
    }
  }

  private static NavigableMap<String, Content> files(DataInputStream in) throws IOException {
    NavigableMap<String, Content> files = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String path = text(in);
      String digest = text(in);
      Stamp stamp = new Stamp(in.readLong(), in.readLong(), in.readLong(), in.readLong());
      files.put(path, new Content(digest, stamp));
    }
    return files;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }
}
