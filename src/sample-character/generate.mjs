// usage: npm run draw -- OUTPUT_FOLDER      draws every picture of the shooting list with its caption, and character.json
import fs from 'node:fs';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import { drawBody, FLOOR, groundShadow } from './body.mjs';
import { CENTRE, drawHead, EYE_LINE } from './head.mjs';
import { lit } from './lights.mjs';
import { caption, COVER, PICTURES } from './pictures.mjs';
import { drawScene } from './scenes.mjs';
import { group, tag } from './svg.mjs';

// Share of the frame's width that ToonHead's 768 units take, and the height of the eyes in the frame: the miniature's own framing.
const FRAMING = { 'close-up': { width: 1.42, eyes: 0.46 }, 'upper body': { width: 1.12, eyes: 0.475 } };
const FIGURE_HEIGHT = FLOOR + 10;
const SIDE_SHIFT = 0.125;
const WAIST_UP_MARGIN = 0.05;
const PALETTE_LEAST_PSNR = 52;

function placement({ shot, waistUp, zoom = 1, side, lift = 0 }, width, height) {
  const shift = side === 'left' ? -SIDE_SHIFT : side === 'right' ? SIDE_SHIFT : 0;
  const x = width * (0.5 + shift);
  if (shot === 'full body') {
    const scale = (Math.min(height, width * 1.25) * 0.86) / FIGURE_HEIGHT;
    return { scale, x: x - CENTRE * scale, y: height * 0.955 - FLOOR * scale, lift };
  }
  const { width: share, eyes } = FRAMING[shot];
  const square = Math.min(width, height); // trainers keep the middle square of an oblong picture
  const scale = (share * zoom * square) / 768;
  const y = waistUp ? height * WAIST_UP_MARGIN : (height - square) / 2 + square * eyes - EYE_LINE * scale;
  return { scale, x: x - CENTRE * scale, y, lift: 0 };
}

function compose(picture) {
  const [width, height] = picture.size ?? [1024, 1024];
  const [scene, options] = picture.place;
  const backdrop = tag('svg', { viewBox: '0 0 1024 1024', width, height, preserveAspectRatio: 'xMidYMax slice' }, drawScene(scene, options));
  const head = drawHead(picture.head);
  const { scale, x, y, lift } = placement(picture, width, height);
  const standing = picture.shot === 'full body';
  const body = picture.arms ? drawBody(picture) : { behind: '', front: head.bust };
  const facing = picture.mirror ? `translate(${2 * CENTRE} ${-lift}) scale(-1 1)` : `translate(0 ${-lift})`;
  const figure = group(`translate(${x} ${y}) scale(${scale})`, group(facing, body.behind + head.behind + head.neck + body.front + head.front));
  const shadow = standing ? group(`translate(${x} ${y}) scale(${scale})`, groundShadow()) : '';
  return tag('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height }, lit(picture.light, backdrop + shadow, figure, width, height));
}

async function psnr(rgb, encoded) {
  const other = await sharp(encoded).removeAlpha().raw().toBuffer();
  let sum = 0;
  for (let i = 0; i < rgb.length; i++) sum += (rgb[i] - other[i]) ** 2;
  return 10 * Math.log10((255 * 255 * rgb.length) / Math.max(sum, 1));
}

/** A palette PNG where the picture survives it without dithering or banding, otherwise a JPEG with full colour resolution. */
async function encode(png) {
  const image = sharp(png).removeAlpha();
  const rgb = await image.clone().raw().toBuffer();
  const palette = await image.clone().png({ palette: true, colours: 256, quality: 100, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer();
  const jpeg = await image.clone().jpeg({ quality: 92, chromaSubsampling: '4:4:4', mozjpeg: true }).toBuffer();
  if (palette.length < jpeg.length && (await psnr(rgb, palette)) >= PALETTE_LEAST_PSNR) return { bytes: palette, extension: 'png' };
  return { bytes: jpeg, extension: 'jpg' };
}

async function main(folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const old of fs.readdirSync(folder)) if (/^ava-\d\d\.(png|jpg|txt)$/.test(old)) fs.rmSync(path.join(folder, old));
  let total = 0;
  const files = [];
  for (const picture of PICTURES) {
    const rendered = new Resvg(compose(picture)).render().asPng();
    const { bytes, extension } = await encode(rendered);
    const file = `${picture.name}.${extension}`;
    fs.writeFileSync(path.join(folder, file), bytes);
    fs.writeFileSync(path.join(folder, `${picture.name}.txt`), caption(picture) + '\n');
    files.push(file);
    total += bytes.length;
    console.log(file.padEnd(12), `${(bytes.length / 1024).toFixed(0)} KiB`.padStart(8), caption(picture));
  }
  const character = {
    name: 'Ava Lindqvist',
    subject: 'woman',
    triggerWord: 'ohwx woman',
    description: 'A drawn woman with pink hair in a bun and a teal turtleneck sweater. She exists nowhere else: every picture was generated for this product.',
    likenessBasis: 'SYNTHETIC',
    cover: files.find((file) => file.startsWith(COVER)),
    credit: 'Head based on “ToonHead” by Johan Melin (johanmelin.com), CC BY 4.0, modified; see CREDITS.md',
  };
  fs.writeFileSync(path.join(folder, 'character.json'), JSON.stringify(character, null, 2) + '\n');
  console.log(`${files.length} pictures, ${(total / 1024 / 1024).toFixed(2)} MiB`);
}

const folder = process.argv[2];
if (!folder) {
  console.error('Name the output folder: npm run draw -- ../main/resources/sample/ava-lindqvist');
  process.exit(2);
}
await main(folder);
