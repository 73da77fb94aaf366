// <sample-compare>: samples of several runs at one step. One slider for all, one zoom and one pan for all cells.
// Property `matrix`: {steps, runs: [label], rows: [{prompt, seed, pictures: [run][step] path or ""}]}; attribute `step`.
const NEAREST = 1;
const FARTHEST = 16;
const MOVE = 0.08;

class SampleCompare extends HTMLElement {
  #matrix = { steps: [], runs: [], rows: [] };
  #zoom = 1;
  #x = 0;
  #y = 0;
  #cells = [];

  static observedAttributes = ["step"];

  connectedCallback() {
    this.#build();
  }

  attributeChangedCallback() {
    if (this.slider) {
      this.#choose(this.#position(), false);
    }
  }

  get matrix() {
    return this.#matrix;
  }

  set matrix(matrix) {
    this.#matrix = matrix ?? { steps: [], runs: [], rows: [] };
    if (this.isConnected) {
      this.#build();
    }
  }

  #position() {
    const steps = this.#matrix.steps;
    const found = steps.indexOf(Number(this.getAttribute("step")));
    return found < 0 ? steps.length - 1 : found;
  }

  #build() {
    const { steps, runs, rows } = this.#matrix;
    this.replaceChildren();
    this.#cells = [];
    if (!steps.length) {
      this.textContent = "These runs have no samples yet.";
      return;
    }
    this.style.setProperty("--cells", runs.length);
    const tools = this.#element("div", "compare-tools");
    this.slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: steps.length - 1, step: 1 });
    this.slider.setAttribute("aria-label", "Step of the samples");
    this.slider.addEventListener("input", () => this.#choose(Number(this.slider.value), false));
    this.slider.addEventListener("change", () => this.#choose(Number(this.slider.value), true));
    this.shown = document.createElement("output");
    const label = document.createElement("label");
    label.append("Step ");
    const reset = this.#element("button", "compare-reset", "Whole picture");
    reset.type = "button";
    reset.addEventListener("click", () => this.#look(1, 0, 0));
    this.zoomShown = document.createElement("output");
    tools.append(label, this.slider, this.shown, this.zoomShown, reset);
    const grid = this.#element("div", "compare-grid");
    grid.append(document.createElement("span"), ...runs.map((run) => this.#element("span", "compare-name", run)));
    for (const row of rows) {
      grid.append(this.#element("span", "compare-prompt", `${row.prompt} · seed ${row.seed}`));
      runs.forEach((run, index) => grid.append(this.#cell(row, run, index)));
    }
    this.append(tools, grid);
    this.#choose(this.#position(), false);
    this.#look(1, 0, 0);
  }

  #element(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    if (text) {
      element.textContent = text;
    }
    return element;
  }

  #cell(row, run, index) {
    const cell = this.#element("div", "compare-cell");
    cell.tabIndex = 0;
    cell.setAttribute("role", "group");
    cell.setAttribute("aria-label", `Run ${run}: ${row.prompt}. Plus and minus zoom, arrows move, 0 shows the whole picture.`);
    cell.addEventListener("wheel", (event) => this.#wheel(event, cell), { passive: false });
    cell.addEventListener("pointerdown", (event) => this.#drag(event, cell));
    cell.addEventListener("dblclick", () => (this.#zoom > 1 ? this.#look(1, 0, 0) : this.#look(4, 0, 0)));
    cell.addEventListener("keydown", (event) => this.#key(event));
    this.#cells.push({ cell, row, run, index });
    return cell;
  }

  #choose(position, tell) {
    const step = this.#matrix.steps[position];
    this.slider.value = position;
    this.slider.setAttribute("aria-valuetext", `step ${step}`);
    this.shown.textContent = `${step}`;
    for (const { cell, row, run, index } of this.#cells) {
      const path = row.pictures[index][position];
      if (!path) {
        cell.replaceChildren(`no sample at step ${step}`);
        continue;
      }
      let image = cell.querySelector("img");
      if (!image) {
        image = document.createElement("img");
        image.decoding = "async";
        image.draggable = false;
        cell.replaceChildren(image);
      }
      image.alt = `${run}, step ${step}: ${row.prompt}`;
      image.src = path;
    }
    if (tell) {
      this.dispatchEvent(new CustomEvent("step-chosen", { detail: step }));
    }
  }

  /** x and y are shares of a cell's size, the same for all cells: that is the lock. */
  #look(zoom, x, y) {
    this.#zoom = Math.min(FARTHEST, Math.max(NEAREST, zoom));
    const most = (this.#zoom - 1) / 2;
    this.#x = Math.min(most, Math.max(-most, x));
    this.#y = Math.min(most, Math.max(-most, y));
    this.style.setProperty("--zoom", this.#zoom);
    this.style.setProperty("--pan-x", this.#x);
    this.style.setProperty("--pan-y", this.#y);
    this.zoomShown.textContent = this.#zoom === 1 ? "zoom locked" : `zoom ${this.#zoom.toFixed(1)} ×`;
  }

  #wheel(event, cell) {
    event.preventDefault();
    const box = cell.getBoundingClientRect();
    const px = (event.clientX - box.left) / box.width - 0.5;
    const py = (event.clientY - box.top) / box.height - 0.5;
    const zoom = Math.min(FARTHEST, Math.max(NEAREST, this.#zoom * Math.exp(-event.deltaY / 300)));
    const factor = zoom / this.#zoom;
    // What is under the pointer stays under it.
    this.#look(zoom, px - (px - this.#x) * factor, py - (py - this.#y) * factor);
  }

  #drag(event, cell) {
    const box = cell.getBoundingClientRect();
    const start = { x: event.clientX, y: event.clientY, panX: this.#x, panY: this.#y };
    cell.setPointerCapture(event.pointerId);
    const move = (next) =>
      this.#look(
        this.#zoom,
        start.panX + (next.clientX - start.x) / box.width,
        start.panY + (next.clientY - start.y) / box.height,
      );
    cell.addEventListener("pointermove", move);
    const end = () => cell.removeEventListener("pointermove", move);
    cell.addEventListener("pointerup", end, { once: true });
    cell.addEventListener("pointercancel", end, { once: true });
  }

  #key(event) {
    const steps = {
      "+": () => this.#look(this.#zoom * 1.25, this.#x * 1.25, this.#y * 1.25),
      "-": () => this.#look(this.#zoom / 1.25, this.#x / 1.25, this.#y / 1.25),
      0: () => this.#look(1, 0, 0),
      ArrowLeft: () => this.#look(this.#zoom, this.#x + MOVE, this.#y),
      ArrowRight: () => this.#look(this.#zoom, this.#x - MOVE, this.#y),
      ArrowUp: () => this.#look(this.#zoom, this.#x, this.#y + MOVE),
      ArrowDown: () => this.#look(this.#zoom, this.#x, this.#y - MOVE),
    };
    const action = steps[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  }
}

// A property that the server set before this module came would hide the accessor of the class.
const early = [...document.querySelectorAll("sample-compare")].map((element) => [element, element.matrix]);
early.forEach(([element]) => delete element.matrix);
customElements.define("sample-compare", SampleCompare);
early.forEach(([element, matrix]) => {
  if (matrix) {
    element.matrix = matrix;
  }
});
