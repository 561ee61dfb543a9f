package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several tasks hold up is reopened with the last of them. */
@Timeout(30)
class ReopenTwoRootsTest {
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  private Task<String> failing(String name) {
    return Task.of(
        name,
        () -> {
          ran.add(name);
          throw new IOException(name);
        });
  }

  private Task<String> cancelling(String name) {
    return Task.of(
        name,
        () -> {
          throw new CancelledException(name);
        });
  }

  private Task<String> behind(String name, Task<?>... prerequisites) {
    return Task.builder(
            name,
            () -> {
              ran.add(name);
              return name;
            })
        .require(prerequisites)
        .build();
  }

  /** Two failed roots are repaired in either order; what both hold up goes on with the second. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reopen_twoFailedRoots_goesOnWithTheSecond(boolean firstFirst) {
    Task<String> one = failing("one");
    Task<String> two = failing("two");
    Task<String> onlyOne = behind("only one", one);
    Task<String> onlyTwo = behind("only two", two);
    Task<String> both = behind("both", onlyOne, onlyTwo);
    Task<String> last = behind("last", both);
    Tasks.makeNow(last, onlyOne, onlyTwo);
    assertEquals(TaskState.FAILED, last.state());
    Task<String> earlier = firstFirst ? one : two;
    Task<String> later = firstFirst ? two : one;

    earlier.repairWith(() -> "repaired");
    assertEquals(List.of(firstFirst ? onlyOne : onlyTwo), earlier.reopenDependents());
    assertEquals(TaskState.FAILED, both.state());
    later.repairWith(() -> "repaired");
    assertEquals(List.of(firstFirst ? onlyTwo : onlyOne, both, last), later.reopenDependents());

    last.make();
    assertEquals(TaskState.DONE, last.state());
  }

  /** One root failed, the other was cancelled: what both hold up waits for both repairs. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reopen_failedAndCancelledRoot_goesOnWithTheSecond(boolean failedFirst) {
    Task<String> failed = failing("failed");
    Task<String> cancelled = cancelling("cancelled");
    Task<String> both = behind("both", cancelled, failed);
    both.make();
    assertEquals(TaskState.FAILED, both.state());
    Task<String> earlier = failedFirst ? failed : cancelled;
    Task<String> later = failedFirst ? cancelled : failed;

    earlier.completeWith("by hand");
    assertEquals(List.of(), earlier.reopenDependents());
    later.completeWith("by hand");
    assertEquals(List.of(both), later.reopenDependents());

    both.make();
    assertEquals(TaskState.DONE, both.state());
  }

  /** What failed or was cancelled on its own account stays so, and holds up what is behind it. */
  @Test
  void reopen_ownFailureInBetween_stays() {
    Task<String> root = failing("root");
    Task<String> own = behind("own", root);
    Task<String> cancelled = behind("cancelled", root);
    Task<String> last = behind("last", own);
    own.fail(new IllegalStateException("on its own account"));
    cancelled.cancel();
    last.make();
    root.dispatch();

    root.completeWith("by hand");

    assertEquals(List.of(), root.reopenDependents());
    assertEquals(TaskState.FAILED, own.state());
    assertEquals(TaskState.CANCELLED, cancelled.state());
    assertEquals(TaskState.FAILED, last.state());
  }
}
