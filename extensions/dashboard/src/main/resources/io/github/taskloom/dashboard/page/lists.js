// The other two lists: the steps of the critical path, and what failed; and the tabs above the three.
const MOST_STEPS = 2000, MOST_FAILURES = 500;

function pathTable(steps) {
  const {run} = ui;
  const longest = steps.reduce((most, step) => Math.max(most, step.wait + step.ran), 0);
  const rows = steps.map((step, index) => {
    const bar = element('span.step', {'aria-hidden': 'true'}, element('i.wait'), element('i.ran'));
    bar.children[0].style.width = 100 * step.wait / longest + '%';
    bar.children[1].style.width = 100 * step.ran / longest + '%';
    return element('tr', null, element('td.number', null, String(index + 1)),
      element('td.long', null, sign(run.state.values[step.task]), ' ', taskButton(step.task)),
      element('td.number', null, formatDuration(step.wait)), element('td.number', null, formatDuration(step.ran)),
      element('td.number', null, formatDuration(step.settled)), element('td.bars', null, bar));
  });
  const heads = ['', 'task', 'waited', 'ran', 'settled', ''].map((name, i) =>
    element(name === '' ? 'td' : 'th', name === '' ? null : {scope: 'col', className: i > 1 ? 'number' : ''}, name));
  return element('table.list', null, element('thead', null, element('tr', null, ...heads)), element('tbody', null, ...rows));
}

function pathList(most) {
  const steps = ui.analysis.steps();
  if (steps.length === 0) return [element('p.empty', null, 'Nothing has run yet.')];
  const ran = steps.reduce((sum, step) => sum + step.ran, 0);
  const waited = steps.reduce((sum, step) => sum + step.wait, 0);
  return [element('p.lead', null, countOf(steps.length, 'step') + ': ran ' + formatDuration(ran) + ', waited '
    + formatDuration(waited) + '. Each is the one, of those that the next needs, that settled last.'),
    pathTable(steps.slice(0, most)), more(steps.length - most)];
}

function failureList(most) {
  const {run, analysis} = ui;
  const isRepaired = failure => run.state.values[failure.task] === DONE ? 1 : 0;
  const failures = run.failures.filter(failure => analysis.inView[failure.task]).sort((a, b) => isRepaired(a) - isRepaired(b));
  if (failures.length === 0) return [element('p.empty', null, 'Nothing failed.')];
  return [...failures.slice(0, most).map(failure => element('article.failure', null,
    element('h3', null, sign(run.state.values[failure.task]), ' ', taskButton(failure.task),
      element('span.quiet', null, failure.attempt > 0 ? ' attempt ' + failure.attempt : '')),
    element('p.message', null, String(failure.message ?? '').slice(0, 2000)))), more(failures.length - most)];
}

function more(number) {
  return element('p.empty', {hidden: number <= 0}, 'and ' + formatCount(Math.max(0, number)) + ' more');
}

/** A list is made when it is looked at. */
function showLists() {
  const failed = ui.run.failures.filter(failure => ui.analysis.inView[failure.task]).length;
  byId('tab-failures').textContent = 'Failures' + (failed > 0 ? ' ' + formatCount(failed) : '');
  byId('tab-path').textContent = 'Critical path ' + formatCount(ui.analysis.path.length);
  if (!byId('path').hidden) keepFocus(byId('path'), pathList(MOST_STEPS));
  if (!byId('failures').hidden) keepFocus(byId('failures'), failureList(MOST_FAILURES));
}

function chooseTab(tab) {
  for (const each of tabs()) {
    const isChosen = each === tab;
    each.setAttribute('aria-selected', String(isChosen));
    each.tabIndex = isChosen ? 0 : -1;
    byId(each.getAttribute('aria-controls')).hidden = !isChosen;
  }
  byId('row-count').hidden = tab.id !== 'tab-tasks';
  showLists();
}

function tabs() {
  return [...byId('tabs').querySelectorAll('[role=tab]')];
}

function startLists() {
  byId('lists-tools').append(enlargeButton('lists'));
  for (const tab of tabs()) tab.addEventListener('click', () => chooseTab(tab));
  byId('tabs').addEventListener('keydown', event => {
    const all = tabs();
    const at = all.indexOf(document.activeElement);
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    const next = all[(at + step + all.length) % all.length];
    chooseTab(next);
    next.focus();
  });
  on('run', showLists);
}
