// Commands for makes and tasks; only a live page has them.
async function command(what, make, task) {
  const body = task === undefined ? {do: what, make} : {do: what, make, task, epoch: ui.run.epoch};
  try {
    const answer = await fetch(serverAddress('command'), {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
    tellTrouble(answer.ok ? '' : 'Not possible: ' + ((await answer.text()).slice(0, 500) || 'answer ' + answer.status));
  } catch {
    tellTrouble('The command did not reach the program.');
  }
}

/** For the chosen make; where all are shown, for the only one that still runs. */
function commandMake() {
  const {run, make} = ui;
  if (make >= 0) return run.makes[make];
  const running = run.makes.filter(each => !(each.ended > 0) && each.parent < 0);
  return running.length === 1 ? running[0] : run.makes.length === 1 ? run.makes[0] : null;
}

function showCommands() {
  const group = byId('commands');
  const make = ui.live ? commandMake() : null;
  const told = make === null ? '' : [make.number, make.paused, make.ended > 0, ui.analysis.counts[FAILED] > 0].join();
  if (group.told === told) return;
  group.told = told;
  group.hidden = make === null;
  if (make === null) return;
  const act = (text, title, what) => button(text, title, () => command(what, make.number));
  keepFocus(group, make.ended > 0
    ? (ui.analysis.counts[FAILED] > 0 ? [act('Retry failed', 'A new make of what failed and what it kept from running', 'retry')] : [])
    : [make.paused ? act('Resume', 'Start tasks again', 'resume') : act('Pause', 'Start nothing new; what runs goes on', 'pause'),
      act('Stop', 'Start nothing more, and cancel what runs', 'stop')]);
}

function taskCommands(task) {
  const {run} = ui;
  if (!ui.live) return null;
  const state = run.state.values[task];
  const number = run.makes[run.make.values[task]]?.number ?? 0;
  const group = element('p', {role: 'group', 'aria-label': 'Commands for this task'});
  if (!hasSettled(state)) group.append(button('Cancel', 'Cancel this task', () => command('cancel', number, task)));
  if (state >= FAILED) group.append(button('Retry', 'Try it again, and what it kept from running', () => command('retry', number, task)));
  return group;
}

/** Where the token is refused another program, or another run of it, has the address now. */
async function tellWhoAnswers() {
  try {
    const answer = await fetch(serverAddress('events'), {method: 'HEAD'});
    if (answer.status === 403 && ui.lost) {
      tellTrouble('Another dashboard has this address now; what is shown is from before. '
        + 'The program that runs it has told its whole address.');
    }
  } catch {
    // nothing answers: that the connection is lost is told already
  }
}
