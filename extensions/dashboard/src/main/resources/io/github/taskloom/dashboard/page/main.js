// Starts the page: its own run data, or what a server sends.
const page = {timeline: null, graph: null, table: null};

function start() {
  performance.mark('script-begins');
  startTheme();
  startHeader();
  on('run', showCommands);
  page.table = new Table();
  page.timeline = new Timeline();
  page.graph = new Graph();
  startLists();
  startDetails();
  startKeys();
  startPrint();
  const data = byId('run-data').textContent.trim();
  if (data === '') return startLive();
  const read = JSON.parse(data);
  byId('run-data').textContent = ''; // its memory is free again
  performance.mark('data-read');
  show(new Run(read));
  page.timeline.fit();
  requestAnimationFrame(() => setTimeout(() => {
    performance.mark('painted');
    document.documentElement.dataset.ready = 'true';
  }));
}

start();
