// <picture-select>: chooses tiles of the wall inside of it, by check box, Ctrl and Shift click, rubber band and keys.
// Tiles carry data-picture; those that are chosen get the class "chosen". Event: chosen {detail: [id, …]}, in the order
// of the wall; act {"use-all"|"leave-all"|"remove-all"|"clear"} for keys that act on what is chosen.
import { neighbour } from "./images.js";

const DRAG = 6;

class PictureSelect extends HTMLElement {
  #chosen = new Set();
  #anchor = null;

  connectedCallback() {
    this.addEventListener("pointerdown", this.#pointerDown);
    this.addEventListener("click", this.#click, true);
    this.addEventListener("change", this.#change);
    this.addEventListener("keydown", this.#key);
    this.addEventListener("dragstart", this.#noDrag);
    this.observer = new MutationObserver(() => this.#renewed());
    this.observer.observe(this, { childList: true, subtree: true });
    this.#renewed();
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  /** Called by the server when what was chosen is done with. */
  clear() {
    this.#choose(new Set());
  }

  get #tiles() {
    return [...this.querySelectorAll("[data-picture]")];
  }

  #noDrag = (event) => event.preventDefault();

  /** Tiles came or went: the choice holds for those that are still there. */
  #renewed() {
    const there = new Set(this.#tiles.map((tile) => tile.dataset.picture));
    const kept = new Set([...this.#chosen].filter((id) => there.has(id)));
    if (kept.size !== this.#chosen.size) {
      this.#choose(kept);
    } else {
      this.#paint();
    }
  }

  #paint() {
    for (const tile of this.#tiles) {
      const chosen = this.#chosen.has(tile.dataset.picture);
      if (tile.classList.contains("chosen") !== chosen) {
        tile.classList.toggle("chosen", chosen);
      }
      const box = tile.querySelector("input.tile-choose");
      if (box) {
        box.checked = chosen;
      }
    }
    this.classList.toggle("choosing", this.#chosen.size > 0);
  }

  #choose(ids) {
    const before = [...this.#chosen].sort().join();
    this.#chosen = ids;
    this.#paint();
    if ([...ids].sort().join() !== before) {
      const detail = this.#tiles.map((tile) => tile.dataset.picture).filter((id) => ids.has(id));
      this.dispatchEvent(new CustomEvent("chosen", { detail }));
    }
  }

  #toggle(tile) {
    const ids = new Set(this.#chosen);
    if (!ids.delete(tile.dataset.picture)) {
      ids.add(tile.dataset.picture);
    }
    this.#anchor = tile.dataset.picture;
    this.#choose(ids);
  }

  /** From the last one that was selected alone to this one. */
  #extend(tile) {
    const tiles = this.#tiles;
    const anchor = tiles.findIndex((other) => other.dataset.picture === this.#anchor);
    const end = tiles.indexOf(tile);
    const from = anchor < 0 ? end : anchor;
    const range = tiles.slice(Math.min(from, end), Math.max(from, end) + 1);
    this.#choose(new Set([...this.#chosen, ...range.map((other) => other.dataset.picture)]));
  }

  #click = (event) => {
    if (this.suppressClick) {
      this.suppressClick = false;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const tile = event.target.closest("[data-picture]");
    if (!tile || event.target.closest("input.tile-choose, .tile-actions")) {
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      event.shiftKey ? this.#extend(tile) : this.#toggle(tile);
    }
  };

  #change = (event) => {
    if (event.target.matches("input.tile-choose")) {
      this.#toggle(event.target.closest("[data-picture]"));
    }
  };

  /* the rubber band */

  #pointerDown = (event) => {
    if (event.button !== 0 || event.pointerType === "touch" || event.target.closest("input, .tile-actions, vaadin-button")) {
      return;
    }
    const start = { x: event.clientX, y: event.clientY };
    const before = event.ctrlKey || event.metaKey || event.shiftKey ? new Set(this.#chosen) : new Set();
    let band = null;
    const move = (next) => {
      if (!band && Math.hypot(next.clientX - start.x, next.clientY - start.y) < DRAG) {
        return;
      }
      if (!band) {
        band = document.createElement("div");
        band.className = "rubber-band";
        document.body.append(band);
        getSelection()?.removeAllRanges();
      }
      next.preventDefault();
      const left = Math.min(start.x, next.clientX);
      const top = Math.min(start.y, next.clientY);
      const right = Math.max(start.x, next.clientX);
      const bottom = Math.max(start.y, next.clientY);
      band.style.cssText = `left:${left}px;top:${top}px;width:${right - left}px;height:${bottom - top}px`;
      const ids = new Set(before);
      for (const tile of this.#tiles) {
        const bounds = tile.getBoundingClientRect();
        if (bounds.left < right && bounds.right > left && bounds.top < bottom && bounds.bottom > top) {
          ids.add(tile.dataset.picture);
        }
      }
      this.#banded = ids;
      this.#preview(ids);
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      if (band) {
        band.remove();
        // The click that follows would open the picture under the pointer.
        this.suppressClick = true;
        setTimeout(() => (this.suppressClick = false));
        this.#choose(this.#banded);
      }
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  };

  #banded = new Set();

  #preview(ids) {
    for (const tile of this.#tiles) {
      tile.classList.toggle("chosen", ids.has(tile.dataset.picture));
    }
  }

  /* keys */

  #key = (event) => {
    const tile = event.target.closest?.("[data-picture]");
    const typing = event.target.matches("textarea, input:not([type=checkbox])");
    if (typing) {
      return;
    }
    const action = this.#action(event, tile);
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      action();
    }
  };

  #action(event, tile) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") {
      return () => this.#choose(new Set(this.#tiles.map((other) => other.dataset.picture)));
    }
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return null;
    }
    const some = this.#chosen.size > 0;
    switch (event.key) {
      case "ArrowLeft":
      case "ArrowRight":
      case "ArrowUp":
      case "ArrowDown":
        return tile && (() => this.#walk(tile, event.key, event.shiftKey));
      case " ":
        return tile && event.target.matches(".picture-open") ? () => this.#toggle(tile) : null;
      case "Escape":
        return some ? () => this.clear() : null;
      case "i":
        return some ? () => this.#act("use-all") : null;
      case "x":
        return some ? () => this.#act("leave-all") : null;
      case "Delete":
        return some ? () => this.#act("remove-all") : null;
      default:
        return null;
    }
  }

  #act(what) {
    this.dispatchEvent(new CustomEvent("act", { detail: what }));
  }

  #walk(tile, key, extend) {
    const next = neighbour(this.#tiles, tile, key);
    if (!next) {
      return;
    }
    if (extend) {
      if (!this.#chosen.has(tile.dataset.picture)) {
        this.#anchor = tile.dataset.picture;
      }
      this.#extend(next);
    }
    next.querySelector(".picture-open")?.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("picture-select", PictureSelect);
