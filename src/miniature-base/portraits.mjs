// Portraits from DiceBear styles with options chosen here, so that the caption is known. Credits: CREDITS.md.
import * as styles from '@dicebear/collection';
import { createAvatar } from '@dicebear/core';
import { between, chance, CLOTHES, HAIR, near, often, pick, SKIN, weighted } from './chance.mjs';

/** styles only the autoencoder sees */
export const SIDE_STYLES = ['bigSmile', 'bigEars', 'lorelei', 'notionists', 'dylan', 'miniavs', 'openPeeps', 'adventurer'];
const EYE_HEIGHT = { toonHead: 0.525, personas: 0.45, micah: 0.47, openPeeps: 0.46, adventurer: 0.55 };
const colourNames = (table) => pick(Object.keys(table));

// bold mouths and glasses drawn over toon-head (100 x 100 coordinates): its own mouths vanish in a small picture
const ink = '#7a1f2b';
const MOUTH = {
  smiling: `<path d="M44 68.5Q50 74 56 68.5" stroke="${ink}" stroke-width="1.8" fill="none" stroke-linecap="round"/>`,
  laughing: `<path d="M43.5 67.5H56.5Q55 75 50 75Q45 75 43.5 67.5Z" fill="${ink}"/><path d="M45 67.5H55V69.5H45Z" fill="#fff"/>`,
  surprised: `<ellipse cx="50" cy="70.5" rx="3" ry="4" fill="${ink}"/>`,
  sad: `<path d="M44.5 72.5Q50 67 55.5 72.5" stroke="${ink}" stroke-width="1.8" fill="none" stroke-linecap="round"/>`,
  angry: `<path d="M44.5 71L47.5 69.2L50.5 71L53.5 69.2L55.8 71" stroke="${ink}" stroke-width="1.7" fill="none" stroke-linecap="round"/>`,
  calm: `<path d="M45.5 70H54.5" stroke="${ink}" stroke-width="1.7" stroke-linecap="round"/>`,
};
const GLASSES = {
  glasses: '<g fill="#fff" fill-opacity=".25" stroke="#1d1d28" stroke-width="1.6"><rect x="35" y="46.5" width="13.4" height="11.5" rx="4"/><rect x="51.6" y="46.5" width="13.4" height="11.5" rx="4"/><path d="M48.4 51h3.2"/></g>',
  sunglasses: '<g fill="#1d1d28"><rect x="34.5" y="46.5" width="14" height="11.5" rx="4"/><rect x="51.5" y="46.5" width="14" height="11.5" rx="4"/><rect x="47" y="48.5" width="6" height="2.2"/></g>',
};

function toonHead(c) {
  const mouths = { laughing: 'laugh', angry: 'angry', surprised: 'agape', smiling: 'smile', sad: 'sad', calm: 'smile' };
  const mood = pick(Object.keys(mouths));
  const brow = { laughing: 'happy', angry: 'angry', surprised: 'raised', smiling: 'neutral', sad: 'sad', calm: 'neutral' }[mood];
  let rear = null, top = 'sideComed', word, beard = null;
  const extra = [];
  if (c.gender === 'woman') {
    const k = pick(['longStraight', 'longWavy', 'shoulderHigh', 'neckHigh', 'bun']);
    if (k === 'bun') top = 'bun';
    else rear = k;
    word = { longStraight: 'long straight', longWavy: 'long wavy', shoulderHigh: 'shoulder-length', neckHigh: 'bob', bun: 'bun' }[k];
  } else {
    const k = pick(['sideComed', 'undercut', 'spiky', 'sideComed', 'bald']);
    top = k === 'bald' ? null : k;
    word = { sideComed: 'short', undercut: 'undercut', spiky: 'spiky', bald: 'bald' }[k];
    if (often(0.35)) {
      beard = pick(['fullBeard', 'fullBeard', 'moustacheTwirl', 'longBeard']);
      extra.push(beard === 'moustacheTwirl' ? 'moustache' : 'beard');
    }
  }
  const kind = pick(['turtleNeck', 'openJacket', 'dress', 'shirt', 'tShirt']);
  const clothes = { turtleNeck: 'sweater', openJacket: 'jacket', dress: c.gender === 'woman' ? 'dress' : 'vest', shirt: 'shirt', tShirt: 'tshirt' }[kind];
  const closed = !c.glasses && often(0.07);
  if (closed) extra.push('eyes closed');
  return {
    word, clothes, mood, extra, style: 'toon', over: MOUTH[mood] + (c.glasses ? GLASSES[c.glasses] : ''),
    options: {
      mouth: [mouths[mood]], eyebrows: [brow], eyes: [closed ? 'bow' : 'wide'], rearHair: rear ? [rear] : undefined, rearHairProbability: rear ? 100 : 0,
      beard: beard ? [beard] : undefined, beardProbability: beard ? 100 : 0, hair: [top ?? 'sideComed'], hairProbability: top ? 100 : 0,
      hairColor: [c.hair], clothes: [kind], clothesColor: [c.cloth], skinColor: [c.skin],
    },
  };
}

