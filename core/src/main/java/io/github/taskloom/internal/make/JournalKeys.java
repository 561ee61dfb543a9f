package io.github.taskloom.internal.make;

import io.github.taskloom.TaskStateException;
import io.github.taskloom.internal.task.JournalTerms;
import io.github.taskloom.internal.task.Policy;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.ValueCodec;
import io.github.taskloom.policy.EdgeRule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a task is found by in a journal, and what it was made of.
 *
 * <p>The fingerprint of an entry is {@code OWN:FOLLOWED:RUN}. OWN is a digest of the task's own
 * fingerprint and, for each task that it requires, of key and rule; FOLLOWED is one of the whole
 * entries' fingerprints of those tasks; RUN is another number for each entry. So an entry tells
 * which runs of its prerequisites it followed: after one of them has run again, in whichever
 * process, it no longer fits.
 */
final class JournalKeys {
  private static final char NEXT = ':';

  /** Of SHA-256: half of it is more than chance needs, and each entry has two. */
  private static final int DIGEST = 16;

  private final Journal journal;

  JournalKeys(Journal journal) {
    this.journal = journal;
  }

  /** What the task is found by. */
  static String of(TaskNode<?> task) {
    JournalTerms terms = terms(task);
    return terms == null || terms.key() == null ? task.name() : terms.key();
  }

  /** Of the task's value. */
  static ValueCodec<?> codec(TaskNode<?> task) {
    JournalTerms terms = terms(task);
    return terms == null || terms.codec() == null ? ValueCodec.basic() : terms.codec();
  }

  private static @Nullable JournalTerms terms(TaskNode<?> task) {
    Policy<?> policy = task.policy();
    return policy == null ? null : policy.journal();
  }

  /**
   * Before anything runs: each of the tasks has a key, and no two have the same.
   *
   * @throws TaskStateException if not
   */
  static void ensureUnique(Iterable<TaskNode<?>> tasks) {
    Map<String, TaskNode<?>> byKey = new HashMap<>();
    for (TaskNode<?> task : tasks) {
      JournalTerms terms = terms(task);
      if (task.nameIfAny() == null && (terms == null || terms.key() == null)) {
        throw new TaskStateException(
            task,
            task.name()
                + " was given no name, so a journal could not find it again in the next run: give"
                + " it a name, or a key");
      }
      TaskNode<?> other = byKey.putIfAbsent(of(task), task);
      if (other != null) {
        throw new TaskStateException(
            task,
            "Two tasks have the key \""
                + of(task)
                + "\", "
                + other.name()
                + " and "
                + task.name()
                + ": a journal could not tell them apart; give one of them another name, or a key");
      }
    }
  }

  /** Whether the task has the fingerprint, and requires what it required, when this was written. */
  static boolean isMadeOfTheSame(TaskNode<?> task, JournalEntry entry) {
    return starts(entry, own(task, byKey(task)) + NEXT);
  }

  /** Whether, besides, all that it requires has not run since. */
  boolean followsTheSame(TaskNode<?> task, JournalEntry entry) {
    return starts(entry, inputs(task));
  }

  private static boolean starts(JournalEntry entry, String inputs) {
    String recorded = entry.fingerprint();
    return recorded != null && recorded.startsWith(inputs);
  }

  /** For the entry of a run that has ended: no other entry has the same. */
  String fingerprint(TaskNode<?> task) {
    return inputs(task) + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private String inputs(TaskNode<?> task) {
    TaskNode<?>[] prerequisites = byKey(task);
    return own(task, prerequisites) + NEXT + followed(prerequisites) + NEXT;
  }

  private static String own(TaskNode<?> task, TaskNode<?>[] prerequisites) {
    MessageDigest digest = sha256();
    JournalTerms terms = terms(task);
    add(digest, terms == null ? null : terms.fingerprint());
    Policy<?> policy = task.policy();
    for (TaskNode<?> required : prerequisites) {
      add(digest, of(required));
      add(digest, (policy == null ? EdgeRule.DONE : policy.rule(required)).name());
    }
    return text(digest);
  }

  private String followed(TaskNode<?>[] prerequisites) {
    if (prerequisites.length == 0) {
      return "";
    }
    MessageDigest digest = sha256();
    for (TaskNode<?> required : prerequisites) {
      JournalEntry entry = journal.find(of(required));
      add(digest, entry == null ? null : entry.fingerprint());
    }
    return text(digest);
  }

  /** Sorted: they may have been written in any order. */
  private static TaskNode<?>[] byKey(TaskNode<?> task) {
    TaskNode<?>[] prerequisites = task.required().clone();
    Arrays.sort(prerequisites, Comparator.comparing(JournalKeys::of));
    return prerequisites;
  }

  private static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST);
  }

  /** With its length, so that no two sequences of texts look alike. */
  private static void add(MessageDigest digest, @Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_16BE);
    digest.update(
        ByteBuffer.allocate(Integer.BYTES).putInt(text == null ? -1 : bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
