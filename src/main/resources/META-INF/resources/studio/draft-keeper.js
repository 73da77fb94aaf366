// Keeps what a person types, in this browser and for their account alone, until the server says that it is saved:
// Esc, a lost connection, an ended session and a restart of the server lose nothing.
const CHOICES = "vaadin-radio-group, vaadin-select";
const FIELDS = `vaadin-text-area, vaadin-text-field, vaadin-number-field, vaadin-integer-field, vaadin-big-decimal-field,
  vaadin-email-field, vaadin-checkbox, kept-choice, ${CHOICES}`;
const PREFIX = "understudy.draft.";
const KEPT_DAYS = 30;
const PAUSE_MS = 200;
const CLICK_PAUSE_MS = 1000;
const keepers = new Set();

const style = new CSSStyleSheet();
style.replaceSync(`
  :host { display: contents; }
  .note { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; margin: 0 0 0.5rem; grid-column: 1 / -1;
    padding: 0.25rem 0.75rem; border-radius: 0.5rem; font-size: 0.875rem;
    background: color-mix(in srgb, currentcolor 7%, transparent); }
  .note[hidden] { display: none; }
`);

const owner = () => document.querySelector("[data-account]")?.dataset.account;
const place = (key) => (owner() ? `${PREFIX}${owner()}.${key}` : null);

function read(where) {
  const text = where && localStorage.getItem(where);
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    localStorage.removeItem(where); // written by something else: nothing of ours can be read from it
    return null;
  }
}

function forgetOld() {
  const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
  Object.keys(localStorage)
    .filter((where) => where.startsWith(PREFIX) && !(read(where)?.at > oldest))
    .forEach((where) => localStorage.removeItem(where));
}

function since(at) {
  const minutes = Math.round((Date.now() - at) / 60000);
  if (minutes < 1) {
    return "just now";
  }
  return minutes < 60 ? `${minutes} min ago` : new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}

// The server numbers what can be chosen, and may do so differently after a restart: its words are kept.
// What a choice means, in its second line, may be said otherwise in a later version.
const words = (option) => (option.label || (option.querySelector("[slot=label] > div > div") ?? option).textContent).trim();
const named = (field) => {
  const label = field.querySelector(":scope > [slot=label]");
  return label && (label.querySelector(":scope > div > div") ?? label).textContent.trim();
};
const rank = (field) => CHOICES.split(", ").reverse().findIndex((kind) => field.matches(kind)) + 1;
const options = (field) => [...field.querySelectorAll("vaadin-radio-button, vaadin-select-list-box > *")];

function valueOf(field) {
  if (field.matches(CHOICES)) {
    const chosen = options(field).find((option) => option.value === field.value);
    return chosen ? words(chosen) : "";
  }
  return field.matches("vaadin-checkbox") ? String(field.checked) : field.value;
}

function setValue(field, value) {
  if (field.matches(CHOICES)) {
    const offered = options(field).find((option) => words(option) === value && !option.disabled);
    if (offered || value === "") {
      field.value = offered?.value ?? "";
    }
  } else if (field.matches("vaadin-checkbox")) {
    field.checked = value === "true";
  } else {
    field.value = value;
  }
}

