// Marks: how kinds, families and modalities look. A kind is a colour and a shape, a family a colour and a dash; what is not stated
// as a fact is a thin line with an open arrowhead and a sign in its middle, whatever its family.
/** @import { Kind, Pen } from './types.js' */

/** Corners (0: a circle), turn, swell. @type {Record<Kind, [number, number, number]>} */
const SHAPES = { organization: [0, 0, 1], person: [4, 0, 1.22], product: [6, 0, 1.1], place: [4, Math.PI / 4, 1.25], group: [3, -Math.PI / 2, 1.35] };
/** @type {Record<string, { colour: string, dash: number[] }>} */
export const FAMILIES = {
  people: { colour: 'people', dash: [] },
  money: { colour: 'money', dash: [9, 3] },
  product: { colour: 'products', dash: [9, 3, 2, 3] },
  relation: { colour: 'relation', dash: [4.5, 3] },
  dispute: { colour: 'dispute', dash: [1.8, 2.4] },
};
export const SIGN = 6.5;

/** @type {Record<string, string>} */
let colours = {};
/** Take the colours from the style sheet: of the theme that is on, or of another. @param {string} [theme] */
export function readColours(theme) {
  const root = document.documentElement, held = root.dataset.theme;
  if (theme) root.dataset.theme = theme;
  const style = getComputedStyle(root);
  const families = Object.values(FAMILIES).map((family) => family.colour);
  const names = ['ground', 'paper', 'ink', 'mute', 'control', 'high', 'accent', 'sans', ...Object.keys(SHAPES), ...families, ...families.map((name) => `${name}-text`)];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  if (theme) root.dataset.theme = held;
}
/** @param {string} name */
export const colour = (name) => colours[name] || colours.ink;
/** @param {string} family */
export const dashOf = (family) => (FAMILIES[family] || FAMILIES.relation).dash;
/** @param {string} family @param {string} [of] `-text` for the colour of words */
export const familyColour = (family, of = '') => colour((FAMILIES[family] || FAMILIES.relation).colour + of);

/**
 * The outline of a kind, as a path.
 * @param {Pen} pen @param {string} kind @param {number} x @param {number} y @param {number} size
 */
export function outline(pen, kind, x, y, size) {
  const [corners, turn, swell] = SHAPES[/** @type {Kind} */ (kind)] || SHAPES.organization;
  pen.beginPath();
  if (!corners) pen.arc(x, y, size, 0, 2 * Math.PI);
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = turn + corner * 2 * Math.PI / corners;
    const [px, py] = [x + size * swell * Math.cos(angle), y + size * swell * Math.sin(angle)];
    if (corner) pen.lineTo(px, py); else pen.moveTo(px, py);
  }
  pen.closePath();
}

/** Strokes of the sign of a modality, in a box from -1 to 1. @type {Record<string, number[][]>} */
const STROKES = {
  planned: [[0, -.62, 0, 0, .5, .3]],
  reported: [[-.35, -.45, -.35, .15], [.35, -.45, .35, .15]],
  possible: [],
  denied: [[-.45, -.45, .45, .45], [-.45, .45, .45, -.45]],
};
/**
 * The sign that a line is no fact: a disc with a clock (planned), quotation marks (reported), a question mark (possible), a cross
 * (denied). `size` under 4 leaves the disc alone.
 * @param {Pen} pen @param {string} modality @param {number} x @param {number} y @param {string} ink @param {number} [size]
 */
export function paintSign(pen, modality, x, y, ink, size = SIGN) {
  pen.setLineDash([]);
  pen.lineCap = 'round';
  pen.beginPath();
  pen.arc(x, y, size, 0, 2 * Math.PI);
  pen.closePath();
  pen.fillStyle = colour('ground');
  pen.fill();
  pen.strokeStyle = ink;
  pen.lineWidth = size < 4 ? 1.2 : 1.3;
  pen.stroke();
  if (size >= 4) {
    pen.lineWidth = 1.5;
    for (const [x0, y0, ...rest] of STROKES[modality] || []) {
      pen.beginPath();
      pen.moveTo(x + x0 * size, y + y0 * size);
      for (let place = 0; place < rest.length; place += 2) pen.lineTo(x + rest[place] * size, y + rest[place + 1] * size);
      pen.stroke();
    }
    if (modality === 'possible') paintLetter(pen, '?', x, y, ink, size * 1.6);
  }
  pen.lineCap = 'butt';
}

/** The sign of a dispute: a small plate with an exclamation mark. @param {Pen} pen @param {number} x @param {number} y @param {number} [size] */
export function paintDispute(pen, x, y, size = 7) {
  pen.setLineDash([]);
  outline(pen, 'group', x, y + 1, size);
  pen.fillStyle = colour('high');
  pen.fill();
  pen.strokeStyle = colour('ink');
  pen.lineWidth = 1.2;
  pen.stroke();
  paintLetter(pen, '!', x, y + 1.2, colour('ink'), size * 1.4);
}
/** @param {Pen} pen @param {string} letter @param {number} x @param {number} y @param {string} ink @param {number} size */
function paintLetter(pen, letter, x, y, ink, size) {
  pen.font = `700 ${size}px ${colour('sans')}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = ink;
  pen.fillText(letter, x, y);
  pen.textAlign = 'left';
}

/**
 * A sample line for legends, 30 wide, from `x`.
 * @param {Pen} pen @param {string} family @param {string} modality @param {number} x @param {number} y @param {string} ink
 */
export function paintSample(pen, family, modality, x, y, ink) {
  pen.strokeStyle = ink;
  pen.lineWidth = modality === 'asserted' ? 2 : 1.1;
  pen.setLineDash(dashOf(family));
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + 30, y);
  pen.stroke();
  pen.setLineDash([]);
  if (modality !== 'asserted') paintSign(pen, modality, x + 15, y, ink);
}
