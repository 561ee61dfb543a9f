package io.github.taskloom.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Order;

/** The ways a make can run its tasks; what is promised holds in each. */
@SuppressWarnings("ImmutableEnumChecker") // a Make is immutable but for the executor it is given
enum Way {
  LAYERED(Make.defaults()),
  EAGER(Make.defaults().order(Order.EAGER)),
  THREAD_PER_TASK(Make.defaults().withThreadPerTask()),
  EAGER_THREAD_PER_TASK(Make.defaults().order(Order.EAGER).withThreadPerTask()),
  EXECUTOR(Make.defaults().queue(Way::onThreadOfItsOwn)),
  EAGER_EXECUTOR(Make.defaults().order(Order.EAGER).queue(Way::onThreadOfItsOwn)),
  CALLER_RUNS(Make.defaults().queue(Runnable::run)),
  EAGER_CALLER_RUNS(Make.defaults().order(Order.EAGER).queue(Runnable::run));

  private final Make make;

  Way(Make make) {
    this.make = make;
  }

  Make make() {
    return make;
  }

  private static void onThreadOfItsOwn(Runnable command) {
    Thread.ofPlatform().daemon().start(command);
  }
}
