// The head of the page: how far the run is, in words and figures.
function runState() {
  const {run, analysis} = ui;
  const makes = ui.make < 0 ? run.makes : [run.makes[ui.make]];
  const bad = analysis.counts[FAILED] + analysis.counts[ABORT];
  if (ui.lost) return ['lost', 'connection lost'];
  if (makes.length === 0) return ['pending', 'no make yet'];
  if (!makes.every(make => make.ended > 0)) {
    if (makes.some(make => make.paused && !(make.ended > 0))) return ['queued', 'paused'];
    return ['running', bad > 0 ? 'running, with failures' : 'running'];
  }
  const stopped = makes.find(make => make.stopped);
  if (stopped) return ['cancelled', 'stopped: ' + oneLine(stopped.stopped, 80)];
  return bad > 0 ? ['failed', 'ended with failures'] : ['done', 'ended well'];
}

function elapsed() {
  const {run} = ui;
  if (ui.make < 0) return run.end;
  const make = run.makes[ui.make];
  return (make.ended > 0 ? make.ended : run.end) - make.began;
}

function stateFact(name, numbers, states, title) {
  const count = numbers.reduce((sum, number) => sum + ui.analysis.counts[number], 0);
  const isOn = numbers.some(number => ui.states.has(number));
  return fact(name, element('button', {
    type: 'button', title, 'aria-pressed': String(isOn), className: 'count',
    onclick: () => numbers.forEach(toggleState),
  }, sign(states), formatCount(count)));
}

function fact(name, value, title = '') {
  return element('div', {title}, element('dt', null, name), element('dd', null, value));
}

/** The sign of a state in its colour; its word stands beside it, or is its title. */
function sign(state) {
  return element('span.sign.' + STATES[state].name, {'aria-hidden': 'true'}, STATES[state].sign);
}

function taskButton(task, text = oneLine(ui.run.names[task])) {
  return element('button.link', {type: 'button', onclick: () => select(task), title: 'Select this task'},
    element('bdi', null, text));
}

function showHeader() {
  const {run, analysis} = ui;
  byId('title').textContent = oneLine(run.title);
  document.title = oneLine(run.title) + ' – Taskloom';
  const [look, word] = runState();
  const chip = byId('run-state');
  if (chip.textContent !== word) chip.textContent = word;
  chip.className = 'chip ' + look;
  const time = elapsed();
  const facts = [
    stateFact('done', [DONE], DONE, 'Show only these in the table'),
    stateFact('failed', [FAILED, ABORT], FAILED, 'Show only these in the table'),
    stateFact('cancelled', [CANCELLED], CANCELLED, 'Show only these in the table'),
    stateFact('running', [RUNNING], RUNNING, 'Show only these in the table'),
    stateFact('waiting', [PENDING, QUEUED], PENDING, 'Pending or queued. Show only these in the table'),
    fact('elapsed', formatDuration(time), 'Began ' + new Date(run.began).toLocaleString()),
    fact('critical path', formatDuration(pathLength()), 'From the begin of its make to the end of its last step: '
      + countOf(analysis.path.length, 'step')),
    fact('work', formatDuration(analysis.work), 'The time of all attempts together'),
    fact('speed-up', speedUp(analysis.work, time, analysis.span),
      'Work / elapsed, of work / span: the span is the longest chain of running times, '
        + 'which no number of threads makes shorter. Here: ' + formatDuration(analysis.span)),
  ];
  if (analysis.longestWait >= 0) {
    facts.push(fact('waits for a thread', element('span', null, 'median ' + formatDuration(analysis.medianWait()) + ', most '
      + formatDuration(analysis.threadWait(analysis.longestWait)) + ' ', taskButton(analysis.longestWait)),
      'From when a task was ready to its first attempt'));
  }
  const dropped = (ui.make < 0 ? run.makes : [run.makes[ui.make]]).reduce((sum, make) => sum + (make.dropped ?? 0), 0);
  if (dropped > 0) {
    facts.push(fact('events missing', formatCount(dropped),
      'They came faster than they could be kept: some times are missing, the states are those at the end of the make'));
  }
  keepFocus(byId('facts'), facts);
  showProgress();
  showMakes();
}

function pathLength() {
  const {run, analysis} = ui;
  const last = analysis.path.at(-1);
  return last === undefined ? NaN : run.settled.values[last] - (run.makes[run.make.values[last]]?.began ?? 0);
}

function speedUp(work, time, span) {
  if (!(work > 0 && time > 0)) return '–';
  return threeDigits(work / time) + ' × of ' + threeDigits(work / span) + ' ×';
}

/** Replaces children, and leaves the focus on the one at the same place. */
function keepFocus(parent, children) {
  const old = [...parent.querySelectorAll('button')].indexOf(document.activeElement);
  parent.replaceChildren(...children);
  if (old >= 0) parent.querySelectorAll('button')[old]?.focus();
}

function showProgress() {
  const {counts} = ui.analysis;
  byId('progress').replaceChildren(...[DONE, RUNNING, FAILED, ABORT, CANCELLED, QUEUED, PENDING]
    .filter(state => counts[state] > 0)
    .map(state => {
      const part = element('span.' + STATES[state].name);
      part.style.flexGrow = counts[state];
      return part;
    }));
}

/** Makes as a list to choose from, those that a task has called below that task's make. */
function showMakes() {
  const {run} = ui;
  const list = byId('make');
  byId('makes').hidden = run.makes.length < 2;
  const told = run.makes.map((make, index) => makeLabel(make) + (index === ui.make)).join('\n');
  if (list.told === told) return;
  list.told = told;
  const options = [new Option('all ' + formatCount(run.makes.length) + ' makes', '-1')];
  const children = new Map();
  run.makes.forEach((make, index) => {
    if (!children.has(make.parent)) children.set(make.parent, []);
    children.get(make.parent).push(index);
  });
  const open = [...(children.get(-1) ?? [])].reverse().map(index => [index, 0]);
  while (open.length > 0) {
    const [index, depth] = open.pop();
    options.push(new Option('\u00a0\u00a0'.repeat(depth) + makeLabel(run.makes[index]), String(index)));
    for (const child of [...(children.get(index) ?? [])].reverse()) open.push([child, depth + 1]);
  }
  list.replaceChildren(...options);
  list.value = String(ui.make);
}

function makeLabel(make) {
  const by = make.parentTask >= 0 ? ', by ' + oneLine(ui.run.names[make.parentTask], 40) : '';
  const how = make.stopped ? ', stopped' : make.ended > 0 ? '' : make.paused ? ', paused' : ', runs';
  return 'make ' + make.number + by + how;
}

function startHeader() {
  byId('make').addEventListener('change', event => chooseMake(Number(event.target.value)));
  byId('search').addEventListener('input', event => search(event.target.value));
  on('run', showHeader);
  on('filter', showHeader);
  on('search', showHits);
  on('run', showHits);
}

function showHits() {
  byId('hits').textContent = ui.hits === null ? '' : countOf(ui.hitCount, 'hit');
}
