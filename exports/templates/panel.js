// The panel: the evidence. An overview, an entity with its claims, or the claims of one line.
const panel = find('#panel');

function nameButton(entity) {
  return make('button', { type: 'button', class: 'name', text: called(entity), on: { click: () => select(entity) } });
}
function nameList(indexes) {
  return indexes.flatMap((index, place) => (place ? [', ', nameButton(entities[index])] : [nameButton(entities[index])]));
}

/** A small picture of a kind, a family or a modality, for legends and lists. */
function mark(group, key) {
  const svg = drawn('svg', { class: 'mark', viewBox: '0 0 22 14', 'aria-hidden': 'true' });
  if (group === 'kind') {
    const [corners, turn, swell] = SHAPES[key] || SHAPES.organization;
    if (!corners) svg.append(drawn('circle', { class: `node fill-${key}`, cx: 11, cy: 7, r: 5.6 }));
    else {
      const points = Array.from({ length: corners }, (_, corner) => {
        const angle = turn + corner * 2 * Math.PI / corners;
        return `${11 + 5.4 * swell * Math.cos(angle)},${7 + 5.4 * swell * Math.sin(angle)}`;
      });
      svg.append(drawn('polygon', { class: `node fill-${key}`, points: points.join(' ') }));
    }
  } else if (group === 'family') svg.append(drawn('path', { class: `edge stroke-${key}`, d: 'M0 7H22' }));
  else if (group === 'modality') {
    svg.append(drawn('path', { class: 'edge plain', d: 'M0 7H22', 'stroke-dasharray': (DASHES[key] || []).join(' ') }));
    if (key === 'denied') svg.append(drawn('path', { class: 'edge plain', d: 'M7 3l8 8M7 11l8-8' }));
  }
  return svg;
}

function showPanel() {
  panel.replaceChildren();
  if (state.entity) showEntity(state.entity);
  else if (state.chosen) showClaims(state.chosen);
  else showOverview();
}

function showOverview() {
  const top = make('ul', { class: 'ranked' });
  shown.entities.slice(0, 10).forEach((entity) => top.append(make('li', {}, mark('kind', entity.kind), nameButton(entity),
    make('small', { text: countClaims(entity.claims.filter((claim) => passes(claim)).length) }))));
  panel.append(make('h3', { text: say('connected') }), make('p', { class: 'meta', text: say('hint') }), top,
    make('h3', { text: say('latest') }), ...statements(shown.claims).slice(0, 5));
}

function showEntity(entity) {
  const visible = entity.claims.filter((claim) => passes(claim));
  const others = entity.names.filter((name) => name !== called(entity));
  const about = [word('kind', entity.kind), countClaims(entity.claims.length)];
  panel.append(backButton(), make('h2', { text: called(entity) }), make('p', { class: 'meta', text: about.join(' · ') }));
  if (others.length) panel.append(make('p', { class: 'meta', text: say('also', others.join(state.lang === 'zh' ? '、' : ', ')) }));
  panel.append(make('div', { class: 'row' }, copyButton(),
    make('button', { type: 'button', text: say('zoom_here'), on: { click: () => fit([...shown.near].map((index) => entities[index])) } })));
  if (visible.length < entity.claims.length) {
    panel.append(make('p', { class: 'meta' }, `${say('hidden', entity.claims.length - visible.length)} `,
      make('button', { type: 'button', text: say('show_all'), on: { click: clearFilters } })));
  }
  panel.append(...statements(visible));
}

function showClaims(chosen) {
  panel.append(backButton(), make('div', { class: 'row' }, copyButton()), ...statements(chosen));
}
function backButton() {
  return make('div', { class: 'row' }, make('button', { type: 'button', text: `← ${say('back')}`, on: { click: () => select(null) } }));
}
function copyButton() {
  const button = make('button', { type: 'button', text: say('copy_link') });
  button.addEventListener('click', () => {
    const done = () => { button.textContent = say('copied'); };
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, () => {});
  });
  return button;
}

/** Claims that say the same of the same entities stand under one sentence, each with its own quote. */
function statements(some) {
  const groups = new Map();
  for (const claim of some) {
    const key = JSON.stringify([claim.type, claim.modality, claim.subject, claim.object, claim.verb.en]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(claim);
  }
  return [...groups.values()].map(statement);
}

function statement(group) {
  const [claim] = group;
  const card = make('article', { class: `claim ${claim.modality}`, 'data-claim': claim.id });
  if (state.chosen && group.some((each) => state.chosen.includes(each)) && shown.claims.length > 1) card.classList.add('current');
  const says = make('p', { class: 'says' }, ...nameList(claim.subject), ' ', make('b', { class: `text-${claim.family}`, text: claim.verb[state.lang] }), ' ',
    ...nameList(claim.object));
  card.append(says);
  let last = '';
  for (const each of group) {
    const facts = factsOf(each), key = facts.textContent;
    if (key !== last) card.append(facts);
    last = key;
    card.append(quoteOf(each), sourceOf(each));
  }
  return card;
}

/** How firmly, when, with what details, and who says so. */
function factsOf(claim) {
  const facts = make('p', { class: 'facts' }, make('span', { class: `badge ${claim.modality}`, text: word('firmly', claim.modality) }));
  const items = [make('time', { datetime: claim.when, text: spoken(claim.when) })];
  for (const [field, english, chinese] of claim.details) {
    const value = state.lang === 'zh' ? chinese : english;
    const isDate = field === 'since' || field === 'until';
    items.push(field === 'amount' || field === 'round' ? value : `${word('value', field)} ${isDate ? spoken(value) : value}`);
  }
  for (const item of items) facts.append(make('span', {}, item));
  for (const [role, indexes] of claim.others) facts.append(make('span', {}, `${word('role', role)} `, ...nameList(indexes)));
  if (claim.says.length) facts.append(make('span', { class: 'who', text: say('says', claim.says.join(', ')) }));
  return facts;
}
function quoteOf(claim) {
  return make('blockquote', { lang: claim.lang }, claim.prefix, make('mark', { text: claim.quote }), claim.suffix);
}
function sourceOf(claim) {
  const article = articles[claim.article];
  const link = article.url
    ? make('a', { href: article.url, rel: 'noopener noreferrer', target: '_blank', text: say('read') })
    : make('span', { text: say('no_link') });
  const parts = [article.publisher, article.title, article.published && spoken(article.published)].filter(Boolean);
  return make('p', { class: 'source' }, parts.join(' · '), parts.length ? ' · ' : '', link);
}
