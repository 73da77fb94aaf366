// <single-keys>: with the attribute `off`, letters, digits and signs are no shortcuts on this page, for any
// listener. Text fields, lists that find an entry by its first letters, and keys with Ctrl, Alt or Meta work as always.
const KEEPS = [
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"], [type="file"])',
  "textarea, select, [contenteditable]:not([contenteditable=false])",
  "[role=listbox], [role=menu], vaadin-select-list-box, vaadin-menu-bar-list-box, vaadin-context-menu-list-box",
].join(", ");

class SingleKeys extends HTMLElement {
  static observedAttributes = ["off"];

  connectedCallback() {
    this.listener = (event) => this.#hear(event);
    // First of all listeners: on the window, on the way down.
    window.addEventListener("keydown", this.listener, true);
    this.#mark();
  }

  disconnectedCallback() {
    window.removeEventListener("keydown", this.listener, true);
    delete document.documentElement.dataset.singleKeys;
  }

  attributeChangedCallback() {
    this.#mark();
  }

  /** For style sheets: hints about a key that does nothing are hidden. */
  #mark() {
    document.documentElement.dataset.singleKeys = this.hasAttribute("off") ? "off" : "on";
  }

  #hear(event) {
    // An autofill sends keys without a name.
    const single = event.key?.length === 1 && event.key !== " ";
    if (!this.hasAttribute("off") || !single || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (!event.composedPath().some((node) => node instanceof Element && node.matches(KEEPS))) {
      event.stopImmediatePropagation();
    }
  }
}

customElements.define("single-keys", SingleKeys);
