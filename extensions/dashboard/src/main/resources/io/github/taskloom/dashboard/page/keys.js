// Keys of the whole page, its help, and panels that take all the room.
const KEYS = [
  ['/', 'search'], ['g', 'graph'], ['l', 'timeline'], ['a', 'table'], ['t', 'light or dark'], ['?', 'this help'],
  ['Escape', 'leave: search, a large panel, the task'],
  ['Tab', 'from part to part'],
  ['arrow keys', 'in the table from row to row, in the graph from box to box, in the timeline through time and workers'],
  ['Shift + arrow keys', 'in the graph: move the picture'],
  ['+  −  0', 'in graph and timeline: zoom in, zoom out, show all'],
  [',  .', 'in the timeline: to the attempt before, to the next one'],
  ['Enter', 'in the graph: open a group, select a task; in the table: go to the details'],
  ['Backspace', 'in the graph: close a group'],
  ['wheel, drag', 'zoom, move; with Shift the wheel moves; in a narrow window it zooms with Ctrl'],
];

function showHelp() {
  const help = byId('help');
  if (help.open) return;
  const list = element('dl.pairs');
  for (const [key, what] of KEYS) list.append(element('dt', null, element('kbd', null, key)), element('dd', null, what));
  const words = element('dl.pairs', null,
    element('dt', null, 'critical path'), element('dd', null, 'from the task that settled last, each time to the one, of those that it needed, that settled last'),
    element('dt', null, 'slack'), element('dd', null, 'how much later a task could have settled without the end being later, all else taking as long as it did'),
    element('dt', null, 'wait'), element('dd', null, 'from when a task was ready to its first attempt'));
  help.replaceChildren(element('h2', {id: 'help-title'}, 'Keys'), list, element('h2', null, 'Words'), words,
    button('Close', 'Close (Escape)', () => help.close()));
  help.showModal();
}

function isNarrow() {
  return matchMedia('(max-width: 1000px)').matches;
}

function enlargeButton(panel) {
  return toggleButton('⤢', 'All the room for this panel, or less again', () => document.body.dataset.large === panel, () => {
    enlarge(document.body.dataset.large === panel ? null : panel);
  });
}

function enlarge(panel) {
  if (panel === null) delete document.body.dataset.large;
  else document.body.dataset.large = panel;
}

function leave() {
  const field = byId('search');
  if (document.activeElement === field || field.value !== '') {
    field.value = '';
    search('');
    if (document.activeElement === field) page.table.grid.focus();
  } else if (document.body.dataset.large) {
    enlarge(null);
  } else if (ui.selected >= 0) {
    const isInside = byId('details').contains(document.activeElement);
    select(-1);
    if (isInside) page.table.grid.focus();
  }
}

function startKeys() {
  byId('ask-help').addEventListener('click', showHelp);
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
    if (event.key === 'Escape') return leave();
    if (event.target.closest('input, select, textarea') !== null) return;
    const acts = {
      '/': () => byId('search').focus(),
      '?': showHelp,
      t: nextTheme,
      g: () => byId('graph-canvas').focus(),
      l: () => byId('timeline-canvas').focus(),
      a: () => {
        chooseTab(byId('tab-tasks'));
        page.table.grid.focus();
      },
    };
    if (acts[event.key] === undefined) return;
    event.preventDefault();
    acts[event.key]();
  });
}
