// A page without run data of its own is live: it takes a snapshot and then changes, as the server sends them.
const live = {source: null, waiting: [], isBusy: false, isPressed: false, cost: 0, retry: 0};

function serverAddress(what) {
  return what + '?token=' + encodeURIComponent(new URLSearchParams(location.search).get('token') ?? '');
}

function startLive() {
  ui.live = true;
  document.body.classList.add('live');
  watchPresses();
  connect();
  setInterval(() => {
    if (ui.run === null || ui.run.isOver || ui.lost || live.isPressed || document.hidden) return;
    page.timeline.surface.ask();
    showHeader();
  }, 500);
  setInterval(letTimePass, 2000);
}

/** A button or a row that is pressed stays where and what it is until it is let go: else the click comes to another. */
function watchPresses() {
  addEventListener('pointerdown', () => { live.isPressed = true; }, true);
  for (const end of ['pointerup', 'pointercancel', 'dragend', 'blur'])
    addEventListener(end, () => { live.isPressed = false; }); // as it bubbles, since elements are blurred, too
  addEventListener('pointermove', event => { live.isPressed &&= event.buttons !== 0; }, {capture: true, passive: true});
}

/** What runs has run for longer, also where nothing has changed. */
function letTimePass() {
  if (ui.run === null || ui.run.isOver || ui.lost || document.hidden || live.isBusy) return;
  live.waiting.push({now: ui.run.end});
  takeChanges();
}

/** The browser connects again by itself after a loss; after a refusal we do. */
function connect() {
  live.source?.close();
  const source = new EventSource(serverAddress('events'));
  live.source = source;
  source.addEventListener('snapshot', event => {
    setLost(false);
    const run = new Run(JSON.parse(event.data));
    live.waiting = [];
    const name = ui.run?.names[ui.selected];
    if (ui.selected >= run.tasks || run.names[ui.selected] !== name) ui.selected = -1;
    run.epoch = Number(event.lastEventId); // commands name rows of this snapshot
    show(run);
  });
  source.addEventListener('change', event => {
    live.waiting.push(JSON.parse(event.data));
    if (!live.isBusy) takeChanges();
  });
  source.onerror = () => {
    setLost(true);
    if (source.readyState !== EventSource.CLOSED) return;
    clearTimeout(live.retry);
    live.retry = setTimeout(connect, 2000);
    tellWhoAnswers();
  };
}

function setLost(isLost) {
  if (ui.lost === isLost && !(isLost && ui.run === null)) return;
  ui.lost = isLost;
  tellTrouble(isLost ? 'The connection is lost; what is shown is from before. Trying again.' : '');
  if (ui.run !== null) showHeader();
}

/**
 * Takes what has come, and shows it in parts, one in a frame. What comes meanwhile is taken together the next time:
 * however many changes come, the page works for at most a third of the time.
 */
async function takeChanges() {
  live.isBusy = true;
  try {
    while (live.waiting.length > 0) {
      live.cost = 0;
      await showChanges(live.waiting.splice(0));
      await pause(Math.max(80, live.cost * 2));
    }
  } finally {
    live.isBusy = false;
  }
}

async function showChanges(changes) {
  const {run} = ui;
  await letGo();
  if (ui.run !== run) return;
  const {make} = ui;
  timed(() => changes.forEach(change => run.apply(change)));
  for (const part of refreshParts()) {
    await letGo();
    if (ui.run !== run || ui.make !== make) return; // another snapshot or choice has shown all
    if (timed(() => part?.()) > 4 || part === undefined) await pause(16);
  }
}

async function letGo() {
  while (live.isPressed) await pause(50);
}

function timed(act) {
  const began = performance.now();
  act();
  const took = performance.now() - began;
  live.cost += took;
  return took;
}

function pause(ms) {
  return new Promise(done => setTimeout(done, ms));
}

function tellTrouble(text) {
  byId('trouble').textContent = text;
  byId('trouble').hidden = text === '';
}