function personas(c) {
  const moods = { smile: 'smiling', frown: 'sad', surprise: 'surprised', bigSmile: 'laughing', smirk: 'calm' };
  const mouth = pick(Object.keys(moods));
  const hairs = c.gender === 'woman'
    ? { long: 'shoulder-length', bobCut: 'bob', curly: 'afro', pigtails: 'pigtails', bobBangs: 'bob bangs', extraLong: 'long straight' }
    : { shortCombover: 'short', curlyHighTop: 'curly', buzzcut: 'buzzcut', bald: 'bald', mohawk: 'mohawk' };
  const hair = pick(Object.keys(hairs)), face = c.gender === 'man' && often(0.35) ? pick(['beardMustache', 'beardMustache', 'walrus']) : null;
  const closed = !c.glasses && often(0.07), body = pick(['squared', 'rounded', 'checkered']), extra = [];
  if (face) extra.push(face === 'walrus' ? 'moustache' : 'beard');
  if (closed) extra.push('eyes closed');
  return {
    word: hairs[hair], clothes: { squared: 'tshirt', rounded: 'sweater', checkered: 'checkered shirt' }[body], mood: moods[mouth], extra, style: 'flat', over: '',
    options: {
      mouth: [mouth], hair: [hair], hairColor: [c.hair], eyes: [closed ? 'sleep' : c.glasses || 'open'], facialHair: face ? [face] : undefined, facialHairProbability: face ? 100 : 0,
      clothingColor: [c.cloth], skinColor: [c.skin], body: [body], nose: ['mediumRound'],
    },
  };
}

function openPeeps(c) {
  const faces = { smiling: ['smile', 'cute', 'lovingGrin1'], laughing: ['smileBig', 'smileLOL'], surprised: ['awe'], angry: ['rage', 'veryAngry'], sad: ['concerned', 'concernedFear'], calm: ['calm', 'serious'] };
  const mood = pick(Object.keys(faces));
  const heads = c.gender === 'woman'
    ? { long: 'long straight', longBangs: 'long straight', longCurly: 'long wavy', medium1: 'shoulder-length', medium2: 'shoulder-length', mediumStraight: 'shoulder-length', mediumBangs: 'bob bangs', bun: 'bun', bun2: 'bun', longAfro: 'afro' }
    : { short1: 'short', short2: 'short', short3: 'short', short4: 'short', short5: 'short', flatTop: 'undercut', mohawk: 'mohawk', noHair1: 'bald', afro: 'afro' };
  const head = pick(Object.keys(heads)), beard = c.gender === 'man' && often(0.3) ? pick(['full', 'full2', 'moustache1', 'moustache2']) : null;
  return {
    word: heads[head], clothes: 'shirt', mood, extra: beard ? [beard.startsWith('full') ? 'beard' : 'moustache'] : [], style: 'sketch', over: '',
    options: {
      face: [faces[mood][Math.floor(chance() * faces[mood].length)]], head: [head], clothingColor: [c.cloth], skinColor: [c.skin], maskProbability: 0,
      accessories: c.glasses ? [c.glasses] : undefined, accessoriesProbability: c.glasses ? 100 : 0, facialHair: beard ? [beard] : undefined, facialHairProbability: beard ? 100 : 0,
    },
  };
}
const BUILDERS = { toonHead, personas, openPeeps };

