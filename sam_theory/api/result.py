"""What a check gives: the finding of one setting, its runs, and how they look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sam_theory.api import showing
from sam_theory.api.picture import picture_of
from sam_theory.api.trajectory import Trajectory, frame_of, trajectories_of
from sam_theory.report.answer import finding_answer
from sam_theory.statements.finding import Finding, TheoremFinding
from sam_theory.statements.theorem import Setting, Theorem
from sam_theory.verdict import Verdict

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class CheckResult:
    """One setting held against theorems: everything that its finding says, and the runs.

    The answer, the runs and what is drawn of them are made when they are first asked for.
    """

    finding: Finding
    setting: Setting  # with the L of a box, where there is none everywhere
    held: tuple[Theorem, ...]  # what was held against it, where it speaks of the method
    seed: int

    @cached_property
    def answer(self) -> str:
        """What converges, by which theorem, or what is lacking for that; one paragraph."""
        return finding_answer(
            self.finding,
            problem=self.setting.problem,
            method=self.setting.method,
            theorems=self.held,
        )

    @cached_property
    def trajectories(self) -> tuple[Trajectory, ...]:
        """The runs in full, one a start: computed once more, as they were for the verdicts."""
        return trajectories_of(
            self.setting, iterations=self.iterations, starts=self.starts, seed=self.seed
        )

    @property
    def trajectory(self) -> Trajectory:
        """The run from the first start."""
        return self.trajectories[0]

    def to_frame(self) -> pd.DataFrame:
        """All runs as a pandas DataFrame: start, k, value, gradient_norm, step, radius, x1 … xn.

        Raises UsageError where pandas is missing.
        """
        return frame_of(self.trajectories)

    def plot(self) -> Figure:
        """f − inf f, or f where inf f is not known, and ‖∇f‖ over k, with the answer above."""
        return picture_of(self.trajectories, self.setting.problem.facts.infimum, self.answer)

    def __repr__(self) -> str:
        return showing.text(self.finding, self.answer)

    def _repr_html_(self) -> str:
        return showing.html(self.finding, self.answer)

    # What the finding says, under the same names.

    @property
    def problem(self) -> str:
        """The name of the problem."""
        return self.finding.problem

    @property
    def method(self) -> str:
        """The name of the method."""
        return self.finding.method

    @property
    def step(self) -> str:
        """The formula of tₖ, or what numbers they are."""
        return self.finding.step

    @property
    def radius(self) -> str:
        """The formula of ρₖ, or what numbers they are."""
        return self.finding.radius

    @property
    def iterations(self) -> int:
        """How many iterations the longest run has."""
        return self.finding.iterations

    @property
    def starts(self) -> int:
        """How many runs there are, one a start."""
        return self.finding.starts

    @property
    def properties(self) -> Mapping[str, Verdict]:
        """The verdict on each of the five convergence properties, the worst over the starts."""
        return self.finding.properties

    @property
    def theorems(self) -> tuple[TheoremFinding, ...]:
        """The theorems about the method, with their hypotheses and conclusions."""
        return self.finding.theorems

    @property
    def inconsistencies(self) -> tuple[str, ...]:
        """Verdicts of ours that exclude each other: a bug."""
        return self.finding.inconsistencies

    @property
    def constants(self) -> str:
        """What must be said of L, where it is not that of (3) everywhere."""
        return self.finding.constants

    @property
    def contradiction(self) -> bool:
        """Whether a theorem is contradicted."""
        return self.finding.contradiction
