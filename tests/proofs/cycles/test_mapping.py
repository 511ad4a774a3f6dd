"""The map over (tL, κ)."""

from __future__ import annotations

from pathlib import Path

import pytest
from holding import LIBRARY

flint = pytest.importorskip("flint")
from sam_theory.proofs.cycles.mapping import compute, draw, rows  # noqa: E402


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
