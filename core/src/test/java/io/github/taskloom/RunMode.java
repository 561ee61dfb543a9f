package io.github.taskloom;

/** Every way in which a task comes to run; what its declaration promises holds in each. */
@SuppressWarnings("ImmutableEnumChecker") // a Make is immutable but for the executor it is given
enum RunMode {
  LAYERED(task -> Make.defaults().now(task)),
  EAGER(task -> Make.defaults().order(Order.EAGER).now(task)),
  ONE_AT_A_TIME(task -> Make.defaults().parallelism(1).now(task)),
  THREAD_PER_TASK(task -> Make.defaults().withThreadPerTask().now(task)),
  EXECUTOR(task -> Make.defaults().queue(RunMode::onThreadOfItsOwn).now(task)),
  EAGER_EXECUTOR(
      task -> Make.defaults().order(Order.EAGER).queue(RunMode::onThreadOfItsOwn).now(task)),
  CALLER_RUNS(task -> Make.defaults().queue(Runnable::run).now(task)),
  DISPATCH(Task::dispatch),
  BG(task -> task.bg().join()),
  QUEUE(task -> TaskQueue.of(task).run().forEach(settled -> {}));

  private interface Completes {
    void complete(Task<?> task) throws InterruptedException;
  }

  private final Completes way;

  RunMode(Completes way) {
    this.way = way;
  }

  /** Runs a task, what it requires first, and returns when it has settled. */
  void complete(Task<?> task) throws InterruptedException {
    for (Task<?> prerequisite : task.prerequisites()) {
      if (!prerequisite.isSettled()) {
        complete(prerequisite);
      }
    }
    way.complete(task);
  }

  private static void onThreadOfItsOwn(Runnable command) {
    Thread.ofPlatform().daemon().start(command);
  }
}
