// Keeps "3 min ago" true while a page stays open; the server writes the first words.
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const words = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });

class RelativeTime extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.refresh(), 20_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  refresh() {
    const seconds = (new Date(this.getAttribute("datetime")).getTime() - Date.now()) / 1000;
    if (Math.abs(seconds) < 10) {
      return;
    }
    const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
    this.textContent = words.format(Math.trunc(seconds / size), unit);
  }
}

customElements.define("relative-time", RelativeTime);
