// Painting: lines, nodes and signs on a pen, which is a canvas or an SvgPen.
/** @import { Bundle, Entity, Pen } from './types.js' */
/** @import { Course } from './camera.js' */
import { along, at, course, frame, radius, small, view } from './camera.js';
import { paintLabels, placeLabels } from './labels.js';
import { colour, dashOf, familyColour, outline, paintDispute, paintSign, SIGN } from './marks.js';
import { entities, isBright, isDispute, shown, state } from './model.js';

/** What the pointer is on. @type {{ entity: Entity | null }} */
export const touched = { entity: null };
const FAINT = .14;
let waiting = false, stale = true;

/** @returns {HTMLCanvasElement} */
export const canvas = () => /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));

/** Match the canvas to its place on the screen, one dot of the screen a dot of the canvas. */
export function resize() {
  const element = canvas();
  frame.ratio = window.devicePixelRatio || 1;
  frame.width = element.clientWidth;
  frame.height = element.clientHeight;
  element.width = Math.round(frame.width * frame.ratio);
  element.height = Math.round(frame.height * frame.ratio);
}

/** Paint before the next frame; `labels` false keeps the labels that are placed (while panning). */
export function draw(labels = true) {
  stale ||= labels;
  if (waiting || !frame.width) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; paintNow(); });
}
/** @param {boolean} [labels] place the labels anew */
export function paintNow(labels = false) {
  stale ||= labels;
  const pen = canvas().getContext('2d');
  if (!pen) return;
  pen.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  pen.clearRect(0, 0, frame.width, frame.height);
  paint(pen);
}

/** @param {Pen} pen */
export function paint(pen) {
  const focus = shown.near.size > 0;
  const few = shown.bundles.length < 260 || view.zoom > 2.2;
  if (focus) for (const bundle of shown.bundles) if (!isBright(bundle)) paintLine(pen, bundle, true, false, few);
  for (const bundle of shown.bundles) if (!focus || isBright(bundle)) paintLine(pen, bundle, false, focus, few);
  for (let place = shown.entities.length - 1; place >= 0; place -= 1) {
    const entity = shown.entities[place];
    paintNode(pen, entity, focus && !shown.near.has(entity.index));
  }
  for (const bundle of shown.bundles) if (!focus || isBright(bundle)) paintSigns(pen, bundle, focus, few);
  pen.globalAlpha = 1;
  if (stale) { placeLabels(touched.entity); stale = false; }
  paintLabels(pen);
}

/** @param {Course} line */
const isOut = (line) => Math.max(line.x1, line.x2) < -40 || Math.min(line.x1, line.x2) > frame.width + 40
  || Math.max(line.y1, line.y2) < -40 || Math.min(line.y1, line.y2) > frame.height + 40;

/** @param {Pen} pen @param {Bundle} bundle @param {boolean} faint @param {boolean} bright @param {boolean} few */
function paintLine(pen, bundle, faint, bright, few) {
  const line = course(bundle), firm = bundle.modality === 'asserted';
  if (isOut(line)) return;
  const ink = familyColour(bundle.family);
  pen.globalAlpha = faint ? FAINT : 1;
  pen.strokeStyle = ink;
  pen.lineWidth = firm ? (bright ? 2.2 : few ? 1.6 : 1.15) + Math.min(1.2, (bundle.claims.length - 1) * .4) : bright ? 1.3 : .9;
  pen.setLineDash(dashOf(bundle.family));
  pen.beginPath();
  pen.moveTo(line.x1, line.y1);
  pen.quadraticCurveTo(line.cx, line.cy, line.x2, line.y2);
  pen.stroke();
  pen.setLineDash([]);
  if (bundle.arrow && line.length > 30) paintArrow(pen, line, radius(entities[bundle.b]) + 2.5, bright ? 9 : few ? 7.5 : 6, firm, ink);
}
/** @param {Pen} pen @param {Course} line @param {number} gap @param {number} size @param {boolean} firm @param {string} ink */
function paintArrow(pen, line, gap, size, firm, ink) {
  const turn = Math.atan2(line.y2 - line.cy, line.x2 - line.cx);
  const [x, y] = [line.x2 - gap * Math.cos(turn), line.y2 - gap * Math.sin(turn)];
  pen.beginPath();
  pen.moveTo(x - size * Math.cos(turn - .42), y - size * Math.sin(turn - .42));
  pen.lineTo(x, y);
  pen.lineTo(x - size * Math.cos(turn + .42), y - size * Math.sin(turn + .42));
  if (firm) { pen.closePath(); pen.fillStyle = ink; pen.fill(); return; }
  pen.lineWidth = 1.2;
  pen.stroke();
}
/** What a line carries: that it is no fact, that it is disputed. @param {Pen} pen @param {Bundle} bundle @param {boolean} bright @param {boolean} few */
function paintSigns(pen, bundle, bright, few) {
  const firm = bundle.modality === 'asserted';
  if (firm && !bundle.disputed) return;
  const line = course(bundle);
  if (isOut(line)) return;
  pen.globalAlpha = 1;
  const [x, y] = along(line, .5);
  if (!firm) paintSign(pen, bundle.modality, x, y, familyColour(bundle.family), bright || few ? SIGN * small() : 3.2);
  if (bundle.disputed) paintDispute(pen, ...along(line, firm ? .5 : .34), (bright || few ? 7 : 5.5) * small());
}

/** @param {Pen} pen @param {Entity} entity @param {boolean} faint */
function paintNode(pen, entity, faint) {
  const [x, y] = at(entity), size = radius(entity), selected = entity === state.entity;
  if (x < -30 || y < -30 || x > frame.width + 30 || y > frame.height + 30) return;
  pen.globalAlpha = 1;
  outline(pen, entity.kind, x, y, size + (selected ? 3.2 : 1.6));
  pen.fillStyle = selected ? colour('ink') : colour('ground');
  pen.fill();
  if (selected) { outline(pen, entity.kind, x, y, size + 1.4); pen.fillStyle = colour('ground'); pen.fill(); }
  pen.globalAlpha = faint ? .22 : 1;
  outline(pen, entity.kind, x, y, size);
  pen.fillStyle = colour(entity.kind);
  pen.fill();
  if (faint) return;
  if ((shown.beyond.get(entity.index)?.size || 0) > (view.zoom > 1.7 || shown.near.size ? 0 : 4)) paintMore(pen, x - size * .8, y + size * .8);
  if (hasOwnDispute(entity)) paintDispute(pen, x + size * .85, y - size * .85, 6 * small());
}
/** A dispute about the entity alone (what it is worth, say), which no line shows. @param {Entity} entity */
const hasOwnDispute = (entity) => entity.claims.some((claim) => claim.ends.length === 1 && claim.conflicts.some(isDispute));

/** The sign that an entity has neighbours which are not drawn. @param {Pen} pen @param {number} x @param {number} y */
function paintMore(pen, x, y) {
  pen.beginPath();
  pen.arc(x, y, 4, 0, 2 * Math.PI);
  pen.fillStyle = colour('ink');
  pen.fill();
  pen.strokeStyle = colour('ground');
  pen.lineWidth = 1.3;
  for (const [dx, dy] of [[2.2, 0], [0, 2.2]]) {
    pen.beginPath();
    pen.moveTo(x - dx, y - dy);
    pen.lineTo(x + dx, y + dy);
    pen.stroke();
  }
}
