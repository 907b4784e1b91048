// The controls: legend with filters, time, search, pointer and keyboard.
/** The values of a group that occur, in the order of the words file. */
function present(group) {
  const used = new Set(group === 'kind' ? entities.map((entity) => entity.kind) : claims.map((claim) => claim[group]));
  return Object.keys(words[group]).filter((key) => used.has(key));
}
function countOf(group, key) {
  if (group === 'kind') {
    const active = new Set(claims.filter((claim) => passes(claim, 'kind')).flatMap((claim) => claim.ends));
    return entities.filter((entity) => entity.kind === key && active.has(entity.index)).length;
  }
  return claims.filter((claim) => claim[group] === key && passes(claim, group)).length;
}
function showFilters() {
  for (const group of ['kind', 'family', 'modality', 'lang']) {
    find(`#f-${group}`).replaceChildren(...present(group).map((key) => {
      const box = make('input', { type: 'checkbox', 'data-filter': `${group}:${key}`, on: { change: () => toggle(group, key) } });
      box.checked = !state.off[group].has(key);
      const label = make('label', { class: box.checked ? '' : 'off' }, box);
      if (group !== 'lang') label.append(mark(group, key));
      label.append(make('span', { text: word(group, key) }), make('small', { text: countOf(group, key) }));
      return label;
    }));
  }
  const undrawn = entities.length - Math.min(entities.length, data.drawn) - state.extra.size;
  find('#undrawn').textContent = undrawn > 0 ? say('undrawn', undrawn) : '';
}
function toggle(group, key) {
  if (!state.off[group].delete(key)) state.off[group].add(key);
  refresh();
  find(`[data-filter="${group}:${key}"]`).focus();
}
function clearFilters() {
  Object.values(state.off).forEach((group) => group.clear());
  until.value = until.max;
  state.until = '';
  refresh();
}

// Time: months of the last ten years; what is older stands in the first bar.
const until = find('#until');
const months = (() => {
  const known = claims.map((claim) => claim.when.slice(0, 7)).filter(Boolean).map((when) => (when.length === 4 ? `${when}-01` : when)).sort();
  if (!known.length) return [];
  const number = (month) => month.slice(0, 4) * 12 + (month.slice(5) - 1);
  const last = number(known.at(-1)), first = Math.max(number(known[0]), last - 119);
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const month = first + step;
    return `${Math.floor(month / 12)}-${String(month % 12 + 1).padStart(2, '0')}`;
  });
})();
function monthOf(claim) {
  const month = claim.when.length === 4 ? `${claim.when}-01` : claim.when.slice(0, 7);
  return month && month < months[0] ? months[0] : month;
}
function showTime() {
  find('#time').hidden = months.length < 2;
  if (months.length < 2) return;
  const counts = new Map(months.map((month) => [month, 0]));
  claims.filter((claim) => claim.when && passes(claim, 'time')).forEach((claim) => counts.set(monthOf(claim), counts.get(monthOf(claim)) + 1));
  const most = Math.max(1, ...counts.values()), bars = find('#bars');
  bars.setAttribute('viewBox', `0 0 ${months.length * 10} 40`);
  bars.replaceChildren(...months.map((month, index) => drawn('rect', {
    x: index * 10 + 1, width: 8, y: 40 - counts.get(month) / most * 39, height: counts.get(month) / most * 39,
    class: state.until && month > state.until ? 'later' : 'now',
  })));
  const older = claims.some((claim) => claim.when && claim.when.slice(0, 7) < months[0].slice(0, claim.when.length === 4 ? 4 : 7));
  find('#first').textContent = spoken(months[0]) + (older ? ` (${say('earlier')})` : '');
  find('#last').textContent = spoken(months.at(-1));
  find('#until-label').textContent = state.until ? say('as_of', spoken(state.until)) : say('all_dates');
  until.setAttribute('aria-valuetext', find('#until-label').textContent);
}
until.max = Math.max(0, months.length - 1);
until.value = until.max;
until.addEventListener('input', () => {
  state.until = until.value === until.max ? '' : months[Number(until.value)];
  refresh();
});

