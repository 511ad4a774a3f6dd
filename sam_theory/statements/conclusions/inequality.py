"""Inequalities along runs, given as text and held against every window of a record."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sam_theory.statements.conclusions.claimed import Claimed, formula, in_words, read
from sam_theory.statements.conclusions.named import Unknown, span_of
from sam_theory.statements.hypotheses.iterates import gradient_floor
from sam_theory.statements.hypotheses.measured import height
from sam_theory.statements.spans import Span
from sam_theory.statements.theorem import Conclusion, Run
from sam_theory.verdict import Verdict, consistent, undecided, violated

ROUNDING = 1e-9  # relative size of an excess that accumulated rounding could explain
VALUES = 1e-12  # of the size of what cancels in f(xᵏ): what rounding may add to it
DISTANCES = 1e-9  # of 1 + the size of x: what it may add to ‖x − x*‖
GRADIENTS = 100.0  # times the floor of rounding in ∇f(xᵏ)
MOVING = ("f", "normg")  # quantities of which a window has both the least and the greatest
READ, WIDENED, ATTAINED = 0, 1, 2  # where readings of these kinds begin


def inequality(
    claim: str,
    *,
    text: str = "",
    key: str = "bound",
    start: int = 1,
    constant: bool = True,
    proofs: tuple[str, ...] = (),
    ours: bool = False,
) -> Conclusion:
    """The claim, `left <= right` at every k, as a conclusion of a theorem.

    Names: k; t, rho; f(x), normg = ‖∇f(x)‖, meansq = (1/k) Σ_{i≤k} ‖∇f(xⁱ)‖², dist = ‖x − x*‖,
    all at x = xᵏ; fmin = inf f, gap = f(x¹) − inf f, R = ‖x¹ − x*‖; the constants L of (3), D of
    (4), mu of strong convexity; nu = L rho, lam of unified SAM, n. `start` is the index that the
    text gives to the first iterate, x¹ here. Where step and radius vary, say `constant=False`.
    Raises UsageError for what is not of this grammar.
    """
    claimed = read(claim, start)
    return Conclusion(
        text=text or claimed.text,
        property="bound",
        check=held(claimed),
        proofs=proofs,
        states=replace(formula(claimed, key, constant=constant), text=text or claimed.text),
        measures=in_words(claimed.left),
        ours=ours,
    )


def held(claimed: Claimed) -> Callable[[Run], Verdict]:
    """The check of the inequality on a run."""

    def check(run: Run) -> Verdict:
        try:
            with np.errstate(all="ignore"):  # of runs that leave the floating-point range
                return against_windows(claimed, run)
        except Unknown as reason:
            return undecided(f"{reason}, of which {claimed.text} speaks")

    return check


def against_windows(claimed: Claimed, run: Run) -> Verdict:
    """Violated where it fails in a window, whatever in it; consistent where it holds in all.

    Raises Unknown where something that it names is not known.
    """
    first, last = run.trace.edges[:-1].astype(np.float64), run.trace.edges[1:] - 1.0
    if "meansq" in claimed.names:
        first = last  # sums are kept at the ends of windows
    k = Span(first, last)
    named = {name: span_of(name, run, k) for name in (*claimed.names, "k")}
    sides = _sides(claimed, _readings(named, run))
    slack, scale = sides.slack, sides.scale
    if not np.isfinite(slack.low[READ]).all():
        return undecided(f"{claimed.text} has no value, or leaves the floating-point range")
    for reading in range(WIDENED, len(scale)):
        broken = np.flatnonzero(slack.high[reading] < -ROUNDING * scale[reading])
        if len(broken):
            at = int(broken[0])
            told = f"{sides.told(claimed, reading, at)} {_place(run, at)}"
            return violated(told, float(slack.high[reading, at]))
    rounding = slack.low[READ] - slack.low[WIDENED]  # what it may take
    size, least = scale[READ], slack.low[READ] + rounding
    relative = np.divide(least, size, out=np.zeros_like(size), where=size > 0)
    at = int(np.argmin(relative))
    if relative[at] >= -ROUNDING:
        told = f"{sides.told(claimed, READ, at)} {_place(run, at)}"
        return consistent(f"{told}, the least slack", float(slack.low[READ].min()))
    return undecided(f"in the window {_place(run, at)} it may fail or hold")


# ---- readings of what is recorded, N of them, all at once


@dataclass(frozen=True)
class Sides:
    """Left and right in each reading and window, (N, W)."""

    left: Span
    right: Span

    @cached_property
    def slack(self) -> Span:
        """right − left."""
        return self.right - self.left

    @cached_property
    def scale(self) -> np.ndarray:
        """The size of the greater of the two."""
        return np.asarray(np.maximum(self.left.size().high, self.right.size().high))

    def told(self, claimed: Claimed, reading: int, at: int) -> str:
        """Both in numbers, at those ends that leave the least room."""
        a, b = self.left.high[reading, at], self.right.low[reading, at]
        return f"{claimed.words}: {a:.6g} against {b:.6g}"


def _sides(claimed: Claimed, readings: Mapping[str, Span]) -> Sides:
    shape = readings["k"].low.shape
    left, right = (
        Span(np.broadcast_to(side.low, shape), np.broadcast_to(side.high, shape))
        for side in (_value(claimed.left, readings), _value(claimed.right, readings))
    )
    return Sides(left, right)


def _readings(named: Mapping[str, Span], run: Run) -> dict[str, Span]:
    """What is recorded; all that rounding may make of it; and what some k of a window attains.

    The last has an end of what moves there in the place of both, in each of the others what is
    rounded.
    """
    moving = [name for name in MOVING if name in named]
    count = ATTAINED + 2 * len(moving)
    k = named["k"].low
    found = {"k": Span(*(np.broadcast_to(end, (count, len(k))) for end in (k, named["k"].high)))}
    for name, span in named.items():
        noise = 0.0 if name == "k" else _noise(name, run)
        if name == "k" or (noise == 0 and name not in moving):
            found.setdefault(name, span)
            continue
        low, high = (
            np.tile(np.broadcast_to(end, k.shape), (count, 1)) for end in (span.low, span.high)
        )
        low[WIDENED:] -= noise
        high[WIDENED:] += noise
        if name in moving:
            first = ATTAINED + 2 * moving.index(name)
            low[first], high[first] = span.low - noise, span.low + noise
            low[first + 1], high[first + 1] = span.high - noise, span.high + noise
        found[name] = Span(low, high)
    return found


def _noise(name: str, run: Run) -> float:
    """What rounding may add to a quantity."""
    if name == "f":
        fact = run.setting.problem.facts.infimum
        least = 0.0 if fact is None or not np.isfinite(fact.value.lower) else fact.value.lower
        return VALUES * (height(run) + abs(least))
    if name == "normg":
        return GRADIENTS * gradient_floor(run)
    if name == "dist":
        return _distance_noise(run)
    return float(np.float64(GRADIENTS * gradient_floor(run)) ** 2) if name == "meansq" else 0.0


def _distance_noise(run: Run) -> float:
    """That of a minimizer which was computed in floating point, and of x."""
    x = run.trace.iterates
    far = 0.0 if x is None else float(np.maximum(np.abs(x.low), np.abs(x.high)).max())
    return DISTANCES * (1.0 + far)


def _place(run: Run, at: int) -> str:
    first, last = int(run.trace.edges[at]), int(run.trace.edges[at + 1]) - 1
    return f"at k = {first}" if first == last else f"at some k from {first} to {last}"


# ---- the value of a side


def _value(node: ast.expr, named: Mapping[str, Span]) -> Span:
    match node:
        case ast.Constant(value=int() | float() as value):
            return Span.of(float(value))
        case ast.Name(id=name):
            return named[name]
        case ast.UnaryOp(operand=inner):
            return -_value(inner, named)
        case ast.Call(func=ast.Name(id=name), args=[inner]):
            return _value(inner, named).rising(_RISING[name])
        case ast.Call(args=[one, other]):
            return _value(one, named).maximum(_value(other, named))
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATIONS[type(op)](_value(left, named), _value(right, named))
    raise TypeError(f"{ast.unparse(node)} is not of the grammar")


_RISING: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "sqrt": np.sqrt,
    "log": np.log,
    "exp": np.exp,
}
_OPERATIONS: Mapping[type[ast.operator], Callable[[Span, Span], Span]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}
