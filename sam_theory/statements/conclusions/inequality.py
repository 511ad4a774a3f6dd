"""Inequalities along runs, given as text and held against every window of a record."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

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
    slack, scale = _slack(claimed, named)
    if not np.isfinite(slack.low).all():
        return undecided(f"{claimed.text} has no value, or leaves the floating-point range")
    shifted = _shifted(named, run)
    widest = _slack(claimed, shifted)
    for each in (shifted, *_attained(claimed, shifted, named, run)):
        far, size = widest if each is shifted else _slack(claimed, each)
        broken = np.flatnonzero(far.high < -ROUNDING * size)
        if len(broken):
            return _violated(claimed, each, int(broken[0]), run)
    rounding = slack.low - widest[0].low  # what it may take
    relative = np.divide(slack.low + rounding, scale, out=np.zeros_like(scale), where=scale > 0)
    at = int(np.argmin(relative))
    if relative[at] >= -ROUNDING:
        told = _sides(claimed, named, at)
        return consistent(f"{told} {_place(run, at)}, the least slack", float(slack.low.min()))
    return undecided(f"in the window {_place(run, at)} it may fail or hold")


def _both(claimed: Claimed, named: Mapping[str, Span]) -> tuple[Span, Span]:
    """Left and right in each window, (W,)."""
    shape = named["k"].low.shape
    sides = [_value(side, named) for side in (claimed.left, claimed.right)]
    left, right = (
        Span(np.broadcast_to(s.low, shape), np.broadcast_to(s.high, shape)) for s in sides
    )
    return left, right


def _slack(claimed: Claimed, named: Mapping[str, Span]) -> tuple[Span, np.ndarray]:
    """right − left in each window, and the size of the greater of the two."""
    left, right = _both(claimed, named)
    return right - left, np.maximum(left.size().high, right.size().high)


def _attained(
    claimed: Claimed, shifted: Mapping[str, Span], named: Mapping[str, Span], run: Run
) -> Iterator[Mapping[str, Span]]:
    """What some k of a window attains, by an end of what moves there."""
    for name in claimed.names.intersection(MOVING):
        noise = _noise(name, run)
        for end in (named[name].low, named[name].high):
            yield {**shifted, name: Span(end - noise, end + noise)}


def _shifted(named: Mapping[str, Span], run: Run) -> dict[str, Span]:
    """All that rounding may make of what is recorded."""
    return {name: _widened(name, span, run) for name, span in named.items()}


def _widened(name: str, span: Span, run: Run) -> Span:
    noise = _noise(name, run)
    return span if noise == 0 else Span(span.low - noise, span.high + noise)


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


def _violated(claimed: Claimed, named: Mapping[str, Span], at: int, run: Run) -> Verdict:
    slack, _ = _slack(claimed, named)
    return violated(f"{_sides(claimed, named, at)} {_place(run, at)}", float(slack.high[at]))


def _sides(claimed: Claimed, named: Mapping[str, Span], at: int) -> str:
    """Both sides in numbers, at those ends that leave the least room."""
    left, right = _both(claimed, named)
    a, b = left.high[at], right.low[at]
    return f"{in_words(claimed.left)}: {a:.6g} against {b:.6g}"


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
