"""What S23 asks of the findings of a study: which settings reach 0, which stall, at what height."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sam_theory.report.items.columns import kinds_of
from sam_theory.report.saying import Line, Row, Said
from sam_theory.setting.facts import Facts, fails, holds
from sam_theory.setting.method import Method
from sam_theory.statements.finding import ConclusionFinding, Finding
from sam_theory.statements.heights import LOWER, STALL, Radius
from sam_theory.statements.hypotheses.draws import is_m_sam, is_n_sam
from sam_theory.study.study import Study

SOURCE = "S23"  # theorems of which the summary is
RADII: tuple[Radius, ...] = ("constant", "→ 0", "other", "0")
METHODS = ("none", "m-SAM", "n-SAM", "stochastic")
ASCENTS = ("normalized", "unnormalized", "other", "none")
FUNCTIONS = ("strongly convex", "convex", "nonconvex", "not known")
TITLE = "After S23: in how many settings ∇f tends to 0, or stalls, and at what height."
HEADINGS = ("ρ", "draws", "ascent", "f", "→ 0", "stalls", "open")

Range = tuple[float, float]


@dataclass(frozen=True, order=True)
class Kind:
    """What S23 distinguishes, each as its place in the order in which it is told."""

    radius: int
    method: int
    ascent: int
    functions: int

    @property
    def words(self) -> tuple[str, str, str, str]:
        """Of ρ, the draws, the ascent, f."""
        method, ascent = METHODS[self.method], ASCENTS[self.ascent]
        return RADII[self.radius], method, ascent, FUNCTIONS[self.functions]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The settings of a kind: in how many ∇f → 0, fails to, or is open; heights where it fails.

    `slope` and `gap` are the least and the greatest of the settings, in β²ρ² and βρ²; `bounded_by`
    are theorems whose bounds hold there, `held_by` those that say that it stalls.
    """

    kind: Kind
    reach: int
    stall: int
    open: int
    slope: Range | None
    gap: Range | None
    bounded_by: tuple[str, ...]
    held_by: tuple[str, ...]


def summarized(study: Study) -> bool:
    """Whether the study is of several theorems, all of S23."""
    named = [study.library.get("theorems", name) for name in study.theorems]
    return len(named) > 1 and all(SOURCE in theorem.source for theorem in named)


def summaries(study: Study, findings: Sequence[Finding]) -> list[Summary]:
    """One for each kind of settings that there is, in order."""
    by_kind: dict[Kind, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(_kind(study, finding), []).append(finding)
    return [_summary(kind, by_kind[kind]) for kind in sorted(by_kind)]


def _kind(study: Study, finding: Finding) -> Kind:
    method = study.library.get("methods", finding.method)
    facts = study.library.get("problems", finding.problem).facts
    radius: Radius = "other" if finding.height is None else finding.height.radius
    return Kind(
        RADII.index(radius),
        METHODS.index(_draws(method)),
        ASCENTS.index("none" if radius == "0" else _ascent(method)),
        FUNCTIONS.index(_functions(facts)),
    )


def _draws(method: Method) -> str:
    if is_m_sam(method):
        return "m-SAM"
    if is_n_sam(method):
        return "n-SAM"
    return "stochastic" if method.random else "none"


def _ascent(method: Method) -> str:
    kinds = kinds_of(method)
    return kinds[0] if len(kinds) == 1 else "other"


def _functions(facts: Facts) -> str:
    if holds(facts.strongly_convex):
        return "strongly convex"
    if holds(facts.convex):
        return "convex"
    return "nonconvex" if fails(facts.convex) else "not known"


def _summary(kind: Kind, findings: Sequence[Finding]) -> Summary:
    verdicts = [finding.properties["gradient-limit"] for finding in findings]
    stalled = [f for f, v in zip(findings, verdicts, strict=True) if v.fails and f.height]
    heights = [finding.height for finding in stalled if finding.height is not None]
    kept = [(t.name, c) for f in findings for t in f.theorems for c in t.conclusions if _kept(c)]
    return Summary(
        kind=kind,
        reach=sum(verdict.holds for verdict in verdicts),
        stall=sum(verdict.fails for verdict in verdicts),
        open=sum(not (verdict.holds or verdict.fails) for verdict in verdicts),
        slope=_range([height.slope for height in heights]),
        gap=_range([height.gap for height in heights]),
        bounded_by=_names(name for name, c in kept if c.property not in (STALL, LOWER)),
        held_by=_names(name for name, c in kept if c.property == STALL),
    )


def _kept(conclusion: ConclusionFinding) -> bool:
    return conclusion.promised and conclusion.verdict.holds and not conclusion.doubts


def _range(found: Sequence[float | None]) -> Range | None:
    known = [number for number in found if number is not None]
    return (min(known), max(known)) if known else None


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))


# ---- as text, and as plain data


def summaries_said(told: Sequence[Summary]) -> Iterator[Said]:
    """A line a kind, and under it the heights, and the theorems that say so."""
    yield Line(TITLE)
    rows = [HEADINGS, *(_row(summary) for summary in told)]
    widths = [max(map(len, column)) + 2 for column in zip(*rows, strict=True)]
    lines = ["".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    yield Row(lines[0])
    for line, summary in zip(lines[1:], told, strict=True):
        yield Row(line)
        said = "; ".join(_said(summary))
        if said:
            yield Line(said, indent=3)


def _row(summary: Summary) -> tuple[str, ...]:
    return (*summary.kind.words, str(summary.reach), str(summary.stall), str(summary.open))


def _said(summary: Summary) -> Iterator[str]:
    """The heights, and by which theorems."""
    if summary.slope is not None:
        gap = "" if summary.gap is None else f", f − f* = {_text(summary.gap)} βρ²"
        yield f"stalls at ‖∇f‖² = {_text(summary.slope)} β²ρ²{gap}"
    if summary.held_by:
        yield f"held there by {', '.join(summary.held_by)}"
    if summary.bounded_by:
        yield f"bounded by {', '.join(summary.bounded_by)}"


def _text(found: Range) -> str:
    low, high = (f"{number:.2g}" for number in found)
    return low if low == high else f"{low} to {high}"


def summary_document(told: Sequence[Summary]) -> list[dict[str, Any]]:
    """The same, without NaN."""
    return [
        {
            **dict(zip(("radius", "draws", "ascent", "functions"), s.kind.words, strict=True)),
            "reach": s.reach,
            "stall": s.stall,
            "open": s.open,
            "slope": s.slope and list(s.slope),
            "gap": s.gap and list(s.gap),
            "bounded_by": list(s.bounded_by),
            "held_by": list(s.held_by),
        }
        for s in told
    ]
