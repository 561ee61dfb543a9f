package io.github.taskloom.model;

import io.github.taskloom.Task;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Functions that are called, or answer, wrongly. */
enum WrongSubject {
  CALLS_TWICE {
    @Override
    @Nullable Object call(Call real, Subject subject, int number) throws Exception {
      Object unused = real.call();
      return real.call();
    }
  },
  OVERLAPS_ITSELF {
    @Override
    @Nullable Object call(Call real, Subject subject, int number) throws Exception {
      boolean unused = subject.probe(number).enter();
      return real.call();
    }
  },
  RETURNS_SOMETHING_ELSE {
    @Override
    @Nullable Object call(Call real, Subject subject, int number) throws Exception {
      Object value = real.call();
      return value == null ? "not null" : value;
    }
  },
  WRAPS_WHAT_IT_THROWS {
    @Override
    @Nullable Object call(Call real, Subject subject, int number) throws Exception {
      try {
        return real.call();
      } catch (IllegalStateException e) {
        throw new IllegalStateException(e);
      }
    }
  },
  SWALLOWS_WHAT_IT_THROWS {
    @Override
    @Nullable Object call(Call real, Subject subject, int number) throws Exception {
      try {
        return real.call();
      } catch (IllegalStateException e) {
        return null;
      }
    }
  },
  CANCELS_ITS_DEPENDENTS {
    @Override
    @Nullable Object call(Call real, Subject subject, int number) throws Exception {
      subject.task(number).dependents().forEach(Task::cancel);
      return real.call();
    }
  },
  NEVER_ENDS {
    @Override
    @Nullable Object call(Call real, Subject subject, int number) throws Exception {
      Object value = real.call();
      if (number == 3) {
        Thread.sleep(Duration.ofSeconds(10));
      }
      return value;
    }
  };

  /** The function as it should be called. */
  interface Call {
    @Nullable Object call() throws Exception;
  }

  abstract @Nullable Object call(Call real, Subject subject, int number) throws Exception;

  Subject of(Scenario scenario, long limitMillis) {
    return new Subject(scenario, limitMillis) {
      @Override
      @Nullable Object call(int number, boolean repaired) throws Exception {
        return WrongSubject.this.call(() -> super.call(number, repaired), this, number);
      }
    };
  }
}
