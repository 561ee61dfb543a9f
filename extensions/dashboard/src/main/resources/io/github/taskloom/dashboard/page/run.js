// A run, as run data tells it: columns of tasks, edges and attempts, and what changes in them.
class Run {
  constructor(data) {
    this.title = String(data.title ?? 'Taskloom');
    this.began = Date.parse(data.began);
    this.duration = data.duration ?? NaN;
    this.makes = data.makes ?? [];
    this.workers = data.workers ?? [];
    this.failures = data.failures ?? [];
    this.notes = data.notes ?? [];
    this.now = data.now ?? 0;
    this.version = 1; // grows with each change
    this.shape = 1; // grows where tasks, layers or edges are others
    this.failuresByTask = null;
    this.notesByTask = null;
    this.readTasks(data.tasks);
    this.readEdges(data.edges);
    this.readAttempts(data.attempts);
    this.toldAt = performance.now();
    if (!(this.now > 0)) this.now = this.latest;
  }

  readTasks(tasks) {
    const rows = tasks.name.length;
    this.names = tasks.name;
    this.make = wholeNumbers(rows, 0);
    this.state = new Column(Uint8Array, Math.max(1, rows));
    this.ready = times(rows);
    this.settled = times(rows);
    this.blocker = wholeNumbers(rows);
    this.layer = wholeNumbers(rows, 0);
    this.firstAttempt = wholeNumbers(rows);
    this.lastAttempt = wholeNumbers(rows);
    for (let row = 0; row < rows; row++) {
      this.setTask(row, tasks.name[row], tasks.make[row], tasks.state[row], tasks.ready[row],
        tasks.settled[row], tasks.blocker[row], tasks.layer[row]);
    }
  }

  setTask(row, name, make, state, ready, settled, blocker, layer) {
    this.names[row] = typeof name === 'string' ? name : String(name);
    this.make.set(row, make);
    this.state.set(row, stateNumber(state));
    this.ready.set(row, ready ?? NaN);
    this.settled.set(row, settled ?? NaN);
    this.blocker.set(row, blocker);
    this.layer.set(row, layer);
    if (row >= this.firstAttempt.length) {
      this.firstAttempt.set(row, -1);
      this.lastAttempt.set(row, -1);
    }
  }

  readEdges(edges) {
    this.from = wholeNumbers(edges.from.length);
    this.to = wholeNumbers(edges.from.length);
    for (let edge = 0; edge < edges.from.length; edge++) {
      this.from.set(edge, edges.from[edge]);
      this.to.set(edge, edges.to[edge]);
    }
  }

  readAttempts(attempts) {
    const rows = attempts.task.length;
    this.attemptTask = wholeNumbers(rows);
    this.attemptNumber = wholeNumbers(rows);
    this.attemptNext = wholeNumbers(rows);
    this.started = times(rows);
    this.ended = times(rows);
    this.worker = wholeNumbers(rows);
    this.attemptState = new Column(Uint8Array, Math.max(1, rows));
    this.latest = 0;
    for (let row = 0; row < rows; row++) {
      this.setAttempt(row, attempts.task[row], attempts.number[row], attempts.started[row],
        attempts.ended[row], attempts.worker[row], attempts.state[row]);
    }
  }

  setAttempt(row, task, number, started, ended, worker, state) {
    if (row >= this.attemptTask.length) {
      const last = this.lastAttempt.values[task];
      if (last >= 0) this.attemptNext.set(last, row);
      else this.firstAttempt.set(task, row);
      this.lastAttempt.set(task, row);
    }
    this.attemptTask.set(row, task);
    this.attemptNumber.set(row, number);
    if (row >= this.attemptNext.length) this.attemptNext.set(row, -1);
    this.started.set(row, started ?? NaN);
    this.ended.set(row, ended ?? NaN);
    this.worker.set(row, worker);
    this.attemptState.set(row, stateNumber(state));
    const time = ended ?? started ?? 0;
    if (time > this.latest) this.latest = time;
  }

  /** What a live page is sent. */
  apply(change) {
    for (const make of change.makes ?? []) this.makes[make.index] = {...this.makes[make.index], ...make};
    for (const worker of change.workers ?? []) this.workers.push(worker);
    for (const task of change.tasks ?? []) {
      if (task[0] >= this.names.length || this.layer.values[task[0]] !== task[7]) this.shape++;
      this.setTask(...task);
    }
    for (const [from, to] of change.edges ?? []) {
      this.from.push(from);
      this.to.push(to);
      this.shape++;
    }
    for (const attempt of change.attempts ?? []) this.setAttempt(...attempt);
    if (change.failures?.length > 0) {
      this.failures.push(...change.failures);
      this.failuresByTask = null;
    }
    if (change.notes?.length > 0) {
      this.notes.push(...change.notes);
      this.notesByTask = null;
    }
    if (change.duration !== undefined) this.duration = change.duration ?? NaN;
    this.now = change.now ?? this.now;
    this.toldAt = performance.now();
    this.version++;
  }

  get tasks() {
    return this.names.length;
  }

  get isOver() {
    return this.makes.length > 0 && this.makes.every(make => make.ended !== null && make.ended !== undefined);
  }

  /** Until when the drawing goes: its end, or the present time. */
  get end() {
    if (this.duration > 0) return Math.max(this.duration, this.latest);
    const since = ui.live && !ui.lost && !this.isOver ? performance.now() - this.toldAt : 0;
    return Math.max(this.now + since, this.latest, 0.001);
  }

  /** What a task requires, and what requires it; made again where the shape has changed. */
  links() {
    if (this.linksShape !== this.shape) {
      this.linksShape = this.shape;
      const edges = this.from.length;
      this.needs = new Links(this.to.values, this.from.values, edges, this.tasks);
      this.neededBy = new Links(this.from.values, this.to.values, edges, this.tasks);
    }
    return this;
  }

  failuresOf(task) {
    this.failuresByTask ??= groupByTask(this.failures);
    return this.failuresByTask.get(task) ?? [];
  }

  notesOf(task) {
    this.notesByTask ??= groupByTask(this.notes);
    return this.notesByTask.get(task) ?? [];
  }
}

function groupByTask(rows) {
  const groups = new Map();
  for (const row of rows) {
    if (groups.has(row.task)) groups.get(row.task).push(row);
    else groups.set(row.task, [row]);
  }
  return groups;
}
