"""A proof for reading: hypotheses, conclusions, and every step with its formula and premises."""

from __future__ import annotations

import ast

from sam_theory.collecting import Entry
from sam_theory.proofs.proof import (
    RULES,
    Argument,
    Check,
    Cited,
    Exists,
    Identity,
    Induction,
    Limit,
    Number,
    Orbit,
    PowerSeries,
    Proof,
    Reals,
    Schedules,
    Step,
    Trial,
)
from sam_theory.report.items.formulas import spoken
from sam_theory.report.items.sections import Description, Section, described, numbered

WAYS = {
    "identity": "an identity, by algebra",
    "real-arithmetic": "real arithmetic",
    "series": "series and limits",
    "number": "numbers, rigorously enclosed or exact",
    "lemma": "an argument in parts",
    "cited": "cited",
}
QUESTIONS = {  # what proofs ask of schedules
    "step-decreases": "tₖ is nonincreasing from some k on",
    "product-summable": "Σ tₖρₖ < ∞",
    "radius-vanishes": "ρₖ → 0",
    "radius-limsup": "limsup ρₖ < 2/L",
}


def describe_proof(proof: Proof, entry: Entry) -> Description:
    """Steps in the order of the proof; * marks what is not in print."""
    hypotheses = {key: i for i, (key, _) in enumerate(proof.hypotheses, 1)}
    steps = [row for step in proof.steps for row in _step(step, hypotheses)]
    return described(
        f"proof {proof.name}",
        (proof.summary, proof.source if proof.source != proof.summary else "", f"{proof.outcome}."),
        Section("Notation", (("", _notation(entry)),) if _notation(entry) else ()),
        Section("Hypotheses", numbered([text for _, text in proof.hypotheses])),
        Section("Conclusions (* not in print)", _parts(proof)),
        Section("Steps (* not in print)", tuple(steps), stacked=True),
        Section("Command", (("", f"sam-theory prove {proof.name}"),)),
    )


def _notation(entry: Entry) -> str:
    """What the proof's module says below its first line."""
    told = ast.get_docstring(ast.parse(entry.path.read_text(encoding="utf-8"))) or ""
    return " ".join(told.partition("\n")[2].split())


def _parts(proof: Proof) -> tuple[tuple[str, str], ...]:
    rows = []
    for part in proof.parts:
        rest = f" (rests on: {'; '.join(part.rests_on)})" if part.rests_on else ""
        against = f" (refuted by: {part.refuted_by})" if part.refuted_by else ""
        rows.append(("•", f"{part.text}{' *' if part.ours else ''}{against or rest}"))
    return tuple(rows)


def _step(step: Step, hypotheses: dict[str, int]) -> list[tuple[str, str]]:
    rows = [(f"{step.name}{' *' if step.ours else ''}", step.claim)]
    rows += [
        ("", f"{'' if i else f'by {WAYS[step.by]}: '}{line}")
        for i, line in enumerate(_formal(step.check, hypotheses))
    ]
    if step.uses:
        rows.append(("", f"uses {', '.join(_label(use, hypotheses) for use in step.uses)}"))
    if step.erratum:
        rows.append(("", f"known erratum: {step.erratum}"))
    if step.run:
        rows.append(("", f"shown by: {step.run}"))
    return rows


def _label(label: str, hypotheses: dict[str, int]) -> str:
    """A premise's origin: a hypothesis by its number, a step or another proof by its name."""
    if label[0] == "@":
        return f"step {label[1:]}"
    if label[0] == "=":
        return f"the proof {label[1:]}"
    return f"hypothesis {hypotheses[label]}" if label in hypotheses else label


def _formal(check: Check, hypotheses: dict[str, int]) -> list[str]:
    """What is checked, in formulas; a line for each part of an argument."""
    match check:
        case Argument():
            parts = [line for part in check.obligations for line in _formal(part, hypotheses)]
            return [RULES[check.rule], *(f"– {line}" for line in parts)]
        case Identity():
            return [spoken(check.equation) + _from(check.given, hypotheses)]
        case Reals():
            return [_contradiction(spoken(check.then)) + _from(check.given, hypotheses)]
        case Exists():
            return [f"there are numbers with {'; '.join(map(spoken, check.such_that))}"]
        case Induction():
            start = "; ".join(spoken(text) for text in check.start)
            step = _premises(check.step, hypotheses)
            text = f"{spoken(check.then)} by induction; at first {start}; in a step {step}"
            return [text + _from(check.given, hypotheses)]
        case Cited():
            return [check.source]
    return [_computed(check)]


def _contradiction(text: str) -> str:
    return "a contradiction" if text == "False" else text


def _computed(check: Check) -> str:
    match check:
        case Schedules():
            question = QUESTIONS.get(check.key, check.key)
            not_ = "" if check.holds else "it fails that "
            return f"{not_}{question} for tₖ = {check.step}, ρₖ = {check.radius}"
        case PowerSeries():
            verb = "converges" if check.converges else "diverges"
            return f"Σ k^(−({spoken(check.exponent)})) {verb}"
        case Limit():
            to = {"oo": "∞", "-oo": "−∞"}.get(check.to, check.to)
            return f"{spoken(check.expression)} → {check.value} as {check.variable} → {to}"
        case Number():
            where = "; ".join(f"{name} = {spoken(text)}" for name, text in check.where)
            return spoken(check.relation) + (f", where {where}" if where else "")
        case Orbit() | Trial():
            start = ", ".join(f"{name} = {spoken(text)}" for name, text in check.start)
            update = ", ".join(f"{name} becomes {spoken(text)}" for name, text in check.update)
            times = f"{check.times} times" if isinstance(check, Orbit) else "at random"
            return f"from {start}, {times}: {update}; then {spoken(check.then)}"
    return ""


def _from(given: tuple[str, ...], hypotheses: dict[str, int]) -> str:
    return f", from {_premises(given, hypotheses)}" if given else ""


def _premises(given: tuple[str, ...], hypotheses: dict[str, int]) -> str:
    found = []
    for text in given:
        label, _, formula = text.rpartition(": ")
        if not label and text[:1] == "@":
            label, formula = text, ""
        origin = f" ({_label(label, hypotheses)})" if label and formula else ""
        found.append(f"{spoken(formula)}{origin}" if formula else _label(label, hypotheses))
    return "; ".join(found)
