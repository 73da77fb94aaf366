// Images: what <image-grid> and <image-stage> have in common. One zoom and one pan for all of their pictures, as the CSS
// variables --zoom, --pan-x and --pan-y of the element, shares of a cell's size; blinking; keys; marks.
// A module without imports: the export of a comparison carries it inside of its page.
const NEAREST = 1;
const FARTHEST = 16;
const MOVE = 0.08;
const BLINK = 700;
/** A drag that is shorter than this share of the picture is a click. */
const CLICK = 0.012;
const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
const OPEN_OVERLAYS =
  "vaadin-dialog[opened], vaadin-confirm-dialog[opened], vaadin-context-menu[opened], vaadin-menu-bar-submenu[opened], vaadin-select[opened]";

export const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

/** With elements and texts in it; what is missing or empty is left out. */
export function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...content.filter((part) => part !== undefined && part !== null && part !== ""));
  return made;
}

/** Follows the pointer from here until it is let go; `done` gets the last event, which may be a cancel. */
export function follow(event, target, move, done) {
  const over = new AbortController();
  const end = (last) => {
    over.abort();
    done?.(last);
  };
  target.setPointerCapture(event.pointerId);
  target.addEventListener("pointermove", move, { signal: over.signal });
  target.addEventListener("pointerup", end, { signal: over.signal });
  target.addEventListener("pointercancel", end, { signal: over.signal });
}

/** Whether a key belongs to a field, or to a dialog over the page that does not hold the listener. */
export function isTaken(event, listener = null) {
  const typing = event.composedPath().some((node) => node instanceof Element && node.matches(TYPING));
  return typing || openOverlays().some((overlay) => !overlay.contains(listener));
}

/** Whether nothing in particular has the focus: a page that was opened by keyboard has it on its main part. */
export function isFree(target) {
  return target === document.body || target.localName === "main";
}

/** Dialogs over the page. */
export function openOverlays() {
  return [...document.querySelectorAll(OPEN_OVERLAYS)];
}

/** Properties that the server set before the module came would hide the accessors of the class. */
export function define(name, type, ...properties) {
  const early = [...document.querySelectorAll(name)].map((made) => {
    const values = properties.filter((property) => Object.hasOwn(made, property)).map((property) => [property, made[property]]);
    values.forEach(([property]) => delete made[property]);
    return [made, values];
  });
  customElements.define(name, type);
  early.forEach(([made, values]) => values.forEach(([property, value]) => (made[property] = value)));
}

/** A mark is {number, x, y, width, height, words} in shares of the picture; one without a size is a point, one without a number shows its words. */
export function markElement(mark, className) {
  const kind = mark.number || !mark.words ? "" : "named";
  const made = element("div", `image-mark ${mark.width || mark.height ? "box" : "point"} ${kind} ${className}`);
  made.style.cssText = `left:${mark.x * 100}%;top:${mark.y * 100}%;width:${mark.width * 100}%;height:${mark.height * 100}%`;
  if (mark.number) {
    made.append(element("span", "", mark.number));
    made.title = mark.words;
  } else if (mark.words) {
    made.append(element("span", "", mark.words));
  }
  return made;
}

/** Where an event is on an element, in shares of its size, not outside of it. */
function shareOf(event, picture) {
  const box = picture.getBoundingClientRect();
  return {
    x: clamp((event.clientX - box.left) / box.width, 0, 1),
    y: clamp((event.clientY - box.top) / box.height, 0, 1),
  };
}

/** The mark between two places: a point when they are nearly the same. */
function markBetween(start, end) {
  const width = Math.abs(end.x - start.x);
  const height = Math.abs(end.y - start.y);
  return width < CLICK && height < CLICK
    ? { ...start, width: 0, height: 0 }
    : { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), width, height };
}

/** A click or a drag on a picture draws a mark; `show` gets it while it is drawn, and `done` at its end, or null when it was cancelled. */
export function drawMark(event, picture, show, done) {
  event.preventDefault();
  event.stopImmediatePropagation();
  const start = shareOf(event, picture);
  let mark = { ...start, width: 0, height: 0 };
  const move = (next) => {
    mark = markBetween(start, shareOf(next, picture));
    show(mark);
  };
  follow(event, event.currentTarget, move, (last) => {
    move(last);
    done(last.type === "pointerup" ? { number: 0, words: "", ...mark } : null);
  });
}

export class Images extends HTMLElement {
  #at = { zoom: 1, x: 0, y: 0 };
  #blinking = 0;

