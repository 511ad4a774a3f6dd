"use strict";
// What a cell opens: one finding with its command, plots, verdicts, theorems and hypotheses.

let plots = []; // of the open dialog

/** Open the dialog on a finding. */
async function openEvidence(study, number, view) {
  const dialog = byId("evidence");
  const loaded = await loadEvidence(study, number);
  const summary = study.findings[number];
  dialog.replaceChildren(
    dialogHead(study, summary),
    element("div", { class: "dialog-body", tabindex: "0", role: "group", "aria-label": "Evidence" },
      breachSection(study, summary, loaded),
      aboutFinding(study, summary, loaded.finding),
      loaded.finding.curves === null ? null : courseSection(loaded),
      loaded.finding.curves?.stall ? stallSection(loaded.finding.curves.stall) : null,
      propertiesSection(study, summary, loaded),
      theoremsSection(study, summary, loaded, view)));
  if (!dialog.open) dialog.showModal();
  dialog.querySelector(".dialog-body").scrollTop = 0;
  redrawPlots(dialog);
  dialog.querySelector(".breaches")?.focus({ preventScroll: true });
  history.replaceState(null, "", `#finding-${number}`);
}

/** Let go of what the dialog held. */
function closeEvidence() {
  plots.forEach((plot) => plot.destroy());
  plots = [];
  byId("evidence").replaceChildren();
  history.replaceState(null, "", "#");
}

function dialogHead(study, summary) {
  const problem = study.problems[summary.problem];
  const pair = study.pairs[summary.pair];
  return element("div", { class: "dialog-head" },
    element("div", {},
      element("h2", { id: "evidence-title" }, isolated(problem.name), `, ${study.methods[summary.method].name}`),
      element("p", { class: "schedules" }, "tₖ = ", element("code", {}, pair.step), ", ρₖ = ", element("code", {}, pair.radius))),
    element("button", { type: "button", class: "close", "aria-label": "Close the evidence", onclick: () => byId("evidence").close() }, "✕"));
}

/** A formula with its name, which most carry themselves. */
function stated(formula) {
  return /^f\b[^=]*=/.test(formula) ? formula : `f(x) = ${formula}`;
}

/** The contradicted conclusions of a finding, each with the known error of its theorem. */
function breachSection(study, summary, { finding, texts }) {
  const rows = summary.theorems.flatMap(({ theorem, conclusions }, i) => conclusions.flatMap(({ rank, breach }, j) => {
    if (!breach) return [];
    const [text, evidence, slack, erratum] = finding.theorems[i][1][j];
    return [[
      [element("span", { class: "id" }, study.theorems[theorem].name), texts[text]],
      chip(rank, { word: true, breach: true }),
      [evidenceText(texts[evidence], slack),
        element("p", { class: "about" }, erratum === null ? "New: no erratum is known." : `Known erratum: ${texts[erratum]}.`)],
    ]];
  }));
  return rows.length === 0 ? null : element("section", { class: "breaches", tabindex: "-1", "aria-labelledby": "breaches-title" },
    element("h3", { id: "breaches-title", class: "breach-word" }, rows.length === 1 ? "Contradiction" : `${rows.length} contradictions`),
    plainTable("Promised, as every hypothesis holds", ["Conclusion", "Status", "Evidence"], rows, { class: "verdicts" }));
}

/** The problem in a sentence, and the command that reproduces the finding. */
function aboutFinding(study, summary, { iterations, command }) {
  const problem = study.problems[summary.problem];
  const classes = problem.classes.map((place) => study.classes[place]).join("; ");
  return element("div", {},
    element("p", { class: "about" }, isolated(stated(problem.formula)), `, n = ${problem.dimension} (${classes}). `
      + `${counted(study.starts, "start")}, ${counted(iterations, "iteration")}.`),
    commandBox(command));
}

function commandBox(command) {
  return element("section", { class: "command", "aria-label": "The command that reproduces this setting" },
    element("pre", {}, element("code", {}, command)),
    element("button", { type: "button" }, "Copy the command"), element("span", { role: "status", class: "said" }));
}

/** Copy the command beside a button; where the browser does not allow that, select it. */
async function copyCommand(button) {
  if (!button) return;
  const box = button.closest(".command");
  const [code, said] = [box.querySelector("code"), box.querySelector(".said")];
  try {
    await navigator.clipboard.writeText(code.textContent);
    said.textContent = "copied";
  } catch {
    getSelection().selectAllChildren(code);
    said.textContent = "selected: copy it with Ctrl+C";
  }
}

function courseSection(loaded) {
  const { curves } = loaded.finding;
  const figure = element("div", { class: "plots" });
  figure.curves = curvesOf(loaded);
  return element("section", { "aria-labelledby": "course-title" },
    element("h3", { id: "course-title" }, `The run from start ${curves.start}`),
    plotControls(figure.curves), figure, plotKey(figure.curves),
    element("p", { class: "rate" }, element("strong", {}, "Fitted rate: "),
      curves.rate === null ? "‖∇f‖ does not stand out from rounding long enough." : `${curves.rate.text}.`,
      ` ${sentence(curves.ending)}`),
    element("details", {}, element("summary", {}, "The numbers of the plots"),
      element("div", { class: "region", tabindex: "0", role: "region", "aria-label": "Numbers of the plots" }, numbersTable(figure.curves))));
}

