"""Worst cases beside what is published: a sentence, lines, a document."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rich.table import Table

from sam_theory.bounds.answering import Row
from sam_theory.bounds.functions import Example
from sam_theory.bounds.inequality import Published
from sam_theory.bounds.longest import Longest
from sam_theory.bounds.probes import Inexact
from sam_theory.bounds.question import Question
from sam_theory.verdict import Verdict

DIGITS = 6  # significant ones, rounded upwards in upper bounds and downwards in lower ones
MOST_DIGITS = 10  # of a number that has no more
NEAR = 1e-6  # of the size of a bound: a function this close to it is said to come to it
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A row with what is published of it, the least bound first, and what is claimed."""

    row: Row
    published: tuple[tuple[Published, Fraction], ...]
    claim: Verdict | None = None
    closed: tuple[str, str, Fraction] | None = None  # a proof, what it says of all, and of this row

    @property
    def formula(self) -> str | None:
        """The worst case in closed form, and the proof, where that is the certified bound."""
        if self.closed is None or self.closed[2] != self.row.upper:
            return None
        proof, text, _ = self.closed
        lower, mover = self.row.question.functions.lower, self.row.question.mover
        if isinstance(mover, Inexact) or lower is None or "μ" not in text:
            return f"{text} (prove {proof})"
        return f"{text}, r = {mover.written}, μ = {plain(lower)} (prove {proof})"

    @property
    def least(self) -> Fraction | None:
        """The least that is published."""
        return self.published[0][1] if self.published else None

    @property
    def exceeded(self) -> bool:
        """Whether a function exceeds the least that is published."""
        least, lower = self.least, self.row.lower
        return least is not None and lower is not None and lower > least


def bounds_answer(shown: Sequence[Shown]) -> str:
    """What is the worst, of the first row or all of them, and how loose the best published is."""
    first = shown[0]
    question = first.row.question
    told = [_one(first)] if len(shown) == 1 else _several(shown)
    beyond = [s for s in shown if s.exceeded] if len(shown) > 1 else []
    if beyond:
        name = beyond[0].published[0][0]
        told.append(f"a function exceeds {name.name} of {name.source}: it is false here")
    return f"{_setting(question, [s.row.norm for s in shown])}: {'; '.join(told)}."


def _setting(question: Question, norms: Sequence[Fraction | None]) -> str:
    functions, many = question.functions, question.iterations > 1
    steps = f"{COUNTS[question.iterations].capitalize()} steps" if many else "One step"
    radius = f", ρ = {plain(question.radius)}" if question.radius else ""
    start = "" if question.start.kind == "anywhere" else f" from {question.start}"
    return (
        f"{steps} of {question.mover.name} with t = {plain(question.step)}{radius}"
        f"{start.replace('Delta', 'Δ')}, over all f with {functions.source}, "
        f"L = {plain(functions.lipschitz)}{_at(norms)}"
    )


def _at(norms: Sequence[Fraction | None]) -> str:
    known = [norm for norm in norms if norm is not None]
    if not known:
        return ""
    if len(known) == 1:
        return f", at ‖∇f(x¹)‖ = {plain(known[0])}"
    return f", at ‖∇f(x¹)‖ from {plain(min(known))} to {plain(max(known))}"


def _one(shown: Shown) -> str:
    row = shown.row
    what = row.question.measures
    if not row.bounded:
        told = f"no bound on {what} was found"
        if row.attained is None:
            return told
        return f"{told}, and a function of one variable has {below(row.attained.value)}"
    if row.upper is None:
        return f"{what} ≤ {row.value:.6g} by the solver; no certificate was found"
    how = " by a relaxation" if row.kind == "relaxed" else ""
    return f"{what} ≤ {above(row.upper)}, certified{how} in every ℝⁿ{_reached(row)}{_beside(shown)}"


def _several(shown: Sequence[Shown]) -> list[str]:
    rows = [s.row for s in shown]
    what = rows[0].question.measures
    certified = [row for row in rows if row.certified]
    reached = [row for row in certified if _gap(row) <= NEAR * _size(row)]
    told = [
        f"{what} is bounded with a certificate in {len(certified)} of {len(rows)} rows, and "
        f"{_counted(len(reached))}, to 10⁻⁶, by a function of one variable"
    ]
    excess = [
        float(s.least - s.row.upper)
        for s in shown
        if s.least is not None and s.row.upper is not None
    ]
    if excess and min(excess) >= 0:
        told.append(f"the best that is published is higher by {_range(excess)}")
    return told


def _counted(count: int) -> str:
    return f"{count} of them are attained" if count != 1 else "one of them is attained"


