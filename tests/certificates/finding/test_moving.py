"""Guesses from runs: what is found is accepted, and where nothing is there nothing is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("flint")
from moving_cells import SQUARE, SWAPPED, setting

from sam_theory.certificates.established import Established
from sam_theory.certificates.finding import moving
from sam_theory.certificates.finding.moving import find
from sam_theory.certificates.forms import Drift, Moving
from sam_theory.certificates.verifier.accepting import accept_run

CASES = (
    ("two cells", SWAPPED, (0.5,), Moving),
    ("a finite sum", setting(SQUARE, "gradient-descent", "1/(2*k**2)"), (-1.0,), Moving),
    ("a hill", setting("quartic-hill", "gradient-descent", "1/k**2"), (0.83,), Moving),
    ("growth", setting("saddle", "gradient-descent", "1/(2*k)"), (1.3, 0.4), Moving),
    ("growth downwards", setting("saddle", "sam", "1/k", "0.1"), (0.7, -0.9), Moving),
    ("a tail", setting("exponential-tail", "sam", "1/k", "1/k"), (-1.0,), Drift),
    ("a tail downwards", setting("softplus", "sam", "1", "0.5"), (1.0,), Drift),
    ("twice as far to and fro", setting(SQUARE, "gradient-descent", "3"), (0.5,), Moving),
    ("a steady slope", setting("linear", "gradient-descent", "1/sqrt(k)"), (0.5, 0.5), Moving),
)


@pytest.mark.parametrize(("name", "dynamics", "start", "kind"), CASES, ids=[c[0] for c in CASES])
def test_found(name: str, dynamics: object, start: tuple[float, ...], kind: type) -> None:
    found = find(dynamics, start)  # type: ignore[arg-type]
    assert found is not None
    assert isinstance(found.certificate, kind)
    again = accept_run(dynamics, found.certificate, found.entry)  # type: ignore[arg-type]
    assert isinstance(again, Established)
    assert again == found.shown
    assert again.escapes or again.slope > 0


def test_growth_tells_a_slope() -> None:
    found = find(CASES[3][1], CASES[3][2])
    assert found is not None
    assert found.shown.slope > 0
    assert found.shown.escapes


@pytest.mark.parametrize(
    ("dynamics", "start"),
    [
        (setting(SQUARE, "sam", "1/k", "1/k"), (0.5,)),  # converges
        (setting(SQUARE, "gradient-descent", "1/2"), (0.5,)),
        (setting(SQUARE, "rsam", "1/k", "k"), (0.5,)),  # draws
        (setting(SQUARE, "heavy-ball", "1/k"), (0.5,)),  # keeps a state
        (setting(SQUARE, "gradient-descent", "L/k"), (0.5,)),  # L unknown
    ],
)
def test_nothing_found(dynamics: object, start: tuple[float, ...]) -> None:
    assert find(dynamics, start) is None  # type: ignore[arg-type]


def test_tries_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refusing(*arguments: object) -> None:
        asked.append(arguments)

    monkeypatch.setattr(moving, "accept_run", refusing)
    assert find(SWAPPED, (0.5,), tries=3) is None
    assert len(asked) == 3
    assert find(replace(SWAPPED), (0.5,), tries=0) is None
    assert len(asked) == 3
