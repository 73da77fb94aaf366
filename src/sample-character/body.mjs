// What ToonHead does not have: a whole figure below the collar, drawn for this project in ToonHead's coordinates.
// The figure stands on y = 1652; x = 384 is its axis.
import { circle, ellipse, group, limb, path } from './svg.mjs';
import { OUTLINE, SKIN, SWEATER } from './head.mjs';

export const FLOOR = 1652;
const TROUSERS = '#3b3f6e';
const SHOE = '#f7f3ee';
const PINK = '#e0339a';
const line = { stroke: OUTLINE, 'stroke-width': 2.4, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
const shade = (d, opacity = 0.16) => path(d, { fill: 'black', 'fill-opacity': opacity });
const crease = (d) => path(d, { fill: 'none', stroke: 'black', 'stroke-opacity': 0.22, 'stroke-width': 4, 'stroke-linecap': 'round' });

const COLLAR =
  path('M316.4 634C312 640 305 646 296 652C330 664 438 664 472 652C463 646 456 640 451.6 634C440 628 460 600 443 588C437 584 431 588 431 588S403 611 381 611C359 611 332 588 332 588S322 585 317 588C308 593 322 622 316.4 634Z', { fill: SWEATER }) +
  path('M300 640.5C308 639 314 637 316.4 634C322 622 308 593 317 588C322 585 332 588 332 588S359 611 381 611C403 611 431 588 431 588S437 584 443 588C460 600 440 628 451.6 634C454 637 460 639 468 640.5', { fill: 'none', ...line }) +
  path('M384.5 641.2c-24.5 0-68.5-15.5-68.5-15.5s43.2 24.5 68.5 24.5 67-26.5 67-26.5-42.5 17.5-67 17.5', { fill: 'black', 'fill-opacity': 0.2 });

const TORSO =
  path('M318 634C280 648 226 662 206 704C196 730 226 790 238 850C246 900 246 980 240 1064C300 1084 468 1084 528 1064C522 980 522 900 530 850C542 790 572 730 562 704C542 662 488 648 450 634C420 646 348 646 318 634Z', { fill: SWEATER, ...line }) +
  shade('M528 1064C522 980 522 900 530 850C542 790 572 730 562 704C556 690 546 680 532 672C540 760 486 860 490 960C492 1010 486 1050 476 1075C496 1073 514 1069 528 1064Z', 0.11) +
  path('M240 1040C300 1060 468 1060 528 1040L528 1064C468 1084 300 1084 240 1064Z', { fill: 'black', 'fill-opacity': 0.12 }) +
  path(
    Array.from({ length: 18 }, (_, i) => `M${258 + i * 15} ${1046 + (i > 3 && i < 14 ? 6 : 2)}V${1064 + (i > 3 && i < 14 ? 8 : 3)}`).join(''),
    { fill: 'none', stroke: 'black', 'stroke-opacity': 0.16, 'stroke-width': 3 },
  );

/** A sleeve with its cuff; the hand is drawn at the end of the spine, turned by `turn` degrees. */
function arm(spine, hand, turn = 0) {
  const end = spine[3];
  const before = spine[2];
  const angle = (Math.atan2(end[1] - before[1], end[0] - before[0]) * 180) / Math.PI - 90;
  const cuff = group(`translate(${end[0]} ${end[1]}) rotate(${angle})`, path('M-38 -8C-20 0 20 0 38 -8L37 34C18 42 -18 42 -37 34Z', { fill: '#149385', ...line }));
  return (
    group(`translate(${end[0]} ${end[1]}) rotate(${angle + turn}) translate(0 26)`, hand) +
    path(limb(spine, 96, 70), { fill: SWEATER, ...line }) +
    circle(spine[0][0] + 12, spine[0][1] + 8, 44, SWEATER) + // hides the round start of the sleeve inside the shoulder
    cuff
  );
}

const RELAXED_HAND =
  path('M-27 4C-32 40 -28 70 -10 84C2 92 20 86 25 66C30 48 29 22 27 4Z', { fill: SKIN, ...line }) +
  path('M22 16C36 26 40 46 32 58C26 64 20 58 20 50', { fill: SKIN, ...line }) +
  path('M-12 60C-10 68 -8 74 -4 80M2 62C3 70 4 76 8 82', { fill: 'none', ...line, 'stroke-opacity': 0.5 });

const finger = (angle, length) => group(`rotate(${angle} 0 44)`, path(`M-10.5 44V${44 + length}A10.5 10.5 0 0 0 10.5 ${44 + length}V44Z`, { fill: SKIN, ...line }));
const OPEN_HAND =
  finger(38, 40) + finger(12, 52) + finger(-12, 52) + finger(-36, 44) +
  group('rotate(-84 0 36)', path('M-11 30V78A11 11 0 0 0 11 78V30Z', { fill: SKIN, ...line })) +
  path('M-26 0C-34 30 -36 50 -28 62C-14 74 14 74 28 62C36 50 34 30 26 0Z', { fill: SKIN }) +
  path('M-27 4C-33 26 -36 44 -31 56M27 4C30 14 32 24 33 30', { fill: 'none', ...line });

const FIST = path('M-28 0C-40 26 -36 62 -8 66C22 70 38 52 34 26C33 14 30 6 28 0Z', { fill: SKIN, ...line }) + path('M-14 40C-4 48 10 48 20 38', { fill: 'none', ...line, 'stroke-opacity': 0.5 });

const mirrored = (inside) => group('translate(768 0) scale(-1 1)', inside);
const SHOULDER = [236, 716];
// Every arm is written for the figure's right side (the left of the picture) and mirrored for the other.
const ARMS = {
  down: { layer: 'front', draw: () => arm([SHOULDER, [196, 800], [190, 900], [196, 1010]], RELAXED_HAND) },
  swung: { layer: 'front', draw: () => arm([SHOULDER, [186, 800], [160, 880], [132, 968]], RELAXED_HAND) },
  hip: { layer: 'front', draw: () => arm([[232, 716], [60, 850], [110, 930], [234, 960]], FIST) },
  wave: { layer: 'back', draw: () => arm([[236, 728], [70, 860], [40, 720], [62, 596]], OPEN_HAND, 6) },
  up: { layer: 'back', draw: () => arm([[240, 724], [120, 650], [60, 520], [28, 380]], OPEN_HAND, 4) },
  behind: { layer: 'back', draw: () => arm([[240, 716], [176, 800], [190, 900], [266, 980]], FIST) },
};

function leg(spine, shoe, width = 128) {
  const [x, y] = spine[3];
  const angle = (Math.atan2(y - spine[2][1], x - spine[2][0]) * 180) / Math.PI - 90;
  const hem = path('M-46.5 -4C-48 14 -50 28 -52 40C-26 50 26 50 52 40C50 28 48 14 46.5 -4Z', { fill: TROUSERS }) + path('M-46.5 -4C-48 14 -50 28 -52 40C-26 50 26 50 52 40C50 28 48 14 46.5 -4M-50 26C-26 35 26 35 50 26', { fill: 'none', ...line });
  return shoe(spine[3]) + path(limb(spine, width, 92), { fill: TROUSERS, ...line }) + group(`translate(${x} ${y}) rotate(${angle})`, hem);
}

const shoeShape = ([x, y], direction) =>
  group(
    `translate(${x} ${y}) scale(${direction} 1)`,
    path('M-46 14C-48 44 -50 62 -46 74H74C84 60 70 42 46 34C30 28 26 14 30 2Z', { fill: SHOE, ...line }) +
      path('M-8 24C6 34 18 44 22 62M10 14C22 28 36 38 42 58', { fill: 'none', stroke: PINK, 'stroke-width': 7, 'stroke-linecap': 'round' }) +
      path('M-50 68H78C84 76 82 90 74 92H-44C-54 90 -54 76 -50 68Z', { fill: '#ffffff', ...line }),
  );
const shoe = (direction) => (end) => shoeShape(end, direction);
const tiltedShoe = (direction, degrees) => (end) => group(`rotate(${degrees} ${end[0]} ${end[1]})`, shoeShape(end, direction));
const HIPS = path('M248 1040H520C522 1060 521 1074 518 1086C498 1130 420 1150 396 1176Q384 1186 372 1176C348 1150 270 1130 250 1086C247 1074 246 1060 248 1040Z', { fill: TROUSERS }) + path('M250 1086C247 1074 246 1060 248 1040M518 1086C521 1074 522 1060 520 1040', { fill: 'none', ...line });

const LEGS = {
  standing: () =>
    leg([[312, 1110], [308, 1260], [314, 1400], [316, 1562]], shoe(-1)) +
    leg([[456, 1110], [460, 1260], [454, 1400], [452, 1562]], shoe(1)) +
    HIPS +
        crease('M384 1120V1168') +
    crease('M290 1340C304 1350 322 1352 338 1346M430 1346C446 1352 464 1350 478 1340'),
  walking: () =>
    leg([[450, 1110], [462, 1250], [470, 1380], [510, 1528]], tiltedShoe(1, -9)) +
    shade(limb([[450, 1110], [462, 1250], [470, 1380], [510, 1528]], 128, 92), 0.16) +
    leg([[314, 1110], [306, 1260], [292, 1400], [276, 1562]], shoe(-1)) +
    HIPS +
    crease('M384 1120V1162'),
  jumping: () =>
    leg([[312, 1110], [258, 1220], [214, 1300], [262, 1420]], tiltedShoe(-1, 24)) +
    leg([[456, 1110], [510, 1220], [560, 1290], [500, 1410]], tiltedShoe(1, -28)) +
    HIPS +
    crease('M384 1120V1172'),
  crossed: () =>
    leg([[448, 1110], [440, 1260], [380, 1400], [330, 1562]], shoe(-1)) +
    shade(limb([[448, 1110], [440, 1260], [380, 1400], [330, 1562]], 128, 92), 0.14) +
    leg([[320, 1110], [330, 1260], [390, 1400], [440, 1562]], shoe(1)) +
    HIPS +
    crease('M384 1120V1160'),
};

/**
 * @param pose arms: [right arm, left arm] by name, legs by name or undefined for a figure cut by the frame
 * @returns what lies behind the torso and the torso with what lies before it
 */
export function drawBody({ arms = ['down', 'down'], legs }) {
  const [right, left] = arms.map((name) => ARMS[name]);
  const at = (layer) => (right.layer === layer ? right.draw() : '') + (left.layer === layer ? mirrored(left.draw()) : '');
  return { behind: at('back'), front: (legs ? LEGS[legs]() : HIPS) + TORSO + at('front') + COLLAR };
}

/** The soft patch on the ground that keeps a standing figure from floating. */
export const groundShadow = () => ellipse(384, FLOOR + 2, 240, 24, 'black', { 'fill-opacity': 0.2 });
