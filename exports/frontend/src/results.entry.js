// The page of a query's result: sorts the table by its columns, narrows it to what is typed, saves it, changes language and theme.
import { toText } from './csv.js';
import { download, find, memory } from './dom.js';
import { fold } from './finding.js';

const root = document.documentElement;
const body = document.querySelector('#table tbody');
const rows = [...document.querySelectorAll('#table tbody tr')];
const heads = [...document.querySelectorAll('#table th')];
const original = new Map(rows.map((row, place) => [row, place]));

/** @param {Element} row @param {number} column */
const cell = (row, column) => /** @type {HTMLTableCellElement} */ (row.children[column]);
/** @param {Element} row @param {number} column */
const valueOf = (row, column) => cell(row, column).dataset.key || cell(row, column).textContent || '';

/** @param {number} column @param {boolean} down */
function sort(column, down) {
  const compare = new Intl.Collator(root.lang, { numeric: true }).compare, sign = down ? -1 : 1;
  const isNumber = heads[column].getAttribute('data-sort') === 'number';
  const keyed = rows.map((row) => ({ row, value: valueOf(row, column) }));
  keyed.sort((a, b) => {
    if (!a.value || !b.value) return Number(!a.value) - Number(!b.value); // what is empty comes last, up and down
    return sign * (isNumber ? Number(a.value) - Number(b.value) : compare(a.value, b.value)) || Number(original.get(a.row)) - Number(original.get(b.row));
  });
  body?.append(...keyed.map(({ row }) => row));
  heads.forEach((head, place) => {
    if (place === column) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
  });
}
heads.forEach((head, column) => head.querySelector('button')?.addEventListener('click', () => {
  const held = head.getAttribute('aria-sort');
  sort(column, held ? held === 'ascending' : head.getAttribute('data-sort') === 'number');
}));

const box = /** @type {HTMLInputElement} */ (find('narrow')), count = find('count');
/** @type {Map<Element, string>} */
const folded = new Map();
box.addEventListener('input', () => {
  const wanted = box.value.split(/\s+/).map(fold).filter(Boolean);
  let left = 0;
  for (const row of rows) {
    if (!folded.has(row)) folded.set(row, fold(row.textContent || ''));
    const shown = wanted.every((part) => folded.get(row)?.includes(part));
    /** @type {HTMLElement} */ (row).hidden = !shown;
    left += Number(shown);
  }
  count.textContent = (wanted.length ? left : Number(count.dataset.total)).toLocaleString('en');
});

find('csv').addEventListener('click', () => {
  const shown = [...document.querySelectorAll('#table tbody tr:not([hidden])')];
  const lines = shown.map((row) => heads.map((_, column) => valueOf(row, column)));
  download('result.csv', new Blob([toText([heads.map((head) => head.textContent || ''), ...lines])], { type: 'text/csv' }));
});

/** @param {string} lang */
function setLanguage(lang) {
  root.lang = lang;
  for (const element of document.querySelectorAll('[data-en]')) {
    const text = element.getAttribute(`data-${lang}`) || '';
    if (element instanceof HTMLInputElement) element.placeholder = text; else element.textContent = text;
  }
  find('language').textContent = lang === 'en' ? '中文' : 'English';
  find('language').lang = lang === 'en' ? 'zh' : 'en';
}
find('language').addEventListener('click', () => {
  const lang = root.lang === 'en' ? 'zh' : 'en';
  memory.set('language', lang);
  setLanguage(lang);
});
find('theme').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  memory.set('theme', root.dataset.theme);
});

root.classList.add('script');
const theme = memory.get('theme');
if (theme) root.dataset.theme = theme;
setLanguage((memory.get('language') || navigator.language || 'en').startsWith('zh') ? 'zh' : 'en');
