// Addresses: what is selected, filtered and shown stands behind the `#`, so that a link opens the page just so.
// `e` an entity, `c` a claim, `until` a month, `disputed`, `off` values that are switched off (`kind:person,type:Funding`), `view`.
/** @import { Group } from './types.js' */
import { claims, entities, GROUPS, state } from './model.js';

/** The reader's choices as the part of an address behind `#`. */
export function toHash() {
  /** @type {string[]} */
  const parts = [];
  const add = (/** @type {string} */ key, /** @type {string} */ value) => parts.push(`${key}=${encodeURIComponent(value).replace(/%2F/g, '/').replace(/%3A/g, ':')}`);
  if (state.entity) add('e', state.entity.id);
  else if (state.chosen) add('c', state.chosen[0].id);
  if (state.until) add('until', state.until);
  if (state.disputed) add('disputed', '1');
  for (const group of GROUPS) for (const value of [...state.off[group]].sort()) add('off', `${group}:${value}`);
  if (state.view === 'table') add('view', 'table');
  return `#${parts.join('&')}`;
}

/** Take the choices from an address; what it does not name is as at the start. @param {string} hash */
export function fromHash(hash) {
  const wanted = new URLSearchParams(hash.replace(/^#/, '').replace(/\+/g, '%2B'));
  const until = wanted.get('until') || '';
  state.until = /^\d{4}-\d{2}$/.test(until) ? until : '';
  state.disputed = wanted.get('disputed') === '1';
  for (const group of GROUPS) state.off[group].clear();
  for (const each of wanted.getAll('off')) {
    const [group, ...rest] = each.split(':');
    if (GROUPS.includes(/** @type {Group} */ (group))) state.off[/** @type {Group} */ (group)].add(rest.join(':'));
  }
  if (wanted.get('view') === 'table') state.view = 'table';
  else if (state.view === 'table') state.view = 'graph';
  state.entity = entities.find((each) => each.id === wanted.get('e')) || null;
  const claim = claims.find((each) => each.id === wanted.get('c'));
  state.chosen = !state.entity && claim ? [claim] : null;
}

/** Put the choices into the address, without a step in the history; frames without an address of their own do without. */
export function remember() {
  try { history.replaceState(null, '', toHash()); } catch { /* a sandboxed frame */ }
}
