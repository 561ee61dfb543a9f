// The states of a task: the letter that run data has, the word, the sign that is drawn beside the colour.
// Order is that of the numbers that columns hold.
const STATES = [
  {letter: 'P', name: 'pending', sign: '·'},
  {letter: 'Q', name: 'queued', sign: 'Q'},
  {letter: 'R', name: 'running', sign: '▶'},
  {letter: 'D', name: 'done', sign: '✓'},
  {letter: 'F', name: 'failed', sign: '✕'},
  {letter: 'C', name: 'cancelled', sign: '⊘'},
  {letter: 'A', name: 'abort', sign: '!'},
];
const PENDING = 0, QUEUED = 1, RUNNING = 2, DONE = 3, FAILED = 4, CANCELLED = 5, ABORT = 6;

const stateNumbers = {};
STATES.forEach((state, number) => { stateNumbers[state.letter] = number; });

/** The number of a state; what is not known is pending. */
function stateNumber(letter) {
  return stateNumbers[letter] ?? PENDING;
}

function hasSettled(state) {
  return state >= DONE;
}

/** What is drawn on top where several meet in one place: the worst. */
const DRAW_ORDER = [PENDING, DONE, CANCELLED, QUEUED, RUNNING, ABORT, FAILED];
