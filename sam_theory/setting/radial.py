"""Functions of ‖x‖ whose derivative along a ray is piecewise linear, with exact facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts, reasoned
from sam_theory.setting.norms import norm
from sam_theory.setting.pieces import Ending, Pieces
from sam_theory.setting.problem import Array, Problem, namespace
from sam_theory.setting.separable import distance_to, facts_of

Number = float | Fraction
CURVATURES = "the eigenvalues of ∇²f are φ″(r) and φ′(r)/r, the mean of φ″ between 0 and r"


def along_a_line(
    knots: Sequence[Number], slopes: Sequence[Number], ending: str = "straight"
) -> Pieces:
    """u ↦ φ(|u|), φ′(0) = 0, φ″ = sⱼ between the knots 0 < k₁ < … and s₀ within the first.

    The numbers are read exactly. Raises ValueError for what is no function, or a constant one.
    """
    places, bends = [Fraction(k) for k in knots], [Fraction(s) for s in slopes]
    if not places or places[0] <= 0:
        raise ValueError(f"knots must be positive, one at least; got {knots}")
    if len(bends) != len(places) + 1:
        raise ValueError(f"slopes must be one more than the knots; got {slopes}")
    ends = zip([Fraction(0), *places], places, bends, strict=False)
    height = sum(((high - low) * bend for low, high, bend in ends), Fraction(0))
    law = cast(Ending, ending)  # which is looked at where pieces are made
    return Pieces(
        (*(-k for k in reversed(places)), *places),
        (*reversed(bends), *bends[1:]),
        -height,
        (law, law),
    )


def radial(
    *,
    knots: Sequence[Number],
    slopes: Sequence[Number],
    ending: str = "straight",
    dimension: int = 2,
    name: str,
    formula: str,
    starts: Sequence[Sequence[float]] = (),
) -> Problem:
    """f(x) = φ(‖x‖), φ(0) = φ′(0) = 0, φ″ = sⱼ between the knots kⱼ and kⱼ₊₁, s₀ up to k₁ > 0.

    ∇f(x) = (s₀k₁/max(r, k₁) + Σⱼ sⱼuⱼ/max(r, kⱼ)) x, r = ‖x‖, uⱼ how far r reaches into the
    piece, and what an ending adds.
    Raises ValueError for numbers that are no such function.
    """
    line = along_a_line(knots, slopes, ending)
    value, gradient = _functions(line)
    reach = 2 * float(knots[-1]) + 1
    return Problem(
        name=name,
        formula=formula,
        dimension=dimension,
        value=value,
        gradient=gradient,
        starts=tuple(map(tuple, starts)),
        region=((-reach,) * dimension, (reach,) * dimension),
        facts=_facts(line, dimension),
        source="elementary",
    )


@dataclass(frozen=True)
class Ring:
    """A piece of φ: from where to where, φ′ at its inner end, and φ″."""

    inner: Array
    outer: Array | None
    height: float
    bend: float

    def move(self, r: Array) -> Array:
        """How far r goes from the inner end within the piece."""
        xp = namespace(r)
        u = xp.maximum(r, xp.asarray(self.inner))
        return (u if self.outer is None else xp.minimum(u, xp.asarray(self.outer))) - self.inner


def _functions(line: Pieces) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
    """f and ∇f: within the first knot, and for r = 0, φ′(r)/r is s₀."""
    half = len(line.knots) // 2
    places = [np.float64(k) for k in line.knots[half:]]
    slopes = [float(s) for s in line.slopes[half:]]
    heights = [float(g) for _, g in line.heights[half:]]
    ends = (*places[1:], None)
    rings = [Ring(*row) for row in zip(places, ends, heights, slopes[1:], strict=True)]
    bent = [ring for ring in rings if ring.bend]
    first, last, beyond = places[0], places[-1], heights[-1]
    law = line.ending(1)

    def value(x: Array) -> Array:
        xp, r = namespace(x), norm(x)[..., 0]
        within = xp.minimum(r, xp.asarray(first))
        found = slopes[0] / 2 * (within * within)
        for ring in rings:
            u = ring.move(r)
            found = found + u * (ring.height + ring.bend / 2 * u)
        u = xp.maximum(r, xp.asarray(last)) - last
        if law == "cubic":
            return found + u * u * u * u / 4
        return found + beyond * (u / (1 + u) - u) if law == "fading" else found

    def gradient(x: Array) -> Array:
        xp, r = namespace(x), norm(x)
        found = slopes[0] * first / xp.maximum(r, xp.asarray(first))
        for ring in bent:
            found = found + ring.bend * ring.move(r) / xp.maximum(r, xp.asarray(ring.inner))
        outer = xp.maximum(r, xp.asarray(last))
        u = outer - last
        if law == "cubic":
            found = found + u * u * u / outer
        elif law == "fading":
            found = found + beyond * (1 / ((1 + u) * (1 + u)) - 1) / outer
        return found * x

    return value, gradient


def _facts(line: Pieces, dimension: int) -> Facts:
    """Those of u ↦ φ(|u|), with φ(0) = 0: each holds of f as well."""
    facts = reasoned(facts_of([line], "piecewise a rational function of ‖x‖"), CURVATURES)
    offset, least, found = line.at(Fraction(0))[0], facts.infimum, facts
    if least is not None and isinstance(line.infimum, Fraction):
        shifted = Enclosure.containing(line.infimum - offset)
        found = replace(found, infimum=Fact(shifted, least.source))
    if facts.minimizers is not None:
        best = line.minimizers
        nearest = Fact(lambda x: distance_to(norm(x)[..., 0], best), facts.minimizers.source)
        found = replace(found, minimizers=nearest)
    if facts.quadratic is not None:
        eigenvalues = facts.quadratic.value * dimension
        found = replace(found, quadratic=Fact(eigenvalues, facts.quadratic.source))
    return found
