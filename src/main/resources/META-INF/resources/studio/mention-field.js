// Offers people's names while an @ is being typed: arrows move, Enter or Tab takes one, Esc closes.
const MOST = 8;
const NAME_BEFORE_CARET = /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}'’. -]{0,80})$/u;
let count = 0;

class MentionField extends HTMLElement {
  connectedCallback() {
    if (this.list) {
      return;
    }
    this.list = document.createElement("ul");
    this.list.className = "mention-list";
    this.list.id = `mentions-${count++}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Names");
    this.list.hidden = true;
    this.append(this.list);
    this.addEventListener("input", () => this.offer());
    this.addEventListener("click", () => this.offer());
    this.addEventListener("keydown", (event) => this.onKey(event), true);
    this.addEventListener("focusout", () => this.close());
    // A press on a name must not take the focus away before the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        event.stopPropagation();
        this.take(option.textContent);
      }
    });
  }

  get input() {
    return this.querySelector("textarea");
  }

  typed() {
    const input = this.input;
    if (!input || input.selectionStart !== input.selectionEnd) {
      return null;
    }
    const match = NAME_BEFORE_CARET.exec(input.value.slice(0, input.selectionStart));
    return match ? match[1] : null;
  }

  offer() {
    const typed = this.typed();
    if (typed === null) {
      this.close();
      return;
    }
    const start = typed.toLocaleLowerCase();
    const names = (this.names ?? []).filter((name) =>
      name.toLocaleLowerCase().split(/\s+/).some((word, index, words) => words.slice(index).join(" ").startsWith(start)));
    const done = names.length === 1 && names[0].toLocaleLowerCase() === start;
    if (names.length === 0 || done) {
      this.close();
      return;
    }
    this.list.replaceChildren(...names.slice(0, MOST).map((name, index) => this.option(name, index)));
    this.list.hidden = false;
    const input = this.input;
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    this.mark(0);
  }

  option(name, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.textContent = name;
    return option;
  }

  mark(index) {
    const options = [...this.list.children];
    this.marked = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.marked)));
    this.input.setAttribute("aria-activedescendant", options[this.marked].id);
  }

  onKey(event) {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    switch (event.key) {
      case "ArrowDown":
        this.mark(this.marked + 1);
        break;
      case "ArrowUp":
        this.mark(this.marked - 1);
        break;
      case "Enter":
      case "Tab":
        this.take(this.list.children[this.marked].textContent);
        break;
      case "Escape":
        this.close();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  take(name) {
    const input = this.input;
    const typed = this.typed();
    if (typed !== null) {
      input.setRangeText(`${name} `, input.selectionStart - typed.length, input.selectionStart, "end");
      this.close();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.close();
    input.focus();
  }

  close() {
    this.list.hidden = true;
    this.input?.removeAttribute("aria-activedescendant");
  }
}

customElements.define("mention-field", MentionField);
