"""Problems of the catalogue as functions that are tried: drawn from domains, told by their name."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from holding import LIBRARY

pytest.importorskip("flint")

from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.families import Member, family_kinds
from sam_theory.falsifying.functions import source
from sam_theory.falsifying.judging import killed, problem_in, tried
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.statements.conclusions.inequality import inequality
from sam_theory.statements.hypotheses.facts import CONVEX
from sam_theory.statements.theorem import Theorem

KIND = family_kinds(LIBRARY)[0]
MEMBERS = [KIND.draw(np.random.default_rng(seed)) for seed in range(120)]


def test_what_is_drawn_is_in_its_domains() -> None:
    found = [m for m in MEMBERS if isinstance(m, Member)]
    assert len({m.entry.name for m in found}) > 30
    assert sum(bool(m.parameters) for m in found) > 30
    for m in found:
        assert all(m.entry.domains[key].holds(value) for key, value in m.parameters.items())
        assert m.dimension <= 2
        assert m.name in m.formula


def test_the_file_asks_the_catalogue() -> None:
    start = (Fraction(1, 2),)
    member = Member(LIBRARY, LIBRARY.entry("problems", "power"), {"exponent": 3.0})
    problem = problem_in(source(member, "of-a-file", start))
    assert (problem.name, problem.starts) == ("of-a-file", ((0.5,),))
    assert problem.formula == "f(x) = |x|^p (power[exponent=3.0])"
    assert problem.value(np.array([[-2.0]])) == 8


def test_parameters_become_simpler() -> None:
    entry = LIBRARY.entry("problems", "quadratic")
    member = Member(LIBRARY, entry, {"eigenvalues": (3.0, 1.5)})
    ((plain, start),) = member.simpler((Fraction(1), Fraction(1)))
    assert isinstance(plain, Member)
    assert (plain.parameters, start) == ({}, (1, 1))
    assert member.numbers == (3, Fraction(3, 2))
    bowl = Member(LIBRARY, LIBRARY.entry("problems", "power"), {"exponent": 3.0})
    found = [m.parameters for m, _ in bowl.simpler((Fraction(1),)) if isinstance(m, Member)]
    assert {} in found
    assert {"exponent": 2} in found
    assert {"exponent": 1} not in found


@pytest.mark.parametrize("own", [True, False])
def test_a_kill_says_whose_facts_it_rests_on(own: bool) -> None:
    conclusion = inequality("f(x) - fmin <= gap/2")
    theorem = Theorem(
        name="mine",
        summary="",
        about=lambda method: True,
        hypotheses=(CONVEX,),
        conclusions=(conclusion,),
        source="an example",
    )
    member = Member(LIBRARY, LIBRARY.entry("problems", "quadratic"), {})
    one = Candidate(
        function=Sum((quadratic(Fraction(2)),)) if own else member,
        method=LIBRARY.get("methods", "gradient-descent"),
        step="1/100",
        radius="0",
        start=(Fraction(1),) * (1 if own else member.dimension),
    )
    found = tried(one, "against-mine")
    assert found is not None
    (kill,) = killed(found, [Target(theorem=theorem, conclusion=conclusion)])
    assert ("; facts as the catalogue states them" in kill.verdict.evidence) is not own
