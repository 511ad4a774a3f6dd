"use strict";
// The data in the page: compressed JSON in script elements, the evidence only when it is asked for.

/** The data that a script element carries. */
async function unpack(script) {
  const bytes = Uint8Array.from(atob(script.textContent), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** The study, with its findings as objects that refer to problems, methods and profiles. */
async function loadStudy() {
  const study = await unpack(byId("index"));
  study.profiles = study.profiles.map(([theorem, applies, conclusions]) => ({
    theorem,
    applies,
    conclusions: conclusions.map(([kind, rank, promised, breach]) => ({
      kind, rank, promised: promised === 1, breach: breach === 1,
    })),
  }));
  study.findings = study.findings.map(([problem, method, pair, ranks, theorems], number) => ({
    number, problem, method, pair, ranks: [...ranks].map(Number), theorems: theorems.map((p) => study.profiles[p]),
  }));
  study.skipped = study.skipped.map(([problem, method, pair, reason]) => ({ problem, method, pair, reason }));
  study.sheetsByStep = new Map(study.pairs.map(({ step }) => [step, []]));
  study.pairs.slice(0, study.sheets).forEach(({ step }, sheet) => study.sheetsByStep.get(step).push(sheet));
  return study;
}

const opened = new Map(); // chunk number → promise of its data

/** The evidence of a finding: { finding, texts, hypotheses, tracks }, the first of them its own. */
async function loadEvidence(study, number) {
  let chunk = 0;
  let first = 0;
  while (number >= first + study.chunks[chunk]) first += study.chunks[chunk++];
  if (!opened.has(chunk)) opened.set(chunk, unpack(document.querySelectorAll("script.chunk")[chunk]));
  const data = await opened.get(chunk);
  return { ...data, finding: data.findings[number - first] };
}

/** A track's numbers: { exact }, { log } of base 10, or { linear }; null where there is none. */
function decode([kind, ...rest]) {
  if (kind === "exact") return summed(rest);
  if (kind === "log") return summed(rest.slice(1)).map((v) => (v === null ? null : v / rest[0]));
  return summed(rest.slice(2)).map((v) => (v === null ? null : rest[0] + v * rest[1]));
}

function summed(differences) {
  let total = 0;
  return differences.map((d) => (d === null ? null : (total += d)));
}
