package io.github.taskloom.journal;

import java.util.Objects;

/**
 * How a {@link FileJournal} is opened. Immutable; each method that sets something gives a new
 * object.
 *
 * @since 0.1.0
 */
public final class FileJournalOptions {
  private static final FileJournalOptions DEFAULTS =
      new FileJournalOptions(Durability.GROUPED, true);

  private final Durability durability;
  private final boolean compactsAtOpen;

  private FileJournalOptions(Durability durability, boolean compactsAtOpen) {
    this.durability = durability;
    this.compactsAtOpen = compactsAtOpen;
  }

  /**
   * {@link Durability#GROUPED}, and compacted when it is opened, where that is worth it.
   *
   * @return the options
   */
  public static FileJournalOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sets what it means that an entry is safe.
   *
   * @param policy the policy
   * @return new options
   */
  public FileJournalOptions durability(Durability policy) {
    return new FileJournalOptions(Objects.requireNonNull(policy, "policy"), compactsAtOpen);
  }

  /**
   * Sets whether a file of more than 64 KiB, more than half of which is no longer the latest entry
   * of any key, is compacted when it is opened. If that fails, for want of room for instance, the
   * log tells, and the journal is opened as it is.
   *
   * @param compacts whether it is
   * @return new options
   */
  public FileJournalOptions compactsAtOpen(boolean compacts) {
    return new FileJournalOptions(durability, compacts);
  }

  /**
   * What it means that an entry is safe.
   *
   * @return the policy
   */
  public Durability durability() {
    return durability;
  }

  /**
   * Whether a file is compacted when it is opened, where that is worth it.
   *
   * @return true if so
   */
  public boolean compactsAtOpen() {
    return compactsAtOpen;
  }
}
