package io.github.taskloom.internal.task;

import io.github.taskloom.Task;
import io.github.taskloom.TaskAction;
import io.github.taskloom.TaskConsumer;
import io.github.taskloom.TaskConsumer2;
import io.github.taskloom.TaskConsumer3;
import io.github.taskloom.TaskConsumer4;
import io.github.taskloom.TaskFunction;
import io.github.taskloom.TaskFunction2;
import io.github.taskloom.TaskFunction3;
import io.github.taskloom.TaskFunction4;
import io.github.taskloom.TaskState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The functions of tasks that take inputs or give nothing, as what every task has: a callable. */
public final class Declared {
  public static final String NO_FUNCTION = "A task needs a function";

  private Declared() {}

  /** A PENDING task with a name, behind these. */
  public static <T extends @Nullable Object> Task<T> task(
      String name, Callable<? extends T> function, Task<?>... prerequisites) {
    Objects.requireNonNull(name, "The name of a task is null");
    TaskNode<T> task = new TaskNode<>(name, function, TaskState.PENDING, null);
    for (Task<?> prerequisite : prerequisites) {
      task.require(prerequisite);
    }
    return task;
  }

  public static Callable<@Nullable Object> from(TaskAction action) {
    Objects.requireNonNull(action, NO_FUNCTION);
    return new UserFunction<>(action) {
      @Override
      public @Nullable Object call() throws Exception {
        action.run();
        return null;
      }
    };
  }

  public static <A extends @Nullable Object> Callable<@Nullable Object> from(
      Task<A> first, TaskConsumer<? super A> action) {
    Objects.requireNonNull(action, NO_FUNCTION);
    return new UserFunction<>(action) {
      @Override
      public @Nullable Object call() throws Exception {
        action.accept(input(first));
        return null;
      }
    };
  }

  public static <A extends @Nullable Object, B extends @Nullable Object>
      Callable<@Nullable Object> from(
          Task<A> first, Task<B> second, TaskConsumer2<? super A, ? super B> action) {
    Objects.requireNonNull(action, NO_FUNCTION);
    return new UserFunction<>(action) {
      @Override
      public @Nullable Object call() throws Exception {
        action.accept(input(first), input(second));
        return null;
      }
    };
  }

  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Callable<@Nullable Object> from(
          Task<A> first,
          Task<B> second,
          Task<C> third,
          TaskConsumer3<? super A, ? super B, ? super C> action) {
    Objects.requireNonNull(action, NO_FUNCTION);
    return new UserFunction<>(action) {
      @Override
      public @Nullable Object call() throws Exception {
        action.accept(input(first), input(second), input(third));
        return null;
      }
    };
  }

  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Callable<@Nullable Object> from(
          Task<A> first,
          Task<B> second,
          Task<C> third,
          Task<D> fourth,
          TaskConsumer4<? super A, ? super B, ? super C, ? super D> action) {
    Objects.requireNonNull(action, NO_FUNCTION);
    return new UserFunction<>(action) {
      @Override
      public @Nullable Object call() throws Exception {
        action.accept(input(first), input(second), input(third), input(fourth));
        return null;
      }
    };
  }

  public static <A extends @Nullable Object, R extends @Nullable Object> Callable<R> from(
      Task<A> first, TaskFunction<? super A, ? extends R> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return new UserFunction<>(function) {
      @Override
      public R call() throws Exception {
        return function.apply(input(first));
      }
    };
  }

  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Callable<R> from(
          Task<A> first,
          Task<B> second,
          TaskFunction2<? super A, ? super B, ? extends R> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return new UserFunction<>(function) {
      @Override
      public R call() throws Exception {
        return function.apply(input(first), input(second));
      }
    };
  }

  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Callable<R> from(
          Task<A> first,
          Task<B> second,
          Task<C> third,
          TaskFunction3<? super A, ? super B, ? super C, ? extends R> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return new UserFunction<>(function) {
      @Override
      public R call() throws Exception {
        return function.apply(input(first), input(second), input(third));
      }
    };
  }

  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Callable<R> from(
          Task<A> first,
          Task<B> second,
          Task<C> third,
          Task<D> fourth,
          TaskFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return new UserFunction<>(function) {
      @Override
      public R call() throws Exception {
        return function.apply(input(first), input(second), input(third), input(fourth));
      }
    };
  }

  /** The value of the stage that a function gives, one without inputs or one of those above. */
  public static <T extends @Nullable Object> Callable<T> awaiting(
      Callable<? extends CompletionStage<? extends T>> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return new StageFunction<>(function);
  }

  public static <T extends @Nullable Object> Callable<List<T>> list(List<Task<? extends T>> tasks) {
    return () -> {
      List<T> inputs = new ArrayList<>(tasks.size());
      for (Task<? extends T> task : tasks) {
        inputs.add(input(task));
      }
      return Collections.unmodifiableList(inputs);
    };
  }

  /** The result of a task, or a value where it is not DONE. */
  public static <T extends @Nullable Object> Callable<T> either(Task<T> task, T value) {
    return () -> task.state() == TaskState.DONE ? input(task) : value;
  }

  /** The result of a task, or that of another where it is not DONE. */
  public static <T extends @Nullable Object> Callable<T> eitherOf(
      Task<T> task, Task<? extends T> standIn) {
    return () -> task.state() == TaskState.DONE ? input(task) : input(standIn);
  }

  /** The result of a prerequisite, as a function takes it. */
  public static <T extends @Nullable Object> T input(Task<T> task) {
    return TaskResults.input(TaskNode.of(task));
  }
}
