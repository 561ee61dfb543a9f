// The timeline: what part of it is seen, and by which keys, wheels and drags that changes.
class Timeline {
  constructor() {
    this.from = 0;
    this.to = 1;
    this.full = 1;
    this.scroll = 0;
    this.rowHeight = 16;
    this.waits = false;
    this.path = true;
    this.packed = null; // null: as it fits the run
    this.pathBoxes = [];
    this.cursor = -1;
    this.surface = new Surface(byId('timeline-canvas'), (context, width, height) => this.paint(context, width, height));
    this.surface.onResize = () => this.clamp();
    on('run', () => this.renew());
    on('make', () => this.fit());
    for (const name of ['search', 'theme']) on(name, () => this.surface.ask());
    on('select', () => this.reveal());
    startTimelineInput(this);
  }

  get width() {
    return this.surface.width;
  }

  get height() {
    return this.surface.height;
  }

  /** Follows the present time, where all of it was seen before. */
  renew() {
    const {run, analysis} = ui;
    const all = this.from === 0 && this.to >= this.full;
    const packed = this.packed ?? this.fitsPacked();
    this.rows = new TimelineRows(run, analysis.inView, packed);
    this.isPacked = packed;
    this.loads = null;
    this.boxPath();
    this.extent();
    if (all) this.to = this.full;
    byId('timeline-note').textContent = countOf(this.rows.attempts.length, 'attempt') + ', '
      + countOf(this.rows.count, packed ? 'row' : 'worker');
    this.clamp();
    this.surface.ask();
  }

  extent() {
    const make = ui.run.makes[ui.make];
    this.full = make?.ended > 0 ? make.ended : ui.run.end;
  }

  /** Threads that run one task each would be as many rows as tasks. */
  fitsPacked() {
    return ui.run.workers.length > 64 && ui.run.workers.length * 3 > ui.run.attemptTask.length;
  }

  boxPath() {
    const {run, analysis} = ui;
    const {rows} = this;
    const wanted = new Map();
    for (let row = 0; row < rows.count; row++) {
      for (let i = rows.start[row]; i < rows.start[row + 1]; i++) {
        const attempt = rows.byRow[i];
        if (analysis.onPath[run.attemptTask.values[attempt]]) wanted.set(attempt, row);
      }
    }
    this.pathBoxes = [...wanted].map(([attempt, row]) => [row, run.started.values[attempt], run.ended.values[attempt]])
      .sort((a, b) => a[1] - b[1]);
  }

  load(parts) {
    if (this.loads?.length !== parts || this.loadsFull !== this.full) {
      this.loads = loadOf(ui.run, this.rows.attempts, this.full, parts);
      this.loadsFull = this.full;
    }
    return this.loads;
  }

  paint(context) {
    if (ui.live && !ui.run.isOver) {
      const all = this.to >= this.full;
      this.extent();
      if (all) this.to = this.full;
    }
    paintScale(context, this);
    paintBars(context, this, ui.run, this.rows);
    paintLabels(context, this, this.rows);
    context.fillStyle = paint.panel;
    paintOverview(context, this, ui.run, this.rows);
  }

  clamp() {
    const least = Math.max(this.full * 1e-7, 0.0005);
    const width = Math.min(this.full, Math.max(least, this.to - this.from));
    this.from = Math.min(Math.max(0, this.from), this.full - width);
    this.to = this.from + width;
    const rows = this.rows?.count ?? 0;
    this.rowHeight = Math.max(3, Math.min(24, Math.floor((this.height - TOP) / Math.max(1, rows))));
    this.scroll = Math.max(0, Math.min(this.scroll, rows * this.rowHeight - (this.height - TOP)));
  }

  move(from, to) {
    this.from = from;
    this.to = to;
    this.clamp();
    this.surface.ask();
  }

  zoom(factor, x = (this.width + GUTTER) / 2) {
    const at = this.timeAt(x);
    this.move(at - (at - this.from) * factor, at + (this.to - at) * factor);
  }

  pan(pixels) {
    const time = pixels / (this.width - GUTTER) * (this.to - this.from);
    this.move(this.from + time, this.to + time);
  }

  scrollBy(pixels) {
    this.scroll += pixels;
    this.clamp();
    this.surface.ask();
  }

  fit() {
    const make = ui.run.makes[ui.make];
    this.scroll = 0;
    this.extent();
    this.move(make ? make.began : 0, this.full);
  }

  timeAt(x) {
    return this.from + (x - GUTTER) / (this.width - GUTTER) * (this.to - this.from);
  }

  attemptAt(x, y) {
    const row = Math.floor((y - TOP + this.scroll) / this.rowHeight);
    if (x < GUTTER || y < TOP || row >= this.rows.count) return -1;
    return this.rows.find(row, this.timeAt(x), 3 / (this.width - GUTTER) * (this.to - this.from));
  }

  /** Brings the selected task into sight. */
  reveal() {
    const {run, selected} = ui;
    const attempt = selected < 0 ? -1 : run.firstAttempt.values[selected];
    if (attempt >= 0 && ui.analysis.inView[selected]) {
      const begin = run.started.values[attempt], end = attemptEnd(run, run.lastAttempt.values[selected]);
      const width = Math.max(this.to - this.from, (end - begin) * 1.2);
      if (begin < this.from || end > this.to) this.move((begin + end - width) / 2, (begin + end + width) / 2);
      const y = this.rows.rowOfAttempt(attempt) * this.rowHeight;
      if (y < this.scroll || y > this.scroll + this.height - TOP - this.rowHeight) this.scroll = y - (this.height - TOP) / 2;
      this.clamp();
    }
    this.surface.ask();
  }
}
