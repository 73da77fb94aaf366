// Backgrounds on a 1024 x 1024 canvas (cut to the picture's shape by the caller). The five scenes keep the layout that the
// miniature base model knows: sun and moon at the upper right, the sea across the middle, trunks at the sides.
import { circle, ellipse, gradientRect, group, linear, path, radial, random, rect, tag, freshId } from './svg.mjs';

const SIZE = 1024;
const PLAIN = { blue: '#9fd0f2', pink: '#f9c4d2', yellow: '#f8e3a1', green: '#b9e2b6', purple: '#cdbdf0', gray: '#c9ccd1', white: '#f7f7f7', orange: '#f6b27a' };

/** Scenery behind a portrait is out of focus, like a camera would show it. */
function blurred(amount, inside) {
  if (!amount) return inside;
  const id = freshId();
  return tag('filter', { id, x: -0.05, y: -0.05, width: 1.1, height: 1.1 }, tag('feGaussianBlur', { stdDeviation: amount })) + group('', inside, { filter: `url(#${id})` });
}

function plain(name, { floor = 0 } = {}) {
  const color = PLAIN[name];
  const glow = radial([[0, '#ffffff', name === 'white' ? 0.9 : 0.34], [1, '#ffffff', 0]], { cx: 0.5, cy: 0.42, r: 0.62 });
  const wall = rect(0, 0, SIZE, SIZE, color) + gradientRect(0, 0, SIZE, SIZE, glow);
  if (!floor) return wall;
  const ground = linear([[0, '#000000', 0.1], [0.25, '#000000', 0.03], [1, '#000000', 0.09]]);
  return wall + gradientRect(0, floor, SIZE, SIZE - floor, ground);
}

const cloud = (x, y, scale, opacity = 0.85) =>
  group(`translate(${x} ${y}) scale(${scale})`, ellipse(0, 0, 92, 30, 'white') + circle(-34, -18, 34, 'white') + circle(18, -30, 44, 'white') + circle(58, -10, 28, 'white'), { opacity });

function palm(x, y, scale, flip = 1) {
  const leaf = (degrees) => group(`rotate(${degrees})`, path('M0 0C40 -46 130 -52 190 10C140 -12 100 -8 84 6C70 -2 40 -6 0 0Z', { fill: '#3a9560' }) + path('M0 0C50 -30 120 -34 190 10', { fill: 'none', stroke: '#2b7a4b', 'stroke-width': 4 }));
  return group(
    `translate(${x} ${y}) scale(${scale * flip} ${scale})`,
    ellipse(4, 4, 74, 16, '#d3b577') +
      path('M-14 0C-2 -150 20 -260 74 -356L92 -346C48 -250 26 -150 22 0Z', { fill: '#a5794f' }) +
      [40, 90, 140, 190, 240, 290].map((h) => path(`M${-8 + h * 0.16} ${-h}l${26} 6`, { stroke: '#7d5836', 'stroke-width': 5 })).join('') +
      group('translate(84 -352)', [-160, -118, -70, -24, 18, 56].map(leaf).join('') + circle(-6, 12, 13, '#7d4f2c') + circle(16, 16, 13, '#6d4526')),
  );
}

