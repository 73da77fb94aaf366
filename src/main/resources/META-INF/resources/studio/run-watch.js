// <run-watch>: asks for permission to notify, and notifies with tell(title, words) while its page is open. Nothing is shown
// where the browser cannot do it, where the person declined, or when the run is over (attribute `over`).
class RunWatch extends HTMLElement {
  static observedAttributes = ["over"];

  connectedCallback() {
    this.#show();
  }

  attributeChangedCallback() {
    if (this.isConnected) {
      this.#show();
    }
  }

  get #possible() {
    return "Notification" in window && window.isSecureContext;
  }

  #show() {
    const over = this.hasAttribute("over");
    if (!this.#possible || over || Notification.permission === "denied") {
      this.replaceChildren();
    } else if (Notification.permission === "granted") {
      const words = document.createElement("span");
      words.className = "secondary-text";
      words.textContent = "You are notified when the run ends, while this page is open";
      this.replaceChildren(words);
    } else {
      const ask = document.createElement("button");
      ask.type = "button";
      ask.className = "run-watch-button";
      ask.textContent = "Notify me when it ends";
      ask.addEventListener("click", async () => {
        await Notification.requestPermission();
        this.#show();
      });
      this.replaceChildren(ask);
    }
  }

  tell(title, words) {
    if (this.#possible && Notification.permission === "granted") {
      const notice = new Notification(title, { body: words, tag: location.pathname });
      notice.addEventListener("click", () => {
        window.focus();
        notice.close();
      });
    }
  }
}

customElements.define("run-watch", RunWatch);
