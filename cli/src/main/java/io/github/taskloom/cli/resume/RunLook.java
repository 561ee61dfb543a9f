package io.github.taskloom.cli.resume;

import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a record has, on a copy in a folder of its own, which goes when this is closed. */
public final class RunLook implements AutoCloseable {
  private final FileJournal journal;
  private final Path folder;

  RunLook(FileJournal journal, Path folder) {
    this.journal = journal;
    this.folder = folder;
  }

  /** To be read. */
  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    journal.close();
    try {
      remove(folder);
    } catch (IOException e) {
      // A temporary file that is left does no harm.
    }
  }

  static void remove(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> files = listed.toList();
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