// Search.
const box = find('#q'), list = find('#found');
let results = [], current = 0;
function showResults() {
  list.replaceChildren(...results.map((entity, index) => {
    const item = make('li', { role: 'option', id: `found-${index}`, 'aria-selected': index === current }, mark('kind', entity.kind),
      make('span', { text: called(entity) }), make('small', { text: entity.names.find((name) => name !== called(entity)) || word('kind', entity.kind) }));
    item.addEventListener('pointerdown', (event) => { event.preventDefault(); pick(index); });
    return item;
  }));
  if (!results.length && box.value.trim()) list.append(make('li', { text: say('nothing') }));
  box.setAttribute('aria-expanded', results.length > 0);
  if (results.length) box.setAttribute('aria-activedescendant', `found-${current}`);
  else box.removeAttribute('aria-activedescendant');
}
function pick(index) {
  const entity = results[index];
  results = [];
  box.value = '';
  list.replaceChildren();
  box.setAttribute('aria-expanded', 'false');
  select(entity);
}
box.addEventListener('input', () => { results = search(box.value); current = 0; showResults(); });
box.addEventListener('blur', () => list.replaceChildren());
box.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && results.length) { current = (current + step + results.length) % results.length; showResults(); event.preventDefault(); }
  else if (event.key === 'Enter' && results.length) pick(current);
  else if (event.key === 'Escape') { results = []; list.replaceChildren(); }
});

// Pointer: drag pans, two fingers zoom, a click selects.
const fingers = new Map();
let drag = null;
const inside = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
canvas.addEventListener('pointerdown', (event) => {
  fingers.set(event.pointerId, inside(event));
  canvas.setPointerCapture(event.pointerId);
  drag = { from: inside(event), x: view.x, y: view.y, moved: false };
});
canvas.addEventListener('pointermove', (event) => {
  const [x, y] = inside(event);
  if (fingers.size === 2) {
    const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    const before = fingers.get(event.pointerId);
    zoomBy(Math.hypot(x - other[0], y - other[1]) / (Math.hypot(before[0] - other[0], before[1] - other[1]) || 1), x, y);
    fingers.set(event.pointerId, [x, y]);
    drag.moved = true;
  } else if (drag && fingers.size) {
    const [dx, dy] = [x - drag.from[0], y - drag.from[1]];
    drag.moved ||= Math.hypot(dx, dy) > 4;
    if (drag.moved) { view.x = drag.x + dx; view.y = drag.y + dy; draw(); }
  } else hover(x, y);
});
function hover(x, y) {
  const entity = entityAt(x, y), bundle = entity ? null : bundleAt(x, y), tip = find('#tip');
  canvas.style.cursor = entity || bundle ? 'pointer' : 'grab';
  if (entity !== hovered) { hovered = entity; draw(); }
  tip.hidden = !entity && !bundle;
  if (entity) tip.textContent = `${called(entity)} · ${word('kind', entity.kind)} · ${countClaims(entity.claims.length)}`;
  if (bundle) {
    const [claim] = bundle.claims;
    tip.textContent = `${named(claim.subject)} ${claim.verb[state.lang]} ${named(claim.object)} · ${spoken(claim.when)}`
      + (bundle.claims.length > 1 ? ` · ${countClaims(bundle.claims.length)}` : '');
  }
  tip.style.left = `${Math.max(4, Math.min(x + 14, frame.width - 290))}px`;
  tip.style.top = `${y + 16}px`;
}
function release(event) {
  fingers.delete(event.pointerId);
  if (drag && !drag.moved && event.type === 'pointerup') {
    const [x, y] = inside(event), entity = entityAt(x, y), bundle = entity ? null : bundleAt(x, y);
    if (bundle) choose(bundle.claims); else select(entity);
  }
  drag = null;
}
canvas.addEventListener('pointerup', release);
canvas.addEventListener('pointercancel', release);
canvas.addEventListener('pointerleave', () => { find('#tip').hidden = true; if (hovered) { hovered = null; draw(); } });
canvas.addEventListener('wheel', (event) => { event.preventDefault(); zoomBy(Math.exp(-event.deltaY * .0015), ...inside(event)); }, { passive: false });

// Keyboard.
canvas.addEventListener('keydown', (event) => {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (event.key === '+' || event.key === '=') zoomBy(1.25);
  else if (event.key === '-') zoomBy(.8);
  else if (event.key === '0') fit();
  else if (way) { event.preventDefault(); step(way); }
});
function step([wx, wy]) {
  if (!state.entity) { if (shown.entities.length) select(shown.entities[0]); return; }
  const from = state.entity;
  const ways = [...shown.near].map((index) => entities[index]).filter((entity) => entity !== from).map((entity) => {
    const [dx, dy] = [entity.x - from.x, entity.y - from.y], length = Math.hypot(dx, dy) || 1, ahead = (dx * wx + dy * wy) / length;
    return [ahead, length * (2 - ahead), entity];
  }).filter(([ahead]) => ahead > .25).sort((a, b) => a[1] - b[1]);
  if (ways.length) select(ways[0][2]);
}
addEventListener('keydown', (event) => {
  if (event.key === '/' && !(event.target instanceof HTMLInputElement)) { event.preventDefault(); box.focus(); }
  if (event.key === 'Escape' && event.target !== box) select(null);
});
