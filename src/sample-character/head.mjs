// Ava's head: DiceBear's ToonHead taken apart into layers, so that it can turn, nod and tilt, with bolder mouths drawn over.
// All coordinates are ToonHead's own: a 768 x 768 box, the face centred on x = 384, the eyes on y = 403.
import { createAvatar } from '@dicebear/core';
import { toonHead } from '@dicebear/collection';
import { circle, ellipse, freshId, group, path, rect, tag } from './svg.mjs';

export const HAIR = '#e0339a';
export const SKIN = '#e8b08c';
export const SWEATER = '#19b5a5';
export const OUTLINE = '#2b1426';
export const EYE_LINE = 403;
export const CENTRE = 384;

const LIP = '#7a1f2b';
const stroke = (width) => ({ stroke: LIP, 'stroke-width': width, fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });

// The style's own mouths vanish at 64 px, so that the miniature base model was taught with these bolder ones.
const MOUTHS = {
  smiling: path('M336 524Q384 571 432 524', stroke(14)) + path('M369 566Q384 572 399 566', { ...stroke(6), 'stroke-opacity': 0.35 }),
  laughing: laughingMouth(),
  surprised: ellipse(384, 541, 24, 31, LIP) + ellipse(384, 558, 15, 11, '#e0564b'),
  sad: path('M340 557Q384 515 428 557', stroke(14)),
  angry: path('M340 546L363 531L387 546L410 531L430 546', stroke(13)),
  calm: path('M350 538Q384 543 418 538', stroke(13)),
};
const EYEBROWS = { smiling: 'neutral', laughing: 'happy', surprised: 'happy', sad: 'sad', angry: 'angry', calm: 'neutral' };

function laughingMouth() {
  const id = freshId();
  const shape = 'M332 516H436Q425 580 384 580Q343 580 332 516Z';
  return (
    tag('clipPath', { id }, path(shape)) +
    path(shape, { fill: LIP }) +
    group('', path('M332 516H436V533H332Z', { fill: '#fffaf2' }) + ellipse(384, 578, 32, 20, '#e0564b'), { 'clip-path': `url(#${id})` }) +
    path(shape, { fill: 'none', stroke: LIP, 'stroke-width': 5, 'stroke-linejoin': 'round' })
  );
}

/** The direct children of the style's one masked group, in drawing order. */
function children(svg) {
  const inside = svg.slice(svg.indexOf('<g mask="url(#viewboxMask)">') + '<g mask="url(#viewboxMask)">'.length, svg.lastIndexOf('</g></svg>'));
  const found = [];
  let depth = 0;
  let start = 0;
  for (const match of inside.matchAll(/<(\/?)[a-zA-Z]+[^>]*?(\/?)>/g)) {
    if (depth === 0 && !match[1]) start = match.index;
    if (match[1]) depth--;
    else if (!match[2]) depth++;
    if (depth === 0) found.push(inside.slice(start, match.index + match[0].length));
  }
  return found;
}

function layers(expression, eyes) {
  const svg = createAvatar(toonHead, {
    seed: 'Ava Lindqvist',
    mouth: ['smile'],
    eyebrows: [EYEBROWS[expression]],
    eyes: [eyes],
    rearHair: ['longWavy'],
    rearHairProbability: 100,
    beardProbability: 0,
    hair: ['bun'],
    hairColor: [HAIR.slice(1)],
    clothes: ['turtleNeck'],
    clothesColor: [SWEATER.slice(1)],
    skinColor: [SKIN.slice(1)],
  }).toString();
  const parts = children(svg).map((part) => part.replaceAll('stroke="black"', `stroke="${OUTLINE}" stroke-width="2.4" stroke-linejoin="round"`));
  const browsAt = parts.findIndex((part, index) => index > 8 && part.startsWith('<g fill='));
  const angryFrown = expression === 'angry' ? 1 : 0;
  const [, leftEar, rightEar, nose] = /d="([^"]*?)m363\.96 0([^"]*?)(M384 469\.5[^"]*)"/.exec(parts[4]);
  const earShade = { fill: 'black', 'fill-opacity': 0.2 };
  return {
    rearHair: parts[0],
    neck: parts[1] + parts[2],
    face: parts[3],
    faceShape: /d="([^"]*)"/.exec(parts[3])[1],
    ears: { left: path(leftEar, earShade), right: path(`M566.18 410${rightEar}`, earShade) },
    nose: path(nose, { fill: 'black', 'fill-opacity': 0.28 }),
    sweater: parts.slice(5, 7).join(''),
    // 7 and 8 are the style's own mouth, replaced by MOUTHS
    eyes: parts.slice(9, browsAt - angryFrown),
    // the style hides raised eyebrows under this fringe
    brows: group(EYEBROWS[expression] === 'happy' ? 'translate(0 16)' : '', parts.slice(browsAt - angryFrown, browsAt + 1).join('')),
    bun: parts[parts.length - 2],
    fringe: parts[parts.length - 1],
  };
}

