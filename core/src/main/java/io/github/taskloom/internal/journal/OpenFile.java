package io.github.taskloom.internal.journal;

/**
 * A journal that can be written on.
 *
 * @param file the file
 * @param salt of it
 * @param end where the next record goes
 * @param entries how many there are
 * @param areForced whether all entries are on the device
 * @param forced up to where it is known to be there
 * @param marked the largest offset that a mark of it says
 */
record OpenFile(
    JournalFile file,
    long salt,
    long end,
    long entries,
    boolean areForced,
    long forced,
    long marked) {}
