// Choosing: select an entity or claims, change filters, and have everything that depends on it drawn again.
/** @import { Claim, Entity } from './types.js' */
import { remember } from './address.js';
import { fit, isCramped, isInView } from './camera.js';
import { entities, GROUPS, recount, reveal, shown, state } from './model.js';
import { draw } from './painting.js';

/** @type {Set<(what: string) => void>} */
const listeners = new Set();
/** Be told of changes: `selected`, `filtered`, `language`, `view`. @param {(what: string) => void} listener */
export const onChange = (listener) => listeners.add(listener);
/** @param {string} what */
export function changed(what) {
  recount();
  remember();
  for (const listener of listeners) listener(what);
  draw();
}

/**
 * Select an entity, or nothing; one that is not drawn yet comes with its neighbours.
 * @param {Entity | null} entity
 * @param {boolean} [look] move there, so that its neighbours can be read
 */
export function select(entity, look = true) {
  state.chosen = null;
  state.entity = entity;
  bringSelected();
  changed('selected');
  if (entity) keepInView([entity], look);
}
/** Select claims: one, or all of a line. @param {Claim[]} some */
export function choose(some) {
  state.entity = null;
  state.chosen = some;
  bringSelected();
  changed('selected');
  keepInView(some.flatMap((claim) => claim.ends).map((end) => entities[end]));
}
/** See to it that what is selected is on the sheet. */
export function bringSelected() {
  const { entity, chosen } = state;
  if (entity && !state.sheet.has(entity.index)) {
    reveal([entity.index]);
    reveal(neighbours(entity).slice(0, 40), entity.index);
  }
  if (chosen) reveal(chosen.flatMap((claim) => claim.ends).filter((end) => !state.sheet.has(end)));
}
/** The entity's neighbours over all claims, the best connected first. @param {Entity} entity */
export function neighbours(entity) {
  const found = new Set(entity.claims.flatMap((claim) => claim.edges).filter((edge) => edge.includes(entity.index)).flat());
  found.delete(entity.index);
  return [...found].sort((a, b) => a - b);
}
/** Draw the neighbours that are not drawn yet. @param {Entity} entity */
export function expand(entity) {
  const hidden = [...(shown.beyond.get(entity.index) || [])].sort((a, b) => a - b);
  if (!hidden.length) return;
  reveal(hidden, entity.index);
  select(entity);
}
/** @param {Entity[]} some @param {boolean} [look] */
function keepInView(some, look = false) {
  const drawn = some.filter((entity) => state.sheet.has(entity.index) && entity.x !== undefined);
  const near = [...shown.near].map((index) => entities[index]).filter((entity) => shown.entities.includes(entity));
  if (drawn.length && (!isInView(drawn) || (look && near.length > 1 && isCramped(near)))) fit(near.length > 1 ? near : shown.entities, near.length < 6 ? 1.1 : 1.9);
  draw();
}

export function clearFilters() {
  for (const group of GROUPS) state.off[group].clear();
  state.until = '';
  state.disputed = false;
  changed('filtered');
}

/** `graph`, `table`, and on a phone `list` and `filters`. @param {string} view */
export function setView(view) {
  state.view = view;
  changed('view');
}
