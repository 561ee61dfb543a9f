// What is printed: the head, the critical path, what failed, and the first tasks of the table; no pictures, no controls.
const MOST_PRINTED = 1000;

function preparePrint() {
  if (ui.run === null) return;
  const {rows} = page.table;
  const columns = COLUMNS;
  const table = element('table.list', null,
    element('thead', null, element('tr', null, ...columns.map(column => element('th', null, column.title)))),
    element('tbody', null, ...[...rows.subarray(0, MOST_PRINTED)].map(task => element('tr', null,
      ...columns.map(column => element(column.isNumber ? 'td.number' : column.isText ? 'td.long' : 'td', null, column.key === 'state'
        ? STATES[column.value(task)].sign + ' ' + STATES[column.value(task)].name : cellText(column, task)))))));
  byId('printed').replaceChildren(
    element('h2', null, 'Critical path'), ...pathList(200),
    element('h2', null, 'Failures'), ...failureList(100),
    element('h2', null, 'Tasks'), table, more(rows.length - MOST_PRINTED));
}

function startPrint() {
  addEventListener('beforeprint', preparePrint);
  addEventListener('afterprint', () => byId('printed').replaceChildren());
}
