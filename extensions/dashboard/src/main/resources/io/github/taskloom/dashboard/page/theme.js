// Light or dark: as the system has it, or as the button says. Canvases take their colours from the style sheet.
const paint = {};

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');
const THEMES = {auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark'};

function readPaint() {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue('--' + name).trim();
  for (const name of ['text', 'quiet', 'line', 'panel', 'page', 'accent', 'path', 'raised']) paint[name] = colour(name);
  paint.states = STATES.map(state => colour(state.name));
  paint.inks = STATES.map(state => colour(state.name + '-ink'));
  paint.font = style.getPropertyValue('font-family') || 'sans-serif';
}

function currentTheme() {
  return document.documentElement.dataset.theme ?? 'auto';
}

function setTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const button = byId('theme');
  button.textContent = {auto: '◐', light: '☀', dark: '☾'}[theme];
  button.title = THEMES[theme] + ' (t)';
  button.setAttribute('aria-label', THEMES[theme]);
  readPaint();
  tell('theme');
}

function nextTheme() {
  const names = Object.keys(THEMES);
  setTheme(names[(names.indexOf(currentTheme()) + 1) % names.length]);
}

function startTheme() {
  byId('theme').addEventListener('click', nextTheme);
  systemDark.addEventListener('change', () => setTheme(currentTheme()));
  setTheme('auto');
}
