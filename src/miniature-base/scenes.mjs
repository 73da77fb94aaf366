// Backgrounds and light on a 128 x 128 canvas. Every scene varies a little from picture to picture.
import { between, chance, darker, lighter, mix, near, often, pick, PLAIN } from './chance.mjs';

export const rect = (x, y, w, h, f, more = '') => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${f}" ${more}/>`;
export const disc = (x, y, r, f, more = '') => `<circle cx="${x}" cy="${y}" r="${r}" fill="${f}" ${more}/>`;
const vertical = (id, stops) =>
  `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops.map(([o, c]) => `<stop offset="${o}" stop-color="#${c}"/>`).join('')}</linearGradient></defs>`;
const sky = (top, bottom) => vertical('sky', [[0, near(top, 6)], [1, near(bottom, 6)]]) + rect(0, 0, 128, 128, 'url(#sky)');
const around = (v, d) => v + between(-d, d);

const SCENES = {
  beach() {
    const h = around(58, 3);
    return sky('9fdaf7', 'c8ecfa') + vertical('sea', [[0, '1f7fb8'], [1, '58b4d8']]) + rect(0, h, 128, 28, 'url(#sea)') +
      `<path d="M0 ${h + 25}Q32 ${around(h + 20, 3)} 64 ${h + 25}T128 ${h + 24}V128H0Z" fill="#${near('ecd9a0', 5)}"/>` +
      disc(around(106, 6), around(19, 4), 11, '#ffe07a');
  },
  forest() {
    let s = sky('d6ecc8', 'a9d3a0');
    for (const x of [6, 27, 100, 121]) s += rect(around(x, 4) - 3.5, 28, 7, 100, '#' + near('6a4a2c', 6));
    for (const [x, y] of [[2, 22], [26, 13], [64, 6], [102, 13], [126, 22]]) s += disc(around(x, 4), around(y, 3), around(22, 3), '#' + near('3d8b45', 8));
    return s + rect(0, around(109, 2), 128, 22, '#' + near('5c9c54', 5));
  },
  city() {
    let s = sky('c5d6ea', 'e6e2da');
    for (const [x, y] of [[0, 40], [24, 66], [84, 56], [106, 30]]) {
      const top = around(y, 8), c = near('7c8798', 8);
      s += rect(x, top, 22, 128, '#' + c);
      for (const d of [10, 26, 42, 58]) s += rect(x + 4, top + d, 5.5, 7, often(0.7) ? '#f3e5a8' : '#' + darker(c, 0.3)) + rect(x + 12.5, top + d, 5.5, 7, often(0.7) ? '#f3e5a8' : '#' + darker(c, 0.3));
    }
    return s;
  },
  night() {
    let s = sky('121a42', '2a3268');
    for (const [x, y] of [[14, 40], [30, 12], [58, 8], [84, 20], [118, 52], [8, 76], [120, 84]]) s += disc(around(x, 4), around(y, 4), around(1.7, 0.5), '#fff');
    return s + disc(around(106, 5), around(22, 4), 11, '#f5efc9');
  },
  sunset() {
    return vertical('sky', [[0, near('5b3d8f', 6)], [0.5, near('ef6f5a', 6)], [1, near('fbc15e', 6)]]) + rect(0, 0, 128, 128, 'url(#sky)') +
      (often(0.5) ? disc(around(24, 8), around(84, 6), 12, '#ffe9a8', 'opacity=".85"') : '');
  },
  mountain() {
    const c = near('6f83a6', 8);
    const peak = (x, y, w) => `<path d="M${x - w} 104L${x} ${y}L${x + w} 104Z" fill="#${c}"/><path d="M${x - w * 0.26} ${y + (104 - y) * 0.26}L${x} ${y}L${x + w * 0.26} ${y + (104 - y) * 0.26}L${x} ${y + (104 - y) * 0.2}Z" fill="#fff"/>`;
    return sky('8fc4ee', 'dcebf5') + peak(around(24, 5), around(30, 5), 44) + peak(around(104, 5), around(22, 5), 48) + rect(0, 100, 128, 28, '#' + near('7fae6c', 6));
  },
  snow() {
    let s = sky('b9c9dc', 'e3ecf4') + `<path d="M0 ${around(88, 3)}Q40 ${around(78, 4)} 128 ${around(92, 3)}V128H0Z" fill="#fbfdff"/>`;
    for (const x of [10, 118]) s += `<path d="M${x - 13} 96L${x} ${around(40, 5)}L${x + 13} 96Z" fill="#${near('3f7a62', 6)}"/><path d="M${x - 6} 66L${x} 42L${x + 6} 66L${x} 61Z" fill="#fff"/>`;
    for (let i = 0; i < 14; i++) s += disc(between(0, 128), between(0, 84), 1.4, '#fff');
    return s;
  },
  room() {
    const wall = near(pick(['e6d3b8', 'cfd9d2', 'e2c9c0', 'c9cfdf']), 6);
    return rect(0, 0, 128, 128, '#' + wall) + rect(0, around(104, 2), 128, 26, '#' + near('9a6b45', 8)) +
      rect(6, 16, 30, 36, '#fff') + rect(9, 19, 24, 30, '#' + near('a9d8f4', 6)) + rect(20, 19, 2, 30, '#fff') +
      rect(96, 24, 26, 4, '#7a5233') + ['c65b4b', '4f7cac', 'e0b04b', '5f9a6a'].map((c, i) => rect(98 + i * 5.6, 11, 4.6, 13, '#' + near(c, 12))).join('') +
      rect(100, 66, 18, 40, '#' + darker(wall, 0.18)) + disc(109, 58, 13, '#' + near('4c8f52', 8));
  },
};
export const SCENE_NAMES = Object.keys(SCENES);

