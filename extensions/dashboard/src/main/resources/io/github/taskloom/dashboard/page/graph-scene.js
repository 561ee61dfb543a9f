// A scene: boxes with their places, and links between them. Here: groups and tasks of a large graph in columns.
const TASK_WIDTH = 132, TASK_HEIGHT = 22, COLUMN_GAP = 46, ROW_GAP = 6, HEAD = 22, PAD = 8;

class GroupScene {
  constructor(run, groups) {
    this.run = run;
    this.groups = groups;
    this.boxes = [];
    const {width, height} = this.row(groups.roots, 0, 0, 0, null);
    this.width = width;
    this.height = height;
    this.boxOf = new Int32Array(run.tasks).fill(-1);
    this.boxes.forEach((box, index) => {
      if (!box.isOpen) for (let i = box.group.from; i < box.group.to; i++) this.boxOf[groups.order[i]] = index;
    });
    this.link();
    this.count();
  }

  row(groups, x, y, depth, parent) {
    let right = x, height = 0;
    const first = this.boxes.length;
    const spans = groups.map(group => {
      const start = this.boxes.length;
      const size = this.place(group, right, y, depth, parent);
      right += size.width + COLUMN_GAP;
      height = Math.max(height, size.height);
      return [start, this.boxes.length, size.height];
    });
    for (const [start, end, own] of spans) {
      for (let i = start; i < end; i++) this.boxes[i].y += (height - own) / 2; // columns stand on one middle line
    }
    return {width: right - COLUMN_GAP - x, height, first};
  }

  stack(groups, x, y, depth, parent) {
    let bottom = y, width = 0;
    for (const group of groups) {
      const size = this.place(group, x, bottom, depth, parent);
      bottom += size.height + ROW_GAP;
      width = Math.max(width, size.width);
    }
    return {width, height: bottom - ROW_GAP - y};
  }

  place(group, x, y, depth, parent) {
    const task = group.task ?? -1;
    const count = group.to - group.from;
    const box = {x, y, width: TASK_WIDTH, height: TASK_HEIGHT, group, parent, task, depth,
      label: group.label, size: count, isOpen: group.isOpen, counts: new Uint32Array(STATES.length), hits: 0};
    this.boxes.push(box);
    if (!group.isOpen) {
      if (task < 0) box.height = Math.round(depth === 0 ? Math.min(900, 36 + 10 * Math.sqrt(count)) : Math.min(320, 34 + 2 * Math.sqrt(count)));
      return box;
    }
    const inner = group.isRow
      ? this.row(group.children, x + PAD, y + HEAD, depth + 1, box)
      : this.stack(group.children, x + PAD, y + HEAD, depth + 1, box);
    box.width = inner.width + 2 * PAD;
    box.height = inner.height + HEAD + PAD;
    return box;
  }

  /** One link for all edges between two boxes. */
  link() {
    const {run, boxOf} = this;
    const count = this.boxes.length;
    const dense = count <= 1500 ? new Int32Array(count * count) : null;
    const sparse = new Map();
    for (let edge = 0; edge < run.from.length; edge++) {
      const from = boxOf[run.from.values[edge]], to = boxOf[run.to.values[edge]];
      if (from < 0 || to < 0 || from === to) continue;
      const key = from * count + to;
      if (dense !== null) dense[key]++;
      else sparse.set(key, (sparse.get(key) ?? 0) + 1);
    }
    this.links = [];
    const add = (key, edges) => this.links.push({from: Math.floor(key / count), to: key % count, edges});
    if (dense !== null) dense.forEach((edges, key) => { if (edges > 0) add(key, edges); });
    else sparse.forEach((edges, key) => add(key, edges));
    this.links.sort((a, b) => a.edges - b.edges);
  }

  /** States and hits by box, open ones included; again after each change. */
  count() {
    const {run, groups} = this;
    for (const box of this.boxes) {
      box.counts.fill(0);
      box.hits = 0;
      box.onPath = false;
      for (let i = box.group.from; i < box.group.to; i++) {
        const task = groups.order[i];
        box.counts[run.state.values[task]]++;
        if (ui.hits !== null) box.hits += ui.hits[task];
        if (ui.analysis.onPath[task]) box.onPath = true;
      }
    }
  }
}
