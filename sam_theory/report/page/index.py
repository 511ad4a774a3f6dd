"""What the matrix and the list need of every finding: its statuses, without the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sam_theory.library.catalogues import Library
from sam_theory.properties.judge import PROPERTIES
from sam_theory.report.page.classes import CLASSES, classes_of
from sam_theory.report.page.packing import Table
from sam_theory.report.summary import PROPERTY_WORDS
from sam_theory.statements.finding import Finding, Skipped, TheoremFinding
from sam_theory.study.study import Pair, Study
from sam_theory.verdict import Status

Document = dict[str, Any]


def index_document(
    study: Study, findings: Sequence[Finding], skipped: Sequence[Skipped]
) -> Document:
    """Names once, then the findings as columns of places among them; ranks stand for statuses."""
    names = _Names()
    for pair in study.pairs:
        names.pairs.place(pair)
    columns = [_columns(finding, names) for finding in findings]
    left = [_skipped(item, names) for item in skipped]
    return {
        "starts": study.starts,
        "statuses": [status.value for status in Status],
        "properties": [{"name": name, "words": PROPERTY_WORDS[name]} for name in PROPERTIES],
        "classes": list(CLASSES),
        "problems": [_problem(study.library, str(name)) for name in names.problems.items()],
        "methods": [_method(study.library, str(name)) for name in names.methods.items()],
        "theorems": [_theorem(study.library, str(name)) for name in names.theorems.items()],
        "kinds": names.kinds.items(),
        "pairs": [vars(pair) for pair in names.pairs.items()],
        "sheets": len(study.pairs),
        "profiles": names.profiles.items(),
        "findings": columns,
        "skipped": left,
        "reasons": names.reasons.items(),
    }


class _Names:
    """What findings refer to by its place."""

    def __init__(self) -> None:
        self.problems, self.methods, self.theorems = Table(), Table(), Table()
        self.pairs, self.profiles, self.reasons = Table(), Table(), Table()
        self.kinds = Table({name: place for place, name in enumerate(PROPERTIES)})


def _columns(finding: Finding, names: _Names) -> list[Any]:
    """Problem, method, pair, the ranks of the five properties as digits, and theorem profiles."""
    return [
        names.problems.place(finding.problem),
        names.methods.place(finding.method),
        names.pairs.place(Pair(finding.step, finding.radius)),
        "".join(str(finding.properties[name].status.rank) for name in PROPERTIES),
        [names.profiles.place(_profile(theorem, names)) for theorem in finding.theorems],
    ]


def _profile(theorem: TheoremFinding, names: _Names) -> tuple[Any, ...]:
    """The theorem, the rank of its hypotheses; of each conclusion kind, rank, promise, breach."""
    conclusions = tuple(
        (
            names.kinds.place(c.property),
            c.verdict.status.rank,
            int(c.promised),
            int(c.contradiction),
        )
        for c in theorem.conclusions
    )
    return names.theorems.place(theorem.name), theorem.applies.rank, conclusions


def _skipped(item: Skipped, names: _Names) -> list[int]:
    return [
        names.problems.place(item.problem),
        names.methods.place(item.method),
        names.pairs.place(Pair(item.step, item.radius)),
        names.reasons.place(item.reason),
    ]


def _problem(library: Library, name: str) -> Document:
    problem = library.get("problems", name)
    infimum = problem.facts.known_infimum
    return {
        "name": name,
        "formula": problem.formula,
        "dimension": problem.dimension,
        "classes": classes_of(problem.facts),
        "infimum": None if infimum is None else infimum.lower,
        "source": problem.source,
    }


def _method(library: Library, name: str) -> Document:
    return {"name": name, "perturbed": library.get("methods", name).uses_radius}


def _theorem(library: Library, name: str) -> Document:
    theorem = library.get("theorems", name)
    return {"name": name, "summary": theorem.summary, "source": theorem.source}
