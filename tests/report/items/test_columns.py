"""The columns of theorems are read off their entries."""

from __future__ import annotations

from io import StringIO

import pytest
from holding import LIBRARY, theorem
from rich.cells import cell_len
from rich.console import Console

from sam_theory.report.items.columns import columns_of, columns_table, kinds_of, radius_of

METHODS = LIBRARY.made("methods")
NAMES = tuple(LIBRARY.entries("theorems"))


@pytest.mark.parametrize("name", NAMES)
def test_every_theorem_has_them(name: str) -> None:
    row = columns_of(theorem(name), METHODS)
    assert row.name == name
    assert row.methods
    assert row.measures
    assert row.radius
    assert set(row.kinds) <= {"normalized", "unnormalized"}
    assert set(row.document()) >= {"methods", "stochastic", "hypotheses", "measures", "radius"}


def test_what_they_say() -> None:
    bolte = columns_of(theorem("bolte-1"), METHODS)
    assert bolte.methods == ("usam", "usam-momentum")
    assert bolte.kinds == ("unnormalized",)
    assert bolte.radius == "constant"
    assert bolte.unconfirmed
    strongly = columns_of(theorem("si-yun-4.2-strongly-convex"), METHODS)
    assert "μ-strongly convex" in strongly.needs
    assert strongly.needs != columns_of(theorem("si-yun-4.2-convex"), METHODS).needs
    descent = columns_of(theorem("khanh-3.2"), METHODS)
    assert descent.kinds == ("normalized",)
    assert descent.radius == "bounded"
    assert not descent.unconfirmed
    assert radius_of(theorem("khanh-3.5")) == "Σ tₖρₖ < ∞"
    assert radius_of(theorem("khanh-b.2")) == "any"
    assert not any(columns_of(theorem(n), METHODS).stochastic for n in ("dai-1", "sampa-1"))


def test_what_is_advertised_for_another_method() -> None:
    row = columns_of(theorem("khanh-momentum-1"), METHODS)
    assert row.advertised == "sam-momentum"
    assert "sam-momentum" not in row.methods
    assert columns_of(theorem("sampa-1"), METHODS).advertised == ""


def test_kinds_of_methods() -> None:
    said = {name: kinds_of(METHODS[name]) for name in METHODS}
    assert said["sam"] == said["sampa"] == said["sam-momentum"] == ("normalized",)
    assert said["m-sam"] == said["n-sam"] == said["full-ascent-sam"] == ("normalized",)
    assert said["usam"] == said["usam-momentum"] == ("unnormalized",)
    assert said["unified-sam"] == ("normalized", "unnormalized")
    assert said["gradient-descent"] == said["heavy-ball"] == ()


def test_the_table_fits_eighty_columns() -> None:
    rows = [columns_of(theorem(name), METHODS) for name in NAMES]
    screen = Console(width=80, record=True, file=StringIO())
    screen.print(columns_table(rows))
    text = screen.export_text()
    assert all(cell_len(line) <= 80 for line in text.splitlines())
    for name in NAMES:
        assert {name, f"{name}*"} & {line.rstrip() for line in text.splitlines()}, name
    nonconvex = " ".join(text[text.index("si-yun-4.2-nonconvex") :].split()[:60])
    for asked in ("(A-var)", "(A-comp)", "η ≤"):
        assert asked in nonconvex
