/**
 * A journal of what became of tasks in tables of a database, by JDBC. Entry point: {@link
 * io.github.taskloom.jdbc.JdbcJournal}.
 */
@NullMarked
package io.github.taskloom.jdbc;

import org.jspecify.annotations.NullMarked;
