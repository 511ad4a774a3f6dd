"""The catalogue of proofs: what it proves and refutes, and what nothing used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from proving import NAMES, catalogue

from sam_theory.proofs.checking import check_step
from sam_theory.proofs.document import proof_document
from sam_theory.proofs.proof import Cited, Part, Proof, Reals, Step
from sam_theory.proofs.reporting import Report
from sam_theory.verdict import Status

SURVIVES = {
    *("khanh-3.2", "khanh-3.3", "khanh-3.3-stronger", "khanh-3.5", "khanh-4.1"),
    *("khanh-b.1", "khanh-b.2", "khanh-b.3", "khanh-b.4", "khanh-b.5"),
    *("khanh-g.1", "khanh-g.2", "khanh-table-1", "si-yun-3.4", "two-cycle"),
}


FALSE = {
    *("dai-1", "khanh-3.1", "khanh-3.4", "khanh-3.6", "khanh-4.2", "khanh-d.1", "khanh-g.3"),
    *("khanh-table-2", "si-yun-3.3"),
}


@pytest.fixture(scope="module")
def reports() -> Mapping[str, Report]:
    return catalogue()


@pytest.mark.parametrize("name", NAMES)
def test_published_steps_are_refuted_exactly_where_known(
    name: str, reports: Mapping[str, Report]
) -> None:
    steps = [c for c in reports[name].checked if not c.step.ours]
    refuted = {c.step.name for c in steps if c.verdict.status is Status.REFUTED}
    assert refuted == {c.step.name for c in reports[name].checked if c.step.erratum}
    rest = [c for c in steps if c.verdict.status is not Status.PROVED]
    assert all(isinstance(c.step.check, Cited) or c.step.name in refuted for c in rest)


@pytest.mark.parametrize("name", NAMES)
def test_our_own_steps_are_proved(name: str, reports: Mapping[str, Report]) -> None:
    weak = [c for c in reports[name].checked if c.step.ours and not c.verdict.holds]
    assert all(isinstance(c.step.check, Cited) for c in weak)
    assert not any(c.verdict.fails for c in weak)


@pytest.mark.parametrize("name", NAMES)
def test_conclusions(name: str, reports: Mapping[str, Report]) -> None:
    status = reports[name].conclusion.status
    expected = Status.PROVED if name in SURVIVES else Status.UNDECIDED
    assert status is (Status.REFUTED if name in FALSE else expected)


@pytest.mark.parametrize("name", NAMES)
def test_labels_name_hypotheses_and_every_hypothesis_is_spoken_of(
    name: str, reports: Mapping[str, Report]
) -> None:
    report = reports[name]
    keys = {key for key, _ in report.proof.hypotheses}
    used = {u for c in report.checked for u in c.used if u[0] not in "@="}
    assert used <= keys
    assert len({text for _, text in report.proof.hypotheses}) == len(keys)


def test_unused_hypotheses(reports: Mapping[str, Report]) -> None:
    unused = reports["khanh-3.3"].unused
    assert any(text.startswith("tₖ does not increase") for text in unused)
    assert any(text.startswith("lim sup εₖ < 2") for text in unused)
    assert any(text.startswith("inf f(xᵏ) > −∞") for text in reports["khanh-3.2"].unused)
    assert any(text.startswith("lim sup ρₖ < 2/L") for text in reports["khanh-3.5"].unused)
    assert reports["dai-1"].unused == ()
    example = " ".join(reports["khanh-3.1"].unused)
    assert "t > 1/λmin" in example
    assert "x¹ ≠ x*" not in example  # from x* itself, and from some starts further out, the run
    assert "‖x¹ − x*‖ <" not in example  # is at x* for ever


def test_the_range_of_steps_in_4_1_uses_the_descent_condition_alone(
    reports: Mapping[str, Report],
) -> None:
    closure = reports["khanh-4.1"].closure(["(40)"])
    used = frozenset[str]().union(*(c.used for c in closure))
    assert "descent" in used
    assert "lipschitz" not in used


def test_documents_are_plain(reports: Mapping[str, Report]) -> None:
    for report in reports.values():
        json.dumps(proof_document(report), allow_nan=False)


def by_hand(*parts: Part, ours: bool = False) -> Report:
    """A proof of two steps, of which one is not decided, with an idle hypothesis."""
    steps = (
        Step(name="sound", claim="", check=Reals(given=("a: x > 1",), then="x**2 > 1")),
        Step(name="open", claim="", check=Reals(given=("x > 0",), then="exp(x) > 1 + x")),
        Step(name="rests", claim="", check=Reals(given=("@sound",), then="x**2 > 0"), ours=ours),
        Step(name="free", claim="", check=Reals(then="x**2 >= 0"), ours=True),
        Step(name="false", claim="", check=Reals(then="x > 0")),
    )
    whole = Proof(
        name="p",
        summary="",
        source="",
        hypotheses=(("a", "x exceeds 1"), ("b", "y is idle")),
        steps=steps,
        parts=parts,
        outcome="as it is",
    )
    return Report(whole, tuple(check_step(step, whole) for step in steps))


SOUND, OPEN = Part(text="sound", rests_on=("rests",)), Part(text="open", rests_on=("open",))


def test_what_a_proof_leaves_out_is_told_only_where_all_of_it_is_proved() -> None:
    assert by_hand(SOUND).unused == ("y is idle (no step uses it)",)
    assert by_hand(SOUND, OPEN).unused == ()
    assert by_hand(OPEN, SOUND).unused == ()
    assert by_hand().unused == ()


def test_a_conclusion_is_the_worst_of_its_steps() -> None:
    report = by_hand(SOUND, OPEN, Part(text="both", rests_on=("rests", "open")))
    statuses = [report.part(part).status for part in report.proof.parts]
    assert statuses == [Status.PROVED, Status.UNDECIDED, Status.UNDECIDED]
    assert report.part(SOUND).evidence == "rests on 2 proved steps"
    assert [c.step.name for c in report.closure(["rests"])] == ["sound", "rests"]
    assert report.conclusion.status is Status.UNDECIDED
    assert by_hand(SOUND).conclusion.status is Status.PROVED
    assert by_hand(SOUND).conclusion.evidence == "as it is"


def test_a_step_refutes_a_conclusion_only_where_it_is_proved() -> None:
    report = by_hand(SOUND)
    for step, status in (("sound", Status.REFUTED), ("open", Status.PROVED)):
        part = Part(text="t", rests_on=("rests",), refuted_by=step)
        assert report.part(part).status is status


def test_published_steps_are_counted_by_their_status() -> None:
    counted = {s: by_hand(SOUND).published(s) for s in Status}
    assert (counted[Status.PROVED], counted[Status.UNDECIDED], counted[Status.REFUTED]) == (2, 1, 1)
    assert by_hand(SOUND, ours=True).published(Status.PROVED) == 1


def test_hypotheses_are_told_from_steps_and_other_proofs() -> None:
    assert by_hand(SOUND).keys(SOUND) == {"a"}


def test_a_stronger_conclusion_says_what_is_not_needed_where_it_is_proved() -> None:
    """The step `free` does without the hypothesis, and `open` is not decided."""
    free = Part(text="free", rests_on=("free",), strengthens="sound", ours=True)
    unclear = Part(text="unclear", rests_on=("open",), strengthens="sound", ours=True)
    (told,) = {text for text in by_hand(SOUND, free).unused if "x exceeds 1" in text}
    assert told == "x exceeds 1 (not needed for sound; proved: free)"
    assert not any("x exceeds 1" in text for text in by_hand(SOUND, unclear).unused)
    same = Part(text="same", rests_on=("sound",), strengthens="sound", ours=True)
    assert not any("x exceeds 1" in text for text in by_hand(SOUND, same).unused)
    assert not any("y is idle (not" in text for text in by_hand(SOUND, free).unused)


def test_a_hypothesis_that_follows_is_told_where_that_is_proved() -> None:
    follows = Step(name="f", claim="it is so", check=Reals(then="x**2 >= 0"), ours=True, gives="a")
    unproved = replace(follows, check=Reals(given=("x > 0",), then="exp(x) > 1 + x"))
    for step, told in ((follows, 1), (unproved, 0)):
        whole = replace(by_hand(SOUND).proof, steps=(*by_hand(SOUND).proof.steps, step))
        report = Report(whole, tuple(check_step(s, whole) for s in whole.steps))
        assert report.unused.count("x exceeds 1 (follows: it is so)") == told


@pytest.mark.parametrize(("part", "told"), [(SOUND, ["y is idle"]), (OPEN, [])])
def test_a_proof_that_goes_through_without_says_so_where_it_is_proved(
    part: Part, told: list[str]
) -> None:
    """The other proof keeps the first hypothesis, and leaves the second out."""
    other = by_hand(part)
    fewer = replace(other.proof, name="q", hypotheses=(("a", "x exceeds 1"),))
    report = by_hand(SOUND)
    whole = replace(report.proof, stronger=("q",))
    found = Report(whole, report.checked, {"q": Report(fewer, other.checked)}).unused
    without = " (not needed: q goes through without)"
    assert [text.removesuffix(without) for text in found if text.endswith(without)] == told


@pytest.mark.parametrize(("part", "status"), [(SOUND, Status.PROVED), (OPEN, Status.UNDECIDED)])
def test_what_rests_on_another_proof_is_as_good_as_that(part: Part, status: Status) -> None:
    lemma = Step(name="l", claim="", check=Reals(then="x**2 >= 0"), uses=("=q",))
    whole = replace(by_hand(SOUND).proof, steps=(lemma,), parts=(Part(text="t", rests_on=("l",)),))
    report = Report(whole, (check_step(lemma, whole),), {"q": by_hand(part)})
    assert report.conclusion.status is status
