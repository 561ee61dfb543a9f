package io.github.taskloom.dashboard.internal.data;

/**
 * Which task requires which, in columns of one length.
 *
 * @param from the one that is required
 * @param to the one that requires it
 */
public record EdgeTable(Ints from, Ints to) {
  /** An empty one. */
  public EdgeTable() {
    this(new Ints(), new Ints());
  }

  public int size() {
    return from.size();
  }

  public void add(int required, int by) {
    from.add(required);
    to.add(by);
  }

  public EdgeTable copy() {
    return new EdgeTable(from.copy(), to.copy());
  }

  /** Some rows. */
  public EdgeTable at(Ints rows) {
    return new EdgeTable(from.at(rows), to.at(rows));
  }
}
