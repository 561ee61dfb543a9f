// Rows of the timeline: attempts by worker, or packed as close as they fit (as many rows as ran at a time).
class TimelineRows {
  constructor(run, inView, packed) {
    this.run = run;
    const order = attemptsByStart(run, inView);
    this.attempts = order;
    this.labels = [];
    const row = packed ? this.pack(order) : this.byWorker(order);
    const start = new Int32Array(this.labels.length + 1);
    for (let i = 0; i < order.length; i++) start[row[i] + 1]++;
    for (let r = 0; r < this.labels.length; r++) start[r + 1] += start[r];
    const next = start.slice();
    this.byRow = new Int32Array(order.length); // attempts, row after row, each by start
    this.rowOf = new Map();
    for (let i = 0; i < order.length; i++) this.byRow[next[row[i]]++] = order[i];
    this.start = start;
    this.rows = row;
  }

  byWorker(order) {
    const {run} = this;
    const used = new Int32Array(run.workers.length + 1).fill(-1);
    for (const attempt of order) used[run.worker.values[attempt] + 1] = 0;
    for (let worker = 0; worker < used.length; worker++) {
      if (used[worker] < 0) continue;
      used[worker] = this.labels.length;
      this.labels.push(worker === 0 ? 'no worker' : run.workers[worker - 1]);
    }
    return order.map(attempt => used[run.worker.values[attempt] + 1]);
  }

  /** Each attempt in the row that has been free for longest, where one is; a heap of the rows' ends. */
  pack(order) {
    const {run} = this;
    const free = new Heap();
    const rows = new Int32Array(order.length);
    for (let i = 0; i < order.length; i++) {
      const begin = run.started.values[order[i]];
      const end = run.ended.values[order[i]];
      const row = free.size > 0 && free.least <= begin ? free.take() : this.labels.length;
      if (row === this.labels.length) this.labels.push(String(row + 1));
      rows[i] = row;
      free.add(end === end ? end : Infinity, row);
    }
    return rows;
  }

  get count() {
    return this.labels.length;
  }

  /** The attempt of a row at a time, or within so many milliseconds of it; -1: none. */
  find(row, time, near) {
    const {run, byRow, start} = this;
    let best = -1, distance = near;
    for (let i = start[row]; i < start[row + 1]; i++) {
      const begin = run.started.values[byRow[i]];
      if (begin - near > time) break;
      const end = attemptEnd(run, byRow[i]);
      const away = time < begin ? begin - time : time > end ? time - end : -1;
      if (away <= distance) {
        best = byRow[i];
        distance = away;
      }
    }
    return best;
  }

  rowOfAttempt(attempt) {
    for (let row = 0; row < this.count; row++) {
      for (let i = this.start[row]; i < this.start[row + 1]; i++) {
        if (this.byRow[i] === attempt) return row;
      }
    }
    return -1;
  }
}

function attemptEnd(run, attempt) {
  const end = run.ended.values[attempt];
  return end === end ? end : run.end;
}

function attemptsByStart(run, inView) {
  const order = new Int32Array(run.attemptTask.length);
  const started = run.started.values;
  let filled = 0, sorted = true, last = -Infinity;
  for (let attempt = 0; attempt < order.length; attempt++) {
    if (!inView[run.attemptTask.values[attempt]] || started[attempt] !== started[attempt]) continue;
    if (started[attempt] < last) sorted = false;
    last = started[attempt];
    order[filled++] = attempt;
  }
  const found = order.subarray(0, filled);
  return sorted ? found : found.sort((a, b) => started[a] - started[b] || a - b);
}

/** The least key first. */
class Heap {
  constructor() {
    this.items = [];
  }

  get size() {
    return this.items.length;
  }

  get least() {
    return this.items[0][0];
  }

  add(key, value) {
    const {items} = this;
    let at = items.push([key, value]) - 1;
    while (at > 0 && items[(at - 1) >> 1][0] > key) {
      const up = (at - 1) >> 1;
      [items[at], items[up]] = [items[up], items[at]];
      at = up;
    }
  }

  take() {
    const {items} = this;
    const [, value] = items[0];
    const last = items.pop();
    if (items.length === 0) return value;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= items.length) break;
      if (down + 1 < items.length && items[down + 1][0] < items[down][0]) down++;
      if (items[down][0] >= last[0]) break;
      items[at] = items[down];
      at = down;
    }
    items[at] = last;
    return value;
  }
}
