package io.github.taskloom.stress.mutant;

import java.util.List;

/** The mistakes that the stress tests are known to find. */
final class Mutants {
  private static final String ENGINE = "io/github/taskloom/";

  private Mutants() {}

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "a transition by check-then-act",
              ENGINE + "fsm/Fsm.java",
              "return (Status<S>) STATUS.compareAndExchange(this, expected, next);",
              """
              Status<S> now = status;
              if (now == expected) {
                status = next;
              }
              return now;
              """,
              "FsmRaces.FireAgainstFire"),
          new Mutant(
              "a task's transition by check-then-act",
              ENGINE + "internal/task/TaskNode.java",
              "return (TaskStatus) STATUS.compareAndExchange(this, expected, next);",
              """
              TaskStatus now = status;
              if (now == expected) {
                status = next;
              }
              return now;
              """,
              "SettledRaces.CancelledRetryAgainstRetry"),
          new Mutant(
              "a restore that takes its try for the deed",
              ENGINE + "internal/task/TaskRestore.java",
              """
              if (witness == now) {
                return null;
              }
              now = witness;
              """,
              """
              now = witness;
              if (witness == now) {
                return null;
              }
              """,
              "RestoreRaces.RestoreAgainstDispatch"),
          new Mutant(
              "a thread that is at the callbacks after the CAS alone",
              ENGINE + "internal/task/TaskTelling.java",
              """
              enter(task.extrasToWrite(), teller);
              try {
                return transition.get();
              """,
              """
              try {
                TaskStatus witness = transition.get();
                enter(task.extrasToWrite(), teller);
                return witness;
              """,
              "TellingRaces.LookAgainst"),
          new Mutant(
              "an action registered with callbacks that have ended",
              ENGINE + "internal/task/TaskTelling.java",
              """
              Tellers witness = (Tellers) Extras.TELLERS.compareAndExchange(mine, now, now.with(action));
              """,
              """
              Tellers witness = now;
              mine.tellers = now.with(action);
              """,
              "TellingRaces.ActionAgainstLastCallback"),
          new Mutant(
              "a claim by read and write",
              ENGINE + "internal/pool/RangeSource.java",
              "long claimed = (long) NEXT.getAndAdd(this, 1L);",
              """
              long claimed = next;
              next = claimed + 1;
              """,
              "ExtraWorkerRaces.ClaimAgainstClaim"),
          new Mutant(
              "a value written after the state that publishes it",
              ENGINE + "internal/task/TaskRun.java",
              """
              task.value(value); // before the CAS, which publishes it
              if (task.settlePlainRun(running)) {
              """,
              """
              if (task.settlePlainRun(running)) {
                task.value(value);
              """,
              "PublicationRaces.ValueWithDone"),
          new Mutant(
              "a callback registered without a CAS",
              ENGINE + "internal/task/OneShot.java",
              "Object witness = WORD.compareAndExchange(this, now, new Link(cell, (Link) now));",
              """
              Object witness = now;
              word = new Link(cell, (Link) now);
              """,
              "CallbackRaces.NotifyAgainst"),
          new Mutant(
              "a pending counter by read and write",
              ENGINE + "internal/make/EagerSchedule.java",
              "boolean isReady = graph.required(dependent) == 1 || open.decrementAndGet(dependent) == 0;",
              """
              int less = open.get(dependent) - 1;
              open.set(dependent, less);
              boolean isReady = less == 0;
              """,
              "PendingCounterRaces"),
          new Mutant(
              "a paused worker that looks before it says that it waits",
              ENGINE + "internal/make/ControlledMake.java",
              """
              waiting.add(self); // before the look: the thread that changes the phase finds it
              try {
                if (phase.isPaused()) {
                  Parking.park(this);
                }
              """,
              """
              try {
                if (phase.isPaused()) {
                  waiting.add(self);
                  Parking.park(this);
                }
              """,
              "MakeControlRaces.SleepAgainstResume"),
          new Mutant(
              "a thread that looks before it says that it sleeps",
              ENGINE + "internal/pool/ReadyQueue.java",
              """
              sleeping.add(self); // before the look: an offer that comes after it finds us
              try {
                while (true) {
                  int number = tryClaim(null);
                  if (number >= 0 || isOver()) {
                    return number;
                  }
              """,
              """
              try {
                while (true) {
                  int number = tryClaim(null);
                  if (number >= 0 || isOver()) {
                    return number;
                  }
                  sleeping.add(self);
              """,
              "ReadyQueueRaces.SleepAgainst"),
          new Mutant(
              "a number taken by read and write",
              ENGINE + "internal/pool/Batch.java",
              "long witness = (long) HEAD.compareAndExchange(this, place, place + 1);",
              """
              long witness = place;
              head = place + 1;
              """,
              "BatchRaces.TakeAgainst"),
          new Mutant(
              "a number read after it was taken",
              ENGINE + "internal/pool/Batch.java",
              """
              if (witness == place) {
                return number;
              """,
              """
              if (witness == place) {
                return (int) PLACES.getOpaque(ring, index(place, ring));
              """,
              "BatchRaces.TakeAgainstNextRound"),
          new Mutant(
              "a longer ring that is published before it is filled",
              ENGINE + "internal/pool/Batch.java",
              "int[] longer = new int[4 * full.length];",
              """
              int[] longer = new int[4 * full.length];
              NUMBERS.setRelease(this, longer);
              """,
              "BatchRaces.TakeAgainstGrow"),
          new Mutant(
              "a batch that goes with what is in it",
              ENGINE + "internal/pool/Batches.java",
              "for (int number = batch.take(); number >= 0; number = batch.take()) {",
              "for (int number = -1; number >= 0; ) {",
              "BatchRaces.ClaimAgainstLeave"),
          new Mutant(
              "an edge added without a CAS",
              ENGINE + "internal/task/Edges.java",
              """
              Object witness = field.compareAndExchange(owner, now, next);
              if (witness == now) {
                return true;
              """,
              """
              Object witness = now;
              field.setVolatile(owner, next);
              if (witness == now) {
                return true;
              """,
              "EdgeRaces.Require"),
          new Mutant(
              "a run that does not wait for the interrupt on its way",
              ENGINE + "internal/task/CancelRequest.java",
              "while (!placed.delivered) {",
              "while (why == null) {",
              "InterruptRaces.CancelAgainstTheNextTask"),
          new Mutant(
              "a call for a thread that is made by read and write",
              ENGINE + "internal/task/StageRun.java",
              "int witness = (int) CALL.compareAndExchange(this, now, now == OPEN ? CALLED : STARTED);",
              """
              int witness = now;
              call = now == OPEN ? CALLED : STARTED;
              """,
              "StageRaces.Complete"),
          new Mutant(
              "a thread that takes a task over and drops the cancel request",
              ENGINE + "internal/task/TaskStage.java",
              "now.detail() instanceof CancelRequest request ? request.takenOver(runner) : runner;",
              "runner;",
              "StageRaces.CancelAgainst"),
          new Mutant(
              "a worker that leaves a task without a look at the witness",
              ENGINE + "internal/task/TaskStage.java",
              "if (witness == running) {",
              "if (witness != null) {",
              "StageRaces.CancelAgainstLeave"),
          new Mutant(
              "a queue that forgets what was taken",
              ENGINE + "internal/queue/QueuedTasks.java",
              "if (!remembers) {",
              "if (added.get() > 0) {",
              "TaskQueueRaces.RunAgainstRunWithDependents"),
          new Mutant(
              "a guard that is not looked at again",
              ENGINE + "internal/queue/QueuedTasks.java",
              "if (!open.isSettled()) {",
              "if (stay.guard() != null) {",
              "TaskQueueRaces.SettlementsAgainstEachOther"),
          new Mutant(
              "an attempt that is FAILED before the next one is opened",
              ENGINE + "internal/task/TaskRun.java",
              ": task.settleRun(expected, TaskEvent.AGAIN, next);",
              """
              : task.settleRun(expected, TaskEvent.ERROR, why) == expected
                      && task.move(task.status(), TaskEvent.RETRY, next) != null
                  ? expected
                  : task.status();
              """,
              "AttemptRaces.FailureAgainstLook"),
          new Mutant(
              "a task taken back that may have begun",
              ENGINE + "internal/task/TaskCancellation.java",
              """
              TaskStatus witness = task.move(now, UNQUEUE, why);
              if (witness == now) {
              """,
              """
              TaskStatus witness = task.move(now, UNQUEUE, why);
              if (witness != null) {
              """,
              "AttemptRaces.TakeBackAgainstClaim"),
          new Mutant(
              "a permit given back that is offered to none",
              ENGINE + "internal/make/Permits.java",
              """
              free.incrementAndGet();
              offerFirst(schedule);
              """,
              """
              free.incrementAndGet();
              """,
              "AttemptRaces.PermitAgainstRelease"),
          new Mutant(
              "an opener that looks before it says that it is to be woken",
              ENGINE + "internal/pool/ThreadEach.java",
              """
              joining = false; // before the count is read: the last one to leave sees this, or is seen
              job.interrupted();
              awaitFewerThan(1);
              """,
              """
              job.interrupted();
              if (alive.get() > 0) {
                LockSupport.park(this);
              }
              joining = false;
              awaitFewerThan(1);
              """,
              "ExtraWorkerRaces.InterruptedJoinAgainstLast"),
          new Mutant(
              "a timer queued without a look whether it was taken back",
              ENGINE + "internal/time/Timer.java",
              "if (state == CANCELLED) {",
              "if (state > RUN) {",
              "TimerRaces.CancelAgainstQueued"),
          new Mutant(
              "a claim that does not look whether the time of its make is up",
              ENGINE + "internal/make/MakeLimit.java",
              """
              if (up) {
              """,
              """
              if (limit.isNegative()) {
              """,
              "MakeLimitRaces.ExpiryAgainstClaim"),
          new Mutant(
              "a leader found by a look, and made by a write",
              ENGINE + "internal/journal/GroupCommit.java",
              "return !leading && LEADING.compareAndSet(this, false, true);",
              """
              if (leading) {
                return false;
              }
              leading = true;
              return true;
              """,
              "GroupCommitRaces.AwaitAgainstAwait"),
          new Mutant(
              "a thread that waits without a look for the leader's end",
              ENGINE + "internal/journal/GroupCommit.java",
              """
              if (tryLead()) {
                self.state = Waiter.GONE;
              """,
              """
              if (position < 0) {
                self.state = Waiter.GONE;
              """,
              "GroupCommitRaces.AwaitAgainstAwait"),
          new Mutant(
              "a leader that ends without a look for those that came",
              ENGINE + "internal/journal/GroupCommit.java",
              """
              if (waiters == null || !tryLead()) {
                return;
              """,
              """
              if (over || !over) {
                return;
              """,
              "GroupCommitRaces.AwaitAgainstAwait"),
          new Mutant(
              "a writer that does not look again after its turn",
              ENGINE + "internal/journal/RecordWriter.java",
              "while (isPending() && !failure.isSet() && turn.tryTake()) {",
              "for (int once = 0; once < 1 && isPending() && turn.tryTake(); once++) {",
              "JournalRaces.AppendAgainstAppend"),
          new Mutant(
              "an entry that is found once another thread has written it",
              ENGINE + "internal/journal/RecordWriter.java",
              "latest.put(link.position, entry);",
              "",
              "JournalRaces.SameKeyAgainstSameKey"),
          new Mutant(
              "a leader that looks for its turn before it says that it waits",
              ENGINE + "internal/journal/Turn.java",
              """
              waiting = Thread.currentThread();
              while (!TAKEN.compareAndSet(this, false, true)) {
              """,
              """
              while (!TAKEN.compareAndSet(this, false, true)) {
                waiting = Thread.currentThread();
              """,
              "JournalRaces.AppendAgainstAwait"));
}
