"""Inequalities along runs, given as text and held against every window of a record."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sam_theory.statements.conclusions.claimed import Claimed, formula, in_words, read
from sam_theory.statements.conclusions.named import Unknown, span_of
from sam_theory.statements.hypotheses.iterates import gradient_floor
from sam_theory.statements.hypotheses.measured import height
from sam_theory.statements.joined import Joined
from sam_theory.statements.spans import Span
from sam_theory.statements.theorem import Conclusion, Run, Together
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


def held(claimed: Claimed) -> Together[Verdict]:
    """The check of the inequality on runs."""

    def find(runs: Sequence[Run]) -> list[Verdict]:
        found: dict[int, Verdict] = {}
        named: dict[int, Mapping[str, Span]] = {}
        with np.errstate(all="ignore"):  # of runs that leave the floating-point range
            for place, run in enumerate(runs):
                try:
                    named[place] = _named(claimed, run)
                except Unknown as reason:
                    found[place] = undecided(f"{reason}, of which {claimed.text} speaks")
            if named:
                known = Joined([runs[place] for place in named], list(named))
                found |= against_windows(claimed, known, list(named.values()))
        return [found[place] for place in range(len(runs))]

    return Together(find)


def unless(known: Callable[[Run], Verdict | None], check: Together[Verdict]) -> Together[Verdict]:
    """The check, where nothing else is known of a run."""

    def find(runs: Sequence[Run]) -> list[Verdict]:
        told = [known(run) for run in runs]
        asked = [run for run, verdict in zip(runs, told, strict=True) if verdict is None]
        rest = iter(check.find(asked))
        return [next(rest) if verdict is None else verdict for verdict in told]

    return Together(find)


def _named(claimed: Claimed, run: Run) -> dict[str, Span]:
    """The ends between which what it names lies in each window of a run; raises Unknown."""
    first, last = run.trace.edges[:-1].astype(np.float64), run.trace.edges[1:] - 1.0
    if "meansq" in claimed.names:
        first = last  # sums are kept at the ends of windows
    k = Span(first, last)
    return {name: span_of(name, run, k) for name in (*claimed.names, "k")}


def against_windows(
    claimed: Claimed, seen: Joined, named: Sequence[Mapping[str, Span]]
) -> dict[int, Verdict]:
    """The verdicts by the places of the runs, of each of which that is what the claim names.

    Violated where it fails in a window, whatever in it; consistent where it holds in all.
    """
    sides = _sides(claimed, _readings(named, seen))
    known = seen.folded(np.logical_and, np.isfinite(sides.slack.low[READ])).tolist()
    breaks = seen.folded(np.logical_or, np.asarray(sides.broken.any(axis=0))).tolist()
    worst = [int(np.argmin(part)) for part in np.split(sides.relative, seen.begins[1:])]
    found = {}
    for i, (place, run) in enumerate(zip(seen.places, seen.runs, strict=True)):
        begin, at = int(seen.begins[i]), worst[i]
        if not known[i]:
            text = f"{claimed.text} has no value, or leaves the floating-point range"
            found[place] = undecided(text)
        elif breaks[i]:
            broken = sides.broken[:, begin : begin + int(seen.counts[i])]
            reading, at = (int(found_at) for found_at in np.argwhere(broken)[0])
            told = f"{sides.told(claimed, WIDENED + reading, begin + at)} {_place(run, at)}"
            slack = sides.slack.high[WIDENED + reading, begin + at]
            found[place] = violated(told, float(slack))
        elif sides.relative[begin + at] >= -ROUNDING:
            told = f"{sides.told(claimed, READ, begin + at)} {_place(run, at)}"
            slack = sides.slack.low[READ, begin : begin + int(seen.counts[i])].min()
            found[place] = consistent(f"{told}, the least slack", float(slack))
        else:
            found[place] = undecided(f"in the window {_place(run, at)} it may fail or hold")
    return found


# ---- readings of what is recorded, N of them, all at once


@dataclass(frozen=True)
class Sides:
    """Left and right in each reading and window of run after run, (N, ΣW)."""

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

    @cached_property
    def broken(self) -> np.ndarray:
        """Where it fails, in the readings from WIDENED on, (N − 1, ΣW)."""
        return np.asarray(self.slack.high[WIDENED:] < -ROUNDING * self.scale[WIDENED:])

    @cached_property
    def relative(self) -> np.ndarray:
        """The slack of what is recorded in units of its size, rounding allowed for, (ΣW,)."""
        low, size = self.slack.low, self.scale[READ]
        rounding = low[READ] - low[WIDENED]  # what it may take
        least = low[READ] + rounding
        return np.asarray(np.divide(least, size, out=np.zeros_like(size), where=size > 0))

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


def _readings(named: Sequence[Mapping[str, Span]], seen: Joined) -> dict[str, Span]:
    """What is recorded; all that rounding may make of it; and what some k of a window attains.

    The last has an end of what moves there in the place of both, in each of the others what is
    rounded.
    """
    joined = {name: _joined([of_run[name] for of_run in named], seen) for name in named[0]}
    moving = [name for name in MOVING if name in joined]
    count, k = ATTAINED + 2 * len(moving), joined["k"]
    found = {"k": Span(*(np.broadcast_to(end, (count, len(end))) for end in (k.low, k.high)))}
    for name, span in joined.items():
        noises = np.array([0.0 if name == "k" else _noise(name, run) for run in seen.runs])
        if name == "k" or (not noises.any() and name not in moving):
            found.setdefault(name, span)
            continue
        noise = seen.spread(noises)
        low, high = (
            np.tile(np.broadcast_to(end, noise.shape), (count, 1)) for end in (span.low, span.high)
        )
        low[WIDENED:] -= noise
        high[WIDENED:] += noise
        if name in moving:
            first = ATTAINED + 2 * moving.index(name)
            low[first], high[first] = span.low - noise, span.low + noise
            low[first + 1], high[first + 1] = span.high - noise, span.high + noise
        found[name] = Span(low, high)
    return found


def _joined(spans: Sequence[Span], seen: Joined) -> Span:
    """Those of each run as one, (ΣW,), or a single number where that is the same of all."""
    points = all(span.low is span.high for span in spans)
    ends = (
        [[span.low for span in spans]]
        if points
        else [[s.low for s in spans], [s.high for s in spans]]
    )
    whole = [_in_row(of_runs, seen) for of_runs in ends]
    return Span(whole[0], whole[-1])


def _in_row(of_runs: Sequence[np.ndarray], seen: Joined) -> np.ndarray:
    if all(part.ndim == 0 for part in of_runs):
        numbers = np.array(of_runs)
        return numbers[0, ...] if (numbers == numbers[0]).all() else seen.spread(numbers)
    counts = seen.counts.tolist()
    return np.concatenate(
        [np.broadcast_to(part, count) for part, count in zip(of_runs, counts, strict=True)]
    )


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
