package io.github.taskloom;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a make does around each function that it calls, in the very thread that runs it: sets a
 * context, opens a span, takes the time. Given to it by {@link Make#around}.
 *
 * <pre>{@code
 * Make traced =
 *     Make.defaults()
 *         .around(
 *             (task, next) -> {
 *               String before = MDC.get("task");
 *               MDC.put("task", task.name());
 *               try {
 *                 return next.call();
 *               } finally {
 *                 MDC.put("task", before);
 *               }
 *             });
 * }</pre>
 *
 * <p><b>When.</b> Around each attempt whose function is called, in every mode: on threads of the
 * make, the caller's own, an executor's, and those that a limit may leave behind. Not around an
 * attempt that ends before its function is called: by a cancel, or a rejection of the executor.
 * What another make, {@link Task#dispatch()}, {@link Task#bg()} or a {@link TaskQueue} runs goes by
 * that, and not by this make.
 *
 * <p><b>Inside</b> is the function, as the task was declared with it or {@linkplain Task#repairWith
 * repaired}, and the reading of its inputs. Outside are {@link TaskOptions#beforeDone}, the tests
 * of {@code cancelOnResult} and {@link io.github.taskloom.policy.Retry}, which are told of what the
 * interceptor has returned or thrown, and callbacks. A value that was given by {@link
 * Task#completeWith} is no function.
 *
 * <p><b>A stage.</b> Of a task as by {@link Task#async} the call of the function is inside, not the
 * wait for the stage that it gives: {@code next.call()} returns that stage, and the interceptor
 * ends before it. What the interceptor returns is the stage that the task waits for, and if it is
 * none the task fails. What has to last as long as the stage does is hung on it, by {@code
 * whenComplete}; {@link #aroundStage} tells such a task from one whose value happens to be a stage.
 * A stage that an interceptor does not hand on is its own to cancel.
 *
 * <p><b>The result</b> of the attempt is what the interceptor returns, whether it has called {@code
 * next} or not; it has to be of the task's type, which nothing checks. What it throws fails the
 * attempt as if the function had thrown it: the task's rule may have another one follow, a {@link
 * CancelledException} cancels the task. It may call {@code next} once, in its own thread, before it
 * ends; any further call throws a {@link TaskStateException}, and calls nothing.
 *
 * <p><b>Threads.</b> Called by several threads at a time, of different tasks. {@link
 * Task#current()} is the task. An interceptor is interrupted and waited for as the function is, and
 * left behind with it. What it takes counts as the function's: for limits, and for whether a make
 * expects the next function of the same class to be quick. What it leaves in a thread-local is
 * there for the next task of the thread, so it puts back what was there.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskInterceptor {

  /**
   * Does what is to be done around a function.
   *
   * @param task the task, which is RUNNING
   * @param next calls what is inside: the next interceptor, or the function; throws what that
   *     throws, a {@link TaskStateException} from the second call on
   * @return the result, as a rule that of {@code next}
   * @throws Exception as {@code next} does, or to fail the attempt
   */
  @Nullable Object around(Task<?> task, Callable<? extends @Nullable Object> next) throws Exception;

  /**
   * As {@link #around}, for a task as by {@link Task#async}, which waits for the stage that {@code
   * next} gives. Calls {@link #around} unless it is overridden.
   *
   * @param task the task, which is RUNNING
   * @param next calls what is inside; gives the stage
   * @return the stage that the task waits for, as a rule that of {@code next}
   * @throws Exception as {@code next} does, or to fail the attempt
   */
  default @Nullable Object aroundStage(Task<?> task, Callable<? extends @Nullable Object> next)
      throws Exception {
    return around(task, next);
  }

  /**
   * The interceptor of one make. Asked for once for each, in the thread that calls {@link
   * Make#get}, {@link Make#now} or {@link Make#later}, or that reads a {@link Make#stream} first,
   * before anything runs: what it takes along of that thread, the functions may be given. What it
   * throws the call of the make throws; that of {@code later} has it in its future.
   *
   * @return this, if the interceptor has nothing of the caller
   */
  default TaskInterceptor forMake() {
    return this;
  }

  /**
   * The make is over. Told once to what {@link #forMake} gave, also where the make cannot be
   * planned or fails: by the thread that ends the make, whichever that is, before the call returns,
   * and before a stream has no more; the innermost interceptor first. What was {@linkplain
   * Make#abandonAfter left behind} may still be at work. What it throws is logged, and changes
   * nothing.
   *
   * @param goals the tasks that the make was given; those that have not settled it has stopped
   *     before
   */
  default void makeEnds(List<Task<?>> goals) {}

  /**
   * An interceptor that is made anew for each make, by the caller of that.
   *
   * <pre>{@code
   * TaskInterceptor asCaller =
   *     TaskInterceptor.perMake(
   *         () -> {
   *           User caller = Session.user();
   *           return (task, next) -> Session.callAs(caller, next);
   *         });
   * }</pre>
   *
   * @param maker asked as {@link #forMake()} is; gives no null
   * @return an interceptor
   */
  static TaskInterceptor perMake(Supplier<? extends TaskInterceptor> maker) {
    Objects.requireNonNull(maker, "What makes the interceptors is null");
    return new TaskInterceptor() {
      @Override
      public @Nullable Object around(Task<?> task, Callable<? extends @Nullable Object> next)
          throws Exception {
        return maker.get().around(task, next);
      }

      @Override
      public TaskInterceptor forMake() {
        return maker.get();
      }

      @Override
      public String toString() {
        return "interceptor per make of " + maker;
      }
    };
  }

  /**
   * Carries thread-locals of the caller into the functions: each sees the values that they had in
   * the thread which called the make, when it did; the very objects, not copies. Afterwards the
   * thread has its own again, whatever the function has set.
   *
   * <pre>{@code
   * Make asUser = Make.defaults().around(TaskInterceptor.carrying(USER, TENANT));
   * }</pre>
   *
   * <p>A null stands for no value: it is carried, and put back, by {@link ThreadLocal#remove()}. A
   * thread-local with an initial value gets one in each thread that it is carried to.
   *
   * @param locals which
   * @return an interceptor
   */
  static TaskInterceptor carrying(ThreadLocal<?>... locals) {
    return CarriedLocals.of(locals);
  }
}
