// A quote stands in its sentence, whatever was cut around it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, before } from '../src/quoting.js';

test('sentences before are left out, in both languages', () => {
  assert.equal(before('The firm grew. It hired. On Monday, '), 'On Monday, ');
  assert.equal(before('公司未予置评。知情人士称，'), '知情人士称，');
  assert.equal(before('He said “no.” On Monday, '), 'On Monday, ');
});
test('what is cut in a word says so, what is whole does not', () => {
  assert.equal(before('rticles had been used to train a model without permission, and '), '… had been used to train a model without permission, and ');
  assert.equal(before('Version 2.5 of '), 'Version 2.5 of ');
});
test('the sentence ends where it ends', () => {
  assert.equal(after(' on Monday. Then it', 'Ann left'), ' on Monday.');
  assert.equal(after('。公司未予置评', '安离职'), '。');
  assert.equal(after(' Then it went on.', 'Ann left.'), '');
  assert.equal(after(', a move that had been expected for many months by those wh', 'Ann left'), ', a move that had been expected for many months by those …');
  assert.equal(after('', 'Ann'), '');
});
