// <metric-chart>: curves over training steps or time, drawn by uPlot. The server sets the property `curves`
// ([{label, steps, values, times}]) once and calls append(index, steps, values, times) for what comes later. Property
// `view` ({smoothing, log, axis, outliers}) is how they are looked at; "view-changed" is sent when a person changes it.
// The run under the pointer is sent to the whole document ("run-highlight"), and received from it.
import { Telling } from "./telling.js";
import uPlot from "../webjars/uplot/1.6.30/dist/uPlot.esm.js";

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [14, 4]];
const COLOURS = 6;
const WHOLE = [1, 2, 5].flatMap((digit) => [0, 1, 2, 3, 4].map((power) => digit * 10 ** power)).sort((a, b) => a - b);
const SMOOTHED = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const GROUPED = new Intl.NumberFormat("en");
const NEAR = 28;
const MOST_IN_TIP = 8;
const OUTSIDE = 0.02;

/**
 * Exponential moving average without the pull towards zero at the beginning. The weight is that of one step: where a
 * curve was thinned, the steps that were left out count, too. Weight 0 leaves the values alone.
 */
export function smooth(values, weight, steps) {
  let average = 0;
  let debias = 1;
  return values.map((value, index) => {
    if (value == null || weight === 0) {
      return value;
    }
    const passed = steps && index > 0 ? Math.max(1, steps[index] - steps[index - 1]) : 1;
    const kept = weight ** passed;
    average = kept * average + (1 - kept) * value;
    debias *= kept;
    return average / (1 - debias);
  });
}

/** One common list of places, and for each curve its values or null at each of them. */
export function align(places, values) {
  const all = [...new Set(places.flat())].sort((a, b) => a - b);
  const position = new Map(all.map((place, index) => [place, index]));
  const columns = places.map((own, curve) => {
    const column = new Array(all.length).fill(null);
    own.forEach((place, index) => {
      column[position.get(place)] = values[curve][index];
    });
    return column;
  });
  return { all, columns };
}

/** The middle of the values: without the lowest and the highest two in a hundred. */
export function middle(values) {
  const sorted = values.filter((value) => value != null).sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))];
  return [at(OUTSIDE), at(1 - OUTSIDE)];
}

