// <image-grid>: pictures under sticky headings, each column on its own or compared to the base column. One zoom and one pan
// for all of them, and one slider for the step where columns have several.
// Property `grid`: {columns: [label], rows: [{prompt, seed}], steps: [number], base: index of a column, ratio: width / height,
// features}. Features: OPEN (a picture can be opened), BASE (the base column can be chosen), FACES, MARKS (see images.js),
// PICTURE (the grid can be saved as one).
// Property `cells`: row by row, {pictures: a path or "" for each step, words: why there is none, for each step or for all, face: [x, y, width, height]
// or null, marks: [mark]}, shares of the picture.
// Property `view`: {step, mode, swapped, zoom, x, y, split, gain, size}; "view-changed" is sent when a person changes it.
// Other events: cell-opened {position}, cell-marked {position, mark} and, by keyboard, cell-mark-wanted {position}.
// Method `point(position, number)` points a mark out.
import { clamp, define, drawMark, element, follow, Images, isFree, isTaken, markElement } from "./images.js";
import { listen, ofRun } from "./run-highlight.js";
import { Telling } from "./telling.js";

const MODES = { side: "Side by side", blink: "Blink", slider: "Slider", difference: "Difference" };
const MODE_NAMES = Object.keys(MODES);
/** So much of a cell's height a face fills in the face crop. */
const FACE_SHARE = 0.6;
const NOTHING = { pictures: [], words: "", face: null, marks: [] };

class ImageGrid extends Images {
  #grid = { columns: [], rows: [], steps: [], base: 0, ratio: 1, features: [] };
  #view = { step: null, mode: "side", swapped: false, zoom: 1, x: 0, y: 0, split: 0.5, gain: 3, size: 0 };
  #cells = [];
  #places = [];
  #base = 0;
  #focus = 0;
  #large = null;
  #blinked = false;
  #faces = false;
  #marking = false;
  #markedOnly = false;
  #lit = "";
  #telling = new Telling(() => this.dispatchEvent(new CustomEvent("view-changed", { detail: { ...this.#view } })));

