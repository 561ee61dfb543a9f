/**
 * What became of tasks, kept across runs: finished work is not lost when a JVM dies half-way. Entry
 * points: {@link io.github.taskloom.journal.FileJournal}, a journal in a file; {@link
 * io.github.taskloom.journal.Journal}, for a store of one's own.
 */
@NullMarked
package io.github.taskloom.journal;

import org.jspecify.annotations.NullMarked;