function beach({ blur = 0, sunX = 864, palms = [], horizon = 464, sail = 0, parasol = 0, seed = 1 } = {}) {
  const next = random(seed);
  const shore = horizon + 208;
  const waves = Array.from({ length: 26 }, () => {
    const y = horizon + 14 + next() * 150;
    const length = 30 + ((y - horizon) / 150) * 110;
    const x = next() * SIZE;
    return path(`M${x} ${y}q${length / 4} -7 ${length / 2} 0t${length / 2} 0`, { fill: 'none', stroke: 'white', 'stroke-opacity': 0.5, 'stroke-width': 4, 'stroke-linecap': 'round' });
  }).join('');
  const grains = Array.from({ length: 90 }, () => ellipse(next() * SIZE, shore + 40 + next() * 330, 3 + next() * 4, 2, '#c9a55f', { opacity: 0.5 })).join('');
  const foam = (dy, color, opacity) => path(`M0 ${shore + dy}C130 ${shore - 26 + dy} 250 ${shore + 30 + dy} 400 ${shore + 4 + dy}S700 ${shore - 18 + dy} 820 ${shore + 8 + dy}S980 ${shore + 20 + dy} 1024 ${shore - 4 + dy}V1024H0Z`, { fill: color, opacity });
  const boat = sail
    ? group(`translate(${sail} ${horizon + 8})`, path('M-46 0H50L32 20H-30Z', { fill: '#f4f4f4' }) + path('M0 -6V-104C34 -70 46 -40 50 -6Z', { fill: '#ffffff' }) + path('M-8 -6V-84C-30 -56 -38 -30 -42 -6Z', { fill: '#ef6f5a' }))
    : '';
  const umbrella = parasol
    ? group(`translate(${parasol} ${shore + 150}) rotate(-12)`, rect(-5, -230, 10, 240, '#f7f3ee') + path('M-150 -220C-130 -320 130 -320 150 -220C120 -238 80 -238 50 -220C20 -238 -20 -238 -50 -220C-80 -238 -120 -238 -150 -220Z', { fill: '#ef6f5a' }) + path('M-50 -220C-46 -270 -24 -296 0 -296C24 -296 46 -270 50 -220C20 -238 -20 -238 -50 -220Z', { fill: '#fff4e6' }))
    : '';
  return blurred(
    blur,
    gradientRect(-40, -40, 1104, horizon + 60, linear([[0, '#7cc8f2'], [1, '#d8f1fb']])) +
      gradientRect(sunX - 260, -150, 520, 520, radial([[0, '#fff3c0', 0.95], [0.3, '#ffe9a0', 0.5], [1, '#ffe9a0', 0]])) +
      circle(sunX, 112, 70, '#ffe07a') +
      cloud(170, 150, 1.1) + cloud(560, 92, 0.8, 0.7) + cloud(330, 300, 0.7, 0.6) +
      gradientRect(-40, horizon, 1104, 300, linear([[0, '#2583bd'], [1, '#63c4d6']])) + waves + boat +
      foam(-24, '#ffffff', 0.55) + foam(-4, '#fff8e4', 1) + foam(14, '#e6cf94', 1) + foam(34, '#ecd9a0', 1) + grains + umbrella +
      palms.map((p) => palm(...p)).join(''),
  );
}

function crown(x, y, r, shades) {
  return circle(x, y, r, shades[0]) + circle(x - r * 0.5, y + r * 0.36, r * 0.66, shades[0]) + circle(x + r * 0.55, y + r * 0.34, r * 0.7, shades[0]) + circle(x - r * 0.22, y - r * 0.22, r * 0.62, shades[1]) + circle(x + r * 0.3, y + r * 0.02, r * 0.4, shades[1]) + circle(x - r * 0.34, y - r * 0.36, r * 0.26, shades[2]);
}

function tree(x, floor, height, radius, trunk, shades) {
  const w = radius * 0.18;
  return (
    path(`M${x - w} ${floor}C${x - w * 0.6} ${floor - height * 0.4} ${x - w * 0.7} ${floor - height * 0.7} ${x - w * 0.5} ${floor - height}H${x + w * 0.5}C${x + w * 0.7} ${floor - height * 0.7} ${x + w * 0.6} ${floor - height * 0.4} ${x + w} ${floor}Z`, { fill: trunk }) +
    path(`M${x} ${floor - height * 0.5}q${radius * 0.4} -${radius * 0.12} ${radius * 0.55} -${radius * 0.6}`, { fill: 'none', stroke: trunk, 'stroke-width': w * 0.6 }) +
    crown(x, floor - height, radius, shades)
  );
}

