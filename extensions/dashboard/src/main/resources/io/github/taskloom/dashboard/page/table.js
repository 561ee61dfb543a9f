// The table of tasks: as a grid of which only the rows that are seen exist.
const ROW = 24, MOST_HEIGHT = 8_000_000; // browsers lay out no more than some millions of pixels

class Table {
  constructor() {
    this.sortedBy = 'start';
    this.isDescending = false;
    this.rows = new Int32Array(0);
    this.pool = [];
    this.build();
    on('run', () => this.fill());
    for (const name of ['filter', 'search']) on(name, () => this.fill());
    on('select', () => this.reveal());
  }

  build() {
    this.head = element('div.row.head', {role: 'row', 'aria-rowindex': '1'});
    COLUMNS.forEach((column, index) => this.head.append(
      element('div.cell' + (column.isNumber ? '.number' : ''), {role: 'columnheader', 'aria-colindex': String(index + 1)},
        button(column.title, 'Sort by this' + (column.hint ? ': ' + column.hint : ''), () => this.sort(column.key)))));
    this.space = element('div.rows', {role: 'rowgroup'});
    this.grid = element('div.grid', {role: 'grid', tabIndex: 0, 'aria-label': 'Tasks', 'aria-colcount': String(COLUMNS.length)},
      element('div.heads', {role: 'rowgroup'}, this.head), this.space);
    this.grid.addEventListener('scroll', () => this.ask(), {passive: true});
    this.grid.addEventListener('keydown', event => this.key(event));
    this.space.addEventListener('click', event => {
      const row = event.target.closest('[data-task]');
      if (row !== null) select(Number(row.dataset.task));
    });
    byId('tasks').append(this.grid);
    new ResizeObserver(() => this.fitColumns()).observe(this.grid);
    this.fitColumns();
  }

  fitColumns() {
    const shown = columnsFor(this.grid.clientWidth);
    this.grid.style.setProperty('--columns', COLUMNS.filter(column => shown.has(column.key)).map(column => column.width).join(' '));
    this.shown = shown;
    for (const row of [this.head, ...this.pool]) this.hideCells(row);
    this.ask();
  }

  hideCells(row) {
    COLUMNS.forEach((column, index) => { row.children[index].hidden = !this.shown.has(column.key); });
  }

  sort(key) {
    this.isDescending = this.sortedBy === key ? !this.isDescending : ['ran', 'wait', 'attempts'].includes(key);
    this.sortedBy = key;
    this.fill();
    this.grid.scrollTop = 0;
  }

  fill() {
    this.rows = tableRows(this.sortedBy, this.isDescending);
    COLUMNS.forEach((column, index) => this.head.children[index].setAttribute('aria-sort',
      column.key !== this.sortedBy ? 'none' : this.isDescending ? 'descending' : 'ascending'));
    this.grid.setAttribute('aria-rowcount', String(this.rows.length + 1));
    this.space.style.height = Math.min(MOST_HEIGHT, this.rows.length * ROW) + 'px';
    byId('row-count').textContent = this.rows.length === ui.tasks.length
      ? countOf(this.rows.length, 'task') : formatCount(this.rows.length) + ' of ' + countOf(ui.tasks.length, 'task');
    this.ask();
  }

  ask() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => this.draw());
  }

  /** The row at the top: by pixels, or by share where not all rows have their own. */
  top() {
    const all = this.rows.length * ROW;
    if (all <= MOST_HEIGHT) return this.grid.scrollTop / ROW;
    const most = MOST_HEIGHT - this.seen() * ROW;
    return this.grid.scrollTop / most * (this.rows.length - this.seen());
  }

  seen() {
    return Math.max(1, (this.grid.clientHeight - ROW) / ROW);
  }

  draw() {
    this.asked = false;
    const top = this.top();
    const first = Math.max(0, Math.floor(top) - 2);
    const count = Math.min(this.rows.length - first, Math.ceil(this.seen()) + 5);
    while (this.pool.length < count) this.pool.push(this.makeRow());
    const offset = this.grid.scrollTop - (top - first) * ROW;
    for (let i = 0; i < this.pool.length; i++) {
      const row = this.pool[i];
      row.hidden = i >= count;
      if (i < count) this.show(row, first + i, offset + i * ROW);
    }
    const active = this.pool.find(row => !row.hidden && Number(row.dataset.task) === ui.selected);
    if (active) this.grid.setAttribute('aria-activedescendant', active.id);
    else this.grid.removeAttribute('aria-activedescendant');
  }

  makeRow() {
    const row = element('div.row', {role: 'row', id: 'row-' + this.pool.length});
    COLUMNS.forEach((column, index) => row.append(element('div.cell' + (column.isNumber ? '.number' : ''),
      {role: 'gridcell', 'aria-colindex': String(index + 1)})));
    this.hideCells(row);
    this.space.append(row);
    return row;
  }

  show(row, index, y) {
    const task = this.rows[index];
    row.dataset.task = task;
    row.style.transform = 'translateY(' + y + 'px)';
    row.setAttribute('aria-rowindex', String(index + 2));
    row.setAttribute('aria-selected', String(task === ui.selected));
    row.classList.toggle('odd', index % 2 === 1);
    row.classList.toggle('on-path', ui.analysis.onPath[task] === 1);
    COLUMNS.forEach((column, i) => {
      const cell = row.children[i];
      if (column.key === 'state') {
        const state = ui.run.state.values[task];
        if (cell.state !== state) cell.replaceChildren(sign(state), ' ' + STATES[state].name);
        cell.state = state;
        return;
      }
      const text = cellText(column, task);
      if (cell.told === text) return;
      cell.told = text;
      if (column.isText) cell.replaceChildren(element('bdi', null, text));
      else cell.textContent = text;
    });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.grid || this.rows.length === 0) return;
    const page = Math.floor(this.seen()) - 1;
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity}[event.key];
    if (event.key === 'Enter') byId('details').querySelector('button')?.focus();
    if (step === undefined) return;
    event.preventDefault();
    const at = this.rows.indexOf(ui.selected);
    const next = at < 0 ? (step === Infinity ? this.rows.length - 1 : 0) : Math.max(0, Math.min(this.rows.length - 1, at + step));
    select(this.rows[next]);
  }

  reveal() {
    const at = this.rows.indexOf(ui.selected);
    const top = this.top();
    if (at >= 0 && (at < top || at > top + this.seen() - 1)) {
      const wanted = at < top ? at : at - this.seen() + 1.2;
      const all = this.rows.length * ROW;
      this.grid.scrollTop = all <= MOST_HEIGHT ? wanted * ROW
        : wanted / (this.rows.length - this.seen()) * (MOST_HEIGHT - this.seen() * ROW);
    }
    this.ask();
  }
}
