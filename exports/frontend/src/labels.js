// Labels: greedy, most important first, and never over another label.
// 1. The selected and its neighbours, then what the pointer touches, then by degree; 2. the HUBS best connected come first and only have to
// keep clear of other labels, then of as many nodes as can be, so that they are named on a full graph; 3. all others keep clear of every
// node too; 4. while one is selected, the hubs elsewhere are named faintly; 5. while the sheet is panned labels stay as they are and move along.
/** @import { Entity, Pen } from './types.js' */
/** @import { Box } from './boxes.js' */
import { Boxes } from './boxes.js';
import { along, at, course, frame, radius, view } from './camera.js';
import { colour, familyColour } from './marks.js';
import { isBright, shown, state } from './model.js';
import { called, clip, verbOf } from './speech.js';

export const HUBS = 15;
/** @typedef {{ text: string, font: string, colour: string, box: Box, x: number, y: number, entity?: number, lead?: [number, number, number, number] }} Label */

/** @type {{ x: number, y: number, labels: Label[] }} */
const drawnAt = { x: 0, y: 0, labels: [] };
/** The labels as they stand on the canvas now. @returns {Label[]} */
export function labels() {
  const [dx, dy] = [view.x - drawnAt.x, view.y - drawnAt.y];
  return drawnAt.labels.map((label) => ({ ...label, x: label.x + dx, y: label.y + dy,
    lead: label.lead && /** @type {Box} */ ([label.lead[0] + dx, label.lead[1] + dy, label.lead[2] + dx, label.lead[3] + dy]),
    box: /** @type {Box} */ ([label.box[0] + dx, label.box[1] + dy, label.box[2] + dx, label.box[3] + dy]) }));
}

