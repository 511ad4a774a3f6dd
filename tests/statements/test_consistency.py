"""Verdicts that exclude each other: each rule sees what breaks it, and no setting trips any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from holding import (
    LIBRARY,
    by_hand,
    evidence,
    flat,
    held,
    observed,
    overshooting,
    recorded,
    setting,
    shown,
    theorem,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.cli.app import run_command
from sam_theory.properties.judge import CHECKERS
from sam_theory.report.document import check_document
from sam_theory.setting.error import relative
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.method import displaced
from sam_theory.setting.point import Point, State
from sam_theory.setting.problem import Array
from sam_theory.statements.consistency import (
    IMPLICATIONS,
    at_rest,
    claims_of,
    inconsistencies,
    of_document,
    of_properties,
)
from sam_theory.statements.holding import hold
from sam_theory.statements.theorem import Hypothesis, Run, Theorem
from sam_theory.study.defaults import PAIRS, study_of
from sam_theory.study.examining import examine
from sam_theory.study.findings import hold_all
from sam_theory.study.joining import all_findings
from sam_theory.study.settings import setting_of, unknown_constant
from sam_theory.study.study import Pair
from sam_theory.verdict import Status, consistent, proved, violated

SQUARE = "quadratic[eigenvalues=(2.0,)]"
INDEX = np.arange(1.0, 3001)


def descent() -> Run:
    """Gradient descent on a quadratic, of which nothing is wrong."""
    return evidence("quadratic", "gradient-descent", "0.5/L", "0")


def said(seen: Run, *names: str) -> tuple[str, ...]:
    """What the gate says of a run and these theorems."""
    return gate(seen, [theorem(name) for name in names])


def gate(seen: Run, items: Sequence[Theorem]) -> tuple[str, ...]:
    """The same of the run alone, and beside another run of its problem, in settings of both."""
    method = LIBRARY.get("methods", "gradient-descent")
    other = observed(setting_of(seen.setting.problem, method, Pair("0.01", "0")), iterations=100)
    ((told,),), ((of_other,),) = (told_of([(run,)], items) for run in (seen, other))
    together = told_of([(other,), (seen, seen), (other, other)], items)
    assert together == [(of_other,), (told, told), (of_other, of_other)]
    return told


def told_of(
    settings: Sequence[tuple[Run, ...]], items: Sequence[Theorem]
) -> list[tuple[tuple[str, ...], ...]]:
    """What the gate says of these runs, settings of one problem, against which all are held."""
    return inconsistencies(settings, [claims_of(runs, held(runs, items)) for runs in settings])


# ---- the five properties


@pytest.mark.parametrize(("first", "second"), IMPLICATIONS)
@pytest.mark.parametrize("status", ["violated", "undecided"])
def test_table_1_is_obeyed(first: str, second: str, status: str) -> None:
    names = {name.replace("-", "_"): "consistent" for name in CHECKERS}
    assert list(of_properties(shown(**names))) == []
    names[second.replace("-", "_")] = status
    told = list(of_properties(shown(**names)))
    assert any(text.startswith(f"{first} is consistent and implies {second}") for text in told)


def test_iterates_that_stay_put_do_not_fail_to_converge() -> None:
    s = setting(SQUARE, "gradient-descent", "0.5/L", "0")
    still = by_hand(s, recorded(s, np.ones((3000, 1))), shown(convergence="violated"))
    assert at_rest(still.trace)
    assert any("stays put" in text for text in said(still))
    moving = by_hand(s, recorded(s, 1 / INDEX[:, None]), shown(convergence="violated"))
    assert not at_rest(moving.trace)
    assert not any("stays put" in text for text in said(moving))


# ---- theorems


def test_what_hypotheses_imply_does_not_fail() -> None:
    good = descent()
    assert said(good, "khanh-b.4", "khanh-b.5") == ()
    bad = by_hand(
        good.setting, good.trace, good.properties | {"gradient-limit": violated("by hand")}
    )
    told = said(bad, "khanh-b.4")
    assert any("hypotheses of khanh-b.4 hold and imply gradient-limit" in text for text in told)


def test_a_proved_conclusion_that_fails_is_ours_to_mend() -> None:
    good = descent()
    only = shown(iterate_limit="consistent", gradient_limit="violated")
    bad = by_hand(good.setting, good.trace, only)
    checked = hold(theorem("khanh-table-1"), bad)
    assert [c.impossible for c in checked] == [True, False, False, False]
    assert not any(c.contradiction for c in checked)
    assert any("khanh-table-1, (5) ⇒ (3): proved" in text for text in said(bad, "khanh-table-1"))


def test_a_conclusion_with_an_erratum_is_contradicted_not_impossible() -> None:
    usam = evidence("quartic-hill", "usam", "0.5/D", "0.1/D", (1.02,))
    (first, *_) = hold(theorem("khanh-4.2"), usam)
    assert first.contradiction
    assert not first.impossible
    assert first.erratum is not None
    assert said(usam, "khanh-4.2") == ()


@pytest.mark.parametrize(
    ("status", "slack", "trips"),
    [
        ("proved", -0.1, True),
        ("proved", 0.1, False),
        ("proved", None, False),
        ("consistent", -0.1, False),
    ],
)
def test_a_proved_inequality_holds_at_the_iterates(
    status: str, slack: float | None, trips: bool
) -> None:
    verdict = {"proved": proved, "consistent": consistent}[status]("by hand")
    hypothesis = Hypothesis("a ≤ b", lambda e: verdict, measured=lambda e: slack)
    item = replace(theorem("khanh-b.3"), hypotheses=(hypothesis,))
    seen = descent()
    assert any("a ≤ b is proved" in text for text in gate(seen, [item])) is trips


FALSE_FACTS = {
    "infimum": ({"infimum": Fact(Enclosure(0.5, 0.5), "by hand")}, "khanh-3.3", "inf f(xᵏ) > −∞"),
    "convexity": ({"strong_convexity": Fact(Enclosure(5, 5), "by hand")}, "dai-1", "μ-strongly"),
    "descent": ({"descent": Fact(Enclosure(0.1, 0.1), "by hand")}, "khanh-4.1", "descent"),
}


@pytest.mark.parametrize("name", FALSE_FACTS)
def test_false_facts_are_noticed(name: str) -> None:
    facts, about, text = FALSE_FACTS[name]
    method = "sam" if about == "dai-1" else "gradient-descent"
    seen = observed(setting(SQUARE, method, "0.05", "0" if method != "sam" else "0.01", facts))
    told = said(seen, about)
    assert any(text in sentence and "slack" in sentence for sentence in told), told
    honest = observed(setting(SQUARE, method, "0.05", "0" if method != "sam" else "0.01"))
    assert said(honest, about) == ()


# ---- stated errors


def test_a_misstated_error_violates_the_hypothesis() -> None:
    """f = x², ρ = 0.25: ‖g − ∇f‖ = 10 · 0.25 · 2 ‖∇f‖ = 5‖∇f‖, where ν = Lρ = 0.5 is stated."""
    seen = evidence(SQUARE, overshooting("relative"), "0.01", "0.25")
    bound = {h.text: v for h, v in hold(theorem("khanh-4.1"), seen)[0].hypotheses}
    (verdict,) = (v for text, v in bound.items() if text.startswith("‖gᵏ − ∇f(xᵏ)‖ ≤ ν"))
    assert verdict.status is Status.VIOLATED
    assert "10 times Lρₖ‖∇f(xᵏ)‖ at k = " in verdict.evidence
    assert not any(c.promised for c in hold(theorem("khanh-4.1"), seen))


def test_where_nothing_is_stated_the_errors_are_measured() -> None:
    """On f = x² with ρ = 0.25 the error is 5‖∇f‖: Algorithm 1 with εₖ = 5‖∇f‖, Algorithm 2 not."""
    silent = overshooting()
    assert silent.error_model == "none"
    seen = evidence(SQUARE, silent, "0.01", "0.25")
    assert seen.trace.errors is None
    np.testing.assert_allclose(seen.trace.measured.share, 5, rtol=1e-9)
    np.testing.assert_allclose(seen.trace.measured.high, 5 * seen.trace.gradients.high, rtol=1e-9)
    np.testing.assert_allclose(seen.trace.measured.elapsed[0], 0.01 * 5 * 2)  # at x¹ = 1
    told = {h.text: v for h, v in hold(theorem("khanh-4.1"), seen)[0].hypotheses}
    assert told["‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖ with ν = L sup ρₖ ∈ [0, 1)"].fails
    told = {h.text: v for h, v in hold(theorem("khanh-3.3"), seen)[0].hypotheses}
    assert told["‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ"].status is Status.CONSISTENT
    assert told["Σ tₖεₖ < ∞, with εₖ = Lρₖ"].status is Status.CONSISTENT
    assert told["limsup εₖ < 2, with εₖ = Lρₖ"].status is Status.CONSISTENT


@pytest.mark.parametrize(("factor", "radius"), [(2.0, "0.2"), (2.0, "0.1/k"), (0.5, "0.2")])
def test_the_coefficient_of_a_stated_bound_counts(factor: float, radius: str) -> None:
    """f = x², L = 2, d = c∇f: ν = 2cρ, and (12) asks t ≤ (2 − 2ν)/(2(1 + ν)²)."""
    method = displaced(
        lambda point: (factor * point.here, ()),
        name="stretched",
        formula="",
        mixture=0.0,
        error=relative(factor, "by hand"),
        source="",
    )
    nu = 2 * factor * (0.2 if radius == "0.2" else 0.1)
    bound = (2 - 2 * nu) / (2 * (1 + nu) ** 2)
    for step, within in ((0.95 * bound, True), (1.05 * bound, False)):
        seen = evidence(SQUARE, method, repr(step), radius)
        told = {h.text: v for h, v in hold(theorem("khanh-4.1"), seen)[0].hypotheses}
        (verdict,) = (v for text, v in told.items() if text.endswith("(12)"))
        assert verdict.holds == within, verdict
        assert seen.trace.errors.slack >= 0


def test_a_bound_that_is_only_stated_is_never_proved() -> None:
    def careful(point: Point) -> tuple[Array, State]:
        return 0.5 * point.here, ()

    bound = relative(1, "by hand")
    method = displaced(careful, name="careful", formula="", mixture=0, error=bound, source="")
    seen = evidence(SQUARE, method, "0.01", "0.25")
    (verdict,) = (
        v
        for h, v in hold(theorem("khanh-4.1"), seen)[0].hypotheses
        if h.text.startswith("‖gᵏ − ∇f(xᵏ)‖ ≤ ν")
    )
    assert verdict.status is Status.CONSISTENT


def test_a_false_lipschitz_constant_is_violated_by_the_run() -> None:
    facts = {"lipschitz": Fact(Enclosure(0.5, 0.5), "by hand")}  # f″ = 2
    seen = observed(setting(SQUARE, "sam", "0.1/k", "0.1/k", facts))
    (verdict,) = (
        v
        for h, v in hold(theorem("khanh-3.5"), seen)[0].hypotheses
        if h.text.startswith("∇f is L-Lipschitz")
    )
    assert verdict.status is Status.VIOLATED
    assert "4 times L‖vₖ‖" in verdict.evidence


# ---- what was recorded

CORRUPTIONS = {
    "value_low": lambda t: {"values.low": t.values.high + 1},
    "gradient_high": lambda t: {"gradients.high": t.gradients.low - 1},
    "share": lambda t: {"estimates.share.low": np.full_like(t.estimates.share.low, np.nan)},
    "last_value": lambda t: {"values.last": t.values.last + 1e-3},
    "first_value": lambda t: {"values.first": t.values.first * (1 + 1e-6)},
    "path": lambda t: {"moves.path": t.moves.path / 2},
    "nothing of path": lambda t: {"moves.path": t.moves.path * np.nan},
    "steps": lambda t: {"steps.low": 2 * t.steps.low, "steps.high": 2 * t.steps.high},
    "radii": lambda t: {"radii.high": t.radii.high * 0.9, "radii.low": t.radii.low * 0.9},
    "elapsed": lambda t: {"elapsed.time": 1.001 * t.elapsed.time},
    "elapsed, within the steps": lambda t: {"elapsed.time": 0.98 * t.elapsed.time},
    "boxes": lambda t: {"iterates.low": t.iterates.low + 1, "iterates.high": t.iterates.high + 1},
    "first": lambda t: {"iterates.first": t.iterates.first + 1e-3},
    "last value": lambda t: {"values.high": t.values.high * 0.5, "values.low": t.values.low * 0.5},
    "squares": lambda t: {"gradients.squares": 1.2 * t.gradients.squares},
    "weighted squares": lambda t: {"elapsed.squares": 0.8 * t.elapsed.squares},
    "work": lambda t: {"moves.work": 1.2 * t.moves.work},
    "estimated work": lambda t: {"estimates.work": 1.2 * t.estimates.work},
    "shares": lambda t: {
        "estimates.share.low": t.estimates.share.low / 2,
        "estimates.share.high": t.estimates.share.high / 2,
    },
    "estimates": lambda t: {
        "estimates.low": 2 * t.estimates.low,
        "estimates.high": 2 * t.estimates.high,
    },
    "last gradient": lambda t: {"gradients.last": 1.01 * t.gradients.last},
    "no rise": lambda t: {"values.rise": t.values.rise - 10},
    "rises": lambda t: {"values.rise": np.abs(t.values.rise) + 10},
    "longer path": lambda t: {"moves.path": 1.3 * t.moves.path},
    "error": lambda t: {"errors.slack": -1e-3},
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_the_record_agrees_with_itself(name: str) -> None:
    seen = evidence("quadratic", "sam", "1/(L*k)", "0.1*k**(-0.5)")
    assert said(seen) == ()
    changes = CORRUPTIONS[name](seen.trace)
    assert said(by_hand(seen.setting, seen.trace, seen.properties, **changes)) != ()


# ---- settings


def test_documents_are_read_as_a_reader_has_them() -> None:
    study = study_of(LIBRARY, problems=["quadratic"], methods=["sam"], iterations=300)
    findings, skipped = all_findings([examine(study, "quadratic")])
    document = check_document(study, findings, skipped, "the answer")
    document = document | {"findings": list(document["findings"])}
    assert of_document(document, ITEMS) == []
    entry = next(t for t in document["findings"][0]["theorems"] if t["name"] == "khanh-b.4")
    entry["applies"] = "consistent"
    entry["conclusions"][0] |= {"promised": True, "status": "violated"}
    document["findings"][0]["properties"]["gradient-limit"]["status"] = "violated"
    told = " ".join(of_document(document, ITEMS))
    assert "khanh-b.4 applies and implies gradient-limit, which fails" in told
    assert "proved and promised, and it fails" in told
    document["findings"][0]["properties"]["iterate-limit"]["status"] = "consistent"
    assert any("iterate-limit" in text for text in of_document(document))


STEPS = (
    *dict.fromkeys(pair.step for pair in PAIRS),
    "0.9*k**(-0.8)/L",
    "2**(-floor(k/50))/L",
    "where(Mod(k, 7) == 0, 1/L, 0.1/(L*k))",
    "(1+cos(pi*Min(k, 900)/900))/(2*L)",
    "1/(L*k*log(k+1))",
    "(2+sin(k))/(3*L)",
)
RADII = (
    *dict.fromkeys(pair.radius for pair in PAIRS),
    *("3/L", "1e-9", "2**(-k)", "1/log(k+2)", "where(k < 40, 1, 0)", "(1+sin(k))/2"),
)
ITEMS: list[Theorem] = [theorem(name) for name in LIBRARY.entries("theorems")]


@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_random_setting_contradicts_itself(data: st.DataObject) -> None:
    problem = LIBRARY.get("problems", data.draw(st.sampled_from(study_of(LIBRARY).problems)))
    method = LIBRARY.get("methods", data.draw(st.sampled_from(LIBRARY.default_items("methods"))))
    pair = Pair(data.draw(st.sampled_from(STEPS)), data.draw(st.sampled_from(RADII)))
    if any(unknown_constant(problem, f) for f in (pair.step, pair.radius)):
        return
    found = hold_all(
        [setting_of(problem, method, pair)],
        ITEMS,
        iterations=data.draw(st.sampled_from([40, 300, 2000])),
        starts=2,
        seed=data.draw(st.integers(0, 9)),
    )
    assert [text for finding in found for text in finding.inconsistencies] == []


def test_what_trips_the_gate_exits_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A library whose inf f is false."""
    folder = tmp_path / "problems"
    folder.mkdir()
    (folder / "tilted_truth.py").write_text(FALSE_PROBLEM, encoding="utf-8")
    words = ["check", "--library", str(tmp_path), "--problem", "tilted-truth", "--method"]
    words += ["gradient-descent", "--step", "0.2", "--radius", "0", "--iterations", "200"]
    assert run_command(words) == 3
    told = " ".join(capsys.readouterr().out.split())
    assert "Our verdicts contradict each other in 1 settings" in told
    assert "Contradicted statements: none" in told
    assert "nothing is concluded" in told


