package io.github.taskloom.stress.mutant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A class of the engine with one mistake in it, and the stress test that must find it.
 *
 * @param name what the table calls it
 * @param source the file, below the folder of sources
 * @param right lines that stand there, once; their indentation does not matter
 * @param wrong what is put in their place
 * @param test the stress test
 */
record Mutant(String name, String source, String right, String wrong, String test) {

  /**
   * The whole source with the mistake.
   *
   * @throws IllegalStateException if the engine has changed, and what is to be replaced is not
   *     there once
   */
  String text(Path sources) throws IOException {
    String text = Files.readString(sources.resolve(source));
    Matcher place = lines(right).matcher(text);
    if (place.find()) {
      int start = place.start();
      int end = place.end();
      if (!place.find()) {
        return text.substring(0, start) + wrong + text.substring(end);
      }
    }
    throw new IllegalStateException(
        "The mutant '"
            + name
            + "' does not fit "
            + source
            + " any more: not there once is\n"
            + right);
  }

  private static Pattern lines(String right) {
    return Pattern.compile(
        right.lines().map(line -> Pattern.quote(line.strip())).collect(Collectors.joining("\\s*")));
  }
}
