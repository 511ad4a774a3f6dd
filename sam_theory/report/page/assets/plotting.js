"use strict";
// The windows plot: ‖∇f‖, f and the size of the box against k or Σt, drawn by uPlot.
// Logarithmic axes are drawn as linear ones of log₁₀, since runs reach beyond 10^±100.

const HEIGHT = 230; // of one plot, in pixels
const DECADES = [1, 2, 3, 5, 10, 20, 50, 100, 200]; // steps of a logarithmic axis over decades
const TENTHS = Array.from({ length: 90 }, (_, i) => (10 + i) / 10);
const MANTISSAS = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 7], TENTHS]; // of ticks over fewer than three
const TICKS = 7; // at most, then
const LEAST = { log: 0.1, linear: 1e-3 }; // range of an axis, so that rounding is not blown up

/** What is to be plotted of a finding: clocks (log₁₀) and quantities with their least and greatest. */
function curvesOf({ finding, tracks }) {
  const { curves } = finding;
  const track = (place) => (place === null ? null : decode(tracks[place]));
  const both = (places) => places.map(track);
  const last = track(curves.last);
  const quantities = [{ title: "‖∇f(xᵏ)‖", log: true, low: track(curves.gradient[0]), high: track(curves.gradient[1]), fit: fitted(curves.rate, last), ...certified(curves.stall, last) }];
  if (curves.value !== null) {
    const [low, high] = both(curves.value);
    const log = curves.above !== null;
    quantities.push({ title: log ? "f(xᵏ) − inf f" : "f(xᵏ)", log, low, high });
  }
  if (curves.box !== null) quantities.push({ title: "longest side of the box of xᵏ", log: true, high: track(curves.box) });
  return { last, clocks: { k: last.map(Math.log10), elapsed: track(curves.elapsed) }, quantities };
}

/** log₁₀ of the fitted law at each k of the octaves that it was fitted on; null elsewhere. */
function fitted(rate, last) {
  if (rate === null || rate.law === null) return null;
  const height = Math.log10(rate.height);
  return last.map((k) => {
    if (k > 1.1 * rate.last || k < rate.last / 64) return null;
    if (rate.law === "power") return height - rate.exponent * Math.log10(k / rate.last);
    return height - rate.exponent * (k - rate.last) * Math.LOG10E;
  });
}

/** log₁₀ of the level that a certificate names at each k that it speaks of; nothing without one. */
function certified(stall, last) {
  if (stall === null || !(stall.level > 0)) return {};
  const level = last.map((k) => (k >= stall.since ? Math.log10(stall.level) : null));
  return level.some((value) => value !== null) ? { level, levelWords: stall.words } : {};
}

/** Draw every quantity against the clock into the figure; returns the plots, to be destroyed. */
function drawPlots(figure, curves, clock, logarithmic) {
  const times = curves.clocks[clock];
  const known = times.map((time, i) => (time === null ? -1 : i)).filter((i) => i >= 0);
  const xs = known.map((i) => (logarithmic ? times[i] : 10 ** times[i]));
  const horizontal = { xs, logarithmic, label: clock === "k" ? "k" : "Σt" };
  const pick = (values) => (values ? known.map((i) => values[i]) : null);
  const panels = curves.quantities.map(({ title }) => element("div", { class: "panel" }, element("h4", {}, title)));
  figure.replaceChildren(...panels);
  return curves.quantities.map((quantity, i) => {
    return drawPlot(panels[i], { ...quantity, low: pick(quantity.low), high: pick(quantity.high), fit: pick(quantity.fit), level: pick(quantity.level) }, horizontal);
  });
}

function drawPlot(panel, quantity, { xs, logarithmic, label }) {
  const place = element("div", { class: "canvas", role: "img", "aria-label": described(quantity, xs, logarithmic, label) });
  const readout = element("p", { class: "readout", "aria-hidden": "true" }, " ");
  panel.append(place, readout);
  const colours = getComputedStyle(panel);
  const ink = colours.getPropertyValue("--ink-soft");
  const line = (colour, dash) => ({ stroke: colours.getPropertyValue(colour), width: 1.6, dash, points: { show: xs.length < 3 } });
  const series = [{}, line("--plot-high")];
  const data = [xs, quantity.high];
  if (quantity.low) { series.push(line("--plot-low", [5, 3])); data.push(quantity.low); }
  if (quantity.fit) { series.push({ ...line("--plot-fit", [2, 3]), width: 2.2 }); data.push(quantity.fit); }
  if (quantity.level) { series.push({ ...line("--plot-level"), width: 2.2 }); data.push(quantity.level); }
  return new uPlot({
    width: Math.max(240, place.clientWidth),
    height: HEIGHT,
    series,
    bands: quantity.low ? [{ series: [1, 2], fill: colours.getPropertyValue("--plot-band") }] : [],
    scales: { x: { time: false, range: padded(0, logarithmic) }, y: { range: padded(0.06, quantity.log) } },
    axes: [axis(ink, colours, logarithmic, label, 34), axis(ink, colours, quantity.log, null, 62)],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false },
    hooks: { setCursor: [(plot) => { readout.textContent = read(plot, quantity, logarithmic, label); }] },
  }, data, place);
}

