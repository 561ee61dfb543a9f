/**
 * The body of a journal in a file.
 *
 * <pre>
 *   StoredJournal   what users call
 *     GroupCommit     who forces, and who waits for that: one leader at a time
 *     RecordWriter    who writes: one thread at a time, which takes along what others append
 *       AppendStack, Turn   what is appended and not written; the right to write
 *     Opening, Scan   what is there already; damage, refused or cut
 *     Replacement     a new file in the place of the old one, or of none
 *     Frame, EntryCodec, FileHeader, Mark   the format, docs/durability.md
 *     JournalFolder, JournalFile            the seam to the disk
 * </pre>
 *
 * <p>Each knows those below it alone.
 */
@NullMarked
package io.github.taskloom.internal.journal;

import org.jspecify.annotations.NullMarked;
