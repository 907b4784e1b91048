// Months, as `YYYY-MM`.

/** The months from the first claim to the last. @param {string[]} known sorted @param {number} longest what is older stands in the first */
export function span(known, longest) {
  if (!known.length) return [];
  const number = (/** @type {string} */ month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const last = number(known[known.length - 1]), first = Math.max(number(known[0]), last - longest + 1);
  return Array.from({ length: last - first + 1 }, (_, step) => `${Math.floor((first + step) / 12)}-${String((first + step) % 12 + 1).padStart(2, '0')}`);
}
