package io.github.taskloom.stress.mutant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A class of the engine with one mistake in it, and the stress test that must find it.
 *
 * @param name what the table calls it
 * @param source the file, below the folder of sources
 * @param right what stands there, once
 * @param wrong what is put in its place
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
    int at = text.indexOf(right);
    if (at < 0 || text.indexOf(right, at + 1) >= 0) {
      throw new IllegalStateException(
          "The mutant '"
              + name
              + "' does not fit "
              + source
              + " any more: not there once is\n"
              + right);
    }
    return text.substring(0, at) + wrong + text.substring(at + right.length());
  }
}
