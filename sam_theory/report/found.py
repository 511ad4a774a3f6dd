"""What a survey has found against convergence, as a document and as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rich.table import Table

from sam_theory.certificates.forms import Certificate, Cycle, Trap
from sam_theory.certificates.wording import box_text, number_text
from sam_theory.certificates.writing import document
from sam_theory.verdict import Verdict, proved

if TYPE_CHECKING:
    from sam_theory.certificates.finding.survey import Found
    from sam_theory.certificates.following import Followed

MOST_COORDINATES = 6  # of a start
MOST_LINES = 16  # of findings; the rest is counted


def verdict_of(own: Verdict, found: Sequence[Found]) -> Verdict:
    """The verdict, if it is proved or refuted; else what else says that runs do not converge.

    First what most runs are shown to end in.
    """
    telling = sorted((f for f in found if f.holds), key=lambda f: -len(f.entries))
    if own.holds or own.fails or not telling:
        return own
    ends = ""
    for entry in telling[0].entries[:1]:
        start = ", ".join(f"{float(c):.6g}" for c in entry.start)
        ends = f"; the run from ({start}) is there at k = {entry.at}"
    return proved(f"{telling[0].shown.text}{ends}")


def found_document(found: Sequence[Found]) -> Iterator[dict[str, Any]]:
    """Each finding: what it is, in floats to read, and its certificate, exactly."""
    for item in found:
        certificate = item.certificate
        cycle = certificate if isinstance(certificate, Cycle) else None
        yield {
            "form": form(certificate),
            "period": None if cycle is None else len(cycle.points),
            "points": None if cycle is None else [[float(c) for c in x] for x in cycle.points],
            "slope": float(_slope(item)),
            "attracts": None if cycle is None else bool(cycle.basis),
            "repels": None if cycle is None else item.shown.repels,
            "multiplier": item.multiplier,
            "verdict": proved(item.shown.text).document(),
            "certificate": document(certificate),
            "entries": [document(entry) for entry in item.entries],
        }


def form(certificate: Certificate) -> str:
    """A word for it."""
    if isinstance(certificate, Cycle):
        return "fixed point" if len(certificate.points) == 1 else "cycle"
    return type(certificate).__name__.lower()


def runs_table(runs: Sequence[Followed]) -> Table:
    """A line a run: whether it reaches a two-cycle, and where."""
    table = Table(box=None, pad_edge=False)
    for heading in ("start", "reaches a two-cycle at", "radius", "distance to x*"):
        table.add_column(heading)
    for run in runs:
        more = ["…"] if len(run.start) > MOST_COORDINATES else []
        start = ", ".join([*(f"{c:.6g}" for c in run.start[:MOST_COORDINATES]), *more])
        reached = "no" if run.reaches_cycle_at is None else f"k = {run.reaches_cycle_at:,}"
        numbers = ("" if v is None else f"{v:.12g}" for v in (run.radius, run.distance))
        table.add_row(f"({start})", reached, *numbers)
    return table


def found_table(found: Sequence[Found]) -> Table:
    """A line a finding: what, where, how large ‖∇f‖ is there, what runs do, how many enter."""
    table = Table(box=None, pad_edge=False)
    table.add_column("certified", no_wrap=True)
    table.add_column("where", overflow="fold")
    table.add_column("‖∇f‖ ≥", no_wrap=True)
    table.add_column("nearby runs", overflow="fold")
    table.add_column("enter", justify="right", no_wrap=True)
    for item in found[:MOST_LINES]:
        certificate = item.certificate
        slope = number_text(_slope(item))
        table.add_row(_what(certificate), _where(item), slope, _nearby(item), _entered(item))
    if len(found) > MOST_LINES:
        table.add_row(f"and {len(found) - MOST_LINES} more", "in --json")
    return table


def _what(certificate: Certificate) -> str:
    if isinstance(certificate, Cycle) and len(certificate.points) > 1:
        return f"{len(certificate.points)}-cycle"
    return form(certificate)


def _slope(item: Found) -> Fraction:
    """A lower bound of ‖∇f‖ at the points of a cycle, or of its limsup on runs."""
    own = item.certificate
    return own.slope if isinstance(own, Cycle) else item.shown.recurring


def _where(item: Found) -> str:
    certificate = item.certificate
    if isinstance(certificate, Trap):
        return " ∪ ".join(box_text(cell.x) for cell in certificate.cells)
    if isinstance(certificate, Cycle):
        return "near (" + ", ".join(f"{float(c) + 0.0:.6g}" for c in certificate.points[0]) + ")"
    return item.shown.text


def _nearby(item: Found) -> str:
    if isinstance(item.certificate, Cycle):
        told = "repelled" if item.shown.repels else "attracted" if item.certificate.basis else "?"
        if item.multiplier is None:
            return told
        low, high = (Fraction(bound) for bound in item.multiplier)
        repels = item.shown.repels
        return f"{told}, × {number_text(low if repels else high, upwards=not repels)}"
    if item.shown.escapes:
        return "escape"
    again = isinstance(item.certificate, Trap) and item.certificate.again
    return "held; at xᵏ or xᵏ⁺¹" if again else "held"


def _entered(item: Found) -> str:
    return str(len(item.entries)) if item.entries else ""