class DraftKeeper extends HTMLElement {
  bases = new Map();
  contested = new Set();

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [style];
    this.note = document.createElement("div");
    this.note.className = "note";
    this.note.setAttribute("role", "status");
    this.note.hidden = true;
    this.shadowRoot.append(this.note, document.createElement("slot"));
    this.addEventListener("input", (event) => this.typed(event));
    this.addEventListener("change", (event) => this.typed(event));
    this.addEventListener("click", () => this.clicked());
    this.addEventListener("focusin", (event) => this.remember(event));
    this.observer = new MutationObserver(() => this.restoreSoon());
  }

  connectedCallback() {
    keepers.add(this);
    this.observer.observe(this, { childList: true, subtree: true });
    this.restoreSoon();
  }

  disconnectedCallback() {
    this.write();
    this.observer.disconnect();
    keepers.delete(this);
  }

  get key() {
    return this.getAttribute("key");
  }

  // Choices come last, those that bring other fields after all others: on the server one may fill a form in which nothing
  // was typed, such as with a backend's preset, and show other options, which keep what was chosen for those before.
  fields() {
    const seen = new Map();
    return [...this.querySelectorAll(FIELDS)]
      .filter((field) => field.closest("draft-keeper") === this)
      .sort((one, other) => rank(one) - rank(other))
      .map((field) => {
        const label = field.label || field.accessibleName || field.getAttribute("aria-label") || named(field) || "text";
        const count = seen.get(label) ?? 0;
        seen.set(label, count + 1);
        return [count === 0 ? label : `${label} ${count + 1}`, field];
      });
  }

  remember(event) {
    const found = this.fields().find(([, field]) => field.contains(event.target));
    if (found && !found[1].contains(event.relatedTarget) && !this.kept()?.fields[found[0]]) {
      this.bases.set(found[0], valueOf(found[1]));
    }
  }

  kept() {
    return read(place(this.key));
  }

  typed(event) {
    if (!this.restoring && this.fields().some(([, field]) => field.contains(event.target))) {
      this.writeSoon(PAUSE_MS);
    }
  }

  // A button of the form may change what its fields contain, such as a preset.
  clicked() {
    if (this.kept()) {
      this.writeSoon(CLICK_PAUSE_MS);
    }
  }

  writeSoon(pause) {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), pause);
  }

  // The server has this value of the field, though not as saved: what is typed later is compared with it.
  keptByServer(field, value) {
    const name = this.fields().find(([, each]) => each === field)?.[0];
    if (!this.bases.has(name) || this.contested.has(name)) {
      return;
    }
    this.bases.set(name, field.matches(CHOICES) || field.matches("vaadin-checkbox") ? valueOf(field) : value);
    const draft = this.kept();
    if (draft?.fields[name]) {
      delete draft.fields[name];
      localStorage.setItem(place(this.key), JSON.stringify(draft));
      this.writeSoon(PAUSE_MS);
    }
  }

  write() {
    clearTimeout(this.timer);
    const where = place(this.key);
    if (!this.dirty || !where) {
      return;
    }
    this.dirty = false;
    const fields = this.kept()?.fields ?? {};
    this.fields().forEach(([name, field]) => {
      if (this.contested.has(name) || !this.bases.has(name)) {
        return; // two texts are there, and the person has not chosen yet; or the field has only just arrived
      }
      const base = fields[name]?.base ?? this.bases.get(name);
      const value = valueOf(field);
      if (value === base) {
        delete fields[name];
      } else {
        fields[name] = { base, value };
      }
    });
    if (Object.keys(fields).length === 0) {
      localStorage.removeItem(where);
      return;
    }
    const draft = { fields, at: Date.now() };
    try {
      localStorage.setItem(where, JSON.stringify(draft));
    } catch (full) {
      this.say("This browser has no room left to keep unsaved text. Save before you leave the page.");
    }
  }

  // Flow builds a page in one go and listens to its fields afterwards: what came back earlier would not reach the server.
  restoreSoon() {
    clearTimeout(this.arriving);
    this.arriving = setTimeout(() => this.isConnected && this.restore());
  }

  // Fields may arrive one by one; each is looked at once.
  restore() {
    const draft = this.kept();
    const fresh = this.fields().filter(([name]) => !this.bases.has(name));
    const changed = [];
    const back = [];
    fresh.forEach(([name, field]) => {
      const kept = draft?.fields[name];
      const value = valueOf(field);
      this.bases.set(name, kept ? kept.base : value);
      if (!kept || kept.value === value) {
        return;
      }
      if (kept.base === value) {
        this.put(field, kept.value);
        back.push([name, field, kept.value]);
      } else {
        changed.push([field, kept.value]);
        this.contested.add(name);
      }
    });
    if (changed.length > 0) {
      this.say(`This was changed after you typed ${since(draft.at)}. Your unsaved text is kept.`, [
        ["Use my text", () => this.use(changed)],
        ["Discard", () => this.discard(draft)],
      ]);
    } else if (back.length > 0) {
      const gone = back
        .filter(([, field, value]) => field.matches(CHOICES) && valueOf(field) !== value)
        .map(([name, , value]) => ` ${name}: “${value}” cannot be chosen now.`);
      this.say(`Your unsaved text from ${since(draft.at)} is back.${gone.join("")}`, [["Discard", () => this.discard(draft)]]);
    }
  }

  use(changed) {
    this.contested.clear();
    changed.forEach(([field, value]) => this.put(field, value));
    this.note.hidden = true;
  }

  // The server may keep by now what was restored.
  discard(restored) {
    const draft = this.kept() ?? restored;
    this.contested.clear();
    localStorage.removeItem(place(this.key));
    this.fields().forEach(([name, field]) => {
      const kept = draft?.fields[name];
      if (kept && valueOf(field) === kept.value) {
        this.put(field, kept.base);
      }
    });
    this.note.hidden = true;
  }

  // As if the person had typed it: the server is sent the value the way this field sends it.
  put(field, value) {
    this.restoring = true;
    setValue(field, value);
    field.dispatchEvent(new CustomEvent("input", { bubbles: true }));
    field.dispatchEvent(new CustomEvent("change", { bubbles: true }));
    this.restoring = false;
  }

  say(text, actions = []) {
    const buttons = actions.map(([label, act]) => {
      const button = document.createElement("vaadin-button");
      button.setAttribute("theme", "tertiary small");
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    });
    this.note.replaceChildren(text, ...buttons);
    this.note.hidden = false;
  }

  // What was typed while the save was on its way is not saved.
  saved(value) {
    clearTimeout(this.timer);
    this.note.hidden = true;
    this.contested.clear();
    const fields = this.fields();
    fields.forEach(([name, field]) => this.bases.set(name, value ?? valueOf(field)));
    this.dirty = fields.some(([name, field]) => valueOf(field) !== this.bases.get(name));
    this.write();
  }
}

document.addEventListener("draft-saved", (event) => {
  const { key, value } = event.detail;
  const where = place(key);
  if (where) {
    localStorage.removeItem(where);
  }
  [...keepers].filter((keeper) => keeper.key === key).forEach((keeper) => keeper.saved(value));
});

window.addEventListener("pagehide", () => keepers.forEach((keeper) => keeper.write()));

customElements.define("draft-keeper", DraftKeeper);
forgetOld();
