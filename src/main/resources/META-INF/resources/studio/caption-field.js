// Says that typing is not saved yet, moves from caption to caption by keyboard, and asks before a page with unsaved
// words is left.
class CaptionField extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.toggleAttribute("unsaved", true));
    this.addEventListener("keydown", (event) => this.onKey(event));
  }

  saved() {
    this.toggleAttribute("unsaved", false);
    this.toggleAttribute("refused", false);
  }

  refused() {
    this.toggleAttribute("unsaved", false);
    this.toggleAttribute("refused", true);
  }

  onKey(event) {
    const walks = event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp");
    const enters = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!walks && !enters) {
      return;
    }
    // A caption is one line: Enter has no other meaning.
    event.preventDefault();
    const fields = [...document.querySelectorAll(".captions-panel caption-field")];
    const step = event.key === "ArrowUp" ? -1 : 1;
    fields[fields.indexOf(this) + step]?.querySelector("vaadin-text-area")?.focus();
  }
}

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("caption-field[unsaved], caption-field[refused]")) {
    event.preventDefault();
  }
});

customElements.define("caption-field", CaptionField);
