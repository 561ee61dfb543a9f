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
              "Status<S> now = status;\n"
                  + "    if (now == expected) {\n"
                  + "      status = next;\n"
                  + "    }\n"
                  + "    return now;",
              "FsmRaces.FireAgainstFire"),
          new Mutant(
              "a claim by read and write",
              ENGINE + "internal/lane/Claims.java",
              "long claimed = (long) NEXT.getAndAdd(this, 1L);",
              "long claimed = next;\n    next = claimed + 1;",
              "LaneRaces.ClaimAgainstClaim"),
          new Mutant(
              "a value written after the state that publishes it",
              ENGINE + "TaskRun.java",
              "task.value(value); // before the CAS, which publishes it\n"
                  + "      if (task.settleRun(running, TaskEvent.DONE, null) == running) {\n",
              "if (task.settleRun(running, TaskEvent.DONE, null) == running) {\n"
                  + "        task.value(value);\n",
              "PublicationRaces.ValueWithDone"),
          new Mutant(
              "a callback registered without a CAS",
              ENGINE + "OneShot.java",
              "Object witness = WORD.compareAndExchange(this, now, new Link(cell, (Link) now));",
              "Object witness = now;\n      word = new Link(cell, (Link) now);",
              "CallbackRaces.NotifyAgainst"),
          new Mutant(
              "a pending counter by read and write",
              ENGINE + "MakeGraph.java",
              "if (graph.required(dependent) == 1 || open.decrementAndGet(dependent) == 0) {",
              "int less = open.get(dependent) - 1;\n"
                  + "        open.set(dependent, less);\n"
                  + "        if (less == 0) {",
              "PendingCounterRaces"),
          new Mutant(
              "a thread that looks before it says that it sleeps",
              ENGINE + "internal/lane/Ready.java",
              "sleeping.add(self); // before the look: an offer that comes after it finds us\n"
                  + "    try {\n"
                  + "      while (true) {\n"
                  + "        int number = tryClaim();\n"
                  + "        if (number >= 0 || isOver()) {\n"
                  + "          return number;\n"
                  + "        }\n",
              "try {\n"
                  + "      while (true) {\n"
                  + "        int number = tryClaim();\n"
                  + "        if (number >= 0 || isOver()) {\n"
                  + "          return number;\n"
                  + "        }\n"
                  + "        sleeping.add(self);\n",
              "LaneRaces.ClaimAgainst(Offer|Finish)"),
          new Mutant(
              "an edge added without a CAS",
              ENGINE + "Edges.java",
              "Object witness = field.compareAndExchange(owner, now, next);\n"
                  + "      if (witness == now) {\n"
                  + "        return true;",
              "Object witness = now;\n"
                  + "      field.setVolatile(owner, next);\n"
                  + "      if (witness == now) {\n"
                  + "        return true;",
              "EdgeRaces.Require"),
          new Mutant(
              "a run that does not wait for the interrupt on its way",
              ENGINE + "CancelRequest.java",
              "while (!delivered) {",
              "while (why == null) {",
              "InterruptRaces.CancelAgainstTheNextTask"));
}
