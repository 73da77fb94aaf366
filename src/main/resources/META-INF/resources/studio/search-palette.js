// <search-palette>: the search over everything. Pages, commands and what the open page can do are known here; the rest is
// asked for at each pause in the typing, by a request of its own that waits for no page.
import { define, element, openOverlays } from "./images.js";

const PAUSE_MS = 90;
const RETRY_MS = 1500;
const MOST_COMMANDS = 6;

class SearchPalette extends HTMLElement {
  #groups = [];
  #actions = [];
  #personal = [];
  #options = [];
  #active = 0;
  #asked = 0;

  connectedCallback() {
    window.addEventListener("keydown", this, true);
    document.addEventListener("click", this);
  }

  disconnectedCallback() {
    window.removeEventListener("keydown", this, true);
    document.removeEventListener("click", this);
    this.#dialog?.remove();
    this.#dialog = null;
  }

  #dialog = null;

  handleEvent(event) {
    if (event.type === "click") {
      if (event.composedPath().some((node) => node instanceof Element && node.hasAttribute("data-search"))) {
        this.open();
      }
    } else if (event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      if (this.#dialog?.open) {
        this.#dialog.close();
      } else if (openOverlays().length === 0) {
        this.open();
      }
    }
  }

  open() {
    this.#dialog ??= this.#build();
    if (!this.#dialog.open) {
      this.field.value = "";
      this.#actions = pageActions();
      this.#personal = personalActions();
      this.#dialog.showModal();
      this.#search();
    }
  }

