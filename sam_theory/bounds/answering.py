"""Answers: a row for each question and, where it is asked for, each norm of the first gradient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from sam_theory.bounds.attaining import Attained, attained
from sam_theory.bounds.building import Norm, program
from sam_theory.bounds.certificate import Certificate
from sam_theory.bounds.certifying import MOST_GENERATORS, certified
from sam_theory.bounds.enclosing import MOST, enclosed
from sam_theory.bounds.interpolating import Interpolated, interpolated
from sam_theory.bounds.question import Question

Kind = Literal["exact", "enclosure", "relaxed"]
SLIVER = Fraction(1, 10**6)  # share of a bound by which it may be missed
MOST_SPLIT = 2  # steps of a method that reads ‖∇f‖ whose norms are branched on


@dataclass(frozen=True, kw_only=True)
class Row:
    """The worst case of a question: at most `upper`, at least the value of `attained`.

    `exact`: certificate and solver speak of one program, which is the worst case over all n large
    enough. `enclosure`: a bound on every box of norms. `relaxed`: one on all norms together, which
    may be far off. `norm` is s, where it is given.
    """

    question: Question
    norm: Fraction | None
    kind: Kind
    value: float  # the solver's word; ∞ where it finds no bound
    upper: Fraction | None
    certificates: tuple[Certificate, ...]  # of which `upper` is the largest bound
    attained: Attained | None
    least: Interpolated | None = None  # looked for where no function attains the bound

    @property
    def lower(self) -> Fraction | None:
        """What the worst case is at least, over all n large enough."""
        known = [one.value for one in (self.attained, self.least) if one is not None]
        return max(known, default=None)

    @property
    def certified(self) -> bool:
        """Whether the upper bound has a certificate."""
        return self.upper is not None

    @property
    def bounded(self) -> bool:
        """Whether there is an upper bound, as far as the solver knows and functions admit."""
        exceeded = self.lower is not None and float(self.lower) > self.value
        return self.certified or bool(np.isfinite(self.value) and not exceeded)


def answered(question: Question, norm: Fraction | None = None) -> Row:
    """The row of a question, with s = `norm` where it is asked at a norm."""
    norms = () if norm is None else (Norm(norm, norm),)
    if question.needs_norms and len(norms) < question.iterations:
        return _over_all_norms(question, norm)
    built = program(question, norms)
    found = certified(built)
    certificate = found.certificate
    upper = None if certificate is None else certificate.bound
    example = attained(question, built, found.solution, norms)
    met = upper is not None and example is not None and upper - example.value <= SLIVER * abs(upper)
    small = len(built.generators) <= MOST_GENERATORS
    return Row(
        question=question,
        norm=norm,
        kind="exact",
        value=found.solution.value,
        upper=upper,
        certificates=() if certificate is None else (certificate,),
        attained=example,
        least=interpolated(built) if upper is not None and small and not met else None,
    )


def _over_all_norms(question: Question, norm: Fraction | None) -> Row:
    split = question.iterations <= MOST_SPLIT
    first = None if norm is None else Norm(norm, norm)
    found = enclosed(question, first, most=MOST if split else 1)
    return Row(
        question=question,
        norm=norm,
        kind="enclosure" if split else "relaxed",
        value=found.value,
        upper=found.upper,
        certificates=tuple(piece.certificate for piece in found.pieces),
        attained=found.attained,
        least=found.least,
    )


def curve(question: Question, norms: Sequence[Fraction]) -> tuple[Row, ...]:
    """A row at each norm."""
    return tuple(answered(question, norm) for norm in norms)
