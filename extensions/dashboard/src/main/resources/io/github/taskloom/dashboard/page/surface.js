// A canvas that is as sharp as the screen, is drawn at most once a frame, and only while it is seen.
class Surface {
  constructor(canvas, draw) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', {alpha: false});
    this.draw = draw;
    this.asked = false;
    this.width = 0;
    this.height = 0;
    new ResizeObserver(() => this.resize()).observe(canvas.parentElement);
    this.resize();
  }

  resize() {
    const {clientWidth, clientHeight} = this.canvas.parentElement;
    const scale = window.devicePixelRatio || 1;
    if (clientWidth === this.width && clientHeight === this.height && scale === this.scale) return;
    this.width = clientWidth;
    this.height = clientHeight;
    this.scale = scale;
    this.canvas.width = Math.round(clientWidth * scale);
    this.canvas.height = Math.round(clientHeight * scale);
    this.onResize?.();
    this.drawNow();
  }

  /** Draws in the next frame. */
  ask() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      if (this.asked) this.drawNow();
    });
  }

  drawNow() {
    this.asked = false;
    if (this.width === 0 || this.height === 0 || ui.run === null) return;
    const {context} = this;
    context.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = paint.panel;
    context.fillRect(0, 0, this.width, this.height);
    context.font = '11px ' + paint.font;
    context.textBaseline = 'middle';
    this.draw(context, this.width, this.height);
  }
}

/** A text that is cut where it would be wider; measured by a mean width, which is exact enough for a label. */
function drawText(context, text, x, y, width) {
  const most = Math.floor(width / 6.1);
  if (most < 2) return;
  const line = oneLine(text, 120);
  context.fillText(line.length > most ? line.slice(0, most - 1) + '…' : line, x, y, width);
}

/** A short text beside the pointer. */
function showTip(event, lines) {
  const tip = byId('tip');
  if (lines === null) {
    tip.hidden = true;
    return;
  }
  tip.replaceChildren(...lines.map((line, i) => element(i === 0 ? 'strong' : 'span', null, line)));
  tip.hidden = false;
  const {offsetWidth, offsetHeight} = tip;
  tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - offsetWidth - 8)) + 'px';
  tip.style.top = (event.clientY + 18 + offsetHeight > innerHeight
    ? event.clientY - offsetHeight - 10 : event.clientY + 18) + 'px';
}

/** button('Fit', 'Show all (0)', act) */
function button(text, title, act) {
  return element('button', {type: 'button', title, onclick: act}, text);
}

function toggleButton(text, title, isOn, act) {
  const made = button(text, title, () => {
    act();
    made.setAttribute('aria-pressed', String(isOn()));
  });
  made.setAttribute('aria-pressed', String(isOn()));
  return made;
}
