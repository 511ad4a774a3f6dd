"""The map over (tL, κ)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from holding import LIBRARY

flint = pytest.importorskip("flint")
from sam_theory.certificates import mapping  # noqa: E402
from sam_theory.certificates.mapping import compute, draw, rows  # noqa: E402


def test_the_map_separates_the_regions(tmp_path: Path) -> None:
    entry = LIBRARY.entry("problems", "quadratic")
    found = compute(lambda a, b: entry.build({"eigenvalues": (a, b)}), columns=6, rows=3)
    below = found.steps < 2
    assert found.certified[1:, below].all()
    assert not found.certified[:, ~below].any()
    assert not found.certified[0].any()  # κ = 1
    assert (found.cycles == below).all()
    assert found.example.any()
    assert len(rows(found)) == 18
    draw(found).savefig(tmp_path / "map.png")


@pytest.mark.parametrize(("iterations", "settled"), [(3, False), (4, True)])
def test_the_last_four_iterates_are_looked_at(
    iterations: int, settled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With tL = κ = 1, x⁺ = −ρx/‖x‖: from x² on the iterates are ±ρ(1, 1)/√2."""
    monkeypatch.setattr(mapping, "ITERATIONS", iterations)
    entry = LIBRARY.entry("problems", "quadratic")
    found = compute(lambda a, b: entry.build({"eigenvalues": (a, b)}), columns=12, rows=1)
    assert found.steps[4] == pytest.approx(1)
    assert found.cycles[0, 4] == settled


def test_the_grid_and_its_rows() -> None:
    """tL = 0.2, 0.4, …, 2.4 and κ = 1, √10, 10; (13) is κ − κ/(κ + 1) < tL < κ, without L."""
    entry = LIBRARY.entry("problems", "quadratic")
    found = compute(lambda a, b: entry.build({"eigenvalues": (a, b)}), columns=12, rows=3)
    assert found.steps == pytest.approx(np.arange(1, 13) / 5)
    assert found.conditions == pytest.approx([1, 10**0.5, 10])
    for i, kappa in enumerate(found.conditions):
        low = 1 / (1 / kappa) - 1 / (1 / kappa + 1)
        assert found.example[i].tolist() == [bool(low < t < kappa) for t in found.steps]
    for t, kappa, certified, cycles, example in rows(found):
        j, i = found.steps.tolist().index(t), found.conditions.tolist().index(kappa)
        answers = (found.certified, found.cycles, found.example)
        assert [int(a[i, j]) for a in answers] == [certified, cycles, example]
