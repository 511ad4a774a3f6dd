"""What a certificate says of the course of a run, for a plot: a level of ‖∇f‖, and a region."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.certificates.forms import (
    Certificate,
    Cycle,
    ExactCycle,
    Short,
    Sides,
    Trap,
)
from sam_theory.statements.theorem import Run

MOST_DIMENSIONS = 2  # of what is drawn

Interval = tuple[float, float]
Box = tuple[Interval, ...]  # (n,)


@dataclass(frozen=True, kw_only=True)
class Region:
    """What the run is held by, in one or two dimensions, and where it was seen from then on."""

    boxes: tuple[Box, ...]
    points: tuple[tuple[float, ...], ...]  # of a cycle, in their order
    seen: Box | None  # that of the recorded windows from the entry on


@dataclass(frozen=True, kw_only=True)
class Stall:
    """What holds from the k `since` on; `region` is None where nothing is drawn of it."""

    level: float  # below what ‖∇f‖ stays, or comes back to; 0 where nothing is said of it
    words: str  # what is said of the level
    since: int
    text: str
    region: Region | None


def stall_of(run: Run) -> Stall | None:
    """That of a run with a certificate."""
    if run.certified is None:
        return None
    shown, entry = run.certified.shown, run.certified.entry
    return Stall(
        level=float(shown.slope or shown.recurring),
        words=_words(run),
        since=entry.at,
        text=shown.text,
        region=_region(run.certified.certificate, run),
    )


def _words(run: Run) -> str:
    from sam_theory.certificates.wording import number_text  # where it is certified, flint is there

    assert run.certified is not None
    shown, at = run.certified.shown, run.certified.entry.at
    if shown.slope > 0 and isinstance(run.certified.certificate, Trap | Short):
        return f"‖∇f(xᵏ)‖ ≥ {number_text(shown.slope)} for k ≥ {at:,}"
    if shown.slope > 0:
        return f"liminf ‖∇f(xᵏ)‖ ≥ {number_text(shown.slope)}"
    if shown.recurring > 0:
        return f"limsup ‖∇f(xᵏ)‖ ≥ {number_text(shown.recurring)}"
    return ""


def _region(certificate: Certificate, run: Run) -> Region | None:
    dimension = run.setting.problem.dimension
    if dimension > MOST_DIMENSIONS:
        return None
    boxes: tuple[Box, ...] = ()
    points: tuple[tuple[float, ...], ...] = ()
    if isinstance(certificate, Trap):
        boxes = tuple(_box(cell.x) for cell in certificate.cells)
    elif isinstance(certificate, Short):
        boxes = (_box(certificate.cell.x),)
    elif isinstance(certificate, Cycle | ExactCycle):
        points = tuple(tuple(map(float, point[:dimension])) for point in certificate.points)
    return Region(boxes=boxes, points=points, seen=_seen(run)) if boxes or points else None


def _box(sides: Sides) -> Box:
    return tuple((float(low), float(high)) for low, high in sides)


def _seen(run: Run) -> Box | None:
    """The box of the iterates in the windows that begin at the entry or later."""
    assert run.certified is not None
    iterates = run.trace.iterates
    inside = run.trace.edges[:-1] >= run.certified.entry.at
    if iterates is None or not inside.any():
        return None
    low, high = iterates.low[inside].min(axis=0), iterates.high[inside].max(axis=0)
    finite = np.isfinite(low).all() and np.isfinite(high).all()
    return tuple(zip(low.tolist(), high.tolist(), strict=True)) if finite else None
