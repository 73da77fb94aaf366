// The few SVG words that the drawing modules share. Everything is a string: the pictures are composed as text and rendered once.

let counter = 0;

/** An id that is unique within the process: resvg resolves url(#…) per document and a picture holds many gradients. */
export const freshId = () => `u${counter++}`;

const attributes = (values) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

export const tag = (name, values = {}, inside = '') => `<${name}${attributes(values)}>${inside}</${name}>`;
export const rect = (x, y, width, height, fill, more = {}) => tag('rect', { x, y, width, height, fill, ...more });
export const circle = (cx, cy, r, fill, more = {}) => tag('circle', { cx, cy, r, fill, ...more });
export const ellipse = (cx, cy, rx, ry, fill, more = {}) => tag('ellipse', { cx, cy, rx, ry, fill, ...more });
export const path = (d, more = {}) => tag('path', { d, ...more });
export const group = (transform, inside, more = {}) => tag('g', { transform: transform || undefined, ...more }, inside);

const stops = (list) =>
  list.map(([offset, color, opacity = 1]) => tag('stop', { offset, 'stop-color': color, 'stop-opacity': opacity })).join('');

/** A vertical gradient unless x2 says otherwise; returns the definition and the paint that refers to it. */
export function linear(list, { x1 = 0, y1 = 0, x2 = 0, y2 = 1 } = {}) {
  const id = freshId();
  return { definition: tag('linearGradient', { id, x1, y1, x2, y2 }, stops(list)), paint: `url(#${id})` };
}

export function radial(list, { cx = 0.5, cy = 0.5, r = 0.5 } = {}) {
  const id = freshId();
  return { definition: tag('radialGradient', { id, cx, cy, r }, stops(list)), paint: `url(#${id})` };
}

export function gradientRect(x, y, width, height, gradient, more = {}) {
  return gradient.definition + rect(x, y, width, height, gradient.paint, more);
}

/** Small seeded generator (mulberry32), so that every run draws the same trees and stars. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const rounded = (value) => Math.round(value * 10) / 10;

/**
 * The outline of a limb: a cubic Bézier spine whose half-width runs linearly from start to end, with a round far end.
 * @param spine four points [x, y]
 */
export function limb(spine, startWidth, endWidth) {
  const [a, b, c, d] = spine;
  const left = [];
  const right = [];
  const steps = 24;
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const u = 1 - t;
    const at = (k) => u * u * u * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t * t * t * d[k];
    const slope = (k) => 3 * u * u * (b[k] - a[k]) + 6 * u * t * (c[k] - b[k]) + 3 * t * t * (d[k] - c[k]);
    const length = Math.hypot(slope(0), slope(1)) || 1;
    const half = (startWidth + (endWidth - startWidth) * t) / 2;
    const nx = (-slope(1) / length) * half;
    const ny = (slope(0) / length) * half;
    left.push([rounded(at(0) + nx), rounded(at(1) + ny)]);
    right.unshift([rounded(at(0) - nx), rounded(at(1) - ny)]);
  }
  const line = (points) => points.map((p) => `${p[0]} ${p[1]}`).join('L');
  const startRadius = rounded(startWidth / 2);
  const endRadius = rounded(endWidth / 2);
  return `M${line(left)}A${endRadius} ${endRadius} 0 0 0 ${right[0][0]} ${right[0][1]}L${line(right)}A${startRadius} ${startRadius} 0 0 0 ${left[0][0]} ${left[0][1]}Z`;
}
