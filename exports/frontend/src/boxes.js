// Boxes: which of many touch a new one.
/** @typedef {[number, number, number, number]} Box left, top, right, bottom */

/**
 * Boxes by cell, to ask quickly what a new box would touch.
 * @template T
 */
export class Boxes {
  /** @type {Map<number, { box: Box, of: T }[]>} */
  cells = new Map();

  /** @param {Box} box @param {(key: number) => void} use */
  reach(box, use) {
    for (let i = Math.floor(box[0] / 48); i <= Math.floor(box[2] / 48); i += 1) {
      for (let j = Math.floor(box[1] / 48); j <= Math.floor(box[3] / 48); j += 1) use(i * 4096 + j);
    }
  }

  /** @param {Box} box @param {T} of */
  add(box, of) {
    this.reach(box, (key) => {
      const cell = this.cells.get(key);
      if (cell) cell.push({ box, of }); else this.cells.set(key, [{ box, of }]);
    });
  }

  /** @param {Box} box @returns {Set<T>} */
  under(box) {
    const found = new Set();
    this.reach(box, (key) => {
      for (const { box: other, of } of this.cells.get(key) || []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) found.add(of);
      }
    });
    return found;
  }
}
