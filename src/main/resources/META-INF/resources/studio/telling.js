// Sends the server how something is viewed: shortly after the last change, and at once when something is pressed,
// so that the press acts on the latest view.
const TELL = 300;
const waiting = new Set();

function tellAll() {
  [...waiting].forEach((telling) => telling.now());
}

document.addEventListener("pointerdown", tellAll, true);
document.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && tellAll(), true);

export class Telling {
  #tell;
  #timer;

  /** @param {() => void} tell is called once for all changes since the last call */
  constructor(tell) {
    this.#tell = tell;
  }

  later() {
    clearTimeout(this.#timer);
    waiting.add(this);
    this.#timer = setTimeout(() => this.now(), TELL);
  }

  now() {
    clearTimeout(this.#timer);
    if (waiting.delete(this)) {
      this.#tell();
    }
  }
}
