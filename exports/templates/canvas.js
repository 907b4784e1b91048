// The canvas: view, shapes, lines, nodes, and what the pointer touches.
const canvas = find('#canvas');
const view = { x: 0, y: 0, kx: 1, ky: 1, zoom: 1 };
const frame = { width: 0, height: 0, ratio: 1 };
const DASHES = { asserted: [], planned: [8, 4], reported: [2, 3], possible: [1.5, 6], denied: [9, 3, 2, 3] };
const SHAPES = { organization: [0, 0, 1], person: [4, 0, 1.2], product: [6, 0, 1.08], place: [4, Math.PI / 4, 1.2], group: [3, -Math.PI / 2, 1.3] };
const FAMILY_COLOURS = { people: 'people', money: 'money', product: 'products', relation: 'relation', dispute: 'dispute' };
let colours = {};
let hovered = null;
let waiting = false;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ['ground', 'ink', 'mute', 'control', 'sans', ...Object.keys(words.kind), ...Object.values(FAMILY_COLOURS),
    ...Object.values(FAMILY_COLOURS).map((name) => `${name}-text`)];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
const lineColour = (family, text = '') => colours[(FAMILY_COLOURS[family] || 'relation') + text];

const at = (entity) => [entity.x * view.kx + view.x, entity.y * view.ky + view.y];
const radius = (entity) => Math.min(17, 4 + 1.75 * Math.sqrt(entity.degree)) * Math.min(1.4, Math.max(.72, view.zoom ** .4)) * (frame.width < 500 ? .8 : 1);

function resize() {
  frame.ratio = window.devicePixelRatio || 1;
  frame.width = canvas.clientWidth;
  frame.height = canvas.clientHeight;
  canvas.width = Math.round(frame.width * frame.ratio);
  canvas.height = Math.round(frame.height * frame.ratio);
}

/** Show `some` entities as large as the canvas allows; the two axes may differ by 2, so that no side stays empty. */
function fit(some = shown.entities) {
  if (!some.length || !frame.width) return;
  const xs = some.map((entity) => entity.x), ys = some.map((entity) => entity.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const side = Math.min(74, frame.width * .1);
  const kx = Math.min(2.4, (frame.width - 2 * side) / Math.max(right - left, 1));
  const ky = Math.min(2.4, (frame.height - 84) / Math.max(bottom - top, 1));
  view.kx = Math.min(kx, ky * 2);
  view.ky = Math.min(ky, kx * 2);
  view.x = frame.width / 2 - (left + right) / 2 * view.kx;
  view.y = frame.height / 2 - 6 - (top + bottom) / 2 * view.ky;
  view.zoom = Math.sqrt(view.kx * view.ky) * 1.7;
  draw();
}
function zoomBy(factor, x = frame.width / 2, y = frame.height / 2) {
  const by = Math.min(9 / view.zoom, Math.max(.15 / view.zoom, factor));
  view.x = x - (x - view.x) * by;
  view.y = y - (y - view.y) * by;
  view.kx *= by; view.ky *= by; view.zoom *= by;
  draw();
}

function draw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; paint(canvas.getContext('2d')); });
}

function paint(pen) {
  pen.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  pen.clearRect(0, 0, frame.width, frame.height);
  const focus = shown.near.size > 0;
  pen.lineCap = 'butt';
  for (const bright of focus ? [false, true] : [false]) {
    for (const bundle of shown.bundles) if ((focus && isBright(bundle)) === bright) paintLine(pen, bundle, focus, bright);
  }
  pen.setLineDash([]);
  for (const entity of [...shown.entities].reverse()) paintNode(pen, entity, focus && !shown.near.has(entity.index));
  pen.globalAlpha = 1;
  paintLabels(pen, focus);
}

