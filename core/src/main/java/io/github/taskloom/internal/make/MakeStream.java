package io.github.taskloom.internal.make;

import io.github.taskloom.Task;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Collection;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The reader's end of a make: begins it with the first task that is asked for, and closes it. */
public final class MakeStream implements Spliterator<Task<?>>, AutoCloseable {
  private final MakeCall call;

  public MakeStream(MakeOptions how, Collection<? extends Task<?>> goals) {
    call = new MakeCall(how, goals);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Task<?>> action) {
    TaskNode<?> next = call.next();
    if (next == null) {
      return false;
    }
    action.accept(next);
    return true;
  }

  @Override
  public void forEachRemaining(Consumer<? super Task<?>> action) {
    try {
      while (tryAdvance(action)) {
        // the action has run
      }
    } catch (Throwable thrown) { // the reader gives up in the middle: so does the make
      try {
        close();
      } catch (RuntimeException alsoThrown) {
        thrown.addSuppressed(alsoThrown);
      }
      throw thrown;
    }
  }

  @Override
  public @Nullable Spliterator<Task<?>> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return call.size();
  }

  @Override
  public int characteristics() {
    return DISTINCT | NONNULL | ORDERED;
  }

  /** Stops the make and waits for its end; from any thread. */
  @Override
  public void close() {
    call.close();
  }
}
