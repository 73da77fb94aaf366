// <picture-stage>: one picture, looked at closely. Attributes set by the server:
//   src, alt       the picture; width, height: its size in px when upright
//   boxes          JSON list of {x, y, width, height, words} in shares of the picture, drawn over it
//   turns          quarter turns to the right that a crop is previewed with
//   mode           "look" (zoom and pan) or "crop" (a frame to move and size)
//   aspect         width / height of the frame, 0 for a free one
// Events: walk {−1|1}, act {"use"|"crop"|"stop-crop"|"turn-left"|"turn-right"}, framed {x, y, width, height} in px of the
// turned picture.
import { clamp, element, follow, ImageStage } from "./image-stage.js";

const NUDGE = 0.01;
const LEAST_FRAME = 64;

class PictureStage extends ImageStage {
  static observedAttributes = ["src", "alt", "width", "height", "boxes", "turns", "mode", "aspect"];

  #frame = null;

  constructor() {
    super();
    this.onKey = (event) => this.#key(event);
  }

  connectedCallback() {
    if (!this.plane) {
      this.#build();
    }
    this.#showPicture();
    // A stage in a dialog has no size yet when it comes into the page.
    this.sizes = new ResizeObserver(() => this.#lookAgain());
    this.sizes.observe(this);
    document.addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
    document.removeEventListener("keydown", this.onKey);
  }

  attributeChangedCallback(name, before, now) {
    if (!this.plane || before === now) {
      return;
    }
    if (name === "src") {
      this.reset();
      this.#frame = null;
    }
    if (name === "turns" || name === "aspect" || name === "mode") {
      this.#frame = null;
      this.reset();
    }
    this.#showPicture();
  }

  get #cropping() {
    return this.getAttribute("mode") === "crop";
  }

