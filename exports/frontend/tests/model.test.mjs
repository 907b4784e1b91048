// The model with a data block of its own: what is visible, counted, drawn on demand, and kept in the address.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

const names = ['Hub', 'Ann', 'Bo', 'Cy', 'Di'];
const claim = (id, type, a, b, more = {}) => ({ id, type, lang: 'en', when: '2024-01-05', month: '2024-01', v: 0, s: [a], o: [b], quote: id, article: 0, e: [a, b], ...more });
const block = {
  entities: names.map((name, index) => ({ id: `person/${name}`, name, names: [name], kind: index ? 'person' : 'organization', keys: [], degree: 5 - index, ...(index < 3 ? { x: index * 100, y: 0 } : {}) })),
  articles: [{ title: 'T', publisher: 'P', url: '', published: '2024-01-05' }],
  claims: [claim('c1', 'Departure', 1, 0), claim('c2', 'Departure', 2, 0, { modality: 'denied' }), claim('c3', 'Appointment', 3, 0, { when: '2024-03', month: '2024-03' }),
    claim('c4', 'Funding', 0, 4, { when: '', month: '' }), claim('c5', 'Partnership', 2, 1), claim('c6', 'Partnership', 1, 2)],
  verbs: [['left', '离开']], types: { Departure: { family: 'people', symmetric: false }, Appointment: { family: 'people', symmetric: false },
    Funding: { family: 'money', symmetric: false }, Partnership: { family: 'relation', symmetric: true } },
  conflicts: [{ one: 0, other: 1, difference: 'contradiction', field: 'modality', values: [['a', 'a'], ['b', 'b']] }],
  words: {}, drawn: 4, generated: null, open: null, language: null,
};
globalThis.document = { getElementById: () => ({ textContent: JSON.stringify(block) }) };
globalThis.location = { hash: '' };
const model = await import('../src/model.js');
const { toHash, fromHash } = await import('../src/address.js');
const { state, shown } = model;
const ids = () => shown.claims.map((each) => each.id).join(' ');

beforeEach(() => { fromHash(''); state.view = 'graph'; state.sheet = new Set([0, 1, 2, 3]); model.recount(); });

test('usual values are filled in', () => {
  const [one] = model.claims;
  assert.deepEqual([one.modality, one.family, one.arrow, one.says, one.edges, one.ends], ['asserted', 'people', true, [], [[1, 0]], [1, 0]]);
  assert.equal(model.claims[4].arrow, false);
  assert.equal(model.isDisputed(one), true);
});
test('what reads the same both ways is one line, what is denied another', () => {
  assert.equal(shown.bundles.filter((bundle) => !bundle.arrow).length, 1);
  assert.equal(shown.bundles.find((bundle) => !bundle.arrow).claims.length, 2);
  assert.deepEqual(shown.bundles.map((bundle) => bundle.modality).sort(), ['asserted', 'asserted', 'asserted', 'denied']);
});
test('filters hide, and counts tell what each would show', () => {
  state.off.modality.add('denied');
  model.recount();
  assert.equal(ids(), 'c1 c3 c4 c5 c6');
  const { counts } = model.tally();
  assert.equal(counts.modality.get('denied'), 1);
  assert.equal(counts.type.get('Departure'), 1);
  assert.equal(counts.kind.get('person'), 4);
});
test('as of a month, what is later or undated is not shown', () => {
  state.until = '2024-02';
  model.recount();
  assert.equal(ids(), 'c1 c2 c5 c6');
});
test('who is not drawn is counted beyond its neighbours, and comes when asked for', () => {
  assert.deepEqual([...shown.beyond], [[0, new Set([4])]]);
  model.reveal([4], 0);
  model.recount();
  assert.ok(state.sheet.size <= 4 && state.sheet.has(4) && state.sheet.has(0));
  assert.ok(Number.isFinite(model.entities[4].x));
});
test('an address brings back the same choices', () => {
  for (const hash of ['#', '#e=person/Ann', '#c=c3&until=2024-03', '#disputed=1&off=kind:person&off=source:A%20%26%20B%2C%20C&view=table']) {
    fromHash(hash);
    assert.equal(toHash(), hash);
  }
});
test('an address with nonsense is an address with nothing', () => {
  fromHash('#e=nobody&c=%00&until=yesterday&off=constructor:x&off=&view=__proto__');
  assert.equal(toHash(), '#');
});
