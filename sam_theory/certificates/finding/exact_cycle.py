"""Cycles that runs reach to the last digit: an exact run is followed until it is where it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.forms import Entry, ExactCycle
from sam_theory.certificates.verifier.accepting import accept_run
from sam_theory.certificates.verifier.exact_cycle import Row, exact_at, exact_run, exact_step
from sam_theory.certificates.wording import root_below
from sam_theory.setting.choices import Undecided

MOST_STEPS = 500  # of an exact run
MOST_ASKED = 8  # cycles that the verifier is asked about, which follows the run anew for each
MOST_REPEATS = 4  # of a point that are looked at: the schedules may not repeat with it


def find(
    dynamics: Dynamics, starts: Iterable[Sequence[Fraction]], steps: int = MOST_STEPS
) -> Certified | None:
    """The first cycle that a run from one of the starts reaches exactly, and is accepted."""
    for start in starts:
        found = _from(dynamics, tuple(start), steps)
        if found is not None:
            return found
    return None


def _from(dynamics: Dynamics, start: tuple[Fraction, ...], steps: int) -> Certified | None:
    rows: list[Row] = []
    asked = 0
    seen: dict[Row, list[int]] = {}
    try:
        for k, row in enumerate(exact_run(dynamics, start), 1):
            for first in seen.get(row, [])[-MOST_REPEATS:]:
                cycle = _cycle(dynamics, rows[first - 1 :], first)
                entry = Entry(start=start, at=first)
                shown = accept_run(dynamics, cycle, entry)
                if isinstance(shown, Established):
                    return Certified(certificate=cycle, entry=entry, shown=shown)
                asked += 1
                if asked == MOST_ASKED:
                    return None
            rows.append(row)
            seen.setdefault(row, []).append(k)
            if k >= steps:
                return None
    except Undecided:
        pass
    return None


def _cycle(dynamics: Dynamics, points: Sequence[Row], first: int) -> ExactCycle:
    indices = range(first, first + len(points))
    numbers = [(exact_at(dynamics.step, k), exact_at(dynamics.radius, k)) for k in indices]
    least = min(
        exact_step(dynamics, row, *pair)[1] for row, pair in zip(points, numbers, strict=True)
    )
    return ExactCycle(
        points=tuple(points),
        steps=tuple(step for step, _ in numbers),
        radii=tuple(radius for _, radius in numbers),
        slope=root_below(least),
    )