function forest({ blur = 0, trail = false, floor = 820, seed = 2 } = {}) {
  const next = random(seed);
  const far = Array.from({ length: 9 }, (_, i) => tree(i * 128 + next() * 40, floor - 40, 300 + next() * 120, 86 + next() * 30, '#9bb894', ['#a9d3a0', '#b5dbab', '#c0e3b6'])).join('');
  const middle = [90, 250, 790, 950].map((x) => tree(x + next() * 50 - 25, floor + 6, 430 + next() * 130, 130 + next() * 30, '#86633f', ['#5fa560', '#70b46e', '#83c47e'])).join('');
  const near = [-10, 1034].map((x) => tree(x, floor + 70, 640 + next() * 60, 200, '#6a4a2c', ['#3d8b45', '#4b9b51', '#5cab60'])).join('');
  const sunshine = linear([[0, '#fffbe0', 0.32], [1, '#fffbe0', 0]]);
  const rays = sunshine.definition + [120, 300, 520].map((x) => path(`M${x} -20L${x + 80} -20L${x + 420} 900L${x + 240} 900Z`, { fill: sunshine.paint })).join('');
  const way = trail ? path(`M470 ${floor - 16}C520 ${floor + 40} 420 ${floor + 90} 330 1040H760C700 ${floor + 100} 620 ${floor + 40} 540 ${floor - 16}Z`, { fill: '#d9c79c' }) : '';
  const tufts = Array.from({ length: 34 }, () => {
    const x = next() * SIZE;
    const y = floor + 30 + next() * 160;
    return path(`M${x} ${y}q-8 -20 -14 -24M${x} ${y}q2 -26 4 -32M${x} ${y}q10 -20 16 -22`, { fill: 'none', stroke: '#3f8047', 'stroke-width': 4, 'stroke-linecap': 'round', opacity: 0.7 });
  }).join('');
  const flowers = Array.from({ length: 18 }, () => circle(next() * SIZE, floor + 50 + next() * 150, 6, next() < 0.5 ? '#fff6d8' : '#f4b6c8')).join('');
  return blurred(
    blur,
    gradientRect(-40, -40, 1104, 1104, linear([[0, '#e4f4d2'], [1, '#bfe3b2']])) + far + middle +
      path(`M-40 ${floor}C200 ${floor - 40} 420 ${floor - 10} 560 ${floor - 16}S900 ${floor - 44} 1064 ${floor - 6}V1064H-40Z`, { fill: '#79b86e' }) + way +
      path(`M-40 ${floor + 70}C120 ${floor + 40} 240 ${floor + 70} 330 1064H-40Z`, { fill: '#5c9c54' }) + path(`M1064 ${floor + 60}C900 ${floor + 44} 800 ${floor + 90} 720 1064H1064Z`, { fill: '#5c9c54' }) +
      tufts + flowers + near + rays,
  );
}

function building(x, y, width, color, { lit, dark, chance }, next, bottom = 1064) {
  const columns = Math.max(2, Math.round(width / 46));
  const gap = width / columns;
  let windows = '';
  for (let row = y + 34; row < bottom - 60; row += 62)
    for (let column = 0; column < columns; column++)
      windows += rect(x + gap * (column + 0.5) - 12, row, 24, 34, next() < chance ? lit : dark, { rx: 2 });
  const roof = next() < 0.5 ? rect(x + width * 0.3, y - 26, width * 0.3, 28, color) : rect(x + width * 0.62, y - 62, 6, 64, color);
  return roof + rect(x, y, width, bottom - y, color) + rect(x + width - 14, y, 14, bottom - y, 'black', { opacity: 0.1 }) + windows;
}

