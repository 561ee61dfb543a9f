package io.github.taskloom.cli.resume;

import io.github.taskloom.cli.file.TaskEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that determines what a task runs, as a short text that changes when any of it does: script,
 * shell, dir, env, and the folder that dir is relative to. What it needs is looked at by the
 * engine.
 *
 * <p>Neither the description nor how often and how long a task is tried belongs to it: what was
 * DONE is so under any limit. Nor does the caller's environment, which is another one in each
 * terminal. A digest, not the text: an env may have secrets, and the record needs none of them.
 */
public final class Definition {
  private final MessageDigest digest;

  private Definition() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * That of a task.
   *
   * @param file the task file
   * @param directory where scripts without a dir of their own run: looked at from the file, so that
   *     both may move together
   */
  public static String of(TaskEntry task, Path file, Path directory) {
    Definition definition = new Definition();
    definition.add(task.script());
    task.execution().interpreter().words().forEach(definition::add);
    definition.add(task.directory());
    definition.add(RealPaths.between(file, within(directory, task.directory())));
    definition.add(task.environment());
    return HexFormat.of().formatHex(definition.digest.digest());
  }

  /** Where it runs; where no such folder can be, the task fails, wherever it is. */
  private static Path within(Path directory, @Nullable String dir) {
    try {
      return dir == null ? directory : directory.resolve(dir);
    } catch (InvalidPathException e) {
      return directory;
    }
  }

  /** Sorted: in which order they are written makes no difference to what runs. */
  private void add(Map<String, String> texts) {
    add(texts.size());
    new TreeMap<>(texts)
        .forEach(
            (name, value) -> {
              add(name);
              add(value);
            });
  }

  /** With its length, so that no two sequences of texts look alike. */
  private void add(@Nullable String text) {
    add(text == null ? -1 : text.length());
    if (text != null) {
      digest.update(text.getBytes(StandardCharsets.UTF_16BE));
    }
  }

  private void add(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
  }
}
