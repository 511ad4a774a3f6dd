"""`check` and `prove` say the same of the same conclusion; known errata are what proofs refute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from holding import LIBRARY, by_hand, evidence, theorem
from proving import catalogue, find

from sam_theory.proofs.reporting import Report
from sam_theory.statements.holding import hold
from sam_theory.statements.theorem import Conclusion, Erratum
from sam_theory.verdict import Status

CONCLUSIONS = [(name, c) for name in LIBRARY.entries("theorems") for c in theorem(name).conclusions]
ERRATA = [(name, c, e) for name, c in CONCLUSIONS for e in c.errata]


@pytest.fixture(scope="module")
def reports() -> Mapping[str, Report]:
    return catalogue()


def told(case: tuple[object, ...]) -> str:
    return "-".join(getattr(part, "text", str(part)) for part in case)


@pytest.mark.parametrize(("name", "conclusion"), CONCLUSIONS, ids=map(told, CONCLUSIONS))
def test_what_check_calls_proved_or_false_prove_does_as_well(
    name: str, conclusion: Conclusion, reports: Mapping[str, Report]
) -> None:
    """Of each conclusion of a proof that says the same: refuted by an erratum's step, or proved."""
    proof = theorem(name).proven_in
    parts = {part.text: part for part in find(proof).parts}
    explained = {erratum.step for erratum in conclusion.errata}
    for text in conclusion.proofs:
        status = reports[proof].part(parts[text]).status
        if parts[text].refuted_by:
            assert status is Status.REFUTED
            assert parts[text].refuted_by in explained
        else:
            assert status is Status.PROVED


@pytest.mark.parametrize(("name", "conclusion"), CONCLUSIONS, ids=map(told, CONCLUSIONS))
def test_a_conclusion_without_proof_is_open_or_false_there_too(
    name: str, conclusion: Conclusion, reports: Mapping[str, Report]
) -> None:
    if conclusion.proofs or conclusion.errata or conclusion.unconfirmed:
        return
    open_ = [p.text for p in find(name).parts if reports[name].part(p).status is Status.UNDECIDED]
    ascending = name == "khanh-4.2" and conclusion.property == "value-convergence"  # see (iv)
    assert open_ or ascending, f"{name}: {conclusion.text} needs the conclusion of its proof"


@pytest.mark.parametrize(("name", "conclusion", "erratum"), ERRATA, ids=map(told, ERRATA))
def test_an_erratum_names_the_step_that_refutes(
    name: str, conclusion: Conclusion, erratum: Erratum, reports: Mapping[str, Report]
) -> None:
    """A published step that is refuted, or a proved one of ours that shows where it fails."""
    checked = reports[erratum.proof].by_name[erratum.step]
    status = Status.PROVED if checked.step.ours else Status.REFUTED
    assert checked.verdict.status is status


@pytest.mark.parametrize(
    ("name", "problem", "method", "step", "radius", "start", "text"),
    [
        (
            "khanh-3.1",
            "quadratic[eigenvalues=(1.0, 2.5)]",
            "sam",
            "1.9/L",
            "0.1",
            (0.02, 0.03),
            "λmax > 2λmin",
        ),
        (
            "khanh-3.4",
            "quadratic[eigenvalues=(2.0,)]",
            "igd-constant-error",
            "0.5/k",
            "0.2",
            None,
            "tₖ = ½",
        ),
        ("khanh-3.6", "quadratic", "sam", "1/k", "0.05*k**(-0.001)", None, "23,164"),
        ("khanh-4.2", "quartic-hill", "usam", "0.5/D", "0.1/D", (1.02,), "USAM may settle"),
        ("khanh-4.2", "lopsided-wells", "usam", "0.5/D", "0.1/D", None, "USAM may settle"),
        ("khanh-d.1", "quadratic", "sam", "0.5/L", "0", None, "ρₖ = 0 is admitted"),
        ("khanh-g.3", "quadratic", "sam", "1/k", "k**(-0.5)", None, "from k − 1"),
        ("khanh-g.3", "quadratic", "sam", "1/k", "0.1", None, "p = 0 is not allowed"),
        ("dai-1", "quadratic[eigenvalues=(10.0,)]", "sam", "0.5/L", "0.1", None, "units"),
        ("dai-1", "quadratic[eigenvalues=(0.5,)]", "sam", "1.9/L", "0.1", None, "t ≤ 1/L"),
    ],
)
def test_known_contradictions_are_explained(
    name: str, problem: str, method: str, step: str, radius: str, start: object, text: str
) -> None:
    seen = evidence(problem, method, step, radius, start)
    failing = [c for c in hold(theorem(name), seen) if c.contradiction]
    assert failing
    assert all(c.erratum is not None for c in failing)
    assert any(text in c.erratum.text for c in failing if c.erratum is not None)


