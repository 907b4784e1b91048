// The model: the data block, the reader's choices, and what they leave visible.
/** @import { Article, Bundle, Claim, Conflict, Entity, Group, Words } from './types.js' */

/** @typedef {{ entities: Entity[], articles: Article[], claims: Claim[], conflicts: Conflict[], words: Record<string, Record<string, Words>>,
 *   drawn: number, generated: string | null, open: string | null, view: string | null, language: string | null }} Data */

/** @returns {Data} */
function read() {
  const raw = JSON.parse(document.getElementById('data')?.textContent || '{}');
  raw.entities.forEach((/** @type {Entity} */ entity, /** @type {number} */ index) => Object.assign(entity, { index, claims: [] }));
  raw.claims = raw.claims.map((/** @type {any} */ packed, /** @type {number} */ index) => unpack(packed, index, raw));
  for (const claim of raw.claims) for (const end of claim.ends) raw.entities[end].claims.push(claim);
  for (const conflict of raw.conflicts) for (const side of [conflict.one, conflict.other]) raw.claims[side].conflicts.push(conflict);
  return raw;
}

/**
 * A claim as the script uses it; the block leaves out what is usual.
 * @param {any} packed
 * @param {number} index
 * @param {any} raw
 * @returns {Claim}
 */
function unpack(packed, index, raw) {
  const { s: subject = [], o: object = [], r: others = [], e: flat = [], ...rest } = packed;
  /** @type {[number, number][]} */
  const edges = [];
  for (let place = 0; place < flat.length; place += 2) edges.push([flat[place], flat[place + 1]]);
  const ends = [...new Set([...subject, ...object, ...others.flatMap((/** @type {[string, number[]]} */ other) => other[1])])];
  const { family, symmetric } = raw.types[packed.type];
  return {
    modality: 'asserted', says: [], details: [], prefix: '', suffix: '', ...rest, verb: raw.verbs[packed.v],
    subject, object, others, edges, ends, family, arrow: !symmetric, index, conflicts: [],
  };
}

export const data = read();
export const { entities, claims, articles, conflicts } = data;

/** The reader's choices. `off` holds what is switched off, `until` the last month shown ('' for all). */
export const state = {
  /** @type {'en' | 'zh'} */
  lang: 'en',
  view: 'graph',
  /** @type {Record<Group, Set<string>>} */
  off: { kind: new Set(), family: new Set(), type: new Set(), modality: new Set(), lang: new Set(), source: new Set() },
  disputed: false,
  until: '',
  /** @type {Entity | null} */
  entity: null,
  /** @type {Claim[] | null} */
  chosen: null,
  /** @type {Set<number>} entities that may be drawn, at most `data.drawn` */
  sheet: new Set(entities.slice(0, data.drawn).map((entity) => entity.index)),
};

/** What is visible now. `near` stays bright; `beyond` counts an entity's neighbours that are not drawn. */
export const shown = {
  /** @type {Claim[]} */ claims: [],
  /** @type {Entity[]} */ entities: [],
  /** @type {Bundle[]} */ bundles: [],
  /** @type {Set<number>} */ near: new Set(),
  /** @type {Map<number, Set<number>>} */ beyond: new Map(),
};

/** Contradictions and corrections are disputes; updates, confirmations and precisions are news. @param {Conflict} conflict */
export const isDispute = (conflict) => conflict.difference === 'contradiction' || conflict.difference === 'correction';
/** @param {Claim} claim */
export const isDisputed = (claim) => claim.conflicts.some(isDispute);
/** @param {Claim} claim */
export const sourceOf = (claim) => articles[claim.article].publisher || articles[claim.article].title;

/** @type {Record<Group, (claim: Claim) => string[]>} */
const VALUES = {
  kind: (claim) => claim.ends.map((end) => entities[end].kind),
  family: (claim) => [claim.family],
  type: (claim) => [claim.type],
  modality: (claim) => [claim.modality],
  lang: (claim) => [claim.lang],
  source: (claim) => [sourceOf(claim)],
};
export const GROUPS = /** @type {Group[]} */ (Object.keys(VALUES));

/**
 * Which choices hide a claim: groups, `until`, `disputed`.
 * @param {Claim} claim
 */
export function hiddenBy(claim) {
  /** @type {string[]} */
  const found = GROUPS.filter((group) => state.off[group].size && VALUES[group](claim).some((value) => state.off[group].has(value)));
  if (state.until && !(claim.month && claim.month <= state.until)) found.push('until');
  if (state.disputed && !isDisputed(claim)) found.push('disputed');
  return found;
}
/** @param {Claim} claim */
export const passes = (claim) => hiddenBy(claim).length === 0;
export const isFiltered = () => state.disputed || Boolean(state.until) || GROUPS.some((group) => state.off[group].size);

