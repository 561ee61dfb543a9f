// The columns of the table of tasks: what each shows, and what it is sorted by.
const COLUMNS = [
  {key: 'state', title: 'State', width: '90px', value: task => ui.run.state.values[task]},
  {key: 'name', title: 'Task', width: 'minmax(120px, 1fr)', isText: true},
  {key: 'layer', title: 'Layer', width: '50px', isNumber: true, value: task => ui.run.layer.values[task],
    text: formatCount},
  {key: 'start', title: 'Start', width: '66px', isNumber: true, value: task => ui.analysis.start[task]},
  {key: 'wait', title: 'Wait', width: '66px', isNumber: true, hint: 'ready, and waiting for a thread',
    value: task => ui.analysis.threadWait(task)},
  {key: 'ran', title: 'Ran', width: '66px', isNumber: true, hint: 'all attempts together',
    value: task => ui.run.firstAttempt.values[task] < 0 ? NaN : ui.analysis.ran[task]},
  {key: 'slack', title: 'Slack', width: '66px', isNumber: true,
    hint: 'how much later it could have settled without the end being later',
    value: task => ui.analysis.slack[task]},
  {key: 'attempts', title: 'Tries', width: '46px', isNumber: true, value: attemptsOf, text: formatCount},
  {key: 'worker', title: 'Worker', width: '108px', value: task => ui.run.worker.values[ui.run.lastAttempt.values[task]] ?? -1,
    text: worker => oneLine(ui.run.workers[worker] ?? '–', 40)},
];

const LEAST_NAME = 130;
const DISPENSABLE = ['worker', 'attempts', 'layer', 'start', 'slack', 'wait', 'ran'];

/** As many columns as there is room for beside the names. */
function columnsFor(width) {
  const shown = new Set(COLUMNS.map(column => column.key));
  const needed = () => COLUMNS.filter(column => shown.has(column.key))
    .reduce((sum, column) => sum + (column.isText ? LEAST_NAME : Number.parseInt(column.width, 10)), 0);
  for (const key of DISPENSABLE) if (needed() > width) shown.delete(key);
  return shown;
}

function attemptsOf(task) {
  const last = ui.run.lastAttempt.values[task];
  return last < 0 ? 0 : ui.run.attemptNumber.values[last];
}

function cellText(column, task) {
  if (column.isText) return oneLine(ui.run.names[task]);
  const value = column.value(task);
  return column.text ? column.text(value) : formatDuration(value);
}

/** Tasks that the table shows, by the column and the way that it is sorted by; what has no value comes last. */
function tableRows(sortedBy, isDescending) {
  const {run, tasks, states, hits} = ui;
  const wanted = tasks.filter(task =>
    (states.size === 0 || states.has(run.state.values[task])) && (hits === null || hits[task] === 1));
  const column = COLUMNS.find(each => each.key === sortedBy);
  const sign = isDescending ? -1 : 1;
  if (column.isText) {
    const keys = naturalKeys();
    return wanted.sort((a, b) => keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : a - b);
  }
  const values = new Float64Array(run.tasks);
  for (const task of wanted) values[task] = column.value(task);
  return wanted.sort((a, b) => {
    const one = values[a], other = values[b];
    if (one === other || one !== one && other !== other) return a - b;
    return one !== one ? 1 : other !== other ? -1 : sign * (one - other);
  });
}

/** Names such that "b-9" comes before "b-10"; kept while the tasks are the same. */
function naturalKeys() {
  const {run} = ui;
  if (naturalKeys.run !== run || naturalKeys.count !== run.tasks) {
    naturalKeys.run = run;
    naturalKeys.count = run.tasks;
    naturalKeys.keys = run.names.map(name =>
      name.slice(0, 200).toLowerCase().replace(/\d+/g, number => number.padStart(12, '0')));
  }
  return naturalKeys.keys;
}
