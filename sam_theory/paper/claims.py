"""Tables of published claims, with what was established of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sam_theory.paper.coverage import (
    Citation,
    Covered,
    Extent,
    Settings,
    cited,
    cover,
    in_print,
    study,
)
from sam_theory.report.figure import Cell, Record, Sheet, Value, Work

if TYPE_CHECKING:
    from sam_theory.report.summary import Tally

ITERATIONS, STARTS = 2000, 3  # of the reduced study; the tables take a minute with them


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A cell of the published table: what is claimed of which functions and methods.

    `row` names the functions and methods of the row of `sam-theory check` that counts settings in
    which the theorem promises the property.
    """

    functions: str | Cell
    methods: str
    result: Cell
    row: tuple[str, str]
    property: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class Established:
    """A claim, its proofs, and the settings in which it is promised."""

    claim: Claim
    covered: tuple[Covered, ...]
    settings: Settings


@dataclass(frozen=True, kw_only=True)
class Claims:
    """All claims of a table as established, and by what."""

    rows: tuple[Established, ...]
    extent: Extent
    proofs: str  # how many steps in print survive


def establish(
    work: Work,
    claims: Sequence[Claim],
    *,
    iterations: int = ITERATIONS,
    starts: int = STARTS,
    problems: tuple[str, ...] | None = None,
) -> Claims:
    """Check the proofs and run the reduced study."""
    from sam_theory.report.summary import tallies

    findings, extent = study(work, iterations=iterations, starts=starts, problems=problems)
    counted = tallies(findings, work.library)
    citations = [citation for claim in claims for citation in claim.citations]
    covered = iter(cover(work.library, citations))
    rows = tuple(
        Established(
            claim=claim,
            covered=tuple(next(covered) for _ in claim.citations),
            settings=Settings.of(_tally(claim, counted).promised),
        )
        for claim in claims
    )
    return Claims(rows=rows, extent=extent, proofs=in_print(work.library, cited(citations)))


def _tally(claim: Claim, counted: Sequence[Tally]) -> Tally:
    for tally in counted:
        row = (tally.row.functions, tally.row.family)
        if row == claim.row and tally.property == claim.property:
            return tally
    raise KeyError(f"no row of `check` counts {claim.property} for {', '.join(claim.row)}")


def sheet(data: Claims) -> Sheet:
    """The published table with four columns more."""
    rows, rules, before = [], [], ""
    for number, row in enumerate(data.rows):
        claim = row.claim
        if number and claim.methods != before:
            rules.append(number)
        methods = claim.methods if claim.methods != before else ""
        proofs = "\n".join(map(str, row.covered))
        rows.append((methods, claim.functions, claim.result, proofs, *row.settings.cells()))
        before = claim.methods
    headings = ("methods", "functions", "result", "proof", "consist.", "undec.", "violated")
    return Sheet(headings=headings, rows=tuple(rows), align="llllrrr", rules=tuple(rules))


def record(data: Claims) -> Record:
    """A row a claim and conclusion cited."""
    rows: list[tuple[Value, ...]] = []
    for row in data.rows:
        claim, counted = row.claim, row.settings
        counts = (counted.consistent, counted.undecided, counted.violated)
        for found in row.covered:
            status = found.status.value if found.status is not None else None
            proof = (found.label, status, found.proved, found.steps)
            rows.append((claim.methods, str(claim.functions), str(claim.result), *proof, *counts))
    headings = ("methods", "functions", "result", "conclusion", "proof", "proved", "steps")
    return Record((*headings, "consistent", "undecided", "violated"), tuple(rows))


def caption(title: str, data: Claims) -> str:
    """What the columns of ours say, and with what parameters."""
    return (
        f"{title} Columns of ours. Proof: the conclusion in this toolkit's check of the published "
        "proof (`sam-theory prove`), and how many of the steps it rests on, our repairs among "
        "them, are proved; a refuted conclusion has a counterexample. Of the steps in print: "
        f"{data.proofs}. Consistent, undecided, violated: settings in which the hypotheses of the "
        "theorem hold and the property is promised, by the worst that the runs from all starts "
        f"show, among {data.extent}. A run never proves: consistent says that no run "
        "contradicts the claim and the trend supports it."
    )
