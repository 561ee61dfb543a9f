package io.github.taskloom.cli.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values are found wherever the bytes of an output are cut into pieces. */
class MaskedBytesTest {
  private static final byte[] MARK = "\0mark\0".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int marks;

  private String masked(Secrets secrets, byte[]... pieces) throws IOException {
    out.reset();
    MaskedBytes masked = secrets.bytes(out, MARK, () -> marks++);
    for (byte[] piece : pieces) {
      masked.pass(piece, piece.length);
    }
    masked.end();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Cut at each place, and byte by byte. */
  @ParameterizedTest
  @CsvSource({
    "abc, xabcx, x***x",
    "abc, ababcab, ab***ab",
    "abc, abcabc, ******",
    "abc, ab, ab",
    "aab, aaab, a***",
    "geheim, ein geheimes geheim, ein ***es ***",
    "schlüssel, der schlüssel ist ü, der *** ist ü",
  })
  void pass_inPieces_hidesValues(String secret, String text, String expected) throws IOException {
    Secrets secrets = Secrets.of(List.of(secret));
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    byte[][] single = new byte[all.length][];
    for (int cut = 0; cut < all.length; cut++) {
      single[cut] = new byte[] {all[cut]};
      byte[] first = Arrays.copyOf(all, cut);
      byte[] second = Arrays.copyOfRange(all, cut, all.length);

      assertEquals(expected, masked(secrets, first, second), "cut at " + cut);
    }
    assertEquals(expected, masked(secrets, single));
    assertEquals(expected, secrets.masked(text));
  }

  /** The longer one is hidden whole, and a shorter one that ends before more comes. */
  @Test
  void pass_valuesWithinValues_hidesTheLongest() throws IOException {
    Secrets secrets = Secrets.of(List.of("key", "keyring", "ring"));

    assertEquals("*** ***s *** ***rin", masked(secrets, bytes("key keyrings ring keyrin")));
  }

  /** Lines of a value are hidden by themselves, short ones are not. */
  @Test
  void of_severalLines_hidesEach() {
    Secrets secrets = Secrets.of(List.of("-----BEGIN\nab\n  long enough\n", ""));

    assertEquals("*** ab ***", secrets.masked("-----BEGIN ab long enough"));
  }

  /** What was held back before the mark is passed on, and the mark is not. */
  @Test
  void pass_mark_isTakenOut() throws IOException {
    String passed = masked(Secrets.of(List.of("abc")), bytes("xab\0ma"), bytes("rk\0abc"));

    assertEquals("xab***", passed);
    assertEquals(1, marks);
  }

  /** Random texts of few letters, cut at random, are as the text that is masked whole. */
  @Test
  void pass_randomPieces_areAsTheWhole() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Secrets secrets = Secrets.of(List.of(text(random, 1 + random.nextInt(4))));
      byte[] all = bytes(text(random, random.nextInt(60)));
      int cut = random.nextInt(all.length + 1);

      assertEquals(
          secrets.masked(new String(all, StandardCharsets.UTF_8)),
          masked(secrets, Arrays.copyOf(all, cut), Arrays.copyOfRange(all, cut, all.length)),
          () -> "seed " + seed);
    }
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(2)));
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
