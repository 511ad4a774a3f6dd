"use strict";
// The list: every finding that passes the filters, one a row, sortable by each column, in pages.

const PAGE = 50; // rows

const LIST_HEADINGS = {
  problem: "Problem", class: "Class", method: "Method", step: "tₖ", radius: "ρₖ", theorem: "Theorems that promise", status: "Status",
};

/** Draw the page of the list that the table's state asks for. */
function drawList(region, study, table, view) {
  const headings = { ...LIST_HEADINGS };
  for (const { name, words } of study.properties) headings[name] = words;
  const rows = table.getRowModel().rows;
  region.replaceChildren(rows.length
    ? element("table", { class: "list" },
      element("caption", {}, "Settings, one a row; a heading sorts by its column"),
      element("thead", {}, element("tr", {}, Object.entries(headings).map(([id, words]) => listHeading(table, id, words)))),
      element("tbody", {}, rows.map(({ original }) => listRow(study, original, view))))
    : element("p", { class: "empty" }, "Nothing passes the filters."));
}

function listHeading(table, id, words) {
  const sorted = table.getColumn(id).getIsSorted();
  const order = sorted === false ? null : sorted === "desc" ? "descending" : "ascending";
  return element("th", { scope: "col", "aria-sort": order },
    element("button", { type: "button", class: "sort", "data-sort": id }, unbroken(words), sortMark(order)));
}

/** A formula that does not break at its relation. */
function unbroken(words) {
  return words.replaceAll(/ ([→=]) /g, "\u00a0$1\u00a0");
}

function listRow(study, row, view) {
  const { finding } = row;
  const problem = study.problems[finding.problem];
  const pair = study.pairs[finding.pair];
  return element("tr", {},
    element("th", { scope: "row" }, problem.name),
    element("td", { class: "class" }, study.classes[problem.classes[0]] ?? ""),
    element("td", { class: "method" }, study.methods[finding.method].name),
    element("td", { class: "formula" }, pair.step),
    element("td", { class: "formula" }, pair.radius),
    element("td", { class: "number", title: promising(finding).map((p) => study.theorems[p.theorem].name).join(", ") },
      `${promising(finding).length} of ${finding.theorems.length}`),
    element("td", {}, cellButton(row, view)),
    finding.ranks.map((rank) => element("td", { class: "centred" }, chip(rank))));
}

/** Write the page's number, and allow the buttons that lead on. */
function showPager(table) {
  const { pageIndex } = table.getState().pagination;
  byId("page-number").textContent = `page ${pageIndex + 1} of ${Math.max(1, table.getPageCount())}`;
  byId("previous-page").disabled = !table.getCanPreviousPage();
  byId("next-page").disabled = !table.getCanNextPage();
}
