// The frame of a crop over a picture, in px of the turned picture: a drag or the arrow keys move and size it.
import { clamp, element, follow } from "./images.js";

const NUDGE = 0.01;
const LEAST = 64;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class CropFrame {
  #frame = null;
  #size;
  #aspect;
  #framed;
  #scale;

  /**
   * @param framed is called with the frame after each change
   * @param scale tells how many CSS pixels a pixel of the picture takes
   */
  constructor(framed, scale) {
    this.#framed = framed;
    this.#scale = scale;
    this.element = element("div", "stage-frame");
    this.element.tabIndex = 0;
    this.element.hidden = true;
    this.element.setAttribute("role", "group");
    for (const corner of ["nw", "ne", "sw", "se"]) {
      const handle = element("span", `stage-handle ${corner}`);
      handle.addEventListener("pointerdown", (event) => this.#drag(event, corner));
      this.element.append(handle);
    }
    this.element.addEventListener("pointerdown", (event) => this.#drag(event, "move"));
  }

  /** @param aspect width / height of the frame, 0 for a free one */
  begin(size, aspect) {
    this.#size = size;
    this.#aspect = aspect;
    const shape = aspect || size.width / size.height;
    const width = Math.min(size.width, size.height * shape);
    const height = width / shape;
    // A little above the middle where there is room: that is where faces are.
    this.#set({ x: (size.width - width) / 2, y: (size.height - height) * 0.35, width, height });
    this.element.hidden = false;
    this.#tell();
  }

  end() {
    this.element.hidden = true;
  }

  /** @returns what an arrow key does, with Shift to the size, or undefined */
  action(event) {
    const by = ARROWS[event.key];
    return by && (() => this.#nudge(by, event.shiftKey));
  }

  #nudge([across, down], sizing) {
    const step = Math.max(1, Math.round(this.#size.width * NUDGE));
    const frame = this.#frame;
    if (!sizing) {
      this.#set({ ...frame, x: frame.x + across * step, y: frame.y + down * step });
    } else if (this.#aspect) {
      const grow = (across || down) * step;
      this.#set(this.#sized(frame, "se", grow, grow * 10));
    } else {
      this.#set(this.#sized(frame, "se", across * step, down * step));
    }
    this.#tell();
  }

  #set(frame) {
    const size = this.#size;
    const width = clamp(frame.width, Math.min(LEAST, size.width), size.width);
    const height = clamp(frame.height, Math.min(LEAST, size.height), size.height);
    const x = clamp(frame.x, 0, size.width - width);
    const y = clamp(frame.y, 0, size.height - height);
    this.#frame = { x, y, width, height };
    const share = (length, whole) => `${(length / whole) * 100}%`;
    Object.assign(this.element.style, {
      left: share(x, size.width),
      top: share(y, size.height),
      width: share(width, size.width),
      height: share(height, size.height),
    });
    this.element.setAttribute(
      "aria-label",
      `Frame of ${Math.round(width)} by ${Math.round(height)} pixels. Arrows move it, with Shift they size it.`,
    );
  }

  #tell() {
    this.#framed(Object.fromEntries(Object.entries(this.#frame).map(([name, length]) => [name, Math.round(length)])));
  }

  #drag(event, part) {
    event.preventDefault();
    event.stopPropagation();
    this.element.focus();
    const scale = this.#scale();
    const start = this.#frame;
    const move = (next) => {
      const dx = (next.clientX - event.clientX) / scale;
      const dy = (next.clientY - event.clientY) / scale;
      this.#set(part === "move" ? { ...start, x: start.x + dx, y: start.y + dy } : this.#sized(start, part, dx, dy));
    };
    follow(event, event.target, move, () => this.#tell());
  }

  /** The corner follows the pointer, the one across stays; the aspect is kept where one is set. */
  #sized(start, corner, dx, dy) {
    const size = this.#size;
    const left = corner.endsWith("w");
    const top = corner.startsWith("n");
    const anchorX = left ? start.x + start.width : start.x;
    const anchorY = top ? start.y + start.height : start.y;
    let width = clamp(start.width + (left ? -dx : dx), LEAST, left ? anchorX : size.width - anchorX);
    let height = clamp(start.height + (top ? -dy : dy), LEAST, top ? anchorY : size.height - anchorY);
    if (this.#aspect) {
      width = Math.min(width, height * this.#aspect);
      height = width / this.#aspect;
    }
    return { x: left ? anchorX - width : anchorX, y: top ? anchorY - height : anchorY, width, height };
  }
}
