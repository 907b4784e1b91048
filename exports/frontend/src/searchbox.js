// The search box: a combobox over the entities, by mouse or arrows.
/** @import { Entity } from './types.js' */
import { onChange, select } from './choosing.js';
import { find, make } from './dom.js';
import { search } from './finding.js';
import { mark } from './legend.js';
import { entities } from './model.js';
import { called, countClaims, say, word } from './speech.js';

export const box = /** @type {HTMLInputElement} */ (find('q'));
const list = find('found');
/** @type {Entity[]} */
let results = [];
let current = 0;

function show() {
  list.replaceChildren(...results.map((entity, index) => {
    const other = entity.names.find((name) => name !== called(entity));
    const item = make('li', { role: 'option', id: `found-${index}`, 'aria-selected': index === current }, mark('kind', entity.kind),
      make('span', { text: called(entity) }), make('small', { text: [other || word('kind', entity.kind), countClaims(entity.claims.length)].join(' · ') }));
    item.addEventListener('pointerdown', (event) => { event.preventDefault(); pick(index); });
    return item;
  }));
  for (const item of list.children) item.setAttribute('aria-selected', String(item.id === `found-${current}`));
  const none = !results.length && box.value.trim();
  find('found-none').textContent = none ? say('nothing') : '';
  find('found-none').hidden = !none;
  list.hidden = !results.length;
  box.setAttribute('aria-expanded', String(results.length > 0));
  if (results.length) box.setAttribute('aria-activedescendant', `found-${current}`);
  else box.removeAttribute('aria-activedescendant');
}
function close() {
  results = [];
  show();
  find('found-none').hidden = true;
}
/** @param {number} index */
function pick(index) {
  const entity = results[index];
  box.value = '';
  close();
  select(entity);
}
box.addEventListener('input', () => { results = search(box.value, entities); current = 0; show(); });
box.addEventListener('focus', () => { if (box.value) { results = search(box.value, entities); show(); } });
box.addEventListener('blur', close);
box.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && results.length) { current = (current + step + results.length) % results.length; show(); event.preventDefault(); }
  else if (event.key === 'Enter' && results.length) pick(current);
  else if (event.key === 'Escape') { if (box.value) { box.value = ''; close(); } else box.blur(); event.stopPropagation(); }
});
onChange((what) => { if (what === 'language') { box.placeholder = say('search'); list.setAttribute('aria-label', say('results')); close(); } });
