package io.github.taskloom.benchmarks.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder for files of records, on the device of temporary files; it goes when it is closed. */
final class RecordFolder implements AutoCloseable {
  private final Path folder;
  private int files;

  RecordFolder() {
    try {
      folder = Files.createTempDirectory("taskloom-records");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a new file; those before it are removed. */
  Path next() {
    clear();
    return folder.resolve("records" + files++);
  }

  private void clear() {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> old = listed.toList();
      for (Path file : old) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clear();
    try {
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
