// Single keys of a page: they work anywhere on it, but never while a person types or a dialog is open.
import { isTaken } from "./images.js";

class PageKeys extends HTMLElement {
  connectedCallback() {
    this.listener = (event) => this.hear(event);
    document.addEventListener("keydown", this.listener);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listener);
  }

  hear(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) {
      return;
    }
    const keys = this.getAttribute("keys") ?? "";
    if (event.key.length !== 1 || !keys.includes(event.key)) {
      return;
    }
    if (isTaken(event)) {
      return;
    }
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("page-key", { detail: { key: event.key } }));
  }
}

customElements.define("page-keys", PageKeys);
