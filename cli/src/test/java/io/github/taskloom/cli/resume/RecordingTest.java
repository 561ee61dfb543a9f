package io.github.taskloom.cli.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private final List<String> told = new ArrayList<>();

  /** A store with room for that many entries. */
  private static final class Small implements Journal {
    private final Map<String, JournalEntry> entries = new HashMap<>();
    private final int room;

    Small(int room) {
      this.room = room;
    }

    @Override
    public @Nullable JournalEntry find(String key) {
      return entries.get(key);
    }

    @Override
    public long append(JournalEntry entry) {
      if (entries.size() == room) {
        throw new JournalException("no space left", null);
      }
      entries.put(entry.key(), entry);
      return entries.size();
    }

    @Override
    public void await(long position) {}

    @Override
    public void close() {}
  }

  private Recording recording(Small store) {
    return new Recording(store, (task, e) -> told.add(task + ": " + e.getMessage()));
  }

  /** The run goes on; the first task that is not on record is told, and once. */
  @Test
  void append_fullDisk_isToldOnceAndTheRunGoesOn() {
    Small store = new Small(1);
    Recording recording = recording(store);
    Task<?> first = Task.run("first", () -> {});
    Task<?> second = Task.builder("second", () -> 2).require(first).build();
    Task<?> third = Task.builder("third", () -> 3).require(second).build();

    assertEquals(List.of(third), Make.defaults().journal(recording).now(third));

    assertSame(TaskState.DONE, third.state());
    assertEquals(List.of("second: no space left"), told);
    assertFalse(recording.isWhole());
    assertEquals(1, store.entries.size());
  }

  /** Where all could be recorded nothing is told. */
  @Test
  void append_roomEnough_isWhole() {
    Recording recording = recording(new Small(1));

    Task<?> first = Task.run("first", () -> {});

    assertEquals(List.of(first), Make.defaults().journal(recording).now(first));

    assertTrue(recording.isWhole());
    assertEquals(List.of(), told);
  }
}
