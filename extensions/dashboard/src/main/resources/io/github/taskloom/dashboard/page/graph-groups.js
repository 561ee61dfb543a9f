// Tasks of a large graph as groups in groups: bands of layers, layers, tasks of like names, parts of those, tasks.
// All are ranges of one order of the tasks, so a group of any size costs two numbers until it is opened.
const MOST_COLUMNS = 12, MOST_KINDS = 24, MOST_TASKS = 50;

class Groups {
  constructor(run, tasks) {
    this.run = run;
    const kinds = kindsOf(run, tasks);
    const width = kinds.names.length;
    const keys = new Float64Array(tasks.length);
    for (let i = 0; i < tasks.length; i++) {
      keys[i] = (run.layer.values[tasks[i]] * width + kinds.of[i]) * tasks.length + i;
    }
    keys.sort();
    this.order = new Int32Array(tasks.length);
    this.kind = new Uint8Array(tasks.length);
    this.layerStart = [];
    this.layerNumber = [];
    let last = -1;
    for (let i = 0; i < tasks.length; i++) {
      const place = Math.floor(keys[i] / tasks.length);
      const layer = Math.floor(place / width);
      this.order[i] = tasks[keys[i] - place * tasks.length];
      this.kind[i] = place - layer * width;
      if (layer !== last) {
        this.layerStart.push(i);
        this.layerNumber.push(layer);
        last = layer;
      }
    }
    this.layerStart.push(tasks.length);
    this.kindNames = kinds.names;
    this.roots = this.columns(0, this.layerNumber.length);
  }

  /** Layers from one to before another one: themselves, or bands of so many that they fit. */
  columns(first, end) {
    const each = Math.ceil((end - first) / MOST_COLUMNS);
    const columns = [];
    for (let at = first; at < end; at += each) {
      const next = Math.min(end, at + each);
      const from = this.layerStart[at], to = this.layerStart[next];
      const short = next - at === 1 ? String(this.layerNumber[at])
        : this.layerNumber[at] + '–' + this.layerNumber[next - 1];
      const label = (next - at === 1 ? 'layer ' : 'layers ') + short;
      const group = {label, short, from, to, children: null, isOpen: false, isRow: next - at > 1};
      group.open = next - at === 1 ? () => this.kindsOfLayer(from, to) : () => this.columns(at, next);
      columns.push(group);
    }
    return columns;
  }

  kindsOfLayer(from, to) {
    const groups = [];
    for (let at = from; at < to;) {
      let next = at;
      while (next < to && this.kind[next] === this.kind[at]) next++;
      groups.push(this.stack(this.kindNames[this.kind[at]], at, next));
      at = next;
    }
    return groups.length === 1 ? groups[0].open() : groups;
  }

  /** Tasks that stand one below the other: each by itself, or parts of so many that they fit. */
  stack(label, from, to) {
    if (to - from === 1) return this.single(from);
    const group = {label, from, to, children: null, isOpen: false, isRow: false};
    group.open = () => {
      const each = to - from <= MOST_TASKS ? 1 : Math.max(MOST_TASKS / 2, Math.ceil((to - from) / 40));
      const parts = [];
      for (let at = from; at < to; at += each) {
        const next = Math.min(to, at + each);
        parts.push(this.stack((at - from + 1) + '–' + (next - from), at, next));
      }
      return parts;
    };
    return group;
  }

  single(at) {
    return {label: this.run.names[this.order[at]], from: at, to: at + 1, children: null, isOpen: false, task: this.order[at]};
  }

  setOpen(group, isOpen) {
    if (group.open === undefined) return;
    group.isOpen = isOpen;
    if (isOpen) group.children ??= group.open();
  }

  /** Opens all groups that a task is in. */
  reveal(task) {
    const at = this.order.indexOf(task);
    let groups = this.roots;
    while (at >= 0) {
      const group = groups.find(each => each.from <= at && at < each.to);
      if (group === undefined || group.open === undefined) return;
      this.setOpen(group, true);
      groups = group.children;
    }
  }
}

/** Names without their numbers: the most common ones, and 'others'. */
function kindsOf(run, tasks) {
  const numbers = new Map();
  const counts = [];
  const of = new Int32Array(tasks.length);
  for (let i = 0; i < tasks.length; i++) {
    const kind = run.names[tasks[i]].slice(0, 60).replace(/[\d.]+/g, '#');
    let number = numbers.get(kind);
    if (number === undefined) {
      number = counts.length;
      numbers.set(kind, number);
      counts.push(0);
    }
    counts[number]++;
    of[i] = number;
  }
  const common = counts.map((count, number) => number).sort((a, b) => counts[b] - counts[a] || a - b).slice(0, MOST_KINDS);
  const place = new Int32Array(counts.length).fill(common.length);
  common.forEach((number, i) => { place[number] = i; });
  const all = [...numbers.keys()];
  for (let i = 0; i < of.length; i++) of[i] = place[of[i]];
  return {of, names: [...common.map(number => all[number]), 'others']};
}
