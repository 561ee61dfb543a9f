package io.github.taskloom.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {

  private static boolean isAround(String mark, String other) {
    return new ProcessMark(mark).isAround(new ProcessMark(other));
  }

  /** The mark stands among the variables, wherever, and nowhere else. */
  @Test
  void in_environment_isFound() {
    assertEquals(
        new ProcessMark("5d1f.4"), ProcessMark.in("PATH=/bin\0TASKLOOM_TASK=5d1f.4\0X=é\0"));
    assertEquals(new ProcessMark("5d1f.4"), ProcessMark.in("TASKLOOM_TASK=5d1f.4"));
    assertNull(ProcessMark.in("MY_TASKLOOM_TASK=5d1f\0TEXT=TASKLOOM_TASK=5d1f\0"));
    assertNull(ProcessMark.in(""));
  }

  /** A process is known by the mark of its run, its task, and of the runs around them. */
  @Test
  void isAround_sameOrInside_isTrue() {
    assertTrue(isAround("5d1f", "5d1f.4"));
    assertTrue(isAround("5d1f.4", "5d1f.4"));
    assertTrue(isAround("5d1f.4", "5d1f.4/77e0.1"));
    assertTrue(isAround("5d1f", "5d1f.4/77e0.1"));
  }

  /** One that only starts alike, or is around, is the mark of another run. */
  @Test
  void isAround_other_isFalse() {
    assertFalse(isAround("5d1f.4", "5d1f.41"));
    assertFalse(isAround("5d1f", "5d1f0.4"));
    assertFalse(isAround("5d1f.4", "5d1f"));
  }

  /** The mark of a run inside a task starts with that task's. */
  @Test
  void ofNewRun_insideATask_hasItsMark() {
    ProcessMark inner = ProcessMark.ofNewRun(Map.of("TASKLOOM_TASK", "5d1f.4")).ofTask(2);

    assertTrue(inner.value().matches("5d1f\\.4/[0-9a-f]{8}\\.2"), inner.value());
    assertEquals(8, ProcessMark.ofNewRun(Map.of()).value().length());
  }
}
