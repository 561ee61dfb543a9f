package io.github.taskloom.model;

import io.github.taskloom.Outcome;
import io.github.taskloom.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The results of attempts that a user holds: each is completed once, when its attempt settles, and
 * never changes.
 */
final class Receipts {
  private final Scenario scenario;
  private final Subject subject;
  private final List<Receipt> receipts = new ArrayList<>();

  private static final class Receipt {
    final int task;
    final Result<@Nullable Object> result;
    final AtomicInteger told = new AtomicInteger();
    @Nullable Outcome<@Nullable Object> first;

    Receipt(int task, Result<@Nullable Object> result) {
      this.task = task;
      this.result = result;
      result.notify(settled -> told.getAndIncrement());
    }
  }

  Receipts(Scenario scenario, Subject subject) {
    this.scenario = scenario;
    this.subject = subject;
  }

  /** Before a step: asks for the results of attempts that are new. */
  void ask() {
    for (int i = 0; i < subject.size(); i++) {
      if (scenario.nodes().get(i).awaited()) {
        Result<@Nullable Object> result = subject.task(i).result();
        if (receipts.stream().noneMatch(receipt -> receipt.result == result)) {
          receipts.add(new Receipt(i, result));
        }
      }
    }
  }

  /** After a step. */
  void check() {
    for (Receipt receipt : receipts) {
      String name = "the result of t" + receipt.task + ", attempt " + receipt.result.attempt();
      int attempt = subject.task(receipt.task).attempt();
      boolean over = attempt > receipt.result.attempt() || subject.state(receipt.task).isSettled();
      Violation.unless(receipt.result.isSettled() == over, name + " is settled: " + !over);
      Violation.unless(
          receipt.told.get() == (over ? 1 : 0), name + " was told " + receipt.told + " times");
      if (!over) {
        continue;
      }
      Outcome<@Nullable Object> now = receipt.result.outcome();
      Outcome<@Nullable Object> first = receipt.first;
      if (first == null) {
        receipt.first = now;
      } else {
        Violation.unless(now.equals(first), name + " was " + first + " and is " + now);
      }
    }
  }
}
