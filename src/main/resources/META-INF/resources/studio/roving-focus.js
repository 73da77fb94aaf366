// <roving-focus>: the buttons inside of it are one stop for Tab; arrows, Home and End move among them.
import { neighbour } from "./images.js";

class RovingFocus extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this.#key);
    this.addEventListener("focusin", (event) => this.#stopAt(event.target.closest("button")));
    this.observer = new MutationObserver(() => this.#stopAt(null));
    this.observer.observe(this, { childList: true, subtree: true });
    this.#stopAt(null);
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  get #buttons() {
    return [...this.querySelectorAll("button")];
  }

  /** Tab comes back to the button that had the focus last. */
  #stopAt(button) {
    const buttons = this.#buttons;
    const stop = button ?? buttons.find((other) => other.tabIndex === 0 && other.hasAttribute("tabindex")) ?? buttons[0];
    buttons.forEach((other) => other.setAttribute("tabindex", other === stop ? "0" : "-1"));
  }

  #key = (event) => {
    const button = event.target.closest("button");
    if (!button || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const buttons = this.#buttons;
    const next =
      event.key === "Home" ? buttons[0] : event.key === "End" ? buttons.at(-1) : neighbour(buttons, button, event.key);
    if (next) {
      event.preventDefault();
      event.stopPropagation();
      next.focus();
    }
  };
}

customElements.define("roving-focus", RovingFocus);
