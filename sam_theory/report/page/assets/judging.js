"use strict";
// What is said of a finding, seen through one of three lenses and narrowed to a theorem or property.

const LETTERS = ["P", "C", "U", "V", "R"];
const WORDS = ["proved", "consistent", "undecided", "violated", "refuted"];
const NOTHING = 5; // the rank of a finding of which the lens shows no verdict
const NOTHING_WORDS = { promises: "nothing promised", runs: "no verdict", hypotheses: "no theorem" };

/** { rank, held, total, breach }: the worst rank, how many verdicts hold, whether one is a breach. */
function judgement(finding, view) {
  const verdicts = verdictsOf(finding, view);
  const ranks = verdicts.map((verdict) => verdict.rank);
  return {
    rank: ranks.length ? Math.max(...ranks) : NOTHING,
    held: ranks.filter((rank) => rank <= 1).length,
    total: ranks.length,
    breach: conclusionsOf(finding, view).some((conclusion) => conclusion.breach),
  };
}

/** The verdicts of a finding that the view is about, each with its rank. */
function verdictsOf(finding, view) {
  if (view.lens === "promises") return conclusionsOf(finding, view).filter((c) => c.promised);
  if (view.lens === "hypotheses") return profilesOf(finding, view).map((p) => ({ rank: p.applies }));
  if (view.theorem !== null && !profilesOf(finding, view).length) return [];
  if (view.property !== null) return finding.ranks.filter((_, i) => i === view.property).map((rank) => ({ rank }));
  return finding.ranks.map((rank) => ({ rank }));
}

function conclusionsOf(finding, view) {
  const all = profilesOf(finding, view).flatMap((profile) => profile.conclusions);
  return view.property === null ? all : all.filter((c) => c.kind === view.property);
}

/** The theorems about the finding, or the one that the view is narrowed to. */
function profilesOf(finding, view) {
  const chosen = finding.theorems.filter((p) => view.theorem === null || p.theorem === view.theorem);
  if (view.lens !== "hypotheses" || view.property === null) return chosen;
  return chosen.filter((p) => p.conclusions.some((c) => c.kind === view.property));
}

/** The theorems that promise something of the finding. */
function promising(finding) {
  return finding.theorems.filter((profile) => profile.conclusions.some((c) => c.promised));
}

/** The judgement in words, for a screen reader. */
function inWords({ rank, held, total, breach }, view) {
  if (rank === NOTHING) return NOTHING_WORDS[view.lens];
  const nouns = { promises: "promised conclusions", runs: "properties", hypotheses: "theorems’ hypotheses" };
  return `${WORDS[rank]}, ${held} of ${total} ${nouns[view.lens]} hold${breach ? ", contradiction" : ""}`;
}

/** A status as a small coloured letter, with its word for a screen reader or beside it. */
function chip(rank, { word = false, breach = false } = {}) {
  const letter = element("span", {
    class: breach ? "chip breach" : "chip", "data-rank": rank, "aria-hidden": "true", title: WORDS[rank],
  }, LETTERS[rank]);
  return [letter, word ? element("span", { class: "status-word" }, WORDS[rank]) : unseen(WORDS[rank])];
}
