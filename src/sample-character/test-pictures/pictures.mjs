// usage: npm run test-pictures -- OUTPUT_FOLDER      writes the small picture files that the upload tests send
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import { circle, ellipse, group, path as curve, rect, tag } from '../svg.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('Name the output folder: npm run test-pictures -- ../test/resources/pictures');
  process.exit(2);
}
fs.mkdirSync(folder, { recursive: true });

const write = (name, bytes) => {
  fs.writeFileSync(path.join(folder, name), bytes);
  console.log(name.padEnd(28), `${bytes.length} bytes`);
};

/** A plain face of flat shapes; x, y and scale move it so that the files do not look like duplicates of one another. */
function face({ width = 1024, height = 1024, background, hair, coat, skin = '#d9a57c', x = 0, y = 0, scale = 1, hat }) {
  const figure =
    ellipse(512, 1010, 330, 260, coat) +
    rect(452, 640, 120, 170, skin) +
    ellipse(512, 450, 250, 290, hair) +
    ellipse(512, 500, 190, 230, skin) +
    curve('M322 460C330 300 690 300 702 460C640 380 400 380 322 460Z', { fill: hair }) +
    circle(440, 490, 26, 'white') + circle(584, 490, 26, 'white') + circle(440, 492, 13, '#2a2030') + circle(584, 492, 13, '#2a2030') +
    curve('M430 610Q512 680 594 610', { fill: 'none', stroke: '#8a2f3a', 'stroke-width': 16, 'stroke-linecap': 'round' }) +
    (hat ? rect(290, 190, 444, 130, hat, { rx: 30 }) : '');
  const svg = tag('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height },
    (background ? rect(0, 0, width, height, background) : '') + group(`translate(${x} ${y}) scale(${scale})`, figure));
  return new Resvg(svg).render().asPng();
}

const ada = face({ background: '#9fc4d8', hair: '#4a2f27', coat: '#c2503f' });
const progressive = await sharp(ada).removeAlpha().jpeg({ quality: 85, progressive: true }).toBuffer();
write('jpeg-1024.jpg', progressive);
write('jpeg-1024-recompressed.jpg', await sharp(progressive).jpeg({ quality: 40 }).toBuffer());
write('jpeg-truncated.jpg', progressive.subarray(0, Math.floor(progressive.length * 0.6)));

const upright = face({ width: 1024, height: 1280, background: '#e6d7b0', hair: '#20202a', coat: '#3c6e58', y: 180 });
write(
  'jpeg-turned-gps.jpg', // the pixels lie on their side; orientation 6 says: turn clockwise to show
  await sharp(await sharp(upright).rotate(270).png().toBuffer())
    .removeAlpha()
    .jpeg({ quality: 85 })
    .withExif({
      IFD0: { Make: 'Understudy', Model: 'Test camera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 19/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '18/1 4/1 7/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer(),
);
write('jpeg-cmyk-1024.jpg', await sharp(face({ background: '#d8b7c4', hair: '#7a4a20', coat: '#5a4f9a', x: -120 })).removeAlpha().toColourspace('cmyk').jpeg({ quality: 60 }).toBuffer());
write('jpeg-512.jpg', await sharp(face({ width: 512, height: 512, background: '#b8d4a8', hair: '#a5562c', coat: '#2f5f8a', scale: 0.5 })).removeAlpha().jpeg({ quality: 85 }).toBuffer());

const flat = { palette: true, colours: 64, dither: 0, compressionLevel: 9, effort: 10 };
write('png-1024.png', await sharp(face({ background: '#f0e3d2', hair: '#d9b36a', coat: '#30808a', x: 110, y: 40 })).removeAlpha().png(flat).toBuffer());
write('png-alpha-1024.png', await sharp(face({ hair: '#33333f', coat: '#d08a2a', x: -140, y: 60, hat: '#7d3fc4' })).png(flat).toBuffer());
write('png-2048.png', await sharp(face({ width: 2048, height: 2048, background: '#c9c4ea', hair: '#b33a3a', coat: '#444a66', scale: 1.5, x: 260, y: 500 })).removeAlpha().png(flat).toBuffer());
write('webp-1024.webp', await sharp(face({ background: '#35406b', hair: '#e8e2d0', coat: '#8fb04f', x: 140, hat: '#c2503f' })).removeAlpha().webp({ quality: 80 }).toBuffer());
write('avif-1024.avif', await sharp(ada).removeAlpha().resize(1024).avif({ quality: 45 }).toBuffer());
write('gif-1024.gif', await sharp(face({ background: '#9ad0b0', hair: '#5a2a50', coat: '#f0f0f0', y: -60 })).gif({ colours: 16 }).toBuffer());

write('text-named.jpg', Buffer.from('This is a text file. Somebody gave it the name of a photo.\n'));
write('svg-named.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024"><script>alert(1)</script><circle cx="512" cy="512" r="400" fill="teal"/></svg>\n'));

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(zlib.crc32 ? zlib.crc32(body) : crc32(body), body.length + 4);
  return whole;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const header = Buffer.alloc(13);
header.writeUInt32BE(60000, 0);
header.writeUInt32BE(60000, 4);
header.set([8, 2, 0, 0, 0], 8);
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
write('png-60000x60000.png', Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', zlib.deflateSync(Buffer.alloc(4096))), chunk('IEND', Buffer.alloc(0))]));
