package io.github.taskloom.dashboard.internal.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Tasks, in columns of one length. A task of two makes has a row in each.
 *
 * @param name as the task is called
 * @param make a row of the makes
 * @param state a letter, see {@link State}
 * @param ready when its turn came
 * @param settled when its make learned that it had settled
 * @param blocker the task that has kept it from running
 * @param layer the longest chain before it, from 0
 */
public record TaskTable(
    List<String> name,
    Ints make,
    Bytes state,
    Longs ready,
    Longs settled,
    Ints blocker,
    Ints layer) {

  /** An empty one. */
  public TaskTable() {
    this(
        new ArrayList<>(),
        new Ints(),
        new Bytes(),
        new Longs(),
        new Longs(),
        new Ints(),
        new Ints());
  }

  public int size() {
    return name.size();
  }

  public void add(
      String called, int of, byte now, long readySince, long settledAt, int by, int inLayer) {
    name.add(called);
    make.add(of);
    state.add(now);
    ready.add(readySince);
    settled.add(settledAt);
    blocker.add(by);
    layer.add(inLayer);
  }

  public TaskTable copy() {
    return new TaskTable(
        new ArrayList<>(name),
        make.copy(),
        state.copy(),
        ready.copy(),
        settled.copy(),
        blocker.copy(),
        layer.copy());
  }

  /** Some rows. */
  public TaskTable at(Ints rows) {
    List<String> names = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      names.add(name.get(rows.get(i)));
    }
    return new TaskTable(
        names,
        make.at(rows),
        state.at(rows),
        ready.at(rows),
        settled.at(rows),
        blocker.at(rows),
        layer.at(rows));
  }
}
