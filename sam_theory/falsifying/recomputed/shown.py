"""The one line of a problem, as it is shown, read as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.falsifying.recomputed.lines import Interval, Line
from sam_theory.falsifying.recomputed.notation import Meaning, Unreadable, evaluated
from sam_theory.falsifying.recomputed.stretches import Stretch, U, at, stretch

Matrix = tuple[tuple[Fraction, ...], ...]

NUMBER = r"[−-]?\d+(?:/\d+)?"
ROW = re.compile(
    rf"(?P<law>.+?) (?:for \w+ ≤ (?P<to>{NUMBER})|for \w+ ≥ (?P<since>{NUMBER})"
    rf"|on \[(?P<low>{NUMBER}), (?P<high>{NUMBER})\])(?:, |$)"
)
WITHIN = re.compile(
    rf"(?P<law>.+) for \|(\w+)\| ≤ (?P<to>{NUMBER}), f\S*″ = (?P<bend>{NUMBER}) beyond"
)
SUBSCRIPTS = "₁₂₃₄₅₆₇₈₉"
TURNED = re.compile(r"f\(x\) = g\((?P<first>.+), (?P<second>.+)\)")
RADIAL = "f(x) = φ(‖x‖)"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """f(x) = Σᵢ fᵢ((Qx)ᵢ), Q orthogonal; or f(x) = φ(‖x‖), where the only line is u ↦ φ(|u|)."""

    lines: tuple[Line, ...]
    turn: Matrix | None = None
    radial: bool = False


def read(formula: str, dimension: int) -> Shown:
    """What the line says; raises Unreadable where that is not understood."""
    head, *rest = formula.split("; ")
    turned = TURNED.fullmatch(head)
    if turned is not None:
        inner = read("; ".join(rest).replace("g(x)", "f(x)").replace("g′(x)", "f′(x)"), dimension)
        turn = _turn(turned["first"], turned["second"])
        return Shown(lines=inner.lines, turn=turn)
    if head == RADIAL or "‖x‖" in head:
        return Shown(lines=(_radial(head, rest),), radial=True)
    if dimension == 1 and not rest:
        return Shown(lines=(_line(head, "f", "x"),))
    names = [f"f{SUBSCRIPTS[i]}" for i in range(dimension)]
    total = " + ".join(f"{name}(x{name[1:]})" for name in names)
    if head != f"f(x) = {total}" or len(rest) != dimension:
        raise Unreadable(f"{head!r} is no sum of functions of the coordinates")
    rows = zip(rest, names, strict=True)
    return Shown(lines=tuple(_line(row, name, "u") for row, name in rows))


def _turn(first: str, second: str) -> Matrix:
    """The matrix of two linear forms, which must be orthogonal."""
    rows = tuple(_linear(text) for text in (first, second))
    products = [[sum(a * b for a, b in zip(p, q, strict=True)) for q in rows] for p in rows]
    if products != [[1, 0], [0, 1]]:
        raise Unreadable(f"({first}, {second}) is no rotation")
    return rows


def _linear(text: str) -> tuple[Fraction, ...]:
    def value(x: int, y: int) -> Fraction:
        names = {"x₁": Fraction(x), "x₂": Fraction(y), "1": Fraction(1)}
        return Fraction(evaluated(text, Meaning(names=names, size=_none, root=_none)))

    found = value(1, 0), value(0, 1)
    if value(0, 0) or value(2, 3) != 2 * found[0] + 3 * found[1]:
        raise Unreadable(f"{text!r} is not linear")
    return found


def _none(*_: object) -> Fraction:
    raise Unreadable("|…| and roots are no linear forms")


# ---- functions of one variable


def _line(text: str, name: str, variable: str) -> Line:
    """f′ row by row, or f in one formula."""
    for prime in ("′", ""):
        head = f"{name}{prime}({variable}) = "
        if text.startswith(head):
            said = text.removeprefix(head)
            within = WITHIN.fullmatch(said)
            if within is not None and not prime:
                end, bend = _number(within["to"]), _number(within["bend"])
                assert end is not None
                assert bend is not None
                return _extended(within["law"], variable, end, bend)
            return _joined(_rows(said), variable, derivative=bool(prime))
    raise Unreadable(f"{text!r} does not say what {name} is")


def _rows(text: str) -> list[tuple[str, Interval]]:
    """Formulas with the intervals on which they hold, from left to right."""
    found, at = [], 0
    while at < len(text):
        match = ROW.match(text, at)
        if match is None:
            break
        found.append((match["law"], _interval(match)))
        at = match.end()
    if at == len(text):
        return found
    if found:
        raise Unreadable(f"{text[at:]!r} has no interval")
    return [(text, (None, None))]


def _interval(match: re.Match[str]) -> Interval:
    low, high = match["since"] or match["low"], match["to"] or match["high"]
    return _number(low), _number(high)


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text.replace("−", "-"))


def _joined(rows: list[tuple[str, Interval]], variable: str, *, derivative: bool) -> Line:
    """The line of rows that follow on each other; divided at 0, where |x| and roots are."""
    ends = [None, *(high for _, (_, high) in rows)]
    if [low for _, (low, _) in rows] != ends[:-1] or ends[-1] is not None:
        raise Unreadable("the intervals do not follow on each other")
    stretches, breaks = [], []
    for text, (low, high) in rows:
        for a, b in _divided(low, high):
            stretches.append(stretch(text, variable, a, b, derivative=derivative))
            breaks.append(b)
    known = None
    if not derivative:
        (text, _), *others = rows
        if others:
            raise Unreadable("f itself is given by several formulas")
        known = _at_zero(text, variable)
    return Line(tuple(b for b in breaks if b is not None), tuple(stretches), known)


def _divided(low: Fraction | None, high: Fraction | None) -> list[Interval]:
    zero = Fraction(0)
    if (low is None or low < 0) and (high is None or high > 0):
        return [(low, zero), (zero, high)]
    return [(low, high)]


def _extended(text: str, variable: str, end: Fraction, bend: Fraction) -> Line:
    """f between −end and end, and what goes on with that f″, f′ being continuous."""
    zero = Fraction(0)
    left = stretch(text, variable, -end, zero, derivative=False)
    right = stretch(text, variable, zero, end, derivative=False)
    outer = [
        Stretch(
            anchor=side * end,
            side=side,
            length=None,
            order=1,
            slope=at(inner.slope, inner.of(side * end)) + side * bend * U,
        )
        for side, inner in ((-1, left), (1, right))
    ]
    return _with_value(
        (-end, zero, end), (outer[0], left, right, outer[1]), _at_zero(text, variable)
    )


def _with_value(breaks: Sequence[Fraction], stretches: Sequence[Stretch], known: Fraction) -> Line:
    """The line with that value at 0."""
    counted = Line(tuple(breaks), tuple(stretches))
    return Line(counted.breaks, counted.stretches, known - counted.value(Fraction(0)))


def _at_zero(text: str, variable: str) -> Fraction:
    names = {variable: Fraction(0), "1": Fraction(1)}
    meaning = Meaning(names=names, size=abs, root=lambda y, p: Fraction(0) if y == 0 else _none())
    return Fraction(evaluated(text, meaning))


# ---- functions of the distance from 0


def _radial(head: str, rest: list[str]) -> Line:
    """u ↦ φ(|u|), by φ itself in ‖x‖, or by φ′ of r ≥ 0 and φ(0)."""
    if head != RADIAL:
        text = head.removeprefix("f(x) = ")
        known = _at_zero(text, "‖x‖")
        return _mirrored([stretch(text, "‖x‖", Fraction(0), None, derivative=False)], [], known)
    said = "; ".join(rest)
    start = "φ(0) = 0, φ′(r) = "
    if not said.startswith(start):
        raise Unreadable(f"{said!r} does not say what φ is")
    rows = _rows(said.removeprefix(start))
    ends = [None, *(high for _, (_, high) in rows)]
    if [low for _, (low, _) in rows] != ends[:-1] or ends[-1] is not None:
        raise Unreadable("the intervals do not follow on each other")
    right = [
        stretch(text, "r", Fraction(0) if low is None else low, high, derivative=True)
        for text, (low, high) in rows
    ]
    return _mirrored(right, [b for b in ends[1:] if b is not None], Fraction(0))


def _mirrored(right: list[Stretch], breaks: list[Fraction], known: Fraction) -> Line:
    """The line on both sides of 0, with that value there."""
    left = [
        Stretch(anchor=-p.anchor, side=-p.side, length=p.length, order=p.order, slope=-p.slope)
        for p in reversed(right)
    ]
    both = (*(-b for b in reversed(breaks)), Fraction(0), *breaks)
    return _with_value(both, (*left, *right), known)
