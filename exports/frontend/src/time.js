// Time: claims by month over a slider; the graph is shown as of the month that it stands on, and can be played.
import { changed, onChange } from './choosing.js';
import { drawn, find } from './dom.js';
import { claims, state, tally } from './model.js';
import { span } from './months.js';
import { say, spoken } from './speech.js';

const LONGEST = 120;
const slider = /** @type {HTMLInputElement} */ (find('until')), bars = find('bars'), button = find('play');

const months = span(claims.map((claim) => claim.month).filter(Boolean).sort(), LONGEST);
const hasOlder = claims.some((claim) => claim.month && claim.month < months[0]);

function show() {
  find('time').hidden = button.hidden = months.length < 2;
  if (months.length < 2) return;
  const counts = new Map(months.map((month) => [month, 0]));
  for (const [month, count] of tally().months) {
    const place = month < months[0] ? months[0] : month;
    counts.set(place, (counts.get(place) || 0) + count);
  }
  const most = Math.max(1, ...counts.values());
  bars.setAttribute('viewBox', `0 0 ${months.length * 10} 40`);
  bars.replaceChildren(...months.map((month, index) => {
    const height = (counts.get(month) || 0) / most * 39;
    return drawn('rect', { x: index * 10 + 1, width: 8, y: 40 - height, height, class: state.until && month > state.until ? 'later' : 'now' });
  }));
  const place = months.indexOf(state.until);
  slider.value = String(place < 0 ? months.length - 1 : place);
  const text = state.until ? say('as_of', spoken(state.until)) : say('all_dates');
  find('until-label').textContent = text;
  slider.setAttribute('aria-valuetext', text);
  find('first').textContent = spoken(months[0]) + (hasOlder ? ` (${say('earlier')})` : '');
  find('last').textContent = spoken(months[months.length - 1]);
}

/** @param {number} place */
function setMonth(place) {
  state.until = place >= months.length - 1 ? '' : months[place];
  changed('filtered');
}
let playing = 0;
function play() {
  const start = state.until ? months.indexOf(state.until) : 0;
  stop();
  if (!state.until) setMonth(0);
  let place = Math.max(0, start);
  const pause = Math.max(60, Math.min(400, 9000 / months.length));
  playing = window.setInterval(() => {
    place += 1;
    setMonth(place);
    if (place >= months.length - 1) stop();
  }, pause);
  label();
}
function stop() {
  clearInterval(playing);
  playing = 0;
  label();
}
function label() {
  button.setAttribute('aria-label', say(playing ? 'pause' : 'play'));
  button.title = say(playing ? 'pause' : 'play');
  button.textContent = playing ? '❚❚' : '▶';
}
slider.max = String(Math.max(0, months.length - 1));
slider.addEventListener('input', () => { stop(); setMonth(Number(slider.value)); });
button.addEventListener('click', () => (playing ? stop() : play()));
bars.addEventListener('click', (event) => {
  const box = bars.getBoundingClientRect();
  stop();
  setMonth(Math.floor((event.clientX - box.left) / box.width * months.length));
});
onChange((what) => {
  if (what === 'language') label();
  if (what !== 'selected') show();
});
