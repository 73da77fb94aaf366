// <sample-compare>: samples of several runs at one step. One slider for all, one zoom and one pan for all cells.
// Property `matrix`: {steps, runs: [label], base, rows: [{prompt, seed, pictures: [run][step] path or ""}]}; property
// `view`: {step, mode, swapped, zoom, x, y, split, gain, size}. "view-changed" is sent when a person changes the view.
// Modes: side by side; blink, slider and difference show each run over the base run.
import { clamp, define, element, follow, ImageStage } from "./image-stage.js";
import { Telling } from "./telling.js";

const MODES = { side: "Side by side", blink: "Blink", slider: "Slider", difference: "Difference" };
const KEYS =
  "m next mode · c swap the two pictures · ← → step · ↑ ↓ prompt · Alt ← → run · + − zoom · 0 whole picture · " +
  "Shift + arrows move · [ ] divider · Space blink now · Enter this pair large · f full screen · " +
  "the wheel zooms in a picture that has the focus";

class SampleCompare extends ImageStage {
  #matrix = { steps: [], runs: [], base: 0, rows: [] };
  #view = { step: null, mode: "side", swapped: false, zoom: 1, x: 0, y: 0, split: 0.5, gain: 3, size: 0 };
  #telling = new Telling(() => this.dispatchEvent(new CustomEvent("view-changed", { detail: { ...this.#view } })));
  #cells = [];
  #solo = null;
  #blinked = false;

  connectedCallback() {
    this.onHighlight = (event) => this.#highlight(event.detail);
    this.onKey = (event) => this.#key(event);
    document.addEventListener("run-highlight", this.onHighlight);
    document.addEventListener("keydown", this.onKey);
    this.#build();
  }

  disconnectedCallback() {
    document.removeEventListener("run-highlight", this.onHighlight);
    document.removeEventListener("keydown", this.onKey);
    super.disconnectedCallback();
  }

  get at() {
    return this.#view;
  }

  look(zoom, x, y) {
    this.#change({ zoom, x, y });
  }

  /** A wheel over a picture that was not chosen scrolls the page. */
  takesWheel(cell) {
    return document.activeElement === cell;
  }

  get matrix() {
    return this.#matrix;
  }

  set matrix(matrix) {
    this.#matrix = { base: 0, ...(matrix ?? { steps: [], runs: [], rows: [] }) };
    if (this.isConnected) {
      this.#build();
    }
  }

  get view() {
    return this.#view;
  }

  set view(view) {
    this.#view = { ...this.#view, ...view };
    if (this.slider) {
      this.#show();
    }
  }

