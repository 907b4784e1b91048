// Elements: found, made, and never from markup. Text reaches the page through textContent alone.

/**
 * The element of an id that the template has.
 * @param {string} id
 */
export function find(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * An element with attributes, `text`, listeners (`on`), and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {{ text?: unknown, on?: Record<string, (event: any) => void>, [name: string]: unknown }} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, { text, on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = String(text);
  for (const [event, listener] of Object.entries(on || {})) element.addEventListener(event, listener);
  for (const [name, value] of Object.entries(attributes)) if (value !== false) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, unknown>} attributes
 * @param {...Node} children
 */
export function drawn(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** What the reader chose before; private windows and sandboxes keep nothing. */
export const memory = {
  /** @param {string} key */
  get(key) {
    try { return localStorage.getItem(`aigraph-${key}`); } catch { return null; }
  },
  /** @param {string} key @param {string} value */
  set(key, value) {
    try { localStorage.setItem(`aigraph-${key}`, value); } catch { /* nothing is kept, nothing is lost */ }
  },
};

/**
 * Hand a file to the reader.
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const link = make('a', { download: name, href: URL.createObjectURL(blob) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
