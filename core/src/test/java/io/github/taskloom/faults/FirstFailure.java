package io.github.taskloom.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Task;

/** The program of {@link MemoryTest}: tasks that are DONE, and then the first one that fails. */
final class FirstFailure {
  static final String BEGINS = "the first failure begins";
  static final String ENDS = "the first failure has ended";

  private FirstFailure() {}

  /** Takes nothing. */
  public static void main(String[] arguments) {
    Task<Integer> one = Task.of("one", () -> 1);
    Make.defaults().now(one.then("two", x -> x + 1), one.then("three", x -> x + 2));
    Task<Integer> failing =
        Task.of(
            "failing",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    Task<Integer> behind = failing.then("behind", x -> x + 1);
    System.out.println(BEGINS);
    Make.defaults().now(behind);
    System.out.println(ENDS);
  }
}
