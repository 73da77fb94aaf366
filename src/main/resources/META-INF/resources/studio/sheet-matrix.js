// <sheet-matrix>: the pictures of a test sheet under sticky headings. One zoom and one pan for all cells; each picture on
// its own, blinking against another column, or as the difference to it.
// Property `layout`: {columns: [label], rows: [{prompt, seed}], against: index of a column, ratio: width / height,
// flags: whether artifacts can be flagged}.
// Property `cells`: row by row, {picture: path or "", words, face: [x, y, width, height] or null, flags: [{number, x, y,
// width, height, words}]}, shares of its size.
// Says `cell-opened` {position}, `cell-marked` {position, x, y, width, height} and, by keyboard, `cell-mark-wanted`
// {position}. Method `point(position, number)` points a flag out.
import { markBetween, markElement, shareOf } from "./flag-stage.js";
import { define, element, ImageStage } from "./image-stage.js";

const MODES = ["pictures", "blink", "difference"];
const MODE_WORDS = { pictures: "Pictures", blink: "Blink", difference: "Difference" };
const SIZES = [96, 128, 176, 240, 320];
/** So much of a cell's height a face fills in the face crop. */
const FACE_SHARE = 0.6;

class SheetMatrix extends ImageStage {
  #layout = { columns: [], rows: [], against: 0, ratio: 1 };
  #cells = [];
  #places = [];
  #focus = 0;
  #mode = "pictures";
  #against = 0;
  #faces = false;
  #size = 1;
  #flagging = false;
  #flaggedOnly = false;
  #lit = "";

  connectedCallback() {
    this.#build();
  }

  get layout() {
    return this.#layout;
  }

