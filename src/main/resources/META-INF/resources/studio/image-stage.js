// <image-stage>: one picture, looked at closely, or two side by side. Attributes:
//   src, alt       the picture; width, height: its size in px when upright, else that of the file
//   other          a second picture, other-alt; following: the addresses of the next ones, fetched ahead
//   comparable     whether S asks for a comparison
//   turns, aspect  of a crop: quarter turns to the right, and width / height of the frame, 0 for a free one
//   mode           "look", "compare" (two pictures that zoom and move together), "crop" (a frame to move and size), "flag" (a click or drag sets a mark; by keyboard Enter, arrows,
//                  Shift and arrows for the size, Enter again) or "vote" (a click or an arrow prefers one of two pictures)
// Properties: marks (see images.js); draft, the mark that is being set; lit, the number of a mark that is pointed out.
// Events: walk {−1|1}, act {"use"|"compare"|"crop"|"stop-crop"|"turn-left"|"turn-right"}, framed {x, y, width, height} in px of the
// turned picture, marked {mark}, unmarked, voted {"LEFT"|"EQUAL"|"RIGHT"}, back.
import { CropFrame } from "./crop-frame.js";
import { clamp, define, drawMark, element, Images, isTaken, markElement } from "./images.js";

const STEP = 0.02;
/** A pointer that moved further than this many px has not clicked. */
const CLICK = 6;
const TWO = ["vote", "compare"];
const VOTES = { ArrowLeft: "LEFT", ArrowRight: "RIGHT", ArrowDown: "EQUAL", "=": "EQUAL" };

class ImageStage extends Images {
  static observedAttributes = ["src", "alt", "other", "width", "height", "turns", "mode", "aspect"];

  #sides = [];
  #marks = [];
  #draft = null;
  #lit = 0;
  #shown = "";
  #loading = 0;
  #ready = false;
  #stale = false;
  #frame = new CropFrame((frame) => this.#send("framed", frame), () => this.#scale());
  #percent = element("output", "stage-zoom");

  constructor() {
    super();
    this.onKey = (event) => this.#key(event);
  }

  connectedCallback() {
    // A stage in a dialog has no size yet when it comes into the page.
    this.sizes = new ResizeObserver(() => this.#showPercent());
    this.sizes.observe(this);
    document.addEventListener("keydown", this.onKey, true);
    this.#show();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
    document.removeEventListener("keydown", this.onKey, true);
  }

  attributeChangedCallback(name, before, now) {
    if (before !== now && !this.#stale) {
      // The server sets them one after the other.
      this.#stale = true;
      queueMicrotask(() => {
        this.#stale = false;
        if (this.isConnected) {
          this.#show();
        }
      });
    }
  }

  get marks() {
    return this.#marks;
  }

  set marks(marks) {
    this.#marks = marks ?? [];
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

  set lit(number) {
    this.#lit = number;
    this.#showMarks();
  }

  get #mode() {
    return this.getAttribute("mode") ?? "look";
  }

  #number(name) {
    return Number(this.getAttribute(name)) || 0;
  }

  get #addresses() {
    return ["src", "other"].slice(0, TWO.includes(this.#mode) ? 2 : 1).map((name) => this.getAttribute(name) ?? "");
  }

  /** Size of the first picture in px as it is shown, turned. */
  get #size() {
    const image = this.#sides[0].image;
    const width = this.#number("width") || image.naturalWidth || 1;
    const height = this.#number("height") || image.naturalHeight || 1;
    return this.#number("turns") % 2 ? { width: height, height: width } : { width, height };
  }

