// <metric-chart>: loss, learning rate and time per step of runs over steps or training time, drawn by uPlot in a pane
// each. The server calls show(curves) with [{label, steps, times, losses, smoothed, rates}] once, append(index, curve)
// for what comes later and replace(index, curve) when an attempt took steps back. Property `view` ({smoothing, log, axis,
// outliers}) is how they are looked at; show(series, axis, panes) draws other measures, [{label, steps, values}] with
// values by key of a pane {key, title, unit, percent}, as points without smoothing and tools; "view-changed" is sent when a person changes it. The run under the pointer is
// sent to the whole document ("run-highlight"), and received from it.
import { element } from "./images.js";
import { onPointed, pointAt } from "./run-highlight.js";
import { Telling } from "./telling.js";
import uPlot from "../webjars/uplot/1.6.30/dist/uPlot.esm.js";

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [14, 4]];
const COLOURS = 6;
const WHOLE = [1, 2, 5].flatMap((digit) => [0, 1, 2, 3, 4].map((power) => digit * 10 ** power)).sort((a, b) => a - b);
const GROUPED = new Intl.NumberFormat("en");
const LOSS = new Intl.NumberFormat("en", { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const SHORT = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const NEAR = 28;
const MOST_IN_TIP = 8;
const OUTSIDE = 0.02;
const MOST_ROWS = 12;
// The server smooths with this weight, over all steps; a curve here may be thinned.
const USUAL_SMOOTHING = 0.95;
const FONT = "12px system-ui, sans-serif";

const PANES = [
  { key: "loss", title: "Loss", unit: "loss", values: (curve) => curve.losses, show: (value) => LOSS.format(value), inShort: () => "" },
  { key: "rate", title: "Learning rate", unit: "learning rate", values: (curve) => said(curve.rates), show: rate, inShort: (curve) => schedule(curve.rates) },
  { key: "pace", title: "Time per step", unit: "s per step", values: pace, show: (value) => `${SHORT.format(value)} s`, inShort: (curve) => trend(pace(curve)) },
];

/**
 * Exponential moving average without the pull towards zero at the beginning, as LossSmoothing computes it: a value
 * stands for all steps since the one before. Weight 0 leaves the values alone.
 */
export function smooth(values, weight, steps) {
  let average = null;
  let last = 0;
  return values.map((value, index) => {
    if (value == null || weight === 0) {
      return value;
    }
    const kept = weight ** Math.max(1, steps[index] - last);
    const known = average == null ? 0 : kept * (1 - weight ** last);
    average = known === 0 ? value : (known * average + (1 - kept) * value) / (known + 1 - kept);
    last = steps[index];
    return average;
  });
}

/** Seconds for each step since the point before; the first point has none, because its time includes the preparation. */
function pace(curve) {
  return curve.times.map((time, index) => {
    const seconds = time - curve.times[index - 1];
    const steps = curve.steps[index] - curve.steps[index - 1];
    return seconds > 0 && steps > 0 ? seconds / steps : null;
  });
}

/** 1e-4, 9.5e-5. */
function rate(value) {
  return value === 0 ? "0" : value.toExponential(2).replace(/\.?0+e/, "e");
}

/** One common list of places, and the values of each line or null at each of them; lines repeat the order of the curves. */
export function align(places, values) {
  const all = [...new Set(places.flat())].sort((a, b) => a - b);
  const position = new Map(all.map((place, index) => [place, index]));
  const columns = values.map((line, index) => {
    const column = new Array(all.length).fill(null);
    places[index % places.length].forEach((place, point) => {
      column[position.get(place)] = line[point];
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
  #kinds = PANES;
  #axis = null;
  #panes = [];
  #view = { smoothing: USUAL_SMOOTHING, log: false, axis: "step", outliers: true };
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
    this.endHighlight = onPointed((label) => this.#show(label));
    this.#redraw();
  }

  disconnectedCallback() {
    this.resizing.disconnect();
    this.scheme.removeEventListener("change", this.onScheme);
    this.endHighlight();
    cancelAnimationFrame(this.#frame);
    this.#clear();
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

  show(curves, axis = null, panes = null) {
    this.#curves = curves;
    this.#axis = axis;
    this.#kinds = panes ? panes.map(measure) : PANES;
    this.#redraw();
  }

  replace(index, curve) {
    this.#curves[index] = curve;
    this.#redraw();
  }

  /** Adds what a curve gained; the picture is updated in place, zoom and pointer stay. */
  append(index, more) {
    const curve = this.#curves[index];
    if (curve) {
      for (const part of ["steps", "times", "losses", "smoothed", "rates"]) {
        curve[part].push(...more[part]);
      }
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
    this.legend = element("div", "chart-legend");
    this.slider = element("input");
    Object.assign(this.slider, { type: "range", min: "0", max: "0.999", step: "0.001" });
    this.smoothingShown = element("output");
    this.slider.addEventListener("input", () => {
      this.#change({ smoothing: Number(this.slider.value) });
      this.#showView();
      this.#update();
    });
    this.log = this.#box((checked) => ({ log: checked }));
    this.inliers = this.#box((checked) => ({ outliers: !checked }));
    this.inliers.title = "Leaves the lowest and highest 2 % of the values out of the range";
    this.axis = element("select");
    this.axis.append(new Option("Steps", "step"), new Option("Training time", "time"));
    this.axis.addEventListener("change", () => {
      this.#change({ axis: this.axis.value });
      this.#redraw();
    });
    this.axisLabel = element("label", "", "Over ", this.axis);
    const smoothing = element("label", "", "Smoothing ", this.slider, this.smoothingShown);
    smoothing.title = `Weight of the moving average, for loss and time per step; ${USUAL_SMOOTHING} gives the loss that lists and exports show`;
    const logLabel = element("label", "", this.log, " Log scale");
    const inliersLabel = element("label", "", this.inliers, " Hide outliers");
    this.tools = element("div", "chart-tools", smoothing, this.axisLabel, logLabel, inliersLabel);
    this.area = element("div", "chart-panes");
    this.values = element("details", "chart-values", element("summary", "", "Show the values as a table"));
    this.values.addEventListener("toggle", () => this.#tabulate());
    // Not append(): that name is the server's.
    this.replaceChildren(this.legend, this.tools, this.area, this.values);
    this.#showView();
  }

  #box(part) {
    const box = element("input");
    box.type = "checkbox";
    box.addEventListener("change", () => {
      this.#change(part(box.checked));
      this.#redraw();
    });
    return box;
  }

  #showView() {
    const { smoothing, log, axis, outliers } = this.#view;
    this.slider.value = String(smoothing);
    this.smoothingShown.textContent = smoothing.toFixed(2);
    this.log.checked = log;
    this.axis.value = axis;
    this.inliers.checked = !outliers;
  }

  get #place() {
    return this.#axis ?? "step";
  }

  #hasTimes() {
    return this.#curves.some((curve) => curve.steps.length) && this.#curves.every((curve) => curve.times?.length === curve.steps.length);
  }

  #overTime() {
    return this.#view.axis === "time" && this.#hasTimes();
  }

  #places(curve) {
    return this.#overTime() ? curve.times : curve.steps;
  }

  /** The lines of a pane, one for each curve, and what they were smoothed from, where they were. */
  #lines(pane) {
    const raw = this.#curves.map(pane.values);
    const { smoothing } = this.#view;
    if (this.#axis || pane.key === "rate" || smoothing === 0) {
      return { shown: raw, raw: [] };
    }
    const shown = this.#curves.map((curve, index) =>
      pane.key === "loss" && smoothing === USUAL_SMOOTHING ? curve.smoothed : smooth(raw[index], smoothing, curve.steps));
    return { shown, raw };
  }

  #data(pane) {
    pane.lines = this.#lines(pane);
    const { all, columns } = align(this.#curves.map((curve) => this.#places(curve)), [...pane.lines.shown, ...pane.lines.raw]);
    return [all, ...columns];
  }

  #update() {
    // The time per step begins with the second point.
    if (this.#shown().length !== this.#panes.length) {
      this.#redraw();
      return;
    }
    for (const pane of this.#panes) {
      const data = this.#data(pane);
      if (data.length !== pane.plot.series.length) {
        this.#redraw();
        return;
      }
      pane.plot.setData(data, !pane.plot.zoomedByHand);
    }
    this.#describe();
  }

  #range(pane, low, high) {
    const log = this.#view.log && pane.key === "loss";
    if (!this.#view.outliers) {
      const values = [...pane.lines.shown, ...pane.lines.raw].flat();
      [low, high] = middle(log ? values.filter((value) => value > 0) : values);
    }
    if (low == null || high == null) {
      return [0, 1];
    }
    return log ? uPlot.rangeLog(low, high, 10, false) : uPlot.rangeNum(low, high, 0.08, true);
  }

  /** The panes that there are values for. */
  #shown() {
    return this.#kinds.filter(({ values }) => this.#curves.some((curve) => values(curve).some((value) => (this.#axis ? value != null : value))));
  }

  #clear() {
    this.#panes.forEach((pane) => pane.plot.destroy());
    this.#panes = [];
  }

  #redraw() {
    if (!this.isConnected || !this.area) {
      return;
    }
    this.#clear();
    const points = this.#curves.reduce((sum, curve) => sum + curve.steps.length, 0);
    this.tools.hidden = points === 0 || this.#axis != null;
    this.legend.hidden = this.#axis != null && this.#curves.length < 2;
    this.values.hidden = points === 0;
    this.axisLabel.hidden = !this.#hasTimes();
    if (points === 0) {
      this.area.replaceChildren(element("p", "chart-nothing", "The curves begin with the first step."));
      this.legend.replaceChildren();
      return;
    }
    this.#panes = this.#shown().map((pane) => {
      const area = element("div", "chart-area");
      area.setAttribute("role", "img");
      const words = element("span", "chart-words");
      const figure = element("figure", `chart-pane chart-${pane.key}`, element("figcaption", "", pane.title, words), area);
      return { ...pane, area, words, figure, tip: element("div", "chart-tip") };
    });
    this.area.replaceChildren(...this.#panes.map((pane) => pane.figure));
    this.#panes.forEach((pane) => this.#plot(pane));
    this.#describe();
    this.#show(this.#highlight);
  }

  #plot(pane) {
    const data = this.#data(pane);
    const line = this.#resolve("--chart-grid");
    const text = { stroke: getComputedStyle(this).color, font: FONT, labelFont: FONT, labelSize: 18, labelGap: 0 };
    const axis = { ...text, size: 30, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    const overTime = this.#overTime();
    const series = this.#curves.map((curve, index) => ({
      label: curve.label,
      stroke: this.#resolve(colour(index)),
      width: 2,
      dash: dash(index),
      spanGaps: true,
      points: { show: this.#axis ? true : curve.steps.length < 2, size: 7 },
    }));
    // The unsmoothed values stay behind, faint: they show how much was smoothed away.
    const raw = pane.lines.raw.map((_, index) => ({
      ...series[index],
      alpha: this.#faint(),
      width: 1,
      dash: [],
      points: { show: false },
    }));
    pane.plot = new uPlot(
      {
        width: this.#width(pane),
        height: this.#height(pane),
        legend: { show: false },
        cursor: { drag: { x: true, y: false }, points: { show: false }, sync: { key: this.#sync(), scales: ["x", null] } },
        scales: {
          x: { time: false },
          y: { ...(this.#view.log && pane.key === "loss" ? { distr: 3 } : {}), range: (_, low, high) => this.#range(pane, low, high) },
        },
        axes: [
          overTime
            ? { ...axis, label: "training time", incrs: [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21600], values: (_, ticks) => ticks.map(duration) }
            : // Steps are whole.
              { ...axis, label: this.#place, ...(this.#place === "step" ? { incrs: WHOLE } : {}), values: (_, ticks) => ticks.map((tick) => GROUPED.format(tick)) },
          { ...axis, label: pane.unit, size: 58, values: (_, ticks) => ticks.map((tick) => (tick == null ? "" : pane.key === "rate" ? rate(tick) : SHORT.format(tick))) },
        ],
        series: [{ label: overTime ? "time" : "step" }, ...series, ...raw],
        hooks: {
          setCursor: [(plot) => this.#point(pane, plot)],
          setSelect: [(plot) => { plot.zoomedByHand = plot.select.width > 0; }],
        },
      },
      data,
      pane.area,
    );
    pane.tip.hidden = true;
    pane.plot.over.addEventListener("dblclick", () => this.#panes.forEach(({ plot }) => { plot.zoomedByHand = false; }));
    pane.plot.over.addEventListener("pointerleave", () => this.#tell(null));
    pane.plot.over.append(pane.tip);
  }

  /** Panes of one chart move their cursors together, those of two charts do not. */
  #sync() {
    this.syncKey ??= `metric-chart-${Math.random()}`;
    return this.syncKey;
  }

  #faint() {
    return this.#curves.length > 1 ? 0.12 : 0.28;
  }

  #width(pane) {
    return Math.max(200, pane.area.clientWidth);
  }

  #height(pane) {
    return Math.max(120, Number.parseInt(getComputedStyle(pane.area).getPropertyValue("--chart-height"), 10) || 260);
  }

  #resolve(property) {
    // Canvas knows neither var() nor light-dark(): the browser resolves them on an element first.
    const probe = element("span");
    probe.style.color = `var(${property})`;
    this.area.append(probe);
    const resolved = getComputedStyle(probe).color;
    probe.remove();
    return resolved;
  }

  /** Sends the run under the pointer to the whole page. */
  #tell(label) {
    if (label !== this.#highlight) {
      pointAt(label);
    }
  }

  #show(label) {
    this.#highlight = label;
    const found = this.#curves.findIndex((curve) => curve.label === label);
    const count = this.#curves.length;
    if (count < 2) {
      return;
    }
    for (const { plot } of this.#panes) {
      plot.series.forEach((series, index) => {
        if (index > 0) {
          const curve = (index - 1) % count;
          const normal = index > count ? this.#faint() : 1;
          series.alpha = found < 0 || found === curve ? normal : normal * 0.2;
          series.width = index > count ? 1 : found === curve ? 3 : 2;
        }
      });
      plot.redraw(false);
    }
    [...this.legend.children].forEach((entry, index) => entry.toggleAttribute("data-dimmed", found >= 0 && found !== index));
  }

  #describe() {
    const { smoothing } = this.#view;
    this.legend.replaceChildren(
      ...this.#curves.map((curve, index) => {
        const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        mark.setAttribute("viewBox", "0 0 28 4");
        mark.setAttribute("aria-hidden", "true");
        mark.innerHTML = `<line x1="0" y1="2" x2="28" y2="2" stroke-width="2.5" stroke-dasharray="${dash(index).join(" ")}"/>`;
        mark.style.stroke = `var(${colour(index)})`;
        const last = this.#panes.find((pane) => pane.key === "loss")?.lines.shown[index].at(-1);
        const entry = element("span", "", mark, last == null ? curve.label : `${curve.label}: ${LOSS.format(last)}`);
        entry.title = smoothing ? `Last loss, moving average over the steps, smoothing ${smoothing}` : "Last loss, not smoothed";
        entry.addEventListener("pointerenter", () => this.#tell(curve.label));
        entry.addEventListener("pointerleave", () => this.#tell(null));
        return entry;
      }),
    );
    for (const pane of this.#panes) {
      const words = this.#curves.flatMap((curve, index) => {
        const values = pane.lines.shown[index];
        const first = values.findIndex((value) => value != null);
        const known = values.filter((value) => value != null);
        return known.length
          ? [`${curve.label}: ${pane.show(known[0])} at ${this.#place} ${curve.steps[first]}, ${pane.show(known.at(-1))} at ${this.#place} ${curve.steps.at(-1)}, lowest ${pane.show(lowest(known))}`]
          : [];
      });
      pane.area.setAttribute("aria-label", `${pane.title} over ${this.#overTime() ? "training time" : `${this.#place}s`}. ${words.join(". ")}`);
      pane.words.textContent = this.#curves.length === 1 ? pane.inShort(this.#curves[0]) : "";
    }
    this.#tabulate();
  }

  /** The curves for people who do not see them: some points of each, evenly spaced. */
  #tabulate() {
    if (!this.values.open) {
      return;
    }
    const several = this.#curves.length > 1;
    const heads = [...(several ? ["Run"] : []), this.#place.replace(/^./, (first) => first.toUpperCase()), ...this.#panes.map((pane) => (pane.lines.raw.length ? `${pane.title}, smoothed` : pane.title))];
    const head = element("tr", "", ...heads.map((text) => Object.assign(element("th", "", text), { scope: "col" })));
    const rows = this.#curves.flatMap((curve, run) =>
      spread(curve.steps.length).map((point) =>
        element("tr", "", ...[
          ...(several ? [curve.label] : []),
          GROUPED.format(curve.steps[point]),
          ...this.#panes.map((pane) => {
            const value = pane.lines.shown[run][point];
            return value == null ? "–" : pane.show(value);
          }),
        ].map((text) => element("td", "", text)))));
    const table = element("table", "", element("thead", "", head), element("tbody", "", ...rows));
    this.values.replaceChildren(this.values.firstChild, element("div", "chart-table", table));
  }

  /** Says what is under the pointer: each curve at its own nearest point, the nearest curve first. */
  #point(pane, plot) {
    if (plot.cursor.left == null || plot.cursor.left < 0) {
      pane.tip.hidden = true;
      return;
    }
    const pointed = plot.over.matches(":hover");
    const x = plot.posToVal(plot.cursor.left, "x");
    const found = this.#curves
      .map((curve, run) => {
        const places = this.#places(curve);
        if (!places.length || x > places.at(-1) * 1.02) {
          return null;
        }
        const index = nearest(places, x);
        const value = pane.lines.shown[run][index];
        const away = pointed && value != null ? Math.abs(plot.valToPos(value, "y") - plot.cursor.top) : run;
        return value == null ? null : { curve, index, value, raw: pane.lines.raw[run]?.[index], away };
      })
      .filter((hit) => hit != null)
      .sort((a, b) => a.away - b.away);
    if (!found.length) {
      pane.tip.hidden = true;
      return;
    }
    const place = this.#overTime() ? duration(x) : `${this.#place} ${GROUPED.format(found[0].curve.steps[found[0].index])}`;
    const rows = [place, ...found.slice(0, MOST_IN_TIP).map((hit) => {
      const raw = hit.raw == null ? "" : `  (raw ${pane.show(hit.raw)})`;
      return `${hit.curve.label}  ${pane.show(hit.value)}${raw}`;
    })];
    if (found.length > MOST_IN_TIP) {
      rows.push(`and ${found.length - MOST_IN_TIP} more`);
    }
    pane.tip.replaceChildren(...rows.map((row) => element("div", "", row)));
    pane.tip.hidden = false;
    const right = plot.cursor.left > plot.over.clientWidth / 2;
    pane.tip.style.left = right ? "" : `${plot.cursor.left + 14}px`;
    pane.tip.style.right = right ? `${plot.over.clientWidth - plot.cursor.left + 14}px` : "";
    if (pointed && this.#curves.length > 1) {
      this.#tell(found[0].away < NEAR ? found[0].curve.label : null);
    }
  }

  #resize() {
    for (const pane of this.#panes) {
      const width = this.#width(pane);
      if (pane.plot.width !== width) {
        pane.plot.setSize({ width, height: this.#height(pane) });
      }
    }
  }
}