function axis(ink, colours, logarithmic, label, size) {
  return {
    stroke: ink,
    font: "12px system-ui, sans-serif",
    labelFont: "12px system-ui, sans-serif",
    grid: { stroke: colours.getPropertyValue("--plot-grid"), width: 1 },
    ticks: { show: false },
    size,
    label,
    labelSize: label ? 16 : 0,
    incrs: logarithmic ? DECADES : undefined,
    splits: logarithmic ? (plot, place, low, high, step) => logarithmicTicks(low, high, step) : undefined,
    space: label ? 55 : 28,
    values: (_, splits) => splits.map((value) => tick(value, logarithmic)),
  };
}

/** The logarithms of round numbers: every `step` decades, or mantissas where those would be few. */
function logarithmicTicks(low, high, step) {
  if (high - low >= 3) return multiples(low, high, step);
  const decades = multiples(Math.floor(low), high, 1);
  for (const mantissas of MANTISSAS) {
    const ticks = decades.flatMap((decade) => mantissas.map((m) => decade + Math.log10(m)))
      .filter((value) => value >= low && value <= high);
    const every = Math.ceil(ticks.length / TICKS);
    if (ticks.length >= 3) return ticks.filter((_, i) => i % every === 0);
  }
  return [low, high];
}

function multiples(low, high, step) {
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}

function tick(value, logarithmic) {
  if (!logarithmic) return approximate(value, 5);
  const whole = Math.round(value);
  if (Math.abs(value - whole) > 1e-9) return fromLogarithm10(value);
  return whole >= -2 && whole <= 3 ? approximate(10 ** whole) : powerOfTen(whole);
}

/** The range of an axis: a share of margin about the data, and never too small. */
function padded(share, logarithmic) {
  return (_, low, high) => {
    if (low === null || high === null) return [0, 1];
    const least = logarithmic ? LEAST.log : LEAST.linear * Math.max(Math.abs(low), Math.abs(high)) || 1;
    const margin = Math.max(share * (high - low), (least - (high - low)) / 2);
    return [low - margin, high + margin];
  };
}

/** The values under the cursor. */
function read(plot, quantity, logarithmic, label) {
  const i = plot.cursor.idx;
  if (i === null || i === undefined) return " ";
  const x = plot.data[0][i];
  const at = `${label} = ${logarithmic ? approximate(10 ** x) : approximate(x)}`;
  const high = shownValue(quantity.high[i], quantity.log);
  if (!quantity.low) return `${at}: ${high}`;
  return `${at}: ${shownValue(quantity.low[i], quantity.log)} to ${high}`;
}

function shownValue(value, log) {
  if (value === null) return "–";
  return log ? fromLogarithm10(value) : approximate(value);
}

/** 10^v as a number where it is one of ordinary size. */
function fromLogarithm10(value) {
  return Math.abs(value) < 300 ? approximate(10 ** value) : fromLogarithm(value);
}

/** The plot in a sentence. */
function described({ title, high, log }, xs, logarithmic, label) {
  const known = high.map((value, i) => i).filter((i) => high[i] !== null);
  if (!known.length) return `${title} has no positive finite value.`;
  const at = (i) => `${shownValue(high[i], log)} at ${label} = ${approximate(logarithmic ? 10 ** xs[i] : xs[i])}`;
  return `Plot of ${title}: its greatest value goes from ${at(known[0])} to ${at(known.at(-1))}.`;
}

/** The numbers of the plot as a table, one window a row. */
function numbersTable(curves) {
  const headings = ["k up to", "Σt", ...curves.quantities.flatMap((q) => (q.low ? [`min ${q.title}`, `max ${q.title}`] : [q.title]))];
  const rows = curves.last.map((k, i) => [
    k.toLocaleString("en"),
    curves.clocks.elapsed ? shownValue(curves.clocks.elapsed[i], true) : "–",
    ...curves.quantities.flatMap((q) => (q.low ? [q.low, q.high] : [q.high]).map((values) => shownValue(values[i], q.log))),
  ]);
  return plainTable("Extremes over each window of k, rounded to 0.6 % (f without a known infimum: to 1/4000 of its range); – is 0, or not finite", headings, rows, { class: "numbers" });
}
