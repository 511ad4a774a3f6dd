"use strict";
// The data of the page: compressed JSON in script elements, and the evidence of many findings in files
// beside it, which are loaded when they are asked for.

/** The data that a text carries. */
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** The study, with its findings as objects that refer to problems, methods and profiles. */
async function loadStudy() {
  const study = await unpack(byId("index").textContent);
  study.profiles = study.profiles.map(([theorem, applies, conclusions]) => ({
    theorem,
    applies,
    breach: conclusions.some(([, , , breach]) => breach === 1),
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
  if (!opened.has(chunk)) opened.set(chunk, textOf(study, chunk).then(unpack));
  const data = await opened.get(chunk);
  return { ...data, finding: data.findings[number - first] };
}

const awaited = new Map(); // chunk number → what hears its text

/** The text of a chunk: in the page, or in a file that may be loaded from the file system too. */
async function textOf(study, chunk) {
  const inside = document.querySelectorAll("script.chunk")[chunk];
  if (inside) return inside.textContent;
  const file = `evidence/${study.evidence}-${chunk}.js`;
  return new Promise((resolve, reject) => {
    awaited.set(chunk, resolve);
    const script = element("script", { src: file });
    script.addEventListener("error", () => {
      opened.delete(chunk);
      reject(new Error(`${file} must lie beside this page`));
    });
    document.head.append(script);
  });
}

/** Called by a file of evidence. */
function carry(chunk, text) {
  awaited.get(chunk)(text);
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
