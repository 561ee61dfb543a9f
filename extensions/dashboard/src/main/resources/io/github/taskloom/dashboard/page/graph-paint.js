// How the graph looks: links, boxes of groups with their states as a bar, boxes of tasks with sign and name.
function paintGraph(context, view, scene) {
  const {camera} = view;
  context.save();
  context.translate(-camera.x * camera.scale, -camera.y * camera.scale);
  context.scale(camera.scale, camera.scale);
  const seen = {left: camera.x, top: camera.y,
    right: camera.x + view.width / camera.scale, bottom: camera.y + view.height / camera.scale};
  for (const box of scene.boxes) if (box.isOpen && isSeen(box, seen)) paintOpenGroup(context, view, box);
  paintLinks(context, view, scene, seen);
  scene.boxes.forEach((box, index) => {
    if (box.isOpen || !isSeen(box, seen)) return;
    if (box.task >= 0) paintTask(context, view, box);
    else paintGroup(context, view, box);
    paintMarks(context, view, box, index);
  });
  context.restore();
}

function isSeen(box, seen) {
  return box.x < seen.right && box.x + box.width > seen.left && box.y < seen.bottom && box.y + box.height > seen.top;
}

function paintLinks(context, view, scene, seen) {
  const {boxes} = scene;
  const chosen = ui.selected < 0 ? -1 : scene.boxOf[ui.selected];
  const most = scene.links.length > 0 ? scene.links.at(-1).edges : 1;
  const strong = [];
  context.strokeStyle = paint.quiet;
  const crowd = Math.min(1, 500 / scene.links.length);
  for (const link of scene.links) {
    const from = boxes[link.from], to = boxes[link.to];
    if (Math.min(from.x, to.x) > seen.right || Math.max(from.x + from.width, to.x + to.width) < seen.left) continue;
    if (Math.min(from.y, to.y) > seen.bottom || Math.max(from.y + from.height, to.y + to.height) < seen.top) continue;
    if (link.from === chosen || link.to === chosen) {
      strong.push([link, paint.accent]);
      continue;
    }
    if (view.path && from.onPath && to.onPath && isPathLink(scene, link)) {
      strong.push([link, paint.path]);
      continue;
    }
    const weight = most === 1 ? 0 : Math.log(link.edges) / Math.log(most);
    context.globalAlpha = 0.2 + 0.3 * crowd - 0.15 * weight;
    context.lineWidth = (0.8 + 8 * weight) / Math.min(1, view.camera.scale * 1.2);
    traceLink(context, link, from, to);
  }
  context.globalAlpha = 1;
  for (const [link, colour] of strong) {
    context.strokeStyle = colour;
    context.lineWidth = 2;
    traceLink(context, link, boxes[link.from], boxes[link.to]);
  }
}

/** Whether two that follow each other on the path are in the link's boxes. */
function isPathLink(scene, link) {
  const {path} = ui.analysis;
  scene.pathLinks ??= new Set(path.slice(1).map((task, i) => scene.boxOf[path[i]] * scene.boxes.length + scene.boxOf[task]));
  return scene.pathLinks.has(link.from * scene.boxes.length + link.to);
}

function traceLink(context, link, from, to) {
  const {points} = link;
  context.beginPath();
  if (points === null || points === undefined) {
    const x1 = from.x + from.width, y1 = from.y + from.height / 2, x2 = to.x, y2 = to.y + to.height / 2;
    const bend = Math.max(20, Math.abs(x2 - x1) / 2);
    context.moveTo(x1, y1);
    context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
  } else {
    context.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length - 2; i += 2) {
      context.quadraticCurveTo(points[i], points[i + 1], (points[i] + points[i + 2]) / 2, (points[i + 1] + points[i + 3]) / 2);
    }
    context.lineTo(points.at(-2), points.at(-1));
  }
  context.stroke();
}

function paintTask(context, view, box) {
  const state = ui.run.state.values[box.task];
  const {scale} = view.camera;
  context.globalAlpha = ui.hits !== null && box.hits === 0 ? 0.35 : 1;
  context.fillStyle = paint.states[state];
  if (box.height * scale < 7) {
    context.fillRect(box.x, box.y, box.width, box.height);
    context.globalAlpha = 1;
    return;
  }
  context.fillStyle = paint.raised;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.fillStyle = paint.states[state];
  context.fillRect(box.x, box.y, 18, box.height);
  context.strokeStyle = paint.states[state];
  context.lineWidth = state >= FAILED ? 1.6 : 1;
  context.setLineDash(state === PENDING || state === CANCELLED ? [3, 2] : []);
  context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
  context.setLineDash([]);
  context.fillStyle = paint.inks[state];
  context.textAlign = 'center';
  context.fillText(STATES[state].sign, box.x + 9, box.y + box.height / 2 + 0.5);
  context.textAlign = 'left';
  context.fillStyle = paint.text;
  drawText(context, box.label, box.x + 23, box.y + box.height / 2 + 0.5, box.width - 28);
  context.globalAlpha = 1;
}

