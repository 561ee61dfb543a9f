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
 * <p>The fingerprint of an entry is {@code INPUTS:RUN}. INPUTS is a digest of the task's own
 * fingerprint and, for each task that it requires, of key, rule and whole entry's fingerprint; RUN
 * is another number for each entry. So an entry tells which runs of its prerequisites it followed:
 * after one of them has run again, in whichever process, it no longer fits.
 */
final class JournalKeys {
  private static final char BEFORE_RUN = ':';

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

  /** Whether an entry was made of what the task is made of now. */
  boolean fits(TaskNode<?> task, JournalEntry entry) {
    String recorded = entry.fingerprint();
    return recorded != null && recorded.startsWith(inputs(task) + BEFORE_RUN);
  }

  /** For the entry of a run that has ended: no other entry has the same. */
  String fingerprint(TaskNode<?> task) {
    long run = ThreadLocalRandom.current().nextLong();
    return inputs(task) + BEFORE_RUN + HexFormat.of().toHexDigits(run);
  }

  private String inputs(TaskNode<?> task) {
    MessageDigest digest = sha256();
    JournalTerms terms = terms(task);
    add(digest, terms == null ? null : terms.fingerprint());
    Policy<?> policy = task.policy();
    TaskNode<?>[] prerequisites = task.required().clone();
    Arrays.sort(prerequisites, Comparator.comparing(JournalKeys::of)); // written in any order
    for (TaskNode<?> required : prerequisites) {
      String key = of(required);
      JournalEntry entry = journal.find(key);
      add(digest, key);
      add(digest, (policy == null ? EdgeRule.DONE : policy.rule(required)).name());
      add(digest, entry == null ? null : entry.fingerprint());
    }
    return HexFormat.of().formatHex(digest.digest());
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
