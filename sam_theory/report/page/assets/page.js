"use strict";
// The page: what the reader has chosen, and what is drawn anew when a choice changes.

/** Start: load the study, offer the choices, draw, and listen. */
async function start() {
  const study = await loadStudy();
  const form = byId("controls");
  offerChoices(form, study);
  offerStatuses(byId("statuses"));
  const page = {
    study, form, sheet: 0, view: null, filters: null,
    judged: null, shown: null, // all findings as rows, and those that pass the filters
    table: null, // of these, once the list has been asked for
    rows: { id: "problem", desc: false }, // the order of the matrix
    list: { sorting: [], pageIndex: 0 },
  };
  refilter(page);
  listen(page);
  await openFromAddress(page).catch(fail);
  document.documentElement.dataset.ready = String(Math.round(performance.now())); // ms since it was opened
}

/** The form may have changed: judge and filter anew, if it has. */
function refilter(page) {
  const { view, filters } = readControls(page.form);
  const sameView = JSON.stringify(view) === JSON.stringify(page.view);
  // A search field also reports a change when a click elsewhere takes its focus away: to redraw
  // then would pull the clicked cell from under the pointer.
  if (sameView && JSON.stringify(filters) === JSON.stringify(page.filters)) return;
  if (!sameView) page.judged = judgedRows(page.study, view);
  page.view = view;
  page.filters = filters;
  page.shown = passing(page.study, page.judged, { view, filters });
  page.table = null;
  page.list.pageIndex = 0;
  redraw(page);
}

/** Draw what is shown: the counts, then the matrix or the list. */
function redraw(page) {
  const { study, view, filters, judged, shown } = page;
  byId("filters-used").textContent = filters.length ? `(${filters.length} in use)` : "";
  showTallies(passing(study, judged, { view, filters, but: "status" }), view);
  showCount(study, shown);
  showSheets(page, shown);
  if (byId("list-view").hidden) drawMatrixOf(page);
  else drawListOf(page);
}

function drawMatrixOf({ study, view, sheet, rows: sorting, filters, shown }) {
  drawMatrix(byId("matrix-region"), study, shown, { view, sheet, sorting, narrowed: filters.length > 0 });
}

function drawListOf(page) {
  const { study, view, shown, list } = page;
  const state = { sorting: list.sorting, pagination: { pageIndex: list.pageIndex, pageSize: PAGE } };
  page.table ??= findingsTable(study, shown, state);
  page.table.setOptions((options) => ({ ...options, state: { ...options.state, ...state } }));
  drawList(byId("list-region"), study, page.table, view);
  showPager(page.table);
}

function showCount(study, shown) {
  const breaches = shown.filter((row) => row.judged.breach).length;
  const problems = new Set(shown.map((row) => row.finding.problem)).size;
  byId("count").textContent = `${shown.length.toLocaleString("en")} of ${counted(study.findings.length, "setting")} `
    + `on ${counted(problems, "problem")}; ${breaches.toLocaleString("en")} contradict${breaches === 1 ? "s" : ""} a theorem`;
}

/** The sheets with the number of findings on each that are shown; the first such one is opened. */
function showSheets(page, shown) {
  const { study } = page;
  const numbers = sheetNumbers(study, shown);
  if (!numbers[page.sheet]) page.sheet = Math.max(0, numbers.findIndex((number) => number > 0));
  byId("sheet").replaceChildren(...numbers.map((number, sheet) => {
    const { step, radius } = study.pairs[sheet];
    const words = `${sheet + 1} of ${study.sheets}: tₖ = ${step}, ρₖ = ${radius} (${number})`;
    return element("option", { value: sheet, selected: sheet === page.sheet, disabled: !number }, words);
  }));
  byId("previous-sheet").disabled = !numbers.slice(0, page.sheet).some(Boolean);
  byId("next-sheet").disabled = !numbers.slice(page.sheet + 1).some(Boolean);
}

function sheetNumbers(study, shown) {
  const numbers = new Array(study.sheets).fill(0);
  for (const { finding } of shown) {
    for (const sheet of sheetsOf(study, finding)) numbers[sheet] += 1;
  }
  return numbers;
}

/** Turn to the next sheet in that direction that shows a finding. */
function turnSheet(page, by) {
  const options = [...byId("sheet").options];
  let sheet = page.sheet + by;
  while (options[sheet]?.disabled) sheet += by;
  if (!options[sheet]) return;
  page.sheet = sheet;
  redraw(page);
}

