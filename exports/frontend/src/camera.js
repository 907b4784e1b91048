// The camera: where the sheet's places stand on the canvas. The two axes may differ by half, so that no side stays empty.
/** @import { Bundle, Entity } from './types.js' */
import { entities, shown } from './model.js';

export const view = { x: 0, y: 0, kx: 1, ky: 1, zoom: 1 };
export const frame = { width: 0, height: 0, ratio: 1 };

/** @param {Entity} entity @returns {[number, number]} */
export const at = (entity) => [Number(entity.x) * view.kx + view.x, Number(entity.y) * view.ky + view.y];
/** How large signs are on this screen. */
export const small = () => (frame.width < 500 ? .75 : 1);
/** @param {Entity} entity */
export const radius = (entity) => Math.min(16, 3.6 + 1.7 * Math.sqrt(entity.degree))
  * Math.min(1.5, Math.max(.66, view.zoom ** .5)) * (frame.width < 500 ? .8 : 1);

/** Show `some` entities as large as the canvas allows, but no larger than `most`. @param {Entity[]} [some] @param {number} [most] */
export function fit(some = shown.entities, most = 2.2) {
  if (!some.length || !frame.width) return;
  const xs = some.map((entity) => Number(entity.x)), ys = some.map((entity) => Number(entity.y));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const side = Math.min(76, frame.width * .11);
  const kx = Math.min(most, (frame.width - 2 * side) / Math.max(right - left, 1));
  const ky = Math.min(most, (frame.height - 72) / Math.max(bottom - top, 1));
  const stretch = frame.width < 500 ? 2.5 : 1.9;
  view.kx = Math.min(kx, ky * stretch);
  view.ky = Math.min(ky, kx * stretch);
  view.x = frame.width / 2 - (left + right) / 2 * view.kx;
  view.y = frame.height / 2 - (top + bottom) / 2 * view.ky;
  view.zoom = Math.sqrt(view.kx * view.ky) * 1.7;
}

/** @param {number} factor @param {number} [x] @param {number} [y] */
export function zoomBy(factor, x = frame.width / 2, y = frame.height / 2) {
  const by = Math.min(9 / view.zoom, Math.max(.15 / view.zoom, factor));
  view.x = x - (x - view.x) * by;
  view.y = y - (y - view.y) * by;
  view.kx *= by; view.ky *= by; view.zoom *= by;
}

/** Whether `some` stand inside the canvas, with a margin. @param {Entity[]} some */
export const isInView = (some) => some.every((entity) => {
  const [x, y] = at(entity);
  return x > 40 && y > 30 && x < frame.width - 40 && y < frame.height - 30;
});

/** Whether `some` stand so close together that their names have no room. @param {Entity[]} some */
export function isCramped(some) {
  const xs = some.map((entity) => at(entity)[0]), ys = some.map((entity) => at(entity)[1]);
  return (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys)) < some.length * 9000;
}

/** @typedef {{ x1: number, y1: number, x2: number, y2: number, cx: number, cy: number, length: number }} Course */
/** A line's ends and its control point. @param {Bundle} bundle @returns {Course} */
export function course(bundle) {
  const [x1, y1] = at(entities[bundle.a]), [x2, y2] = at(entities[bundle.b]);
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const bow = bundle.bow * Math.min(1.5, view.zoom, length / 110);
  return { x1, y1, x2, y2, cx: (x1 + x2) / 2 - (y2 - y1) / length * bow * 2, cy: (y1 + y2) / 2 + (x2 - x1) / length * bow * 2, length };
}
/** @param {Course} course @param {number} t @returns {[number, number]} */
export const along = ({ x1, y1, x2, y2, cx, cy }, t) => [
  (1 - t) ** 2 * x1 + 2 * t * (1 - t) * cx + t * t * x2,
  (1 - t) ** 2 * y1 + 2 * t * (1 - t) * cy + t * t * y2,
];

/** The entity under a point. @param {number} x @param {number} y */
export function entityAt(x, y) {
  let best = null, least = 7;
  for (const entity of shown.entities) {
    const [ex, ey] = at(entity), distance = Math.hypot(ex - x, ey - y) - radius(entity);
    if (distance < least) { least = distance; best = entity; }
  }
  return best;
}
/** The line under a point. @param {number} x @param {number} y */
export function bundleAt(x, y) {
  let best = null, least = 7;
  for (const bundle of shown.bundles) {
    const line = course(bundle);
    if (x < Math.min(line.x1, line.x2, line.cx) - 7 || x > Math.max(line.x1, line.x2, line.cx) + 7) continue;
    for (let step = 1; step < 20; step += 1) {
      const [lx, ly] = along(line, step / 20), distance = Math.hypot(lx - x, ly - y);
      if (distance < least) { least = distance; best = bundle; }
    }
  }
  return best;
}