  #show() {
    const mode = this.#mode;
    const addresses = this.#addresses;
    if (this.#sides.length !== addresses.length) {
      this.#sides = addresses.map((_, index) => this.#side(index));
      this.#sides[0].plane.append(this.#frame.element);
      this.replaceChildren(...this.#sides.map(({ side }) => side), this.#percent);
    }
    const alt = this.getAttribute("alt") ?? "";
    this.#sides[0].plane.dataset.turns = this.#number("turns");
    if (mode === "flag") {
      this.tabIndex = 0;
      this.setAttribute("role", "group");
      this.setAttribute("aria-label", `${alt}. Enter sets a mark, arrows move it, Shift and arrows size it, Enter keeps it.`);
    }
    // What is compared with a picture may change without losing the place that one looks at.
    const looked = mode === "compare" ? addresses.slice(0, 1) : addresses;
    const shown = [...looked, mode, this.getAttribute("turns"), this.getAttribute("aspect")].join("\n");
    if (this.#shown !== shown) {
      this.#shown = shown;
      this.reset();
      if (mode === "crop") {
        this.#frame.begin(this.#size, this.#number("aspect"));
      } else {
        this.#frame.end();
      }
    }
    this.#load(addresses, alt);
    this.#showMarks();
  }

  #side(index) {
    const voting = this.#mode === "vote";
    const side = element(voting ? "button" : "div", "stage-side");
    const plane = element("div", "stage-plane");
    const marks = element("div", "stage-marks");
    const image = new Image();
    plane.append(image, marks);
    side.append(plane);
    plane.addEventListener("pointerdown", (event) => this.#flag(event));
    if (voting) {
      const name = ["left", "right"][index];
      side.type = "button";
      side.setAttribute("aria-label", `Prefer the ${name} picture`);
      let start = [];
      side.addEventListener("pointerdown", (event) => (start = [event.clientX, event.clientY]));
      side.addEventListener("click", (event) => {
        // A click by keyboard has no place.
        if (!event.detail || Math.hypot(event.clientX - start[0], event.clientY - start[1]) <= CLICK) {
          this.#vote(name.toUpperCase());
        }
      });
    }
    this.watch(side, (event) => this.#toggleZoom(event, side), () => this.#mode === "crop");
    return { side, plane, image, marks };
  }

  /** Two pictures come at the same moment, and only then a vote is taken. */
  async #load(addresses, alt) {
    const load = ++this.#loading;
    this.#ratios();
    if (this.#sides.every(({ image }, index) => image.getAttribute("src") === addresses[index])) {
      this.#sides.forEach(({ image }, index) => (image.alt = this.#alt(index, alt)));
      return;
    }
    this.#ready = false;
    this.classList.add("loading");
    const images = addresses.map((src, index) => Object.assign(new Image(), { src, alt: this.#alt(index, alt), draggable: false }));
    const outcomes = await Promise.allSettled(images.map((image) => image.decode()));
    if (load !== this.#loading) {
      return;
    }
    images.forEach((image, index) => {
      this.#sides[index].image.replaceWith(image);
      this.#sides[index].image = image;
    });
    this.#ratios();
    this.classList.remove("loading");
    this.#ready = outcomes.every((outcome) => outcome.status === "fulfilled");
    this.classList.toggle("broken", !this.#ready);
    this.ahead = (this.getAttribute("following") ?? "")
      .split(" ")
      .filter(Boolean)
      .map((src) => Object.assign(new Image(), { src }));
  }

  #alt(index, alt) {
    return (index === 1 && this.getAttribute("other-alt")) || alt;
  }

  #ratios() {
    const { width, height } = this.#size;
    this.style.setProperty("--ratio", width / height);
    this.#sides.slice(1).forEach(({ plane, image }) => {
      plane.style.setProperty("--ratio", image.naturalWidth / image.naturalHeight || 1);
    });
    this.#showPercent();
  }

