// CSV: cells that no spreadsheet takes for a formula, lines that end as RFC 4180 wants, and a mark that Excel needs to see Chinese.

/** @param {unknown} value */
export function csvCell(value) {
  const text = String(value), guarded = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return `"${guarded.replace(/"/g, '""')}"`;
}
/** @param {unknown[][]} lines */
export const toText = (lines) => `\ufeff${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
