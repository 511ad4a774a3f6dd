"""Functions of the problem catalogue, with small numbers of the domains of their families."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.falsifying.drawing import one_of
from sam_theory.falsifying.functions import Function, Kind, Start, floats
from sam_theory.library.catalogues import Library
from sam_theory.library.collecting import Entry, canonical
from sam_theory.library.domains import Domain
from sam_theory.setting.problem import Problem
from sam_theory.setting.problem_file import Expression, call

MOST_DIMENSIONS = 2
MOST_DRAWS = 64
DEFAULT = 0.5  # how often a parameter stays as it is
MOST_ENTRIES = 3
SHARE = 4  # of this kind, where there is a round of all kinds


@dataclass(frozen=True, eq=False)
class Member:
    """A problem of the catalogue, with the parameters that are not at their default."""

    library: Library
    entry: Entry
    parameters: Mapping[str, Any]

    @property
    def name(self) -> str:
        """As in `quadratic[eigenvalues=(1.0, 2.0)]`."""
        return canonical(self.entry, self.parameters)

    @cached_property
    def made(self) -> Problem:
        """The problem; raises UsageError where its function refuses the parameters."""
        found = self.library.get("problems", self.name)
        assert isinstance(found, Problem)
        return found

    @property
    def dimension(self) -> int:
        """n."""
        return self.made.dimension

    @property
    def formula(self) -> str:
        """That of the catalogue, and its name there."""
        return f"{self.made.formula} ({self.name})"

    @property
    def count(self) -> int:
        """It is one formula."""
        return 1

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """Its parameters."""
        given = self.parameters.values()
        flat = [n for value in given for n in (value if isinstance(value, tuple) else (value,))]
        return tuple(Fraction(n) for n in flat if isinstance(n, int | float))

    def problem(self, name: str, starts: Sequence[Start]) -> Problem:
        """The problem, with the facts of the catalogue."""
        points = tuple(floats(starts)) or self.made.starts
        return replace(self.made, name=name, formula=self.formula, starts=points)

    def expression(self, name: str, start: Start | None) -> Expression:
        """What asks the catalogue for it."""
        folders = repr(self.library.folders) if self.library.folders else ""
        asked = Expression(
            f'Library({folders}).get("problems", {self.name!r})',
            frozenset({("sam_theory.library.catalogues", "Library")}),
        )
        arguments = {"name": repr(name), "formula": repr(self.formula)}
        if start is not None:
            arguments["starts"] = repr((tuple(map(float, start)),))
        return call("dataclasses", "replace", arguments, asked)

    def simpler(self, start: Start) -> Iterator[tuple[Function, Start]]:
        """With a parameter at its default, or a simpler one of its domain."""
        for key, value in self.parameters.items():
            others = {k: v for k, v in self.parameters.items() if k != key}
            options: list[Mapping[str, Any]] = [others]
            if isinstance(value, int | float):
                numbers = self.entry.domains[key].small()
                options += [{**others, key: number} for number in numbers]
            for parameters in options:
                other = replace(self, parameters=parameters)
                if parameters != self.parameters and _usable(other, self.dimension):
                    yield other, start

    def near(self) -> Iterator[Function]:
        """With another number of its domain for a parameter."""
        for key, domain in self.entry.domains.items():
            for number in domain.small() if domain.count is None else ():
                other = replace(self, parameters={**self.parameters, key: number})
                if other.parameters != self.parameters and _usable(other, self.dimension):
                    yield other


def family_kinds(library: Library) -> tuple[Kind, ...]:
    """Problems of the catalogue in one or two dimensions, with parameters drawn."""
    entries = tuple(library.entries("problems").values())
    return (Kind("family", partial(_drawn, library=library, entries=entries)),) * SHARE


def _drawn(rng: np.random.Generator, library: Library, entries: Sequence[Entry]) -> Member:
    for _ in range(MOST_DRAWS):
        entry = one_of(rng, entries)
        found = Member(library, entry, _parameters(rng, entry))
        if _usable(found):
            return found
    return Member(library, library.entry("problems", "quadratic"), {})


def _usable(member: Member, dimension: int | None = None) -> bool:
    try:
        n = member.dimension
    except UsageError:
        return False
    return n <= MOST_DIMENSIONS if dimension is None else n == dimension


def _parameters(rng: np.random.Generator, entry: Entry) -> dict[str, Any]:
    drawn = {
        key: _drawn_from(rng, domain)
        for key, domain in entry.domains.items()
        if rng.random() >= DEFAULT
    }
    return {key: value for key, value in drawn.items() if entry.domains[key].holds(value)}


def _drawn_from(rng: np.random.Generator, domain: Domain) -> Any:
    """A small number of the domain, or a few of them, in its order."""
    numbers = list(domain.small())
    if domain.count is None:
        return one_of(rng, numbers)
    least, most = domain.count
    size = int(rng.integers(least, max(least, min(most, MOST_ENTRIES)) + 1))
    found = [one_of(rng, numbers) for _ in range(size)]
    if domain.order is None:
        return tuple(found)
    return tuple(sorted(set(found), reverse=domain.order == "falling"))