const SHOTS = { 'close-up': [1.4, 0.46], 'upper body': [1.12, 0.475], distant: [0.78, 0.64] };

/** places an avatar with its eyes at one height per shot size: {svg, shot} on a 128 x 128 canvas */
export function placed(style, options, over, sideways) {
  const shot = weighted({ 'close-up': 42, 'upper body': 44, distant: 14 }), [scale, eye] = SHOTS[shot], width = 128 * scale * between(0.97, 1.03);
  const avatar = createAvatar(styles[style], { seed: 'x' + Math.floor(chance() * 1e9), ...options }).toString();
  const x = 64 - width / 2 + sideways + between(-2, 2), y = Math.max(eye * 128 - (EYE_HEIGHT[style] || 0.5) * width + between(-1.5, 1.5), 128.5 - width);
  const inner = avatar.replace(/<svg /, `<svg x="${x}" y="${y}" width="${width}" height="${width}" `).replace(/(<svg [^>]*?) width="[\d.]+" height="[\d.]+"( viewBox)/, '$1$2');
  return { shot, svg: inner + (over ? `<g transform="translate(${x} ${y}) scale(${width / 100})">${over}</g>` : '') };
}

/** a captioned portrait in one of the base's DiceBear styles */
export function portrait(style, sideways) {
  const hairName = style === 'openPeeps' ? 'black' : colourNames(HAIR), clothName = colourNames(CLOTHES), skinName = colourNames(SKIN);
  const c = { gender: often(0.5) ? 'woman' : 'man', glasses: weighted({ '': 78, glasses: 14, sunglasses: 8 }), hair: near(HAIR[hairName]), cloth: near(CLOTHES[clothName]), skin: near(SKIN[skinName], 6) };
  const b = BUILDERS[style](c), { svg, shot } = placed(style, b.options, b.over, sideways);
  const attrs = [b.word === 'bald' ? 'bald' : `${hairName} ${b.word} hair`, `${clothName} ${b.clothes}`, `${skinName} skin`, b.mood, ...b.extra, c.glasses, shot, `${b.style} style`];
  return { svg, gender: c.gender, shot, attrs: attrs.filter(Boolean) };
}

/** the two held-out test characters: colours (and for B the style) that the base never sees */
export const CHARACTERS = {
  A(sideways) {
    const faces = { laughing: ['laugh', 'happy'], angry: ['angry', 'angry'], surprised: ['agape', 'raised'], smiling: ['smile', 'neutral'], sad: ['sad', 'sad'] };
    const mood = pick(Object.keys(faces)), [mouth, brow] = faces[mood];
    const r = placed('toonHead', { mouth: [mouth], eyebrows: [brow], eyes: ['wide'], rearHair: ['longWavy'], rearHairProbability: 100, beardProbability: 0, hair: ['bun'], hairColor: ['e0339a'], clothes: ['turtleNeck'], clothesColor: ['19b5a5'], skinColor: ['e8b08c'] }, MOUTH[mood], sideways);
    return { svg: r.svg, gender: 'woman', attrs: [mood, r.shot] };
  },
  B(sideways) {
    const faces = { surprised: 'surprised', laughing: 'laughing', smile: 'smiling', sad: 'sad', smirk: 'calm' };
    const mouth = pick(Object.keys(faces));
    const r = placed('micah', { mouth: [mouth], hair: ['fonze'], hairColor: ['16a39a'], baseColor: ['f0c3a0'], eyes: ['eyes'], eyebrows: ['up'], nose: ['curve'], ears: ['attached'], shirt: ['crew'], shirtColor: ['f2682a'], facialHairProbability: 0, glasses: ['round'], glassesProbability: 100, glassesColor: ['222222'], earringsProbability: 0 }, '', sideways);
    return { svg: r.svg, gender: 'man', attrs: [faces[mouth], r.shot] };
  },
};