/** The line's ends at the nodes' rims and its control point. */
function course(bundle) {
  const [a, b] = [entities[bundle.a], entities[bundle.b]];
  const [x1, y1] = at(a), [x2, y2] = at(b);
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const bow = bundle.bow * Math.min(1.5, Math.max(.6, view.zoom));
  return { x1, y1, x2, y2, cx: (x1 + x2) / 2 - (y2 - y1) / length * bow * 2, cy: (y1 + y2) / 2 + (x2 - x1) / length * bow * 2, length };
}
const along = ({ x1, y1, x2, y2, cx, cy }, t) => [
  (1 - t) ** 2 * x1 + 2 * t * (1 - t) * cx + t * t * x2,
  (1 - t) ** 2 * y1 + 2 * t * (1 - t) * cy + t * t * y2,
];

function paintLine(pen, bundle, focus, bright) {
  const line = course(bundle);
  pen.globalAlpha = focus && !bright ? .13 : 1;
  pen.strokeStyle = pen.fillStyle = lineColour(bundle.family);
  const strength = Math.min(1.2, (bundle.claims.length - 1) * .4);
  pen.lineWidth = (bright ? 2.2 : 1.15) + strength - (bundle.modality === 'asserted' ? 0 : .15);
  pen.setLineDash(DASHES[bundle.modality] || []);
  pen.beginPath();
  pen.moveTo(line.x1, line.y1);
  pen.quadraticCurveTo(line.cx, line.cy, line.x2, line.y2);
  pen.stroke();
  pen.setLineDash([]);
  if (bundle.arrow && line.length > 34) paintArrow(pen, line, radius(entities[bundle.b]) + 2.5, bright ? 8 : 6);
  if (bundle.modality === 'denied') paintCross(pen, along(line, .5));
}
function paintArrow(pen, line, gap, size) {
  const turn = Math.atan2(line.y2 - line.cy, line.x2 - line.cx);
  const [x, y] = [line.x2 - gap * Math.cos(turn), line.y2 - gap * Math.sin(turn)];
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - size * Math.cos(turn - .4), y - size * Math.sin(turn - .4));
  pen.lineTo(x - size * Math.cos(turn + .4), y - size * Math.sin(turn + .4));
  pen.fill();
}
function paintCross(pen, [x, y]) {
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(x - 4, y - 4); pen.lineTo(x + 4, y + 4);
  pen.moveTo(x - 4, y + 4); pen.lineTo(x + 4, y - 4);
  pen.stroke();
}

function outline(pen, kind, x, y, size) {
  const [corners, turn, swell] = SHAPES[kind] || SHAPES.organization;
  pen.beginPath();
  if (!corners) pen.arc(x, y, size, 0, 2 * Math.PI);
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = turn + corner * 2 * Math.PI / corners;
    pen.lineTo(x + size * swell * Math.cos(angle), y + size * swell * Math.sin(angle));
  }
  pen.closePath();
}
function paintNode(pen, entity, faint) {
  const [x, y] = at(entity);
  if (x < -30 || y < -30 || x > frame.width + 30 || y > frame.height + 30) return;
  pen.globalAlpha = 1;
  outline(pen, entity.kind, x, y, radius(entity) + 1.6);
  pen.fillStyle = entity === state.entity ? colours.ink : colours.ground;
  pen.fill();
  pen.globalAlpha = faint ? .2 : 1;
  outline(pen, entity.kind, x, y, radius(entity) - (entity === state.entity ? .8 : 0));
  pen.fillStyle = colours[entity.kind] || colours.ink;
  pen.fill();
}

function entityAt(x, y) {
  const near = shown.entities.map((entity) => {
    const [ex, ey] = at(entity);
    return [Math.hypot(ex - x, ey - y) - radius(entity), entity];
  }).filter(([distance]) => distance < 7).sort((a, b) => a[0] - b[0]);
  return near.length ? near[0][1] : null;
}
function bundleAt(x, y) {
  let best = null, least = 7;
  for (const bundle of shown.bundles) {
    const line = course(bundle);
    for (let step = 1; step < 20; step += 1) {
      const [lx, ly] = along(line, step / 20);
      const distance = Math.hypot(lx - x, ly - y);
      if (distance < least) { least = distance; best = bundle; }
    }
  }
  return best;
}
