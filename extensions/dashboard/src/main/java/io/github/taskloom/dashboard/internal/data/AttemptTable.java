package io.github.taskloom.dashboard.internal.data;

/**
 * Attempts, in columns of one length.
 *
 * @param task a row of the tasks
 * @param number from 1 on
 * @param started when
 * @param ended when; unknown while it runs
 * @param worker where: a place in the list of workers
 * @param state a letter, see {@link State}: R while it runs
 */
public record AttemptTable(
    Ints task, Ints number, Longs started, Longs ended, Ints worker, Bytes state) {

  /** An empty one. */
  public AttemptTable() {
    this(new Ints(), new Ints(), new Longs(), new Longs(), new Ints(), new Bytes());
  }

  public int size() {
    return task.size();
  }

  public void add(int of, int attempt, long start, long end, int by, byte now) {
    task.add(of);
    number.add(attempt);
    started.add(start);
    ended.add(end);
    worker.add(by);
    state.add(now);
  }

  public AttemptTable copy() {
    return new AttemptTable(
        task.copy(), number.copy(), started.copy(), ended.copy(), worker.copy(), state.copy());
  }

  /** Some rows. */
  public AttemptTable at(Ints rows) {
    return new AttemptTable(
        task.at(rows),
        number.at(rows),
        started.at(rows),
        ended.at(rows),
        worker.at(rows),
        state.at(rows));
  }
}
