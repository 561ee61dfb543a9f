// Wheel, drag and keys of the graph.
function startGraphInput(graph) {
  const {canvas} = graph.surface;
  byId('graph-tools').append(
    toggleButton('critical path', 'Mark the critical path', () => graph.path, () => {
      graph.path = !graph.path;
      graph.surface.ask();
    }),
    button('−', 'Zoom out (-)', () => graph.zoom(1 / 1.4)),
    button('+', 'Zoom in (+)', () => graph.zoom(1.4)),
    button('fit', 'Show all (0)', () => graph.fit()),
    enlargeButton('graph'));
  canvas.addEventListener('wheel', event => {
    if (isNarrow() && !event.ctrlKey) return; // the page scrolls
    event.preventDefault();
    const size = event.deltaMode === 0 ? 1 : 30;
    if (event.shiftKey) graph.pan((event.deltaY || event.deltaX) * size, 0);
    else graph.zoom(Math.exp(-event.deltaY * size * 0.0015), event.offsetX, event.offsetY);
  }, {passive: false});
  canvas.addEventListener('keydown', event => graphKey(graph, event));
  canvas.addEventListener('focus', () => {
    if (graph.cursor < 0 && graph.scene !== null) graph.cursor = graph.scene.boxes.length > 0 ? 0 : -1;
    graph.surface.ask();
  });
  canvas.addEventListener('blur', () => graph.surface.ask());
  let drag = null;
  canvas.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    drag = {x: event.offsetX, y: event.offsetY, moved: false};
  });
  canvas.addEventListener('pointermove', event => {
    if (drag === null) {
      const index = graph.boxAt(event.offsetX, event.offsetY);
      canvas.style.cursor = index >= 0 ? 'pointer' : 'grab';
      showTip(event, index >= 0 ? boxTip(graph.scene.boxes[index]) : null);
      return;
    }
    const x = event.offsetX - drag.x, y = event.offsetY - drag.y;
    if (!drag.moved && Math.abs(x) + Math.abs(y) < 4) return;
    drag.moved = true;
    showTip(event, null);
    graph.pan(-x, -y);
    drag.x = event.offsetX;
    drag.y = event.offsetY;
  });
  canvas.addEventListener('pointerup', event => {
    if (drag !== null && !drag.moved) {
      const index = graph.boxAt(event.offsetX, event.offsetY);
      if (index >= 0) activate(graph, index);
    }
    drag = null;
  });
  canvas.addEventListener('pointercancel', () => { drag = null; });
  canvas.addEventListener('pointerleave', event => showTip(event, null));
}

function activate(graph, index) {
  const box = graph.scene.boxes[index];
  graph.cursor = index;
  if (box.task >= 0) select(box.task);
  else graph.toggle(index, !box.isOpen);
}

function boxTip(box) {
  if (box.task >= 0) {
    const {run, analysis} = ui;
    return [oneLine(box.label, 80), STATES[run.state.values[box.task]].sign + ' ' + STATES[run.state.values[box.task]].name,
      'ran ' + formatDuration(analysis.ran[box.task]), ...(box.onPath ? ['on the critical path'] : [])];
  }
  return [box.label + ': ' + countOf(box.size, 'task'),
    ...STATES.map((state, number) => [state, box.counts[number]]).filter(([, count]) => count > 0)
      .map(([state, count]) => state.sign + ' ' + formatCount(count) + ' ' + state.name)];
}

function graphKey(graph, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || graph.scene === null) return;
  const go = (x, y) => event.shiftKey ? graph.pan(x * 80, y * 80) : moveCursor(graph, x, y);
  const acts = {
    ArrowLeft: () => go(-1, 0),
    ArrowRight: () => go(1, 0),
    ArrowUp: () => go(0, -1),
    ArrowDown: () => go(0, 1),
    Enter: () => { if (graph.cursor >= 0) activate(graph, graph.cursor); },
    ' ': () => { if (graph.cursor >= 0) activate(graph, graph.cursor); },
    Backspace: () => closeAround(graph),
    '+': () => graph.zoom(1.4),
    '=': () => graph.zoom(1.4),
    '-': () => graph.zoom(1 / 1.4),
    0: () => graph.fit(),
  };
  if (acts[event.key] === undefined) return;
  event.preventDefault();
  acts[event.key]();
}

/** To the nearest box that way; what is beside the way counts double. */
function moveCursor(graph, x, y) {
  const {boxes} = graph.scene;
  const from = boxes[Math.max(0, graph.cursor)];
  if (from === undefined) return;
  let best = -1, least = Infinity;
  boxes.forEach((box, index) => {
    if (index === graph.cursor || box.isOpen && box !== from.parent) return;
    const right = box.x + box.width / 2 - from.x - from.width / 2;
    const down = box.y + box.height / 2 - from.y - from.height / 2;
    const ahead = right * x + down * y;
    const beside = Math.abs(right * y) + Math.abs(down * x);
    const distance = ahead + 2 * beside;
    if (ahead > 4 && distance < least) {
      least = distance;
      best = index;
    }
  });
  if (best < 0) return;
  graph.cursor = best;
  graph.keepInSight(boxes[best]);
  graph.surface.ask();
  byId('graph-told').textContent = boxTip(boxes[best]).join(', ');
}

function closeAround(graph) {
  const box = graph.scene.boxes[graph.cursor];
  const group = box?.isOpen ? box : box?.parent;
  if (group) graph.toggle(graph.scene.boxes.indexOf(group), false);
}

function showLegend() {
  byId('legend').replaceChildren(...STATES.map((state, number) => number)
    .filter(number => number !== ABORT)
    .map(number => element('span', null, sign(number), ' ' + STATES[number].name)));
}
