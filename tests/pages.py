"""Studies for the tests of the page: small real ones, and their findings under new names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby, islice
from typing import Any

from sam_theory.library import Library
from sam_theory.statements.finding import Finding
from sam_theory.study.defaults import study_of
from sam_theory.study.study import Result, Study, all_findings, examine

PROBLEMS = ("quadratic[eigenvalues=(100.0,)]", "ripple", "power[exponent=1.5]")
METHODS = ("gradient-descent", "sam", "usam")


@dataclass(frozen=True)
class Renaming(Library):
    """The catalogues, in which `name@number` is the problem `name` once more."""

    def get(self, kind: str, text: str) -> Any:
        """The item, by the part of its name before the @."""
        return super().get(kind, text.partition("@")[0])


def real_study(
    problems: Sequence[str] = PROBLEMS,
    methods: Sequence[str] | None = METHODS,
    *,
    iterations: int = 300,
    library: Library | None = None,
) -> tuple[Study, Result]:
    """A study as `check --html` runs it, with its findings."""
    study = study_of(
        library or Library(), problems=problems, methods=methods, iterations=iterations
    )
    study = replace(study, curves=True)
    return study, all_findings([examine(study, name) for name in study.problems])


def enlarged(study: Study, findings: Sequence[Finding], size: int) -> tuple[Study, list[Finding]]:
    """`size` findings: those given over and over, each time as those of a further problem."""
    groups = [list(group) for _, group in groupby(findings, key=lambda finding: finding.problem)]
    copies = (
        replace(finding, problem=f"{finding.problem}@{number}")
        for number in count(1)
        for group in groups
        for finding in group
    )
    many = list(islice(copies, size))
    names = tuple(dict.fromkeys(finding.problem for finding in many))
    return replace(study, library=Renaming(study.library.folders), problems=names), many
