// <compare-table>: settings and results of runs in columns, the base run first and pinned. Property `table`:
// {runs: [{number, label, href, state, tone}], base, rows: [{label, essential, words, cells: [{text, differs, ignored}]}]}
// with runs and cells in the same order; property `view`: {rows: essential | differences | all, search}. Sends
// "view-changed", "base-chosen" and "run-left-out" (a number). With the attribute `fixed` the runs stay as they are.
import { define, element, isFree } from "./images.js";
import { listen, ofRun } from "./run-highlight.js";
import { Telling } from "./telling.js";

const CHOICES = { essential: "Essentials and differences", differences: "Only differences", all: "Everything" };

class CompareTable extends HTMLElement {
  #table = { runs: [], base: 0, rows: [] };
  #view = { rows: "essential", search: "" };
  #current = -1;
  #telling = new Telling(() => this.dispatchEvent(new CustomEvent("view-changed", { detail: { ...this.#view } })));

  connectedCallback() {
    this.leave = listen(this, (event) => this.#key(event));
    this.#build();
  }

  disconnectedCallback() {
    this.leave();
  }

  get table() {
    return this.#table;
  }

  set table(table) {
    const before = this.#table;
    this.#table = table ?? { runs: [], base: 0, rows: [] };
    if (this.isConnected && this.body && this.#isAs(before)) {
      this.#renew();
    } else if (this.isConnected) {
      this.#build();
    }
  }

  #isAs(before) {
    const names = ({ runs, base, rows }) => [base, ...runs.map((run) => run.label), ...rows.map((row) => row.label)].join("\n");
    return names(before) === names(this.#table);
  }

  // The rows that are shown stay, and so does the focus: runs that are being trained change their values all the time.
  #renew() {
    const states = this.querySelectorAll(".compare-state");
    this.#order().forEach((run, index) => {
      const { state, tone } = this.#table.runs[run];
      states[index].className = `compare-state ${tone}`;
      states[index].textContent = state;
    });
    const rows = new Map(this.#table.rows.map((row) => [row.label, row]));
    [...this.body.rows].forEach((line) => {
      const row = rows.get(line.dataset.row);
      const fresh = row && this.#row(row);
      if (fresh && fresh.textContent !== line.textContent) {
        line.replaceChildren(...fresh.childNodes);
        line.toggleAttribute("data-differs", fresh.hasAttribute("data-differs"));
      }
    });
    // Others may match now; while someone is in the table, nothing moves.
    if (!this.body.contains(document.activeElement)) {
      this.#fill();
    }
  }

  get view() {
    return this.#view;
  }

  set view(view) {
    this.#view = { ...this.#view, ...view };
    if (this.body) {
      this.#showView();
      this.#fill();
    }
  }

  #order() {
    const { runs, base } = this.#table;
    return [base, ...runs.map((_, run) => run).filter((run) => run !== base)];
  }

  #build() {
    if (!this.#table.runs.length) {
      this.replaceChildren();
      return;
    }
    const heading = element("tr", "", this.#heading(element("span", "", "Setting"), "col"));
    for (const run of this.#order()) {
      const cell = this.#heading(this.#runHeading(this.#table.runs[run], run === this.#table.base), "col");
      this.#mark(cell, run);
      heading.append(cell);
    }
    this.body = element("tbody");
    const table = element("table", "compare-table", element("thead", "", heading), this.body);
    const scroller = element("div", "compare-scroll", table);
    scroller.tabIndex = 0;
    scroller.setAttribute("role", "region");
    scroller.setAttribute("aria-label", "Settings by run");
    this.replaceChildren(this.#tools(), scroller);
    this.#showView();
    this.#fill();
  }

  #tools() {
    this.choice = element("select");
    this.choice.setAttribute("aria-label", "Rows of the table");
    this.choice.append(...Object.entries(CHOICES).map(([value, label]) => new Option(label, value)));
    this.choice.addEventListener("change", () => this.#change({ rows: this.choice.value }));
    this.search = element("input");
    Object.assign(this.search, { type: "search", placeholder: "Search settings and values" });
    this.search.setAttribute("aria-label", "Search in the table");
    this.search.addEventListener("input", () => this.#change({ search: this.search.value }));
    this.place = element("output", "secondary-text");
    const tools = element(
      "div",
      "compare-tools",
      this.choice,
      this.search,
      this.#button("Previous difference", "p", () => this.#walk(-1)),
      this.#button("Next difference", "n", () => this.#walk(1)),
      this.place,
    );
    return tools;
  }

  #button(text, key, action) {
    const button = element("button", "compare-reset", text);
    button.type = "button";
    button.title = `Key ${key}`;
    button.addEventListener("click", action);
    return button;
  }

  #runHeading(run, isBase) {
    const fixed = this.hasAttribute("fixed");
    const link = element(fixed ? "span" : "a", "compare-run-link", run.label);
    if (!fixed) {
      link.href = run.href;
    }
    const name = element("div", "compare-run-name", link, element("span", `compare-state ${run.tone}`, run.state));
    const tools = element("div", "compare-run-tools");
    if (isBase) {
      tools.append(element("span", "secondary-text", "base"));
    } else if (!fixed) {
      tools.append(this.#act("Make base", `Compare the others to run ${run.number}`, "base-chosen", run.number));
    }
    if (this.#table.runs.length > 2 && !fixed) {
      tools.append(this.#act("Leave out", `Leave run ${run.number} out`, "run-left-out", run.number));
    }
    return element("div", "compare-run", name, tools);
  }

  #act(text, label, event, number) {
    const button = element("button", "compare-link", text);
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => this.dispatchEvent(new CustomEvent(event, { detail: number })));
    return button;
  }

  #heading(content, scope) {
    const cell = element("th", "", content);
    cell.scope = scope;
    return cell;
  }

  #mark(cell, run) {
    ofRun(cell, this.#table.runs[run].label);
    if (run === this.#table.base) {
      cell.classList.add("base");
    }
  }

  #shown(row) {
    const { rows, search } = this.#view;
    const chosen = rows === "all" || (rows === "essential" && row.essential) || row.cells.some((cell) => cell.differs);
    const wanted = search.trim().toLowerCase();
    return chosen && (!wanted || row.label.toLowerCase().includes(wanted) || row.cells.some((cell) => cell.text.toLowerCase().includes(wanted)));
  }

  #fill() {
    this.#current = -1;
    const rows = this.#table.rows.filter((row) => this.#shown(row));
    this.body.replaceChildren(...rows.map((row) => this.#row(row)));
    if (!rows.length) {
      const why = this.#view.search.trim() ? "Nothing in this table matches the search." : "These runs do not differ in any setting or result.";
      const cell = element("td", "words", why);
      cell.colSpan = this.#table.runs.length + 1;
      this.body.append(element("tr", "", cell));
    }
    const differences = rows.filter((row) => row.cells.some((cell) => cell.differs)).length;
    this.place.textContent = differences === 1 ? "1 difference" : `${differences} differences`;
  }

  #row(row) {
    const line = element("tr", "", this.#heading(element("span", "", row.label), "row"));
    line.dataset.row = row.label;
    line.toggleAttribute("data-differs", row.cells.some((cell) => cell.differs));
    for (const run of this.#order()) {
      const { text, differs, ignored } = row.cells[run];
      const cell = element("td", row.words ? "words" : "");
      this.#mark(cell, run);
      if (differs) {
        cell.classList.add("differs");
        const mark = element("span", "compare-mark", "≠ ");
        mark.setAttribute("role", "img");
        mark.setAttribute("aria-label", "differs from the base run:");
        cell.append(mark);
      }
      cell.classList.toggle("ignored", ignored);
      cell.append(text);
      line.append(cell);
    }
    return line;
  }

  #walk(by) {
    const rows = [...this.body.querySelectorAll("tr[data-differs]")];
    if (!rows.length) {
      return;
    }
    rows[this.#current]?.removeAttribute("data-current");
    this.#current = this.#current < 0 ? (by > 0 ? 0 : rows.length - 1) : (this.#current + by + rows.length) % rows.length;
    const row = rows[this.#current];
    row.setAttribute("data-current", "");
    row.scrollIntoView({ block: "nearest" });
    this.place.textContent = `difference ${this.#current + 1} of ${rows.length}: ${row.firstChild.textContent}`;
  }

  #key(event) {
    const free = isFree(event.target) || (this.contains(event.target) && !(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement));
    if (!free || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "n" || event.key === "p") {
      event.preventDefault();
      this.#walk(event.key === "n" ? 1 : -1);
    }
  }

  #change(part) {
    this.#view = { ...this.#view, ...part };
    this.#fill();
    this.#telling.later();
  }

  #showView() {
    this.choice.value = this.#view.rows;
    this.search.value = this.#view.search;
  }
}

define("compare-table", CompareTable, "view", "table");
