"""A proof for reading: hypotheses, conclusions, and every step with its formula and premises."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from sam_theory.library.collecting import Entry
from sam_theory.proofs.checking import references
from sam_theory.proofs.proof import (
    Block,
    Check,
    Choose,
    Cited,
    Define,
    Exists,
    Identity,
    Limit,
    Number,
    Orbit,
    Proof,
    Read,
    Reals,
    Ref,
    Rule,
    Schedules,
    Series,
    Step,
    Uses,
    Witness,
)
from sam_theory.proofs.schemas import SCHEMAS
from sam_theory.report.items.formulas import spoken
from sam_theory.report.items.sections import Description, Section, described, numbered

INDENT = "  "
QUESTIONS = {  # what proofs ask of schedules
    "step-decreases": "tₖ is nonincreasing from some k on",
    "product-summable": "Σ tₖρₖ < ∞",
    "radius-vanishes": "ρₖ → 0",
    "radius-limsup": "limsup ρₖ < 2/L",
}


def describe_proof(proof: Proof, entry: Entry) -> Description:
    """Steps in the order of the proof; * marks what is not in print."""
    said = proof.statement
    hypotheses = {given.key: i for i, given in enumerate(said.hypotheses, 1)}
    steps = [row for step in proof.steps for row in _step(step, hypotheses, 0)]
    return described(
        f"proof {proof.name}",
        (proof.summary, proof.source if proof.source != proof.summary else "", f"{proof.outcome}."),
        Section("Notation", (("", _notation(entry)),) if _notation(entry) else ()),
        Section("Hypotheses", numbered([given.text for given in said.hypotheses])),
        Section("Definitions", tuple(("•", given.text) for given in said.definitions)),
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
        rest = f" (shown by: {part.shown_by})" if part.shown_by else ""
        against = f" (refuted by: {part.refuted_by})" if part.refuted_by else ""
        rows.append(("•", f"{part.text}{' *' if part.ours else ''}{against or rest}"))
    return tuple(rows)


def _step(step: Step, hypotheses: Mapping[str, int], depth: int) -> Iterator[tuple[str, str]]:
    """The step's name and claim, then its formula with what it rests on, and steps within."""
    indent = INDENT * depth
    mark = " *" if step.ours else ""
    if isinstance(step.check, Block):
        yield f"{indent}{step.name}{mark}", step.claim or _assumed(step.check)
        if step.claim:
            yield "", f"{indent}{_assumed(step.check)}"
        for inner in step.check.steps:
            yield from _step(inner, hypotheses, depth + 1)
        return
    formula, why = _formula(step.check), _why(step.check, hypotheses)
    yield f"{indent}{step.name}{mark}", step.claim or formula
    if formula and step.claim:
        yield "", f"{indent}{formula}"
    if why:
        yield "", f"{indent}{why}"
    if step.erratum:
        yield "", f"{indent}known erratum: {step.erratum}"
    if step.run:
        yield "", f"{indent}shown by: {step.run}"


def _assumed(block: Block) -> str:
    let = f"let {', '.join(map(spoken, block.fix))} be any" if block.fix else ""
    given = " and ".join(spoken(text) for _, text in block.assume)
    return ", ".join(filter(None, (let, f"assume {given}" if given else "")))


def _formula(check: Check) -> str:
    """What the step says, in signs; empty where that is only known once it is checked."""
    match check:
        case Reals(then=then) | Witness(then=then) | Series(then=then) | Read(then=then):
            return "a contradiction" if then == "False" else spoken(then)
        case Cited(then=then):
            return "" if then == "True" else spoken(then)
        case Identity(equation=equation):
            return spoken(equation)
        case Exists(such_that=texts):
            return f"there are numbers with {'; '.join(map(spoken, texts))}"
        case Define(symbol=symbol, value=value):
            return f"{spoken(symbol)} is {spoken(value)}"
        case Choose(names=names):
            return f"{', '.join(map(spoken, names))} chosen so"
        case Rule(schema=name, by=by):
            return _instance(name, by)
    return _computed(check)


def _instance(name: str, by: Mapping[str, str]) -> str:
    """The conclusion of a schema for these parameters; without any, for all of them."""
    if name not in SCHEMAS:
        return ""
    schema = SCHEMAS[name]
    conclusion = schema.instance(by)[1] if by or not schema.parameters else schema.universal()
    return spoken(ast.unparse(conclusion))


def _computed(check: Check) -> str:
    match check:
        case Schedules():
            question = QUESTIONS.get(check.key, check.key)
            not_ = "" if check.holds else "it fails that "
            return f"{not_}{question} for tₖ = {check.step}, ρₖ = {check.radius}"
        case Limit():
            to = {"oo": "∞", "-oo": "−∞"}.get(check.to, check.to)
            return f"{spoken(check.expression)} → {check.value} as {check.variable} → {to}"
        case Number():
            where = "; ".join(f"{name} = {spoken(text)}" for name, text in check.where)
            return spoken(check.relation) + (f", where {where}" if where else "")
        case Orbit():
            start = ", ".join(f"{name} = {spoken(text)}" for name, text in check.start)
            update = ", ".join(f"{name} becomes {spoken(text)}" for name, text in check.update)
            return f"from {start}, {check.times} times: {update}; then {spoken(check.then)}"
    return ""


def _why(check: Check, hypotheses: Mapping[str, int]) -> str:
    """How the step is checked, and the premises that it rests on."""
    rest = "; ".join(_ref(ref, hypotheses) for ref in references(check))
    return ", ".join(filter(None, (_way(check), f"from {rest}" if rest else "")))


def _way(check: Check) -> str:
    match check:
        case Reals():
            return "by real arithmetic"
        case Identity():
            return "by algebra"
        case Rule(schema=name):
            told = f": {SCHEMAS[name].text}" if name in SCHEMAS else ""
            return f"by the rule “{name}”{told}"
        case Uses(proof=name, conclusion=conclusion):
            return f"by {name}, {conclusion}"
        case Witness(values=values):
            return "with " + ", ".join(f"{spoken(n)} = {spoken(v)}" for n, v in values.items())
        case Define():
            return "a definition"
        case Read(why=why):
            return f"by an argument that is read, not checked: {why}"
        case Cited(source=source):
            return f"cited: {source}"
        case Number() | Orbit():
            return "in exact numbers, or rigorously enclosed ones"
        case Series() | Schedules() | Limit():
            return "by series and limits"
    return ""


def _ref(ref: Ref, hypotheses: Mapping[str, int]) -> str:
    at = ", ".join(f"{spoken(n)} = {spoken(v)}" for n, v in ref.at.items())
    where = f" at {at}" if at else ""
    if ref.kind == "hypothesis":
        return f"hypothesis {hypotheses.get(ref.name, ref.name)}{where}"
    kinds = {"step": "", "local": "the assumption ", "definition": "the definition of "}
    return f"{kinds.get(ref.kind, '')}{ref.name}{where}"
