// Keeps "3 min ago" true while a page stays open; the server writes the first words, in the same units.
const UNITS = [
  { name: "days", size: 86_400, from: 172_800 },
  { name: "h", size: 3_600, from: 3_600 },
  { name: "min", size: 60, from: 60 },
  { name: "s", size: 1, from: 0 },
];

class RelativeTime extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.refresh(), 20_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  refresh() {
    const seconds = (new Date(this.getAttribute("datetime")).getTime() - Date.now()) / 1000;
    const distance = Math.abs(seconds);
    if (distance < 10) {
      return;
    }
    const { name, size } = UNITS.find(({ from }) => distance >= from);
    const words = `${Math.trunc(distance / size)} ${name}`;
    this.textContent = seconds < 0 ? `${words} ago` : `in ${words}`;
  }
}

customElements.define("relative-time", RelativeTime);