  set layout(layout) {
    const before = JSON.stringify(this.#layout);
    this.#layout = layout ?? this.#layout;
    if (this.isConnected && JSON.stringify(this.#layout) !== before) {
      this.#build();
    }
  }

  get cells() {
    return this.#cells;
  }

  set cells(cells) {
    this.#cells = cells ?? [];
    if (this.isConnected) {
      this.#fill();
    }
  }

  #build() {
    const { columns, rows, against, ratio } = this.#layout;
    this.replaceChildren();
    this.#places = [];
    this.#against = against;
    this.#focus = 0;
    if (!rows.length) {
      return;
    }
    this.style.setProperty("--ratio", ratio);
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    head.append(this.#heading("col", "prompt and seed"));
    columns.forEach((column) => head.append(this.#heading("col", column)));
    const body = table.createTBody();
    rows.forEach((row, rowIndex) => {
      const line = body.insertRow();
      const name = this.#heading("row", row.prompt);
      name.title = row.prompt;
      const seed = element("span", "sheet-seed", `seed ${row.seed}`);
      name.append(seed);
      line.append(name);
      columns.forEach((column, columnIndex) => line.insertCell().append(this.#place(rowIndex, columnIndex)));
    });
    const scroller = element("div", "sheet-scroller");
    scroller.append(table);
    this.append(this.#tools(), scroller);
    this.#show(this.#mode);
    this.#resize(this.#size);
    this.reset();
    this.#fill();
  }

  #tools() {
    const tools = element("div", "sheet-tools");
    const modes = element("div", "sheet-modes");
    modes.setAttribute("role", "group");
    modes.setAttribute("aria-label", "How pictures are shown");
    this.modeButtons = MODES.map((mode) => this.#button(MODE_WORDS[mode], "M", () => this.#show(mode)));
    modes.append(...this.modeButtons);
    this.againstBox = document.createElement("label");
    this.againstBox.className = "sheet-against";
    const choice = document.createElement("select");
    this.#layout.columns.forEach((column, index) => choice.add(new Option(column, index, false, index === this.#against)));
    choice.addEventListener("change", () => {
      this.#against = Number(choice.value);
      this.#fill();
    });
    this.againstBox.append("against ", choice);
    this.faceButton = this.#button("Face crop", "F", () => this.#crop(!this.#faces));
    this.faceButton.setAttribute("aria-pressed", "false");
    this.flagButton = this.#button("Flag an artifact", "", () => this.#flag(!this.#flagging));
    this.flagButton.setAttribute("aria-pressed", "false");
    this.flagButton.title = "Drag a box or click a point on a picture. By keyboard: X on a picture.";
    this.flaggedButton = this.#button("Flagged only", "G", () => this.#showFlagged(!this.#flaggedOnly));
    this.flaggedButton.setAttribute("aria-pressed", "false");
    this.flagButton.hidden = !this.#layout.flags;
    this.flaggedButton.hidden = !this.#layout.flags;
    const smaller = this.#button("−", "", () => this.#resize(this.#size - 1));
    smaller.setAttribute("aria-label", "Smaller cells");
    const larger = this.#button("+", "", () => this.#resize(this.#size + 1));
    larger.setAttribute("aria-label", "Larger cells");
    const sizes = element("div", "sheet-modes");
    sizes.append("Cells ", smaller, larger);
    this.zoomShown = document.createElement("output");
    const whole = this.#button("Whole picture", "0", () => this.reset());
    tools.append(
      modes,
      this.againstBox,
      this.faceButton,
      this.flagButton,
      this.flaggedButton,
      element("span", "", "Cells"),
      sizes,
      this.zoomShown,
      whole,
    );
    return tools;
  }

  #button(text, key, action) {
    const button = element("button", "sheet-button", text);
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
    heading.append(element("span", "sheet-heading", text));
    return heading;
  }

  #place(row, column) {
    const place = element("div", "sheet-cell");
    const position = row * this.#layout.columns.length + column;
    place.tabIndex = position === 0 ? 0 : -1;
    place.setAttribute("role", "group");
    place.addEventListener("focus", () => this.#moveFocus(position, false));
    place.addEventListener("keydown", (event) => this.#key(event, position));
    place.addEventListener("pointerdown", (event) => this.#draw(event, position), { capture: true });
    this.watch(place);
    const open = this.#button("⤢", "", () => this.#open(position));
    open.className = "sheet-open";
    open.tabIndex = -1;
    open.setAttribute("aria-label", "Open");
    open.addEventListener("pointerdown", (event) => event.stopPropagation());
    this.#places.push({ place, open, row, column, shown: "" });
    return place;
  }

  #fill() {
    this.#places.forEach((place, position) => this.#fillOne(place, position));
    this.#hideUnflagged();
  }

  /** Points a flag out and brings its place into view. */
  point(position, number) {
    this.#lit = `${position}:${number}`;
    this.#fill();
    if (this.#places[position]) {
      this.#moveFocus(position, true);
    }
  }

  #flag(on) {
    this.#flagging = on;
    this.flagButton.setAttribute("aria-pressed", String(on));
    this.classList.toggle("flagging", on);
  }

  #showFlagged(only) {
    this.#flaggedOnly = only;
    this.flaggedButton.setAttribute("aria-pressed", String(only));
    this.#hideUnflagged();
  }

  /** Rows without a flag go away, places without one in the other rows fade. */
  #hideUnflagged() {
    this.classList.toggle("flagged-only", this.#flaggedOnly);
    const across = this.#layout.columns.length;
    this.querySelectorAll("tbody tr").forEach((row, index) => {
      const cells = this.#cells.slice(index * across, (index + 1) * across);
      row.hidden = this.#flaggedOnly && !cells.some((cell) => cell.flags.length);
    });
  }

  /** While artifacts are flagged, a drag draws a box instead of moving all cells. */
  #draw(event, position) {
    const picture = this.#places[position].place.querySelector(".sheet-picture");
    if (!this.#flagging || event.button !== 0 || !picture || event.target.closest(".sheet-open")) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const start = shareOf(event, picture);
    let draft = null;
    let mark = { ...start, width: 0, height: 0 };
    const move = (next) => {
      mark = markBetween(start, shareOf(next, picture));
      draft?.remove();
      draft = markElement(mark, "draft");
      picture.append(draft);
    };
    const over = new AbortController();
    addEventListener("pointermove", move, { signal: over.signal });
    addEventListener("pointercancel", () => over.abort(), { signal: over.signal });
    addEventListener(
      "pointerup",
      () => {
        over.abort();
        draft?.remove();
        this.dispatchEvent(new CustomEvent("cell-marked", { detail: { position, ...mark } }));
      },
      { signal: over.signal },
    );
  }

  #fillOne(entry, position) {
    const cell = this.#cells[position] ?? { picture: "", words: "", face: null, flags: [] };
    const other = this.#cells[entry.row * this.#layout.columns.length + this.#against];
    const beside = this.#mode === "pictures" || entry.column === this.#against ? "" : (other?.picture ?? "");
    const lit = this.#lit.startsWith(`${position}:`) ? this.#lit : "";
    const shown = JSON.stringify([cell, beside, this.#faces, lit]);
    if (entry.shown === shown) {
      return;
    }
    entry.shown = shown;
    const { place } = entry;
    const row = this.#layout.rows[entry.row];
    const name = `${this.#layout.columns[entry.column]}, ${row.prompt}, seed ${row.seed}`;
    const flagged = cell.flags.length ? `, ${cell.flags.length} flagged` : "";
    place.setAttribute("aria-label", cell.picture ? name + flagged : `${name}: ${cell.words || "no picture yet"}`);
    place.classList.toggle("empty", !cell.picture);
    place.classList.toggle("flagged", cell.flags.length > 0);
    if (!cell.picture) {
      place.replaceChildren(element("span", "sheet-missing", cell.words || "no picture yet"));
      return;
    }
    const picture = element("div", "sheet-picture");
    picture.append(this.#image(cell.picture, "own"));
    if (beside) {
      picture.append(this.#image(beside, "other"));
    }
    picture.append(
      ...cell.flags.map((flag) => markElement(flag, this.#lit === `${position}:${flag.number}` ? "lit" : "")),
    );
    this.#cropTo(picture, cell.face);
    place.replaceChildren(picture, entry.open);
    if (this.#faces && !cell.face) {
      place.append(element("span", "sheet-note", "no face found"));
    }
  }

  #image(path, kind) {
    const image = document.createElement("img");
    image.className = kind;
    image.alt = "";
    image.decoding = "async";
    image.loading = "lazy";
    image.draggable = false;
    image.addEventListener("load", () => {
      if (kind === "own" && image.parentElement) {
        image.parentElement.style.setProperty("--own-ratio", image.naturalWidth / image.naturalHeight);
      }
    });
    image.src = path;
    return image;
  }

  #cropTo(picture, face) {
    const crops = this.#faces && face;
    const factor = crops ? Math.max(1, FACE_SHARE / face[3]) : 1;
    const most = (1 - 1 / factor) / 2;
    const within = (middle) => Math.min(most, Math.max(-most, 0.5 - middle));
    picture.style.setProperty("--face-zoom", factor);
    picture.style.setProperty("--face-x", crops ? within(face[0] + face[2] / 2) : 0);
    picture.style.setProperty("--face-y", crops ? within(face[1] + face[3] / 2) : 0);
  }

  #show(mode) {
    this.#mode = mode;
    this.dataset.mode = mode;
    this.modeButtons.forEach((button, index) => button.setAttribute("aria-pressed", String(MODES[index] === mode)));
    this.againstBox.hidden = mode === "pictures";
    this.classList.remove("showing-other");
    this.blink(mode === "blink");
    this.#fill();
  }

  #crop(on) {
    this.#faces = on;
    this.faceButton.setAttribute("aria-pressed", String(on));
    this.reset();
    this.#fill();
  }

  #resize(size) {
    this.#size = Math.min(SIZES.length - 1, Math.max(0, size));
    this.style.setProperty("--cell", `${SIZES[this.#size]}px`);
  }

  #open(position) {
    this.dispatchEvent(new CustomEvent("cell-opened", { detail: { position } }));
  }

  #moveFocus(position, really) {
    this.#places[this.#focus].place.tabIndex = -1;
    this.#focus = position;
    const { place } = this.#places[position];
    place.tabIndex = 0;
    if (really) {
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  #key(event, position) {
    if (this.zoomKey(event) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const across = this.#layout.columns.length;
    const walks = {
      ArrowLeft: position % across > 0 ? position - 1 : position,
      ArrowRight: position % across < across - 1 ? position + 1 : position,
      ArrowUp: position - across,
      ArrowDown: position + across,
      Home: position - (position % across),
      End: position - (position % across) + across - 1,
    };
    const actions = {
      Enter: () => this.#open(position),
      " ": () => this.#blinkByHand(),
      m: () => this.#show(MODES[(MODES.indexOf(this.#mode) + 1) % MODES.length]),
      f: () => this.#crop(!this.#faces),
      g: () => this.#layout.flags && this.#showFlagged(!this.#flaggedOnly),
      x: () => this.#layout.flags && this.dispatchEvent(new CustomEvent("cell-mark-wanted", { detail: { position } })),
    };
    if (event.key in walks) {
      event.preventDefault();
      const next = walks[event.key];
      if (next >= 0 && next < this.#places.length) {
        this.#moveFocus(next, true);
      }
    } else if (event.key in actions) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  turn() {
    this.classList.toggle("showing-other");
  }

  #blinkByHand() {
    if (this.#mode === "blink") {
      this.blink(false);
      this.turn();
    }
  }
}

define("sheet-matrix", SheetMatrix, "layout", "cells");
