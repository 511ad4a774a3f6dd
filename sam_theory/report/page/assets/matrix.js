"use strict";
// The verdict matrix of one sheet: problems × methods, for one pair of schedules.

const BLOCK = 60; // rows that are drawn together: further ones when the reader comes near their end
const NEAR = "150% 0px"; // of what is seen of the matrix

/** The sheets on which a finding stands: its pair's, or without a radius all with its step. */
function sheetsOf(study, { method, pair }) {
  if (study.methods[method].perturbed) return [pair];
  return study.sheetsByStep.get(study.pairs[pair].step) ?? [];
}

/** Draw the sheet's matrix of the findings that passed the filters, and sort its rows. */
function drawMatrix(region, study, shown, { view, sheet, sorting, narrowed }) {
  const grid = gridOf(study, shown, sheet, narrowed);
  const before = region.querySelectorAll("tbody tr").length; // as far as the reader has come
  region.replaceChildren(grid.rows.length ? matrixTable(study, grid, { view, sheet, sorting }) : emptyNote());
  drawRows(region, Math.max(BLOCK, before));
  const first = region.querySelector("button.cell");
  if (first) first.tabIndex = 0;
}

function emptyNote() {
  return element("p", { class: "empty" }, "Nothing on this sheet passes the filters.");
}

/** The rows and columns of a sheet: a row holds its cells by method. */
function gridOf(study, shown, sheet, narrowed) {
  const rows = new Map();
  const row = (problem) => {
    if (!rows.has(problem)) rows.set(problem, { problem: study.problems[problem], cells: new Map(), skipped: new Map() });
    return rows.get(problem);
  };
  const methods = new Set();
  for (const item of shown) {
    const { finding } = item;
    if (!sheetsOf(study, finding).includes(sheet)) continue;
    row(finding.problem).cells.set(finding.method, item);
    methods.add(finding.method);
  }
  for (const item of study.skipped) {
    if (!sheetsOf(study, item).includes(sheet) || (narrowed && !rows.has(item.problem))) continue;
    row(item.problem).skipped.set(item.method, study.reasons[item.reason]);
    if (!narrowed) methods.add(item.method);
  }
  const name = (place) => study.methods[place].name;
  return { rows: [...rows.values()], methods: [...methods].sort((a, b) => name(a).localeCompare(name(b), "en")) };
}

function matrixTable(study, grid, { view, sheet, sorting }) {
  const pair = study.pairs[sheet];
  const { rows } = sortedRows(grid, sorting);
  const body = element("tbody");
  body.left = rows.map((row, i) => () => matrixRow(study, row.original, grid.methods, view, i + 2)); // the heading is row 1
  return element("table", { class: "matrix", "aria-describedby": "matrix-hint", "aria-rowcount": rows.length + 1 },
    element("caption", {}, "tₖ = ", element("code", {}, pair.step), ", ρₖ = ", element("code", {}, pair.radius)),
    element("thead", {}, element("tr", {},
      element("th", { scope: "col", class: "corner" }, "Problem"),
      grid.methods.map((method) => methodHeading(study, method, sorting)))),
    body);
}

/** Draw so many rows more, and the next ones as soon as the reader comes near their end. */
function drawRows(region, count) {
  const body = region.querySelector(".matrix tbody");
  if (!body?.left.length) return;
  body.append(...body.left.splice(0, count).map((draw) => draw()));
  if (!body.left.length) return;
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    if (body.isConnected) drawRows(region, BLOCK);
  }, { root: region, rootMargin: NEAR });
  watcher.observe(body.lastElementChild);
}

/** Draw all rows that are left: paper does not scroll. */
function drawRest(region) {
  drawRows(region, Infinity);
}

