// The panel: the evidence. An overview, an entity with its claims, or the claims of one line.
/** @import { Claim, Conflict, Entity } from './types.js' */
import { toHash } from './address.js';
import { fit } from './camera.js';
import { choose, clearFilters, expand, onChange, select, setView } from './choosing.js';
import { find, make } from './dom.js';
import { mark } from './legend.js';
import { articles, claims, conflicts, entities, isDispute, isDisputed, passes, shown, state } from './model.js';
import { draw } from './painting.js';
import { after, before } from './quoting.js';
import { called, countClaims, listed, named, say, sentence, spoken, verbOf, word } from './speech.js';

const panel = find('panel');
const MOST = 60; // cards at once

/** @param {Entity} entity */
export const nameButton = (entity) => make('button', { type: 'button', class: 'name', text: called(entity), on: { click: () => select(entity) } });
/** @param {number[]} indexes @returns {(Node | string)[]} */
export const nameList = (indexes) => indexes.flatMap((index, place) => (place ? [listed(['', '']), nameButton(entities[index])] : [nameButton(entities[index])]));

function showPanel() {
  panel.replaceChildren();
  if (state.entity) showEntity(state.entity);
  else if (state.chosen) showChosen(state.chosen);
  else showOverview();
}

function showOverview() {
  const top = make('ul', { class: 'ranked' });
  const active = new Map();
  for (const claim of shown.claims) for (const end of claim.ends) active.set(end, (active.get(end) || 0) + 1);
  const ranked = [...active].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 10);
  for (const [index, count] of ranked) {
    top.append(make('li', {}, mark('kind', entities[index].kind), nameButton(entities[index]), make('small', { text: countClaims(count) })));
  }
  panel.append(make('p', { class: 'meta', text: say('hint') }), make('h2', { class: 'section', text: say('connected') }), top);
  const disputes = conflicts.filter((conflict) => isDispute(conflict) && [conflict.one, conflict.other].every((side) => passes(claims[side])));
  /** @type {Map<string, Conflict>} */
  const told = new Map();
  for (const conflict of disputes) {
    const key = JSON.stringify([sentence(claims[conflict.one]), conflict.field, [valueOf(conflict, 0), valueOf(conflict, 1)].sort()]);
    if (!told.has(key)) told.set(key, conflict);
  }
  if (told.size) panel.append(make('h2', { class: 'section', text: say('disputes', told.size) }), ...[...told.values()].slice(0, 6).map(disputeLine));
  panel.append(make('h2', { class: 'section', text: say('latest') }), ...statements(shown.claims).slice(0, 6));
}
/** @param {Conflict} conflict */
function disputeLine(conflict) {
  const one = claims[conflict.one];
  return make('p', { class: 'dispute-line' }, mark('dispute', ''),
    make('button', { type: 'button', class: 'name', text: sentence(one), on: { click: () => choose([one, claims[conflict.other]]) } }),
    make('small', { text: `${fieldWord(conflict.field)}: ${valueOf(conflict, 0)} / ${valueOf(conflict, 1)}` }));
}

/** @param {Entity} entity */
function showEntity(entity) {
  const visible = entity.claims.filter(passes);
  const others = entity.names.filter((name) => name !== called(entity));
  panel.append(backButton(), make('h2', { class: 'title' }, mark('kind', entity.kind), make('span', { text: called(entity) })));
  panel.append(make('p', { class: 'meta', text: [word('kind', entity.kind), countClaims(entity.claims.length)].join(' · ') }));
  if (others.length) panel.append(make('p', { class: 'meta', text: say('also', listed(others)) }));
  const row = make('div', { class: 'row' }, copyButton(),
    make('button', { type: 'button', text: say('zoom_here'), on: { click: () => { setView('graph'); fit(drawnNear()); draw(); } } }));
  const more = shown.beyond.get(entity.index)?.size;
  if (more) row.append(make('button', { type: 'button', text: say('expand', more), on: { click: () => expand(entity) } }));
  panel.append(row, ...statementsOr(visible));
  if (visible.length < entity.claims.length) panel.append(hiddenNote(entity.claims.length - visible.length));
}
const drawnNear = () => [...shown.near].filter((index) => state.sheet.has(index)).map((index) => entities[index]);
/** @param {Claim[]} visible */
function statementsOr(visible) {
  const cards = statements(visible);
  if (cards.length <= MOST) return cards;
  const rest = make('button', { type: 'button', text: say('show_more', cards.length - MOST), on: { click: () => rest.replaceWith(...cards.slice(MOST)) } });
  return [...cards.slice(0, MOST), rest];
}
/** @param {number} number */
function hiddenNote(number) {
  return make('p', { class: 'meta hidden-note' }, `${say('hidden', number)} `, make('button', { type: 'button', text: say('show_all'), on: { click: clearFilters } }));
}

