// What the page shows now: of which run, which make, which task, what is searched; and who wants to know.
const ui = {
  run: null,
  make: -1, // an index, or -1: all of them
  tasks: new Int32Array(0), // of that make
  analysis: null,
  selected: -1,
  query: '',
  hits: null, // by task, 1 where it is found; null while nothing is searched
  states: new Set(), // that the table shows; empty: all
  live: false,
  lost: false,
};

const listeners = new Map();

/** on('select', act): acts are run by order of their calls of on. */
function on(name, act) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(act);
}

function tell(name) {
  for (const act of listeners.get(name) ?? []) act();
}

/** Of another run, or after a change of it. */
function show(run) {
  ui.run = run;
  if (ui.make >= run.makes.length) ui.make = -1;
  refresh();
}

function refresh() {
  for (const part of refreshParts()) part?.();
}

/** What is to be done after a change, part after part; a live page does one in a frame. */
function* refreshParts() {
  const {run, make} = ui;
  const tasks = tasksOf(run, make);
  const analysis = new Analysis(run, tasks);
  yield;
  yield* analysis.parts();
  ui.tasks = tasks;
  ui.analysis = analysis;
  if (ui.selected >= run.tasks) ui.selected = -1;
  findHits();
  yield* listeners.get('run');
}

function tasksOf(run, make) {
  const tasks = new Int32Array(run.tasks);
  let filled = 0;
  for (let task = 0; task < run.tasks; task++) {
    if (make < 0 || run.make.values[task] === make) tasks[filled++] = task;
  }
  return tasks.subarray(0, filled);
}

function chooseMake(make) {
  ui.make = make;
  refresh();
  tell('make');
}

function select(task) {
  ui.selected = task;
  tell('select');
}

function search(query) {
  ui.query = query;
  findHits();
  tell('search');
}

function findHits() {
  const wanted = ui.query.trim().toLowerCase();
  ui.hits = null;
  ui.hitCount = 0;
  if (wanted === '') return;
  ui.hits = new Uint8Array(ui.run.tasks);
  for (const task of ui.tasks) {
    if (ui.run.names[task].toLowerCase().includes(wanted)) {
      ui.hits[task] = 1;
      ui.hitCount++;
    }
  }
}

function toggleState(state) {
  if (!ui.states.delete(state)) ui.states.add(state);
  tell('filter');
}
