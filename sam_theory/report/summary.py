"""The findings of a study laid out like Tables 2 and 3 of K24."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sam_theory.library.catalogues import Library
from sam_theory.setting.facts import Facts, holds
from sam_theory.setting.method import Method
from sam_theory.statements.finding import ConclusionFinding, Finding, Statement, statements
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient, unnormalized
from sam_theory.statements.theorem import Family
from sam_theory.study.study import Study
from sam_theory.verdict import Status

PROPERTY_WORDS: Mapping[str, str] = {
    "liminf-gradient": "lim inf ‖∇f‖ = 0",
    "stationary-accumulation": "stationary accum.",
    "gradient-limit": "∇f → 0",
    "value-limit": "f → f(x̄)",
    "iterate-limit": "x → x̄",
    "value-convergence": "f → f(x̄)",
    "convergence": "x → x̄",
}
PROPERTY_PHRASES: Mapping[str, str] = {  # K24, Table 1
    "liminf-gradient": "liminf ‖∇f(xᵏ)‖ = 0",
    "stationary-accumulation": "that accumulation points of xᵏ are stationary",
    "gradient-limit": "∇f(xᵏ) → 0",
    "value-limit": "f(xᵏ) → f(x̄) with ∇f(x̄) = 0",
    "iterate-limit": "xᵏ → x̄ with ∇f(x̄) = 0",
}
# Where a theorem promises convergence to an accumulation point, Table 1's property gives it.
GIVEN_BY: Mapping[str, str] = {"value-convergence": "value-limit", "convergence": "iterate-limit"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A class of functions × a family of methods, and the properties promised for it in K24."""

    functions: str
    member: Callable[[Facts], bool]
    family: Family
    properties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How the settings of a row came out, for one property."""

    row: Row
    property: str
    promised: Mapping[Status, int]  # settings in which it is promised, by what the runs show
    unpromised: int  # settings in which it is not, but holds
    others: int  # settings in which it is not promised

    def settings(self) -> int:
        """How many settings the row has."""
        return sum(self.promised.values()) + self.others


def _true(name: str) -> Callable[[Facts], bool]:
    return lambda facts: holds(getattr(facts, name))


def _convex_with(name: str) -> Callable[[Facts], bool]:
    return lambda facts: _true("convex")(facts) and _true(name)(facts)


def _lipschitz(facts: Facts) -> bool:
    return facts.lipschitz_bound is not None


def _kl(facts: Facts) -> bool:
    return holds(facts.implied_kl)


FAMILIES: Mapping[Family, Callable[[Method], bool]] = {
    "SAM": ascends_along_the_gradient,
    "normalized": lambda method: method.normalized,
    "unnormalized": unnormalized,
}


def _row(functions: str, family: Family, member: Callable[[Facts], bool], *properties: str) -> Row:
    return Row(functions=functions, member=member, family=family, properties=properties)


ROWS: tuple[Row, ...] = (
    _row("convex", "SAM", _true("convex"), "liminf-gradient"),
    _row(
        "convex, bounded argmin",
        "SAM",
        _convex_with("level_sets_bounded"),
        "stationary-accumulation",
        "value-limit",
    ),
    _row(
        "convex, unique argmin",
        "SAM",
        _convex_with("unique_minimizer"),
        "iterate-limit",
    ),
    _row(
        "∇f Lipschitz",
        "normalized",
        _lipschitz,
        "gradient-limit",
        "value-convergence",
    ),
    _row(
        "∇f Lipschitz, KL",
        "normalized",
        lambda f: _lipschitz(f) and _kl(f),
        "convergence",
    ),
    _row(
        "descent condition",
        "unnormalized",
        lambda f: f.descent_bound is not None,
        "stationary-accumulation",
        "value-convergence",
    ),
    _row(
        "∇f Lipschitz",
        "unnormalized",
        _lipschitz,
        "gradient-limit",
    ),
    _row(
        "KL",
        "unnormalized",
        _kl,
        "convergence",
    ),
)


def tallies(findings: Sequence[Finding], library: Library) -> list[Tally]:
    """One tally for each row and each of its properties."""
    known = Known(
        facts={f.problem: library.get("problems", f.problem).facts for f in findings},
        methods={f.method: library.get("methods", f.method) for f in findings},
        families={
            name: library.get("theorems", name).family
            for name in {theorem.name for f in findings for theorem in f.theorems}
        },
    )
    return [_tally(row, name, findings, known) for row in ROWS for name in row.properties]


@dataclass(frozen=True)
class Known:
    """What the items that findings name say of themselves."""

    facts: Mapping[str, Facts]
    methods: Mapping[str, Method]
    families: Mapping[str, Family | None]

    def supporting(self, family: Family) -> frozenset[str]:
        """The theorems that support the rows of that family."""
        return frozenset(name for name, own in self.families.items() if own == family)


def _tally(row: Row, name: str, findings: Sequence[Finding], known: Known) -> Tally:
    counts: Counter[Status] = Counter()
    unpromised = others = 0
    theorems = known.supporting(row.family)
    for finding in findings:
        belongs = FAMILIES[row.family](known.methods[finding.method])
        if not belongs or not row.member(known.facts[finding.problem]):
            continue
        promises = [c for c in conclusions_of(finding, theorems, name) if c.promised]
        if promises:
            counts[max((c.verdict.status for c in promises), key=lambda s: s.rank)] += 1
            continue
        others += 1
        unpromised += finding.properties[GIVEN_BY.get(name, name)].holds
    return Tally(row=row, property=name, promised=counts, unpromised=unpromised, others=others)


def conclusions_of(
    finding: Finding, theorems: frozenset[str], name: str
) -> list[ConclusionFinding]:
    """The conclusions of these theorems that speak of that property."""
    return [
        conclusion
        for theorem in finding.theorems
        if theorem.name in theorems
        for conclusion in theorem.conclusions
        if conclusion.property == name
    ]


def contradicted(study: Study, findings: Sequence[Finding]) -> tuple[Statement, ...]:
    """Every contradicted statement, with an example in the fewest dimensions."""

    def size(finding: Finding) -> float:
        return float(study.library.get("problems", finding.problem).dimension)

    return statements(findings, size)


def undecided_share(findings: Sequence[Finding]) -> tuple[int, int]:
    """How many promised conclusions stayed undecided, and how many there are."""
    promised = [
        conclusion
        for finding in findings
        for theorem in finding.theorems
        for conclusion in theorem.conclusions
        if conclusion.promised
    ]
    return sum(c.verdict.status is Status.UNDECIDED for c in promised), len(promised)
