// What needs no page: finding, months, CSV, boxes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Boxes } from '../src/boxes.js';
import { csvCell, toText } from '../src/csv.js';
import { fold, search } from '../src/finding.js';
import { span } from '../src/months.js';

const entity = (index, name, ...keys) => ({ index, name, names: [name], keys: [fold(name), ...keys] });
const some = [entity(0, '王若溪', 'wangruoxi', 'wrx'), entity(1, 'Wang Labs', 'wl'), entity(2, 'Ines Kovač', 'ik'), entity(3, 'Big Wang', 'bw')];
const names = (typed) => search(typed, some).map((each) => each.name);

test('finds by name in either script, pinyin, initials, and without marks', () => {
  assert.deepEqual(names('若溪'), ['王若溪']);
  assert.deepEqual(names('WANG RUOXI'), ['王若溪']);
  assert.deepEqual(names('wrx'), ['王若溪']);
  assert.deepEqual(names('kovac'), ['Ines Kovač']);
  assert.deepEqual(names('  '), []);
});
test('beginnings come before middles, and a whole key first', () => {
  assert.deepEqual(names('wang'), ['王若溪', 'Wang Labs', 'Big Wang']);
  assert.equal(names('bw')[0], 'Big Wang');
});
test('two letters do not find the middles of everything', () => assert.deepEqual(names('an'), []));

test('months run from the first to the last, over years, and at most so many', () => {
  assert.deepEqual(span(['2023-11', '2024-02'], 120), ['2023-11', '2023-12', '2024-01', '2024-02']);
  assert.equal(span(['1975-01', '2024-02'], 120).length, 120);
  assert.equal(span(['1975-01', '2024-02'], 120)[0], '2014-03');
  assert.deepEqual(span([], 120), []);
});

test('no cell is a formula, quotes are doubled', () => {
  for (const cell of ['=1', '+1', '-1', '@A', '\t=1', ' =1', '\uff1d1']) assert.equal(csvCell(cell), `"'${cell}"`);
  assert.equal(csvCell('a "b", c'), '"a ""b"", c"');
  assert.equal(toText([['a', 1], ['北', '']]), '\ufeff"a","1"\r\n"北",""\r\n');
});

test('boxes that touch are found, also across cells and left of zero', () => {
  const boxes = new Boxes();
  boxes.add([-30, -30, 200, 10], 'wide');
  boxes.add([300, 300, 310, 310], 'far');
  assert.deepEqual([...boxes.under([190, 0, 250, 40])], ['wide']);
  assert.deepEqual([...boxes.under([200, 0, 250, 40])], []);
  assert.deepEqual([...boxes.under([-40, -40, -29, -29])], ['wide']);
});
