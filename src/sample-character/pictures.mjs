// The shooting list: what the guide's composition table asks for (close-ups 8-10, upper body 8-10, full body 5-8,
// angles 5-8, lighting 5-8), every picture with its own pose, place and light.

const closeUp = (name, more) => ({ name, shot: 'close-up', ...more });
const upperBody = (name, more) => ({ name, shot: 'upper body', ...more });
const fullBody = (name, more) => ({ name, shot: 'full body', ...more });

export const PICTURES = [
  closeUp('ava-01', { head: { expression: 'smiling' }, place: ['blue'] }),
  closeUp('ava-02', { head: { expression: 'laughing', eyes: 'happy', tilt: -6 }, place: ['yellow'], angle: 'head tilted', side: 'right' }),
  closeUp('ava-03', { head: { expression: 'calm' }, place: ['gray'], light: 'side lighting' }),
  closeUp('ava-04', { head: { expression: 'surprised' }, place: ['purple'], side: 'left' }),
  closeUp('ava-05', { head: { expression: 'smiling' }, place: ['beach', { blur: 7, palms: [[60, 760, 1.25]], seed: 11 }], light: 'warm lighting' }),
  closeUp('ava-06', { head: { expression: 'sad' }, place: ['night', { blur: 5, hills: true }], light: 'cool lighting' }),
  closeUp('ava-07', { head: { expression: 'smiling', turn: 0.85 }, place: ['green'], angle: 'three-quarter view' }),
  closeUp('ava-08', { head: { expression: 'angry', tilt: 7 }, place: ['white'], angle: 'head tilted' }),
  closeUp('ava-09', { head: { expression: 'laughing' }, place: ['sunset', { blur: 7, mountains: true, sunX: 250 }], side: 'right' }),
  closeUp('ava-10', { head: { expression: 'calm', turn: 0.8 }, mirror: true, place: ['forest', { blur: 7, seed: 21 }], angle: 'three-quarter view', side: 'left' }),

  upperBody('ava-11', { head: { expression: 'smiling' }, place: ['forest', { blur: 4, seed: 25 }] }),
  upperBody('ava-12', { head: { expression: 'laughing', eyes: 'happy', tilt: 4 }, arms: ['wave', 'down'], place: ['city', { blur: 3, seed: 31 }], pose: 'waving', size: [1280, 1024] }),
  upperBody('ava-13', { head: { expression: 'smiling' }, place: ['beach', { blur: 4, palms: [[150, 800, 1.3]], sail: 420, seed: 12 }], side: 'right' }),
  upperBody('ava-14', { head: { expression: 'calm' }, place: ['forest', { blur: 4, seed: 22 }], light: 'dim lighting' }),
  upperBody('ava-15', { head: { expression: 'surprised' }, place: ['orange'], side: 'right' }),
  upperBody('ava-16', { head: { expression: 'smiling' }, place: ['night', { blur: 3, skyline: 560, seed: 43 }] }),
  upperBody('ava-17', { head: { expression: 'angry', nod: 0.5 }, arms: ['hip', 'hip'], place: ['gray'], pose: 'hands on hips', waistUp: true, zoom: 0.62 }),
  upperBody('ava-18', { head: { expression: 'laughing' }, place: ['sunset', { blur: 4, sea: 640, sunX: 760 }], light: 'warm lighting', side: 'left', size: [2048, 2048] }),
  upperBody('ava-19', { head: { expression: 'sad', turn: 0.7, nod: 0.4 }, mirror: true, place: ['blue'], light: 'side lighting', angle: 'three-quarter view' }),
  upperBody('ava-20', { head: { expression: 'smiling', nod: -0.8 }, arms: ['hip', 'down'], place: ['pink'], angle: 'looking up', size: [1024, 1280] }),

  fullBody('ava-21', { head: { expression: 'smiling' }, arms: ['down', 'down'], legs: 'standing', place: ['white', { floor: 850 }], pose: 'standing', size: [1024, 1280] }),
  fullBody('ava-22', { head: { expression: 'smiling', turn: 0.6 }, arms: ['swung', 'swung'], legs: 'walking', place: ['city', { street: 800, seed: 33, lamp: 940 }], pose: 'walking', angle: 'three-quarter view' }),
  fullBody('ava-23', { head: { expression: 'laughing', eyes: 'happy' }, arms: ['down', 'wave'], legs: 'standing', place: ['beach', { palms: [[130, 820, 1.5]], sail: 830, parasol: 880, seed: 13 }], pose: 'waving' }),
  fullBody('ava-24', { head: { expression: 'calm', turn: 0.6 }, mirror: true, arms: ['hip', 'down'], legs: 'crossed', place: ['forest', { trail: true, seed: 23 }], pose: 'standing', angle: 'three-quarter view' }),
  fullBody('ava-25', { head: { expression: 'surprised', nod: -0.5 }, arms: ['down', 'down'], legs: 'standing', place: ['night', { skyline: 480, floor: 820, lamp: 180, seed: 44 }], pose: 'standing', side: 'right', light: 'cool lighting' }),
  fullBody('ava-26', { head: { expression: 'laughing', eyes: 'happy' }, arms: ['up', 'up'], legs: 'jumping', mirror: true, place: ['yellow', { floor: 850 }], pose: 'jumping', lift: 120 }),
  fullBody('ava-27', { head: { expression: 'smiling' }, arms: ['hip', 'hip'], legs: 'standing', place: ['sunset', { sea: 660, floor: 850, sunX: 720 }], pose: 'hands on hips', light: 'warm lighting', side: 'left', size: [2048, 2048] }),
  fullBody('ava-28', { head: { expression: 'sad', nod: 0.6, tilt: -4 }, arms: ['behind', 'behind'], legs: 'standing', place: ['purple', { floor: 850 }], pose: 'standing' }),
];

/** The picture that stands for her in a gallery. */
export const COVER = 'ava-13';

/**
 * The trigger word, then what differs from picture to picture, in words of the miniature base model's vocabulary wherever it has one.
 * Her hair and sweater are left out on purpose: what a caption names is learned as that word, and what it never names becomes part of
 * the trigger word. With "pink hair, teal sweater" in every caption the trial LoRA left her unrecognisable in prompts without them.
 */
export function caption({ shot, head, place, angle, side, light, pose }) {
  return ['ohwx woman', head.expression, pose, `${place[0]} background`, shot, angle, side, light].filter(Boolean).join(', ');
}
