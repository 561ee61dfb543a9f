// A small graph with a box for each task: placed by layers at once, and by dagre, in a worker, as soon as that is done.
const MOST_PLACED = 400;

class TaskScene {
  constructor(run, tasks) {
    this.run = run;
    this.tasks = tasks;
    this.boxOf = new Int32Array(run.tasks).fill(-1);
    this.boxes = Array.from(tasks, (task, index) => {
      this.boxOf[task] = index;
      return {x: 0, y: 0, width: TASK_WIDTH, height: TASK_HEIGHT, task, parent: null, depth: 0,
        label: run.names[task], size: 1, isOpen: false, counts: new Uint32Array(STATES.length), hits: 0};
    });
    this.links = [];
    for (let edge = 0; edge < run.from.length; edge++) {
      const from = this.boxOf[run.from.values[edge]], to = this.boxOf[run.to.values[edge]];
      if (from >= 0 && to >= 0) this.links.push({from, to, edges: 1, points: null});
    }
    this.placeByLayers(index => this.meanPlace(index));
    this.count();
  }

  /** Each make a block, each layer a column, in it by place: low ones first. */
  placeByLayers(placeOf) {
    const {run} = this;
    const columns = new Map();
    this.boxes.forEach((box, index) => {
      const key = run.make.values[box.task] * 1e7 + run.layer.values[box.task];
      if (!columns.has(key)) columns.set(key, []);
      columns.get(key).push(index);
    });
    let top = 0, x = 0, make = -1, bottom = 0;
    this.width = 0;
    for (const key of [...columns.keys()].sort((a, b) => a - b)) {
      if (Math.floor(key / 1e7) !== make) {
        make = Math.floor(key / 1e7);
        top = bottom === 0 ? 0 : bottom + 40;
        x = 0;
      }
      const column = columns.get(key);
      const places = new Map(column.map(index => [index, placeOf(index)]));
      column.sort((a, b) => places.get(a) - places.get(b) || a - b);
      column.forEach((index, row) => {
        this.boxes[index].x = x;
        this.boxes[index].y = top + row * (TASK_HEIGHT + ROW_GAP);
        bottom = Math.max(bottom, this.boxes[index].y + TASK_HEIGHT);
      });
      x += TASK_WIDTH + COLUMN_GAP;
      this.width = Math.max(this.width, x - COLUMN_GAP);
    }
    this.height = bottom;
  }

  /** Near those that it requires. */
  meanPlace(index) {
    let sum = 0, count = 0;
    for (const need of this.run.needs.of(this.boxes[index].task)) {
      if (this.boxOf[need] < 0) continue;
      sum += this.boxes[this.boxOf[need]].y;
      count++;
    }
    return count === 0 ? index : sum / count;
  }

  /** Places as dagre has them; of many tasks its order alone, in columns without gaps: else none could be read. */
  take(layout) {
    if (this.boxes.length > MOST_PLACED) return this.placeByLayers(index => layout.y[index]);
    this.boxes.forEach((box, index) => {
      box.x = layout.x[index] - TASK_WIDTH / 2;
      box.y = layout.y[index] - TASK_HEIGHT / 2;
    });
    this.links.forEach((link, index) => { link.points = layout.points[index]; });
    this.width = layout.width;
    this.height = layout.height;
  }

  count() {
    for (const box of this.boxes) {
      box.counts.fill(0);
      box.counts[this.run.state.values[box.task]] = 1;
      box.hits = ui.hits === null ? 0 : ui.hits[box.task];
      box.onPath = ui.analysis.onPath[box.task] === 1;
    }
  }
}

/** Runs in the worker, behind the text of dagre; knows nothing of the page. */
function layoutInWorker() {
  self.onmessage = ({data}) => {
    const graph = new dagre.graphlib.Graph({multigraph: true});
    graph.setGraph({rankdir: 'LR', ranker: data.count > 400 ? 'longest-path' : 'network-simplex', nodesep: 6, edgesep: 3, ranksep: 46});
    graph.setDefaultEdgeLabel(() => ({}));
    for (let i = 0; i < data.count; i++) graph.setNode(String(i), {width: data.width, height: data.height});
    data.from.forEach((from, i) => graph.setEdge(String(from), String(data.to[i]), {}, String(i)));
    dagre.layout(graph);
    const nodes = Array.from({length: data.count}, (_, i) => graph.node(String(i)));
    const points = data.from.map((from, i) =>
      graph.edge(String(from), String(data.to[i]), String(i)).points.flatMap(point => [point.x, point.y]));
    const {width, height} = graph.graph();
    self.postMessage({x: nodes.map(node => node.x), y: nodes.map(node => node.y), points, width, height});
  };
}

let layoutWorker = null;

/** Calls back when the layout is made, unless another one is asked for before; never where there is no worker. */
function layoutLater(scene, done) {
  layoutWorker?.terminate();
  layoutWorker = null;
  try {
    const source = byId('layout-library').textContent + '\n(' + layoutInWorker + ')();';
    const address = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
    layoutWorker = new Worker(address);
    URL.revokeObjectURL(address);
  } catch {
    return false; // the place by layers stays
  }
  const worker = layoutWorker;
  const end = layout => {
    worker.terminate();
    if (worker === layoutWorker) done(layout);
  };
  worker.onmessage = event => end(event.data);
  worker.onerror = () => end(null);
  worker.postMessage({
    count: scene.boxes.length, width: TASK_WIDTH, height: TASK_HEIGHT,
    from: scene.links.map(link => link.from), to: scene.links.map(link => link.to),
  });
  return true;
}
