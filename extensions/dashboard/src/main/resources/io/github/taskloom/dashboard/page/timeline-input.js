// Wheel, drag and keys of the timeline.
function startTimelineInput(timeline) {
  const {canvas} = timeline.surface;
  byId('timeline-tools').append(
    toggleButton('critical path', 'Mark the critical path', () => timeline.path, () => {
      timeline.path = !timeline.path;
      timeline.surface.ask();
    }),
    toggleButton('waits', 'Show how long tasks were ready before they started', () => timeline.waits, () => {
      timeline.waits = !timeline.waits;
      timeline.surface.ask();
    }),
    toggleButton('packed', 'As few rows as there were attempts at a time, whichever thread ran them',
      () => timeline.isPacked ?? false, () => {
        timeline.packed = !timeline.isPacked;
        timeline.renew();
      }),
    button('−', 'Zoom out (-)', () => timeline.zoom(1.5)),
    button('+', 'Zoom in (+)', () => timeline.zoom(1 / 1.5)),
    button('fit', 'Show all (0)', () => timeline.fit()),
    enlargeButton('timeline'));
  canvas.addEventListener('wheel', event => {
    if (isNarrow() && !event.ctrlKey) return; // the page scrolls
    event.preventDefault();
    const size = event.deltaMode === 0 ? 1 : 30;
    if (event.shiftKey) timeline.scrollBy((event.deltaY || event.deltaX) * size);
    else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) timeline.pan(event.deltaX * size);
    else timeline.zoom(Math.exp(event.deltaY * size * 0.0015), Math.max(GUTTER, event.offsetX));
  }, {passive: false});
  dragTimeline(timeline, canvas);
  canvas.addEventListener('keydown', event => timelineKey(timeline, event));
}

function dragTimeline(timeline, canvas) {
  let drag = null;
  canvas.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    drag = {x: event.offsetX, y: event.offsetY, moved: false, overview: event.offsetY < OVERVIEW};
    if (drag.overview) showPart(event.offsetX);
  });
  canvas.addEventListener('pointermove', event => {
    if (drag === null) {
      const attempt = timeline.attemptAt(event.offsetX, event.offsetY);
      canvas.style.cursor = attempt >= 0 ? 'pointer' : 'grab';
      showTip(event, attempt >= 0 ? attemptTip(attempt) : null);
      return;
    }
    const x = event.offsetX - drag.x, y = event.offsetY - drag.y;
    if (!drag.moved && Math.abs(x) + Math.abs(y) < 4) return;
    drag.moved = true;
    showTip(event, null);
    if (drag.overview) showPart(event.offsetX);
    else {
      timeline.pan(-x);
      timeline.scrollBy(-y);
    }
    drag.x = event.offsetX;
    drag.y = event.offsetY;
  });
  canvas.addEventListener('pointerup', event => {
    if (drag !== null && !drag.moved && !drag.overview) {
      const attempt = timeline.attemptAt(event.offsetX, event.offsetY);
      if (attempt >= 0) select(ui.run.attemptTask.values[attempt]);
    }
    drag = null;
  });
  canvas.addEventListener('pointercancel', () => { drag = null; });
  canvas.addEventListener('pointerleave', event => showTip(event, null));
  canvas.addEventListener('dblclick', () => timeline.fit());

  function showPart(x) {
    const middle = (x - GUTTER) / (timeline.width - GUTTER) * timeline.full;
    const width = timeline.to - timeline.from;
    timeline.move(middle - width / 2, middle + width / 2);
  }
}

function attemptTip(attempt) {
  const {run, analysis} = ui;
  const task = run.attemptTask.values[attempt];
  const state = STATES[run.attemptState.values[attempt]];
  const number = run.attemptNumber.values[attempt];
  const wait = analysis.threadWait(task);
  return [
    oneLine(run.names[task], 80),
    state.sign + ' ' + state.name + (number > 1 ? ', attempt ' + number : ''),
    'ran ' + formatDuration(attemptEnd(run, attempt) - run.started.values[attempt])
      + ', from ' + formatDuration(run.started.values[attempt]),
    number === 1 && wait > 0 ? 'waited ' + formatDuration(wait) + ' for a thread' : '',
    analysis.onPath[task] ? 'on the critical path' : '',
  ].filter(line => line !== '');
}

function timelineKey(timeline, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = (timeline.width - GUTTER) / (event.shiftKey ? 2 : 10);
  const acts = {
    ArrowLeft: () => timeline.pan(-step),
    ArrowRight: () => timeline.pan(step),
    ArrowUp: () => timeline.scrollBy(-timeline.rowHeight * 2),
    ArrowDown: () => timeline.scrollBy(timeline.rowHeight * 2),
    PageUp: () => timeline.scrollBy(TOP - timeline.height),
    PageDown: () => timeline.scrollBy(timeline.height - TOP),
    Home: () => timeline.move(0, timeline.to - timeline.from),
    End: () => timeline.move(timeline.full, timeline.full + timeline.to - timeline.from),
    '+': () => timeline.zoom(1 / 1.5),
    '=': () => timeline.zoom(1 / 1.5),
    '-': () => timeline.zoom(1.5),
    0: () => timeline.fit(),
    ',': () => stepAttempt(timeline, -1),
    '.': () => stepAttempt(timeline, 1),
  };
  if (acts[event.key] === undefined) return;
  event.preventDefault();
  acts[event.key]();
}

/** The attempt that started before or after that of the selected task. */
function stepAttempt(timeline, step) {
  const {attempts} = timeline.rows;
  if (attempts.length === 0) return;
  const current = ui.selected < 0 ? -1 : attempts.indexOf(ui.run.firstAttempt.values[ui.selected]);
  const next = Math.max(0, Math.min(attempts.length - 1, current + step));
  select(ui.run.attemptTask.values[attempts[next]]);
}
