// SvgPen: what the painting draws on when it shall become an SVG. Nodes are made, not markup, so that no name can be more than text.

const SVG = 'http://www.w3.org/2000/svg';
/** @param {number} value */
const short = (value) => String(Math.round(value * 100) / 100);

export class SvgPen {
  globalAlpha = 1;
  /** @type {string | CanvasGradient | CanvasPattern} */ strokeStyle = '#000';
  /** @type {string | CanvasGradient | CanvasPattern} */ fillStyle = '#000';
  lineWidth = 1;
  /** @type {CanvasLineCap} */ lineCap = 'butt';
  /** @type {CanvasLineJoin} */ lineJoin = 'miter';
  font = '12px sans-serif';
  /** @type {CanvasTextBaseline} */ textBaseline = 'middle';
  /** @type {CanvasTextAlign} */ textAlign = 'left';
  #path = '';
  /** @type {number[]} */ #dash = [];
  #svg;
  /** @type {Element} */ #into;

  /** @param {number} width @param {number} height @param {string} title */
  constructor(width, height, title) {
    this.#svg = document.createElementNS(SVG, 'svg');
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height, role: 'img' })) this.#svg.setAttribute(name, String(value));
    const label = document.createElementNS(SVG, 'title');
    label.textContent = title;
    this.#svg.append(label);
    this.#into = this.#svg;
  }

  /** @param {Iterable<number>} dash */
  setLineDash(dash) { this.#dash = [...dash]; }

  beginPath() { this.#path = ''; }

  /** @param {number} x @param {number} y */
  moveTo(x, y) { this.#path += `M${short(x)} ${short(y)}`; }

  /** @param {number} x @param {number} y */
  lineTo(x, y) { this.#path += `L${short(x)} ${short(y)}`; }

  /** @param {number} cx @param {number} cy @param {number} x @param {number} y */
  quadraticCurveTo(cx, cy, x, y) { this.#path += `Q${short(cx)} ${short(cy)} ${short(x)} ${short(y)}`; }

  /** A whole circle, which is all that the painting asks for. @param {number} x @param {number} y @param {number} r */
  arc(x, y, r) {
    this.#path += `M${short(x - r)} ${short(y)}a${short(r)} ${short(r)} 0 1 1 ${short(2 * r)} 0a${short(r)} ${short(r)} 0 1 1 ${short(-2 * r)} 0`;
  }

  closePath() { this.#path += 'Z'; }

  stroke() { this.#add('path', { d: this.#path, fill: 'none', ...this.#line() }); }

  fill() { this.#add('path', { d: this.#path, fill: this.fillStyle }); }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) { this.#write(text, x, y, { fill: 'none', ...this.#line() }); }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) { this.#write(text, x, y, { fill: this.fillStyle }); }

  /** What follows is drawn from there. @param {number} x @param {number} y */
  moveOrigin(x, y) {
    this.#into = this.#svg;
    if (!x && !y) return;
    this.#into = document.createElementNS(SVG, 'g');
    this.#into.setAttribute('transform', `translate(${short(x)} ${short(y)})`);
    this.#svg.append(this.#into);
  }

  /** The whole as text. */
  toString() { return new XMLSerializer().serializeToString(this.#svg); }

  #line() {
    return {
      stroke: this.strokeStyle, 'stroke-width': short(this.lineWidth), 'stroke-linejoin': this.lineJoin, 'stroke-linecap': this.lineCap,
      ...(this.#dash.length ? { 'stroke-dasharray': this.#dash.join(' ') } : {}),
    };
  }

  /** @param {string} text @param {number} x @param {number} y @param {Record<string, unknown>} attributes */
  #write(text, x, y, attributes) {
    const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.*)$/s.exec(this.font) || ['', '400', '12', 'sans-serif'];
    const anchor = { left: 'start', center: 'middle', right: 'end' }[String(this.textAlign)] || 'start';
    this.#add('text', {
      x: short(x), y: short(y), dy: '.35em', 'font-family': family, 'font-size': size, 'font-weight': weight || 400, 'text-anchor': anchor, ...attributes,
    }).textContent = text;
  }

  /** @param {string} tag @param {Record<string, unknown>} attributes */
  #add(tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    if (this.globalAlpha < 1) element.setAttribute('opacity', String(this.globalAlpha));
    this.#into.append(element);
    return element;
  }
}
