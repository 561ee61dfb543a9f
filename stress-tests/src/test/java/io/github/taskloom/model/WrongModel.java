package io.github.taskloom.model;

import io.github.taskloom.model.Scenario.Node;
import org.jspecify.annotations.Nullable;

/** Models with one rule gone wrong. */
enum WrongModel {
  CANCELLED_PREREQUISITE_FAILS {
    @Override
    Model of(Scenario scenario) {
      return new Wrong(this, scenario) {
        @Override
        @Nullable State decision(Cell cell) {
          return super.decision(cell) == null ? null : State.FAILED;
        }
      };
    }
  },
  CANCELLED_PREREQUISITE_WINS {
    @Override
    Model of(Scenario scenario) {
      return new Wrong(this, scenario) {
        @Override
        @Nullable State decision(Cell cell) {
          boolean cancelled =
              cell.requires.stream().anyMatch(it -> cell(it).state == State.CANCELLED);
          return cancelled ? State.CANCELLED : super.decision(cell);
        }
      };
    }
  },
  ABORTED_PREREQUISITE_DOES_NOT_COUNT {
    @Override
    Model of(Scenario scenario) {
      return new Wrong(this, scenario) {
        @Override
        @Nullable State decision(Cell cell) {
          boolean failed = cell.requires.stream().anyMatch(it -> cell(it).state == State.FAILED);
          State rule = super.decision(cell);
          return rule == State.FAILED && !failed ? null : rule;
        }
      };
    }
  },
  CANCEL_ON_EXCEPTION_SPARES_ERRORS {
    @Override
    Model of(Scenario scenario) {
      return new Wrong(this, scenario) {
        @Override
        void end(Cell cell, Node node, Behaviour behaviour, String value) {
          super.end(cell, node, behaviour, value);
          if (behaviour == Behaviour.THROWS_ERROR) {
            cell.settle(State.FAILED, Cell.Why.THREW);
          }
        }
      };
    }
  },
  TEST_THAT_THROWS_CANCELS {
    @Override
    Model of(Scenario scenario) {
      return new Wrong(this, scenario) {
        @Override
        void end(Cell cell, Node node, Behaviour behaviour, String value) {
          super.end(cell, node, behaviour, value);
          if (cell.why == Cell.Why.TEST_THREW) {
            cell.settle(State.CANCELLED, Cell.Why.TEST_ACCEPTED);
          }
        }
      };
    }
  },
  RESULT_BEATS_CANCEL {
    @Override
    Model of(Scenario scenario) {
      return new Wrong(this, scenario) {
        @Override
        void end(Cell cell, Node node, Behaviour behaviour, String value) {
          super.end(cell, node, behaviour, value);
          if (behaviour == Behaviour.CANCELS_ITSELF && node.test() == Scenario.Test.NONE) {
            cell.settle(State.DONE, Cell.Why.RETURNED);
            cell.value = value;
          }
        }
      };
    }
  },
  RETRY_STAYS_IN_THE_ATTEMPT {
    @Override
    Model of(Scenario scenario) {
      return new Wrong(this, scenario) {
        @Override
        Reply retry(Cell cell) {
          Reply reply = super.retry(cell);
          cell.attempt -= reply == Reply.ACCEPTED ? 1 : 0;
          return reply;
        }
      };
    }
  },
  MAKE_RETRIES_WHAT_FAILED {
    @Override
    Model of(Scenario scenario) {
      return new Wrong(this, scenario) {
        @Override
        Forecast make(MakeStep step) {
          step.given().stream()
              .map(this::cell)
              .filter(cell -> cell.state == State.FAILED)
              .forEach(this::retry);
          return super.make(step);
        }
      };
    }
  },
  MAKE_IGNORES_WHAT_IS_DECIDED {
    @Override
    Model of(Scenario scenario) {
      return new Wrong(this, scenario) {
        @Override
        Forecast make(MakeStep step) {
          MakeStep quiet = step.of(step.given()); // makes all prerequisites, whatever is decided
          for (int i = 0; i < size(); i++) {
            if (step.given().contains(i) && cell(i).state == State.PENDING) {
              super.make(quiet.of(cell(i).requires));
            }
          }
          return super.make(step);
        }
      };
    }
  };

  abstract Model of(Scenario scenario);

  /** Copies are wrong in the same way. */
  private static class Wrong extends Model {
    private final WrongModel kind;

    Wrong(WrongModel kind, Scenario scenario) {
      super(scenario);
      this.kind = kind;
    }

    @Override
    Model fresh() {
      return kind.of(scenario());
    }
  }
}
