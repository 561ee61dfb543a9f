// A column of numbers that grows, kept in a typed array: rows cost no objects.
class Column {
  constructor(Type, size = 64, empty = 0) {
    this.empty = empty;
    this.values = new Type(size);
    if (empty !== 0) this.values.fill(empty);
    this.length = 0;
  }

  set(row, value) {
    if (row >= this.values.length) {
      const larger = new this.values.constructor(Math.max(row + 1, this.values.length * 2));
      larger.set(this.values);
      if (this.empty !== 0) larger.fill(this.empty, this.values.length);
      this.values = larger;
    }
    this.values[row] = value;
    if (row >= this.length) this.length = row + 1;
  }

  push(value) {
    this.set(this.length, value);
  }
}

function wholeNumbers(size, empty = -1) {
  return new Column(Int32Array, size, empty);
}

/** Times in milliseconds; NaN where one is not known. */
function times(size) {
  return new Column(Float64Array, size, NaN);
}

/** Both ends of each edge, by task: of(task) gives those at the other end. */
class Links {
  constructor(from, to, edges, tasks) {
    const start = new Int32Array(tasks + 1);
    for (let edge = 0; edge < edges; edge++) start[from[edge] + 1]++;
    for (let task = 0; task < tasks; task++) start[task + 1] += start[task];
    const next = start.slice();
    const others = new Int32Array(edges);
    for (let edge = 0; edge < edges; edge++) others[next[from[edge]]++] = to[edge];
    this.start = start;
    this.others = others;
  }

  of(task) {
    return task + 1 < this.start.length
      ? this.others.subarray(this.start[task], this.start[task + 1])
      : this.others.subarray(0, 0);
  }
}
