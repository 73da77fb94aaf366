// <blind-stage>: two pictures side by side without names. Attributes `left` and `right`: their addresses; `following`: the
// addresses of the next two, fetched ahead. Both are shown at the same moment, and only then a vote is taken. One zoom and
// one pan for both. Says `voted` {choice: "LEFT"|"EQUAL"|"RIGHT"} and `back`.
// Keys, while no one types and no dialog is open: left and right arrow, down arrow or = for equal, Backspace for back.
import { element, ImageStage, isTaken } from "./image-stage.js";

const KEYS = { ArrowLeft: "LEFT", ArrowRight: "RIGHT", ArrowDown: "EQUAL", "=": "EQUAL" };

class BlindStage extends ImageStage {
  static observedAttributes = ["left", "right", "following"];

  #ready = false;
  #turn = 0;

  constructor() {
    super();
    this.onKey = (event) => this.#key(event);
  }

  connectedCallback() {
    if (!this.sides) {
      this.#build();
    }
    document.addEventListener("keydown", this.onKey);
    this.#load();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  attributeChangedCallback(name, before, now) {
    if (this.sides && before !== now && name !== "following") {
      // The server sets the two one after the other.
      queueMicrotask(() => this.#load());
    }
  }

  #build() {
    this.sides = ["left", "right"].map((name) => {
      const side = element("button", "blind-side");
      side.type = "button";
      side.setAttribute("aria-label", `Prefer the ${name} picture`);
      const frame = element("div", "blind-frame");
      side.append(frame);
      side.addEventListener("click", () => {
        if (!this.moved) {
          this.#vote(name.toUpperCase());
        }
      });
      side.addEventListener("pointerdown", (event) => {
        const start = [event.clientX, event.clientY];
        this.moved = false;
        side.addEventListener(
          "pointerup",
          (end) => {
            this.moved = Math.hypot(end.clientX - start[0], end.clientY - start[1]) > 6;
          },
          { once: true },
        );
      });
      this.watch(frame);
      this.append(side);
      return frame;
    });
  }

  async #load() {
    const addresses = [this.getAttribute("left"), this.getAttribute("right")];
    if (!addresses[0] || !addresses[1] || this.shown === addresses.join()) {
      return;
    }
    this.shown = addresses.join();
    const turn = ++this.#turn;
    this.#ready = false;
    this.classList.add("loading");
    const images = addresses.map((address) => {
      const image = document.createElement("img");
      image.alt = "";
      image.draggable = false;
      image.src = address;
      return image;
    });
    const outcomes = await Promise.allSettled(images.map((image) => image.decode()));
    if (turn !== this.#turn) {
      return;
    }
    this.reset();
    this.sides.forEach((frame, index) => frame.replaceChildren(images[index]));
    this.classList.remove("loading");
    this.#ready = outcomes.every((outcome) => outcome.status === "fulfilled");
    this.classList.toggle("broken", !this.#ready);
    this.ahead = (this.getAttribute("following") ?? "")
      .split(" ")
      .filter(Boolean)
      .map((address) => Object.assign(new Image(), { src: address }));
  }

  #vote(choice) {
    if (this.#ready) {
      this.#ready = false;
      this.dispatchEvent(new CustomEvent("voted", { detail: { choice } }));
    }
  }

  /** Takes votes again after one that the server did not take. */
  again() {
    this.#ready = true;
  }

  #key(event) {
    if (isTaken(event) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (KEYS[event.key] && !event.shiftKey) {
      event.preventDefault();
      if (!event.repeat) {
        this.#vote(KEYS[event.key]);
      }
    } else if (event.key === "Backspace") {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("back"));
    } else {
      this.zoomKey(event);
    }
  }
}

customElements.define("blind-stage", BlindStage);