/** @type {Map<string, number>} */
const widths = new Map();
/** @type {CanvasRenderingContext2D | null} */
let ruler = null;
/** @param {string} text @param {string} font */
export function widthOf(text, font) {
  const key = `${font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    ruler ||= document.createElement('canvas').getContext('2d');
    if (!ruler) return text.length * 8;
    ruler.font = font;
    width = ruler.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** @param {Entity | null} hovered */
export function placeLabels(hovered) {
  /** @type {Boxes<number>} */ const taken = new Boxes();
  /** @type {Boxes<Entity>} */ const nodes = new Boxes();
  Object.assign(drawnAt, { x: view.x, y: view.y, labels: [] });
  const focus = shown.near.size > 0;
  for (const entity of shown.entities) {
    if (focus && !shown.near.has(entity.index)) continue;
    const [x, y] = at(entity), r = radius(entity) + 1.5;
    nodes.add([x - r, y - r, x + r, y + r], entity);
  }
  for (const bundle of shown.bundles) { // its signs stay in sight: all of what is bright, else those of disputes
    if (focus ? !isBright(bundle) : !bundle.disputed) continue;
    const firm = bundle.modality === 'asserted';
    const spots = [...(firm ? [] : [.5]), ...(bundle.disputed ? [firm ? .5 : .34] : [])];
    for (const [x, y] of spots.map((t) => along(course(bundle), t))) taken.add([x - 8, y - 8, x + 8, y + 8], -1);
  }
  const rankOf = (/** @type {Entity} */ entity) => (entity === state.entity ? 0 : shown.near.has(entity.index) ? 1 : entity === hovered ? 2 : 3);
  const order = [...shown.entities].sort((a, b) => rankOf(a) - rankOf(b) || a.index - b.index);
  order.forEach((entity, place) => {
    if (focus && rankOf(entity) > 2) return;
    placeLabel(entity, focus ? rankOf(entity) === 0 || entity.index < HUBS : place < HUBS || rankOf(entity) === 2, taken, nodes);
  });
  if (!focus) return;
  placeRelations(taken, nodes);
  const rest = order.filter((entity) => rankOf(entity) > 2 && entity.index < HUBS);
  for (const entity of rest) placeLabel(entity, true, taken, nodes, 'mute'); // where one is: the hubs, faintly
}

/** @param {Entity} entity @param {boolean} important @param {Boxes<number>} taken @param {Boxes<Entity>} nodes @param {string} [ink] */
function placeLabel(entity, important, taken, nodes, ink = 'ink') {
  const [x, y] = at(entity);
  if (x < 0 || y < 0 || x > frame.width || y > frame.height) return;
  const large = entity.index < HUBS || entity === state.entity, size = large ? 14 : 12.5;
  const font = `${large && ink === 'ink' ? 600 : 450} ${size}px ${colour('sans')}`;
  const text = clip(called(entity), 34), width = widthOf(text, font);
  let best = null;
  for (const [dx, dy] of spots(radius(entity) + 4, width, size, important)) {
    /** @type {Box} */
    const box = [x + dx - 3, y + dy - size * .7, x + dx + width + 3, y + dy + size * .7];
    if (box[0] < 2 || box[1] < 2 || box[2] > frame.width - 2 || box[3] > frame.height - 2 || taken.under(box).size) continue;
    const over = [...nodes.under(box)].filter((other) => other !== entity);
    const own = box[0] < x && x < box[2] && box[1] < y && y < box[3] ? 4 : 0; // a label over its own node hides the shape
    const cost = own + over.reduce((sum, other) => sum + (other.index < HUBS ? 20 : 1), 0) + Math.hypot(dx + width / 2, dy) / 45;
    if (over.length && !important) continue;
    if (!best || cost < best.cost) best = { box, cost, x: x + dx, y: y + dy };
    if (!over.length && !important) break;
  }
  if (!best && important) best = anywhere(x, y, width, size, taken);
  if (!best) return;
  taken.add(best.box, entity.index);
  /** @type {Label} */
  const label = { text, font, colour: colour(ink), box: best.box, x: best.x, y: best.y, entity: entity.index };
  const [, top, , bottom] = best.box, away = y < top ? top - y : y > bottom ? y - bottom : 0;
  if (away > radius(entity) + 10) {
    const [lx, ly] = [Math.max(best.box[0] + 4, Math.min(best.box[2] - 4, x)), y < top ? top + 2 : bottom - 2], length = Math.hypot(lx - x, ly - y);
    label.lead = [x + (lx - x) / length * radius(entity), y + (ly - y) / length * radius(entity), lx, ly];
  }
  drawnAt.labels.push(label);
}

/**
 * Where a label may begin, from its node: beside it, under, over, at the corners; for important ones also further off.
 * @param {number} gap @param {number} width @param {number} size @param {boolean} important
 * @returns {[number, number][]}
 */
function spots(gap, width, size, important) {
  const slant = gap * .75;
  /** @type {[number, number][]} */
  const found = [[gap, 0], [-gap - width, 0], [-width / 2, gap + size * .55], [-width / 2, -gap - size * .55],
    [slant, -slant - size * .3], [slant, slant + size * .3], [-slant - width, -slant - size * .3], [-slant - width, slant + size * .3]];
  if (important) {
    for (const away of [1.15, 2.1, 3.2]) {
      for (const side of [-1, 1]) for (const shift of [0, -.55, .55]) found.push([-width / 2 + shift * width, side * (gap + size * away)]);
    }
    found.push([-width / 2, 0]);
  }
  return found;
}

/**
 * The nearest place that no label has, on rings around the node: on a small screen better there than nowhere.
 * @param {number} x @param {number} y @param {number} width @param {number} size @param {Boxes<number>} taken
 */
function anywhere(x, y, width, size, taken) {
  for (let away = 16; away < 320; away += 12) {
    for (let turn = 0; turn < 16; turn += 1) {
      const left = Math.max(5, Math.min(frame.width - width - 5, x + away * Math.cos(turn * Math.PI / 8) - width / 2));
      const middle = y + away * Math.sin(turn * Math.PI / 8);
      /** @type {Box} */
      const box = [left - 3, middle - size * .7, left + width + 3, middle + size * .7];
      if (box[1] > 2 && box[3] < frame.height - 2 && !taken.under(box).size) return { box, cost: 0, x: left, y: middle };
    }
  }
  return null;
}

/** Beside the bright lines, the relation in words. @param {Boxes<number>} taken @param {Boxes<Entity>} nodes */
function placeRelations(taken, nodes) {
  const font = `500 11.5px ${colour('sans')}`;
  for (const bundle of shown.bundles.filter(isBright)) {
    const text = clip([...new Set(bundle.claims.map(verbOf))].join(', '), 34);
    const half = widthOf(text, font) / 2, line = course(bundle);
    if (line.length < half + 40) continue;
    for (const t of [.62, .38, .7, .3, .5]) {
      const [x, y] = along(line, t);
      /** @type {Box} */
      const box = [x - half - 3, y - 8, x + half + 3, y + 8];
      if (box[0] < 2 || box[2] > frame.width - 2 || taken.under(box).size || nodes.under(box).size) continue;
      taken.add(box, -1);
      drawnAt.labels.push({ text, font, colour: familyColour(bundle.family, '-text'), box, x: x - half, y });
      break;
    }
  }
}

/** @param {Pen} pen */
export function paintLabels(pen) {
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  const all = labels();
  for (const { lead } of all) {
    if (!lead) continue;
    pen.lineWidth = 1;
    pen.strokeStyle = colour('ink');
    pen.beginPath();
    pen.moveTo(lead[0], lead[1]);
    pen.lineTo(lead[2], lead[3]);
    pen.stroke();
  }
  pen.lineWidth = 3.6;
  pen.strokeStyle = colour('ground');
  for (const { text, font, x, y, box, colour: ink } of all) {
    if (box[2] < 0 || box[0] > frame.width || box[3] < 0 || box[1] > frame.height) continue;
    pen.font = font;
    pen.strokeText(text, x, y);
    pen.fillStyle = ink;
    pen.fillText(text, x, y);
  }
}
