/**
 * An open journal: what callers append and wait for ({@code AppendQueue}), and the thread of its
 * own that writes it ({@code RunWriter}), as the owner of the run ({@code Ownership}). No thread of
 * a caller uses a connection: neither its interrupts nor a transaction that it is in reach the
 * database of the journal.
 */
@NullMarked
package io.github.taskloom.jdbc.internal.writer;

import org.jspecify.annotations.NullMarked;
