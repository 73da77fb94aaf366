// Seeded chance and colour mixing shared by every picture source.
let state = 1;

export function seed(n) {
  state = (n * 7919) >>> 0;
}

export function chance() {
  state |= 0;
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

export const pick = (list) => list[Math.floor(chance() * list.length)];
export const between = (a, b) => a + chance() * (b - a);
export const often = (p) => chance() < p;

/** weighted choice: {name: weight} -> name */
export function weighted(weights) {
  let r = chance() * Object.values(weights).reduce((a, b) => a + b, 0);
  for (const [name, w] of Object.entries(weights)) if ((r -= w) < 0) return name;
  return Object.keys(weights)[0];
}

const rgb = (hex) => [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));
const hex = (c) => c.map((v) => Math.max(0, Math.min(255, Math.round(v))).toString(16).padStart(2, '0')).join('');

/** mixes two colours (hex without #), t = 0 gives a */
export const mix = (a, b, t) => hex(rgb(a).map((v, i) => v + (rgb(b)[i] - v) * t));
export const darker = (c, t) => mix(c, '1a0f24', t);
export const lighter = (c, t) => mix(c, 'fff8ea', t);

/** a near neighbour of a colour, so that one colour word covers a small range */
export const near = (c, spread = 9) => {
  const light = between(-spread, spread);
  return hex(rgb(c).map((v) => v + light + between(-spread / 2, spread / 2)));
};

export const HAIR = { black: '221a1c', brown: '6b3f26', blonde: 'e0b95c', red: 'c8402a', gray: '9a9a9a', white: 'f0f0f0' };
export const CLOTHES = { red: 'c93030', blue: '2f5fd0', green: '2e9a4c', yellow: 'efc12f', purple: '7d3fc4', black: '242424', white: 'f4f4f4', orange: 'f07d22' };
export const SKIN = { light: 'f4c9ac', tan: 'd59b72', brown: 'a2683f', dark: '6a4530' };
export const PLAIN = { blue: '9fd0f2', pink: 'f9c4d2', yellow: 'f8e3a1', green: 'b9e2b6', purple: 'cdbdf0', gray: 'c9ccd1', white: 'f7f7f7', orange: 'f6b27a' };
