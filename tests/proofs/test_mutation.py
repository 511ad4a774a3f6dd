"""Changed claims of the catalogue are noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from proving import catalogue, find

from sam_theory.proofs.checking import Checked, Premises, verdict_of
from sam_theory.proofs.mutation import mutants
from sam_theory.proofs.reporting import Report
from sam_theory.verdict import Status


@pytest.fixture(scope="module")
def reports() -> Mapping[str, Report]:
    return catalogue()


def test_changed_claims_are_refuted(
    reports: Mapping[str, Report], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of every proved step, changes are tried from an arbitrary one on until one is refuted."""
    counts: Counter[Status] = Counter()
    for number, (name, checked) in enumerate(_proved(reports)):
        counts += _killed(name, checked, number)
    tried = counts[Status.REFUTED] + counts[Status.UNDECIDED]
    with capsys.disabled():
        share = 100 * counts[Status.REFUTED] / tried
        print(f"\nmutants: {share:.1f} % of {tried} refuted; {counts[Status.PROVED]} stay true")
    assert counts[Status.UNDECIDED] == 0


def _proved(reports: Mapping[str, Report]) -> list[tuple[str, Checked]]:
    return [
        (name, checked)
        for name, report in reports.items()
        for checked in report.checked
        if checked.verdict.status is Status.PROVED
    ]


def _killed(name: str, checked: Checked, number: int) -> Counter[Status]:
    changes = list(mutants(checked.step.check))
    assert changes, f"{name} {checked.step.name} has no mutant"
    first = 7 * number % len(changes)
    counts: Counter[Status] = Counter()
    for mutant in changes[first:] + changes[:first]:
        counts[verdict_of(mutant.check, Premises(find(name))).status] += 1
        if counts[Status.REFUTED]:
            return counts
    raise AssertionError(f"no mutant of {name} {checked.step.name} is refuted")
