// Single keys of a page: they work anywhere on it, but never while a person types or a dialog is open.
const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
const OPEN_OVERLAYS =
  "vaadin-dialog[opened], vaadin-confirm-dialog[opened], vaadin-context-menu[opened], vaadin-menu-bar-submenu[opened]";

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
    const typing = event.composedPath().some((node) => node instanceof Element && node.matches(TYPING));
    if (typing || document.querySelector(OPEN_OVERLAYS)) {
      return;
    }
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("page-key", { detail: { key: event.key } }));
  }
}

customElements.define("page-keys", PageKeys);
