// The graph page: language, theme, views, and the start.
import { fromHash, toHash } from './address.js';
import { at, fit, frame, view } from './camera.js';
import { bringSelected, changed, choose, expand, onChange, select, setView } from './choosing.js';
import { find, memory } from './dom.js';
import { search } from './finding.js';
import { labels } from './labels.js';
import { readColours } from './marks.js';
import { claims, data, entities, recount, shown, state } from './model.js';
import { canvas, draw, paintNow, resize } from './painting.js';
import './filters.js';
import './panel.js';
import './pointer.js';
import './searchbox.js';
import './time.js';
import { toCsv, toPng, toSvg } from './saving.js';
import './table.js';
import { say } from './speech.js';

const root = document.documentElement;
const phone = matchMedia('(max-width: 820px)'), narrow = matchMedia('(max-width: 1040px)');

/** @param {'en' | 'zh'} lang */
function setLanguage(lang) {
  state.lang = lang;
  root.lang = lang;
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = say(element.getAttribute('data-t') || '');
  for (const element of document.querySelectorAll('[data-t-label]')) element.setAttribute('aria-label', say(element.getAttribute('data-t-label') || ''));
  if (document.querySelector('h1 [data-t]')) document.title = say('title');
  find('language').lang = lang === 'en' ? 'zh' : 'en';
  const built = document.getElementById('built');
  if (built) built.textContent = say('built', data.generated);
  changed('language');
}
/** @param {string} theme */
function setTheme(theme) {
  root.dataset.theme = theme;
  readColours();
  draw();
}
function showView() {
  if (!phone.matches && (state.view === 'list' || (state.view === 'filters' && !narrow.matches))) state.view = 'graph';
  root.dataset.view = state.view;
  for (const button of document.querySelectorAll('[data-view-button]')) button.setAttribute('aria-pressed', String(button.getAttribute('data-view-button') === state.view));
  const before = frame.width;
  resize();
  if (frame.width && !before) fit();
}
function route() {
  fromHash(location.hash);
  bringSelected();
  changed('filtered');
}

onChange((what) => {
  if (what === 'view' || what === 'filtered') showView();
  root.classList.toggle('chosen', Boolean(state.entity || state.chosen));
  if (what === 'selected' && phone.matches && state.view === 'graph') { resize(); draw(); }
  if (what === 'selected' && phone.matches && state.view === 'table') { state.view = 'list'; showView(); }
  if (what === 'selected' && phone.matches && (state.entity || state.chosen)) window.scrollTo(0, 0);
});
for (const button of document.querySelectorAll('[data-view-button]')) {
  button.addEventListener('click', () => setView(button.getAttribute('data-view-button') || 'graph'));
}
find('language').addEventListener('click', () => { memory.set('language', state.lang === 'en' ? 'zh' : 'en'); setLanguage(state.lang === 'en' ? 'zh' : 'en'); });
find('theme').addEventListener('click', () => {
  const theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
  memory.set('theme', theme);
  setTheme(theme);
});
find('skip').addEventListener('click', (event) => {
  event.preventDefault();
  setView('table');
  /** @type {HTMLElement | null} */ (document.querySelector('#table th button'))?.focus();
});
addEventListener('hashchange', route);
addEventListener('resize', () => { showView(); fit(); draw(); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => { if (!memory.get('theme')) setTheme(event.matches ? 'dark' : 'light'); });

root.classList.add('script');
if (phone.matches) state.view = 'list';
setTheme(memory.get('theme') || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
const opened = [data.open && `e=${encodeURIComponent(data.open)}`, data.view && `view=${data.view}`].filter(Boolean).join('&');
fromHash(location.hash || `#${opened}`);
bringSelected();
recount();
const preferred = memory.get('language') || (data.language || navigator.language || 'en');
setLanguage(preferred.startsWith('zh') ? 'zh' : 'en');
showView();
fit(state.entity || state.chosen ? [...shown.near].map((index) => entities[index]).filter((entity) => entity.x !== undefined && shown.entities.includes(entity)) : shown.entities);
if (frame.width) paintNow();
performance.mark('aigraph-ready');

// For tests, and for those who embed the page.
Object.assign(window, { aigraph: { state, shown, entities, claims, data, labels, at, view, frame, fit, draw, paintNow, select, choose, expand, setView, setLanguage, setTheme, search, canvas, toCsv, toPng, toSvg, toHash } });
