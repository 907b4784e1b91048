// Quoting: what stands around a quote, as far as its sentence goes. The block holds up to sixty characters on either side, which may
// begin and end anywhere.
const CUT = 55; // a context this long was cut where it ends
const END = /(?:[.!?]["'”’)\]]*\s+|[。！？][”’」』）]*\s*)/g;

/** What stands before the quote in its sentence. @param {string} prefix */
export function before(prefix) {
  let start = 0;
  for (const end of prefix.matchAll(END)) start = end.index + end[0].length;
  if (start || [...prefix].length < CUT) return prefix.slice(start);
  return `…${prefix.replace(/^[\p{L}\p{N}]+(?=\s)/u, '')}`;
}

/** What stands after it. @param {string} suffix @param {string} quote */
export function after(suffix, quote) {
  if (/[.!?。！？]["'”’)\]」』）]*$/.test(quote)) return '';
  const end = suffix.matchAll(END).next().value;
  if (end) return suffix.slice(0, end.index + end[0].trimEnd().length);
  if ([...suffix].length < CUT || /[.!?。！？]["'”’)\]」』）]*$/.test(suffix)) return suffix;
  return `${suffix.replace(/(?<=\s)[\p{L}\p{N}]+$/u, '')}…`;
}
