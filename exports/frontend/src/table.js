// The table: the claims that are shown, sorted, in pages of 200 rows; and all of them for print.
/** @import { Claim } from './types.js' */
import { choose, onChange } from './choosing.js';
import { find, make } from './dom.js';
import { mark } from './legend.js';
import { articles, isDisputed, shown, sourceOf, state } from './model.js';
import { nameList } from './panel.js';
import { listed, named, say, spoken, verbOf, word } from './speech.js';

const PER_PAGE = 200;
export const sorting = { column: 'when', down: true, page: 0 };
const body = find('rows');

/** What a column is sorted by and saved as. @type {Record<string, (claim: Claim) => string>} */
export const COLUMNS = {
  when: (claim) => claim.when,
  subject: (claim) => named(claim.subject),
  words: verbOf,
  object: (claim) => named(claim.object),
  details: (claim) => listed([...claim.details.map(([, english, chinese]) => (state.lang === 'zh' ? chinese : english)),
    ...claim.others.map(([role, indexes]) => `${word('role', role)}: ${named(indexes)}`)]),
  modality: (claim) => word('modality', claim.modality),
  source: sourceOf,
  quote: (claim) => claim.quote,
};

export function ordered() {
  const value = COLUMNS[sorting.column], sign = sorting.down ? -1 : 1;
  const keyed = shown.claims.map((claim) => /** @type {[string, Claim]} */ ([value(claim), claim]));
  const compare = new Intl.Collator(state.lang === 'zh' ? 'zh' : 'en', { numeric: true }).compare;
  return keyed.sort((a, b) => sign * compare(a[0], b[0]) || a[1].index - b[1].index).map(([, claim]) => claim);
}

/** @param {Claim} claim */
function row(claim) {
  const article = articles[claim.article], source = sourceOf(claim) || say('read');
  const open = make('button', { type: 'button', class: 'name', text: verbOf(claim), on: { click: () => choose([claim]) } });
  const how = make('td', { class: 'c-modality' });
  if (claim.modality !== 'asserted') how.append(mark('sign', claim.modality));
  how.append(make('span', { text: word('modality', claim.modality) }));
  if (isDisputed(claim)) how.append(' ', mark('dispute', ''), make('span', { class: 'hear', text: word('difference', 'contradiction') }));
  const from = make('td', { class: 'c-source' }, article.url ? make('a', { href: article.url, rel: 'noopener noreferrer', target: '_blank', text: source }) : source);
  if (claim.says.length) from.append(`; ${say('says', listed(claim.says))}`);
  return make('tr', { class: claim.modality, 'data-claim': claim.id, 'aria-selected': Boolean(state.chosen?.includes(claim)) },
    make('td', { class: 'c-when', text: claim.when ? spoken(claim.when) : '' }),
    make('td', { class: 'c-subject' }, ...nameList(claim.subject)), make('td', { class: 'c-words' }, open),
    make('td', { class: 'c-object' }, ...nameList(claim.object)), make('td', { class: 'c-details', text: COLUMNS.details(claim) }),
    how, from, make('td', { class: 'c-quote', lang: claim.lang, text: claim.quote }));
}

/** @param {boolean} [whole] */
export function showTable(whole = false) {
  if (state.view !== 'table' && !whole) { body.replaceChildren(); return; }
  const order = ordered(), pages = Math.max(1, Math.ceil(order.length / PER_PAGE));
  sorting.page = Math.min(sorting.page, pages - 1);
  const page = whole ? order : order.slice(sorting.page * PER_PAGE, (sorting.page + 1) * PER_PAGE);
  body.replaceChildren(...page.map(row));
  for (const head of document.querySelectorAll('#table th')) {
    if (head.getAttribute('data-column') === sorting.column) head.setAttribute('aria-sort', sorting.down ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
  }
  showPager(whole ? 1 : pages);
}
/** @param {number} pages */
function showPager(pages) {
  const button = (/** @type {string} */ key, /** @type {number} */ by) => {
    const made = make('button', { type: 'button', text: say(key), on: { click: () => { sorting.page += by; showTable(); find('sheet').scrollTop = 0; } } });
    made.disabled = sorting.page + by < 0 || sorting.page + by >= pages;
    return made;
  };
  find('pager').hidden = pages < 2;
  find('pager').replaceChildren(button('previous', -1), make('span', { text: say('page_of', sorting.page + 1, pages) }), button('next', 1));
}
for (const head of document.querySelectorAll('#table th')) {
  const column = head.getAttribute('data-column') || 'when';
  head.querySelector('button')?.addEventListener('click', () => {
    sorting.down = sorting.column === column ? !sorting.down : column === 'when';
    sorting.column = column;
    sorting.page = 0;
    showTable();
  });
}
onChange(() => showTable());
