// How the timeline looks: how many ran at a time, the scale, a bar for each attempt, waits, the critical path.
const GUTTER = 132, OVERVIEW = 34, SCALE = 18, TOP = OVERVIEW + SCALE;

function timelineX(view, time) {
  return GUTTER + (time - view.from) / (view.to - view.from) * (view.width - GUTTER);
}

function paintBars(context, view, run, rows) {
  const {rowHeight} = view;
  const first = Math.max(0, Math.floor(view.scroll / rowHeight));
  const last = Math.min(rows.count - 1, Math.ceil((view.scroll + view.height - TOP) / rowHeight));
  context.save();
  context.beginPath();
  context.rect(GUTTER, TOP, view.width - GUTTER, view.height - TOP);
  context.clip();
  for (let row = first; row <= last; row++) {
    const y = TOP + row * rowHeight - view.scroll;
    if (row % 2 === 1) {
      context.fillStyle = paint.raised;
      context.fillRect(GUTTER, y, view.width, rowHeight);
    }
    if (view.waits) paintWaits(context, view, run, rows, row, y);
    paintRow(context, view, run, rows, row, y);
  }
  if (view.path) paintPath(context, view, run, rows, first, last);
  context.restore();
}

/** Attempts of less than two pixels meet in one bar; what failed is on top, and is never narrower than two. */
function paintRow(context, view, run, rows, row, y) {
  const {rowHeight} = view;
  const inset = rowHeight > 8 ? 2 : rowHeight > 3 ? 1 : 0;
  const late = [];
  const narrow = {state: -1, left: 0, right: 0}; // bars next to each other that are too narrow to be told apart
  const paintNarrow = () => {
    if (narrow.state >= 0) paintBar(context, narrow.state, narrow.left, narrow.right, y + inset, rowHeight - 2 * inset, '');
    narrow.state = -1;
  };
  context.globalAlpha = ui.hits === null ? 1 : 0.3;
  let outer = -Infinity; // the end of one that the next may be inside of: a make that it has called, in its thread
  for (let i = rows.start[row]; i < rows.start[row + 1]; i++) {
    const attempt = rows.byRow[i];
    const begin = run.started.values[attempt];
    if (begin > view.to) break;
    const end = attemptEnd(run, attempt);
    if (end < view.from) continue;
    const state = run.attemptState.values[attempt];
    const task = run.attemptTask.values[attempt];
    const left = Math.max(GUTTER - 2, timelineX(view, begin));
    const right = Math.min(view.width + 2, Math.max(timelineX(view, end), left + 0.6));
    const isFound = ui.hits !== null && ui.hits[task] === 1;
    const isBad = state >= FAILED && (right - left > 3 || run.state.values[task] >= FAILED);
    if (isBad || isFound || task === ui.selected) {
      late.push([attempt, task, state, left, right, isFound]);
      continue;
    }
    if (end <= outer) {
      paintNarrow();
      paintInside(context, state, left, right, y + rowHeight / 2, rowHeight / 2 - inset, run.names[task]);
      continue;
    }
    outer = end;
    if (right - left < 2 && state === narrow.state && left < narrow.right + 0.7) {
      narrow.right = right;
      continue;
    }
    paintNarrow();
    if (right - left < 2) Object.assign(narrow, {state, left, right});
    else paintBar(context, state, left, right, y + inset, rowHeight - 2 * inset, run.names[task]);
  }
  paintNarrow();
  context.globalAlpha = 1;
  for (const [, task, state, left, right, isFound] of late) {
    context.globalAlpha = ui.hits === null || isFound || task === ui.selected ? 1 : 0.3;
    paintBar(context, state, left, Math.max(right, left + 2), y, rowHeight - (rowHeight > 4 ? 1 : 0), run.names[task]);
    if (task === ui.selected) {
      context.strokeStyle = paint.accent;
      context.lineWidth = 2;
      context.strokeRect(left - 1, y, Math.max(3, right - left + 2), rowHeight - 1);
    }
  }
  context.globalAlpha = 1;
}