/** The rows sorted by TanStack: by problem, class, dimension, worst status, or one method's. */
function sortedRows(grid, sorting) {
  const worst = ({ cells }) => Math.max(-1, ...[...cells.values()].map((cell) => severity(cell.judged)));
  const columns = [
    { id: "problem", accessorFn: (row) => row.problem.name, sortingFn: "alphanumeric" },
    { id: "class", accessorFn: (row) => row.problem.classes[0] ?? Infinity, sortingFn: "basic" },
    { id: "dimension", accessorFn: (row) => row.problem.dimension, sortingFn: "basic" },
    { id: "worst", accessorFn: worst, sortingFn: "basic" },
    ...grid.methods.map((method) => ({
      id: `method-${method}`,
      accessorFn: ({ cells }) => (cells.has(method) ? severity(cells.get(method).judged) : -2),
      sortingFn: "basic",
    })),
  ];
  const state = { sorting: sorting.id === "problem" ? [sorting] : [sorting, { id: "problem", desc: false }] };
  return tableOf({ data: grid.rows, columns, state }).getSortedRowModel();
}

function methodHeading(study, method, sorting) {
  const id = `method-${method}`;
  const order = sorting.id !== id ? null : sorting.desc ? "descending" : "ascending";
  return element("th", { scope: "col", "aria-sort": order },
    element("button", { type: "button", class: "sort", "data-sort": id, tabindex: -1, title: "Sort by this method’s status" },
      study.methods[method].name, sortMark(order)));
}

function sortMark(order) {
  return element("span", { class: "sort-mark", "aria-hidden": "true" }, order === null ? "" : order === "descending" ? " ▼" : " ▲");
}

function matrixRow(study, { problem, cells, skipped }, methods, view, place) {
  const about = `${study.classes[problem.classes[0]] ?? ""}, n\u00a0=\u00a0${problem.dimension}`;
  return element("tr", { "aria-rowindex": place },
    element("th", { scope: "row" },
      element("span", { class: "problem-name" }, problem.name),
      element("span", { class: "problem-about" }, about)),
    methods.map((method) => element("td", {}, matrixCell(cells.get(method), skipped.get(method), view))));
}

function matrixCell(cell, skipped, view) {
  if (skipped !== undefined) return element("span", { class: "blank", title: skipped }, "not run", unseen(`: ${skipped}`));
  if (cell === undefined) return element("span", { class: "blank" }, unseen("not shown"));
  return cellButton(cell, view, { tabindex: -1 });
}

/** The button that opens a finding: its worst status as a letter, how many hold, and colour. */
function cellButton({ finding, judged }, view, attributes = {}) {
  const none = judged.rank === NOTHING;
  return element("button", {
    type: "button",
    class: judged.breach ? "cell breach" : "cell",
    "data-rank": judged.rank,
    "data-finding": finding.number,
    "aria-haspopup": "dialog",
    title: inWords(judged, view),
    ...attributes,
  },
  element("span", { "aria-hidden": "true" },
    none ? "none" : [element("b", {}, LETTERS[judged.rank]), ` ${judged.held}/${judged.total}`]),
  unseen(inWords(judged, view)));
}

const STOPS = "button.cell, button.sort";
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Move between cells and headings by arrow keys, Home and End; one at a time is a tab stop. */
function moveByKey(event) {
  const stop = event.target.closest(STOPS);
  const move = MOVES[event.key] ?? { Home: [0, -Infinity], End: [0, Infinity] }[event.key];
  if (!stop || !move || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const next = nextStop(stop, move);
  if (next) focusCell(next);
}

/** Focus the cell or heading, which becomes the matrix's only tab stop. */
function focusCell(stop) {
  for (const other of stop.closest("table").querySelectorAll(STOPS)) other.tabIndex = -1;
  stop.tabIndex = 0;
  stop.focus();
}

/** The nearest cell or heading in that direction, over blanks; ±Infinity is the last of the row. */
function nextStop(stop, [down, right]) {
  const rows = [...stop.closest("table").rows];
  const row = rows.indexOf(stop.closest("tr"));
  const column = stop.closest("td, th").cellIndex;
  const line = down ? rows.map((other) => other.cells[column]) : [...rows[row].cells];
  const stops = line.map((place) => place.querySelector(STOPS));
  const here = down ? row : column;
  const forward = down > 0 || right > 0;
  const ahead = (forward ? stops.slice(here + 1) : stops.slice(0, here).reverse()).filter(Boolean);
  return Math.abs(right) === Infinity ? ahead.at(-1) : ahead[0];
}
