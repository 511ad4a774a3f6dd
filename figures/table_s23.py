"""Table: constant against vanishing radius: which settings reach 0, most with vanishing steps."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.certificates.established import Established
from sam_theory.certificates.forms import Entry
from sam_theory.paper.basins import HELD_BY_M_SAM, dynamics_of
from sam_theory.paper.coverage import Citation, Covered, cover
from sam_theory.report.drawing.typeset import typeset
from sam_theory.report.figure import Cell, FigureItem, Record, Sheet, Value, Work
from sam_theory.runs.batch import Plan
from sam_theory.runs.ensembles import Ensemble, ensemble
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict

if TYPE_CHECKING:
    from sam_theory.certificates.dynamics import Dynamics
    from sam_theory.statements.finding import Finding

STEP, CONSTANT, VANISHING = "0.25/(L*k**0.6)", "0.5/L", "{rho}/sqrt(k)"
EXACT = 1e-16  # relative to β²ρ²: what is below is rounding
SEARCHED = 1000  # iterations of the run whose end is certified
HELD_ON = ("msam-trap", "m-sam")
CHECKED = {"starts": 1, "seeds": 2}  # runs by which hypotheses are looked at
THEOREMS = ("khanh-3.*", "khanh-4.*", "si-yun-*")
SOMETIMES = " (lim inf)"
LIMITS = {"gradient-limit": "", "liminf-gradient": SOMETIMES}  # the first that is promised
METHODS = {
    "sam": "SAM",
    "usam": "USAM, not normalized",
    "n-sam": "n-SAM",
    "m-sam": "m-SAM",
}
PROOFS = {  # of what keeps it from 0, with steps and radius constant
    ("si-yun-sine", "sam"): Citation("si-yun-sine", "si-yun-sine", "SAM converges from every"),
    ("si-yun-quadratic", "sam"): Citation("si-yun-3.2", "si-yun-3.2", "from near the cycle"),
    HELD_ON: Citation("msam-trap", "msam-trap", "m-SAM never leaves"),
    ("msam-trap", "n-sam"): Citation("si-yun-4.3-n-sam", "nsam-trap", "so its"),
}


@dataclass(frozen=True)
class Group:
    """A problem, its class, the constant radius; the methods, and their step."""

    functions: str
    problem: str
    radius: str
    methods: tuple[str, ...]
    step: str = STEP


GROUPS = (
    Group("strongly convex", "si-yun-quadratic", "0.1", ("sam", "usam"), CONSTANT),
    Group("strongly convex", "msam-trap", "0.125", tuple(METHODS)),
    Group("convex", "logistic", "0.5", tuple(METHODS)),
    Group("nonconvex", "si-yun-sine", "0.1", ("sam", "usam")),  # it has no components
    Group("nonconvex", "shifted-ripples", "4", tuple(METHODS)),
)
PROBLEMS = tuple(group.problem for group in GROUPS)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a method does with one radius, and what says so.

    Heights are means over the last octave of k and over the seeds of ‖∇f(xᵏ)‖², in units of β²ρ²
    for the constant radius ρ; `judged` is what `check` says of ∇f(xᵏ) → 0 on one run.
    """

    radius: str
    height: float
    judged: Verdict
    promised: tuple[str, ...]  # theorems by which ∇f(xᵏ) → 0, or its lim inf is 0
    certified: float | None  # the height below which the run is certified not to stay
    proof: Covered | None

    @property
    def ends(self) -> str:
        """Whether ∇f(xᵏ) → 0, by a certificate, the judge, or a theorem."""
        if self.height <= EXACT:
            return "at 0"
        if self.certified is not None or self.judged.fails:
            return "stays"
        promised = any(not name.endswith(SOMETIMES) for name in self.promised)
        return "falls" if promised or self.judged.holds else "open"

    @property
    def why(self) -> str:
        """What says so, if anything does."""
        certified = () if self.certified is None else (f"certified ≥ {self.certified:.3g}",)
        proof = () if self.proof is None else (str(self.proof),)
        return ";\n".join((*certified, *proof)) or ", ".join(self.promised) or "–"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A method on a problem, by the constant radius and the one that vanishes."""

    group: Group
    method: str
    constant: Outcome
    vanishing: Outcome


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """All rows, and how long and how often was run."""

    rows: tuple[Row, ...]
    iterations: int
    seeds: int


def compute(
    work: Work,
    *,
    iterations: int = 30_000,
    seeds: int = 200,
    problems: tuple[str, ...] = PROBLEMS,
) -> Outcomes:
    """Every method on every problem from its first start, with both radii."""
    groups = [group for group in GROUPS if group.problem in problems]
    settings = [(group, method) for group in groups for method in group.methods]
    proofs = dict(zip(PROOFS, cover(work.library, tuple(PROOFS.values())), strict=True))
    rows = []
    for done, (group, method) in enumerate(settings):
        work.progress(done, len(settings))
        radii = (group.radius, VANISHING.format(rho=group.radius))
        one, other = (
            _outcome(
                work, group, method, radius, iterations, seeds, proofs.get((group.problem, method))
            )
            for radius in radii
        )
        rows.append(Row(group=group, method=method, constant=one, vanishing=other))
    return Outcomes(rows=tuple(rows), iterations=iterations, seeds=seeds)


def _outcome(
    work: Work,
    group: Group,
    method: str,
    radius: str,
    iterations: int,
    seeds: int,
    proof: Covered | None,
) -> Outcome:
    dynamics = dynamics_of(work.library, group.problem, method, group.step, radius)
    plan = Plan(
        method=dynamics.method,
        step=dynamics.step,
        radius=dynamics.radius,
        start=np.array(dynamics.problem.starts[0]),
    )
    count = seeds if dynamics.method.random else 1
    found = ensemble(dynamics.problem, plan, iterations=iterations, seeds=count)
    unit = _smoothness(dynamics.problem) * float(group.radius)
    constant = radius == group.radius
    certified = _certified(dynamics) if constant else None
    finding = _checked(work, group, method, radius, iterations)
    return Outcome(
        radius=radius,
        height=_octave(found, iterations) / unit**2,
        judged=finding.properties["gradient-limit"],
        promised=_promised(finding),
        certified=None if certified is None else (certified / unit) ** 2,
        proof=proof if constant else None,
    )


def _smoothness(problem: Problem) -> float:
    """β, of the components where there are any, as in S23."""
    components = problem.components
    fact = problem.facts.lipschitz if components is None else components.lipschitz
    assert fact is not None
    return float(fact.value.upper)


def _octave(found: Ensemble, end: int) -> float:
    """The mean of ‖∇f(xᵏ)‖² over the seeds and the k kept in (K/2, K], K about `end`."""
    last = int(np.searchsorted(found.k, end))
    first = int(np.searchsorted(found.k, found.k[last] // 2))
    total = found.squares[last] - found.squares[first]
    return float((total / (found.k[last] - found.k[first])).mean())


def _certified(dynamics: Dynamics) -> float | None:
    """The least ‖∇f‖ of what the run from the first start is certified never to leave."""
    from sam_theory.certificates.finding.attempt import attempt
    from sam_theory.certificates.verifier.accepting import accept_run

    start = dynamics.problem.starts[0]
    if not dynamics.method.random:
        found = attempt(dynamics, start, SEARCHED)
        return None if found is None or found.shown.slope == 0 else float(found.shown.slope)
    if (dynamics.problem.name, dynamics.method.name) != HELD_ON:
        return None
    entry = Entry(start=tuple(map(Fraction, start)), at=1)
    shown = accept_run(dynamics, HELD_BY_M_SAM, entry)
    return float(shown.slope) if isinstance(shown, Established) else None


def _checked(work: Work, group: Group, method: str, radius: str, iterations: int) -> Finding:
    from sam_theory.api.checking import check

    return check(
        group.problem,
        method,
        step=group.step,
        radius=radius,
        theorems=THEOREMS,
        library=work.library,
        iterations=iterations,
        **CHECKED,
    ).finding


def _promised(finding: Finding) -> tuple[str, ...]:
    """The theorems by which ∇f(xᵏ) → 0; where there are none, by which its lim inf is 0."""
    for kind, suffix in LIMITS.items():
        names = {
            theorem.name
            for theorem in finding.theorems
            for conclusion in theorem.conclusions
            if conclusion.promised and conclusion.property == kind
        }
        if names:
            return tuple(f"{name}{suffix}" for name in sorted(names))
    return ()


# ---- words and numbers


def sheet(data: Outcomes) -> Sheet:
    """A row a method, ruled by problems."""
    rows: list[tuple[str | Cell, ...]] = []
    rules, before = [], None
    for number, row in enumerate(data.rows):
        new = row.group != before
        if new and number:
            rules.append(number)
        before = row.group
        first = f"{row.group.functions}:\n{row.group.problem}" if new else ""
        if new and row.group.step == CONSTANT:
            first += f",\nt = {CONSTANT}"
        cells = (cell for one in (row.constant, row.vanishing) for cell in _cells(one))
        rows.append((first, METHODS[row.method], *cells))
    headings = (
        "",
        "method",
        Cell("ρ constant", r"$\rho$ constant"),
        "by",
        Cell("ρ → 0", r"$\rho_k \to 0$"),
        "by",
    )
    return Sheet(headings=headings, rows=tuple(rows), align="llllll", rules=tuple(rules))


def _cells(outcome: Outcome) -> tuple[str, str]:
    number = "" if outcome.height <= EXACT else f", {outcome.height:.3g}"
    return f"{outcome.ends}{number}", outcome.why


def caption(data: Outcomes) -> str:
    """Every parameter, and what the words and numbers are."""
    groups = dict.fromkeys(row.group for row in data.rows)
    radii = ", ".join(f"{group.problem} {group.radius}" for group in groups)
    return (
        f"SAM, USAM, n-SAM and m-SAM (minibatches of 1) with tₖ = {STEP.replace('**', '^')}, L of "
        "f, or the constant t that is named, from the first start of each problem, "
        f"{data.iterations} iterations, {data.seeds} seeds; ρ constant ({radii}) or that over √k. "
        "The number is ‖∇f(xᵏ)‖² in units of β²ρ², the mean over the last octave of k and over the "
        "seeds; β is that of the components, of f "
        "where there are none. It stays where that is certified or `check` finds ∇f(xᵏ) → 0 to "
        "fail on a run of that length, of one seed; it falls where a theorem promises the limit or "
        f"`check` finds it consistent; at 0 if at most {EXACT:g}, else open. By: the theorems "
        "whose hypotheses hold and that promise ∇f(xᵏ) → 0, or lim inf 0; or the height below "
        "which it is certified not to fall from that start, whatever is drawn; and what proves for "
        "constant t that it stays, of n-SAM in the mean; – where nothing says so. No method of the "
        "catalogue draws and is not normalized."
    )


def record(data: Outcomes) -> Record:
    """A row a method and radius."""
    rows: list[tuple[Value, ...]] = []
    for row in data.rows:
        for one in (row.constant, row.vanishing):
            proof = None if one.proof is None else str(one.proof)
            numbers = (one.height, one.judged.status.value, one.ends, one.certified)
            names = (row.group.functions, row.group.problem, row.method, one.radius)
            rows.append((*names, *numbers, ", ".join(one.promised), proof))
    headings = ("functions", "problem", "method", "radius", "height", "judged", "ends")
    return Record((*headings, "certified", "promised", "proof"), tuple(rows))


item: FigureItem[Outcomes] = FigureItem(
    name="table-s23",
    summary="constant against vanishing radius: which settings reach 0, which stay, at what height",
    source="after S23; settings, certificates and proofs ours",
    compute=compute,
    draw=lambda data: typeset(sheet(data)),
    caption=caption,
    record=record,
    sheet=sheet,
    small={
        "iterations": 300,
        "seeds": 10,
        "problems": ("si-yun-quadratic", "msam-trap", "si-yun-sine"),
    },
)
