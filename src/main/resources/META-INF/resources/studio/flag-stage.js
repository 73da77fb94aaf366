// <flag-stage>: a picture on which places are marked: a click for a point, a drag for a box; by keyboard Enter, arrows,
// Shift and arrows for the size, Enter again. Attributes `src` and `alt`.
// Property `flags`: [{number, x, y, width, height, words}], shares of the picture. Property `draft`: {x, y, width, height}
// or null, the mark that is being set. Says `marked` {x, y, width, height} and `unmarked`.
import { clamp, define, element, follow } from "./image-stage.js";

const STEP = 0.02;
/** A drag that is shorter than this share of the picture is a click. */
const CLICK = 0.012;

/** Draws a mark over its picture; shared with the matrix. */
export function markElement(flag, className) {
  const point = !flag.width && !flag.height;
  const mark = element("div", `flag-mark ${point ? "point" : "box"} ${className}`);
  mark.style.cssText = `left:${flag.x * 100}%;top:${flag.y * 100}%;width:${flag.width * 100}%;height:${flag.height * 100}%`;
  if (flag.number) {
    const number = document.createElement("span");
    number.textContent = flag.number;
    mark.append(number);
    mark.title = flag.words;
  }
  return mark;
}

/** Where an event is on an element, in shares of its size, not outside of it. */
export function shareOf(event, picture) {
  const box = picture.getBoundingClientRect();
  return {
    x: clamp((event.clientX - box.left) / box.width, 0, 1),
    y: clamp((event.clientY - box.top) / box.height, 0, 1),
  };
}

/** The mark between two places: a point when they are nearly the same. */
export function markBetween(start, end) {
  const width = Math.abs(end.x - start.x);
  const height = Math.abs(end.y - start.y);
  return width < CLICK && height < CLICK
    ? { ...start, width: 0, height: 0 }
    : { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), width, height };
}

class FlagStage extends HTMLElement {
  static observedAttributes = ["src", "alt"];

  #flags = [];
  #draft = null;
  #lit = 0;

  connectedCallback() {
    if (!this.image) {
      this.#build();
    }
    this.#show();
  }

  attributeChangedCallback() {
    if (this.image) {
      this.#show();
    }
  }

  get flags() {
    return this.#flags;
  }

  set flags(flags) {
    this.#flags = flags ?? [];
    this.#showMarks();
  }

  get draft() {
    return this.#draft;
  }

  set draft(draft) {
    this.#draft = draft ?? null;
    this.#showMarks();
  }

  get lit() {
    return this.#lit;
  }

  /** The number of the flag that is pointed out; 0 for none. */
  set lit(number) {
    this.#lit = number;
    this.#showMarks();
  }

  #build() {
    this.tabIndex = 0;
    this.setAttribute("role", "group");
    this.image = document.createElement("img");
    this.image.draggable = false;
    this.image.addEventListener("load", () =>
      this.plane.style.setProperty("--ratio", this.image.naturalWidth / this.image.naturalHeight),
    );
    this.marks = element("div", "flag-marks");
    this.plane = element("div", "flag-plane");
    this.plane.append(this.image, this.marks);
    this.append(this.plane);
    this.plane.addEventListener("pointerdown", (event) => this.#drag(event));
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  #show() {
    const src = this.getAttribute("src") ?? "";
    if (this.image.getAttribute("src") !== src) {
      this.image.src = src;
    }
    const alt = this.getAttribute("alt") ?? "";
    this.image.alt = alt;
    this.setAttribute("aria-label", `${alt}. Enter sets a mark, arrows move it, Shift and arrows size it, Enter keeps it.`);
    this.#showMarks();
  }

  #showMarks() {
    if (!this.marks) {
      return;
    }
    this.marks.replaceChildren(
      ...this.#flags.map((flag) => markElement(flag, flag.number === this.#lit ? "lit" : "")),
    );
    if (this.#draft) {
      this.marks.append(markElement(this.#draft, "draft"));
    }
  }

  #drag(event) {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    this.focus({ preventScroll: true });
    const start = shareOf(event, this.plane);
    const move = (next) => {
      this.draft = markBetween(start, shareOf(next, this.plane));
    };
    follow(event, this.plane, move, (last) => {
      if (last.type === "pointerup") {
        move(last);
        this.#tell();
      }
    });
  }

  #tell() {
    this.dispatchEvent(new CustomEvent("marked", { detail: this.#draft }));
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const draft = this.#draft;
    const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    if (event.key === "Enter") {
      if (draft) {
        this.#tell();
      } else {
        this.draft = { x: 0.5, y: 0.5, width: 0, height: 0 };
      }
    } else if (event.key === "Escape" && draft) {
      this.draft = null;
      this.dispatchEvent(new CustomEvent("unmarked"));
    } else if (moves[event.key] && draft) {
      const [across, down] = moves[event.key];
      this.draft = event.shiftKey
        ? {
            ...draft,
            width: clamp(draft.width + across, 0, 1 - draft.x),
            height: clamp(draft.height + down, 0, 1 - draft.y),
          }
        : { ...draft, x: clamp(draft.x + across, 0, 1 - draft.width), y: clamp(draft.y + down, 0, 1 - draft.height) };
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

define("flag-stage", FlagStage, "flags", "draft", "lit");