  /** The base run first, then the others as they were asked for. */
  #order() {
    const { runs, base } = this.#matrix;
    return [base, ...runs.map((_, run) => run).filter((run) => run !== base)];
  }

  #position() {
    const found = this.#matrix.steps.indexOf(this.#view.step);
    return found < 0 ? this.#matrix.steps.length - 1 : found;
  }

  #build() {
    const { steps, runs, rows } = this.#matrix;
    this.replaceChildren();
    this.#cells = [];
    this.#solo = null;
    if (!steps.length) {
      this.textContent = "These runs have no samples yet.";
      return;
    }
    this.style.setProperty("--cells", runs.length);
    const grid = element("div", "compare-grid");
    grid.append(element("span", "compare-corner"));
    for (const run of this.#order()) {
      const name = element("span", "compare-name", run === this.#matrix.base && steps.length > 1 ? `${runs[run]} base` : runs[run]);
      name.dataset.run = runs[run];
      name.addEventListener("pointerenter", () => this.#tell(runs[run]));
      name.addEventListener("pointerleave", () => this.#tell(null));
      grid.append(name);
    }
    rows.forEach((row, line) => {
      const prompt = element("span", "compare-prompt", `${row.prompt} · seed\u00a0${row.seed}`);
      prompt.dataset.line = line;
      grid.append(prompt);
      this.#order().forEach((run, column) => grid.append(this.#cell(row, run, line, column)));
    });
    const help = element("details", "compare-help");
    help.append(element("summary", "", "Keys"), element("p", "", KEYS));
    this.append(this.#tools(), grid, help);
    this.#show();
  }

  #tools() {
    const tools = element("div", "compare-tools");
    this.mode = element("div", "compare-modes");
    this.mode.setAttribute("role", "radiogroup");
    this.mode.setAttribute("aria-label", "How the samples are compared");
    for (const [mode, label] of Object.entries(MODES)) {
      const button = element("button", "compare-mode", label);
      button.type = "button";
      button.dataset.mode = mode;
      button.setAttribute("role", "radio");
      button.addEventListener("click", () => this.#change({ mode }));
      this.mode.append(button);
    }
    this.slider = this.#range("Step", 0, this.#matrix.steps.length - 1, 1, (position) => ({ step: this.#matrix.steps[position] }));
    this.shown = document.createElement("output");
    this.gain = this.#range("Amplify", 1, 12, 0.5, (gain) => ({ gain }));
    this.size = this.#range("Size", 0, 520, 20, (size) => ({ size }));
    this.zoomShown = document.createElement("output");
    const step = element("label", "compare-step");
    step.append("Step ", this.slider, this.shown);
    step.hidden = this.#matrix.steps.length < 2;
    this.gainLabel = element("label", "");
    this.gainLabel.append("Amplify ", this.gain);
    const size = element("label", "");
    size.append("Size ", this.size);
    tools.append(
      this.mode,
      step,
      this.gainLabel,
      size,
      this.zoomShown,
      this.#button("Whole picture", () => this.reset()),
      this.#button("Full screen", () => this.#fullScreen()),
    );
    return tools;
  }

  #range(label, min, max, step, part) {
    const range = document.createElement("input");
    Object.assign(range, { type: "range", min, max, step });
    range.setAttribute("aria-label", label);
    range.addEventListener("input", () => this.#change(part(Number(range.value))));
    return range;
  }

  #button(text, action) {
    const button = element("button", "compare-reset", text);
    button.type = "button";
    button.addEventListener("click", action);
    return button;
  }

  #cell(row, run, line, column) {
    const label = this.#matrix.runs[run];
    const cell = element("div", "compare-cell");
    cell.tabIndex = 0;
    cell.dataset.run = label;
    cell.setAttribute("role", "group");
    cell.setAttribute("aria-label", `${this.#matrix.steps.length < 2 ? "" : "Run "}${label}: ${row.prompt}`);
    const under = this.#layer("under");
    const over = this.#layer("over");
    const stack = element("div", "compare-stack");
    stack.append(under, over);
    const divider = element("div", "compare-divider");
    divider.addEventListener("pointerdown", (event) => this.#slide(event, cell));
    divider.addEventListener("dblclick", (event) => {
      event.stopPropagation();
      this.#change({ split: 0.5 });
    });
    const tag = element("span", "compare-tag");
    const missing = element("span", "compare-missing");
    cell.append(stack, divider, tag, missing);
    this.watch(cell);
    cell.addEventListener("pointerenter", () => this.#tell(label));
    cell.addEventListener("pointerleave", () => this.#tell(null));
    this.#cells.push({ cell, row, run, line, column, under: under.firstChild, over: over.firstChild, tag, missing });
    return cell;
  }

  #layer(name) {
    const layer = element("div", `compare-layer ${name}`);
    const image = document.createElement("img");
    image.decoding = "async";
    image.draggable = false;
    image.alt = "";
    layer.append(image);
    return layer;
  }

  /** Changes the view for all cells, and notifies the page, so that its address reproduces it. */
  #change(part) {
    this.#view = this.#bounded({ ...this.#view, ...part });
    this.#show();
    this.#telling.later();
  }

  #bounded(view) {
    return { ...view, ...this.within(view.zoom, view.x, view.y), split: clamp(view.split, 0, 1) };
  }

  #show() {
    const view = this.#bounded(this.#view);
    const position = this.#position();
    const step = this.#matrix.steps[position];
    this.dataset.mode = view.mode;
    for (const button of this.mode.children) {
      button.setAttribute("aria-checked", String(button.dataset.mode === view.mode));
    }
    this.slider.value = position;
    this.slider.setAttribute("aria-valuetext", `step ${step}`);
    this.shown.textContent = `${step}`;
    this.gain.value = view.gain;
    this.gainLabel.hidden = view.mode !== "difference";
    this.size.value = view.size;
    this.looked(view);
    this.style.setProperty("--split", view.split);
    this.style.setProperty("--gain", view.gain);
    this.style.setProperty("--cell", view.size ? `${view.size}px` : "110px");
    this.toggleAttribute("data-sized", view.size > 0);
    this.#cells.forEach((entry) => this.#fill(entry, view, position, step));
    this.blink(view.mode === "blink");
  }

  #fill({ cell, row, run, under, over, tag, missing }, view, position, step) {
    const own = row.pictures[run][position];
    const base = row.pictures[this.#matrix.base][position];
    const paired = view.mode !== "side" && run !== this.#matrix.base && own && base;
    const label = this.#matrix.runs[run];
    const baseLabel = this.#matrix.runs[this.#matrix.base];
    const [below, above] = paired ? (view.swapped ? [own, base] : [base, own]) : ["", own];
    this.#picture(over, above, `${label}${this.#matrix.steps.length < 2 ? "" : `, step ${step}`}: ${row.prompt}`);
    this.#picture(under, below, "");
    cell.toggleAttribute("data-paired", Boolean(paired));
    missing.textContent = own ? (view.mode !== "side" && run !== this.#matrix.base && !base ? `${baseLabel} has none at step ${step}` : "") : `no sample at step ${step}`;
    if (this.#matrix.steps.length < 2) {
      missing.textContent = own ? "" : "not generated yet";
    }
    const [lower, upper] = view.swapped ? [label, baseLabel] : [baseLabel, label];
    tag.textContent = !paired
      ? ""
      : view.mode === "slider"
        ? `${lower} | ${upper}`
        : view.mode === "blink"
          ? this.#blinked ? lower : upper
          : `| ${upper} − ${lower} |`;
  }

  #picture(image, path, alt) {
    if (path) {
      if (image.getAttribute("src") !== path) {
        image.src = path;
      }
      image.alt = alt;
    } else {
      image.removeAttribute("src");
      image.alt = "";
    }
    image.hidden = !path;
  }

  blink(wanted) {
    if (!wanted) {
      this.#blinked = false;
      this.removeAttribute("data-blinked");
    }
    super.blink(wanted);
  }

  turn() {
    this.#blinked = !this.#blinked;
    this.toggleAttribute("data-blinked", this.#blinked);
    const runs = this.#matrix.runs;
    for (const { cell, run, tag } of this.#cells) {
      if (cell.hasAttribute("data-paired")) {
        tag.textContent = this.#blinked === this.#view.swapped ? runs[run] : runs[this.#matrix.base];
      }
    }
  }

  #tell(label) {
    document.dispatchEvent(new CustomEvent("run-highlight", { detail: label }));
  }

  #highlight(label) {
    this.querySelectorAll("[data-run]").forEach((part) => part.toggleAttribute("data-highlighted", part.dataset.run === label));
  }

  #slide(event, cell) {
    event.stopPropagation();
    const box = cell.getBoundingClientRect();
    follow(event, cell, (next) => this.#change({ split: (next.clientX - box.left) / box.width }));
  }

  #fullScreen() {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else {
      this.requestFullscreen();
    }
  }

  #step(by) {
    const position = Math.min(this.#matrix.steps.length - 1, Math.max(0, this.#position() + by));
    this.#change({ step: this.#matrix.steps[position] });
  }

  /** Another cell gets the focus; in the large view it is the one that is shown. */
  #go(entry, lines, columns) {
    const next = this.#cells.find((other) => other.line === entry.line + lines && other.column === entry.column + columns);
    if (next && (!this.#solo || next.column > 0)) {
      if (this.#solo) {
        this.#large(next);
      }
      next.cell.focus();
    }
  }

  /** Only this run next to the base run, for one prompt; null shows everything again. */
  #large(entry) {
    const wanted = entry && entry.column === 0 ? this.#cells.find((other) => other.line === entry.line && other.column === 1) : entry;
    this.#solo = wanted ?? null;
    this.toggleAttribute("data-large", Boolean(wanted));
    this.style.setProperty("--cells", wanted ? 2 : this.#matrix.runs.length);
    const runs = this.#matrix.runs;
    const kept = wanted && new Set([runs[this.#matrix.base], runs[wanted.run]]);
    this.querySelectorAll(".compare-name").forEach((name) => { name.hidden = Boolean(kept) && !kept.has(name.dataset.run); });
    this.querySelectorAll(".compare-prompt").forEach((prompt) => { prompt.hidden = Boolean(wanted) && Number(prompt.dataset.line) !== wanted.line; });
    for (const other of this.#cells) {
      other.cell.hidden = Boolean(wanted) && (other.line !== wanted.line || !kept.has(runs[other.run]));
    }
    wanted?.cell.focus();
  }

  /** Keys count inside of the matrix, and where nothing else has the focus. */
  #key(event) {
    const mine = event.target === document.body || this.contains(event.target);
    if (!mine || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement || !this.#cells.length) {
      return;
    }
    const entry = this.#cells.find((other) => other.cell === event.target);
    if ((entry || !event.key.startsWith("Arrow")) && this.zoomKey(event)) {
      event.stopPropagation();
      return;
    }
    const action = this.#action(event, entry);
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      action();
    }
  }

  #action(event, entry) {
    const { split, mode, swapped } = this.#view;
    const modes = Object.keys(MODES);
    switch (event.key) {
      case "m":
        return () => this.#change({ mode: modes[(modes.indexOf(mode) + 1) % modes.length] });
      case "c":
        return () => this.#change({ swapped: !swapped });
      case "f":
        return () => this.#fullScreen();
      case "[":
        return () => this.#change({ split: split - 0.05 });
      case "]":
        return () => this.#change({ split: split + 0.05 });
      default:
    }
    if (!entry) {
      // The arrows belong to the page, and to the mode buttons, unless a picture has the focus.
      return null;
    }
    switch (event.key) {
      case " ":
        return mode === "blink" ? () => this.turn() : null;
      case "Enter":
        return () => this.#large(this.#solo ? null : entry);
      case "Escape":
        return this.#solo ? () => this.#large(null) : null;
      case "ArrowLeft":
        return event.altKey ? () => this.#go(entry, 0, -1) : () => this.#step(-1);
      case "ArrowRight":
        return event.altKey ? () => this.#go(entry, 0, 1) : () => this.#step(1);
      case "ArrowUp":
        return () => this.#go(entry, -1, 0);
      case "ArrowDown":
        return () => this.#go(entry, 1, 0);
      default:
        return null;
    }
  }
}

define("sample-compare", SampleCompare, "view", "matrix");
