"""Hypotheses about constant steps and radii."""

from __future__ import annotations

import pytest
from holding import between, unrun

from sam_theory.setting.facts import Fact
from sam_theory.statements.hypotheses.constants import mixture_below, polyak_lojasiewicz
from sam_theory.verdict import Status


@pytest.mark.parametrize(
    ("lam", "radius", "status"),
    [
        ("0.5", "0.9", Status.PROVED),  # 2ρ(1 − λ) = 0.9
        ("0.5", "1", Status.REFUTED),
        ("0.5", "2/L", Status.REFUTED),
        ("0.75", "2/L", Status.PROVED),
        ("1", "100", Status.PROVED),
        ("0.5", "sqrt(2)/100", Status.UNDECIDED),
    ],
)
def test_the_part_of_the_error_that_grows_with_the_gradient(
    lam: str, radius: str, status: Status
) -> None:
    facts: dict[str, object] = {"lipschitz": between(2.0, 2.0)}
    run = unrun(f"unified-sam[lam={lam}]", "1", radius, facts)
    assert mixture_below(run).status is status


def test_between_the_ends_of_the_enclosure_of_the_constant() -> None:
    facts: dict[str, object] = {"lipschitz": between(1.0, 4.0)}
    for radius, status in (("0.1", "proved"), ("1", "undecided"), ("2", "refuted")):
        assert mixture_below(unrun("unified-sam", "1", radius, facts)).status == status


def test_pl_is_known_of_strongly_convex_functions_only() -> None:
    assert polyak_lojasiewicz(unrun("sam", "1", "1")).status is Status.PROVED
    facts: dict[str, object] = {
        "strong_convexity": None,
        "unique_minimizer": Fact(False, "by hand"),
    }
    assert polyak_lojasiewicz(unrun("sam", "1", "1", facts)).status is Status.UNDECIDED