def test_the_units_and_the_missing_condition_are_told_apart() -> None:
    """f = 5x², tL = ½: L³ mends the bound; f = x²/4, tL = 1.9: it does not."""
    for problem, step, said in (
        ("quadratic[eigenvalues=(10.0,)]", "0.5/L", "the units are wrong"),
        ("quadratic[eigenvalues=(2.0,)]", "1/L", "the units are wrong"),
        ("quadratic[eigenvalues=(0.5,)]", "1.9/L", "tL = 1.9; t ≤ 1/L is missing"),
    ):
        (checked,) = hold(theorem("dai-1"), evidence(problem, "sam", step, "0.1"))
        assert said in checked.verdict.evidence


def test_a_contradiction_outside_the_condition_is_new() -> None:
    """(15) in a setting with λmax = λmin, where the run is said to leave the ball."""
    seen = evidence("quadratic[eigenvalues=(1.0, 1.0)]", "sam", "0.8/L", "0.1", (0.03, 0.02))
    far = by_hand(
        seen.setting,
        seen.trace,
        seen.properties,
        **{"gradients.high": 10 + 0 * seen.trace.gradients.high},
    )
    item = theorem("khanh-3.1")
    (first, _) = hold(item, far)
    assert first.impossible, "(15) is proved for λmax ≤ 2λmin"
    assert first.erratum is None
    unproved = replace(item, conclusions=(replace(item.conclusions[0], elsewhere=()),))
    (first,) = hold(unproved, far)
    assert first.contradiction
    assert first.erratum is None


def test_what_proves_a_text_outside_its_errata_is_proved(reports: Mapping[str, Report]) -> None:
    told = [(name, c, step) for name, c in CONCLUSIONS for step in c.elsewhere]
    assert len(told) > 3
    for name, conclusion, step in told:
        assert conclusion.errata
        assert reports[name].by_name[step].verdict.status is Status.PROVED, (name, step)


def test_readings_save_a_quotation() -> None:
    """SAM cycles: false for every constant t; for a step chosen for the horizon nothing is said."""
    seen = evidence("quadratic", "sam", "0.5/L", "0.1")
    _, constant, horizon, _ = hold(theorem("si-yun-3.3"), seen)
    assert constant.fails
    assert constant.saved
    assert not constant.contradiction
    assert not horizon.promised


def test_a_quotation_that_no_reading_saves_is_contradicted() -> None:
    item = theorem("si-yun-3.3")
    both = tuple(
        replace(c, needs=(), reading=f"{i}") for i, c in enumerate([item.conclusions[1]] * 2)
    )
    seen = evidence("quadratic", "sam", "0.5/L", "0.1")
    assert all(c.contradiction for c in hold(replace(item, conclusions=both), seen))


def test_a_step_chosen_for_the_horizon_keeps_the_quoted_rate() -> None:
    """t = 1/(L√T) with L = 10, T = 1600: 1/400."""
    seen = evidence("quadratic", "sam", "1/400", "0.1", None, 1600)
    horizon = hold(theorem("si-yun-3.3"), seen)[2]
    assert horizon.promised
    assert horizon.verdict.holds


def test_a_step_as_published_keeps_the_published_rate() -> None:
    """t = √(Δ/(TL³ρ²)) with L = 10, ρ = 1/10, T = 1000: √Δ/100; for another T nothing is said."""
    start = (2.0, 0.2)
    delta = evidence("quadratic", "sam", "1/400", "0.1", start, 9).trace.values.first
    step = f"{float(delta) ** 0.5 / 100:.12g}"
    kept = hold(theorem("si-yun-3.3"), evidence("quadratic", "sam", step, "0.1", start, 1000))[3]
    assert kept.promised
    assert kept.verdict.holds
    other = evidence("quadratic", "sam", step, "0.1", start, 900)
    assert not hold(theorem("si-yun-3.3"), other)[3].promised
