"""What the tests of proofs share: the catalogue, its reports, and a proof made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from holding import LIBRARY

from sam_theory.proofs.proof import Proof, Step
from sam_theory.proofs.reporting import Report, report_all

NAMES = tuple(LIBRARY.entries("proofs"))


def find(name: str) -> Proof:
    """A proof of the catalogue."""
    found = LIBRARY.get("proofs", name)
    assert isinstance(found, Proof)
    return found


@cache
def catalogue() -> Mapping[str, Report]:
    """The reports on all proofs of the catalogue."""
    return report_all([find(name) for name in NAMES], find)


def proof(*steps: Step) -> Proof:
    """A proof of these steps alone."""
    return Proof(name="p", summary="", source="", hypotheses=(), steps=steps, parts=(), outcome="")
