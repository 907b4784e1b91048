// Labels: greedy, most important first, and never over another label.
// 1. The selected and its neighbours, then the hovered, then by degree; 2. the first HUBS only have to keep clear of other
// labels and of other hubs' nodes (on a phone of the five largest), so that they are named on a full graph; 3. all others keep clear of every node too.
const HUBS = 15;
let labels = [];

/** Boxes by cell, to ask quickly what a new box would touch. */
function boxes(cell = 48) {
  const cells = new Map();
  const reach = (box, use) => {
    for (let i = Math.floor(box[0] / cell); i <= Math.floor(box[2] / cell); i += 1) {
      for (let j = Math.floor(box[1] / cell); j <= Math.floor(box[3] / cell); j += 1) use(`${i},${j}`);
    }
  };
  return {
    add(box) { reach(box, (key) => (cells.get(key) || cells.set(key, []).get(key)).push(box)); },
    touched(box) {
      const found = new Set();
      reach(box, (key) => (cells.get(key) || []).forEach((other) => {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) found.add(other);
      }));
      return found;
    },
  };
}

const clip = (text, most) => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text);

/** The name to draw: in Chinese the Chinese name, where there is one. */
function called(entity) {
  const chinese = state.lang === 'zh' && entity.names.find((name) => /[\u3400-\u9fff]/.test(name));
  return chinese || entity.name;
}

function paintLabels(pen, focus) {
  const taken = boxes(), nodes = boxes();
  labels = [];
  shown.entities.forEach((entity) => {
    const [x, y] = at(entity), r = radius(entity) + 1;
    nodes.add([x - r, y - r, x + r, y + r, entity]);
  });
  const bright = (entity) => Number(shown.near.has(entity.index));
  const order = [...shown.entities].sort((a, b) => (b === state.entity) - (a === state.entity) || bright(b) - bright(a)
    || (b === hovered) - (a === hovered) || a.index - b.index);
  order.forEach((entity, rank) => {
    if (focus && !bright(entity) && entity !== hovered) return;
    const important = rank < HUBS || entity === hovered || entity === state.entity;
    paintLabel(pen, entity, important, taken, nodes);
  });
  if (focus) paintRelations(pen, taken, nodes);
}

function paintLabel(pen, entity, important, taken, nodes) {
  const [x, y] = at(entity);
  if (x < 0 || y < 0 || x > frame.width || y > frame.height) return;
  const size = entity.degree > 7 || entity === state.entity ? 14 : 12.5;
  pen.font = `${size === 14 ? 600 : 450} ${size}px ${colours.sans}`;
  const text = clip(called(entity), 34), width = pen.measureText(text).width, gap = radius(entity) + 4;
  const slant = gap * .75;
  const places = [[gap, 0], [-gap - width, 0], [-width / 2, gap + size * .55], [-width / 2, -gap - size * .55],
    [slant, -slant - size * .3], [slant, slant + size * .3], [-slant - width, -slant - size * .3], [-slant - width, slant + size * .3]];
  let best = null;
  for (const [dx, dy] of places) {
    const box = [x + dx - 3, y + dy - size * .68, x + dx + width + 3, y + dy + size * .68];
    if (box[0] < 2 || box[1] < 2 || box[2] > frame.width - 2 || box[3] > frame.height - 2 || taken.touched(box).size) continue;
    const over = [...nodes.touched(box)].map((node) => node[4]).filter((other) => other !== entity);
    if (over.length && (!important || over.some((other) => other.index < (frame.width < 500 ? 5 : HUBS)))) continue;
    if (!best || over.length < best.cost) best = { box, cost: over.length, x: x + dx, y: y + dy };
    if (!over.length) break;
  }
  if (!best) return;
  taken.add(best.box);
  labels.push({ text, box: best.box, entity: entity.index });
  paintText(pen, text, best.x, best.y, colours.ink);
}
function paintText(pen, text, x, y, colour) {
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  pen.lineWidth = 4;
  pen.strokeStyle = colours.ground;
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

/** Beside the bright lines, the relation in words. */
function paintRelations(pen, taken, nodes) {
  pen.font = `500 11.5px ${colours.sans}`;
  for (const bundle of shown.bundles.filter(isBright)) {
    const verbs = [...new Set(bundle.claims.map((claim) => claim.verb[state.lang]))];
    const text = clip(verbs.join(', '), 34), half = pen.measureText(text).width / 2, line = course(bundle);
    if (line.length < half + 30) continue;
    for (const t of [.5, .38, .62]) {
      const [x, y] = along(line, t), box = [x - half - 3, y - 8, x + half + 3, y + 8];
      if (taken.touched(box).size || nodes.touched(box).size) continue;
      taken.add(box);
      labels.push({ text, box });
      paintText(pen, text, x - half, y, lineColour(bundle.family, '-text'));
      break;
    }
  }
}
