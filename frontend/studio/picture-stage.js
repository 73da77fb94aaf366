// Tells the server of arrow keys while a picture is shown, unless they belong to a text that is being typed.
class PictureStage extends HTMLElement {
  connectedCallback() {
    this.onKey = (event) => {
      const typing = event.composedPath().some((node) => node.localName === "textarea" || node.localName === "input");
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step && !typing && !event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        this.dispatchEvent(new CustomEvent("walk", { detail: step }));
      }
    };
    document.addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }
}

customElements.define("picture-stage", PictureStage);
