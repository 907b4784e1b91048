// What the data block holds (exports/page.py writes it), and what the script makes of it. Types only.

/** @typedef {{ en: string, zh: string }} Words */
/** @typedef {'person' | 'organization' | 'product' | 'place' | 'group'} Kind */
/** @typedef {'asserted' | 'planned' | 'reported' | 'possible' | 'denied'} Modality */

/**
 * @typedef {object} Entity
 * @property {string} id
 * @property {string} name
 * @property {string[]} names
 * @property {Kind} kind
 * @property {string[]} keys what people type to find it
 * @property {number} degree how many claims it takes part in
 * @property {number} [x] place on the sheet; unset until it is drawn for the first time
 * @property {number} [y]
 * @property {number} index
 * @property {Claim[]} claims
 */

/**
 * @typedef {object} Claim
 * @property {string} id
 * @property {string} type
 * @property {string} family
 * @property {Modality} modality
 * @property {'en' | 'zh'} lang
 * @property {string} when its date, as precise as the text gave it
 * @property {string} month the month by which it held
 * @property {number[]} subject
 * @property {[string, string]} verb
 * @property {number[]} object
 * @property {[string, number[]][]} others further roles
 * @property {[string, string, string][]} details field, English, Chinese
 * @property {string[]} says
 * @property {string} prefix
 * @property {string} quote
 * @property {string} suffix
 * @property {number} article
 * @property {[number, number][]} edges
 * @property {boolean} arrow
 * @property {number} index
 * @property {number[]} ends all entities in it
 * @property {Conflict[]} conflicts
 */

/** @typedef {{ title: string, publisher: string, url: string, published: string }} Article */
/** @typedef {{ one: number, other: number, difference: string, field: string, values: [[string, string], [string, string]] }} Conflict */
/**
 * A drawn line: the visible claims between two entities that share family, modality and direction.
 * @typedef {{ a: number, b: number, family: string, modality: Modality, arrow: boolean, claims: Claim[], bow: number, disputed: boolean }} Bundle
 */
/** @typedef {'kind' | 'family' | 'type' | 'modality' | 'lang' | 'source'} Group */

/**
 * What is drawn on: a 2D canvas, or `SvgPen`, which has just these.
 * @typedef {Pick<CanvasRenderingContext2D, 'globalAlpha' | 'strokeStyle' | 'fillStyle' | 'lineWidth' | 'lineCap' | 'lineJoin' | 'font'
 *   | 'textBaseline' | 'textAlign' | 'setLineDash' | 'beginPath' | 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'arc' | 'closePath' | 'stroke' | 'fill'
 *   | 'strokeText' | 'fillText'>} Pen
 */
export {};