  connectedCallback() {
    this.leave = listen(this, (event) => this.#key(event));
    this.#build();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leave();
  }

  get grid() {
    return this.#grid;
  }

  set grid(grid) {
    const before = JSON.stringify(this.#grid);
    this.#grid = grid ?? this.#grid;
    if (this.isConnected && JSON.stringify(this.#grid) !== before) {
      this.#build();
    }
  }

  get cells() {
    return this.#cells;
  }

  set cells(cells) {
    this.#cells = cells ?? [];
    if (this.isConnected) {
      this.#show();
    }
  }

  get view() {
    return this.#view;
  }

  set view(view) {
    this.#view = { ...this.#view, ...view };
    if (this.isConnected) {
      this.#show();
    }
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

  /** Points a mark out and brings its place into view. */
  point(position, number) {
    this.#lit = `${position}:${number}`;
    this.#show();
    this.#moveFocus(position);
  }

  #has(feature) {
    return this.#grid.features.includes(feature);
  }

  get #stepped() {
    return this.#grid.steps.length > 1;
  }

  get #position() {
    const found = this.#grid.steps.indexOf(this.#view.step);
    return found < 0 ? Math.max(0, this.#grid.steps.length - 1) : found;
  }

  #build() {
    const { columns, rows, base, ratio } = this.#grid;
    this.replaceChildren();
    this.#places = [];
    this.#base = base;
    this.#focus = 0;
    this.#large = null;
    if (!rows.length) {
      return;
    }
    this.style.setProperty("--ratio", ratio);
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    head.append(this.#heading("col", "Prompt and seed"));
    columns.forEach((label, column) => {
      const name = this.#heading("col", this.#stepped && column === base ? `${label} base` : label);
      name.className = "grid-name";
      ofRun(name, label);
      head.append(name);
    });
    const body = table.createTBody();
    rows.forEach(({ prompt, seed }, row) => {
      const line = body.insertRow();
      const name = this.#heading("row", prompt);
      name.title = prompt;
      name.append(element("span", "grid-seed", `seed ${seed}`));
      line.append(name);
      columns.forEach((label, column) => line.insertCell().append(this.#place(row, column)));
    });
    const scroller = element("div", "grid-scroller");
    scroller.append(table);
    const help = element("details", "grid-help");
    help.append(element("summary", "", "Keys"), element("p", "", this.#help()));
    this.append(this.#tools(), scroller, help);
    this.#show();
  }

  #help() {
    const walking = this.#stepped ? "← → step · ↑ ↓ prompt · Alt ← → column" : "arrows walk";
    return [
      `m next mode · c swap the two pictures · ${walking} · + − zoom · 0 whole picture · Shift + arrows move`,
      `[ ] divider · Space blink now · ${this.#has("OPEN") ? "Enter opens the picture" : "Enter this pair large"}`,
      this.#has("FACES") ? "f face crop" : "f full screen",
      ...(this.#has("MARKS") ? ["x flags an artifact · g flagged only"] : []),
      "the wheel zooms in a picture that has the focus, with Ctrl in any",
    ].join(" · ");
  }

  #tools() {
    const { columns, steps } = this.#grid;
    this.mode = element("div", "compare-modes");
    this.mode.setAttribute("role", "radiogroup");
    this.mode.setAttribute("aria-label", "How pictures are compared");
    for (const [mode, label] of Object.entries(MODES)) {
      const button = this.#button(label, "m", () => this.#change({ mode }));
      button.className = "compare-mode";
      button.dataset.mode = mode;
      button.setAttribute("role", "radio");
      this.mode.append(button);
    }
    const choice = document.createElement("select");
    columns.forEach((column, index) => choice.add(new Option(column, index, false, index === this.#base)));
    choice.addEventListener("change", () => {
      this.#base = Number(choice.value);
      this.#show();
    });
    this.against = this.#label("against ", choice);
    this.slider = this.#range("Step", 0, steps.length - 1, 1, (position) => ({ step: steps[position] }));
    this.shown = document.createElement("output");
    const step = this.#label("Step ", this.slider, this.shown);
    step.className = "compare-step";
    step.hidden = !this.#stepped;
    this.gain = this.#range("Amplify", 1, 12, 0.5, (gain) => ({ gain }));
    this.gainLabel = this.#label("Amplify ", this.gain);
    this.size = this.#range("Size", 0, 520, 4, (size) => ({ size }));
    this.zoomShown = document.createElement("output");
    this.faceButton = this.#button("Face crop", "f", () => this.#crop());
    this.markButton = this.#button("Flag an artifact", "x", () => this.#mark());
    this.markButton.title = "Drag a box or click a point on a picture. By keyboard: X on a picture.";
    this.markedButton = this.#button("Flagged only", "g", () => this.#showMarked());
    this.faceButton.hidden = !this.#has("FACES");
    this.markButton.hidden = this.markedButton.hidden = !this.#has("MARKS");
    const tools = element("div", "compare-tools");
    tools.append(
      this.mode,
      this.against,
      step,
      this.gainLabel,
      this.faceButton,
      this.markButton,
      this.markedButton,
      this.#label("Size ", this.size),
      this.zoomShown,
      this.#button("Whole picture", "0", () => this.reset()),
      this.#button("Full screen", this.#has("FACES") ? "" : "f", () => this.#fullScreen()),
    );
    if (this.#has("PICTURE")) {
      tools.append(this.#saving());
    }
    return tools;
  }

  /** The whole grid as one picture, with its headings. */
  #saving() {
    const choice = document.createElement("select");
    choice.setAttribute("aria-label", "Save the grid as one picture");
    choice.add(new Option("Save as picture…", ""));
    [[256, "256 px a picture"], [512, "512 px a picture"], [0, "full size"]].forEach(([width, words]) =>
      choice.add(new Option(words, width)),
    );
    choice.addEventListener("change", () => this.#save(choice));
    return choice;
  }

  async #save(choice) {
    const wanted = Number(choice.value);
    const title = document.querySelector("h1")?.textContent ?? document.title;
    choice.selectedIndex = 0;
    choice.disabled = true;
    try {
      const { gridPicture } = await import("./grid-picture.js");
      const paths = this.#cells.map((cell) => cell.pictures[this.#position] ?? "");
      const picture = await gridPicture({ title, grid: this.#grid, paths, wanted });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(picture);
      link.download = `${title}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } finally {
      choice.disabled = false;
    }
  }

  #label(...content) {
    const label = document.createElement("label");
    label.append(...content);
    return label;
  }

  #range(label, min, max, step, part) {
    const range = document.createElement("input");
    Object.assign(range, { type: "range", min, max, step });
    range.setAttribute("aria-label", label);
    range.addEventListener("input", () => this.#change(part(Number(range.value))));
    return range;
  }

  #button(text, key, action) {
    const button = element("button", "compare-reset", text);
    button.type = "button";
    if (key) {
      button.title = `Key ${key}`;
      button.setAttribute("aria-keyshortcuts", key);
    }
    button.addEventListener("click", action);
    return button;
  }

  #heading(scope, text) {
    const heading = document.createElement("th");
    heading.scope = scope;
    heading.append(element("span", "grid-heading", text));
    return heading;
  }

  #place(row, column) {
    const { columns } = this.#grid;
    const position = row * columns.length + column;
    const cell = element("div", "grid-cell");
    cell.setAttribute("role", "group");
    const stack = element("div", "grid-stack");
    const [under, over, marks] = ["under", "over", "marks"].map((name) => {
      const layer = element("div", `grid-layer ${name}`);
      const picture = element("div", "grid-picture");
      const plane = element("div", "grid-plane");
      plane.append(picture);
      layer.append(plane);
      return { layer, picture };
    });
    under.image = this.#image(under.layer);
    over.image = this.#image(over.layer, marks.layer);
    under.picture.append(under.image);
    over.picture.append(over.image);
    stack.append(under.layer, over.layer);
    const divider = element("div", "grid-divider");
    divider.addEventListener("pointerdown", (event) => this.#slide(event, cell));
    divider.addEventListener("dblclick", (event) => {
      event.stopPropagation();
      this.#change({ split: 0.5 });
    });
    const tag = element("span", "grid-tag");
    const missing = element("span", "grid-missing");
    const open = this.#button("⤢", "", () => this.#open(position));
    open.className = "grid-open";
    open.tabIndex = -1;
    open.hidden = !this.#has("OPEN");
    open.setAttribute("aria-label", "Open");
    open.addEventListener("pointerdown", (event) => event.stopPropagation());
    cell.append(stack, marks.layer, divider, tag, missing, open);
    cell.addEventListener("focus", () => this.#chooseFocus(position));
    cell.addEventListener("pointerdown", (event) => this.#draw(event, position));
    this.watch(cell);
    ofRun(cell, columns[column]);
    this.#places.push({ cell, row, column, position, under, over, marks, tag, missing, open });
    return cell;
  }

  #image(...layers) {
    const image = document.createElement("img");
    image.decoding = "async";
    image.loading = this.#stepped ? "eager" : "lazy";
    image.draggable = false;
    image.alt = "";
    image.addEventListener("load", () =>
      layers.forEach((layer) => layer.style.setProperty("--own-ratio", image.naturalWidth / image.naturalHeight)),
    );
    return image;
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
    if (!this.#places.length) {
      return;
    }
    const view = this.#bounded(this.#view);
    const position = this.#position;
    this.dataset.mode = view.mode;
    for (const button of this.mode.children) {
      button.setAttribute("aria-checked", String(button.dataset.mode === view.mode));
    }
    this.against.hidden = view.mode === "side" || !this.#has("BASE");
    this.slider.value = position;
    this.slider.setAttribute("aria-valuetext", `step ${this.#grid.steps[position]}`);
    this.shown.textContent = `${this.#grid.steps[position]}`;
    this.gain.value = view.gain;
    this.gainLabel.hidden = view.mode !== "difference";
    this.size.value = view.size;
    this.faceButton.setAttribute("aria-pressed", String(this.#faces));
    this.markButton.setAttribute("aria-pressed", String(this.#marking));
    this.markedButton.setAttribute("aria-pressed", String(this.#markedOnly));
    this.classList.toggle("marking", this.#marking);
    this.classList.toggle("marked-only", this.#markedOnly);
    this.looked(view);
    this.style.setProperty("--split", view.split);
    this.style.setProperty("--gain", view.gain);
    // On a phone two columns of small pictures fit next to their headings.
    const size = view.size ? `${view.size}px` : "110px";
    this.style.setProperty("--cell", view.size > 128 ? size : `min(${size}, 24vw)`);
    this.toggleAttribute("data-sized", view.size > 0);
    this.#places.forEach((place) => this.#fill(place, view, position));
    this.#showRows();
    this.blink(view.mode === "blink");
  }

  #cellAt(row, column) {
    return this.#cells[row * this.#grid.columns.length + column] ?? NOTHING;
  }

  #fill({ cell, row, column, position, under, over, marks, tag, missing, open }, view, step) {
    const { columns, rows, steps } = this.#grid;
    const shown = this.#cellAt(row, column);
    const own = shown.pictures[step];
    const base = this.#cellAt(row, this.#base).pictures[step];
    const compared = view.mode !== "side" && column !== this.#base && own;
    const paired = Boolean(compared && base);
    const label = columns[column];
    const [below, above] = paired ? (view.swapped ? [own, base] : [base, own]) : ["", own];
    const { prompt, seed } = rows[row];
    const name = `${this.#stepped ? `Run ${label}, step ${steps[step]}` : label}, ${prompt}, seed ${seed}`;
    const flagged = shown.marks.length ? `, ${shown.marks.length} flagged` : "";
    const said = Array.isArray(shown.words) ? shown.words[step] : shown.words;
    const why = said || (this.#stepped ? `no sample at step ${steps[step]}` : "no picture yet");
    cell.setAttribute("aria-label", own ? name + flagged : `${name}: ${why}`);
    cell.tabIndex = position === this.#focus ? 0 : -1;
    cell.classList.toggle("empty", !own);
    cell.classList.toggle("marked", shown.marks.length > 0);
    cell.toggleAttribute("data-paired", paired);
    this.#picture(under.image, below);
    this.#picture(over.image, above);
    open.hidden = !own || !this.#has("OPEN");
    marks.picture.replaceChildren(
      ...shown.marks.map((mark) => markElement(mark, this.#lit === `${position}:${mark.number}` ? "lit" : "")),
    );
    const face = this.#faces ? shown.face : null;
    this.#cropTo(cell, face);
    missing.textContent = !own
      ? why
      : compared && !paired && this.#stepped
        ? `${columns[this.#base]} has none at step ${steps[step]}`
        : this.#faces && !face
          ? "no face found"
          : "";
    this.#caption(tag, paired, column);
  }

  #caption(tag, paired, column) {
    const { mode, swapped } = this.#view;
    const names = [this.#grid.columns[this.#base], this.#grid.columns[column]];
    const [lower, upper] = swapped ? names.reverse() : names;
    const captions = { slider: `${lower} | ${upper}`, blink: this.#blinked ? lower : upper, difference: `| ${upper} − ${lower} |` };
    tag.textContent = paired ? captions[mode] : "";
  }

  #picture(image, path) {
    if (!path) {
      image.removeAttribute("src");
    } else if (image.getAttribute("src") !== path) {
      image.src = path;
    }
    image.hidden = !path;
  }

  #cropTo(cell, face) {
    const factor = face ? Math.max(1, FACE_SHARE / face[3]) : 1;
    const most = (1 - 1 / factor) / 2;
    const within = (middle) => clamp(0.5 - middle, -most, most);
    cell.style.setProperty("--face-zoom", factor);
    cell.style.setProperty("--face-x", face ? within(face[0] + face[2] / 2) : 0);
    cell.style.setProperty("--face-y", face ? within(face[1] + face[3] / 2) : 0);
  }

  /** In the large view only one pair; with "Flagged only" no row without a mark. */
  #showRows() {
    const { large, base } = { large: this.#large, base: this.#base };
    this.toggleAttribute("data-large", Boolean(large));
    this.style.setProperty("--columns", large ? 2 : this.#grid.columns.length);
    const isShown = (column) => !large || column === base || column === large.column;
    this.querySelectorAll(".grid-name").forEach((name, column) => (name.hidden = !isShown(column)));
    this.querySelectorAll("tbody tr").forEach((line, row) => {
      const unmarked = this.#markedOnly && !this.#grid.columns.some((_, column) => this.#cellAt(row, column).marks.length);
      line.hidden = unmarked || (Boolean(large) && large.row !== row);
    });
    this.#places.forEach(({ cell, column }) => (cell.parentElement.hidden = !isShown(column)));
  }

  #crop() {
    this.#faces = !this.#faces;
    this.reset();
  }

  #mark() {
    this.#marking = !this.#marking;
    this.#show();
  }

  #showMarked() {
    this.#markedOnly = !this.#markedOnly;
    this.#show();
  }

  /** While artifacts are flagged, a drag draws a mark instead of moving all cells. */
  #draw(event, position) {
    const { picture } = this.#places[position].marks;
    if (!this.#marking || event.button !== 0 || !this.#cells[position]?.pictures[this.#position]) {
      return;
    }
    let draft = null;
    const show = (mark) => {
      draft?.remove();
      draft = markElement(mark, "draft");
      picture.append(draft);
    };
    drawMark(event, picture, show, (mark) => {
      draft.remove();
      if (mark) {
        this.dispatchEvent(new CustomEvent("cell-marked", { detail: { position, mark } }));
      }
    });
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
    this.#places.forEach(({ cell, tag, column }) => this.#caption(tag, cell.hasAttribute("data-paired"), column));
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

  #open(position) {
    this.dispatchEvent(new CustomEvent("cell-opened", { detail: { position } }));
  }

  #step(by) {
    const { steps } = this.#grid;
    this.#change({ step: steps[clamp(this.#position + by, 0, steps.length - 1)] });
  }

  #chooseFocus(position) {
    this.#places[this.#focus].cell.tabIndex = -1;
    this.#focus = position;
    this.#places[position].cell.tabIndex = 0;
  }

  #moveFocus(position) {
    const place = this.#places[position];
    if (place) {
      place.cell.focus({ preventScroll: true });
      place.cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  /** To another cell; in the large view it is the one that is shown. */
  #walk({ row, column }, lines, columns) {
    const across = this.#grid.columns.length;
    const next = clamp(column + columns, 0, across - 1);
    const place = this.#places[(row + lines) * across + next];
    if (place && (!this.#large || place.column !== this.#base)) {
      if (this.#large) {
        this.#large = place;
        this.#showRows();
      }
      this.#moveFocus(place.position);
    }
  }

  /** Only this column next to the base, for one prompt; null shows everything again. */
  #enlarge(place) {
    const across = this.#grid.columns.length;
    const other = place?.column === this.#base ? this.#places[place.row * across + (this.#base ? 0 : 1)] : place;
    this.#large = other ?? null;
    this.#showRows();
    other?.cell.focus();
  }

  /** Keys count inside of the grid, and where nothing else has the focus. */
  #key(event) {
    const mine = isFree(event.target) || this.contains(event.target);
    if (!mine || event.ctrlKey || event.metaKey || !this.#places.length || isTaken(event, this)) {
      return;
    }
    const place = this.#places.find((other) => other.cell === event.target);
    if ((place || !event.key.startsWith("Arrow")) && this.zoomKey(event)) {
      event.stopPropagation();
      return;
    }
    const action = this.#action(event) ?? (place && this.#placeAction(event, place));
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      action();
    }
  }

  #action({ key, altKey }) {
    const { split, mode, swapped } = this.#view;
    const actions = {
      m: () => this.#change({ mode: MODE_NAMES[(MODE_NAMES.indexOf(mode) + 1) % MODE_NAMES.length] }),
      c: () => this.#change({ swapped: !swapped }),
      f: () => (this.#has("FACES") ? this.#crop() : this.#fullScreen()),
      "[": () => this.#change({ split: split - 0.05 }),
      "]": () => this.#change({ split: split + 0.05 }),
      ...(this.#has("MARKS") && { g: () => this.#showMarked() }),
    };
    return altKey ? undefined : actions[key];
  }

  #placeAction({ key, altKey }, place) {
    const { position, column } = place;
    const sideways = (by) => () => (this.#stepped && !altKey ? this.#step(by) : this.#walk(place, 0, by));
    return {
      " ": this.#view.mode === "blink" && (() => this.#blinkByHand()),
      Enter: () => (this.#has("OPEN") ? this.#open(position) : this.#enlarge(this.#large ? null : place)),
      Escape: this.#large && (() => this.#enlarge(null)),
      ArrowLeft: sideways(-1),
      ArrowRight: sideways(1),
      ArrowUp: () => this.#walk(place, -1, 0),
      ArrowDown: () => this.#walk(place, 1, 0),
      Home: () => this.#walk(place, 0, -column),
      End: () => this.#walk(place, 0, this.#grid.columns.length - 1 - column),
      x: this.#has("MARKS") && (() => this.dispatchEvent(new CustomEvent("cell-mark-wanted", { detail: { position } }))),
    }[key];
  }

  #blinkByHand() {
    super.blink(false);
    this.turn();
  }
}

define("image-grid", ImageGrid, "grid", "cells", "view");
