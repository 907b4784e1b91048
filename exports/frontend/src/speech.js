// Words: the page's two interface languages, dates, names.
/** @import { Claim, Entity } from './types.js' */
import { data, entities, state } from './model.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The word for `key` in the reader's language, with `{}` filled in; an unknown key is its own word.
 * @param {string} group
 * @param {string} key
 * @param {...unknown} values
 */
export function word(group, key, ...values) {
  const words = data.words[group];
  const entry = words && Object.hasOwn(words, key) ? words[key] : null;
  return values.reduce((/** @type {string} */ text, value) => text.replace('{}', () => String(value)), entry ? entry[state.lang] : key);
}
/** @param {string} key @param {...unknown} values */
export const say = (key, ...values) => word('page', key, ...values);
/** @param {number} number */
export const countClaims = (number) => say(number === 1 ? 'claims_one' : 'claims_many', number.toLocaleString('en'));

/** A date as people say it, as precise as it is. @param {string} when */
export function spoken(when) {
  const [year, month, day] = (when || '').split('-');
  if (!year) return say('unknown_date');
  if (state.lang === 'zh') return `${year}年${month ? `${Number(month)}月` : ''}${day ? `${Number(day)}日` : ''}`;
  return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}

/** The name to show: in Chinese the Chinese name, where there is one. @param {Entity} entity */
export function called(entity) {
  const chinese = state.lang === 'zh' && entity.names.find((name) => /[\u3400-\u9fff]/.test(name));
  return chinese || entity.name;
}
/** @param {Claim} claim */
export const verbOf = (claim) => claim.verb[state.lang === 'zh' ? 1 : 0];
/** @param {string[]} items */
export const listed = (items) => items.join(state.lang === 'zh' ? '、' : ', ');
/** @param {number[]} indexes */
export const named = (indexes) => listed(indexes.map((index) => called(entities[index])));
/** A claim as a sentence. @param {Claim} claim */
export const sentence = (claim) => [named(claim.subject), verbOf(claim), named(claim.object)].filter(Boolean).join(' ');

/** @param {string} text @param {number} most */
export const clip = (text, most) => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text);
