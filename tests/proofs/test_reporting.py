"""The catalogue of proofs: what it proves and refutes, and what nothing used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from holding import LIBRARY
from proving import NAMES, catalogue, find, report

from sam_theory.proofs.document import proof_document
from sam_theory.proofs.proof import (
    Cited,
    Given,
    Part,
    Proof,
    Reals,
    Statement,
    Step,
    Uses,
    hypothesis,
    step,
)
from sam_theory.proofs.reporting import Report
from sam_theory.statements.stated import stated
from sam_theory.statements.theorem import Theorem
from sam_theory.verdict import Status

GENERAL = {"khanh-b.1"}  # the theorem of that name is about the sequences of runs
FALSE = {
    *("dai-1", "khanh-3.1", "khanh-3.4", "khanh-3.6", "khanh-4.2", "khanh-d.1", "khanh-g.3"),
    *("khanh-table-2", "si-yun-3.3", "bolte-1"),
}
CITED = {  # as they rest on what is cited
    *("khanh-2", "two-cycle", "si-yun-3.1"),
    *("bartlett-1", "long-bartlett-1", "khanh-momentum-1"),
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
    expected = Status.UNDECIDED if name in CITED else Status.PROVED
    assert status is (Status.REFUTED if name in FALSE else expected)


@pytest.mark.parametrize("name", NAMES)
def test_premises_are_of_the_theorem(name: str, reports: Mapping[str, Report]) -> None:
    report = reports[name]
    keys = {given.key for given in report.proof.statement.hypotheses}
    refs = [p.ref for c in report.checked for p in c.premises]
    assert {ref.name for ref in refs if ref.kind == "hypothesis"} <= keys


def assumed(statement: Statement, key: str) -> set[str]:
    """The formulas that a conclusion may rest on."""
    special = {k for keys in statement.needs.values() for k in keys}
    needs = statement.needs.get(key, ())
    hypotheses = {h.formula for h in statement.hypotheses if h.key in needs or h.key not in special}
    return hypotheses | {d.formula for d in statement.definitions}


PROVEN = [n for n, t in LIBRARY.made("theorems").items() if t.proven_in in NAMES]


@pytest.mark.parametrize("name", PROVEN)
def test_a_proof_is_of_what_its_theorem_says(name: str) -> None:
    """Each conclusion of the theorem that has a formula is one of the proof, from no more."""
    theorem = LIBRARY.get("theorems", name)
    assert isinstance(theorem, Theorem)
    proof = find(theorem.proven_in)
    if name in GENERAL or not all(h.states for h in theorem.hypotheses):
        return
    said = stated(theorem)
    mine = {c.key: c.formula for c in proof.statement.conclusions}
    for conclusion in said.conclusions:
        assert mine[conclusion.key] == conclusion.formula
        assert assumed(proof.statement, conclusion.key) <= assumed(said, conclusion.key)


def test_unused_hypotheses(reports: Mapping[str, Report]) -> None:
    unused = reports["khanh-3.3"].unused
    assert any(text.startswith("tₖ₊₁ ≤ tₖ for large k") for text in unused)
    assert any(text.startswith("limsup εₖ < 2") for text in unused)
    assert any(text.startswith("limsup ρₖ < 2/L") for text in reports["khanh-3.5"].unused)
    assert not reports["si-yun-sine"].unused, "what is assumed for conclusions of ours is not idle"


def test_documents_are_plain(reports: Mapping[str, Report]) -> None:
    for each in reports.values():
        json.dumps(proof_document(each), allow_nan=False)


TRUE, OUT = "forall(r, r**2 >= 0)", "forall(r, exp(r) > r)"  # the second is out of reach
STATES = {"sound": "q > 0", "open": OUT, "free": TRUE}


def by_hand(*parts: Part, ours: bool = False, given: tuple[str, ...] = ("a", "b")) -> Report:
    """A proof with a step that is not decided, one that is false, and an idle hypothesis."""
    said = {"a": Given(key="a", text="q exceeds 1", formula="q > 1"), "b": IDLE}
    steps = (
        Step(name="sound", check=Reals(then="q**2 > 1", given=(hypothesis("a"),))),
        Step(name="open", check=Reals(then=OUT)),
        Step(
            name="rests",
            check=Reals(then="q > 0", given=(step("sound"), hypothesis("a"))),
            ours=ours,
        ),
        Step(name="free", check=Reals(then=TRUE), ours=True),
        Step(name="false", check=Reals(then="forall(r, r > 0)")),
    )
    whole = Proof(
        name="p",
        summary="",
        source="",
        statement=Statement(
            hypotheses=tuple(said[key] for key in given),
            conclusions=tuple(
                Given(key=k, text=k, formula=f)
                for k, f in STATES.items()
                if k in {part.conclusion for part in parts}
            ),
        ),
        steps=steps,
        parts=parts,
        outcome="as it is",
    )
    return report(whole)


IDLE = Given(key="b", text="p is idle", formula="p > 1")
SOUND = Part(text="sound", conclusion="sound", shown_by="rests")
OPEN = Part(text="open", conclusion="open", shown_by="open")
FREE = Part(text="free", conclusion="free", shown_by="free")


def test_what_a_proof_leaves_out_is_told_only_where_all_of_it_is_proved() -> None:
    assert by_hand(SOUND).unused == ("p is idle (no step uses it)",)
    assert by_hand(SOUND, OPEN).unused == ()
    assert by_hand(OPEN, SOUND).unused == ()
    assert by_hand().unused == ()


def test_a_conclusion_is_the_worst_of_its_parts() -> None:
    found = by_hand(SOUND, OPEN)
    assert [found.part(p).status for p in found.proof.parts] == [Status.PROVED, Status.UNDECIDED]
    assert found.part(SOUND).evidence == "rests on 2 proved steps"
    assert [c.step.name for c in found.closure("rests")] == ["sound", "rests"]
    assert found.conclusion.status is Status.UNDECIDED
    assert by_hand(SOUND).conclusion.status is Status.PROVED
    assert by_hand(SOUND).conclusion.evidence == "as it is"
    assert by_hand().conclusion.status is Status.UNDECIDED


def test_a_part_shows_what_it_says() -> None:
    mistaken = replace(SOUND, conclusion="free")
    assert by_hand(mistaken).part(mistaken).status is Status.UNDECIDED
    unknown = replace(SOUND, conclusion="nothing")
    assert "no conclusion 'nothing'" in by_hand(unknown).part(unknown).evidence


def test_a_step_refutes_a_conclusion_only_where_it_is_proved() -> None:
    for name, status in (("sound", Status.REFUTED), ("open", Status.PROVED)):
        part = replace(SOUND, refuted_by=name)
        assert by_hand(part).part(part).status is status


def test_published_steps_are_counted_by_their_status() -> None:
    counted = {s: by_hand(SOUND).published(s) for s in Status}
    assert (counted[Status.PROVED], counted[Status.UNDECIDED], counted[Status.REFUTED]) == (2, 1, 1)
    assert by_hand(SOUND, ours=True).published(Status.PROVED) == 1


def test_hypotheses_are_told_from_steps() -> None:
    assert by_hand(SOUND).keys(SOUND) == {"a"}


def test_a_conclusion_assumes_what_it_asks_for() -> None:
    """A hypothesis that another conclusion alone asks for is none of this one."""
    whole = by_hand(SOUND, FREE).proof
    for needs, status in (
        ({"free": ("a",)}, Status.UNDECIDED),
        ({"free": ("a",), "sound": ("a",)}, Status.PROVED),
    ):
        found = report(replace(whole, statement=replace(whole.statement, needs=needs)))
        assert found.part(SOUND).status is status


def test_a_stronger_conclusion_says_what_is_not_needed_where_it_is_proved() -> None:
    """The step `free` does without the hypothesis, and `open` is not decided."""
    free = replace(FREE, strengthens="sound", ours=True)
    unclear = replace(OPEN, strengthens="sound", ours=True)
    (told,) = {text for text in by_hand(SOUND, free).unused if "q exceeds 1" in text}
    assert told == "q exceeds 1 (not needed for sound; proved: free)"
    assert not any("q exceeds 1" in text for text in by_hand(SOUND, unclear).unused)
    same = replace(SOUND, strengthens="sound", ours=True)
    assert not any("q exceeds 1" in text for text in by_hand(SOUND, same).unused)
    assert not any("p is idle (not" in text for text in by_hand(SOUND, free).unused)


@pytest.mark.parametrize(("part", "told"), [(SOUND, ["p is idle"]), (OPEN, [])])
def test_a_proof_that_goes_through_without_says_so_where_it_is_proved(
    part: Part, told: list[str]
) -> None:
    """The other proof keeps the first hypothesis, and leaves the second out."""
    other = replace(by_hand(part, given=("a",)).proof, name="q")
    whole = replace(by_hand(SOUND).proof, stronger=("q",))
    found = report(whole, other).unused
    without = " (not needed: q goes through without)"
    assert [text.removesuffix(without) for text in found if text.endswith(without)] == told


@pytest.mark.parametrize(("part", "status"), [(SOUND, Status.PROVED), (OPEN, Status.UNDECIDED)])
def test_what_rests_on_another_proof_is_as_good_as_that(part: Part, status: Status) -> None:
    lemma = replace(by_hand(part, given=("a",)).proof, name="q")
    uses = Uses(proof="q", conclusion=part.conclusion, given=(hypothesis("a"),))
    whole = replace(
        by_hand(part).proof,
        steps=(Step(name="l", check=uses),),
        parts=(replace(part, shown_by="l"),),
    )
    found = report(whole, lemma)
    assert found.conclusion.status is status
    assert found.checked[0].premises[-1].ref.kind == "theorem"


def test_another_proof_is_used_with_all_that_it_assumes() -> None:
    lemma = replace(by_hand(SOUND, given=("a",)).proof, name="q")
    uses = Uses(proof="q", conclusion="sound")
    whole = replace(
        by_hand(SOUND).proof,
        steps=(Step(name="l", check=uses),),
        parts=(replace(SOUND, shown_by="l"),),
    )
    found = report(whole, lemma)
    assert "needs q > 1" in found.checked[0].verdict.evidence


def test_a_conclusion_without_a_part_is_not_shown() -> None:
    whole = by_hand(SOUND, FREE).proof
    assert report(whole).conclusion.status is Status.PROVED
    found = report(replace(whole, parts=whole.parts[:1])).conclusion
    assert found.status is Status.UNDECIDED
    assert found.evidence == "no part shows free"


def test_a_conclusion_of_ours_counts_where_it_strengthens_none() -> None:
    ours = replace(OPEN, ours=True)
    assert by_hand(SOUND, ours).conclusion.status is Status.UNDECIDED
    assert by_hand(SOUND, replace(ours, strengthens="sound")).conclusion.status is Status.PROVED