function streetLamp(x, floor, glow) {
  const light = glow ? gradientRect(x - 170, floor - 640, 340, 340, radial([[0, '#ffe9a8', 0.75], [1, '#ffe9a8', 0]])) : '';
  return rect(x - 7, floor - 460, 14, 460, '#3c4354') + rect(x - 18, floor - 24, 36, 24, '#3c4354', { rx: 4 }) + path(`M${x - 30} ${floor - 460}H${x + 30}L${x + 20} ${floor - 520}H${x - 20}Z`, { fill: glow ? '#ffe9a8' : '#e9edf3' }) + path(`M${x - 36} ${floor - 520}H${x + 36}L${x} ${floor - 552}Z`, { fill: '#3c4354' }) + light;
}

function city({ blur = 0, street = 0, seed = 3, lamp = 0 } = {}) {
  const next = random(seed);
  const distant = Array.from({ length: 11 }, (_, i) => building(i * 96 - 20, 330 + next() * 200, 96, '#c0c9d6', { lit: '#d5dce6', dark: '#b2bccb', chance: 0.5 }, next)).join('');
  const windows = { lit: '#f3e5a8', dark: '#5f6c80', chance: 0.62 };
  const near = [[-20, 300, 190, '#7c8798'], [180, 480, 150, '#8d97a8'], [690, 430, 150, '#8a7f8f'], [850, 220, 200, '#7c8798']].map(([x, y, w, c]) => building(x, y, w, c, windows, next)).join('');
  const road = street
    ? rect(-40, street, 1104, 1104, '#b9bec7') + rect(-40, street - 6, 1104, 12, '#9aa1ad') +
      [0, 1, 2, 3, 4, 5, 6].map((i) => path(`M${i * 170} ${street + 8}L${i * 230 - 180} 1030`, { stroke: '#a4abb6', 'stroke-width': 4 })).join('') + rect(-40, street + 100, 1104, 4, '#a4abb6') +
      tree(250, street, 190, 74, '#7a5a3a', ['#6fae6a', '#82bd7a', '#97cc8d']) + tree(800, street, 180, 70, '#7a5a3a', ['#6fae6a', '#82bd7a', '#97cc8d'])
    : '';
  return blurred(blur, gradientRect(-40, -40, 1104, 1104, linear([[0, '#c8dcf0'], [0.6, '#eef2f6']])) + cloud(480, 130, 1, 0.8) + cloud(120, 210, 0.7, 0.6) + distant + near + road + (lamp ? streetLamp(lamp, street + 30, false) : ''));
}

function night({ blur = 0, skyline = 0, hills = false, moonX = 848, lamp = 0, floor = 0, seed = 4 } = {}) {
  const next = random(seed);
  const stars = Array.from({ length: 70 }, () => circle(next() * SIZE, next() * 700, 1.6 + next() * 4, '#ffffff', { opacity: 0.5 + next() * 0.5 })).join('');
  const bright = [[112, 320], [240, 96], [464, 64], [672, 160], [944, 416], [64, 608]].map(([x, y]) => path(`M${x} ${y - 20}Q${x + 2} ${y - 2} ${x + 20} ${y}Q${x + 2} ${y + 2} ${x} ${y + 20}Q${x - 2} ${y + 2} ${x - 20} ${y}Q${x - 2} ${y - 2} ${x} ${y - 20}Z`, { fill: 'white' })).join('');
  const town = skyline
    ? Array.from({ length: 9 }, (_, i) => building(i * 120 - 30, skyline + next() * 190 - (i < 2 || i > 6 ? 110 : 0), 112, i % 2 ? '#141a3c' : '#1a2149', { lit: '#f6d98a', dark: '#232b58', chance: 0.34 }, next)).join('')
    : '';
  const range = hills
    ? path('M-40 780C120 640 220 690 360 760S640 640 780 700S980 640 1064 690V1064H-40Z', { fill: '#222c62' }) + path('M-40 900C160 800 360 860 520 890S860 800 1064 870V1064H-40Z', { fill: '#151c47' })
    : '';
  const ground = floor ? rect(-40, floor, 1104, 1104, '#2a3158') + rect(-40, floor - 4, 1104, 8, '#3a4270') : '';
  return blurred(
    blur,
    gradientRect(-40, -40, 1104, 1104, linear([[0, '#141a44'], [1, '#34407f']])) + stars + bright +
      gradientRect(moonX - 240, -64, 480, 480, radial([[0, '#f5efc9', 0.5], [1, '#f5efc9', 0]])) + circle(moonX, 176, 84, '#f5efc9') + circle(moonX - 26, 154, 15, '#e2d9a8', { opacity: 0.7 }) + circle(moonX + 30, 196, 21, '#e2d9a8', { opacity: 0.7 }) + circle(moonX + 14, 132, 9, '#e2d9a8', { opacity: 0.7 }) +
      range + town + ground + (lamp ? streetLamp(lamp, floor + 34, true) : ''),
  );
}

