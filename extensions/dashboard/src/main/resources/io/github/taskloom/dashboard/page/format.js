// Numbers and texts as people read them. Texts of users are put on the page by textContent alone.
const numbers = new Intl.NumberFormat('en');
const digits = [0, 1, 2].map(most => new Intl.NumberFormat('en', {maximumFractionDigits: most}));

function formatCount(number) {
  return numbers.format(number);
}

const shortNumbers = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});

/** 6.7K: where there is little room. */
function shortCount(number) {
  return shortNumbers.format(number);
}

function countOf(number, one) {
  return formatCount(number) + ' ' + one + (number === 1 ? '' : 's');
}

function threeDigits(number) {
  return digits[number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2].format(number);
}

/** Milliseconds as a duration: 340 µs, 12.5 ms, 3.21 s, 4m 05s, 2h 03m. */
function formatDuration(ms) {
  if (!(ms > -Infinity)) return '–';
  if (ms < 0) return '-' + formatDuration(-ms);
  if (ms === 0) return '0';
  if (ms < 0.9995) return digits[0].format(ms * 1000) + ' µs';
  if (ms < 999.5) return threeDigits(ms) + ' ms';
  if (ms < 59995) return threeDigits(ms / 1000) + ' s';
  const seconds = Math.round(ms / 1000);
  const two = number => String(number).padStart(2, '0');
  return seconds < 3600
    ? Math.floor(seconds / 60) + 'm ' + two(seconds % 60) + 's'
    : formatCount(Math.floor(seconds / 3600)) + 'h ' + two(Math.floor(seconds / 60) % 60) + 'm';
}

/** A text for one line: no controls, no marks that turn the direction of what follows, no more than is seen. */
function oneLine(text, most = 200) {
  const cut = text.length > most ? text.slice(0, most) + '…' : text;
  const line = cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();
  return line === '' ? '(no name)' : line;
}

/** element('a.quiet', {title: 'x'}, 'text', other): children that are texts stay texts. */
function element(what, properties, ...children) {
  const [tag, ...classes] = what.split('.');
  const made = document.createElement(tag);
  if (classes.length > 0) made.className = classes.join(' ');
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name in made && !name.includes('-')) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== null));
  return made;
}

function byId(id) {
  return document.getElementById(id);
}
