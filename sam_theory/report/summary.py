"""The findings of a study laid out like Tables 2 and 3 of K24."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sam_theory.library import Library
from sam_theory.setting.facts import Facts, holds
from sam_theory.statements.finding import ConclusionFinding, Finding
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
# Where a theorem promises convergence to an accumulation point, Table 1's property gives it.
GIVEN_BY: Mapping[str, str] = {"value-convergence": "value-limit", "convergence": "iterate-limit"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A class of functions × a family of methods, and the properties promised for it in K24."""

    functions: str
    methods: str
    member: Callable[[Facts], bool]
    families: frozenset[str]
    theorems: frozenset[str]
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


NORMALIZED = frozenset({"sam", "rsam", "vasso", "f-sam", "igd-constant-error"})
UNNORMALIZED = frozenset({"usam", "extragradient"})
ABSOLUTE = frozenset({"khanh-3.3", "khanh-3.5"})
RELATIVE = frozenset({"khanh-4.1", "khanh-4.2"})


def _row(
    functions: str,
    methods: str,
    member: Callable[[Facts], bool],
    families: Iterable[str],
    theorems: Iterable[str],
    *properties: str,
) -> Row:
    return Row(
        functions=functions,
        methods=methods,
        member=member,
        families=frozenset(families),
        theorems=frozenset(theorems),
        properties=properties,
    )


ROWS: tuple[Row, ...] = (
    _row("convex", "SAM", _true("convex"), {"sam"}, {"khanh-3.2"}, "liminf-gradient"),
    _row(
        "convex, bounded argmin",
        "SAM",
        _convex_with("level_sets_bounded"),
        {"sam"},
        {"khanh-3.2"},
        "stationary-accumulation",
        "value-limit",
    ),
    _row(
        "convex, unique argmin",
        "SAM",
        _convex_with("unique_minimizer"),
        {"sam"},
        {"khanh-3.2"},
        "iterate-limit",
    ),
    _row(
        "∇f Lipschitz",
        "normalized",
        _lipschitz,
        NORMALIZED,
        ABSOLUTE,
        "gradient-limit",
        "value-convergence",
    ),
    _row(
        "∇f Lipschitz, KL",
        "normalized",
        lambda f: _lipschitz(f) and _kl(f),
        NORMALIZED,
        ABSOLUTE,
        "convergence",
    ),
    _row(
        "descent condition",
        "unnormalized",
        lambda f: f.descent_bound is not None,
        UNNORMALIZED,
        RELATIVE,
        "stationary-accumulation",
        "value-convergence",
    ),
    _row(
        "∇f Lipschitz",
        "unnormalized",
        _lipschitz,
        UNNORMALIZED,
        RELATIVE,
        "gradient-limit",
    ),
    _row(
        "KL",
        "unnormalized",
        _kl,
        UNNORMALIZED,
        RELATIVE,
        "convergence",
    ),
)


def tallies(findings: Sequence[Finding], library: Library) -> list[Tally]:
    """One tally for each row and each of its properties."""
    facts = {f.problem: library.get("problems", f.problem).facts for f in findings}
    return [_tally(row, name, findings, facts) for row in ROWS for name in row.properties]


def _tally(row: Row, name: str, findings: Sequence[Finding], facts: Mapping[str, Facts]) -> Tally:
    counts: Counter[Status] = Counter()
    unpromised = others = 0
    for finding in findings:
        family = finding.method.partition("[")[0]
        if family not in row.families or not row.member(facts[finding.problem]):
            continue
        promises = [c for c in conclusions_of(finding, row.theorems, name) if c.promised]
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