def _range(numbers: Sequence[float]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{low:.4g}" if math.isclose(low, high) else f"{low:.4g} to {high:.4g}"


def _reached(row: Row) -> str:
    if row.attained is None:
        return ""
    if _gap(row) == 0:
        return ", and a function of one variable attains it"
    if _gap(row) <= NEAR * _size(row):
        return ", and a function of one variable comes within 10⁻⁶ of it"
    told = f", and a function of one variable has {below(row.attained.value)}"
    if row.least is None or row.least.value <= row.attained.value:
        return told
    return f"{told}, one on ℝⁿ, n ≥ {row.least.dimension}, {below(row.least.value)}"


def _gap(row: Row) -> float:
    if row.attained is None or row.upper is None:
        return math.inf
    return float(row.upper - row.attained.value)


def _size(row: Row) -> float:
    """Of the answer; Lt²s² too where s is given, as a decrease may be near 0."""
    t, s = row.question.step, row.norm or Fraction(0)
    return max(abs(row.value), float(row.question.functions.lipschitz * t**2 * s**2))


def _beside(shown: Shown) -> str:
    least, upper = shown.least, shown.row.upper
    if least is None or upper is None:
        return "; nothing that is published says anything of it"
    name, source = shown.published[0][0].name, shown.published[0][0].source
    told = (
        ", which the function exceeds: it is false here" if shown.exceeded else _ratio(least, upper)
    )
    return f"; {name} of {source} says {above(least)}{told}"


def _ratio(published: Fraction, upper: Fraction) -> str:
    """By what factor the published is loose, or what share of a decrease it promises."""
    if published < upper:
        return ""
    if published == upper:
        return ", which is the worst case"
    if upper < 0 and published < 0:
        return f", {float(published / upper):.3g} of that decrease"
    if upper > 0:
        return f", {float(published / upper):.4g} times that"
    return f", higher by {float(published - upper):.4g}"


def above(value: Fraction) -> str:
    """Six digits that are no less than the value, and equal to it if they can be."""
    return _rounded(value, up=True)


def below(value: Fraction) -> str:
    """Six digits that are no more than the value."""
    return _rounded(value, up=False)


def plain(value: Fraction) -> str:
    """A parameter, as it is."""
    return f"{float(value):g}"


def _rounded(value: Fraction, *, up: bool) -> str:
    if value == 0:
        return "0"
    first = -math.floor(math.log10(abs(float(value)))) if float(value) else 300
    for digits in range(DIGITS, MOST_DIGITS):
        if (value * Fraction(10) ** (first + digits - 1)).denominator == 1:
            return f"{float(value):.{digits}g}"
    scaled = value * Fraction(10) ** (first + DIGITS - 1)
    whole = math.ceil(scaled) if up else math.floor(scaled)
    return f"{float(whole / Fraction(10) ** (first + DIGITS - 1)):.{DIGITS}g}"


def rows_table(shown: Sequence[Shown]) -> Table:
    """A line a row: where, the worst case, a function's, and what is published."""
    table = Table(box=None, pad_edge=False)
    for heading in ("s", "worst case", "", "at least", "published"):
        table.add_column(heading, no_wrap=heading != "published", overflow="fold")
    for one in shown:
        row = one.row
        said = ", ".join(f"{above(bound)} by {entry.name}" for entry, bound in one.published[:1])
        table.add_row(
            "any" if row.norm is None else plain(row.norm),
            "none found" if not row.bounded else _upper(row),
            row.kind if row.certified else "not certified",
            "–" if row.lower is None else below(row.lower),
            said or "–",
        )
    return table


def _upper(row: Row) -> str:
    return f"{row.value:.6g}" if row.upper is None else f"≤ {above(row.upper)}"


def others_text(shown: Shown) -> str:
    """What else is published, and by whom."""
    return ", ".join(
        f"{above(bound)} by {entry.name} ({entry.source})" for entry, bound in shown.published[1:]
    )


def claim_text(shown: Shown, claim: Verdict) -> str:
    """What became of the claim, and at which s."""
    norm = shown.row.norm
    at = "The" if norm is None else f"At s = {plain(norm)} the"
    return f"{at} claim is {claim.status.value}: {claim.evidence}."


def longest_text(found: Longest) -> str:
    """How long a step may be, against (12), and on which function it is no longer."""
    asked = f"(12) asks for t < {float(found.published):.6g}"
    if found.safe is None or found.level is None or found.level.attained is None:
        return f"{asked}, but however short the step, f may rise"
    example, t = found.level.attained.example, found.level.question.step
    return (
        f"{asked}; at t = {float(found.safe):.6g} f is certified not to rise, and at "
        f"t = {float(t):.6g} it does not fall where {function_text(example)}"
    )


def function_text(example: Example) -> str:
    """f″ piece by piece, and where the run starts."""
    pieces = example.pieces
    turns = [j for j in range(len(pieces.knots)) if pieces.slopes[j] != pieces.slopes[j + 1]]
    knots = ["−∞", *(f"{float(pieces.knots[j]):.6g}" for j in turns), "∞"]
    slopes = [*(pieces.slopes[j] for j in turns), pieces.slopes[-1]]
    bends = [
        f"{float(bend):.6g} on ({a}, {b})"
        for bend, a, b in zip(slopes, knots, knots[1:], strict=False)
    ]
    slope = pieces.at(example.start)[1]
    errors = "".join(f", g − f′ = {float(error):.6g}" for error in example.errors)
    return (
        f"f″ = {', '.join(bends)}; x¹ = {float(example.start):.6g}, "
        f"f′(x¹) = {float(slope):.6g}{errors}"
    )
