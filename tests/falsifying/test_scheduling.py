"""Statements about schedules alone: those that are false, and those that stand."""

from __future__ import annotations

from holding import LIBRARY

from sam_theory.falsifying.claims import Attacked, SequenceExample, Target
from sam_theory.falsifying.scheduling import attack, of_schedules
from sam_theory.statements.theorem import Theorem


def theorem(name: str) -> Theorem:
    found = LIBRARY.get("theorems", name)
    assert isinstance(found, Theorem)
    return found


def attacked(name: str, *, drop: bool = False) -> list[Attacked]:
    said = theorem(name)
    targets = [
        Target(theorem=said, conclusion=c, dropped=h)
        for c in said.conclusions
        for h in ((*said.hypotheses, *c.needs) if drop else (None,))
    ]
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(1.0,)]")
    return list(attack(targets, problem, LIBRARY.get("methods", "sam")))


def pair(found: Attacked) -> tuple[str, str]:
    example = found.counterexample
    assert isinstance(example, SequenceExample)
    assert example.verdict.status == "refuted"
    assert all(verdict.status == "proved" for _, verdict in example.kept)
    return example.sequences["t"], example.sequences["rho"]


def test_g_3_is_false_at_p_0() -> None:
    tail, proved, text = attacked("khanh-g.3")
    assert (tail.outcome, proved.outcome, text.outcome) == (
        *("false-as-stated", "open"),
        "false-as-stated",
    )
    assert pair(text) == ("1/k", "1")
    for known in (tail, text):
        assert isinstance(known.counterexample, SequenceExample)
        assert known.counterexample.erratum == known.target.conclusion.errata[0].text
    assert pair(tail) == ("1/k", "1/k")
    assert proved.reached > 0


def test_p_positive_and_c_below_2_over_l_are_needed() -> None:
    found = {f.target.conclusion.text: f for f in attacked("khanh-g.3", drop=True)}
    assert pair(found["(9) holds for every q ∈ (0, 1)"]) == ("1/k", "1")
    (stands,) = attacked("khanh-g.2")
    (needed,) = attacked("khanh-g.2", drop=True)
    assert (stands.outcome, needed.outcome) == ("open", "necessary")
    assert pair(needed) == ("1/k", "where(is_square(k), 3, 3/k)")
    assert stands.reached > 0


def test_the_remark_about_a_million_iterations_is_false() -> None:
    eleven, million = attacked("khanh-3.6")
    assert (eleven.outcome, million.outcome) == ("open", "false-as-stated")


def test_which_theorems_speak_of_schedules_alone() -> None:
    found = [name for name in LIBRARY.entries("theorems") if of_schedules(theorem(name))]
    assert found == ["khanh-3.6", "khanh-g.2", "khanh-g.3"]
