// <metric-chart>: curves over training steps, drawn by uPlot. The server sets the property `curves`
// ([{label, steps, values}]) once and calls append(index, steps, values) for what comes later.
import uPlot from "../webjars/uplot/1.6.30/dist/uPlot.esm.js";

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [14, 4]];
const COLOURS = ["--studio-curve-1", "--studio-curve-2", "--studio-curve-3", "--studio-curve-4", "--studio-curve-5", "--studio-curve-6"];
const WHOLE = [1, 2, 5].flatMap((digit) => [0, 1, 2, 3, 4].map((power) => digit * 10 ** power)).sort((a, b) => a - b);
const SMOOTHED = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const GROUPED = new Intl.NumberFormat("en");

/** Exponential moving average without the pull towards zero at the beginning; weight 0 leaves the values alone. */
export function smooth(values, weight) {
  let average = 0;
  let debias = 1;
  return values.map((value) => {
    if (value == null) {
      return null;
    }
    average = weight * average + (1 - weight) * value;
    debias *= weight;
    return weight === 0 ? value : average / (1 - debias);
  });
}

/** One common list of steps, and for each curve its values or null at each of them. */
export function align(curves) {
  const steps = [...new Set(curves.flatMap((curve) => curve.steps))].sort((a, b) => a - b);
  const place = new Map(steps.map((step, index) => [step, index]));
  const columns = curves.map((curve) => {
    const column = new Array(steps.length).fill(null);
    curve.steps.forEach((step, index) => {
      column[place.get(step)] = curve.values[index];
    });
    return column;
  });
  return { steps, columns };
}

class MetricChart extends HTMLElement {
  #curves = [];
  #plot;
  #smoothing = 0.9;
  #log = false;
  #frame;

