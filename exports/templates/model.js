'use strict';
// The model: the data block, the reader's choices, and what they leave visible. Text reaches the page through textContent only.
const data = JSON.parse(document.getElementById('data').textContent);
const { entities, claims, articles, words } = data;
const find = (selector) => document.querySelector(selector);
document.documentElement.classList.add('script');

const state = {
  lang: 'en',
  off: { kind: new Set(), family: new Set(), modality: new Set(), lang: new Set() }, // what the reader switched off
  until: '',            // last month shown, '' for all
  entity: null,         // selected entity, or
  chosen: null,         // selected claims
  extra: new Set(),     // entities drawn beyond the most connected
};
const shown = { claims: [], entities: [], bundles: [], near: new Set() };

entities.forEach((entity, index) => Object.assign(entity, { index, claims: [] }));
claims.forEach((claim, index) => {
  claim.index = index;
  claim.ends = [...new Set([...claim.subject, ...claim.object, ...claim.others.flatMap((other) => other[1])])];
  claim.ends.forEach((end) => entities[end].claims.push(claim));
});

/** The page's word for `key` in the reader's language, with `{}` filled in. */
function word(group, key, ...values) {
  const entry = words[group] && Object.hasOwn(words[group], key) ? words[group][key] : null;
  return values.reduce((text, value) => text.replace('{}', () => value), entry ? entry[state.lang] : key);
}
const say = (key, ...values) => word('page', key, ...values);
const countClaims = (number) => say(number === 1 ? 'claims_one' : 'claims_many', number);

/** An element with attributes, listeners (`on`), text, and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'text') element.textContent = value;
    else if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
function drawn(tag, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** `2024-09-25` as people write it; months and years alone stay as coarse as they are. */
function spoken(date) {
  if (!date) return say('unknown_date');
  const [year, month, day] = date.split('-');
  if (state.lang === 'zh') return `${year}年${month ? `${+month}月` : ''}${day ? `${+day}日` : ''}`;
  return [day && +day, month && MONTHS[month - 1], year].filter(Boolean).join(' ');
}

/** Does a claim pass everything but, where given, one group of filters? */
function passes(claim, but = '') {
  const { off, until } = state;
  return (but === 'family' || !off.family.has(claim.family))
    && (but === 'modality' || !off.modality.has(claim.modality))
    && (but === 'lang' || !off.lang.has(claim.lang))
    && (but === 'time' || !until || (claim.when && claim.when.slice(0, 7) <= until))
    && (but === 'kind' || !claim.ends.some((end) => off.kind.has(entities[end].kind)));
}
const isFiltered = () => Boolean(state.until) || Object.values(state.off).some((group) => group.size);

/** Work out what is visible: claims, entities by degree, and one bundle of claims a drawn line. */
function recount() {
  shown.claims = claims.filter((claim) => passes(claim));
  const active = new Set(shown.claims.flatMap((claim) => claim.ends));
  shown.entities = entities.filter((entity) => active.has(entity.index) && (entity.index < data.drawn || state.extra.has(entity.index)));
  const visible = new Set(shown.entities.map((entity) => entity.index));
  const bundles = new Map();
  for (const claim of shown.claims) {
    for (const [a, b] of claim.edges) {
      if (a === b || !visible.has(a) || !visible.has(b)) continue;
      const key = [a, b, claim.family, claim.modality, claim.arrow].join();
      if (!bundles.has(key)) bundles.set(key, { a, b, family: claim.family, modality: claim.modality, arrow: claim.arrow, claims: [] });
      bundles.get(key).claims.push(claim);
    }
  }
  shown.bundles = [...bundles.values()];
  bend();
  findNear();
}

/** Lines between the same two entities bow apart. */
function bend() {
  const pairs = new Map();
  for (const bundle of shown.bundles) {
    const key = [bundle.a, bundle.b].sort((x, y) => x - y).join();
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(bundle);
  }
  for (const pair of pairs.values()) {
    pair.forEach((bundle, place) => { bundle.bow = (place - (pair.length - 1) / 2) * 18 * (bundle.a < bundle.b ? 1 : -1); });
  }
}

/** The entities that stay bright: the selected one with its neighbours, or those of the chosen claims. */
function findNear() {
  shown.near = new Set();
  if (state.entity) {
    shown.near.add(state.entity.index);
    state.entity.claims.filter((claim) => passes(claim)).forEach((claim) => claim.edges.forEach(([a, b]) => {
      if (a === state.entity.index || b === state.entity.index) { shown.near.add(a); shown.near.add(b); }
    }));
  } else if (state.chosen) state.chosen.forEach((claim) => claim.ends.forEach((end) => shown.near.add(end)));
}
const isBright = (bundle) => (state.entity
  ? bundle.a === state.entity.index || bundle.b === state.entity.index
  : Boolean(state.chosen) && bundle.claims.some((claim) => state.chosen.includes(claim)));

/** Fold as the builder folded the search keys: no case, marks, spaces or punctuation. */
const fold = (text) => text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The entities that `text` finds: whole key first, then beginnings, then names that contain it; hubs first. */
function search(text) {
  const key = fold(text);
  if (!key) return [];
  const rank = (entity) => {
    if (entity.keys.includes(key)) return 0;
    if (entity.keys.some((other) => other.startsWith(key))) return 1;
    return entity.names.some((name) => fold(name).includes(key)) || (key.length > 2 && entity.keys.some((other) => other.includes(key))) ? 2 : 9;
  };
  return entities.map((entity) => [rank(entity), entity]).filter(([score]) => score < 9)
    .sort((x, y) => x[0] - y[0] || x[1].index - y[1].index).slice(0, 12).map(([, entity]) => entity);
}
