"""Trajectories that you recorded, judged as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.api import showing
from sam_theory.api.given import as_formula
from sam_theory.errors import UsageError
from sam_theory.report.drawing.style import paper_style
from sam_theory.report.portrait import draw
from sam_theory.report.record_answer import record_answer
from sam_theory.runs.trace import Trace
from sam_theory.study.assessing import Assessment, assess_arrays, foretold
from sam_theory.verdict import Verdict

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WHAT = "The recorded arrays"
Column = np.ndarray | Sequence[float]
Rule = str | float | Fraction | Column  # a formula or a number, for every k; or what was recorded


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class AssessResult:
    """A record, what it shows of the five properties, and what would decide the rest."""

    assessment: Assessment

    @property
    def properties(self) -> Mapping[str, Verdict]:
        """The verdict on each of the five convergence properties."""
        return self.assessment.verdicts

    @property
    def needs(self) -> Mapping[str, str]:
        """What would decide the properties that stay undecided, in a sentence each."""
        return self.assessment.needs

    @property
    def trace(self) -> Trace:
        """The record as it is judged, in windows of k."""
        return self.assessment.trace

    @property
    def answer(self) -> str:
        """What the record shows, and what would decide the rest."""
        return record_answer(WHAT, self.trace.iterations, self.properties, self.needs)

    def plot(self) -> Figure:
        """‖∇f‖, f and how far x moves, over k and over Σt, by windows."""
        with paper_style():
            return draw(self.trace, self.properties, WHAT)

    def __repr__(self) -> str:
        more = "more: .answer, .properties, .needs, .plot()"
        return showing.lines("AssessResult", self.answer, self.properties, more)

    def _repr_html_(self) -> str:
        caption = f"a record up to k = {self.trace.iterations:,}"
        return showing.table(caption, self.answer, showing.rows(self.properties))


def assess(
    *,
    value: Column | None = None,
    gradient_norm: Column | None = None,
    iterate: np.ndarray | Sequence[Sequence[float]] | None = None,
    step: Rule | None = None,
    radius: Rule | None = None,
    k: Column | None = None,
) -> AssessResult:
    """Judge a trajectory that was recorded elsewhere: the columns of `sam-theory assess`.

    `value` and `gradient_norm` are f(xᵏ) and ‖∇f(xᵏ)‖, (K,), one of which has to be there; of a
    value alone only value-limit is judged. `iterate` is xᵏ, (K, n). Row i is
    iteration i unless `k`, increasing integers (K,), says otherwise. `step` and `radius` are
    recorded arrays (K,), of which nothing is taken for granted beyond the record; or a formula in k
    or a number, for every k. Raises UsageError, in one sentence, for columns that are no record:
    of different lengths, of no row, not finite, or negative norms.

    >>> import numpy as np
    >>> x = 0.9 ** np.arange(300)
    >>> result = assess(value=x**2, gradient_norm=2 * x, iterate=x[:, None], step="0.05")
    >>> result.properties["iterate-limit"].status.value
    'consistent'
    """
    if value is None and gradient_norm is None:
        raise UsageError(
            "value or gradient_norm must be given; got neither; give f(xᵏ) or ‖∇f(xᵏ)‖"
        )
    rules = {"step": step, "radius": radius}
    formulas = {what: as_formula(what, rule) for what, rule in rules.items() if _is_rule(rule)}
    recorded = {what: rule for what, rule in rules.items() if not _is_rule(rule)}
    columns = {"value": value, "gradient_norm": gradient_norm, "iterate": iterate, "k": k}
    given = {name: _array(name, a) for name, a in (columns | recorded).items() if a is not None}
    schedules = foretold(formulas.get("step"), formulas.get("radius"))
    return AssessResult(assessment=assess_arrays(given, schedules))


def _is_rule(given: object) -> bool:
    return isinstance(given, str | Real)


def _array(name: str, column: object) -> np.ndarray:
    try:
        return np.asarray(column)
    except (ValueError, TypeError) as error:
        raise UsageError(
            f"{name} in the record must be an array of numbers over k; "
            f"got a {type(column).__name__} that is none; give rows of one length"
        ) from error