/** A text as a sentence; only a word gets a capital, not a symbol such as tₖ or f. */
function sentence(text) {
  const word = /^(a |[a-z]{2,}\b(?![(ₖᵏ]))/.test(text);
  return `${word ? text[0].toUpperCase() + text.slice(1) : text}.`;
}

function plotControls({ clocks }) {
  const choice = (name, value, words, attributes = {}) => element("label", {},
    element("input", { type: "radio", name, value, onchange: () => redrawPlots(byId("evidence")), ...attributes }), element("span", {}, words));
  return element("form", { class: "plot-controls" },
    element("fieldset", { class: "segments" }, element("legend", {}, "Against"),
      choice("clock", "k", "k", { checked: true }),
      choice("clock", "elapsed", "Σt", { disabled: clocks.elapsed === null })),
    element("fieldset", { class: "segments" }, element("legend", {}, "Axis"),
      choice("axis", "log", "logarithmic", { checked: true }), choice("axis", "linear", "linear")));
}

function redrawPlots(dialog) {
  const figure = dialog.querySelector(".plots");
  plots.forEach((plot) => plot.destroy());
  plots = [];
  if (!figure) return;
  const { clock, axis } = dialog.querySelector(".plot-controls").elements;
  plots = drawPlots(figure, figure.curves, clock.value, axis.value === "log");
}

function plotKey({ quantities }) {
  const level = quantities.find((q) => q.level);
  return element("ul", { class: "key" },
    keyEntry("high", "greatest value in a window of k"),
    quantities.some((q) => q.low) ? keyEntry("low", "least value") : null,
    quantities.some((q) => q.fit) ? keyEntry("fit", "fitted law of ‖∇f‖") : null,
    level ? keyEntry("level", `certified: ${level.levelWords}`) : null);
}

function keyEntry(kind, words) {
  return element("li", {}, element("span", { class: `swatch ${kind}` }), words);
}

function propertiesSection(study, summary, { finding, texts }) {
  const rows = finding.properties.map(([text, slack], i) => [
    [element("span", { class: "symbols" }, study.properties[i].words), element("span", { class: "id" }, study.properties[i].name)],
    chip(summary.ranks[i], { word: true }),
    evidenceText(texts[text], slack),
  ]);
  return element("section", { "aria-labelledby": "properties-title" },
    element("h3", { id: "properties-title" }, "What the runs show"),
    plainTable("The five properties of Table 1, the worst over the starts", ["Property", "Status", "Evidence"], rows, { class: "verdicts" }));
}

function evidenceText(text, slack) {
  return slack === null ? text : `${text} (slack ${approximate(slack)})`;
}

function theoremsSection(study, summary, loaded, view) {
  const items = summary.theorems.map((profile, i) => ({ profile, details: loaded.finding.theorems[i] }))
    .sort((a, b) => weight(b.profile) - weight(a.profile))
    .map(({ profile, details }) => theoremItem(study, profile, details, loaded, view));
  return element("section", { "aria-labelledby": "theorems-title" },
    element("h3", { id: "theorems-title" }, "Theorems about this method"),
    items.length ? items : element("p", {}, "The study holds no theorem about this method."));
}

/** Contradicted theorems come first, then those that promise something. */
function weight({ conclusions }) {
  return conclusions.some((c) => c.breach) ? 2 : Number(conclusions.some((c) => c.promised));
}

function theoremItem(study, profile, [hypotheses, conclusions], loaded, view) {
  const theorem = study.theorems[profile.theorem];
  const breach = profile.conclusions.some((c) => c.breach);
  const open = breach || view.theorem === profile.theorem;
  const item = element("details", { class: "theorem", open },
    element("summary", {}, theoremLine(theorem, profile, breach)));
  const fill = () => {
    if (item.childElementCount > 1) return;
    item.append(
      element("p", { class: "about" }, `${sentence(theorem.summary.replace(/\.$/, ""))} ${sentence(theorem.source.replace(/\.$/, ""))}`),
      hypothesesTable(hypotheses, loaded), conclusionsTable(profile, conclusions, loaded));
  };
  item.addEventListener("toggle", fill);
  if (open) fill();
  return item;
}

function theoremLine(theorem, profile, breach) {
  const promised = profile.conclusions.filter((c) => c.promised).length;
  return [
    element("span", { class: "theorem-name" }, theorem.name),
    element("span", {}, " hypotheses ", chip(profile.applies, { word: true })),
    element("span", { class: "promise" }, promised ? `promises ${promised} of ${counted(profile.conclusions.length, "conclusion")}` : "promises nothing here"),
    breach ? element("strong", { class: "breach-word" }, "contradiction") : null,
  ];
}

function hypothesesTable(places, { hypotheses, texts }) {
  const rows = places.map((place) => {
    const [text, rank, evidence, slack] = hypotheses[place];
    return [texts[text], chip(rank, { word: true }), evidenceText(texts[evidence], slack)];
  });
  return plainTable("Hypotheses, those of single conclusions last; the theorem’s status is the worst of those that all conclusions need", ["Hypothesis", "Status", "Reason"], rows, { class: "verdicts" });
}

function conclusionsTable(profile, conclusions, { texts }) {
  const rows = conclusions.map(([text, evidence, slack], i) => {
    const { rank, promised, breach } = profile.conclusions[i];
    const promise = breach ? element("strong", { class: "breach-word" }, "promised: contradiction") : promised ? "promised" : "not promised";
    return [texts[text], promise, chip(rank, { word: true, breach }), evidenceText(texts[evidence], slack)];
  });
  return plainTable("Conclusions", ["Conclusion", "Promised", "Status", "Evidence"], rows, { class: "verdicts" });
}
