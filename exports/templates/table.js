// The table: the rows that the file already holds, sorted, filtered, paged and reworded in place.
const PER_PAGE = 500;
const sorting = { column: 'when', down: true, page: 0 };
const rows = claims.map((claim, index) => find(`#row-${index}`));
const isTable = () => document.documentElement.classList.contains('as-table');

const named = (indexes) => indexes.map((index) => called(entities[index])).join(', ');
const COLUMNS = {
  when: (claim) => claim.when,
  subject: (claim) => named(claim.subject),
  words: (claim) => claim.verb[state.lang],
  object: (claim) => named(claim.object),
  details: (claim) => [...claim.details.map(([, english, chinese]) => (state.lang === 'zh' ? chinese : english)),
    ...claim.others.map(([role, indexes]) => `${word('role', role)}: ${named(indexes)}`)].join('; '),
  modality: (claim) => word('modality', claim.modality),
  source: (claim) => articles[claim.article].publisher || articles[claim.article].title,
  quote: (claim) => claim.quote,
};

function rewordRows() {
  claims.forEach((claim, index) => {
    const cell = (column) => rows[index].querySelector(`.c-${column}`);
    for (const column of ['details', 'modality']) cell(column).textContent = COLUMNS[column](claim);
    for (const column of ['subject', 'object']) cell(column).replaceChildren(...nameList(claim[column]));
    cell('words').replaceChildren(make('button', { type: 'button', class: 'name', text: claim.verb[state.lang], on: { click: () => choose([claim]) } }));
  });
}

function showTable() {
  if (!isTable()) return;
  const value = COLUMNS[sorting.column], sign = sorting.down ? -1 : 1;
  const order = claims.map((claim) => [value(claim), claim.index])
    .sort((a, b) => sign * (a[0] < b[0] ? -1 : Number(a[0] > b[0])) || a[1] - b[1]).map(([, index]) => index);
  const visible = new Set(shown.claims.map((claim) => claim.index));
  const kept = order.filter((index) => visible.has(index));
  sorting.page = Math.min(sorting.page, Math.max(0, Math.ceil(kept.length / PER_PAGE) - 1));
  const page = new Set(kept.slice(sorting.page * PER_PAGE, (sorting.page + 1) * PER_PAGE));
  rows.forEach((row, index) => { row.hidden = !page.has(index); });
  find('#rows').append(...order.map((index) => rows[index]));
  document.querySelectorAll('th').forEach((head) => {
    if (head.firstChild.dataset.column === sorting.column) head.setAttribute('aria-sort', sorting.down ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
  });
  showPager(Math.ceil(kept.length / PER_PAGE));
}
function showPager(pages) {
  const turn = (by) => () => { sorting.page += by; showTable(); find('#sheet').scrollTop = 0; };
  const button = (key, by) => {
    const made = make('button', { type: 'button', text: say(key), on: { click: turn(by) } });
    made.disabled = sorting.page + by < 0 || sorting.page + by >= pages;
    return made;
  };
  find('#pager').hidden = pages < 2;
  find('#pager').replaceChildren(button('previous', -1), say('page_of', sorting.page + 1, pages), button('next', 1));
}
document.querySelectorAll('th button').forEach((button) => button.addEventListener('click', () => {
  const column = button.dataset.column;
  sorting.down = sorting.column === column ? !sorting.down : column === 'when';
  sorting.column = column;
  showTable();
}));

/** A cell that no spreadsheet takes for a formula. */
function csvCell(value) {
  const text = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return `"${text.replace(/"/g, '""')}"`;
}
function downloadCsv() {
  const columns = Object.keys(COLUMNS);
  const lines = shown.claims.map((claim) => [...columns.map((column) => COLUMNS[column](claim)), articles[claim.article].url || '', claim.id]);
  const text = [[...columns, 'url', 'claim'], ...lines].map((line) => line.map(csvCell).join(',')).join('\r\n');
  download('claims.csv', new Blob(['\ufeff', text], { type: 'text/csv' }));
}
function download(name, blob) {
  const link = make('a', { download: name, href: URL.createObjectURL(blob) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** The picture with its title and legend. */
function downloadPng() {
  const sheet = document.createElement('canvas'), foot = 64;
  sheet.width = canvas.width;
  sheet.height = canvas.height + foot * frame.ratio;
  const pen = sheet.getContext('2d');
  paint(pen);
  pen.globalCompositeOperation = 'destination-over';
  pen.fillStyle = colours.ground;
  pen.fillRect(0, 0, frame.width, frame.height + foot);
  pen.globalCompositeOperation = 'source-over';
  let x = 16;
  const put = (text, paintMark) => { paintMark(x); pen.fillStyle = colours.ink; pen.fillText(text, x + 28, pen.y); x += 44 + pen.measureText(text).width; };
  pen.font = `12px ${colours.sans}`;
  pen.y = frame.height + 18;
  for (const kind of present('kind')) put(word('kind', kind), (left) => { outline(pen, kind, left + 11, pen.y, 6); pen.fillStyle = colours[kind]; pen.fill(); });
  pen.y += 28; x = 16;
  for (const family of present('family')) {
    put(word('family', family), (left) => { pen.strokeStyle = lineColour(family); pen.lineWidth = 2; pen.beginPath(); pen.moveTo(left, pen.y); pen.lineTo(left + 22, pen.y); pen.stroke(); });
  }
  sheet.toBlob((blob) => download('graph.png', blob));
}
