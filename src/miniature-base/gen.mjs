// Captioned 128 px pictures: node gen.mjs base|side|A|B|toon|flat|painted|sketch COUNT OUT_PREFIX SEED
// -> OUT_PREFIX.rgb (COUNT x 128 x 128 x 3 bytes) and OUT_PREFIX.json ([{gender, attrs}])
import fs from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { between, pick, seed, weighted } from './chance.mjs';
import { painted } from './painted.mjs';
import { CHARACTERS, placed, portrait, SIDE_STYLES } from './portraits.mjs';
import { background, light, rect } from './scenes.mjs';

const SIZE = 128, SUPER = 2;
const [, , mode, countText, prefix, seedText = '1'] = process.argv;
const count = Number(countText);
seed(Number(seedText));
const STYLE_SHARES = { painted: 40, toonHead: 28, personas: 22, openPeeps: 10 };
const ONE_STYLE = { painted: 'painted', toon: 'toonHead', flat: 'personas', sketch: 'openPeeps' };

function figure(sideways) {
  if (CHARACTERS[mode]) return CHARACTERS[mode](sideways);
  if (mode === 'side') return { ...placed(pick(SIDE_STYLES), {}, '', sideways), gender: 'person', attrs: [] };
  const style = ONE_STYLE[mode] || weighted(STYLE_SHARES);
  return style === 'painted' ? painted(sideways) : portrait(style, sideways);
}

function picture() {
  const side = weighted({ '': 82, left: 9, right: 9 }), sideways = { left: -16, right: 16 }[side] || 0; // one latent cell
  const f = figure(sideways);
  const bg = mode === 'side' ? { name: '', svg: rect(0, 0, 128, 128, `rgb(${[0, 1, 2].map(() => Math.round(between(20, 250))).join(',')})`) } : background();
  const lit = light(CHARACTERS[mode] ? 0.28 : 0.2);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128">${bg.svg}${f.svg}${lit.svg}</svg>`;
  const px = new Resvg(svg, { fitTo: { mode: 'width', value: SIZE * SUPER }, font: { loadSystemFonts: false } }).render().pixels;
  return { px, gender: f.gender, attrs: [...f.attrs, bg.name && `${bg.name} background`, side, lit.name].filter(Boolean) };
}

/** mean of SUPER x SUPER blocks, RGBA -> RGB */
function shrink(px, out, at) {
  const w = SIZE * SUPER;
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++)
      for (let c = 0; c < 3; c++) {
        const p = (y * SUPER * w + x * SUPER) * 4 + c;
        out[at++] = (px[p] + px[p + 4] + px[p + w * 4] + px[p + w * 4 + 4] + 2) >> 2;
      }
}

const started = Date.now(), bytes = SIZE * SIZE * 3, captions = [], block = Buffer.alloc(bytes);
const file = fs.openSync(prefix + '.rgb', 'w');
for (let i = 0; i < count; i++) {
  const p = picture();
  shrink(p.px, block, 0);
  fs.writeSync(file, block);
  captions.push({ gender: p.gender, attrs: p.attrs });
}
fs.closeSync(file);
fs.writeFileSync(prefix + '.json', JSON.stringify(captions));
console.log(mode, count, ((Date.now() - started) / count).toFixed(1), 'ms each');
