// One zoom and one pan for many cells: the CSS variables --zoom, --pan-x and --pan-y of the host, shares of a cell's size.
const NEAREST = 1;
const FARTHEST = 16;
const MOVE = 0.08;

export class LockedZoom {
  #host;
  #told;
  #options;
  #zoom = 1;
  #x = 0;
  #y = 0;

  /**
   * @param host element that carries the variables
   * @param told called with the zoom whenever it changes
   * @param options wheelNeedsControl: the bare wheel is left to scrolling; panNeedsShift: the bare arrows are left alone
   */
  constructor(host, told, options = {}) {
    this.#host = host;
    this.#told = told;
    this.#options = options;
  }

  get zoom() {
    return this.#zoom;
  }

  reset() {
    this.look(1, 0, 0);
  }

  look(zoom, x, y) {
    this.#zoom = Math.min(FARTHEST, Math.max(NEAREST, zoom));
    const most = (this.#zoom - 1) / 2;
    this.#x = Math.min(most, Math.max(-most, x));
    this.#y = Math.min(most, Math.max(-most, y));
    this.#host.style.setProperty("--zoom", this.#zoom);
    this.#host.style.setProperty("--pan-x", this.#x);
    this.#host.style.setProperty("--pan-y", this.#y);
    this.#told(this.#zoom);
  }

  /** Wheel, drag and double click on this cell move all of them. */
  attach(cell) {
    cell.addEventListener("wheel", (event) => this.#wheel(event, cell), { passive: false });
    cell.addEventListener("pointerdown", (event) => this.#drag(event, cell));
    cell.addEventListener("dblclick", () => (this.#zoom > 1 ? this.reset() : this.look(4, 0, 0)));
  }

  /** @returns whether the key was one of ours; then it is consumed */
  key(event) {
    const arrows = {
      ArrowLeft: () => this.look(this.#zoom, this.#x + MOVE, this.#y),
      ArrowRight: () => this.look(this.#zoom, this.#x - MOVE, this.#y),
      ArrowUp: () => this.look(this.#zoom, this.#x, this.#y + MOVE),
      ArrowDown: () => this.look(this.#zoom, this.#x, this.#y - MOVE),
    };
    const steps = {
      "+": () => this.look(this.#zoom * 1.25, this.#x * 1.25, this.#y * 1.25),
      "-": () => this.look(this.#zoom / 1.25, this.#x / 1.25, this.#y / 1.25),
      0: () => this.reset(),
    };
    const pans = !this.#options.panNeedsShift || event.shiftKey;
    const action = steps[event.key] ?? (pans ? arrows[event.key] : undefined);
    if (!action || event.ctrlKey || event.metaKey || event.altKey) {
      return false;
    }
    event.preventDefault();
    action();
    return true;
  }

  #wheel(event, cell) {
    if (this.#options.wheelNeedsControl && !event.ctrlKey && !event.metaKey) {
      return;
    }
    event.preventDefault();
    const box = cell.getBoundingClientRect();
    const px = (event.clientX - box.left) / box.width - 0.5;
    const py = (event.clientY - box.top) / box.height - 0.5;
    const zoom = Math.min(FARTHEST, Math.max(NEAREST, this.#zoom * Math.exp(-event.deltaY / 300)));
    const factor = zoom / this.#zoom;
    // What is under the pointer stays under it.
    this.look(zoom, px - (px - this.#x) * factor, py - (py - this.#y) * factor);
  }

  #drag(event, cell) {
    if (event.button !== 0) {
      return;
    }
    const box = cell.getBoundingClientRect();
    const start = { x: event.clientX, y: event.clientY, panX: this.#x, panY: this.#y };
    cell.setPointerCapture(event.pointerId);
    const move = (next) =>
      this.look(
        this.#zoom,
        start.panX + (next.clientX - start.x) / box.width,
        start.panY + (next.clientY - start.y) / box.height,
      );
    cell.addEventListener("pointermove", move);
    const end = () => cell.removeEventListener("pointermove", move);
    cell.addEventListener("pointerup", end, { once: true });
    cell.addEventListener("pointercancel", end, { once: true });
  }
}
