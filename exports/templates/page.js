// The page: selecting, addresses, language, theme, and the start.
const memory = {
  get(key) { try { return localStorage.getItem(`aigraph-${key}`); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(`aigraph-${key}`, value); } catch { /* private windows keep nothing */ } },
};

/** Select an entity (or nothing); one that is not drawn yet is added with its neighbours. */
function select(entity, remember = true) {
  state.chosen = null;
  state.entity = entity;
  if (entity) reveal(entity.claims.flatMap((claim) => claim.edges.flat()).concat(entity.index));
  settle(entity ? `#e=${encodeURIComponent(entity.id)}` : '#', remember);
  if (entity) keepInView([entity]);
}
/** Select claims: one, or all of a line. */
function choose(some, remember = true) {
  state.entity = null;
  state.chosen = some;
  reveal(some.flatMap((claim) => claim.ends));
  settle(`#c=${encodeURIComponent(some[0].id)}`, remember);
  keepInView(some.flatMap((claim) => claim.ends).map((end) => entities[end]));
}
function reveal(indexes) {
  indexes.filter((index) => index >= data.drawn).slice(0, 80).forEach((index) => state.extra.add(index));
}
function settle(hash, remember) {
  if (remember) history.replaceState(null, '', hash === '#' && isTable() ? '#view=table' : hash);
  recount();
  showPanel();
  showFilters();
  panel.scrollTop = 0;
  draw();
}
function keepInView(some) {
  const outside = some.some((entity) => { const [x, y] = at(entity); return x < 40 || y < 30 || x > frame.width - 40 || y > frame.height - 30; });
  if (outside) fit(shown.near.size > 1 ? [...shown.near].map((index) => entities[index]) : shown.entities);
}

function setView(table) {
  document.documentElement.classList.toggle('as-table', table);
  find('#view-switch').textContent = say(table ? 'graph' : 'table');
  find('#view-switch').setAttribute('aria-pressed', table);
  showTable();
  if (!table) { resize(); draw(); }
}

/** Redraw everything that depends on filters. */
function refresh() {
  recount();
  const all = shown.claims.length === claims.length;
  find('#count').textContent = all ? say('counts', entities.length, claims.length) : say('counts_part', shown.claims.length, claims.length);
  showFilters();
  showTime();
  showPanel();
  showTable();
  draw();
}

function setLanguage(lang) {
  state.lang = lang;
  memory.set('language', lang);
  document.documentElement.lang = lang;
  document.querySelectorAll('[data-t]').forEach((element) => { element.textContent = say(element.dataset.t); });
  box.placeholder = say('search');
  canvas.setAttribute('aria-label', say('canvas'));
  until.setAttribute('aria-label', say('time'));
  find('#zoom-in').setAttribute('aria-label', say('zoom_in'));
  find('#zoom-out').setAttribute('aria-label', say('zoom_out'));
  find('#language').lang = lang === 'en' ? 'zh' : 'en';
  if (find('#built')) find('#built').textContent = say('built', data.generated);
  rewordRows();
  setView(isTable());
  refresh();
}
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  readColours();
  draw();
}

/** Open what the address asks for: `#e=` an entity, `#c=` a claim, `#view=table`. */
function route() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const entity = entities.find((each) => each.id === wanted.get('e'));
  const claim = claims.find((each) => each.id === wanted.get('c'));
  if (wanted.get('view') === 'table') {
    setView(true);
    const first = find('th button');
    if (first) first.focus();
  } else if (entity) select(entity, false);
  else if (claim) choose([claim], false);
}

find('#view-switch').addEventListener('click', () => setView(!isTable()));
find('#csv').addEventListener('click', downloadCsv);
find('#png').addEventListener('click', downloadPng);
find('#zoom-in').addEventListener('click', () => zoomBy(1.3));
find('#zoom-out').addEventListener('click', () => zoomBy(1 / 1.3));
find('#zoom-fit').addEventListener('click', () => fit());
find('#language').addEventListener('click', () => setLanguage(state.lang === 'en' ? 'zh' : 'en'));
find('#theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  memory.set('theme', theme);
  setTheme(theme);
});
find('#skip').addEventListener('click', (event) => { event.preventDefault(); history.replaceState(null, '', '#view=table'); route(); });
addEventListener('hashchange', route);
addEventListener('resize', () => { resize(); fit(); });

if (matchMedia('(max-width: 820px)').matches) find('#filters').open = false;
setTheme(memory.get('theme') || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
recount();
setLanguage(memory.get('language') === 'zh' ? 'zh' : 'en');
resize();
fit();
route();