  #showMarks() {
    if (!this.#sides.length) {
      return;
    }
    const marks = this.#mode === "crop" ? [] : this.#marks.map((mark) => markElement(mark, mark.number && mark.number === this.#lit ? "lit" : ""));
    this.#sides[0].marks.replaceChildren(...marks, ...(this.#draft ? [markElement(this.#draft, "draft")] : []));
  }

  /* zoom and pan */

  takesWheel() {
    return this.#mode === "look" || this.#mode === "compare";
  }

  looked(at) {
    super.looked(at);
    this.classList.toggle("zoomed", at.zoom > 1);
    this.#showPercent();
  }

  #showPercent() {
    const shown = this.#mode === "look" && this.clientHeight && this.#sides.length;
    this.#percent.textContent = shown ? `${Math.round(this.#scale() * this.at.zoom * 100)} %` : "";
  }

  /** CSS pixels per pixel of the picture when it just fits. */
  #scale() {
    const { width, height } = this.#size;
    const { side } = this.#sides[0];
    return Math.min(side.clientWidth / width, side.clientHeight / height) || 1;
  }

  #pixelForPixel() {
    return Math.max(1, 1 / this.#scale());
  }

  #toggleZoom(event, side) {
    if (this.#mode === "flag") {
      return;
    }
    if (this.at.zoom > 1) {
      this.reset();
    } else {
      this.zoomAt(event, side, this.#mode === "vote" ? 4 : this.#pixelForPixel());
    }
  }

  /* marks */

  #flag(event) {
    if (this.#mode !== "flag" || event.button !== 0) {
      return;
    }
    this.focus({ preventScroll: true });
    drawMark(
      event,
      event.currentTarget,
      (mark) => (this.draft = mark),
      (mark) => mark && this.#send("marked", mark),
    );
  }

  #moveDraft([across, down], sizing) {
    const { x, y, width, height } = this.#draft;
    this.draft = sizing
      ? { x, y, width: clamp(width + across, 0, 1 - x), height: clamp(height + down, 0, 1 - y) }
      : { x: clamp(x + across, 0, 1 - width), y: clamp(y + down, 0, 1 - height), width, height };
  }

  /* votes */

  #vote(choice) {
    if (this.#ready) {
      this.#ready = false;
      this.#send("voted", choice);
    }
  }

  /** Takes votes again after one that the server did not take. */
  again() {
    this.#ready = true;
  }

  /* keys: never while someone types or a dialog is open over the stage; first of all listeners, so that Esc leaves a mark
     before it closes a dialog */

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event, this)) {
      return;
    }
    const action = this.#action(event);
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat || this.#mode !== "vote") {
        action();
      }
    } else if (this.#mode !== "crop" && (this.#mode !== "flag" || this.#hasFocus) && this.zoomKey(event)) {
      event.stopPropagation();
    }
  }

  get #hasFocus() {
    return this.contains(document.activeElement);
  }

  #action(event) {
    const { key, shiftKey } = event;
    switch (this.#mode) {
      case "crop":
        return (
          this.#frame.action(event) ??
          {
            Escape: () => this.#send("act", "stop-crop"),
            "[": () => this.#send("act", "turn-left"),
            "]": () => this.#send("act", "turn-right"),
          }[key]
        );
      case "flag":
        return this.#hasFocus && this.#flagAction(key, shiftKey);
      case "vote":
        return key === "Backspace"
          ? () => this.#send("back")
          : key in VOTES && !shiftKey && (() => this.#vote(VOTES[key]));
      default:
        return !shiftKey && this.#lookAction(key);
    }
  }

  #lookAction(key) {
    return {
      ArrowLeft: () => this.#send("walk", -1),
      ArrowRight: () => this.#send("walk", 1),
      1: () => this.look(this.#pixelForPixel(), 0, 0),
      b: () => this.classList.toggle("without-marks"),
      c: () => this.#send("act", "crop"),
      s: this.hasAttribute("comparable") && (() => this.#send("act", "compare")),
      x: () => this.#send("act", "use"),
    }[key];
  }

  #flagAction(key, shiftKey) {
    if (!this.#draft) {
      return key === "Enter" && (() => (this.draft = { x: 0.5, y: 0.5, width: 0, height: 0 }));
    }
    const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[key];
    if (by) {
      return () => this.#moveDraft(by, shiftKey);
    }
    return {
      Enter: () => this.#send("marked", { number: 0, words: "", ...this.#draft }),
      Escape: () => {
        this.draft = null;
        this.#send("unmarked");
      },
    }[key];
  }

  #send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

define("image-stage", ImageStage, "marks", "draft", "lit");
