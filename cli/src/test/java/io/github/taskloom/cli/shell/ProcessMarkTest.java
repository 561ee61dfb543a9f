package io.github.taskloom.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {

  private static boolean isIn(String mark, String environment) {
    return new ProcessMark(mark).isIn(environment.getBytes(StandardCharsets.UTF_8));
  }

  /** A process is known by the mark of its run, its task, and of the runs around them. */
  @Test
  void isIn_markOrOneAround_isFound() {
    assertTrue(isIn("5d1f", "PATH=/bin\0TASKLOOM_TASK=5d1f.4\0X=é\0"));
    assertTrue(isIn("5d1f.4", "TASKLOOM_TASK=5d1f.4\0"));
    assertTrue(isIn("5d1f.4", "TASKLOOM_TASK=5d1f.4/77e0.1\0"));
    assertTrue(isIn("5d1f", "A=b\0TASKLOOM_TASK=5d1f.4"));
  }

  /** One that only starts alike, or stands elsewhere, is somebody else's. */
  @Test
  void isIn_otherMark_isNotFound() {
    assertFalse(isIn("5d1f.4", "TASKLOOM_TASK=5d1f.41\0"));
    assertFalse(isIn("5d1f", "TASKLOOM_TASK=5d1f0.4\0"));
    assertFalse(isIn("5d1f", "MY_TASKLOOM_TASK=5d1f.4\0"));
    assertFalse(isIn("5d1f", "TEXT=TASKLOOM_TASK=5d1f.4\0"));
    assertFalse(isIn("5d1f", ""));
  }

  /** The mark of a run inside a task starts with that task's. */
  @Test
  void ofNewRun_insideATask_hasItsMark() {
    ProcessMark inner = ProcessMark.ofNewRun(Map.of("TASKLOOM_TASK", "5d1f.4")).ofTask(2);

    assertTrue(inner.value().matches("5d1f\\.4/[0-9a-f]{8}\\.2"), inner.value());
    assertEquals(8, ProcessMark.ofNewRun(Map.of()).value().length());
  }
}
