// <sample-compare>: samples of several runs at one step. One slider for all, one zoom and one pan for all cells.
// Property `matrix`: {steps, runs: [label], rows: [{prompt, seed, pictures: [run][step] path or ""}]}; attribute `step`.
import { LockedZoom } from "./locked-zoom.js";

class SampleCompare extends HTMLElement {
  #matrix = { steps: [], runs: [], rows: [] };
  #look = new LockedZoom(this, (zoom) => {
    this.zoomShown.textContent = zoom === 1 ? "zoom locked" : `zoom ${zoom.toFixed(1)} ×`;
  });
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
    reset.addEventListener("click", () => this.#look.reset());
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
    this.#look.reset();
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
    this.#look.attach(cell);
    cell.addEventListener("keydown", (event) => this.#look.key(event));
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
