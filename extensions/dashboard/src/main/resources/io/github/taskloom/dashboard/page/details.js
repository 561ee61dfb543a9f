// All that is known of the selected task.
const MOST_LINKS = 60;

function showDetails() {
  const panel = byId('details');
  const task = ui.selected;
  document.body.classList.toggle('with-details', task >= 0);
  panel.hidden = task < 0;
  if (task < 0) return;
  const {run} = ui;
  const state = run.state.values[task];
  const open = [...panel.querySelectorAll('details')].filter(each => each.open).map(each => each.dataset.key);
  keepFocus(panel, [
    element('div.bar', null,
      element('h2', null, sign(state), ' ' + STATES[state].name),
      element('span.space'),
      button('graph', 'Show it in the graph', () => page.graph.reveal(task)),
      button('timeline', 'Show it in the timeline', () => page.timeline.reveal()),
      button('×', 'Close (Escape)', () => select(-1))),
    element('div.body', {tabIndex: 0, role: 'group', 'aria-label': 'Details of the task'},
      element('p.name', null, element('bdi', null, run.names[task])),
      taskCommands(task),
      ...detailFacts(task), ...detailFailures(task, open), ...detailNotes(task), ...detailAttempts(task),
      ...detailLinks('Needs', run.needs.of(task)), ...detailLinks('Needed by', run.neededBy.of(task))),
  ]);
  panel.setAttribute('aria-label', 'Task ' + oneLine(run.names[task], 80));
}

function detailFacts(task) {
  const {run, analysis} = ui;
  const make = run.makes[run.make.values[task]];
  const ready = run.ready.values[task], start = analysis.start[task], settled = run.settled.values[task];
  const began = make?.began ?? 0;
  const needed = Math.max(began, analysis.needed[task] > 0 ? analysis.needed[task] : began);
  const rows = [
    ['settled', formatDuration(settled)],
    ['waited for what it needs', formatDuration(needed - began)],
    ['waited for its turn', formatDuration(Math.max(0, ready - needed))],
    ['waited for a thread', formatDuration(start - ready)],
    ['ran', run.firstAttempt.values[task] < 0 ? '–' : formatDuration(analysis.ran[task])],
    ['between attempts', formatDuration(backoff(task))],
    ['slack', formatDuration(analysis.slack[task]) + (analysis.onPath[task] ? ', on the critical path' : '')],
    ['layer', formatCount(run.layer.values[task])],
    ['make', make ? makeLabel(make) : '–'],
  ].filter(([, value]) => value !== '–' && value !== '0');
  const list = element('dl.pairs');
  for (const [name, value] of rows) list.append(element('dt', null, name), element('dd', null, value));
  const blocker = run.blocker.values[task];
  if (blocker >= 0) list.append(element('dt', null, 'kept from running by'), element('dd', null, taskButton(blocker)));
  return [list, stackedTimes(needed - began, Math.max(0, ready - needed), start - ready, analysis.ran[task], backoff(task))];
}

/** From the end of each attempt to the start of the next. */
function backoff(task) {
  const {run} = ui;
  let sum = 0;
  for (let attempt = run.firstAttempt.values[task]; attempt >= 0; attempt = run.attemptNext.values[attempt]) {
    const next = run.attemptNext.values[attempt];
    if (next >= 0) sum += Math.max(0, run.started.values[next] - run.ended.values[attempt]);
  }
  return sum;
}

function stackedTimes(...parts) {
  const bar = element('div.times', {'aria-hidden': 'true'});
  ['needs', 'turn', 'thread', 'ran', 'backoff'].forEach((name, i) => {
    if (!(parts[i] > 0)) return;
    const part = element('span.' + name, {title: name + ' ' + formatDuration(parts[i])});
    part.style.flexGrow = parts[i];
    bar.append(part);
  });
  return bar;
}

function detailFailures(task, open) {
  return ui.run.failuresOf(task).map((failure, index) => {
    const key = task + ':' + index;
    const of = failure.attempt > 0 ? 'Attempt ' + failure.attempt + ' failed' : 'Failed';
    const stack = element('details', null, element('summary', null, 'stack trace'),
      element('pre', {tabIndex: 0}, String(failure.stack ?? '').slice(0, 200_000)));
    stack.dataset.key = key;
    stack.open = open.includes(key) || index === 0;
    return element('section.failure', null, element('h3', null, of), element('p.message', null, String(failure.message ?? '')),
      failure.stack ? stack : null);
  });
}

function detailNotes(task) {
  return ui.run.notesOf(task).map(note => element('section', null, element('h3', null, oneLine(String(note.label), 60)),
    element('pre', {tabIndex: 0}, String(note.text).slice(0, 200_000))));
}

function detailAttempts(task) {
  const {run} = ui;
  const rows = [];
  for (let attempt = run.firstAttempt.values[task]; attempt >= 0 && rows.length < 200; attempt = run.attemptNext.values[attempt]) {
    const state = run.attemptState.values[attempt];
    rows.push(element('tr', null,
      element('td', null, String(run.attemptNumber.values[attempt])),
      element('td', null, sign(state), ' ' + STATES[state].name),
      element('td.number', null, formatDuration(run.started.values[attempt])),
      element('td.number', null, formatDuration(attemptEnd(run, attempt) - run.started.values[attempt])),
      element('td', null, oneLine(run.workers[run.worker.values[attempt]] ?? '–', 40))));
  }
  if (rows.length === 0) return [];
  const head = element('tr', null, ...['no.', 'state', 'start', 'ran', 'worker'].map(name =>
    element('th', {scope: 'col'}, name)));
  return [element('section', null, element('h3', null, countOf(rows.length, 'attempt')),
    element('table', null, element('thead', null, head), element('tbody', null, ...rows)))];
}

function detailLinks(title, tasks) {
  if (tasks.length === 0) return [];
  const items = [...tasks.subarray(0, MOST_LINKS)].map(task =>
    element('li', null, sign(ui.run.state.values[task]), ' ', taskButton(task)));
  if (tasks.length > MOST_LINKS) items.push(element('li.quiet', null, 'and ' + formatCount(tasks.length - MOST_LINKS) + ' more'));
  return [element('section', null, element('h3', null, title + ' ' + formatCount(tasks.length)), element('ul', null, ...items))];
}

function startDetails() {
  on('run', showDetails);
  on('select', showDetails);
}