FALSE_PROBLEM = '''
"""A bowl of which too great an infimum is said."""

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Problem

problem = Problem(
    name="tilted-truth",
    formula="f(x) = x²",
    dimension=1,
    value=lambda x: (x**2)[..., 0],
    gradient=lambda x: 2 * x,
    starts=((1.0,),),
    region=((-1.0,), (1.0,)),
    facts=Facts(
        convex=Fact(True, "f″ = 2"),
        lipschitz=Fact(Enclosure(2, 2), "f″ = 2"),
        infimum=Fact(Enclosure(0.25, 0.25), "a slip"),
        definability=Fact("semialgebraic", "a polynomial"),
    ),
    source="made by hand",
)
'''


def test_every_pair_of_extremes_is_compared() -> None:
    seen = descent().trace
    held = flat(seen)
    pairs = [name.removesuffix(".low") for name in held if name.endswith(".low")]
    assert len(pairs) == 7
    for name in pairs:
        swapped = {f"{name}.low": held[f"{name}.high"] + 1, f"{name}.high": held[f"{name}.low"]}
        made = by_hand(descent().setting, seen, descent().properties, **swapped)
        assert said(made) != (), name


@pytest.mark.parametrize("method", ["usam", "extragradient", "sam", "unified-sam"])
def test_what_underflows_measures_nothing(method: str) -> None:
    """x falls below 1e-308, where ‖g − ∇f‖ and Lρ‖∇f‖ are a few units of 5e-324."""
    radius = "0.5/L" if method in ("usam", "extragradient") else "1e-305"
    for problem in ("huber", "log-cosh", "griewank"):
        seen = evidence(problem, method, "0.5/L", radius, None, 5000)
        assert seen.trace.errors is not None
        assert seen.trace.errors.slack >= 0, (problem, seen.trace.errors.at)