  connectedCallback() {
    if (!this.firstChild) {
      this.#build();
    }
    this.resizing = new ResizeObserver(() => this.#resize());
    this.resizing.observe(this.area);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.onScheme = () => this.#redraw();
    this.scheme.addEventListener("change", this.onScheme);
    this.#redraw();
  }

  disconnectedCallback() {
    this.resizing.disconnect();
    this.scheme.removeEventListener("change", this.onScheme);
    cancelAnimationFrame(this.#frame);
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  get curves() {
    return this.#curves;
  }

  set curves(curves) {
    this.#curves = (curves ?? []).map((curve) => ({ label: curve.label, steps: [...curve.steps], values: [...curve.values] }));
    this.#redraw();
  }

  /** Adds what a curve gained; the picture is updated in place, zoom and pointer stay. */
  append(index, steps, values) {
    const curve = this.#curves[index];
    if (curve) {
      curve.steps.push(...steps);
      curve.values.push(...values);
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#update());
    }
  }

  #build() {
    if (!document.querySelector("link[data-uplot]")) {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.dataset.uplot = "";
      sheet.href = new URL("../webjars/uplot/1.6.30/dist/uPlot.min.css", import.meta.url).href;
      document.head.append(sheet);
    }
    const title = this.getAttribute("title-text") ?? "Curve";
    this.setAttribute("aria-label", `${title} over steps`);
    this.tools = document.createElement("div");
    this.tools.className = "chart-tools";
    this.legend = document.createElement("div");
    this.legend.className = "chart-legend";
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: "0", max: "0.99", step: "0.01", value: String(this.#smoothing) });
    const shown = document.createElement("output");
    shown.textContent = this.#smoothing.toFixed(2);
    slider.addEventListener("input", () => {
      this.#smoothing = Number(slider.value);
      shown.textContent = this.#smoothing.toFixed(2);
      this.#update();
    });
    const smoothing = document.createElement("label");
    smoothing.append("Smoothing ", slider, shown);
    const log = document.createElement("input");
    log.type = "checkbox";
    log.addEventListener("change", () => {
      this.#log = log.checked;
      this.#redraw();
    });
    const logLabel = document.createElement("label");
    logLabel.append(log, " Log scale");
    this.tools.append(this.legend, smoothing, logLabel);
    this.area = document.createElement("div");
    this.area.className = "chart-area";
    this.tip = document.createElement("div");
    this.tip.className = "chart-tip";
    this.tip.hidden = true;
    // Not append(): that name is the server's.
    this.replaceChildren(this.tools, this.area);
  }

  #data() {
    const { steps, columns } = align(this.#curves);
    const smoothed = columns.map((column) => smooth(column, this.#smoothing));
    const raw = this.#smoothing > 0 ? columns : [];
    return [steps, ...smoothed, ...raw];
  }

  #update() {
    if (!this.#plot) {
      this.#redraw();
      return;
    }
    const zoomed = this.#plot.zoomedByHand;
    const data = this.#data();
    if (data.length !== this.#plot.series.length) {
      this.#redraw();
      return;
    }
    this.#plot.setData(data, !zoomed);
    this.#describe();
  }

  #redraw() {
    if (!this.isConnected || !this.area) {
      return;
    }
    this.#plot?.destroy();
    this.#plot = undefined;
    this.area.replaceChildren();
    const points = this.#curves.reduce((sum, curve) => sum + curve.steps.length, 0);
    this.tools.hidden = points === 0;
    if (points === 0) {
      const nothing = document.createElement("p");
      nothing.className = "chart-nothing";
      nothing.textContent = "The curve begins with the first step.";
      this.area.append(nothing);
      return;
    }
    const style = getComputedStyle(this);
    const text = style.color;
    const line = style.getPropertyValue("--chart-grid") || "#8884";
    const colour = (index) => this.#resolve(COLOURS[index % COLOURS.length]);
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    const smoothed = this.#curves.map((curve, index) => ({
      label: curve.label,
      stroke: colour(index),
      width: 2,
      dash: DASHES[index % DASHES.length],
      spanGaps: true,
      points: { show: curve.steps.length < 2 },
    }));
    // The unsmoothed values stay behind, faint: they show how much was smoothed away.
    const raw = this.#smoothing > 0
      ? this.#curves.map((curve, index) => ({
          label: `${curve.label}, raw`,
          stroke: colour(index),
          alpha: this.#curves.length > 1 ? 0.12 : 0.28,
          width: 1,
          spanGaps: true,
          points: { show: false },
        }))
      : [];
    this.#plot = new uPlot(
      {
        width: Math.max(200, this.area.clientWidth),
        height: this.#height(),
        legend: { show: false },
        cursor: { drag: { x: true, y: false }, points: { size: 7 } },
        scales: { x: { time: false }, y: this.#log ? { distr: 3 } : {} },
        axes: [
          // Steps are whole.
          { ...axis, incrs: WHOLE, values: (_, ticks) => ticks.map((tick) => GROUPED.format(tick)) },
          { ...axis, size: 62, values: (_, ticks) => ticks.map((tick) => (tick == null ? "" : SMOOTHED.format(tick))) },
        ],
        series: [{ label: "step" }, ...smoothed, ...raw],
        hooks: {
          setCursor: [(plot) => this.#point(plot)],
          setSelect: [(plot) => { plot.zoomedByHand = plot.select.width > 0; }],
        },
      },
      this.#data(),
      this.area,
    );
    this.#plot.over.addEventListener("dblclick", () => { this.#plot.zoomedByHand = false; });
    this.#plot.over.append(this.tip);
    this.#describe();
  }

  #height() {
    return Math.max(160, Number.parseInt(getComputedStyle(this).getPropertyValue("--chart-height"), 10) || 260);
  }

  #resolve(property) {
    // Canvas knows neither var() nor light-dark(): the browser resolves them on an element first.
    this.tip.style.color = `var(${property})`;
    const area = this.area;
    area.append(this.tip);
    const colour = getComputedStyle(this.tip).color;
    this.tip.style.color = "";
    this.tip.remove();
    return colour;
  }

  #describe() {
    this.legend.replaceChildren(
      ...this.#curves.map((curve, index) => {
        const entry = document.createElement("span");
        const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        mark.setAttribute("viewBox", "0 0 28 4");
        mark.setAttribute("aria-hidden", "true");
        mark.innerHTML = `<line x1="0" y1="2" x2="28" y2="2" stroke-width="2.5" stroke-dasharray="${DASHES[index % DASHES.length].join(" ")}"/>`;
        mark.style.stroke = `var(${COLOURS[index % COLOURS.length]})`;
        const last = smooth(curve.values, this.#smoothing).at(-1);
        entry.append(mark, `${curve.label} ${last == null ? "" : SMOOTHED.format(last)}`);
        return entry;
      }),
    );
    const words = this.#curves
      .filter((curve) => curve.steps.length)
      .map((curve) => `${curve.label}: ${SMOOTHED.format(smooth(curve.values, this.#smoothing).at(-1))} at step ${curve.steps.at(-1)}`);
    this.setAttribute("aria-label", `${this.getAttribute("title-text") ?? "Curve"} over steps. ${words.join(". ")}`);
  }

  #point(plot) {
    const index = plot.cursor.idx;
    if (index == null) {
      this.tip.hidden = true;
      return;
    }
    const count = this.#curves.length;
    const rows = [`step ${GROUPED.format(plot.data[0][index])}`];
    for (let curve = 0; curve < count; curve++) {
      const value = plot.data[curve + 1][index];
      if (value != null) {
        const raw = this.#smoothing > 0 ? plot.data[curve + 1 + count]?.[index] : null;
        rows.push(`${this.#curves[curve].label}  ${SMOOTHED.format(value)}${raw == null ? "" : `  (raw ${SMOOTHED.format(raw)})`}`);
      }
    }
    this.tip.replaceChildren(...rows.map((row) => Object.assign(document.createElement("div"), { textContent: row })));
    this.tip.hidden = false;
    const right = plot.cursor.left > plot.over.clientWidth / 2;
    this.tip.style.left = right ? "" : `${plot.cursor.left + 14}px`;
    this.tip.style.right = right ? `${plot.over.clientWidth - plot.cursor.left + 14}px` : "";
  }

  #resize() {
    const width = Math.max(200, this.area.clientWidth);
    if (this.#plot && this.#plot.width !== width) {
      this.#plot.setSize({ width, height: this.#height() });
    }
  }
}

// A property that the server set before this module came would hide the accessor of the class.
const early = [...document.querySelectorAll("metric-chart")].map((chart) => [chart, chart.curves]);
early.forEach(([chart]) => delete chart.curves);
customElements.define("metric-chart", MetricChart);
early.forEach(([chart, curves]) => {
  if (curves) {
    chart.curves = curves;
  }
});