// The style cuts the rear hair off straight below the frame; standing figures show its end, so it runs out in waves.
function endInWaves(rearHair) {
  return rearHair
    .replace(/H183\.8l-\.15-\.26/, 'C560 812 540 800 512 822C486 842 462 806 430 826C400 844 372 806 338 826C306 842 286 804 256 820C228 832 206 806 183.8 767.8l-.15-.26')
    .replace(/h-268\.1l-\.1-\.22/, 'c-30 34 -60 20 -88 34c-30 12 -62 14 -92 0c-28 -12 -56 -6 -88.1 -34l-.1-.22');
}

const HAIR_GLOSS =
  path('M226 262C240 200 290 150 352 134C318 160 276 208 262 268C254 290 222 290 226 262Z', { fill: 'white', 'fill-opacity': 0.2 }) +
  path('M352 122C386 112 420 116 446 126C420 124 388 126 366 132C352 134 342 126 352 122Z', { fill: 'white', 'fill-opacity': 0.13 }) +
  path('M590 330C592 270 566 206 520 160C572 196 602 256 596.5 330C596 356 588 360 590 330Z', { fill: 'black', 'fill-opacity': 0.13 });
const BUN_GLOSS =
  path('M284 96C292 54 326 26 366 22C338 36 314 62 308 100C304 116 280 116 284 96Z', { fill: 'white', 'fill-opacity': 0.2 }) +
  path('M276 104C300 84 468 84 492 104C492 116 491 128 488 138C430 96 338 96 280 138C277 128 276 116 276 104Z', { fill: 'black', 'fill-opacity': 0.13 });
const BLUSH = ellipse(262, 480, 36, 21, '#e0564b', { 'fill-opacity': 0.2 }) + ellipse(506, 480, 36, 21, '#e0564b', { 'fill-opacity': 0.2 });

function eyePair(parts, eyes, turn) {
  const catchlights = circle(305, 403, 8.5, 'white') + circle(321, 424, 4, 'white', { 'fill-opacity': 0.7 });
  const rightCatchlights = circle(445, 403, 8.5, 'white') + circle(461, 424, 4, 'white', { 'fill-opacity': 0.7 });
  if (eyes === 'bow' || eyes === 'humble') return parts.join('');
  // the eye on the far side of a turned head looks narrower
  const near = (x, factor) => `translate(${x * (1 - factor)} 0) scale(${factor} 1)`;
  const left = group(turn < 0 ? near(330, 1 + turn * 0.13) : '', parts.slice(0, 3).join('') + (eyes === 'wink' ? '' : catchlights));
  const right = group(turn > 0 ? near(438, 1 - turn * 0.13) : '', parts.slice(3).join('') + rightCatchlights);
  return left + right;
}

/**
 * @param pose expression, eyes (wide, happy, bow = closed), turn and nod in -1..1 (right and down are positive), tilt in degrees
 * @returns the layers behind and in front of the body, the neck and the style's own bust
 */
export function drawHead({ expression, eyes = 'wide', turn = 0, nod = 0, tilt = 0 }) {
  const part = layers(expression, eyes);
  const lean = (inside) => group(`rotate(${tilt} 384 600) translate(${CENTRE} 330) skewX(${-turn * 3.2}) translate(${-CENTRE} -330)`, inside);
  const moved = (dx, dy, inside) => group(`translate(${dx} ${dy})`, inside);
  const cheeks = freshId();
  const squeeze = 1 - 0.05 * Math.abs(turn);
  const features = (dx, dy, inside) =>
    group(`translate(${CENTRE + dx} ${dy}) scale(${squeeze} 1) translate(${-CENTRE} 0)`, inside);
  const behind = lean(
    moved(-turn * 20, -nod * 4, endInWaves(part.rearHair)) + moved(-turn * 22, nod * 14, part.bun + BUN_GLOSS),
  );
  const front = lean(
    part.face +
      moved(-turn * 6, -nod * 12, (turn < -0.4 ? '' : part.ears.left) + (turn > 0.4 ? '' : part.ears.right)) +
      tag('clipPath', { id: cheeks }, path(part.faceShape)) +
      group('', features(turn * 30, nod * 14, BLUSH), { 'clip-path': `url(#${cheeks})` }) +
      features(turn * 46, nod * 20, part.nose) +
      features(turn * 34, nod * 11, MOUTHS[expression]) +
      features(turn * 32, nod * 17, eyePair(part.eyes, eyes, turn) + part.brows) +
      moved(turn * 12, nod * 7, part.fringe + HAIR_GLOSS),
  );
  // below the collar the style's neck widens into bare shoulders, which only its own bust covers
  const neckOnly = freshId();
  const neck = tag('clipPath', { id: neckOnly }, rect(330, 540, 110, 110, 'black')) + group('', part.neck, { 'clip-path': `url(#${neckOnly})` });
  return { behind, front, neck, bust: part.sweater };
}
