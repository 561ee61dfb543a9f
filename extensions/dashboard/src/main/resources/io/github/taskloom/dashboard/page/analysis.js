// What follows from the times of the tasks of one make, or of all: totals, the critical path, slack.
class Analysis {
  constructor(run, tasks) {
    this.run = run.links();
    this.tasks = tasks;
    const count = run.tasks;
    this.inView = new Uint8Array(count);
    this.ran = new Float64Array(count); // by all attempts
    this.start = new Float64Array(count).fill(NaN); // of the first attempt
    this.needed = new Float64Array(count).fill(NaN); // when the last prerequisite settled
    this.slack = new Float64Array(count).fill(NaN);
    this.onPath = new Uint8Array(count);
    this.counts = new Uint32Array(STATES.length);
    this.work = 0;
    this.longestWait = -1;
  }

  /** All of it, with a stop after each part, so that a page can go on with other things in between. */
  *parts() {
    for (const task of this.tasks) this.measure(task);
    yield;
    this.order = this.topological();
    yield;
    this.span = this.longestRun();
    yield;
    this.path = this.criticalPath();
    this.findSlack();
  }

  measure(task) {
    const {run} = this;
    this.inView[task] = 1;
    this.counts[run.state.values[task]]++;
    let ran = 0;
    const first = run.firstAttempt.values[task];
    const now = run.now;
    for (let attempt = first; attempt >= 0; attempt = run.attemptNext.values[attempt]) {
      const end = run.ended.values[attempt];
      ran += Math.max(0, (end === end ? end : now) - run.started.values[attempt]);
    }
    this.ran[task] = ran;
    this.work += ran;
    if (first >= 0) {
      this.start[task] = run.started.values[first];
      const wait = this.threadWait(task);
      if (wait > 0 && (this.longestWait < 0 || wait > this.threadWait(this.longestWait))) this.longestWait = task;
    }
  }

  /** From when its turn had come to its first attempt. */
  threadWait(task) {
    return this.start[task] - this.run.ready.values[task];
  }

  medianWait() {
    const waits = Float64Array.from(this.tasks, task => this.threadWait(task)).filter(wait => wait === wait).sort();
    return waits.length > 0 ? waits[waits.length >> 1] : NaN;
  }

  /** Tasks with those that they require before them. */
  topological() {
    const {run, inView, tasks} = this;
    const missing = new Int32Array(run.tasks);
    const order = new Int32Array(tasks.length);
    let filled = 0;
    for (const task of tasks) {
      for (const need of run.needs.of(task)) missing[task] += inView[need];
      if (missing[task] === 0) order[filled++] = task;
    }
    for (let i = 0; i < filled; i++) {
      for (const next of run.neededBy.of(order[i])) {
        if (inView[next] && --missing[next] === 0) order[filled++] = next;
      }
    }
    return order.subarray(0, filled);
  }

  /** The longest chain by running time alone: with threads enough it takes no less. */
  longestRun() {
    const {run, order, ran, needed} = this;
    const chain = new Float64Array(run.tasks);
    let longest = 0;
    for (const task of order) {
      let before = 0;
      for (const need of run.needs.of(task)) {
        if (!this.inView[need]) continue;
        if (chain[need] > before) before = chain[need];
        const settled = run.settled.values[need];
        if (!(needed[task] >= settled)) needed[task] = settled;
      }
      chain[task] = before + ran[task];
      if (chain[task] > longest) longest = chain[task];
    }
    return longest;
  }

  /** From the task that settled last, each time to the prerequisite that settled last. */
  criticalPath() {
    const {run, tasks} = this;
    let last = -1;
    for (const task of tasks) {
      const settled = run.settled.values[task];
      if (this.start[task] === this.start[task] && settled === settled
          && (last < 0 || settled > run.settled.values[last])) last = task;
    }
    const path = [];
    while (last >= 0 && !this.onPath[last]) {
      this.onPath[last] = 1;
      path.push(last);
      let before = -1;
      for (const need of run.needs.of(last)) {
        const settled = run.settled.values[need];
        if (this.inView[need] && settled === settled
            && (before < 0 || settled > run.settled.values[before])) before = need;
      }
      last = before;
    }
    return path.reverse();
  }

  /** How much later a task could have settled, with all else taking as long as it did. */
  findSlack() {
    const {run, order, slack, needed} = this;
    const end = this.path.length > 0 ? run.settled.values[this.path.at(-1)] : NaN;
    for (let i = order.length - 1; i >= 0; i--) {
      const task = order[i];
      let latest = end;
      for (const next of run.neededBy.of(task)) {
        const hasRun = this.start[next] === this.start[next];
        const took = hasRun ? run.settled.values[next] - needed[next] : 0; // else it settles as soon as it can
        const limit = slack[next] + run.settled.values[next] - took;
        if (this.inView[next] && limit < latest) latest = limit;
      }
      slack[task] = Math.max(0, latest - run.settled.values[task]);
    }
  }

  /** Steps of the path: how long each waited since the one before had settled, and ran. */
  steps() {
    const {run, path} = this;
    let before = path.length > 0 ? run.makes[run.make.values[path[0]]]?.began ?? 0 : 0;
    return path.map(task => {
      const settled = run.settled.values[task];
      const step = {task, ran: this.ran[task], wait: Math.max(0, settled - before - this.ran[task]), settled};
      before = settled;
      return step;
    });
  }
}
