"""Certificates promote: which settings are attempted, what is refuted then, what stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from holding import LIBRARY, by_hand, evidence, setting, shown, theorem

import sam_theory.certificates.finding.attempt as finding
from sam_theory.api.checking import check
from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.forms import Entry, Trap
from sam_theory.properties.judge import PROPERTIES
from sam_theory.statements.theorem import Run
from sam_theory.study import refuting
from sam_theory.study.findings import hold_all
from sam_theory.study.refuting import Observed, promoted, refuted_where_certified
from sam_theory.study.running import mover
from sam_theory.study.settings import setting_of
from sam_theory.study.study import Pair
from sam_theory.verdict import Status

T = Fraction(1, 2)
TRAP = Trap(cells=(), step=(T, T), radius=(T, T), slope=T)
STEEP = Established(text="by hand", slope=T, recurring=T, bounded=True)


def certified(shown: Established = STEEP, start: Sequence[float] = (0.5,)) -> Certified:
    """A certificate of which the text is made by hand."""
    entry = Entry(start=tuple(map(Fraction, start)), at=7)
    return Certified(certificate=TRAP, entry=entry, shown=shown)


def violated_run(method: str = "sam", step: str = "0.5/L", radius: str = "0.1") -> Run:
    """A run of which four of the five are violated, by hand."""
    seen = evidence("quadratic", "sam", "0.5/L", "0.1/2**k", iterations=50)
    four = {name.replace("-", "_"): "violated" for name in PROPERTIES if name != "value-limit"}
    return by_hand(setting("quadratic", method, step, radius), replace(seen.trace), shown(**four))


def observed(method: str = "sam", step: str = "0.5/L", radius: str = "0.1") -> Observed:
    """Three runs of one setting."""
    runs = tuple(violated_run(method, step, radius) for _ in range(3))
    return Observed(LIBRARY.get("methods", method), runs)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], list[tuple[str, int]]]:
    """Attempts that find something or nothing, and a list of which there were."""

    def answering(found: bool) -> list[tuple[str, int]]:
        calls: list[tuple[str, int]] = []

        def attempted(method: object, run: Run) -> Certified | None:
            calls.append((run.setting.method.name, id(run.trace)))
            return certified() if found else None

        monkeypatch.setattr(refuting, "attempted", attempted)
        return calls

    return answering


# ---- real runs


def test_sam_with_constants_is_refuted_by_its_two_cycle() -> None:
    s = setting_of(
        LIBRARY.get("problems", "quadratic"), LIBRARY.get("methods", "sam"), Pair("0.5/L", "0.5/L")
    )
    (found,) = hold_all([s], [theorem("khanh-3.2")], iterations=3000, starts=3, seed=0)
    assert {v.status for v in found.properties.values()} == {Status.REFUTED}
    verdict = found.properties["liminf-gradient"]
    assert "start 1: a cycle of 2 steps near (0, 0.0166667)" in verdict.evidence
    assert verdict.evidence.endswith("the run from x¹ = (1, -0.8) is held from k = 65 on")
    (told,) = (t for t in found.theorems if t.name == "khanh-3.2")
    by_property = {c.property: c.verdict.status for c in told.conclusions}
    assert by_property["liminf-gradient"] is Status.REFUTED  # conclusions see it too
    assert found.inconsistencies == ()
    assert not found.contradiction


def test_numbers_have_no_certificate(asked: Callable[[bool], list[tuple[str, int]]]) -> None:
    same = check("quadratic", "sam", step=0.05, radius=0.05, iterations=1000, theorems="dai-1")
    assert same.properties["liminf-gradient"].status is Status.REFUTED
    calls, steps = asked(True), np.full(1000, 0.05)
    result = check("quadratic", "sam", step=steps, radius=np.full(1000, 0.05), theorems="dai-1")
    assert result.properties["liminf-gradient"].status is Status.VIOLATED
    assert calls == []


def test_without_flint_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refuting, "find_spec", lambda name: None)
    result = check("quadratic", "sam", step=0.05, radius=0.05, iterations=1000, theorems="dai-1")
    assert result.properties["liminf-gradient"].status is Status.VIOLATED


# ---- what is attempted


def test_methods_take_turns_and_constants_come_first(
    asked: Callable[[bool], list[tuple[str, int]]],
) -> None:
    calls = asked(True)
    settings = [observed(radius=f"0.{i}") for i in range(1, 6)]
    settings += [observed("usam", "1/(L*k)"), observed("usam"), observed("unified-sam")]
    refuted_where_certified(settings)
    assert [method for method, _ in calls] == ["sam", "usam"]
    assert len(calls) == refuting.ATTEMPTS
    assert calls[1][1] == id(settings[6].runs[0].trace)  # that with constants


def test_one_certified_start_is_enough(asked: Callable[[bool], list[tuple[str, int]]]) -> None:
    calls, one = asked(True), observed()
    ((first, second, _),) = refuted_where_certified([one])
    assert len(calls) == 1
    assert first.properties["liminf-gradient"].status is Status.REFUTED
    assert second.properties["liminf-gradient"].status is Status.VIOLATED


def test_attempts_end_after_failures(asked: Callable[[bool], list[tuple[str, int]]]) -> None:
    calls, (one, other) = asked(False), (observed(), observed("usam"))
    assert refuted_where_certified([one, other]) == [one.runs, other.runs]
    assert [method for method, _ in calls] == ["sam", "usam"]
    calls.clear()
    assert refuted_where_certified([one]) == [one.runs]
    assert [trace for _, trace in calls] == [id(run.trace) for run in one.runs[:2]]


def test_what_no_certificate_speaks_of_is_not_attempted(
    asked: Callable[[bool], list[tuple[str, int]]],
) -> None:
    calls = asked(True)
    good = Observed(
        LIBRARY.get("methods", "sam"),
        (by_hand(setting("quadratic", "sam", "0.1", "0.1"), violated_run().trace),),
    )
    draws = observed("rsam")
    large = violated_run()
    large = replace(
        large,
        setting=setting(
            "quadratic[eigenvalues=(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0)]",
            "sam",
            "0.1",
            "0.1",
        ),
    )
    refuted_where_certified([good, draws, Observed(LIBRARY.get("methods", "sam"), (large,))])
    assert calls == []


def test_runs_that_settings_share_are_attempted_once(
    asked: Callable[[bool], list[tuple[str, int]]],
) -> None:
    calls, one = asked(True), observed()
    (first, second) = refuted_where_certified([one, one])
    assert len(calls) == 1
    assert first[0].certified is second[0].certified is not None


@pytest.mark.parametrize("raises", [True, False])
def test_what_says_nothing_of_one_run_is_left(
    monkeypatch: pytest.MonkeyPatch, raises: bool
) -> None:
    def attempt(dynamics: Dynamics, start: object, iterations: int) -> Certified:
        if raises:
            raise LookupError("a definition made for floats")
        return certified(replace(STEEP, unless_stationary=True))

    monkeypatch.setattr(finding, "attempt", attempt)
    one = observed()
    assert refuted_where_certified([one]) == [one.runs]


# ---- what is refuted


def test_the_limits_of_the_record_are_kept() -> None:
    seen = violated_run()
    limited = replace(seen.properties["gradient-limit"], limit=(0.1, 0.2), fraction=0.3)
    seen = replace(seen, properties={**seen.properties, "gradient-limit": limited})
    verdict = promoted(seen, certified()).properties["gradient-limit"]
    assert verdict.status is Status.REFUTED
    assert (verdict.limit, verdict.fraction) == ((0.1, 0.2), 0.3)
    assert verdict.evidence == "by hand; the run from x¹ = 0.5 is held from k = 7 on"


def test_what_a_certificate_does_not_refute_stays() -> None:
    found = promoted(violated_run(), certified(replace(STEEP, slope=Fraction(0), bounded=False)))
    refuted = {n for n, v in found.properties.items() if v.status is Status.REFUTED}
    assert refuted == {"gradient-limit", "iterate-limit"}
    assert found.properties["liminf-gradient"].status is Status.VIOLATED


def test_convexity_decides_what_a_gap_refutes() -> None:
    gap = replace(STEEP, gap=T)
    convex = promoted(violated_run(), certified(gap)).properties["value-limit"]
    assert convex.status is Status.REFUTED
    seen = replace(violated_run(), setting=setting("ripple", "sam", "0.5/L", "0.1"))
    assert promoted(seen, certified(gap)).properties["value-limit"].status is Status.UNDECIDED


def test_what_the_judge_holds_for_consistent_is_not_overwritten() -> None:
    seen = violated_run()
    told = replace(seen.properties["liminf-gradient"], status=Status.CONSISTENT)
    seen = replace(seen, properties={**seen.properties, "liminf-gradient": told})
    assert promoted(seen, certified()).properties["liminf-gradient"] is told


@pytest.mark.parametrize(
    ("start", "words"),
    [((1 / 3, 0.5), "x¹ ≈ (0.333333, 0.5)"), ((1, 2, 3, 4, 5), "x¹ = (1, 2, 3, 4, …)")],
)
def test_a_start_is_told_as_exactly_as_it_is(start: tuple[float, ...], words: str) -> None:
    verdict = promoted(violated_run(), certified(start=start)).properties["gradient-limit"]
    assert f"the run from {words} is held" in verdict.evidence


def test_gradient_descent_moves_where_the_radius_is_zero() -> None:
    s = setting("quadratic", "sam", "2.5/L", "0")
    assert mover(s).name == "gradient-descent"
