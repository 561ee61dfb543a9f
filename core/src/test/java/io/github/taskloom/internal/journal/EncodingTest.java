package io.github.taskloom.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import io.github.taskloom.journal.ValueCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another version or program may have written: whole by its checksums, and not known here. */
class EncodingTest {
  private final MemoryDisk disk = new MemoryDisk();
  private byte[] whole = {};

  @BeforeEach
  void write() {
    try (FileJournal journal = StoredJournal.open(disk.folder(), FileJournalOptions.defaults())) {
      journal.append(Entries.of("one", 1));
      journal.await(journal.append(Entries.of("two", 2)));
    }
    whole = disk.bytes();
  }

  private JournalException refused(byte[] bytes) {
    disk.bytes(bytes);
    return assertThrows(
        JournalException.class,
        () -> StoredJournal.open(disk.folder(), FileJournalOptions.defaults()));
  }

  /** The file with one record more, whose content was made by a program that knows more. */
  private byte[] with(byte[] record) throws DamageException {
    Frame.close(record);
    Frame.place(record, FileHeader.salt(whole, whole.length), whole.length);
    byte[] bytes = Arrays.copyOf(whole, whole.length + record.length);
    System.arraycopy(record, 0, bytes, whole.length, record.length);
    return bytes;
  }

  private static byte[] entry(Consumer<byte[]> change) {
    byte[] record = EntryCodec.encode(Entries.of("three", 3));
    change.accept(record);
    return record;
  }

  private int records() {
    int count = 0;
    for (int at = FileHeader.SIZE; at < whole.length; count++) {
      at += Frame.SIZE + Frame.length(whole, at);
    }
    return count;
  }

  /** A record that is whole, and nothing that is known, is refused, and the file stays. */
  @Test
  void open_recordOfAnotherKind_isRefusedAndLocated() throws DamageException {
    byte[] same = with(entry(record -> {}));
    disk.bytes(same);
    StoredJournal.open(disk.folder(), FileJournalOptions.defaults()).close();

    for (byte[] record :
        List.of(
            entry(record -> record[Frame.SIZE] = 3), // kind
            entry(record -> record[Frame.SIZE] = Mark.KIND),
            entry(record -> record[Frame.SIZE + 1] = 0), // outcome
            entry(record -> record[Frame.SIZE + 1] = 5),
            entry(record -> record[Frame.SIZE + 18] = 7), // the kind of text of the key
            Arrays.copyOf(entry(record -> {}), entry(record -> {}).length + 1))) {
      byte[] bytes = with(record);

      JournalException refused = refused(bytes);

      assertEquals(whole.length, refused.offset());
      assertTrue(
          refused
              .getMessage()
              .contains(
                  "record "
                      + (records() + 1)
                      + " is damaged: it is of no kind that this version knows"),
          refused::getMessage);
      assertArrayEquals(bytes, disk.bytes());
    }
  }

  /** A file that is shorter than its header is told as that, or as no journal. */
  @Test
  void open_fileEndsWithinItsHeader_isRefused() {
    for (int length = 1; length < FileHeader.SIZE; length++) {
      JournalException refused = refused(Arrays.copyOf(whole, length));

      assertEquals(length < 8 ? 0 : length, refused.offset());
      assertTrue(
          refused
              .getMessage()
              .contains(length < 8 ? "this is no journal" : "ends within its header"),
          refused::getMessage);
    }
  }

  /** A version that never was is damage, whatever the checksum says. */
  @Test
  void open_versionThatNeverWas_isRefused() {
    byte[] bytes = whole.clone();
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.wrap(bytes).putInt(8, 0).limit(20));
    ByteBuffer.wrap(bytes).putInt(20, (int) crc.getValue());

    JournalException refused = refused(bytes);

    assertEquals(0, refused.offset());
    assertTrue(refused.getMessage().contains("header of the file is damaged"));
  }

  /** Texts that are not texts are refused. */
  @Test
  void get_noKindOfText_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Texts.get(ByteBuffer.wrap(new byte[] {3, 0, 0, 0, 0})));
    assertThrows(
        BufferUnderflowException.class,
        () -> Texts.get(ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 2, 65})));
  }

  /** Bytes that are no value are refused, and none are none. */
  @Test
  void read_noKindOfValue_isRefused() throws Exception {
    ValueCodec<Object> codec = BasicValues.CODEC;
    assertNull(codec.read(null));
    assertNull(codec.write(null));
    for (byte[] bytes : List.of(new byte[0], new byte[] {'x'}, new byte[] {0, 1})) {
      assertThrows(IllegalArgumentException.class, () -> codec.read(bytes));
    }
    assertThrows(IllegalArgumentException.class, () -> codec.write(new Object()));
  }

  /** Each value comes back as it was, behind the letter of its kind. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, Integer.MAX_VALUE})
  void write_basicValue_comesBack(int number) throws Exception {
    ValueCodec<Object> codec = BasicValues.CODEC;
    for (Object value :
        List.of(number, (long) number << 20, number / 3.0, "text " + number, number == 0)) {
      assertEquals(value, codec.read(codec.write(value)));
    }
    byte[] bytes = ByteBuffer.allocate(4).putInt(number).array();
    assertArrayEquals(bytes, (byte[]) codec.read(codec.write(bytes)));
    assertEquals('b', codec.write(bytes)[0]);
  }

  /** A codec of two functions calls these, and takes no null on either side. */
  @Test
  void of_twoFunctions_takesNoNull() throws Exception {
    ValueCodec<String> codec =
        ValueCodec.of(text -> text.getBytes(UTF_8), bytes -> new String(bytes, UTF_8));
    assertEquals("ok", codec.read(codec.write("ok")));
    assertThrows(NullPointerException.class, () -> codec.write(null));
    assertThrows(NullPointerException.class, () -> codec.read(null));
    assertNull(ValueCodec.<String>doneOnly().write("ok"));
    assertNull(ValueCodec.<String>doneOnly().read(new byte[] {'s'}));
  }

  /** What an entry holds comes back, and its record is as long as it says. */
  @Test
  void encode_entry_isFramed() {
    JournalEntry entry = Entries.of("key", 7);
    byte[] record = EntryCodec.encode(entry);

    assertEquals(record.length - Frame.SIZE, Frame.length(record, 0));
    assertTrue(Frame.isWhole(record, 0));
    assertEquals(entry, EntryCodec.decode(record, Frame.SIZE, record.length - Frame.SIZE));
  }
}