function listen(page) {
  const { form } = page;
  document.addEventListener("change", (event) => { if (event.target.form === form) refilter(page); });
  form.elements.problem.addEventListener("input", () => refilter(page));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => refilter(page)));
  byId("views").addEventListener("change", (event) => showAs(page, event.target.value));
  byId("theme").addEventListener("change", (event) => { document.documentElement.dataset.theme = event.target.value; });
  listenToMatrix(page);
  listenToList(page);
  for (const region of [byId("matrix-region"), byId("list-region")]) {
    region.addEventListener("click", (event) => {
      const cell = event.target.closest("button.cell");
      if (cell?.closest(".matrix")) focusCell(cell);
      if (cell) openEvidence(page.study, Number(cell.dataset.finding), page.view).catch(fail);
    });
  }
  document.addEventListener("click", (event) => copyCommand(event.target.closest(".command button")));
  addEventListener("hashchange", () => openFromAddress(page).catch(fail));
  addEventListener("beforeprint", () => drawRest(byId("matrix-region")));
  listenToDialog(byId("evidence"));
}

function listenToMatrix(page) {
  const region = byId("matrix-region");
  region.addEventListener("keydown", moveByKey);
  region.addEventListener("click", (event) => {
    const heading = event.target.closest("button.sort");
    if (heading) sortMatrix(page, heading.dataset.sort);
  });
  byId("row-order").addEventListener("change", (event) => {
    page.rows = { id: event.target.value, desc: event.target.value === "worst" };
    drawMatrixOf(page);
  });
  byId("sheet").addEventListener("change", (event) => { page.sheet = Number(event.target.value); redraw(page); });
  byId("previous-sheet").addEventListener("click", () => turnSheet(page, -1));
  byId("next-sheet").addEventListener("click", () => turnSheet(page, 1));
}

/** Sort by a method: worst first, then best first, then by problem again. */
function sortMatrix(page, id) {
  const { rows } = page;
  page.rows = rows.id !== id ? { id, desc: true } : rows.desc ? { id, desc: false } : { id: "problem", desc: false };
  byId("row-order").value = page.rows.id === "problem" ? "problem" : "";
  drawMatrixOf(page);
  focusCell(byId("matrix-region").querySelector(`[data-sort="${id}"]`));
}

function listenToList(page) {
  const region = byId("list-region");
  region.addEventListener("click", (event) => {
    const heading = event.target.closest("button.sort");
    if (!heading) return;
    const { sort } = heading.dataset;
    sortList(page, sort);
    region.querySelector(`[data-sort="${sort}"]`).focus();
  });
  const turn = (by) => () => { page.list.pageIndex += by; redraw(page); region.scrollTop = 0; };
  byId("previous-page").addEventListener("click", turn(-1));
  byId("next-page").addEventListener("click", turn(1));
}

function sortList(page, id) {
  const [current] = page.list.sorting;
  const first = page.table.getColumn(id).columnDef.sortDescFirst === true;
  const desc = current?.id === id ? !current.desc : first;
  const done = current?.id === id && current.desc !== first;
  page.list = { sorting: done ? [] : [{ id, desc }], pageIndex: 0 };
  redraw(page);
}

function showAs(page, name) {
  for (const view of ["matrix", "list"]) byId(`${view}-view`).hidden = name !== view;
  byId("sheet-bar").hidden = name !== "matrix";
  byId("skip").href = `#${name}-region`;
  byId("skip").textContent = `Skip to the ${name}`;
  redraw(page);
}

function listenToDialog(dialog) {
  dialog.addEventListener("close", closeEvidence);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  addEventListener("resize", () => { if (dialog.open) redrawPlots(dialog); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (dialog.open) redrawPlots(dialog); });
}

/** Open the finding that the address names, as #finding-12; without one, close what is open. */
async function openFromAddress({ study, view }) {
  const number = Number(/^#finding-(\d+)$/.exec(location.hash)?.[1] ?? NaN);
  if (number < study.findings.length) await openEvidence(study, number, view);
  else if (byId("evidence").open) byId("evidence").close();
}

/** Say that the page could not be drawn, and why. */
function fail(error) {
  const old = typeof DecompressionStream === "undefined";
  byId("failure").textContent = old
    ? "This browser is too old for this page, which needs DecompressionStream: Chrome 80, Firefox 113, Safari 16.4 or later."
    : `The page could not be drawn: ${error.message}`;
  byId("failure").hidden = false;
}

start().catch(fail);
