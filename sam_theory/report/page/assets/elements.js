"use strict";
// Small words for building the document: text is only ever set as text, never as markup.

/** The element with that id. */
function byId(id) {
  return document.getElementById(id);
}

/** An element with attributes (`on…` are listeners, null and false are left out) and children. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Text for screen readers alone. */
function unseen(text) {
  return element("span", { class: "unseen" }, text);
}

/** Text from elsewhere, whose direction of writing does not reach beyond it. */
function isolated(text) {
  return element("bdi", {}, text);
}

/** A table with a caption and column headings; the first cell of each row heads that row. */
function plainTable(caption, headings, rows, attributes = {}) {
  const head = headings.map((heading) => element("th", { scope: "col" }, heading));
  const body = rows.map((cells) =>
    element("tr", {}, cells.map((cell, i) =>
      i === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell))));
  return element("table", attributes,
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, body));
}

/** A number with its noun: 1 finding, 2 findings. */
function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

const RAISED = { "-": "⁻", ".": "·", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** 10ⁿ. */
function powerOfTen(exponent) {
  return "10" + [...String(exponent)].map((character) => RAISED[character]).join("");
}

/** A number to some digits, as 2.5 × 10⁻⁷ where it is very small or large. */
function approximate(value, digits = 3) {
  if (value === null || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e5)) return String(Number(value.toPrecision(digits))).replace("-", "−");
  const exponent = Math.floor(Math.log10(size));
  return fromLogarithm(Math.log10(size), exponent, value < 0 ? "−" : "");
}

/** ±10^logarithm, as approximate() writes it, also where that is no floating-point number. */
function fromLogarithm(logarithm, exponent = Math.floor(logarithm), sign = "") {
  const mantissa = Number((10 ** (logarithm - exponent)).toPrecision(3));
  return mantissa === 1 ? sign + powerOfTen(exponent) : `${sign}${mantissa} × ${powerOfTen(exponent)}`;
}