/** A pane of measured points. */
function measure({ key, title, unit, percent }) {
  return { key, title, unit, values: (curve) => curve.values[key], show: (value) => (percent ? `${Math.round(value)} %` : value.toFixed(2)), inShort: () => "" };
}

function lowest(values) {
  return values.reduce((least, value) => Math.min(least, value));
}

/** Indices of at most so many of the points, first and last among them. */
function spread(count) {
  const rows = Math.min(count, MOST_ROWS);
  return Array.from({ length: rows }, (_, row) => (rows < 2 ? 0 : Math.round((row * (count - 1)) / (rows - 1))));
}

/** No curve for a trainer that never said its learning rate. */
function said(rates) {
  return rates.some((value) => value > 0) ? rates : rates.map(() => null);
}

function schedule(rates) {
  const most = -lowest(rates.map((value) => -value));
  return rates.at(-1) === most ? rate(most) : `at most ${rate(most)}, last ${rate(rates.at(-1))}`;
}

/** How the time per step changed: the median of the last quarter against that of the first. */
function trend(values) {
  const known = values.filter((value) => value != null);
  const quarter = Math.floor(known.length / 4);
  if (quarter < 3) {
    return "";
  }
  const median = (part) => part.sort((a, b) => a - b)[Math.floor(part.length / 2)];
  const now = median(known.slice(-quarter));
  const change = Math.round((100 * now) / median(known.slice(0, quarter)) - 100);
  const words = Math.abs(change) < 5 ? "steady" : `${Math.abs(change)} % ${change > 0 ? "slower" : "faster"} than at the beginning`;
  return `${SHORT.format(now)} s lately, ${words}`;
}

/** Colour and dash together differ for 36 curves, and neighbours differ in both. */
function colour(index) {
  return `--studio-curve-${(index % COLOURS) + 1}`;
}

function dash(index) {
  return DASHES[(index + Math.floor(index / COLOURS)) % DASHES.length];
}

// A property that the server set before this module came would hide the accessor of the class.
const early = [...document.querySelectorAll("metric-chart")].map((chart) => [chart, chart.view]);
early.forEach(([chart]) => {
  delete chart.view;
});
customElements.define("metric-chart", MetricChart);
early.forEach(([chart, view]) => {
  if (view) {
    chart.view = view;
  }
});
