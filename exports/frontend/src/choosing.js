// Choosing: select an entity or claims, change filters, and have everything that depends on it drawn again.
/** @import { Claim, Entity } from './types.js' */
import { remember } from './address.js';
import { fit, isInView } from './camera.js';
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

/** Select an entity, or nothing; one that is not drawn yet comes with its neighbours. @param {Entity | null} entity */
export function select(entity) {
  state.chosen = null;
  state.entity = entity;
  bringSelected();
  changed('selected');
  if (entity) keepInView([entity]);
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
  fit([...shown.near].map((index) => entities[index]));
  draw();
}
/** @param {Entity[]} some */
function keepInView(some) {
  const drawn = some.filter((entity) => state.sheet.has(entity.index) && entity.x !== undefined);
  if (drawn.length && !isInView(drawn)) fit(shown.near.size > 1 ? [...shown.near].filter((index) => state.sheet.has(index)).map((index) => entities[index]) : shown.entities);
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
