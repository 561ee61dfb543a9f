package io.github.taskloom.jdbc;

import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.Journal;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The journal in a file keeps the contract that those in databases are held to. */
class FileJournalContractTest extends JournalContract {
  @TempDir Path folder;

  @Override
  Journal open() {
    return FileJournal.open(folder.resolve("journal"));
  }
}
