// <focus-keeper>: the keyboard keeps its place. Where the element with the focus is taken away (a list is shown again, a
// row of it is replaced, a dialog closes over a button that was replaced, another page opens), the focus goes to the one
// that took its place, else to the closest part of the page that is left. In a dialog that is fading away nothing can be
// pressed any longer.
const DIALOG = "dialog, [role=dialog], [role=alertdialog], vaadin-dialog, vaadin-confirm-dialog, vaadin-menu-bar-submenu";
const PRESSES = ["keydown", "keyup", "click"];
const STOPS = "a[href], button, input, select, textarea, [tabindex], vaadin-button, vaadin-menu-bar-button";

class FocusKeeper extends HTMLElement {
  connectedCallback() {
    this.places = [];
    document.addEventListener("focusin", this.#remember);
    PRESSES.forEach((press) => document.addEventListener(press, this.#refuse, true));
    this.observer = new MutationObserver(this.#look);
    this.observer.observe(document.body, { childList: true, subtree: true });
  }

  disconnectedCallback() {
    document.removeEventListener("focusin", this.#remember);
    PRESSES.forEach((press) => document.removeEventListener(press, this.#refuse, true));
    this.observer.disconnect();
  }

  /** Enter right after Escape would otherwise confirm what was just given up. */
  #refuse = (event) => {
    if (event.target.closest?.("vaadin-dialog, vaadin-confirm-dialog")?.opened === false) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };

  /** What a dialog was opened from stays remembered below what has the focus in it. */
  #remember = (event) => {
    const element = event.target;
    const before = this.places.at(-1);
    const dialog = element.closest(DIALOG);
    if (before && before.dialog === dialog) {
      this.places.pop();
    } else {
      const opener = this.places.findIndex((place) => place.dialog === dialog);
      this.places = opener < 0 ? this.places : this.places.slice(0, opener);
    }
    this.places.push({ element, dialog, name: nameOf(element), row: rowOf(element), above: ancestors(element) });
  };

  // After the one frame in which Vaadin gives the focus back itself.
  #look = () => {
    if (this.places.some(({ element }) => isGone(element)) && !this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = setTimeout(() => {
          this.frame = undefined;
          this.#restore();
        });
      });
    }
  };

  #restore() {
    if (document.activeElement && document.activeElement !== document.body) {
      return;
    }
    while (this.places.length > 1 && isGone(this.places.at(-1).dialog ?? document.body)) {
      this.places.pop();
    }
    const place = this.places.at(-1);
    if (!place) {
      return;
    }
    const left = place.above.find((ancestor) => !isGone(ancestor));
    const main = document.querySelector("main");
    if (!isGone(place.element)) {
      focus(place.element);
    } else if (!left || !main?.contains(left)) {
      main?.focus({ preventScroll: true });
    } else {
      const next = successor(place);
      if (next) {
        focus(next);
      } else {
        hold(left);
      }
    }
  }
}

/** A dialog that is closed may stay in the document. */
function isGone(element) {
  return !element.isConnected || !element.checkVisibility();
}

function ancestors(element) {
  const all = [];
  for (let above = element.parentElement; above; above = above.parentElement) {
    all.push(above);
  }
  return all;
}

function nameOf(element) {
  const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
  return element.localName + " " + label.trim();
}

/** Which row of a list that others change it is in, and where in it: -1 for the row itself. */
function rowOf(element) {
  const row = element.closest("[live-row]");
  return row && { mark: row.getAttribute("live-row"), at: [...row.querySelectorAll(STOPS)].indexOf(element) };
}

/** In the row that took the place of its own: of the same name, else at the same place, else the row. */
function inRow({ name, row, above }) {
  const now = above
    .filter((ancestor) => !isGone(ancestor))
    .map((ancestor) => ancestor.querySelector(`[live-row="${row.mark}"]`))
    .find((found) => found);
  if (!now) {
    return undefined;
  }
  const stops = [...now.querySelectorAll(STOPS)];
  const same = row.at < 0 ? now : (stops.find((stop) => nameOf(stop) === name) ?? stops[row.at]);
  return [same, ...stops].find((stop) => stop?.matches(STOPS) && stop.checkVisibility() && !stop.disabled);
}

/** In its own row, else the first of the same name, from the closest part that is left outwards. */
function successor(place) {
  const next = place.row && inRow(place);
  if (next) {
    return next;
  }
  return place.above
    .filter((ancestor) => !isGone(ancestor))
    .map((ancestor) => [...ancestor.querySelectorAll(STOPS)].find((stop) => nameOf(stop) === place.name))
    .find((stop) => stop?.checkVisibility() && !stop.disabled);
}

/** Scrolls only to what is out of sight. */
function focus(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function hold(element) {
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) {
    element.tabIndex = -1;
  }
  element.focus({ preventScroll: true });
}

customElements.define("focus-keeper", FocusKeeper);
