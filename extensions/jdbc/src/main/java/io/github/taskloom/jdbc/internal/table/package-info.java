/**
 * The two tables of a journal, and each statement that is sent to them; knows connections, and no
 * thread. A table is named by {@code TableNames}, made and looked at by {@code Tables}; {@code
 * RunTable} has the row of a run, with its owner, {@code EntryTable} the rows of its tasks.
 */
@NullMarked
package io.github.taskloom.jdbc.internal.table;

import org.jspecify.annotations.NullMarked;
