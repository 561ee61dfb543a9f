package io.github.taskloom.cli.secret;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a task file marks {@code secret}: wherever such a value would be seen {@code ***} stands in
 * its place. Of a value of several lines each line is one, since output is seen by line; a value in
 * another shape, such as Base64, is not known.
 *
 * <p>Immutable.
 */
public final class Secrets {
  /** In place of a value. */
  public static final String MASK = "***";

  /** Shorter lines of a longer value are too common to be hidden by themselves. */
  private static final int SHORTEST_LINE = 4;

  private final List<String> values;

  private Secrets(List<String> values) {
    this.values = values;
  }

  /** Those of these values; an empty one hides nothing. */
  public static Secrets of(Collection<String> values) {
    return new Secrets(
        values.stream()
            .flatMap(Secrets::parts)
            .filter(part -> !part.isEmpty())
            .distinct()
            // The longest first: what is part of another value leaves nothing of that.
            .sorted(Comparator.comparing(String::length).reversed())
            .toList());
  }

  private static Stream<String> parts(String value) {
    String whole = value.strip();
    return Stream.concat(
        Stream.of(whole),
        whole.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE));
  }

  /** Whether there are none. */
  public boolean areNone() {
    return values.isEmpty();
  }

  /** A text without them. */
  public String masked(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }

  /** Prints without them what is printed in one call; to the same place. */
  public PrintStream masking(PrintStream out) {
    return areNone()
        ? out
        : new PrintStream(new MaskingOutput(out, this), false, StandardCharsets.UTF_8);
  }

  /** The same of a text that has one char for each byte. */
  String maskedBytes(String bytes) {
    String masked = bytes;
    for (String value : values) {
      masked = masked.replace(new String(utf8(value), StandardCharsets.ISO_8859_1), MASK);
    }
    return masked;
  }

  /** What masks bytes that come in pieces; the parameters are those of that class. */
  MaskedBytes bytes(OutputStream out, byte[] mark, Runnable onMark) {
    List<byte[]> bytes = new ArrayList<>(values.stream().map(Secrets::utf8).toList());
    bytes.add(mark);
    bytes.sort(Comparator.<byte[]>comparingInt(value -> value.length).reversed());
    return new MaskedBytes(bytes, out, mark, onMark);
  }

  private static byte[] utf8(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return values.size() + " secret values";
  }
}
