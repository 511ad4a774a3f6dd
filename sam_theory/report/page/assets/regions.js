"use strict";
// The region of a certificate: cells that a run does not leave, or the points of a cycle, in one or two coordinates.

const REGION = { width: 400, line: 74, plane: 240, left: 84, right: 12, top: 12, bottom: 22 };
const MARGIN = 0.08; // of the range, on either side
const NARROW = 1e-3; // least range, relative to the coordinates

/** What is certified of a run, in words, and drawn where it is in one or two dimensions. */
function stallSection(stall) {
  return element("section", { class: "stall", "aria-labelledby": "stall-title" },
    element("h3", { id: "stall-title" }, "What is certified of this run"),
    element("p", {}, `${sentence(stall.text)} The run is held from k = ${stall.since.toLocaleString("en")} on${stall.words ? `: ${stall.words}` : ""}.`),
    stall.region === null ? null : regionFigure(stall.region));
}

function regionFigure(region) {
  const shape = regionShape(region);
  return element("figure", {},
    regionDrawing(region, shape),
    element("figcaption", {},
      element("ul", { class: "key" },
        region.boxes.length ? keyEntry("trapped", region.boxes.length === 1 ? "the run never leaves this" : "the run never leaves these") : null,
        region.points.length ? keyEntry("point", region.points.length === 1 ? "a fixed point of the method" : `a cycle of ${region.points.length} steps`) : null,
        region.seen ? keyEntry("seen", "where the run was recorded from then on") : null)));
}

/** The ranges of the coordinates that are shown: one for each. */
function regionShape({ boxes, points, seen }) {
  const all = [...boxes, ...(seen ? [seen] : []), ...points.map((point) => point.map((c) => [c, c]))];
  return all[0].map((_, i) => {
    const low = Math.min(...all.map((box) => box[i][0]));
    const high = Math.max(...all.map((box) => box[i][1]));
    const size = Math.max(Math.abs(low), Math.abs(high)) || 1;
    const pad = Math.max(MARGIN * (high - low), (NARROW * size - (high - low)) / 2);
    return [low - pad, high + pad];
  });
}

function regionDrawing({ boxes, points, seen }, shape) {
  const plane = shape.length === 2;
  const height = plane ? REGION.plane : REGION.line;
  const base = height - REGION.bottom;
  const inner = REGION.width - REGION.left - REGION.right;
  const across = (c) => REGION.left + inner * (c - shape[0][0]) / (shape[0][1] - shape[0][0]);
  const up = (c) => (plane ? base - (base - REGION.top) * (c - shape[1][0]) / (shape[1][1] - shape[1][0]) : (base + REGION.top) / 2);
  const place = (point) => [across(point[0]), up(point[1])];
  const rectangle = (box, kind, thick) => {
    const [x, y] = [across(box[0][0]), plane ? up(box[1][1]) : up() - thick / 2];
    const tall = plane ? Math.max(up(box[1][0]) - y, 1) : thick;
    return drawn("rect", { class: kind, x, y, width: Math.max(across(box[0][1]) - x, 1), height: tall });
  };
  const corners = points.map((point) => place(point).join(",")).join(" ");
  return drawn("svg", { class: "held", viewBox: `0 0 ${REGION.width} ${height}`, role: "img", "aria-label": regionWords(boxes, points, seen) },
    drawn("rect", { class: "frame", x: REGION.left, y: REGION.top, width: inner, height: base - REGION.top }),
    ...boxes.map((box) => rectangle(box, "trapped", 14)),
    seen ? rectangle(seen, "seen", 24) : null,
    points.length > 1 ? drawn("polygon", { class: "way", points: corners }) : null,
    ...points.map((point) => drawn("circle", { class: "point", cx: place(point)[0], cy: place(point)[1], r: 4 })),
    ...regionLabels(shape, base));
}

/** The ends of the ranges. */
function regionLabels(shape, base) {
  const text = (x, y, anchor, words) => drawn("text", { x, y, "text-anchor": anchor }, words);
  const right = REGION.width - REGION.right;
  const [x, y] = shape;
  const side = REGION.left - 6;
  const ends = [text(REGION.left, base + 15, "start", approximate(x[0], 6)), text(right, base + 15, "end", approximate(x[1], 6))];
  if (!y) return [...ends, text((REGION.left + right) / 2, base + 15, "middle", "x")];
  return [...ends, text((REGION.left + right) / 2, base + 15, "middle", "x₁"),
    text(side, REGION.top + 9, "end", approximate(y[1], 6)), text(side, (REGION.top + base) / 2, "end", "x₂"), text(side, base, "end", approximate(y[0], 6))];
}

/** The drawing in a sentence. */
function regionWords(boxes, points, seen) {
  const side = ([low, high]) => `[${approximate(low, 6)}, ${approximate(high, 6)}]`;
  const told = [
    boxes.length ? `The run never leaves ${boxes.map((box) => box.map(side).join(" × ")).join(" ∪ ")}` : null,
    points.length ? `The points ${points.map((point) => `(${point.map((c) => approximate(c, 6)).join(", ")})`).join(", ")}` : null,
    seen ? `the run was recorded in ${seen.map(side).join(" × ")}` : null,
  ];
  return `${told.filter((words) => words !== null).join("; ")}.`;
}

/** An element of a drawing. */
function drawn(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}