function sunset({ blur = 0, sea = 0, mountains = false, sunX = 512, floor = 0 } = {}) {
  const streak = (x, y, w, color) => path(`M${x} ${y}C${x + w * 0.3} ${y - 18} ${x + w * 0.7} ${y - 18} ${x + w} ${y}C${x + w * 0.7} ${y + 14} ${x + w * 0.3} ${y + 12} ${x} ${y}Z`, { fill: color, opacity: 0.55 });
  const horizon = sea || 700;
  const water = sea
    ? gradientRect(-40, sea, 1104, 1104 - sea, linear([[0, '#f0866a'], [1, '#6b3f86']])) +
      Array.from({ length: 9 }, (_, i) => ellipse(sunX, sea + 12 + i * 22, 130 - i * 9 + (i % 2) * 26, 5, '#ffe0a0', { opacity: 0.75 - i * 0.06 })).join('')
    : '';
  const range = mountains
    ? path('M-40 740L140 560L250 660L420 500L560 650L700 560L860 700L1064 540V1064H-40Z', { fill: '#8a4a7e' }) + path('M-40 860L160 720L340 830L520 700L740 850L900 740L1064 830V1064H-40Z', { fill: '#5d3470' })
    : '';
  const deck = floor
    ? rect(-40, floor, 1104, 1104, '#6a4660') + Array.from({ length: 12 }, (_, i) => path(`M${i * 94} ${floor}L${(i - 5.5) * 190 + 512} 1064`, { stroke: '#553750', 'stroke-width': 5 })).join('') + rect(-40, floor - 8, 1104, 14, '#7d5570') +
      rect(-40, floor - 190, 1104, 14, '#52324c') + rect(-40, floor - 120, 1104, 8, '#52324c') + Array.from({ length: 7 }, (_, i) => rect(i * 176 - 24, floor - 200, 18, 200, '#52324c', { rx: 4 })).join('')
    : '';
  return blurred(
    blur,
    gradientRect(-40, -40, 1104, 1104, linear([[0, '#5b3d8f'], [0.36, '#c95a7c'], [0.58, '#ef6f5a'], [0.78, '#fbc15e'], [1, '#fbc15e']])) +
      gradientRect(sunX - 330, horizon - 400, 660, 660, radial([[0, '#fff0b8', 0.9], [0.35, '#ffd884', 0.45], [1, '#ffd884', 0]])) + circle(sunX, horizon - 70, 104, '#ffe9ad') +
      streak(40, 180, 380, '#f4a08a') + streak(560, 130, 420, '#e88a92') + streak(640, 330, 360, '#ffc9a0') + streak(-60, 380, 340, '#ffb58a') + water + range + deck,
  );
}

const SCENES = { beach, forest, city, night, sunset };

/** @param name a plain colour or a scene of the miniature's vocabulary; options are those of the scene */
export function drawScene(name, options) {
  if (SCENES[name]) return SCENES[name](options);
  if (PLAIN[name]) return plain(name, options);
  throw new Error(`No background is called "${name}".`);
}