function paintGroup(context, view, box) {
  context.globalAlpha = ui.hits !== null && box.hits === 0 ? 0.35 : 1;
  context.fillStyle = paint.raised;
  context.fillRect(box.x, box.y, box.width, box.height);
  let y = box.y;
  for (const state of DRAW_ORDER) {
    if (box.counts[state] === 0) continue;
    const part = Math.max(state === DONE ? 0 : 2, box.height * box.counts[state] / box.size);
    context.fillStyle = paint.states[state];
    context.fillRect(box.x, y, 18, Math.min(part, box.y + box.height - y));
    y += part;
  }
  const worst = [FAILED, ABORT, RUNNING, CANCELLED].find(state => box.counts[state] > 0);
  context.strokeStyle = paint.line;
  context.lineWidth = 1;
  context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
  paintGroupText(context, view, box, worst);
  context.globalAlpha = 1;
}

/** Text keeps a size that can be read; where boxes are small it is short. */
function paintGroupText(context, view, box, worst) {
  const size = Math.max(1, 0.9 / view.camera.scale);
  if (box.height < 26 * size) return;
  const isShort = size > 1.2;
  const middle = box.y + box.height / 2;
  context.save();
  context.translate(box.x + 24, middle);
  context.scale(size, size);
  const room = (box.width - 28) / size;
  context.fillStyle = paint.text;
  drawText(context, isShort ? box.group.short ?? box.label : '▸ ' + box.label, 0, -8, room);
  context.fillStyle = paint.quiet;
  const count = isShort ? shortCount : formatCount;
  const bad = worst === undefined || isShort ? '' : '  ' + STATES[worst].sign + ' ' + count(box.counts[worst]);
  drawText(context, count(box.size) + bad, 0, 7, room);
  if (worst !== undefined && isShort) drawText(context, STATES[worst].sign + ' ' + count(box.counts[worst]), 0, 21, room);
  context.restore();
}

function paintOpenGroup(context, view, box) {
  context.fillStyle = box.depth % 2 === 0 ? paint.page : paint.panel;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.strokeStyle = paint.line;
  context.lineWidth = 1;
  context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
  context.fillStyle = paint.quiet;
  const size = Math.max(1, 0.9 / view.camera.scale);
  context.save();
  context.translate(box.x + 8, box.y + HEAD - 11 * size);
  context.scale(size, size);
  drawText(context, '▾ ' + box.label + '  ' + formatCount(box.size), 0, 0, box.width / size - 12);
  context.restore();
}

/** Frames: what is selected, found, on the critical path, or where the keyboard is. */
function paintMarks(context, view, box, index) {
  const frame = (colour, distance, width, dash = []) => {
    context.strokeStyle = colour;
    context.lineWidth = width / Math.min(1, view.camera.scale * 1.5);
    context.setLineDash(dash);
    context.strokeRect(box.x - distance, box.y - distance, box.width + 2 * distance, box.height + 2 * distance);
    context.setLineDash([]);
  };
  if (view.path && box.onPath && box.task >= 0) frame(paint.path, 1, 2);
  if (view.path && box.onPath && box.task < 0) {
    context.fillStyle = paint.path;
    context.fillRect(box.x, box.y + box.height, box.width, 2.5 / Math.min(1, view.camera.scale * 1.5));
  }
  if (box.hits > 0) {
    frame(paint.accent, 3, 1.5, [4, 3]);
    if (box.task < 0) {
      context.fillStyle = paint.accent;
      drawText(context, countOf(box.hits, 'hit'), box.x + 25, box.y + box.height / 2 + 21, box.width - 30);
    }
  }
  if (ui.selected >= 0 && view.scene.boxOf[ui.selected] === index) frame(paint.accent, 2, 2.5);
  if (index === view.cursor && document.activeElement === view.surface.canvas) frame(paint.text, 5, 1.5, [2, 2]);
}
