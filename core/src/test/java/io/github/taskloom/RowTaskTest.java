package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.testing.LogRecords;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A subclass that keeps its state in a database row, and loads it before anything else. */
@Timeout(30)
class RowTaskTest {
  private Connection database;

  @BeforeEach
  void open() throws SQLException {
    database = DriverManager.getConnection("jdbc:h2:mem:");
    RowTask.createTable(database);
    RowTask.insert(database, "nightly");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private TaskState row() throws SQLException {
    return RowTask.stateInRow(database, "nightly");
  }

  /** A new row's state is the default of the database, not of the class. */
  @Test
  void new_freshRow_hasTheDefaultOfTheDatabase() {
    assertEquals(TaskState.PENDING, new RowTask(database, "nightly").state());
  }

  /** Opened on a row in any state, a task stands there and goes on by the table. */
  @ParameterizedTest
  @EnumSource
  void reopen_rowInEachState_goesOnFromThere(TaskState state) throws Exception {
    RowTask.execute(database, "update task set state = ?", state.name());

    for (TaskEvent event : TaskEvent.values()) {
      RowTask.execute(database, "update task set state = ?", state.name());
      RowTask task = new RowTask(database, "nightly");
      assertEquals(state, task.state());
      TaskState to = BaseTask.TRANSITIONS.next(state, event);
      if (to == null) {
        assertThrows(FsmException.class, () -> task.fire(event));
        assertEquals(state, row());
      } else {
        assertEquals(to, task.fire(event));
        assertEquals(to, row());
      }
    }
  }

  /** A life that is led by a new object for each step, as by a new process each time. */
  @Test
  void life_newObjectForEachStep_isOneLife() throws Exception {
    List<TaskEvent> life =
        List.of(
            TaskEvent.QUEUE,
            TaskEvent.DISPATCH,
            TaskEvent.ERROR,
            TaskEvent.RETRY,
            TaskEvent.DISPATCH,
            TaskEvent.CANCEL,
            TaskEvent.RETRY,
            TaskEvent.DISPATCH,
            TaskEvent.DONE);
    for (TaskEvent event : life) {
      RowTask task = new RowTask(database, "nightly");
      assertEquals(task.fire(event), row());
    }

    RowTask last = new RowTask(database, "nightly");
    assertTrue(last.isCompleted());
    assertEquals("RowTask[nightly, DONE]", last.toString());
  }

  /** A cancel reaches the row as any event does; that of a running one only asks. */
  @Test
  void cancel_pendingThenRunning_rowFollows() throws Exception {
    new RowTask(database, "nightly").cancel();
    assertEquals(TaskState.CANCELLED, row());

    RowTask task = new RowTask(database, "nightly");
    task.retry();
    task.fire(TaskEvent.DISPATCH);
    task.cancel();

    assertEquals(TaskState.RUNNING, row());
    assertTrue(task.runState().isCancelled());
    assertFalse(task.isSettled());
  }

  /** A row that is not there is no task. */
  @Test
  void new_noRow_throwsNamingIt() {
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> new RowTask(database, "unknown"));

    assertEquals("There is no task unknown", thrown.getCause().getMessage());
  }

  /** A database that fails is reported; the task itself goes on. */
  @Test
  void fire_databaseIsGone_isReportedAndGoesOn() throws Exception {
    RowTask task = new RowTask(database, "nightly");
    database.close();

    try (LogRecords log = new LogRecords(Fsm.class)) {
      assertEquals(TaskState.QUEUED, task.fire(TaskEvent.QUEUE));

      assertEquals(
          "The state of nightly cannot be stored", log.all().getFirst().getThrown().getMessage());
    }
  }

  /** Tasks in rows are drawn as others are. */
  @Test
  void toDot_ofRows_showsTheirStates() throws Exception {
    RowTask.insert(database, "report");
    RowTask nightly = new RowTask(database, "nightly");
    nightly.fire(TaskEvent.DISPATCH);

    String dot = Tasks.toDot(List.of(nightly, new RowTask(database, "report")));

    assertTrue(dot.contains("\"nightly\\nRUNNING\", fillcolor=\"yellow\""), dot);
    assertTrue(dot.contains("\"report\\nPENDING\", fillcolor=\"white\""), dot);
  }
}
