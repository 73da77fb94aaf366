// Light is laid over the finished picture, as in the miniature's training pictures, and adds an edge of light to the figure.
import { freshId, gradientRect, group, linear, radial, rect, tag } from './svg.mjs';

const overlay = (width, height, color, opacity) => rect(0, 0, width, height, color, { 'fill-opacity': opacity });
const fill = (width, height, gradient, more) => gradientRect(0, 0, width, height, gradient, more);

const LIGHTS = {
  'warm lighting': {
    rim: ['#ffd08a', -1],
    over: (w, h) => overlay(w, h, '#ff8a1c', 0.19) + fill(w, h, radial([[0, '#ffe2a0', 0.36], [1, '#ffe2a0', 0]], { cx: 0.9, cy: 0.08, r: 0.75 })),
  },
  'cool lighting': {
    rim: ['#a8c8ff', -1],
    over: (w, h) => overlay(w, h, '#2a5cff', 0.17) + fill(w, h, radial([[0, '#cfe0ff', 0.26], [1, '#cfe0ff', 0]], { cx: 0.88, cy: 0.1, r: 0.75 })),
  },
  'dim lighting': {
    over: (w, h) => overlay(w, h, '#05060f', 0.3) + fill(w, h, radial([[0.35, '#000000', 0], [1, '#000000', 0.36]], { cx: 0.5, cy: 0.45, r: 0.75 })),
  },
  'side lighting': {
    rim: ['#fff3d8', 1],
    over: (w, h) => fill(w, h, linear([[0.1, '#000000', 0], [0.5, '#000000', 0.16], [1, '#000000', 0.6]], { x2: 1, y2: 0 })) + fill(w, h, radial([[0, '#fff6df', 0.3], [1, '#fff6df', 0]], { cx: 0, cy: 0.3, r: 0.6 })),
  },
};

/** @param side -1 lights the figure's right edge in the picture, 1 the left one */
function rimmed(figure, [color, side], width) {
  const id = freshId();
  const reach = width * 0.012;
  const filter = tag(
    'filter',
    { id, x: 0, y: 0, width: 1, height: 1, 'color-interpolation-filters': 'sRGB' },
    tag('feOffset', { in: 'SourceAlpha', dx: reach * side, dy: reach * 0.5, result: 'moved' }) +
      tag('feGaussianBlur', { in: 'moved', stdDeviation: reach * 0.45, result: 'soft' }) +
      tag('feFlood', { 'flood-color': color, 'flood-opacity': 0.85, result: 'light' }) +
      tag('feComposite', { in: 'light', in2: 'soft', operator: 'out', result: 'edge' }) +
      tag('feComposite', { in: 'edge', in2: 'SourceAlpha', operator: 'in', result: 'rim' }) +
      tag('feMerge', {}, tag('feMergeNode', { in: 'SourceGraphic' }) + tag('feMergeNode', { in: 'rim' })),
  );
  return filter + group('', figure, { filter: `url(#${id})` });
}

/** @param name "warm lighting" and so on, or undefined for plain daylight */
export function lit(name, scene, figure, width, height) {
  if (!name) return scene + figure;
  const light = LIGHTS[name];
  if (!light) throw new Error(`No light is called "${name}".`);
  return scene + (light.rim ? rimmed(figure, light.rim, width) : figure) + light.over(width, height);
}