/** @param {Claim[]} chosen */
function showChosen(chosen) {
  panel.append(backButton(), make('h2', { class: 'title small', text: named([...new Set(chosen.flatMap((claim) => claim.ends))]) }), make('div', { class: 'row' }, copyButton()),
    ...statements(chosen));
  const hidden = chosen.filter((claim) => !passes(claim)).length;
  if (hidden) panel.append(make('p', { class: 'meta hidden-note' }, `${say('outside')} `, make('button', { type: 'button', text: say('show_all'), on: { click: clearFilters } })));
  const same = chosen.length === 1 ? claims.filter((claim) => !chosen.includes(claim) && saysTheSame(claim) === saysTheSame(chosen[0])) : [];
  if (same.length) panel.append(make('h2', { class: 'section', text: say('also_said') }), ...statements(same));
}
function backButton() {
  return make('div', { class: 'row back' }, make('button', { type: 'button', text: `← ${say('back')}`, on: { click: () => select(null) } }));
}
/** @param {string} [hash] */
function copyButton(hash = toHash()) {
  const button = make('button', { type: 'button', text: say('copy_link') });
  button.addEventListener('click', () => {
    const done = () => { button.textContent = say('copied'); };
    copy(location.href.replace(/#.*$/s, '') + hash).then(done, () => {});
  });
  return button;
}

/** To the clipboard; the old way where the new one is not allowed. @param {string} text */
async function copy(text) {
  try { await navigator.clipboard.writeText(text); } catch {
    const field = make('textarea', { readonly: true, class: 'hear' });
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    if (!copied) throw new Error('the browser does not let pages copy');
  }
}

/** What makes two claims one statement in two articles or languages. @param {Claim} claim */
const saysTheSame = (claim) => JSON.stringify([claim.type, claim.modality, claim.subject, claim.object, claim.details.find(([field]) => field === 'status') || '']);

/** Claims that say the same of the same entities stand under one sentence, each with its own quote; one in each language first. @param {Claim[]} some */
export function statements(some) {
  /** @type {Map<string, Claim[]>} */
  const groups = new Map();
  for (const claim of some) groups.set(saysTheSame(claim), [...(groups.get(saysTheSame(claim)) || []), claim]);
  return [...groups.values()].map(statement);
}
/** @param {Claim[]} group */
function statement(group) {
  const [claim] = group;
  const both = new Set(group.map((each) => each.lang)).size > 1;
  const card = make('article', { class: `claim ${claim.modality}`, 'data-claim': claim.id });
  card.append(make('p', { class: 'says' }, ...nameList(claim.subject), ' ', make('b', { class: `text-${claim.family}`, text: verbOf(claim) }), ' ', ...nameList(claim.object)));
  let last = '';
  for (const each of group) {
    const facts = factsOf(each), key = `${verbOf(each)} ${facts.textContent}`;
    if (last && verbOf(each) !== verbOf(claim)) facts.prepend(make('span', { text: verbOf(each) }));
    if (key !== last) card.append(facts);
    last = key;
    card.append(quoteOf(each, both), sourceLine(each), ...each.conflicts.map((conflict) => conflictNote(each, conflict)));
  }
  return card;
}

/** How firmly, when, with what details, and who says so. @param {Claim} claim */
function factsOf(claim) {
  const facts = make('p', { class: 'facts' });
  const badge = make('span', { class: `badge ${claim.modality}` });
  if (claim.modality !== 'asserted') badge.append(mark('sign', claim.modality));
  badge.append(word('firmly', claim.modality));
  facts.append(badge);
  facts.append(make('time', { datetime: claim.when, text: spoken(claim.when) }));
  for (const [field, english, chinese] of claim.details) {
    const value = state.lang === 'zh' ? chinese : english, isDate = field === 'since' || field === 'until';
    facts.append(make('span', { text: field === 'amount' || field === 'round' ? value : `${word('value', field)} ${isDate ? spoken(value) : value}` }));
  }
  for (const [role, indexes] of claim.others) facts.append(make('span', {}, `${word('role', role)} `, ...nameList(indexes)));
  if (claim.says.length) facts.append(make('span', { class: 'who', text: say('says', listed(claim.says)) }));
  return facts;
}
/** @param {Claim} claim @param {boolean} both */
function quoteOf(claim, both) {
  const quote = make('blockquote', { lang: claim.lang }, before(claim.prefix), make('mark', { text: claim.quote }), after(claim.suffix, claim.quote));
  if (both) quote.prepend(make('span', { class: 'tongue', lang: state.lang, text: word('lang', claim.lang) }));
  return quote;
}
/** @param {Claim} claim */
function sourceLine(claim) {
  const article = articles[claim.article];
  const link = article.url ? make('a', { href: article.url, rel: 'noopener noreferrer', target: '_blank', text: say('read') }) : make('span', { text: say('no_link') });
  const open = make('button', { type: 'button', class: 'anchor', 'aria-label': `${say('open_claim')}: ${sentence(claim)}`, title: say('open_claim'), text: '#', on: { click: () => choose([claim]) } });
  const parts = [article.publisher, article.title, article.published && spoken(article.published)].filter(Boolean);
  return make('p', { class: 'source' }, parts.join(' · '), parts.length ? ' · ' : '', link, ' ', open);
}

/** What the other claim says, and what sort of difference that is. @param {Claim} claim @param {Conflict} conflict */
function conflictNote(claim, conflict) {
  const first = conflict.one === claim.index, other = claims[first ? conflict.other : conflict.one];
  const told = articles[other.article].publisher || articles[other.article].title || spoken(other.when);
  const text = say('differs', fieldWord(conflict.field), valueOf(conflict, first ? 0 : 1), told, valueOf(conflict, first ? 1 : 0));
  const note = make('p', { class: `conflict ${isDispute(conflict) ? 'serious' : ''}` });
  if (isDispute(conflict)) note.append(mark('dispute', ''));
  note.append(make('b', { text: word('difference', conflict.difference) }), ` ${text} `,
    make('button', { type: 'button', class: 'name', text: say('compare'), on: { click: () => choose([claim, other]) } }));
  return note;
}
/** @param {string} field */
const fieldWord = (field) => (field === 'place' ? word('role', field) : field === 'modality' ? say('col_modality') : field === 'role' ? say('post') : word('value', field));
/** @param {Conflict} conflict @param {0 | 1} side */
function valueOf(conflict, side) {
  const value = conflict.values[side][state.lang === 'zh' ? 1 : 0];
  return conflict.field === 'date' ? spoken(value) : value;
}

onChange((what) => {
  showPanel();
  if (what === 'selected') panel.scrollTop = 0;
  find('live').textContent = !state.entity && !state.chosen ? '' : state.entity ? `${called(state.entity)}, ${countClaims(state.entity.claims.filter(passes).length)}`
    : sentence(/** @type {Claim[]} */ (state.chosen)[0]) + (isDisputed(/** @type {Claim[]} */ (state.chosen)[0]) ? `, ${word('difference', 'contradiction')}` : '');
});