/** {name, svg}: a scene or a plain colour, sometimes with a soft gradient */
export function background(sceneShare = 0.4) {
  if (chance() < sceneShare) {
    const name = pick(SCENE_NAMES);
    return { name, svg: SCENES[name]() };
  }
  const name = pick(Object.keys(PLAIN)), c = near(PLAIN[name], 5), kind = chance();
  if (kind < 0.5) return { name, svg: rect(0, 0, 128, 128, '#' + c) };
  const edge = name === 'white' ? mix(c, 'd8dade', 0.7) : darker(c, between(0.1, 0.28));
  const shape = kind < 0.78
    ? `<radialGradient id="bgg" cx="${between(0.3, 0.7)}" cy="${between(0.2, 0.5)}" r=".85"><stop offset=".1" stop-color="#${lighter(c, 0.25)}"/><stop offset="1" stop-color="#${edge}"/></radialGradient>`
    : `<linearGradient id="bgg" x1="0" y1="0" x2="${between(-0.3, 0.3)}" y2="1"><stop offset="0" stop-color="#${c}"/><stop offset="1" stop-color="#${edge}"/></linearGradient>`;
  return { name, svg: `<defs>${shape}</defs>` + rect(0, 0, 128, 128, 'url(#bgg)') };
}

const LIGHTS = {
  'warm lighting': () => rect(0, 0, 128, 128, '#ff8a1c', `opacity="${between(0.2, 0.3)}"`),
  'cool lighting': () => rect(0, 0, 128, 128, '#2a5cff', `opacity="${between(0.18, 0.27)}"`),
  'dim lighting': () => rect(0, 0, 128, 128, '#000', `opacity="${between(0.36, 0.5)}"`),
  'side lighting': () => '<defs><linearGradient id="lgs"><stop offset=".1" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".62"/></linearGradient></defs>' + rect(0, 0, 128, 128, 'url(#lgs)'),
};

/** {name, svg}: light laid over the whole picture; no light mostly */
export function light(share = 0.2) {
  if (chance() >= share) return { name: '', svg: '' };
  const name = pick(Object.keys(LIGHTS));
  return { name, svg: LIGHTS[name]() };
}
