// What stands above the bars of the timeline: how many ran at a time over the whole run, and the scale of times.
function paintOverview(context, view, run, rows) {
  const width = view.width - GUTTER, height = OVERVIEW - 6;
  const heights = view.load(Math.max(1, Math.floor(width / 2)));
  const most = heights.reduce((a, b) => Math.max(a, b), 1);
  context.fillStyle = paint.states[DONE];
  context.globalAlpha = 0.55;
  heights.forEach((load, i) => {
    const bar = load / most * height;
    context.fillRect(GUTTER + i * width / heights.length, OVERVIEW - 2 - bar, width / heights.length + 0.3, bar);
  });
  context.globalAlpha = 1;
  context.fillStyle = paint.quiet;
  drawText(context, 'running: up to ' + formatCount(Math.ceil(most - 0.01)), 10, OVERVIEW / 2, GUTTER - 14);
  const left = GUTTER + view.from / view.full * width, right = GUTTER + view.to / view.full * width;
  if (right - left < width - 1) {
    context.fillStyle = paint.page;
    context.globalAlpha = 0.7;
    context.fillRect(GUTTER, 0, left - GUTTER, OVERVIEW);
    context.fillRect(right, 0, view.width - right, OVERVIEW);
    context.globalAlpha = 1;
    context.strokeStyle = paint.accent;
    context.lineWidth = 1;
    context.strokeRect(left + 0.5, 0.5, Math.max(2, right - left) - 1, OVERVIEW - 1);
  }
  context.fillStyle = paint.line;
  context.fillRect(0, OVERVIEW, view.width, 1);
}

/** Mean numbers of attempts that ran in each of so many equal parts of the run. */
function loadOf(run, attempts, full, parts) {
  const load = new Float64Array(parts + 1);
  const part = full / parts;
  const change = new Float64Array(parts + 1); // of whole parts, added up at the end
  for (const attempt of attempts) {
    const begin = Math.max(0, run.started.values[attempt] / part);
    const end = Math.min(parts, Math.max(begin, attemptEnd(run, attempt) / part));
    const first = Math.min(parts - 1, Math.floor(begin)), last = Math.min(parts - 1, Math.floor(end));
    if (first === last) {
      load[first] += end - begin;
      continue;
    }
    load[first] += first + 1 - begin;
    load[last] += end - last;
    change[first + 1]++;
    change[last]--;
  }
  let whole = 0;
  for (let i = 0; i < parts; i++) {
    whole += change[i];
    load[i] += whole;
  }
  return load.subarray(0, parts);
}

function paintScale(context, view) {
  const step = niceStep((view.to - view.from) / Math.max(2, (view.width - GUTTER) / 110));
  context.fillStyle = paint.quiet;
  for (let tick = Math.ceil(view.from / step) * step; tick <= view.to; tick += step) {
    const x = timelineX(view, tick);
    context.fillStyle = paint.line;
    context.fillRect(Math.round(x), OVERVIEW + 1, 1, view.height);
    context.fillStyle = paint.quiet;
    context.fillText(tickLabel(tick, step), x + 4, OVERVIEW + SCALE / 2 + 1);
  }
}

/** 1, 2 or 5 times a power of ten; minutes and hours where they are longer than that. */
function niceStep(least) {
  if (least > 20000) {
    for (const seconds of [30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200]) {
      if (seconds * 1000 >= least) return seconds * 1000;
    }
    return Math.ceil(least / 86400000) * 86400000;
  }
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].find(factor => factor * power >= least) * power;
}

function tickLabel(time, step) {
  if (Math.abs(time) < step / 1000) return '0';
  if (step >= 30000) {
    const minutes = Math.round(time / 6000) / 10;
    return minutes < 60 ? digits[1].format(minutes) + ' min' : digits[1].format(minutes / 60) + ' h';
  }
  const [factor, unit] = step >= 100 ? [1000, ' s'] : [1, ' ms'];
  const places = Math.max(0, Math.ceil(-Math.log10(step / factor) - 1e-9));
  return (time / factor).toFixed(Math.min(6, places)) + unit;
}
