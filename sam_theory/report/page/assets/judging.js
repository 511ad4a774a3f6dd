"use strict";
// What is said of a finding, seen through one of three lenses and narrowed to a theorem or property.

const LETTERS = ["P", "C", "U", "V", "R"];
const WORDS = ["proved", "consistent", "undecided", "violated", "refuted"];
const NOTHING = 5; // the rank of a finding of which the lens shows no verdict
const NOTHING_WORDS = { promises: "nothing promised", runs: "no verdict", hypotheses: "no theorem" };

/** { rank, held, total, breach }: the worst rank, how many verdicts hold, whether one is a breach. */
function judgement(finding, view) {
  let [rank, held, total] = [-1, 0, 0];
  for (const verdict of verdictsOf(finding, view)) {
    rank = Math.max(rank, verdict.rank);
    held += verdict.rank <= 1;
    total += 1;
  }
  return { rank: total ? rank : NOTHING, held, total, breach: isBreach(finding, view) };
}

/** The verdicts of a finding that the view is about, each with its rank. */
function verdictsOf(finding, view) {
  if (view.lens === "promises") return conclusionsOf(finding, view, (conclusion) => conclusion.promised);
  if (view.lens === "hypotheses") return profilesOf(finding, view).map((p) => ({ rank: p.applies }));
  if (view.theorem !== null && !profilesOf(finding, view).length) return [];
  if (view.property !== null) return finding.ranks.filter((_, i) => i === view.property).map((rank) => ({ rank }));
  return finding.ranks.map((rank) => ({ rank }));
}

/** The conclusions that the view is about, those that are wanted; a loop, as findings may be many. */
function conclusionsOf(finding, view, wanted) {
  const found = [];
  for (const profile of profilesOf(finding, view)) {
    for (const conclusion of profile.conclusions) {
      if ((view.property === null || conclusion.kind === view.property) && wanted(conclusion)) found.push(conclusion);
    }
  }
  return found;
}

function isBreach(finding, view) {
  return finding.theorems.some((profile) => profile.breach) && conclusionsOf(finding, view, (c) => c.breach).length > 0;
}

/** The theorems about the finding, or the one that the view is narrowed to. */
function profilesOf(finding, view) {
  const chosen = view.theorem === null ? finding.theorems : finding.theorems.filter((p) => p.theorem === view.theorem);
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