function duration(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ""}`;
  }
  return `${Math.floor(whole / 3600)} h${whole % 3600 >= 60 ? ` ${Math.floor((whole % 3600) / 60)} min` : ""}`;
}

/** The last position whose place is not behind x. */
function nearest(places, x) {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const half = (low + high) >> 1;
    if (places[half] < x) {
      low = half + 1;
    } else {
      high = half;
    }
  }
  return low > 0 && x - places[low - 1] < places[low] - x ? low - 1 : low;
}

class MetricChart extends HTMLElement {
  #curves = [];
  #plot;
  #view = { smoothing: 0.9, log: false, axis: "step", outliers: true };
  #telling = new Telling(() => this.dispatchEvent(new CustomEvent("view-changed", { detail: { ...this.#view } })));
  #highlight = null;
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
    this.onHighlight = (event) => this.#show(event.detail);
    document.addEventListener("run-highlight", this.onHighlight);
    this.#redraw();
  }

  disconnectedCallback() {
    this.resizing.disconnect();
    this.scheme.removeEventListener("change", this.onScheme);
    document.removeEventListener("run-highlight", this.onHighlight);
    cancelAnimationFrame(this.#frame);
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  get curves() {
    return this.#curves;
  }

  set curves(curves) {
    this.#curves = (curves ?? []).map((curve) => ({
      label: curve.label,
      steps: [...curve.steps],
      values: [...curve.values],
      times: [...(curve.times ?? [])],
    }));
    this.#redraw();
  }

  get view() {
    return this.#view;
  }

  set view(view) {
    this.#view = { ...this.#view, ...view };
    if (this.slider) {
      this.#showView();
      this.#redraw();
    }
  }

  /** Adds what a curve gained; the picture is updated in place, zoom and pointer stay. */
  append(index, steps, values, times = []) {
    const curve = this.#curves[index];
    if (curve) {
      curve.steps.push(...steps);
      curve.values.push(...values);
      curve.times.push(...times);
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#update());
    }
  }

  #change(part) {
    this.#view = { ...this.#view, ...part };
    this.#telling.later();
  }

  #build() {
    if (!document.querySelector("[data-uplot]")) {
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
    this.slider = document.createElement("input");
    Object.assign(this.slider, { type: "range", min: "0", max: "0.999", step: "0.001" });
    this.smoothingShown = document.createElement("output");
    this.slider.addEventListener("input", () => {
      this.#change({ smoothing: Number(this.slider.value) });
      this.#showView();
      this.#update();
    });
    this.log = this.#box((checked) => ({ log: checked }));
    this.inliers = this.#box((checked) => ({ outliers: !checked }));
    this.inliers.title = "Leaves the lowest and highest 2 % of the values out of the range";
    this.axis = document.createElement("select");
    this.axis.append(new Option("steps", "step"), new Option("training time", "time"));
    this.axis.addEventListener("change", () => {
      this.#change({ axis: this.axis.value });
      this.#redraw();
    });
    this.axisLabel = this.#label("Over ", this.axis);
    const smoothing = this.#label("Smoothing ", this.slider, this.smoothingShown);
    this.tools.append(
      this.legend,
      smoothing,
      this.axisLabel,
      this.#label(this.log, " Log scale"),
      this.#label(this.inliers, " Hide outliers"),
    );
    this.area = document.createElement("div");
    this.area.className = "chart-area";
    this.tip = document.createElement("div");
    this.tip.className = "chart-tip";
    this.tip.hidden = true;
    // Not append(): that name is the server's.
    this.replaceChildren(this.tools, this.area);
    this.#showView();
  }

  #box(part) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.addEventListener("change", () => {
      this.#change(part(box.checked));
      this.#redraw();
    });
    return box;
  }

  #label(...content) {
    const label = document.createElement("label");
    label.append(...content);
    return label;
  }

  #showView() {
    const { smoothing, log, axis, outliers } = this.#view;
    this.slider.value = String(smoothing);
    this.smoothingShown.textContent = smoothing.toFixed(2);
    this.log.checked = log;
    this.axis.value = axis;
    this.inliers.checked = !outliers;
  }

  #hasTimes() {
    return this.#curves.some((curve) => curve.steps.length) && this.#curves.every((curve) => curve.times.length === curve.steps.length);
  }

  #overTime() {
    return this.#view.axis === "time" && this.#hasTimes();
  }

  #places(curve) {
    return this.#overTime() ? curve.times : curve.steps;
  }

  #data() {
    for (const curve of this.#curves) {
      curve.smoothed = smooth(curve.values, this.#view.smoothing, curve.steps);
    }
    const places = this.#curves.map((curve) => this.#places(curve));
    const { all, columns } = align(places, this.#curves.map((curve) => curve.smoothed));
    const raw = this.#view.smoothing > 0 ? align(places, this.#curves.map((curve) => curve.values)).columns : [];
    return [all, ...columns, ...raw];
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

  #range(low, high) {
    if (!this.#view.outliers) {
      const values = this.#curves.flatMap((curve) => (this.#view.smoothing > 0 ? [...curve.smoothed, ...curve.values] : curve.values));
      [low, high] = middle(this.#view.log ? values.filter((value) => value > 0) : values);
    }
    if (low == null || high == null) {
      return [0, 1];
    }
    return this.#view.log ? uPlot.rangeLog(low, high, 10, false) : uPlot.rangeNum(low, high, 0.08, true);
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
    this.axisLabel.hidden = !this.#hasTimes();
    if (points === 0) {
      const nothing = document.createElement("p");
      nothing.className = "chart-nothing";
      nothing.textContent = "The curve begins with the first step.";
      this.area.append(nothing);
      return;
    }
    const data = this.#data();
    const style = getComputedStyle(this);
    const text = style.color;
    const line = style.getPropertyValue("--chart-grid") || "#8884";
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    const overTime = this.#overTime();
    const smoothed = this.#curves.map((curve, index) => ({
      label: curve.label,
      stroke: this.#resolve(colour(index)),
      width: 2,
      dash: dash(index),
      spanGaps: true,
      points: { show: curve.steps.length < 2 },
    }));
    // The unsmoothed values stay behind, faint: they show how much was smoothed away.
    const raw = data.length > smoothed.length + 1
      ? this.#curves.map((curve, index) => ({
          label: `${curve.label}, raw`,
          stroke: this.#resolve(colour(index)),
          alpha: this.#faint(),
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
        cursor: { drag: { x: true, y: false }, points: { show: false } },
        scales: {
          x: { time: false },
          y: { ...(this.#view.log ? { distr: 3 } : {}), range: (_, low, high) => this.#range(low, high) },
        },
        axes: [
          overTime
            ? { ...axis, incrs: [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21600], values: (_, ticks) => ticks.map(duration) }
            : // Steps are whole.
              { ...axis, incrs: WHOLE, values: (_, ticks) => ticks.map((tick) => GROUPED.format(tick)) },
          { ...axis, size: 62, values: (_, ticks) => ticks.map((tick) => (tick == null ? "" : SMOOTHED.format(tick))) },
        ],
        series: [{ label: overTime ? "time" : "step" }, ...smoothed, ...raw],
        hooks: {
          setCursor: [(plot) => this.#point(plot)],
          setSelect: [(plot) => { plot.zoomedByHand = plot.select.width > 0; }],
        },
      },
      data,
      this.area,
    );
    this.#plot.over.addEventListener("dblclick", () => { this.#plot.zoomedByHand = false; });
    this.#plot.over.addEventListener("pointerleave", () => this.#tell(null));
    this.#plot.over.append(this.tip);
    this.#describe();
    this.#show(this.#highlight);
  }

  #faint() {
    return this.#curves.length > 1 ? 0.12 : 0.28;
  }

  #height() {
    return Math.max(160, Number.parseInt(getComputedStyle(this).getPropertyValue("--chart-height"), 10) || 260);
  }

  #resolve(property) {
    // Canvas knows neither var() nor light-dark(): the browser resolves them on an element first.
    this.tip.style.color = `var(${property})`;
    const area = this.area;
    area.append(this.tip);
    const resolved = getComputedStyle(this.tip).color;
    this.tip.style.color = "";
    this.tip.remove();
    return resolved;
  }

  /** Sends the run under the pointer to the whole page. */
  #tell(label) {
    if (label !== this.#highlight) {
      document.dispatchEvent(new CustomEvent("run-highlight", { detail: label }));
    }
  }

  #show(label) {
    this.#highlight = label;
    const found = this.#curves.findIndex((curve) => curve.label === label);
    if (!this.#plot || this.#curves.length < 2) {
      return;
    }
    const count = this.#curves.length;
    this.#plot.series.forEach((series, index) => {
      if (index > 0) {
        const curve = (index - 1) % count;
        const normal = index > count ? this.#faint() : 1;
        series.alpha = found < 0 || found === curve ? normal : normal * 0.2;
        series.width = index > count ? 1 : found === curve ? 3 : 2;
      }
    });
    this.#plot.redraw(false);
    [...this.legend.children].forEach((entry, index) => entry.toggleAttribute("data-dimmed", found >= 0 && found !== index));
  }

  #describe() {
    this.legend.replaceChildren(
      ...this.#curves.map((curve, index) => {
        const entry = document.createElement("span");
        const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        mark.setAttribute("viewBox", "0 0 28 4");
        mark.setAttribute("aria-hidden", "true");
        mark.innerHTML = `<line x1="0" y1="2" x2="28" y2="2" stroke-width="2.5" stroke-dasharray="${dash(index).join(" ")}"/>`;
        mark.style.stroke = `var(${colour(index)})`;
        const last = curve.smoothed?.at(-1);
        entry.append(mark, `${curve.label} ${last == null ? "" : SMOOTHED.format(last)}`);
        entry.addEventListener("pointerenter", () => this.#tell(curve.label));
        entry.addEventListener("pointerleave", () => this.#tell(null));
        return entry;
      }),
    );
    const words = this.#curves
      .filter((curve) => curve.steps.length)
      .map((curve) => `${curve.label}: ${SMOOTHED.format(curve.smoothed.at(-1))} at step ${curve.steps.at(-1)}`);
    this.setAttribute(
      "aria-label",
      `${this.getAttribute("title-text") ?? "Curve"} over ${this.#overTime() ? "time" : "steps"}. ${words.join(". ")}`,
    );
  }

  /** Says what is under the pointer: each curve at its own nearest point, the nearest curve first. */
  #point(plot) {
    if (plot.cursor.left == null || plot.cursor.left < 0) {
      this.tip.hidden = true;
      return;
    }
    const x = plot.posToVal(plot.cursor.left, "x");
    const found = this.#curves
      .map((curve) => {
        const places = this.#places(curve);
        if (!places.length || x > places.at(-1) * 1.02) {
          return null;
        }
        const index = nearest(places, x);
        const value = curve.smoothed[index];
        const away = Math.abs(plot.valToPos(value, "y") - plot.cursor.top);
        return { curve, index, value, raw: curve.values[index], away };
      })
      .filter((hit) => hit != null)
      .sort((a, b) => a.away - b.away);
    if (!found.length) {
      this.tip.hidden = true;
      return;
    }
    const place = this.#overTime() ? duration(x) : `step ${GROUPED.format(found[0].curve.steps[found[0].index])}`;
    const rows = [place, ...found.slice(0, MOST_IN_TIP).map((hit) => {
      const raw = this.#view.smoothing > 0 ? `  (raw ${SMOOTHED.format(hit.raw)})` : "";
      return `${hit.curve.label}  ${SMOOTHED.format(hit.value)}${raw}`;
    })];
    if (found.length > MOST_IN_TIP) {
      rows.push(`and ${found.length - MOST_IN_TIP} more`);
    }
    this.tip.replaceChildren(...rows.map((row) => Object.assign(document.createElement("div"), { textContent: row })));
    this.tip.hidden = false;
    const right = plot.cursor.left > plot.over.clientWidth / 2;
    this.tip.style.left = right ? "" : `${plot.cursor.left + 14}px`;
    this.tip.style.right = right ? `${plot.over.clientWidth - plot.cursor.left + 14}px` : "";
    if (this.#curves.length > 1) {
      this.#tell(found[0].away < NEAR ? found[0].curve.label : null);
    }
  }

  #resize() {
    const width = Math.max(200, this.area.clientWidth);
    if (this.#plot && this.#plot.width !== width) {
      this.#plot.setSize({ width, height: this.#height() });
    }
  }
}

/** Colour and dash together differ for 36 curves, and neighbours differ in both. */
function colour(index) {
  return `--studio-curve-${(index % COLOURS) + 1}`;
}

function dash(index) {
  return DASHES[(index + Math.floor(index / COLOURS)) % DASHES.length];
}

// A property that the server set before this module came would hide the accessor of the class.
const early = [...document.querySelectorAll("metric-chart")].map((chart) => [chart, chart.curves, chart.view]);
early.forEach(([chart]) => {
  delete chart.curves;
  delete chart.view;
});
customElements.define("metric-chart", MetricChart);
early.forEach(([chart, curves, view]) => {
  if (view) {
    chart.view = view;
  }
  if (curves) {
    chart.curves = curves;
  }
});
