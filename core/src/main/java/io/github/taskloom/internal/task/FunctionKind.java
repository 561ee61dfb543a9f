package io.github.taskloom.internal.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * How long the functions of one class have taken so far, which is what a make expects of the next
 * one. A wrong guess costs time and never progress.
 *
 * <pre>
 *   -8 ........ -2 | -1 ..... 0 ....... 7 | 8 ......... 16
 *   slow           | not known            | quick
 * </pre>
 *
 * <p>A run that took less than 5 us counts one up; one that took longer counts eight down, so that
 * one slow run in eight keeps a class from being quick, and a class with the highest score stays
 * quick after a single slow run, which the system may have held up. Where a thread was found stuck
 * in such a function the class is slow at once.
 *
 * <p>The numbers are written without a barrier by the threads that run tasks: a lost count is a
 * count less. They hang from the user's class in an array of the JDK's own, so they hold no class
 * loader, neither the user's nor that of this library.
 */
public final class FunctionKind {
  private static final VarHandle SCORE = MethodHandles.arrayElementVarHandle(int[].class);

  /** What takes longer is worth a thread of its own, in nanoseconds. */
  static final long QUICK = 5_000;

  static final int MOST = 16;
  static final int QUICK_FROM = 8;
  static final int SLOW_TO = -2;
  static final int LEAST = -8;
  private static final int STEP_DOWN = 8;

  private static final ClassValue<int[]> SCORES =
      new ClassValue<>() {
        @Override
        protected int[] computeValue(Class<?> type) {
          return new int[1];
        }
      };

  private FunctionKind() {}

  /**
   * Whether a task is expected to take less than a thread costs; one that is DONE takes nothing.
   */
  public static boolean isQuick(TaskNode<?> task) {
    Class<?> kind = of(task);
    return kind == null || isQuick(kind);
  }

  /** As {@link #isQuick(TaskNode)}, of all tasks of a kind. */
  public static boolean isQuick(Class<?> kind) {
    return (int) SCORE.getOpaque(SCORES.get(kind), 0) >= QUICK_FROM;
  }

  /** The kind of a task, the class of the user's function; null for one that is DONE. */
  public static @Nullable Class<?> of(TaskNode<?> task) {
    Object function = TaskRepair.userFunction(task);
    return function == null ? null : function.getClass();
  }

  /** Whether a task is expected to take longer than that. */
  public static boolean isSlow(TaskNode<?> task) {
    Object function = TaskRepair.userFunction(task);
    return function != null && (int) SCORE.getOpaque(SCORES.get(function.getClass()), 0) <= SLOW_TO;
  }

  /** A function of this class has run. */
  public static void ran(@Nullable Object function, long nanos) {
    if (function == null) {
      return;
    }
    int[] score = SCORES.get(function.getClass());
    int before = (int) SCORE.getOpaque(score, 0);
    int after = nanos < QUICK ? Math.min(MOST, before + 1) : Math.max(LEAST, before - STEP_DOWN);
    if (after != before) {
      SCORE.setOpaque(score, 0, after);
    }
  }

  /** A thread that runs such functions one after another is stuck in one, or one waits. */
  public static void stuck(@Nullable Object function) {
    if (function != null) {
      SCORE.setOpaque(SCORES.get(function.getClass()), 0, LEAST);
    }
  }
}
