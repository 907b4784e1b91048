// The legend, which is also the filters: a line a value with its mark, its count, and a way to see nothing else.
/** @import { Group } from './types.js' */
import { changed, clearFilters, onChange } from './choosing.js';
import { find, make } from './dom.js';
import { mark } from './legend.js';
import { claims, data, entities, isDisputed, isFiltered, shown, sourceOf, state, tally } from './model.js';
import { say, spoken, word } from './speech.js';

const box = find('filter-groups');
/** @type {Map<string, { label: HTMLElement, input: HTMLInputElement, count: HTMLElement }>} */
const lines = new Map();

/** The values of a group that occur: in the order of the words file, sources by how much they say. @param {Group} group */
export function present(group) {
  /** @type {Map<string, number>} */
  const used = new Map();
  const add = (/** @type {string} */ value) => used.set(value, (used.get(value) || 0) + 1);
  if (group === 'kind') entities.forEach((entity) => add(entity.kind));
  else claims.forEach((claim) => add(group === 'source' ? sourceOf(claim) : String(claim[group])));
  if (group === 'source') return [...used].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  const order = Object.keys(data.words[group] || {});
  return [...used.keys()].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

function build() {
  const open = new Set([...box.querySelectorAll('details[open]')].map((each) => each.id));
  lines.clear();
  box.replaceChildren(
    group('kind', say('kinds')),
    group('family', say('relations')),
    folded('type', say('types')),
    group('modality', say('firmness')),
    ...(claims.some(isDisputed) ? [disputedLine()] : []),
    ...(present('lang').length > 1 ? [group('lang', say('languages'))] : []),
    ...(present('source').length > 1 ? [folded('source', say('sources'))] : []),
  );
  for (const each of box.querySelectorAll('details')) if (open.has(each.id)) each.open = true;
}
/** @param {Group} of @param {string} title */
function group(of, title) {
  return make('fieldset', {}, make('legend', { text: title }), ...present(of).map((value) => line(of, value)));
}
/** A group that has many values and is seldom wanted. @param {Group} of @param {string} title */
function folded(of, title) {
  const values = present(of);
  const lists = make('details', { id: `more-${of}` }, make('summary', {}, title, ' ', make('small', { text: values.length })), make('fieldset', {}, make('legend', { class: 'hear', text: title }), ...values.map((value) => line(of, value))));
  return lists;
}
/** @param {Group} of @param {string} value */
function line(of, value) {
  const text = of === 'source' ? value || say('no_source') : word(of, value);
  const input = make('input', { type: 'checkbox', 'data-filter': `${of}:${value}`, on: { change: () => toggle(of, value) } });
  const count = make('small');
  const label = make('label', {}, input, ...(of === 'kind' || of === 'family' || of === 'modality' ? [mark(of, value)] : []), make('span', { text }), count);
  lines.set(`${of}:${value}`, { label, input, count });
  const only = make('button', { type: 'button', class: 'only', text: say('only'), 'aria-label': `${say('only')} ${text}`, on: { click: () => single(of, value) } });
  return make('div', { class: 'line' }, label, only);
}
function disputedLine() {
  const input = make('input', { type: 'checkbox', 'data-filter': 'disputed', on: { change: () => { state.disputed = !state.disputed; changed('filtered'); } } });
  const count = make('small');
  const label = make('label', {}, input, mark('dispute', ''), make('span', { text: say('disputed_only') }), count);
  lines.set('disputed', { label, input, count });
  return make('fieldset', {}, make('legend', { text: say('conflicts') }), make('div', { class: 'line' }, label));
}
/** @param {Group} of @param {string} value */
function toggle(of, value) {
  if (!state.off[of].delete(value)) state.off[of].add(value);
  changed('filtered');
}
/** Show only this value of its group; where that is so already, all of them. @param {Group} of @param {string} value */
function single(of, value) {
  const others = present(of).filter((other) => other !== value);
  const already = !state.off[of].has(value) && others.every((other) => state.off[of].has(other));
  state.off[of] = new Set(already ? [] : others);
  changed('filtered');
}

function update() {
  const { counts, disputed } = tally();
  for (const [key, { label, input, count }] of lines) {
    const [of, ...rest] = key.split(':'), value = rest.join(':');
    const on = key === 'disputed' ? state.disputed : !state.off[/** @type {Group} */ (of)].has(value);
    input.checked = on;
    label.classList.toggle('off', !on && key !== 'disputed');
    count.textContent = (key === 'disputed' ? disputed : counts[of].get(value) || 0).toLocaleString('en');
  }
  const all = shown.claims.length === claims.length;
  find('count').textContent = all ? say('counts', entities.length.toLocaleString('en'), claims.length.toLocaleString('en')) : say('counts_part', shown.claims.length.toLocaleString('en'), claims.length.toLocaleString('en'));
  find('clear').hidden = !isFiltered();
  const active = new Set(shown.claims.flatMap((claim) => claim.ends)).size;
  const undrawn = active - shown.entities.length;
  find('undrawn').textContent = undrawn > 0 ? say('undrawn', undrawn.toLocaleString('en')) : '';
  if (state.until) find('count').textContent += ` · ${say('as_of', spoken(state.until))}`;
}

find('clear').addEventListener('click', clearFilters);
onChange((what) => {
  if (what === 'language' || !lines.size) build();
  update();
});
