// Finding entities by what people type: English, Chinese, pinyin, initials.
/** @import { Entity } from './types.js' */

/** Fold as the builder folded the search keys (exports/keys.py): no case, marks, spaces or punctuation. @param {string} text */
export const fold = (text) => text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The entities that `text` finds: a whole key first, then beginnings, then names that contain it; the most connected first.
 * @param {string} text
 * @param {Entity[]} entities
 * @param {number} [most]
 * @returns {Entity[]}
 */
export function search(text, entities, most = 12) {
  const key = fold(text);
  if (!key) return [];
  /** @type {[number, Entity][]} */
  const found = [];
  for (const entity of entities) {
    const rank = rankOf(key, entity);
    if (rank < 9) found.push([rank, entity]);
  }
  return found.sort((a, b) => a[0] - b[0] || a[1].index - b[1].index).slice(0, most).map(([, entity]) => entity);
}

/** @param {string} key @param {Entity} entity */
function rankOf(key, entity) {
  let rank = 9;
  for (const other of entity.keys) {
    if (other === key) return 0;
    if (other.startsWith(key)) rank = 1;
    else if (rank > 2 && key.length > (/[^\x00-\x7f]/.test(key) ? 0 : 2) && other.includes(key)) rank = 2;
  }
  return rank;
}