  disconnectedCallback() {
    clearInterval(this.#blinking);
  }

  /** Zoom, and the shift as shares of a cell's size. */
  get at() {
    return this.#at;
  }

  look(zoom, x, y) {
    this.#at = this.within(zoom, x, y);
    this.looked(this.#at);
  }

  within(zoom, x, y) {
    const nearer = clamp(zoom, NEAREST, FARTHEST);
    const most = (nearer - 1) / 2;
    return { zoom: nearer, x: clamp(x, -most, most), y: clamp(y, -most, most) };
  }

  looked({ zoom, x, y }) {
    this.style.setProperty("--zoom", zoom);
    this.style.setProperty("--pan-x", x);
    this.style.setProperty("--pan-y", y);
    // Until then a finger on a picture scrolls what it is in.
    this.toggleAttribute("data-near", zoom > 1);
    if (this.zoomShown) {
      this.zoomShown.textContent = zoom === 1 ? "zoom locked" : `zoom ${zoom.toFixed(1)} ×`;
    }
  }

  reset() {
    this.look(1, 0, 0);
  }

  magnify(by) {
    const { zoom, x, y } = this.at;
    this.look(zoom * by, x * by, y * by);
  }

  /** What is under the pointer stays under it. */
  zoomAt(event, cell, wanted) {
    const { zoom: before, x, y } = this.at;
    const box = cell.getBoundingClientRect();
    const px = (event.clientX - box.left) / box.width - 0.5;
    const py = (event.clientY - box.top) / box.height - 0.5;
    const { zoom } = this.within(wanted, 0, 0);
    const factor = zoom / before;
    this.look(zoom, px - (px - x) * factor, py - (py - y) * factor);
  }

  /** Whether a bare wheel over the cell zooms; else it is left to scrolling. */
  takesWheel() {
    return false;
  }

  /** Wheel, drag and double click on this cell move all of them. */
  watch(cell, toggle = () => (this.at.zoom > 1 ? this.reset() : this.look(4, 0, 0)), isFixed = () => false) {
    cell.addEventListener(
      "wheel",
      (event) => {
        if (!isFixed() && (event.ctrlKey || event.metaKey || this.takesWheel(cell))) {
          event.preventDefault();
          this.zoomAt(event, cell, this.at.zoom * Math.exp(-event.deltaY / 300));
        }
      },
      { passive: false },
    );
    cell.addEventListener("pointerdown", (event) => {
      if (isFixed() || event.button !== 0) {
        return;
      }
      const { zoom, x, y } = this.at;
      const box = cell.getBoundingClientRect();
      follow(event, cell, (next) =>
        this.look(zoom, x + (next.clientX - event.clientX) / box.width, y + (next.clientY - event.clientY) / box.height),
      );
    });
    cell.addEventListener("dblclick", (event) => !isFixed() && toggle(event));
  }

  /** @returns whether the key was + − 0, or Shift and an arrow; then it is consumed */
  zoomKey(event) {
    const { zoom, x, y } = this.at;
    const arrows = { ArrowLeft: [MOVE, 0], ArrowRight: [-MOVE, 0], ArrowUp: [0, MOVE], ArrowDown: [0, -MOVE] };
    const steps = { "+": () => this.magnify(1.25), "-": () => this.magnify(1 / 1.25), 0: () => this.reset() };
    const by = event.shiftKey && arrows[event.key];
    const action = by ? () => this.look(zoom, x + by[0], y + by[1]) : steps[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) {
      return false;
    }
    event.preventDefault();
    action();
    return true;
  }

  /** Calls `turn` again and again, unless the person wants no motion. */
  blink(wanted) {
    clearInterval(this.#blinking);
    if (wanted && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.#blinking = setInterval(() => this.turn(), BLINK);
    }
  }
}

/** The element next to another one in the direction of an arrow key, by where they are; null for other keys and at an end. */
export function neighbour(elements, element, key) {
  const index = elements.indexOf(element);
  if (key === "ArrowLeft" || key === "ArrowRight") {
    return elements[index + (key === "ArrowLeft" ? -1 : 1)] ?? null;
  }
  if (key !== "ArrowUp" && key !== "ArrowDown") {
    return null;
  }
  const down = key === "ArrowDown";
  const here = element.getBoundingClientRect();
  const beyond = elements
    .map((other) => ({ other, box: other.getBoundingClientRect() }))
    .filter(({ box }) => (down ? box.top > here.top + 1 : box.top < here.top - 1));
  const row = (down ? Math.min : Math.max)(...beyond.map(({ box }) => box.top));
  return (
    beyond
      .filter(({ box }) => Math.abs(box.top - row) < 2)
      .sort((a, b) => Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left))[0]?.other ?? null
  );
}

const RETRY_MS = 4000;
const MOST_RETRIES = 6;

/** A picture that does not come says so, and is asked for again at growing intervals: its store may be away for a while. */
function notLoaded({ target: image }) {
  if (image instanceof HTMLImageElement) {
    const tries = Number(image.dataset.tries ?? 0);
    image.classList.add("not-loaded");
    if (tries < MOST_RETRIES) {
      image.dataset.tries = tries + 1;
      setTimeout(() => image.isConnected && (image.src = image.src), RETRY_MS * 2 ** tries);
    }
  }
}

function loaded({ target: image }) {
  if (image instanceof HTMLImageElement) {
    image.classList.remove("not-loaded");
    delete image.dataset.tries;
  }
}

document.addEventListener("error", notLoaded, true);
document.addEventListener("load", loaded, true);