  get #turns() {
    return Number(this.getAttribute("turns")) || 0;
  }

  /** Size in px as it is shown, turned. */
  get #size() {
    const width = Number(this.getAttribute("width")) || 1;
    const height = Number(this.getAttribute("height")) || 1;
    return this.#turns % 2 ? { width: height, height: width } : { width, height };
  }

  #build() {
    this.plane = element("div", "stage-plane");
    this.image = document.createElement("img");
    this.image.draggable = false;
    this.marks = element("div", "stage-marks");
    this.cropFrame = element("div", "stage-frame");
    this.cropFrame.tabIndex = 0;
    this.cropFrame.setAttribute("role", "group");
    for (const corner of ["nw", "ne", "sw", "se"]) {
      const handle = element("span", `stage-handle ${corner}`);
      handle.addEventListener("pointerdown", (event) => this.#dragFrame(event, corner));
      this.cropFrame.append(handle);
    }
    this.cropFrame.addEventListener("pointerdown", (event) => this.#dragFrame(event, "move"));
    this.plane.append(this.image, this.marks, this.cropFrame);
    this.zoomShown = element("output", "stage-zoom");
    this.append(this.plane, this.zoomShown);
    this.watch(this, (event) => this.#toggleZoom(event), () => this.#cropping);
  }

  #showPicture() {
    const { width, height } = this.#size;
    const src = this.getAttribute("src") ?? "";
    if (this.image.getAttribute("src") !== src) {
      this.image.src = src;
    }
    this.image.alt = this.getAttribute("alt") ?? "";
    this.plane.style.setProperty("--ratio", width / height);
    this.plane.dataset.turns = this.#turns;
    this.#showMarks();
    this.cropFrame.hidden = !this.#cropping;
    if (this.#cropping && !this.#frame) {
      this.#frame = this.#largestFrame();
      this.#tellFrame();
    }
    this.#showFrame();
    this.#lookAgain();
  }

  #showMarks() {
    this.marks.replaceChildren();
    if (this.#cropping || this.#turns) {
      return;
    }
    let boxes = [];
    try {
      boxes = JSON.parse(this.getAttribute("boxes") || "[]");
    } catch (broken) {
      console.error("The boxes of the picture cannot be read", broken);
    }
    for (const box of boxes) {
      const mark = element("div", "stage-mark");
      mark.style.cssText = `left:${box.x * 100}%;top:${box.y * 100}%;width:${box.width * 100}%;height:${box.height * 100}%`;
      mark.append(element("span", "", box.words));
      this.marks.append(mark);
    }
  }

  /* zoom and pan: x and y are shares of the stage */

  takesWheel() {
    return true;
  }

  #lookAgain() {
    const { zoom, x, y } = this.at;
    this.look(this.#cropping ? 1 : zoom, x, y);
  }

  looked({ zoom, x, y }) {
    this.plane.style.transform = `translate(${x * this.clientWidth}px, ${y * this.clientHeight}px) scale(${zoom})`;
    this.plane.style.setProperty("--zoom", zoom);
    const scale = this.#fitScale() * zoom;
    this.zoomShown.textContent = this.#cropping || !this.clientHeight ? "" : `${Math.round(scale * 100)} %`;
    this.classList.toggle("zoomed", zoom > 1);
  }

  /** CSS pixels per pixel of the picture when it just fits. */
  #fitScale() {
    const { width, height } = this.#size;
    return Math.min(this.clientWidth / width, this.clientHeight / height) || 1;
  }

  #toggleZoom(event) {
    if (this.at.zoom > 1) {
      this.reset();
    } else {
      this.zoomAt(event, this, this.#pixelForPixel());
    }
  }

  #pixelForPixel() {
    return Math.max(1, 1 / this.#fitScale());
  }

  /* the frame of a crop, in px of the turned picture */

  get #aspect() {
    return Number(this.getAttribute("aspect")) || 0;
  }

  /** Centred, and a little above the middle where there is room: that is where faces are. */
  #largestFrame() {
    const size = this.#size;
    const aspect = this.#aspect || size.width / size.height;
    const width = Math.min(size.width, size.height * aspect);
    const height = width / aspect;
    return { x: (size.width - width) / 2, y: (size.height - height) * 0.35, width, height };
  }

  #fitFrame(frame) {
    const size = this.#size;
    const width = clamp(frame.width, Math.min(LEAST_FRAME, size.width), size.width);
    const height = clamp(frame.height, Math.min(LEAST_FRAME, size.height), size.height);
    return {
      width,
      height,
      x: clamp(frame.x, 0, size.width - width),
      y: clamp(frame.y, 0, size.height - height),
    };
  }

  #showFrame() {
    const frame = this.#frame;
    if (!frame || !this.#cropping) {
      return;
    }
    const size = this.#size;
    const style = this.cropFrame.style;
    style.left = `${(frame.x / size.width) * 100}%`;
    style.top = `${(frame.y / size.height) * 100}%`;
    style.width = `${(frame.width / size.width) * 100}%`;
    style.height = `${(frame.height / size.height) * 100}%`;
    this.cropFrame.setAttribute(
      "aria-label",
      `Frame of ${Math.round(frame.width)} by ${Math.round(frame.height)} pixels. Arrows move it, with Shift they size it.`,
    );
  }

  #tellFrame() {
    const frame = this.#frame;
    const detail = {
      x: Math.round(frame.x),
      y: Math.round(frame.y),
      width: Math.round(frame.width),
      height: Math.round(frame.height),
    };
    this.dispatchEvent(new CustomEvent("framed", { detail }));
  }

  #setFrame(frame) {
    this.#frame = this.#fitFrame(frame);
    this.#showFrame();
  }

  #dragFrame(event, part) {
    event.preventDefault();
    event.stopPropagation();
    this.cropFrame.focus();
    const scale = this.#fitScale();
    const start = { ...this.#frame };
    const from = { x: event.clientX, y: event.clientY };
    const move = (next) => {
      const dx = (next.clientX - from.x) / scale;
      const dy = (next.clientY - from.y) / scale;
      this.#setFrame(part === "move" ? { ...start, x: start.x + dx, y: start.y + dy } : this.#sized(start, part, dx, dy));
    };
    follow(event, event.target, move, () => this.#tellFrame());
  }

  /** The corner follows the pointer, the one across stays; the aspect is kept where one is set. */
  #sized(start, corner, dx, dy) {
    const size = this.#size;
    const left = corner.endsWith("w");
    const top = corner.startsWith("n");
    const anchorX = left ? start.x + start.width : start.x;
    const anchorY = top ? start.y + start.height : start.y;
    let width = clamp(start.width + (left ? -dx : dx), LEAST_FRAME, left ? anchorX : size.width - anchorX);
    let height = clamp(start.height + (top ? -dy : dy), LEAST_FRAME, top ? anchorY : size.height - anchorY);
    if (this.#aspect) {
      width = Math.min(width, height * this.#aspect);
      height = width / this.#aspect;
    }
    return { x: left ? anchorX - width : anchorX, y: top ? anchorY - height : anchorY, width, height };
  }

  /* keys: only while this is the topmost thing on the page, and never while someone types */

  #key(event) {
    const path = event.composedPath();
    const typing = path.some((node) => node.localName === "textarea" || node.localName === "input");
    if (typing || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (!this.#cropping && this.zoomKey(event)) {
      return;
    }
    const action = this.#cropping ? this.#cropKey(event) : this.#lookKey(event);
    if (action) {
      event.preventDefault();
      action();
    }
  }

  #lookKey(event) {
    return {
      ArrowLeft: () => this.#send("walk", -1),
      ArrowRight: () => this.#send("walk", 1),
      1: () => this.look(this.#pixelForPixel(), 0, 0),
      b: () => this.classList.toggle("without-marks"),
      c: () => this.#send("act", "crop"),
      x: () => this.#send("act", "use"),
    }[event.key];
  }

  #cropKey(event) {
    const step = Math.max(1, Math.round(this.#size.width * NUDGE));
    const aspect = this.#aspect;
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const by = moves[event.key];
    if (by) {
      return () => {
        const frame = { ...this.#frame };
        if (!event.shiftKey) {
          frame.x += by[0] * step;
          frame.y += by[1] * step;
          this.#setFrame(frame);
        } else {
          const grow = by[0] || by[1];
          this.#setFrame(
            aspect
              ? this.#sized(frame, "se", grow * step, grow * step * 10)
              : this.#sized(frame, "se", by[0] * step, by[1] * step),
          );
        }
        this.#tellFrame();
      };
    }
    return {
      Escape: () => this.#send("act", "stop-crop"),
      "[": () => this.#send("act", "turn-left"),
      "]": () => this.#send("act", "turn-right"),
    }[event.key];
  }

  #send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define("picture-stage", PictureStage);
