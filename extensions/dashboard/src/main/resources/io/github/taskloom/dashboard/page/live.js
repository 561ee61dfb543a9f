// A page without run data of its own is live: it takes a snapshot and then changes, as the server sends them.
const live = {source: null, changes: 0, cost: 0, asked: false, retry: 0};

function serverAddress(what) {
  return what + '?token=' + encodeURIComponent(new URLSearchParams(location.search).get('token') ?? '');
}

function startLive() {
  ui.live = true;
  document.body.classList.add('live');
  connect();
  setInterval(() => {
    if (ui.run === null || ui.run.isOver || ui.lost || document.hidden) return;
    page.timeline.surface.ask();
    showHeader();
  }, 500);
}

/** The browser connects again by itself after a loss; after a refusal we do. */
function connect() {
  live.source?.close();
  const source = new EventSource(serverAddress('events'));
  live.source = source;
  source.addEventListener('snapshot', event => {
    setLost(false);
    const run = new Run(JSON.parse(event.data));
    const name = ui.run?.names[ui.selected];
    if (ui.selected >= run.tasks || run.names[ui.selected] !== name) ui.selected = -1;
    show(run);
  });
  source.addEventListener('change', event => {
    if (ui.run === null) return;
    ui.run.apply(JSON.parse(event.data));
    live.changes++;
    refreshLater();
  });
  source.onerror = () => {
    setLost(true);
    if (source.readyState !== EventSource.CLOSED) return;
    clearTimeout(live.retry);
    live.retry = setTimeout(connect, 2000);
  };
}

function setLost(isLost) {
  if (ui.lost === isLost && !(isLost && ui.run === null)) return;
  ui.lost = isLost;
  tellTrouble(isLost ? 'The connection is lost; what is shown is from before. Trying again.' : '');
  if (ui.run !== null) showHeader();
}

/** However many changes come: the page works out all anew for at most a sixth of the time. */
function refreshLater() {
  if (live.asked) return;
  live.asked = true;
  setTimeout(() => requestAnimationFrame(() => {
    live.asked = false;
    const began = performance.now();
    refresh();
    live.cost = performance.now() - began;
  }), Math.max(100, live.cost * 5));
}

function tellTrouble(text) {
  byId('trouble').textContent = text;
  byId('trouble').hidden = text === '';
}
