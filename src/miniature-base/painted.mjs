// The base's own style: whole figures with gradients, cloth patterns, shaded hair and skin, drawn by this file alone.
// Unit system: head centre at (0,0), chin at y = 21, shoulders at y = 34, soles at y = 158.
import { between, CLOTHES, darker, HAIR, lighter, mix, near, often, pick, SKIN, weighted } from './chance.mjs';

const WOMAN_HAIR = ['long straight', 'long wavy', 'shoulder-length', 'bob', 'bob bangs', 'bun', 'ponytail', 'pigtails', 'afro', 'short', 'curly'];
const MAN_HAIR = ['short', 'short', 'undercut', 'spiky', 'curly', 'buzzcut', 'mohawk', 'bald', 'shoulder-length', 'bun', 'afro'];
const TOPS = ['sweater', 'jacket', 'shirt', 'tshirt', 'hoodie', 'coat'];
const MOODS = ['smiling', 'laughing', 'surprised', 'sad', 'angry', 'calm'];

const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
const line = (d, colour, w, more = '') => `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${w}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
const oval = (x, y, rx, ry, fill, more = '') => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
/** the same drawing on both sides of the body's axis */
const both = (svg) => svg + `<g transform="scale(-1 1)">${svg}</g>`;

function gradients(p) {
  const lx = p.lightLeft ? 0.32 : 0.68;
  const ramp = (id, c, soft) => `<linearGradient id="${id}" x1="${p.lightLeft ? 0 : 1}" y1="0" x2="${p.lightLeft ? 1 : 0}" y2=".7"><stop offset="0" stop-color="#${lighter(c, soft)}"/><stop offset=".5" stop-color="#${c}"/><stop offset="1" stop-color="#${darker(c, soft + 0.12)}"/></linearGradient>`;
  return `<defs><radialGradient id="skin" cx="${lx}" cy=".35" r=".8"><stop offset="0" stop-color="#${lighter(p.skin, 0.22)}"/><stop offset=".55" stop-color="#${p.skin}"/><stop offset="1" stop-color="#${darker(p.skin, 0.28)}"/></radialGradient>` +
    ramp('hair', p.hair, 0.2) + ramp('top', p.top, 0.16) + ramp('legs', p.legs, 0.12) + cloth(p) + '</defs>';
}

function cloth(p) {
  const ink = '#' + (p.top < '555555' || p.topName === 'black' ? lighter(p.top, 0.55) : mix(p.top, 'ffffff', 0.62));
  const tile = (w, body) => `<pattern id="cloth" width="${w}" height="${w}" patternUnits="userSpaceOnUse">${body}</pattern>`;
  if (p.pattern === 'striped') return tile(7, `<rect width="7" height="3" fill="${ink}"/>`);
  if (p.pattern === 'checkered') return tile(8, `<rect width="8" height="3" fill="${ink}" opacity=".65"/><rect width="3" height="8" fill="${ink}" opacity=".65"/>`);
  if (p.pattern === 'dotted') return tile(7, `<circle cx="3.5" cy="3.5" r="1.6" fill="${ink}"/>`);
  if (p.topWord === 'sweater') return tile(3.4, `<path d="M0 0L1.7 1.7L3.4 0" stroke="#000" stroke-opacity=".16" stroke-width=".8" fill="none"/>`);
  return '';
}

function body(p) {
  const sh = p.woman ? 23 : 27, waist = p.woman ? 16 : 21, hem = p.dress ? 118 : p.topWord === 'coat' ? 104 : 84, flare = p.dress ? 28 : waist + 3;
  const skin = 'url(#skin)', shade = '#' + darker(p.skin, 0.38);
  let s = '';
  // legs and shoes
  if (p.skirt || p.dress) s += both(path('M2.5 82H13L11.5 150H5Z', skin));
  else s += both(path(`M-.5 78H${waist + 1.5}L14.5 152H4.5Z`, 'url(#legs)')) + line('M0 92V84', '#' + darker(p.legs, 0.4), 0.9);
  s += both(path('M3.8 149H13.6Q20 153.5 19.6 158H3.8Z', '#' + p.shoes));
  if (p.skirt) s += path(`M${-waist} 78H${waist}L26 116Q0 121 -26 116Z`, 'url(#legs)');
  // arms with hands
  const bare = p.topWord === 'tshirt' || p.topWord === 'vest' || (p.dress && p.bareArms), out = between(26, 31);
  s += both(oval(out + 1.4, 87, 4, 5, skin) + path(`M${sh - 4} 36Q${sh + 5} 42 ${out + 5} 84H${out - 3}L${sh - 7} 54Z`, bare ? skin : 'url(#top)') +
    (bare ? path(`M${sh - 5} 35Q${sh + 4} 40 ${sh + 6.4} 56L${sh - 5} 60Z`, 'url(#top)') : ''));
  // neck and torso
  s += path('M-6.5 14H6.5V33Q0 39 -6.5 33Z', '#' + darker(p.skin, 0.16)) + path('M-6.5 21Q0 28 6.5 21V25Q0 31 -6.5 25Z', shade, 'opacity=".45"');
  const torso = `M-7 31Q${-sh + 3} 34 ${-sh} 41L${-waist} 66L${-flare} ${hem}Q0 ${hem + 5} ${flare} ${hem}L${waist} 66L${sh} 41Q${sh - 3} 34 7 31Q0 37 -7 31Z`;
  s += path(torso, 'url(#top)');
  if (p.pattern || p.topWord === 'sweater') s += path(torso, 'url(#cloth)');
  s += line(`M${-waist + 1} 66Q${-waist + 5} 58 ${-sh + 6} 50M${waist - 1} 66Q${waist - 5} 58 ${sh - 6} 50`, '#' + darker(p.top, 0.45), 1, 'opacity=".5"');
  const dark = '#' + darker(p.top, 0.42);
  if (p.topWord === 'sweater') s += path('M-8.5 28.5Q0 34.5 8.5 28.5V34Q0 40 -8.5 34Z', '#' + darker(p.top, 0.14));
  if (p.topWord === 'shirt') s += path('M0 38L-9 30L-10 40ZM0 38L9 30L10 40Z', '#' + lighter(p.top, 0.35)) + line(`M0 39V${hem}`, dark, 0.9) + [48, 58, 68].map((y) => oval(1.8, y, 0.9, 0.9, dark)).join('');
  if (p.topWord === 'jacket' || p.topWord === 'coat') s += path(`M-6.5 31L0 60L6.5 31Q0 37 -6.5 31Z`, '#' + p.inner) + path(`M-7 30L-14 38L0 62ZM7 30L14 38L0 62Z`, dark) + line(`M0 62V${hem}`, dark, 1);
  if (p.topWord === 'hoodie') s += path('M-12 33Q0 23 12 33Q7 41 0 40Q-7 41 -12 33Z', dark) + path('M-6 31Q0 37 6 31Q0 34 -6 31Z', '#' + p.skin) + line('M-3.5 40V49M3.5 40V49', '#f2f2f2', 1) + path('M-11 70H11L14 82H-14Z', dark, 'opacity=".45"');
  if (p.topWord === 'tshirt' || p.dress || p.topWord === 'vest') s += path(p.dress ? 'M-8 31Q0 46 8 31Q0 37 -8 31Z' : 'M-7.5 31Q0 41 7.5 31Q0 37 -7.5 31Z', '#' + darker(p.skin, 0.08));
  if (p.topWord === 'vest') s += path(`M-6.5 31L0 56L6.5 31Q0 37 -6.5 31Z`, '#' + p.inner) + line('M0 56V84', dark, 1);
  if (p.dress) s += path(`M${-waist - 0.5} 63H${waist + 0.5}V68H${-waist - 0.5}Z`, dark);
  return s;
}

function strands(list, p) {
  return list.map((d) => line(d, '#' + lighter(p.hair, 0.35), 0.8, 'opacity=".55"')).join('');
}

function hairBehind(p) {
  const f = 'url(#hair)';
  switch (p.hairWord) {
    case 'long straight': return path('M-20.5 -4Q-21 -27 0 -27Q21 -27 20.5 -4L23 50Q12 56 0 54Q-12 56 -23 50Z', f) + strands(['M-18 4L-19.5 46', 'M18 4L19.5 46', 'M-14 30L-15 50', 'M14 30L15 50'], p);
    case 'long wavy': return path('M-20.5 -4Q-21 -27 0 -27Q21 -27 20.5 -4Q27 6 22 15Q30 25 24 34Q30 44 21 53Q10 57 0 52Q-10 57 -21 53Q-30 44 -24 34Q-30 25 -22 15Q-27 6 -20.5 -4Z', f) + strands(['M-20 8Q-25 18 -21 27Q-26 38 -20 48', 'M20 8Q25 18 21 27Q26 38 20 48'], p);
    case 'shoulder-length': return path('M-20.5 -4Q-21 -27 0 -27Q21 -27 20.5 -4L23 29Q13 37 9 29H-9Q-13 37 -23 29Z', f) + strands(['M-18.5 4L-19.5 27', 'M18.5 4L19.5 27'], p);
    case 'bob': case 'bob bangs': return path('M-20.5 -4Q-21 -27 0 -27Q21 -27 20.5 -4L23.5 18Q16 25 10 20H-10Q-16 25 -23.5 18Z', f) + strands(['M-19 2L-20 16', 'M19 2L20 16'], p);
    case 'bun': return oval(0, p.woman ? -29 : -27, p.woman ? 9.5 : 7, p.woman ? 8.5 : 6.5, f) + strands(['M-5 -32Q0 -36 5 -32'], p);
    case 'ponytail': return path(`M8 -24Q34 -24 30 8Q31 24 22 33Q24 12 18 -4Z`, f, p.lightLeft ? '' : 'transform="scale(-1 1)"') + oval(p.lightLeft ? 13 : -13, -21, 4, 4, '#' + darker(p.hair, 0.5));
    case 'pigtails': return both(path('M15 -12Q36 -14 33 14Q31 28 24 30Q25 12 16 2Z', f) + oval(18, -7, 3, 3.4, '#' + p.inner));
    case 'afro': return [[0, -18, 20], [-16, -12, 16], [16, -12, 16], [-22, 2, 13], [22, 2, 13], [-19, 13, 9], [19, 13, 9]].map(([x, y, r]) => oval(x, y, r, r, f)).join('');
    case 'curly': return [[-17, -4, 9], [17, -4, 9]].concat(p.woman ? [[-20, 8, 9], [20, 8, 9], [-20, 20, 8.5], [20, 20, 8.5], [-17, 30, 7], [17, 30, 7]] : []).map(([x, y, r]) => oval(x, y, r, r, f)).join('');
    default: return '';
  }
}

function hairFront(p) {
  const f = 'url(#hair)', side = p.partLeft ? '' : 'transform="scale(-1 1)"';
  const curtain = path('M-19.5 4Q-23 -26 0 -26.5Q23 -26 19.5 4Q17.5 -6 14 -10Q2 -9 -7 -17Q-11 -9 -17 -6Q-19 -2 -19.5 4Z', f, side) + strands([p.partLeft ? 'M-6 -19Q5 -14 15 -12' : 'M6 -19Q-5 -14 -15 -12'], p);
  const cap = path('M-19 3Q-21 -25 0 -25Q21 -25 19 3Q18 -6 15.5 -10Q0 -15 -15.5 -10Q-18 -6 -19 3Z', f);
  switch (p.hairWord) {
    case 'bald': return oval(p.lightLeft ? -7 : 7, -15, 5, 2.6, '#fff', 'opacity=".3"');
    case 'buzzcut': return path('M-18.4 -2Q-19 -22.5 0 -22.5Q19 -22.5 18.4 -2Q16 -9 13 -12.5Q0 -16 -13 -12.5Q-16 -9 -18.4 -2Z', '#' + mix(p.hair, p.skin, 0.25));
    case 'mohawk': return path('M-18.4 -2Q-19 -22 0 -22Q19 -22 18.4 -2Q16 -9 13 -12Q0 -15 -13 -12Q-16 -9 -18.4 -2Z', '#' + mix(p.hair, p.skin, 0.6)) + path('M-5.5 -12L-7 -31L-2.5 -27L0 -36L2.5 -27L7 -31L5.5 -12Q0 -16 -5.5 -12Z', f);
    case 'undercut': return path('M-18.4 0Q-19 -18 -14 -18H14Q19 -18 18.4 0Q16 -8 14 -11H-14Q-16 -8 -18.4 0Z', '#' + mix(p.hair, p.skin, 0.5)) + path('M-16 -11Q-22 -31 4 -30Q23 -29 16.5 -11Q9 -18 -2 -15Q-10 -13 -16 -11Z', f, side) + strands(['M-10 -19Q2 -26 12 -20'], p);
    case 'spiky': return path('M-19 2L-23 -12L-17 -13L-19 -25L-10 -21L-7 -33L0 -24L8 -33L10.5 -22L19 -25L17 -13L23 -12L19 2Q17 -7 13 -10L7 -14L3 -9L-3 -14L-7 -9L-13 -11Q-18 -6 -19 2Z', f) + strands(['M-6 -27L-4 -17', 'M8 -27L6 -17'], p);
    case 'short': return p.woman ? curtain + both(path('M18 -6Q23 4 18.6 12Q17 4 16.5 -4Z', f)) : path('M-19 2Q-23 -27 2 -27Q23 -26 19 2Q18 -6 15 -9.5Q6 -11 -2 -14.5Q-8 -11 -15 -9.5Q-18 -6 -19 2Z', f, side) + strands([p.partLeft ? 'M-4 -17Q6 -19 14 -13' : 'M4 -17Q-6 -19 -14 -13'], p);
    case 'curly': return [[-14, -14, 7.5], [-7, -20, 8], [1, -22, 8], [9, -19.5, 8], [15, -13, 7.5], [-4, -14, 5], [5, -14, 5]].map(([x, y, r]) => oval(x, y, r, r, f)).join('') + strands(['M-9 -21Q-5 -25 -1 -21', 'M6 -21Q10 -24 13 -19'], p);
    case 'afro': return path('M-19 0Q-20 -22 0 -22Q20 -22 19 0Q15 -13 0 -13Q-15 -13 -19 0Z', f);
    case 'bob bangs': return path('M-20 6Q-23 -26 0 -26.5Q23 -26 20 6Q18 -1 16.5 -5Q0 -8 -16.5 -5Q-18 -1 -20 6Z', f) + strands(['M-9 -16L-10 -8', 'M0 -17V-8', 'M9 -16L10 -8'], p);
    case 'bun': case 'ponytail': return cap + strands(['M-12 -14Q-8 -21 0 -23', 'M12 -14Q8 -21 0 -23'], p);
    case 'pigtails': return path('M-19 3Q-21 -25 0 -25Q21 -25 19 3Q17 -7 0 -19Q-17 -7 -19 3Z', f) + line('M0 -25V-19', '#' + darker(p.hair, 0.4), 0.9);
    default: return curtain;
  }
}

function eyes(p) {
  const x = 7.4, y = 1.5, lid = '#2a1a1c';
  if (p.closed) return both(line(`M${x - 3.4} ${y + 0.5}Q${x} ${y + 3.4} ${x + 3.4} ${y + 0.5}`, lid, 1.3));
  const wide = p.mood === 'surprised' ? 1.18 : p.mood === 'laughing' ? 0.86 : 1, ry = 3.5 * wide;
  let s = '';
  for (const side of [-1, 1]) {
    const cx = side * x;
    s += oval(cx, y, 3.9, ry, '#fff') + oval(cx + p.gaze, y + 0.2, 2.3, 2.5 * Math.min(1, wide), '#' + p.iris) + oval(cx + p.gaze, y + 0.2, 1.25, 1.35, '#17121a') + oval(cx + p.gaze - 0.8, y - 0.8, 0.7, 0.7, '#fff') +
      line(`M${cx - 4} ${y - 0.4}Q${cx} ${y - ry - 1.1} ${cx + 4} ${y - 0.4}`, lid, p.woman ? 1.5 : 1) + (p.woman ? line(`M${cx + side * 3.8} ${y - 0.6}L${cx + side * 5.4} ${y - 2.2}`, lid, 1) : '');
  }
  return s;
}

function brows(p) {
  const c = '#' + (p.hairWord === 'bald' ? '3a2a22' : darker(p.hair, p.hairName === 'black' ? 0.1 : 0.35)), w = p.woman ? 1.3 : 1.9;
  const [inner, outer] = { angry: [-2.6, -5.6], sad: [-6.4, -3.6], surprised: [-7.2, -6.6] }[p.mood] || [-4.6, -4.4];
  return both(line(`M3.6 ${inner}Q7.4 ${Math.min(inner, outer) - 1.3} 11.4 ${outer}`, c, w));
}

function mouth(p) {
  const lip = p.woman ? '#' + mix('b5323f', p.skin, 0.15) : '#' + mix('8a3b34', p.skin, 0.25), m = 12.2;
  switch (p.mood) {
    case 'smiling': return line(`M-5.6 ${m - 1}Q0 ${m + 4} 5.6 ${m - 1}`, lip, 1.6);
    case 'laughing': return path(`M-6.2 ${m - 2}H6.2Q5.4 ${m + 5} 0 ${m + 5}Q-5.4 ${m + 5} -6.2 ${m - 2}Z`, '#7a1f2b') + path(`M-5.4 ${m - 2}H5.4V${m + 0.2}H-5.4Z`, '#fff') + oval(0, m + 3.6, 2.6, 1.2, '#e0707a');
    case 'surprised': return oval(0, m + 1, 2.8, 3.7, '#6b1b26') + oval(0, m + 2.9, 1.6, 1.2, '#d9636f');
    case 'sad': return line(`M-5 ${m + 2.6}Q0 ${m - 1.8} 5 ${m + 2.6}`, lip, 1.6);
    case 'angry': return line(`M-5 ${m + 1.6}L-2 ${m - 0.2}L2 ${m + 1.2}L5 ${m - 0.4}`, lip, 1.6);
    default: return line(`M-4.6 ${m + 0.4}H4.6`, lip, 1.5);
  }
}

function head(p) {
  const jaw = p.jaw, skin = 'url(#skin)', s0 = '#' + darker(p.skin, 0.34);
  let s = both(oval(18.4, 3, 3.4, 4.6, '#' + darker(p.skin, 0.12)) + oval(18.6, 3, 1.7, 2.7, s0, 'opacity=".5"'));
  s += path(`M-18 -4Q-18 -23 0 -23Q18 -23 18 -4Q18 9 ${jaw} 16Q5 21.5 0 21.5Q-5 21.5 ${-jaw} 16Q-18 9 -18 -4Z`, skin);
  let f = both(oval(11, 8.6, 3.6, 2.3, '#e2544f', `opacity="${p.blush}"`));
  if (p.beardWord === 'beard') f += path(`M-17.6 1Q-17 12 ${-jaw} 16.4Q-5 23.5 0 23.5Q5 23.5 ${jaw} 16.4Q17 12 17.6 1Q15 8 9 8Q0 5.6 -9 8Q-15 8 -17.6 1Z`, '#' + darker(p.hair, 0.12));
  f += eyes(p) + brows(p);
  f += line('M1.4 2.6Q3.4 6.6 1.8 7.6Q.4 8.4 -1.4 7.6', s0, 1.2);
  if (p.beardWord === 'beard' && p.mood !== 'laughing' && p.mood !== 'surprised') f += oval(0, 12.8, 6.4, 2.8, '#' + darker(p.skin, 0.1));
  f += mouth(p);
  if (p.beardWord === 'moustache') f += path('M0 8.6Q-4 7.6 -8.6 11.6Q-4 12.4 0 10.6Q4 12.4 8.6 11.6Q4 7.6 0 8.6Z', '#' + darker(p.hair, 0.15));
  if (p.glassWord === 'glasses') f += both('<rect x="2.3" y="-3.2" width="10.4" height="9" rx="3.4" fill="#dff1ff" fill-opacity=".22" stroke="#22202a" stroke-width="1.4"/>' + line('M12.7 0L17.6 -1', '#22202a', 1.2)) + line('M-2.3 .4Q0 -.8 2.3 .4', '#22202a', 1.3);
  if (p.glassWord === 'sunglasses') f += both('<rect x="1.8" y="-3.4" width="11.6" height="9" rx="3.6" fill="#1b1b24"/>' + line('M13 0L17.6 -1', '#1b1b24', 1.4) + line('M5 -1.4L8.6 -1.4', '#fff', 1, 'opacity=".5"')) + line('M-2.3 .2H2.3', '#1b1b24', 1.6);
  return s + `<g transform="translate(${p.turn} 0)">${f}</g>`;
}

const SHOTS = {
  'close-up': { scale: 1.66, y: 64 }, 'upper body': { scale: 1.16, y: 50 }, 'full body': { scale: 0.66, y: 22 }, distant: { scale: 0.5, y: 46 },
};

/** one figure: {svg, gender, attrs}; sideways = shift in canvas units */
export function painted(sideways) {
  const woman = often(0.5), gender = woman ? 'woman' : 'man';
  const hairWord = pick(woman ? WOMAN_HAIR : MAN_HAIR), hairName = pick(Object.keys(HAIR)), topName = pick(Object.keys(CLOTHES)), skinName = pick(Object.keys(SKIN));
  const dress = woman && often(0.22), topWord = dress ? 'dress' : pick(woman || often(0.85) ? TOPS : ['vest']);
  const pattern = topWord === 'sweater' ? '' : weighted({ '': 62, striped: 14, checkered: 14, dotted: 10 });
  const glassWord = weighted({ '': 76, glasses: 15, sunglasses: 9 }), beardWord = woman ? '' : weighted({ '': 64, beard: 22, moustache: 14 });
  const closed = !glassWord && often(0.06), mood = pick(MOODS), legsName = pick(['blue', 'black', 'brown', 'gray']);
  const p = {
    woman, hairWord, hairName, hair: near(HAIR[hairName]), topName, top: near(CLOTHES[topName]), topWord, dress, pattern, glassWord, beardWord, closed, mood,
    skin: near(SKIN[skinName], 7), legs: near({ blue: '33477a', black: '2b2b30', brown: '6a5140', gray: '77797f' }[legsName]), shoes: pick(['3a2a22', '202024', 'e9e6e0', '8a3030']),
    skirt: woman && !dress && often(0.3), bareArms: often(0.5), inner: pick(['f2f2f2', '2c2c32', 'd9d2c0', 'c95252']), iris: pick(['5b3a22', '3f6fa8', '4c7f4a', '2a1c18']),
    jaw: between(11.5, 14.5), blush: woman ? between(0.12, 0.32) : between(0, 0.12), turn: pick([0, 0, -2.2, 2.2]), gaze: pick([0, 0, 0, -0.9, 0.9]), lightLeft: often(0.5), partLeft: often(0.5),
  };
  const shot = weighted({ 'close-up': 34, 'upper body': 36, 'full body': 22, distant: 8 }), { scale, y } = SHOTS[shot], k = scale * between(0.95, 1.05);
  const x = 64 + sideways + between(-2.5, 2.5), tilt = between(-3, 3);
  const figure = `<g transform="translate(${x} ${y + between(-1.5, 1.5)}) scale(${k})">${hairBehind(p)}${body(p)}<g transform="rotate(${tilt})">${head(p)}${hairFront(p)}</g></g>`;
  const attrs = [hairWord === 'bald' ? 'bald' : `${hairName} ${hairWord} hair`, [topName, pattern, topWord].filter(Boolean).join(' '), `${skinName} skin`, mood, beardWord, glassWord, closed ? 'eyes closed' : '', shot, 'painted style'];
  return { svg: gradients(p) + figure, gender, shot, attrs: attrs.filter(Boolean) };
}
