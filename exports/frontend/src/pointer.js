// Pointer and keyboard on the canvas: dragging pans, wheel and two fingers zoom, a click selects, a double click expands; arrows walk.
/** @import { Entity } from './types.js' */
import { at, bundleAt, entityAt, fit, frame, view, zoomBy } from './camera.js';
import { choose, expand, select, setView } from './choosing.js';
import { find } from './dom.js';
import { entities, passes, shown, state } from './model.js';
import { canvas, draw, touched } from './painting.js';
import { box } from './searchbox.js';
import { called, countClaims, sentence, spoken, word } from './speech.js';

const sheet = canvas(), tip = find('tip');
/** @type {Map<number, [number, number]>} */
const fingers = new Map();
/** @type {{ from: [number, number], x: number, y: number, moved: boolean } | null} */
let drag = null;
/** @param {MouseEvent} event @returns {[number, number]} */
const inside = (event) => { const place = sheet.getBoundingClientRect(); return [event.clientX - place.left, event.clientY - place.top]; };

sheet.addEventListener('pointerdown', (event) => {
  fingers.set(event.pointerId, inside(event));
  sheet.setPointerCapture(event.pointerId);
  drag = { from: inside(event), x: view.x, y: view.y, moved: false };
});
sheet.addEventListener('pointermove', (event) => {
  const [x, y] = inside(event), before = fingers.get(event.pointerId);
  if (fingers.size === 2 && before && drag) {
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1] || before;
    zoomBy(Math.hypot(x - other[0], y - other[1]) / (Math.hypot(before[0] - other[0], before[1] - other[1]) || 1), x, y);
    fingers.set(event.pointerId, [x, y]);
    drag.moved = true;
    draw();
  } else if (drag && fingers.size) {
    const [dx, dy] = [x - drag.from[0], y - drag.from[1]];
    drag.moved ||= Math.hypot(dx, dy) > 4;
    if (drag.moved) { view.x = drag.x + dx; view.y = drag.y + dy; tip.hidden = true; draw(false); }
  } else hover(x, y);
});
/** @param {number} x @param {number} y */
function hover(x, y) {
  const entity = entityAt(x, y), bundle = entity ? null : bundleAt(x, y);
  sheet.style.cursor = entity || bundle ? 'pointer' : 'grab';
  if (entity !== touched.entity) { touched.entity = entity; draw(); }
  tip.hidden = !entity && !bundle;
  if (entity) tip.textContent = `${called(entity)} · ${word('kind', entity.kind)} · ${countClaims(entity.claims.length)}`;
  if (bundle) {
    const [claim] = bundle.claims, more = bundle.claims.length > 1 ? ` · ${countClaims(bundle.claims.length)}` : '';
    tip.textContent = `${sentence(claim)} · ${spoken(claim.when)}${claim.modality === 'asserted' ? '' : ` · ${word('firmly', claim.modality)}`}${more}`;
  }
  tip.style.left = `${Math.max(4, Math.min(x + 14, frame.width - 290))}px`;
  tip.style.top = `${y > frame.height - 70 ? y - 46 : y + 16}px`;
}
/** @param {PointerEvent} event */
function release(event) {
  fingers.delete(event.pointerId);
  if (drag && !drag.moved && event.type === 'pointerup') {
    const [x, y] = inside(event), entity = entityAt(x, y), bundle = entity ? null : bundleAt(x, y);
    if (bundle) choose(bundle.claims);
    else if (entity !== state.entity || state.chosen) select(entity, false);
  } else if (drag?.moved) draw();
  if (!fingers.size) drag = null;
}
sheet.addEventListener('pointerup', release);
sheet.addEventListener('pointercancel', release);
sheet.addEventListener('pointerleave', () => { tip.hidden = true; if (touched.entity) { touched.entity = null; draw(); } });
sheet.addEventListener('dblclick', (event) => { const entity = entityAt(...inside(event)); if (entity) expand(entity); });
sheet.addEventListener('wheel', (event) => { event.preventDefault(); zoomBy(Math.exp(-event.deltaY * .0015), ...inside(event)); draw(); }, { passive: false });

/** @type {Record<string, () => void>} */
const KEYS = {
  '+': () => zoomBy(1.25), '=': () => zoomBy(1.25), '-': () => zoomBy(.8), 0: () => fit(),
  Enter: () => find('panel').focus(),
  x: () => { if (state.entity) expand(state.entity); },
  n: () => turn(1), p: () => turn(-1),
};
/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
sheet.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (WAYS[event.key]) { event.preventDefault(); walk(WAYS[event.key]); }
  else if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); draw(); }
});
/** To the neighbour that lies that way; from nowhere to the best connected. @param {[number, number]} way */
function walk([wx, wy]) {
  const from = state.entity;
  if (!from) { if (shown.entities.length) select(shown.entities[0], false); return; }
  /** @type {[number, Entity][]} */
  const ways = [];
  for (const index of shown.near) {
    const entity = entities[index];
    if (entity === from || !state.sheet.has(index)) continue;
    const [x, y] = at(entity), [x0, y0] = at(from), length = Math.hypot(x - x0, y - y0) || 1;
    const ahead = ((x - x0) * wx + (y - y0) * wy) / length;
    if (ahead > .25) ways.push([length * (2 - ahead), entity]);
  }
  ways.sort((a, b) => a[0] - b[0]);
  if (ways.length) select(ways[0][1], false);
}
/** Whose claims `n` and `p` go through. @type {Entity | null} */
let ring = null;
/** The next or previous claim: of the entity that was selected, else of all that are shown. @param {number} by */
function turn(by) {
  if (state.entity) ring = state.entity;
  const some = ring ? ring.claims.filter(passes) : shown.claims;
  if (!some.length) return;
  const place = state.chosen ? some.indexOf(state.chosen[0]) : by > 0 ? -1 : 0;
  choose([some[(place + by + some.length) % some.length]]);
}

find('zoom-in').addEventListener('click', () => { zoomBy(1.3); draw(); });
find('zoom-out').addEventListener('click', () => { zoomBy(1 / 1.3); draw(); });
find('zoom-fit').addEventListener('click', () => { fit(); draw(); });

const help = /** @type {HTMLDialogElement} */ (find('help'));
find('help-open').addEventListener('click', () => help.showModal());
addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === 'search';
  if (typing || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.key === '/') { event.preventDefault(); box.focus(); }
  else if (event.key === '?') help.showModal();
  else if (event.key === 't') setView(state.view === 'table' ? 'graph' : 'table');
  else if (event.key === 'Escape') { ring = null; select(null); }
});