/** On top of the attempt that it is inside of. */
function paintInside(context, state, left, right, y, height, name) {
  context.fillStyle = paint.panel;
  context.fillRect(left, y - 0.5, right - left, height + 0.5);
  paintBar(context, state, left, right, y, height, name);
}

function paintBar(context, state, left, right, y, height, name) {
  const width = right - left;
  context.fillStyle = paint.states[state];
  context.fillRect(left, y, width > 2.5 ? width - 0.6 : width, height);
  if (width > 26 && height > 9) {
    context.fillStyle = paint.inks[state];
    context.fillText(STATES[state].sign, left + 3, y + height / 2 + 0.5);
    drawText(context, name, left + 14, y + height / 2 + 0.5, width - 17);
  } else if (width > 9 && height > 9 && state !== DONE) {
    context.fillStyle = paint.inks[state];
    context.fillText(STATES[state].sign, left + 1.5, y + height / 2 + 0.5);
  }
}

/** From when a task was ready to its first attempt: a line at the foot of its worker's row. */
function paintWaits(context, view, run, rows, row, y) {
  context.fillStyle = paint.states[QUEUED];
  let covered = -Infinity;
  for (let i = rows.start[row]; i < rows.start[row + 1]; i++) {
    const attempt = rows.byRow[i];
    if (run.attemptNumber.values[attempt] !== 1) continue;
    const ready = run.ready.values[run.attemptTask.values[attempt]];
    const begin = run.started.values[attempt];
    if (!(ready < begin) || begin < view.from || ready > view.to) continue;
    const left = Math.max(GUTTER, timelineX(view, ready), covered);
    const right = timelineX(view, begin);
    if (right - left < 0.5) continue;
    context.fillRect(left, y + view.rowHeight - 2, right - left, 1.5);
    covered = right;
  }
}

/** The critical path: each of its attempts framed, and a line from each to the next. */
function paintPath(context, view, run, rows, first, last) {
  context.strokeStyle = paint.path;
  context.lineWidth = 1.5;
  const boxes = view.pathBoxes;
  context.beginPath();
  for (let i = 0; i < boxes.length; i++) {
    const [row, begin, end] = boxes[i];
    const y = TOP + row * view.rowHeight - view.scroll + view.rowHeight / 2;
    const left = timelineX(view, begin);
    if (i > 0) context.lineTo(left, y);
    context.moveTo(timelineX(view, end === end ? end : run.end), y);
  }
  context.stroke();
  context.lineWidth = 2;
  context.fillStyle = paint.path;
  for (const [row, begin, end] of boxes) {
    if (row < first || row > last) continue;
    const left = timelineX(view, begin), right = timelineX(view, end === end ? end : run.end);
    if (right < GUTTER || left > view.width) continue;
    const top = TOP + row * view.rowHeight - view.scroll;
    if (right - left > 3) context.strokeRect(left, top + 0.5, right - left, view.rowHeight - 1.5);
    else context.fillRect(left, top + view.rowHeight * 0.7, Math.max(1, right - left), view.rowHeight * 0.3); // none is hidden
  }
}

function paintLabels(context, view, rows) {
  context.fillStyle = paint.panel;
  context.fillRect(0, TOP, GUTTER, view.height - TOP);
  context.fillStyle = paint.quiet;
  const every = Math.max(1, Math.ceil(12 / view.rowHeight));
  const first = Math.ceil(Math.floor(view.scroll / view.rowHeight) / every) * every;
  for (let row = first; row < rows.count; row += every) {
    const y = TOP + row * view.rowHeight - view.scroll + view.rowHeight / 2;
    if (y > view.height) break;
    if (y > TOP + 3) drawText(context, rows.labels[row], 10, y, GUTTER - 16);
  }
  context.fillStyle = paint.line;
  context.fillRect(GUTTER - 1, 0, 1, view.height);
}
