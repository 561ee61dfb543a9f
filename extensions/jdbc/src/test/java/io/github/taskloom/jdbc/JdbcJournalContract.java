package io.github.taskloom.jdbc;

import io.github.taskloom.journal.Journal;
import javax.sql.DataSource;

/** What a journal in a database is to do on each of them. */
abstract class JdbcJournalContract extends JournalContract {
  /** A database without tables, the same one during a test. */
  abstract DataSource source();

  @Override
  Journal open() {
    return JdbcJournal.open(source(), "run");
  }
}
