// Legend marks as small SVGs for lists and filters: the same painting as on the canvas, on an SvgPen's elements.
/** @import { Modality } from './types.js' */
import { drawn } from './dom.js';
import { FAMILIES } from './marks.js';

const SHAPES = { organization: '', person: '11,0 17.6,7 11,14 4.4,7', product: '17.4,7 14.2,12.6 7.8,12.6 4.6,7 7.8,1.4 14.2,1.4', place: '5.6,1.6 16.4,1.6 16.4,12.4 5.6,12.4', group: '11,0.6 17.2,11.6 4.8,11.6' };
/** @type {Record<string, string>} */
const SIGNS = { planned: 'M15 3.4V7l2.6 1.6', reported: 'M13.3 4.6v3.6M16.7 4.6v3.6', denied: 'M12.6 4.6l4.8 4.8M12.6 9.4l4.8-4.8' };

/** @param {string} group `kind`, `family`, `modality`, `sign` (of a modality) or `dispute` @param {string} key */
export function mark(group, key) {
  const wide = group === 'modality' || group === 'family';
  const svg = drawn('svg', { class: `mark ${wide ? 'wide' : ''}`, viewBox: `0 0 ${wide ? 30 : 22} 14`, 'aria-hidden': 'true' });
  if (group === 'kind') {
    const points = SHAPES[/** @type {keyof typeof SHAPES} */ (key)];
    svg.append(points ? drawn('polygon', { class: `fill-${key}`, points }) : drawn('circle', { class: `fill-${key}`, cx: 11, cy: 7, r: 5.8 }));
  } else if (group === 'family') {
    svg.append(drawn('path', { class: `edge stroke-${key}`, d: 'M0 7H30', 'stroke-dasharray': (FAMILIES[key] || FAMILIES.relation).dash.join(' ') }));
  } else if (group === 'modality') {
    svg.append(drawn('path', { class: key === 'asserted' ? 'edge plain' : 'edge plain thin', d: 'M0 7H30' }));
    if (key === 'asserted') svg.append(drawn('path', { class: 'tip-fill', d: 'M30 7l-7 -3.4v6.8z' }));
    else svg.append(drawn('path', { class: 'edge plain thin', d: 'M24 3.6L30 7L24 10.4' }), sign(/** @type {Modality} */ (key)));
  } else if (group === 'sign') {
    svg.setAttribute('viewBox', '8 0 14 14');
    svg.setAttribute('class', 'mark small');
    svg.append(sign(/** @type {Modality} */ (key)));
  } else {
    svg.append(drawn('polygon', { class: 'alarm', points: '11,0.8 18.4,13.4 3.6,13.4' }), drawn('path', { class: 'edge plain', d: 'M11 5v4.2M11 11v1' }));
  }
  return svg;
}
/** @param {Modality} modality */
function sign(modality) {
  const group = drawn('g', { class: 'sign' }, drawn('circle', { cx: 15, cy: 7, r: 6 }));
  if (SIGNS[modality]) group.append(drawn('path', { d: SIGNS[modality] }));
  else {
    const letter = drawn('text', { x: 15, y: 10.6, 'text-anchor': 'middle' });
    letter.textContent = '?';
    group.append(letter);
  }
  return group;
}
