"use strict";
// The form: what it asks for, the choices it offers, and the table of findings that answers it.

/** What the form asks for: the view, and the filters, by the columns that they are about. */
function readControls(form) {
  const place = (name) => (form.elements[name].value === "" ? null : Number(form.elements[name].value));
  const view = { lens: form.elements.lens.value, theorem: place("theorem"), property: place("property") };
  const ranks = [...form.querySelectorAll("[name=status]:checked")].map((box) => Number(box.value));
  const asked = {
    problem: form.elements.problem.value.trim().toLowerCase(),
    class: place("class"),
    method: place("method"),
    theorem: view.theorem,
    status: ranks.length ? ranks : null,
    breach: form.elements.contradictions.checked || null,
  };
  const filters = Object.entries(asked)
    .filter(([, value]) => value !== null && value !== "")
    .map(([id, value]) => ({ id, value }));
  return { view, filters };
}

/** Fill the form's choices with the names of the study. */
function offerChoices(form, study) {
  const used = new Set(study.problems.flatMap((problem) => problem.classes));
  offer(form.elements.class, study.classes, (place) => used.has(place));
  offer(form.elements.method, study.methods.map((method) => method.name));
  offer(form.elements.theorem, study.theorems.map((theorem) => theorem.name));
  const words = study.kinds.map((kind, i) =>
    i < study.properties.length ? `${kind}: ${study.properties[i].words}` : `other conclusions: ${kind}`);
  offer(form.elements.property, words);
}

function offer(select, names, wanted = () => true) {
  const places = names.map((_, place) => place).filter(wanted);
  places.sort((a, b) => names[a].localeCompare(names[b], "en", { numeric: true }));
  if (select.name === "property" || select.name === "class") places.sort((a, b) => a - b);
  select.append(...places.map((place) => element("option", { value: place }, names[place])));
}

/** The statuses as checkboxes that tell how many findings have each. */
function offerStatuses(fieldset) {
  for (let rank = 0; rank <= NOTHING; rank++) {
    const label = rank === NOTHING
      ? [element("span", { class: "chip", "data-rank": rank, "aria-hidden": "true" }, "–"),
        element("span", { id: "nothing-word" }, "")]
      : chip(rank, { word: true });
    fieldset.append(element("label", { class: "status" },
      element("input", { type: "checkbox", name: "status", value: rank }),
      label,
      element("span", { class: "tally", id: `tally-${rank}` })));
  }
}

/** Write beside each status how many findings have it that pass the other filters. */
function showTallies(rows, view) {
  const tallies = new Array(NOTHING + 1).fill(0);
  for (const row of rows) tallies[row.judged.rank] += 1;
  tallies.forEach((tally, rank) => { byId(`tally-${rank}`).textContent = tally.toLocaleString("en"); });
  byId("nothing-word").textContent = NOTHING_WORDS[view.lens];
}

/** The findings, each judged through the view. */
function judgedRows(study, view) {
  return study.findings.map((finding) => ({ finding, judged: judgement(finding, view) }));
}

/** The rows that pass all filters, or all but the one of that column. */
function passing(study, rows, { view, filters, but = null }) {
  const accepts = acceptance(study, view);
  const asked = filters.filter(({ id }) => id !== but);
  return asked.length ? rows.filter((row) => asked.every(({ id, value }) => accepts[id](row, value))) : rows;
}

/** Whether a row passes the filter of a column, by column. */
function acceptance(study, view) {
  const problem = (row) => study.problems[row.finding.problem];
  return {
    problem: (row, text) => problem(row).name.toLowerCase().includes(text),
    class: (row, place) => problem(row).classes.includes(place),
    method: (row, place) => row.finding.method === place,
    theorem: (row) => profilesOf(row.finding, view).length > 0,
    status: (row, ranks) => ranks.includes(row.judged.rank),
    breach: (row) => row.judged.breach,
  };
}

/** Rows as TanStack's table, which sorts them and turns their pages. */
function findingsTable(study, rows, state) {
  return tableOf({ data: rows, columns: findingColumns(study), state });
}

/** A TanStack table without a framework: the state is given, and stays as it is. */
function tableOf({ data, columns, state }) {
  const table = TableCore.createTable({
    data,
    columns,
    state: {},
    onStateChange: () => {},
    renderFallbackValue: null,
    autoResetAll: false,
    getCoreRowModel: TableCore.getCoreRowModel(),
    getSortedRowModel: TableCore.getSortedRowModel(),
    getPaginationRowModel: TableCore.getPaginationRowModel(),
  });
  table.setOptions((options) => ({ ...options, state: { ...table.initialState, ...state } }));
  return table;
}

function findingColumns(study) {
  const problem = (row) => study.problems[row.finding.problem];
  const pair = (row) => study.pairs[row.finding.pair];
  const column = (id, accessorFn, extra = {}) => ({ id, accessorFn, sortingFn: "alphanumeric", ...extra });
  const ranked = { sortingFn: "basic", sortDescFirst: true };
  return [
    column("problem", (row) => problem(row).name),
    column("class", (row) => problem(row).classes[0] ?? Infinity, { sortingFn: "basic" }),
    column("method", (row) => study.methods[row.finding.method].name),
    column("step", (row) => pair(row).step),
    column("radius", (row) => pair(row).radius),
    column("theorem", (row) => promising(row.finding).length, ranked),
    column("status", (row) => severity(row.judged), ranked),
    column("breach", (row) => Number(row.judged.breach), ranked),
    ...study.properties.map(({ name }, i) => column(name, (row) => row.finding.ranks[i], ranked)),
  ];
}

/** The rank to sort by, with what has no verdict below everything. */
function severity({ rank }) {
  return rank === NOTHING ? -1 : rank;
}