  #build() {
    const dialog = element("dialog", "search-dialog");
    dialog.setAttribute("aria-label", "Search");
    this.field = element("input", "search-text");
    Object.entries({
      type: "text",
      placeholder: "Search or run a command",
      role: "combobox",
      "aria-label": "Search or run a command",
      "aria-expanded": "true",
      "aria-controls": "search-results",
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
    }).forEach(([name, value]) => this.field.setAttribute(name, value));
    const close = element("button", "search-close", element("span", "", "Esc"), element("span", "", "Close"));
    close.type = "button";
    close.setAttribute("aria-label", "Close search");
    close.addEventListener("click", () => dialog.close());
    const head = element("div", "search-head");
    const lens = element("vaadin-icon", "");
    lens.setAttribute("icon", "vaadin:search");
    head.append(lens, this.field, close);
    this.list = element("div", "search-results");
    this.list.id = "search-results";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Results");
    this.status = element("p", "search-status");
    this.status.setAttribute("role", "status");
    dialog.append(head, this.list, this.status);
    this.field.addEventListener("input", () => this.#search());
    dialog.addEventListener("keydown", (event) => this.#move(event));
    dialog.addEventListener("close", () => clearTimeout(this.timer));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest(".search-option")) {
        dialog.close();
      }
    });
    document.body.append(dialog);
    return dialog;
  }

  #search() {
    clearTimeout(this.timer);
    this.#asked++;
    const text = this.field.value.trim();
    if (text === "") {
      this.#groups = [];
      this.#show("");
    } else {
      this.#show(text, "Searching…");
      this.timer = setTimeout(() => this.#ask(text, this.#asked), PAUSE_MS);
    }
  }

  async #ask(text, question) {
    try {
      const answer = await fetch(new URL(`search?text=${encodeURIComponent(text)}`, document.baseURI), {
        headers: { Accept: "application/json" },
      });
      if (question !== this.#asked) {
        return; // more was typed since
      }
      if (answer.redirected || answer.status === 401 || answer.status === 403) {
        this.#groups = [];
        this.#show(text, "Your session has ended. Reload the page to sign in.");
        return;
      }
      if (!answer.ok) {
        throw new Error(`The search answered ${answer.status}`);
      }
      this.#groups = await answer.json();
      if (question === this.#asked) {
        this.#show(text);
      }
    } catch {
      if (question === this.#asked && this.#dialog?.open) {
        this.#show(text, "The search does not answer. Trying again…");
        this.timer = setTimeout(() => this.#ask(text, question), RETRY_MS);
      }
    }
  }

  #matching(commands, text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const rank = (title) => (title.startsWith(text) ? 0 : ` ${title}`.includes(` ${text}`) ? 1 : 2);
    return commands
      .filter(({ title, synonyms }) => words.every((word) => `${title} ${synonyms}`.toLowerCase().includes(word)))
      .map((command) => ({ ...command, detail: "", rank: rank(command.title.toLowerCase()) }))
      .sort((one, other) => one.rank - other.rank)
      .slice(0, text === "" ? undefined : MOST_COMMANDS);
  }

  /** While an answer is on its way, what was found for the text before stays where it still fits. */
  #show(text, note = null) {
    const groups = [...this.#groups];
    const onPage = new Set(this.#actions.map(({ title }) => title));
    const elsewhere = [...(this.commands ?? []), ...this.#personal].filter(({ title }) => !onPage.has(title));
    const known = { "Pages and commands": elsewhere, "On this page": this.#actions };
    Object.entries(known).forEach(([title, commands]) => {
      const hits = this.#matching(commands, text.toLowerCase());
      if (hits.length > 0) {
        const place = groups.findIndex(({ hits: [first], rank = first.rank }) => rank >= hits[0].rank);
        groups.splice(place < 0 ? groups.length : place, 0, { title, hits });
      }
    });
    this.#options = [];
    this.list.replaceChildren(...groups.map((group, number) => this.#group(group, number, text)));
    const count = this.#options.length;
    this.status.textContent =
      note ?? (count === 0 ? `Nothing matches “${text}”.` : `${count} ${count === 1 ? "result" : "results"}`);
    this.#activate(0);
  }

  #group({ title, hits }, number, text) {
    const group = element("div", "search-group");
    const heading = element("div", "search-heading", title);
    heading.id = `search-group-${number}`;
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", heading.id);
    group.append(heading, ...hits.map((hit) => this.#option(hit, text)));
    return group;
  }

  #option({ title, detail, path, picture, button }, text) {
    const option = element("a", "search-option");
    if (button) {
      // After the dialog has closed and given the focus back.
      option.addEventListener("click", () => setTimeout(() => button.click()));
    } else {
      option.href = path || ".";
    }
    option.id = `search-option-${this.#options.length}`;
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    if (picture) {
      const image = element("img", "");
      image.src = picture;
      image.alt = "";
      option.append(image);
    }
    const words = element("span", "search-title");
    words.append(...marked(title, text));
    option.append(words, element("span", "search-detail", detail));
    option.addEventListener("pointermove", () => this.#activate(this.#options.indexOf(option), false));
    this.#options.push(option);
    return option;
  }

  #move(event) {
    const count = this.#options.length;
    if (event.key === "Enter" && event.target === this.field) {
      event.preventDefault();
      const modifiers = { ctrlKey: event.ctrlKey, metaKey: event.metaKey };
      this.#options[this.#active]?.dispatchEvent(
        new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, ...modifiers }),
      );
    } else if (count > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.#activate((this.#active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    }
    if (event.key !== "Escape" && event.key !== "Tab") {
      event.stopPropagation(); // no key of the page below
    }
  }

  #activate(place, scroll = true) {
    this.#options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = place;
    const option = this.#options[place];
    if (!option) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    this.#options.forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    this.field.setAttribute("aria-activedescendant", option.id);
    if (scroll) {
      option.scrollIntoView({ block: "nearest" });
    }
  }
}

/** The buttons of the open page's header and of its bar, and what its menus hold. */
function pageActions() {
  const buttons = [...document.querySelectorAll(".page-header .actions :is(vaadin-button, vaadin-upload-button, a), .review-bar vaadin-button")]
    .filter((button) => !button.disabled && button.checkVisibility())
    .map((button) => action(button, button.textContent.trim() || button.getAttribute("aria-label")));
  const menus = [...document.querySelectorAll(".page-header vaadin-menu-bar")].flatMap(({ items }) => leaves(items));
  return [...buttons, ...menus];
}

/** What the person's own menu does, the theme and signing out among it; its pages are known. */
function personalActions() {
  return [...document.querySelectorAll(".person-menu")]
    .flatMap(({ items }) => leaves(items))
    .filter(({ button }) => button.hasAttribute("data-command"));
}

function leaves(items = []) {
  return items
    .filter(({ disabled, component }) => !disabled && component)
    .flatMap(({ component, children }) =>
      children ? leaves(children) : [action(component, component.dataset.command ?? component.textContent.trim())],
    );
}

function action(button, title) {
  return { title, synonyms: "", button };
}

function marked(title, text) {
  const at = text ? title.toLowerCase().indexOf(text.toLowerCase()) : -1;
  if (at < 0) {
    return [title];
  }
  return [title.slice(0, at), element("mark", "", title.slice(at, at + text.length)), title.slice(at + text.length)];
}

define("search-palette", SearchPalette, "commands");
