// Saving: the table as CSV, the picture as PNG and SVG with title and legend, and print.
/** @import { Group, Pen } from './types.js' */
import { fit, frame, view } from './camera.js';
import { toText } from './csv.js';
import { download, find } from './dom.js';
import { present } from './filters.js';
import { widthOf } from './labels.js';
import { colour, familyColour, outline, paintDispute, paintSample, readColours } from './marks.js';
import { articles, claims, data, isDisputed, isFiltered, shown, state } from './model.js';
import { canvas, draw, paint, paintNow, resize } from './painting.js';
import { say, spoken, word } from './speech.js';
import { SvgPen } from './svgpen.js';
import { COLUMNS, ordered, showTable } from './table.js';

/** The claims that are shown, as sorted. */
export function toCsv() {
  const columns = Object.keys(COLUMNS);
  const head = [...columns.map((column) => word('page', `col_${column}`)), 'URL', 'claim'];
  const lines = ordered().map((claim) => [...columns.map((column) => COLUMNS[column](claim)), articles[claim.article].url || '', claim.id]);
  return toText([head, ...lines]);
}

const MARGIN = 24, HEAD = 58, LINE = 26;
/** The rows of the legend: what occurs, mark and word. @returns {{ text: string, paint: (pen: Pen, x: number, y: number) => void }[][]} */
function legend() {
  const row = (/** @type {Group} */ group, /** @type {(value: string) => (pen: Pen, x: number, y: number) => void} */ painted) => present(group)
    .filter((value) => !state.off[group].has(value)).map((value) => ({ text: word(group, value), paint: painted(value) }));
  const signs = row('modality', (value) => (pen, x, y) => paintSample(pen, 'people', value, x, y, colour('mute')));
  if (shown.claims.some(isDisputed)) signs.push({ text: say('conflicts'), paint: (pen, x, y) => paintDispute(pen, x + 15, y) });
  return [
    row('kind', (value) => (pen, x, y) => { outline(pen, value, x + 15, y, 6); pen.fillStyle = colour(value); pen.fill(); }),
    row('family', (value) => (pen, x, y) => paintSample(pen, value, 'asserted', x, y, familyColour(value))),
    signs,
  ];
}
/** The height of the picture with title and legend. */
const sheetHeight = () => HEAD + frame.height + MARGIN + LINE * legend().length;

/** @param {Pen} pen @param {(x: number, y: number) => void} move sets the origin */
function paintSheet(pen, move) {
  const line = (/** @type {string} */ text, /** @type {number} */ y, /** @type {string} */ font, /** @type {string} */ ink) => {
    pen.font = font;
    pen.fillStyle = ink;
    pen.textBaseline = 'middle';
    pen.fillText(text, MARGIN, y);
  };
  pen.beginPath();
  pen.moveTo(0, 0); pen.lineTo(frame.width, 0); pen.lineTo(frame.width, sheetHeight()); pen.lineTo(0, sheetHeight()); pen.closePath();
  pen.fillStyle = colour('ground');
  pen.fill();
  move(0, HEAD);
  paint(pen);
  move(0, 0);
  pen.globalAlpha = 1;
  line(document.title, 24, `600 18px ${colour('sans')}`, colour('ink'));
  const about = [isFiltered() ? say('counts_part', shown.claims.length, claims.length) : say('counts_claims', claims.length), state.until && say('as_of', spoken(state.until)), data.generated && say('built', data.generated)];
  line(about.filter(Boolean).join(' · '), 45, `400 12px ${colour('sans')}`, colour('mute'));
  const font = `400 12.5px ${colour('sans')}`;
  legend().forEach((row, place) => {
    let x = MARGIN;
    const y = HEAD + frame.height + MARGIN + LINE * place;
    for (const item of row) {
      item.paint(pen, x, y);
      pen.font = font;
      pen.fillStyle = colour('ink');
      pen.textBaseline = 'middle';
      pen.fillText(item.text, x + 38, y);
      x += 60 + widthOf(item.text, font);
    }
  });
}
/** The picture as PNG, twice as fine as the screen at least. @returns {Promise<Blob | null>} */
export function toPng() {
  const sheet = document.createElement('canvas'), ratio = Math.max(2, frame.ratio);
  sheet.width = Math.round(frame.width * ratio);
  sheet.height = Math.round(sheetHeight() * ratio);
  const pen = sheet.getContext('2d');
  if (!pen) return Promise.resolve(null);
  const move = (/** @type {number} */ x, /** @type {number} */ y) => pen.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio);
  move(0, 0);
  paintSheet(pen, move);
  return new Promise((done) => { sheet.toBlob(done); });
}
export function toSvg() {
  const pen = new SvgPen(frame.width, Math.round(sheetHeight()), document.title);
  paintSheet(pen, (x, y) => pen.moveOrigin(x, y));
  return String(pen);
}

find('csv').addEventListener('click', () => download('claims.csv', new Blob([toCsv()], { type: 'text/csv' })));
find('svg').addEventListener('click', () => download('graph.svg', new Blob([toSvg()], { type: 'image/svg+xml' })));
find('png').addEventListener('click', () => toPng().then((blob) => { if (blob) download('graph.png', blob); }));
find('print').addEventListener('click', () => window.print());
const menu = /** @type {HTMLDetailsElement} */ (find('save'));
const close = () => { menu.open = false; };
for (const button of menu.querySelectorAll('button')) button.addEventListener('click', close);
addEventListener('pointerdown', (event) => { if (!(event.target instanceof Node && menu.contains(event.target))) close(); });
menu.addEventListener('keydown', (event) => { if (event.key === 'Escape' && menu.open) { close(); menu.querySelector('summary')?.focus(); event.stopPropagation(); } });

/** What the screen showed, to go back to after print. @type {{ view: typeof view, frame: typeof frame } | null} */
let before = null;
/** On paper: light colours, the whole graph, and under it every claim that is shown, as a table. */
addEventListener('beforeprint', () => {
  before ||= { view: { ...view }, frame: { ...frame } };
  const sheet = canvas();
  showTable(true);
  readColours('light');
  Object.assign(frame, { width: 1080, height: 620, ratio: 2 });
  sheet.width = frame.width * frame.ratio;
  sheet.height = frame.height * frame.ratio;
  fit();
  paintNow(true);
});
addEventListener('afterprint', () => {
  if (!before) return;
  Object.assign(view, before.view);
  before = null;
  showTable();
  readColours();
  resize();
  draw();
});