/** How many claims (for kinds: entities) each value would show if its own group were all on; and claims by month, whatever the slider. */
export function tally() {
  /** @type {Record<string, Map<string, number>>} */
  const counts = Object.fromEntries(GROUPS.map((group) => [group, new Map()]));
  /** @type {Map<string, Set<number>>} */
  const kinds = new Map();
  const months = new Map();
  let disputed = 0;
  for (const claim of claims) {
    const by = hiddenBy(claim);
    if (by.length > 1) continue;
    for (const group of GROUPS) {
      if (by.length && by[0] !== group) continue;
      for (const value of new Set(VALUES[group](claim))) counts[group].set(value, (counts[group].get(value) || 0) + 1);
    }
    if (!by.length || by[0] === 'kind') {
      for (const end of claim.ends) kinds.set(entities[end].kind, (kinds.get(entities[end].kind) || new Set()).add(end));
    }
    if (claim.month && (!by.length || by[0] === 'until')) months.set(claim.month, (months.get(claim.month) || 0) + 1);
    if (isDisputed(claim) && (!by.length || by[0] === 'disputed')) disputed += 1;
  }
  counts.kind = new Map([...kinds].map(([kind, some]) => [kind, some.size]));
  return { counts, months, disputed };
}

/** Work out what is visible: claims, entities by degree, and one bundle of claims a drawn line. */
export function recount() {
  shown.claims = claims.filter(passes);
  const active = new Set(shown.claims.flatMap((claim) => claim.ends));
  shown.entities = entities.filter((entity) => active.has(entity.index) && state.sheet.has(entity.index));
  const visible = new Set(shown.entities.map((entity) => entity.index));
  /** @type {Map<string, Bundle>} */
  const bundles = new Map();
  shown.beyond = new Map();
  for (const claim of shown.claims) {
    for (const [a, b] of claim.edges) {
      if (a === b) continue;
      if (!visible.has(a) || !visible.has(b)) {
        if (visible.has(a)) shown.beyond.set(a, (shown.beyond.get(a) || new Set()).add(b));
        if (visible.has(b)) shown.beyond.set(b, (shown.beyond.get(b) || new Set()).add(a));
        continue;
      }
      const { family, modality, arrow } = claim;
      const ends = arrow || a < b ? [a, b] : [b, a];
      const key = [...ends, family, modality, arrow].join();
      const bundle = bundles.get(key) || { a: ends[0], b: ends[1], family, modality, arrow, claims: [], bow: 0, disputed: false };
      bundle.claims.push(claim);
      bundle.disputed ||= isDisputed(claim);
      bundles.set(key, bundle);
    }
  }
  shown.bundles = [...bundles.values()];
  bend();
  findNear();
}

/** Lines between the same two entities bow apart. */
function bend() {
  /** @type {Map<string, Bundle[]>} */
  const pairs = new Map();
  for (const bundle of shown.bundles) {
    const key = bundle.a < bundle.b ? `${bundle.a},${bundle.b}` : `${bundle.b},${bundle.a}`;
    pairs.set(key, [...(pairs.get(key) || []), bundle]);
  }
  for (const pair of pairs.values()) {
    pair.forEach((bundle, place) => { bundle.bow = (place - (pair.length - 1) / 2) * 18 * (bundle.a < bundle.b ? 1 : -1); });
  }
}

/** The entities that stay bright: the selected one with its neighbours, or those of the chosen claims. */
function findNear() {
  const { entity, chosen } = state;
  shown.near = new Set(chosen ? chosen.flatMap((claim) => claim.ends) : []);
  if (!entity) return;
  shown.near.add(entity.index);
  for (const bundle of shown.bundles) {
    if (bundle.a === entity.index) shown.near.add(bundle.b);
    if (bundle.b === entity.index) shown.near.add(bundle.a);
  }
}
/** @param {Bundle} bundle */
export function isBright(bundle) {
  const { entity, chosen } = state;
  return entity ? bundle.a === entity.index || bundle.b === entity.index : Boolean(chosen) && bundle.claims.some((claim) => chosen?.includes(claim));
}

/**
 * Put entities on the sheet, each near `anchor` or a neighbour; the least connected leave where it would hold more than `data.drawn`.
 * @param {number[]} indexes
 * @param {number} [anchor]
 */
export function reveal(indexes, anchor) {
  const wanted = new Set(indexes.slice(0, data.drawn - 1));
  for (const index of wanted) {
    if (entities[index].x === undefined) setBeside(entities[index], anchor);
    state.sheet.add(index);
  }
  const order = [...state.sheet].filter((index) => !wanted.has(index) && index !== anchor).sort((a, b) => b - a);
  for (const index of order.slice(0, Math.max(0, state.sheet.size - data.drawn))) state.sheet.delete(index);
}

/**
 * A place for an entity that was not laid out: on rings around a drawn neighbour, where most room is.
 * @param {Entity} entity
 * @param {number} [anchor]
 */
function setBeside(entity, anchor) {
  const placed = (/** @type {number} */ index) => index !== entity.index && entities[index].x !== undefined;
  const near = [...(anchor === undefined ? [] : [anchor]), ...entity.claims.flatMap((claim) => claim.ends)].filter(placed);
  const base = near.length ? entities[near[0]] : { x: 800, y: 500 };
  const others = [...state.sheet].map((index) => entities[index]).filter((other) => other.x !== undefined);
  let most = -1;
  for (let turn = 0; turn < 36; turn += 1) {
    const angle = turn * 2.399963 + entity.index, away = 52 + 3 * turn;
    const x = Math.round(Number(base.x) + Math.cos(angle) * away), y = Math.round(Number(base.y) + Math.sin(angle) * away);
    const room = Math.min(...others.map((other) => Math.hypot(Number(other.x) - x, Number(other.y) - y)), 1e6);
    if (room > most) { most = room; entity.x = x; entity.y = y; }
  }
}
