"""Each way of checking: what it proves, what it refutes with a witness, what it leaves open."""

from __future__ import annotations

import pytest
from proving import proof

from sam_theory.proofs.checking import Premises, check_step, verdict_of
from sam_theory.proofs.mutation import mutants
from sam_theory.proofs.proof import (
    Argument,
    Check,
    Cited,
    Exists,
    Identity,
    Induction,
    Limit,
    Number,
    Orbit,
    Part,
    PowerSeries,
    Reals,
    Schedules,
    Step,
    Trial,
)
from sam_theory.proofs.reporting import Report, require_order
from sam_theory.verdict import Status, Verdict

PROVED: dict[str, Check] = {
    "identity": Identity(equation="(a + b)**2 == a**2 + 2*a*b + b**2"),
    "identity of vectors": Identity(
        vectors=("G", "H"), equation="sq(G - H) == sq(G) - 2*dot(G, H) + sq(H)"
    ),
    "identity of a positive variable": Identity(given=("x > 0",), equation="sqrt(x**2) == x"),
    "identity of positive variables": Identity(
        given=("x > 0", "0 < y", "y > 0"), equation="sqrt(x**2*y**2) == x*y == y*x"
    ),
    "identity with a denominator": Identity(given=("x > 0",), equation="x/x == 1"),
    "identity of π": Identity(equation="(pi + 1)**2 - pi**2 == 2*pi + 1"),
    "identity of a logarithm": Identity(given=("x > 0",), equation="log(x**2) == 2*log(x)"),
    "identity of functions": Identity(equation="abs(-x) + sin(x)**2 == abs(x) + 1 - cos(x)**2"),
    "real-arithmetic": Reals(given=("x > 1",), then="x**2 > x"),
    "a quotient": Reals(given=("x > 1", "y > 0"), then="y/x < y"),
    "a quotient by a number": Reals(given=("x > 1",), then="x/2 > 1/2"),
    "equal quotients": Reals(given=("y != 0",), then="x/y - x/y == 0"),
    "roots": Reals(given=("x >= 0",), then="sqrt(x)*sqrt(x) == x and sqrt(x) >= 0"),
    "functions": Reals(then="max(x, y) >= min(x, y) and abs(x) >= x and max(x, -x) == abs(x)"),
    "the least": Reals(given=("x < y",), then="min(x, y) == x and min(y, x) == x"),
    "connectives": Reals(given=("x > 0 or y > 0", "not x > 0"), then="y > 0 and y != 0"),
    "an implication": Reals(given=("implies(x > 0, y > 0)", "x > 0"), then="y > 0"),
    "three vectors": Reals(
        vectors=("F", "G", "H"),
        given=("dot(F, G) == 0", "dot(F, H) == 0", "dot(G, H) == 0"),
        then="sq(F + G + H) == sq(F) + sq(G) + sq(H)",
    ),
    "a norm": Reals(vectors=("G", "H"), then="norm(G + H) <= norm(G) + norm(H)"),
    "Cauchy and Schwarz": Reals(vectors=("G", "H"), then="dot(G, H) <= norm(G)*norm(H)"),
    "a bound of π from above": Reals(then="pi < 355/113"),
    "a bound of π from below": Reals(then="pi > 333/106"),
    "exists": Exists(such_that=("x**2 == 2", "x < 0")),
    "contradiction": Reals(given=("x > 0", "x < 0"), then="False"),
    "number": Number(relation="pi**2/6 < 165/100"),
    "number, exactly": Number(relation="1/3 + 1/6 == 1/2"),
    "number, exact balls": Number(relation="sqrt(4) == 2 and sqrt(4) <= 2 and sqrt(4) >= 2"),
    "number, with names": Number(relation="a*b == 1/2", where=(("a", "1/3"), ("b", "a + 7/6"))),
    "number, with names, by balls": Number(
        relation="exp(b) > 20", where=(("a", "3"), ("b", "a + 1/100"))
    ),
    "numbers and, or, not": Number(
        relation="pi > 3 and not pi > 4 and (pi == 5 or implies(pi > 4, pi > 5))"
    ),
    "number, relations": Number(relation="pi < 4 and pi <= 4 and pi > 3 and pi >= 3 and pi != 3"),
    "number, an irrational power": Number(relation="2**(1/2) < 3/2"),
    "number, functions": Number(
        relation="log(3) > 1 and sqrt(2) < 3/2 and sin(1) > 0 and cos(1) > 0 and cosh(1) > 1"
    ),
    "number, to many digits": Number(relation="sqrt(2) > 14142135623730950488/10**19"),
    "orbit, with names": Orbit(
        where=(("t", "1/2"),),
        start=(("x", "t"),),
        update=(("x", "t*x + 1"),),
        times=2,
        then="x == 13/8",
    ),
    "orbit": Orbit(start=(("x", "1"),), update=(("x", "x/2"),), times=3, then="x == 1/8"),
    "schedules": Schedules(key="step-diverges", step="1/k"),
    "schedules that fail": Schedules(key="step-square-summable", step="1", holds=False),
    "power series": PowerSeries(exponent="1 + p", given=("p > 0",)),
    "limit": Limit(expression="p*x/(x + 1)", variable="x", to="oo", value="p"),
    "limit in other words": Limit(
        expression="x*(p + 1)**2/(x + 1)", variable="x", to="oo", value="p**2 + 2*p + 1"
    ),
    "induction": Induction(
        state=("S", "n"),
        start=("S == 0", "n == 0"),
        step=("S_ == S + 2*n + 1", "n_ == n + 1"),
        then="S == n**2",
    ),
    "argument": Argument(rule="cases", obligations=(Reals(then="x >= 0 or x <= 0"),)),
}


REFUTED: dict[str, Check] = {
    "identity": Identity(equation="(a + b)**2 == a**2 + b**2"),
    "identity of vectors": Identity(vectors=("G", "H"), equation="sq(G - H) == sq(G) - sq(H)"),
    "identity that is undefined": Identity(given=("r >= 0",), equation="r/r == 1"),
    "identity, one link of two": Identity(equation="a + b == b + a == a"),
    "identity of two vectors": Identity(vectors=("G", "H"), equation="dot(G, H) == 0"),
    "identity of numbers": Identity(equation="2 + 2 == 5"),
    "identity, 1 too large": Identity(equation="x + 1 == x"),
    "identity under a premise": Identity(given=("x > 3",), equation="x == abs(x) + x/x"),
    "real-arithmetic": Reals(given=("x > 0",), then="x**2 > x"),
    "the sign of a product": Reals(then="x*y <= 0 or x > 0"),
    "an equation with a root": Reals(given=("x > 0",), then="sqrt(x)*sqrt(x) != x"),
    "a root of what may be negative": Reals(then="sqrt(x) >= 0"),
    "the greatest": Reals(then="max(x, y) == x"),
    "the least": Reals(then="min(x, y) == x"),
    "an implication": Reals(given=("implies(x > 0, y > 0)",), then="y > 0"),
    "independent vectors": Reals(
        vectors=("F", "G", "H"), then="dot(F, G)*dot(G, H)*dot(F, H) >= 0"
    ),
    "an irrational witness": Reals(given=("x > 0",), then="x**2 != 2"),
    "vectors": Reals(vectors=("G", "H"), then="dot(G, H) == norm(G)*norm(H)"),
    "a quotient that is not defined": Reals(given=("x > 0",), then="x/0 == x/0"),
    "π above its bound": Reals(then="pi > 355/113"),
    "undefined premise": Reals(given=("x/y > 0",), then="x > 0"),
    "exists": Exists(such_that=("x**2 == -1",)),
    "number": Number(relation="exp(1) > 28/10"),
    "number, exactly": Number(relation="1/3 == 0.333"),
    "number, exact balls that are equal": Number(relation="sqrt(4) != 2"),
    "number, exact balls, less": Number(relation="sqrt(4) < 2"),
    "number, exact balls, more": Number(relation="sqrt(4) > 2"),
    "number, undefined": Number(relation="1/(1/2 - 1/2) > 0"),
    "number, an equation": Number(relation="pi == 22/7"),
    "number, an implication": Number(relation="implies(pi > 3, pi > 4)"),
    "number, and": Number(relation="pi > 3 and pi > 4"),
    "number, or": Number(relation="pi > 5 or pi > 4"),
    "number, not less": Number(relation="pi < 3 or pi <= 3 or pi >= 4 or pi > 4"),
    "number that is not real": Number(relation="(-2)**0.5 > 1"),
    "orbit": Orbit(start=(("x", "1"),), update=(("x", "x/2"),), times=3, then="x == 1/4"),
    "orbit that ends": Orbit(
        start=(("x", "1"),), update=(("x", "1/(x - 1)"),), times=2, then="True"
    ),
    "schedules": Schedules(key="step-diverges", step="1/k**2"),
    "power series": PowerSeries(exponent="1 + p", given=("p >= 0",)),
    "limit": Limit(expression="x/(x + 1)", variable="x", to="oo", value="2"),
    "limit, 1 too small": Limit(expression="x/(x + 1)", variable="x", to="oo", value="0"),
    "induction": Induction(
        state=("S", "n"),
        start=("S == 0", "n == 0"),
        step=("S_ == S + 2*n", "n_ == n + 1"),
        then="S == n**2",
    ),
    "induction from a false start": Induction(
        state=("S", "n"),
        start=("S == 1", "n == 1/2"),
        step=("S_ - n_**2 == 2*(S - n**2)",),
        then="S == n**2",
    ),
    "trial": Trial(
        start=(("S", "0"),),
        inputs=("t",),
        update=(("S", "S + t"),),
        given=("t <= 1",),
        then="S <= 3",
    ),
}


UNDECIDED: dict[str, Check] = {
    "identity": Identity(given=("x > 0",), equation="atan(x) + atan(1/x) == pi/2"),
    "premises of an identity that no sample meets": Identity(
        given=("b**2 == a",), equation="abs(a) == a"
    ),
    "premises of an identity about vectors": Identity(
        vectors=("G", "H"), given=("dot(G, H) == 0",), equation="sq(G - H) == sq(G) + sq(H)"
    ),
    "premises of an identity about the square of a norm": Identity(
        vectors=("G",), given=("sq(G) == 4",), equation="norm(G) == 2"
    ),
    "identity of an undefined logarithm": Identity(equation="exp(log(x)) == x"),
    "identity of an undefined power": Identity(equation="(x**(1/2))**2 == x"),
    "real-arithmetic": Reals(given=("x > 0",), then="exp(x) > 1 + x"),
    "contradictory premises": Reals(given=("x > 0", "x < 0"), then="x == 7"),
    "exists": Exists(such_that=("sin(x) > 0",)),
    "number": Number(relation="sqrt(2)*sqrt(3) == sqrt(6)"),
    "number, of itself": Number(relation="pi != pi"),
    "number, not strictly": Number(relation="sqrt(2)*sqrt(3) <= sqrt(6)"),
    "number beside an undefined one": Number(relation="pi > 3", where=(("x", "1/0"),)),
    "schedules": Schedules(key="step-vanishes", step="1/(k*(1 + sin(k))**2)"),
    "limit": Limit(expression="x**(1 - p)", variable="x", to="oo", value="0"),
    "argument": Argument(rule="cases", obligations=(Reals(then="x >= 0"),)),
    "trial without a sequence": Trial(
        start=(("S", "0"),), inputs=("t",), update=(("S", "S + t"),), given=("t < 0",), then="True"
    ),
    "cited": Cited("somebody else"),
}


def verdict(check: Check) -> Verdict:
    return verdict_of(check, Premises(proof()))


@pytest.mark.parametrize("name", PROVED)
def test_a_true_claim_is_proved(name: str) -> None:
    found = verdict(PROVED[name])
    assert found.status is Status.PROVED, found.evidence


@pytest.mark.parametrize("name", REFUTED)
def test_a_false_claim_is_refuted_with_evidence(name: str) -> None:
    found = verdict(REFUTED[name])
    assert found.status is Status.REFUTED, found.evidence
    assert found.evidence


@pytest.mark.parametrize("name", UNDECIDED)
def test_a_claim_out_of_reach_is_left_undecided(name: str) -> None:
    found = verdict(UNDECIDED[name])
    assert found.status is Status.UNDECIDED, found.evidence
    assert found.evidence


@pytest.mark.parametrize("name", PROVED)
def test_a_proved_claim_has_a_mutant_that_is_refuted(name: str) -> None:
    statuses = {verdict(mutant.check).status for mutant in mutants(PROVED[name])}
    assert Status.REFUTED in statuses


def test_a_witness_against_a_definition_says_so() -> None:
    assert "fails" not in verdict(REFUTED["real-arithmetic"]).evidence
    assert verdict(REFUTED["undefined premise"]).evidence.endswith(", where y != 0 fails")


def test_a_trial_is_consistent_at_best() -> None:
    harmless = Trial(
        start=(("S", "0"),), inputs=("t",), update=(("S", "S + t"),), given=(), then="S >= 0"
    )
    assert verdict(harmless).status is Status.CONSISTENT


def test_a_trial_tells_after_how_many_terms_it_broke() -> None:
    counting = Trial(
        start=(("n", "0"),), inputs=(), update=(("n", "n + 1"),), given=(), then="n < 3"
    )
    assert "after 3 terms" in verdict(counting).evidence


def test_the_witness_of_a_vector_claim_is_a_set_of_vectors() -> None:
    found = verdict(Reals(vectors=("G", "H"), given=("norm(G) == 1",), then="dot(G, H) <= 0"))
    assert "G = (" in found.evidence
    assert "H = (" in found.evidence


def test_a_witness_that_is_not_confirmed_refutes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sam_theory.proofs.real_arithmetic.confirmed", lambda *given: False)
    assert verdict(REFUTED["real-arithmetic"]).status is Status.UNDECIDED
    assert verdict(PROVED["exists"]).status is Status.UNDECIDED


def test_premises_that_are_not_needed_are_not_counted_as_used() -> None:
    step = Step(
        name="s",
        claim="",
        check=Reals(given=("needed: x > 1", "idle: y > 0", "also idle: x > 0"), then="x**2 > 1"),
    )
    assert check_step(step, proof(step)).used == {"needed"}


def test_of_two_premises_that_do_the_same_one_is_used() -> None:
    step = Step(name="s", claim="", check=Reals(given=("a: x > 1", "b: x > 1"), then="x**2 > 1"))
    assert len(check_step(step, proof(step)).used) == 1


def test_a_conclusion_that_rests_on_nothing_is_undecided() -> None:
    part = Part(text="all is well")
    assert Report(proof(), ()).part(part).status is Status.UNDECIDED


def test_a_premise_may_be_the_claim_of_an_earlier_step_only() -> None:
    first = Step(name="a", claim="", check=Reals(given=("x > 1",), then="x**2 > 1"))
    second = Step(name="b", claim="", check=Reals(given=("@a",), then="x**2 > 0"))
    assert check_step(second, proof(first, second)).verdict.status is Status.PROVED
    require_order(proof(first, second))
    with pytest.raises(ValueError, match="earlier"):
        require_order(proof(second, first))


OPEN = Reals(given=("x > 0",), then="exp(x) > 1 + x")  # true, and out of reach


FALSE = Reals(then="x >= 0")


TRUE = Reals(given=("x > 1",), then="x**2 > x")


@pytest.mark.parametrize(
    ("obligations", "said"),
    [
        ((OPEN,), "obligation 1 of 1 is undecided"),
        ((OPEN, TRUE), "obligation 1 of 2 is undecided"),
        ((TRUE, OPEN), "obligation 2 of 2 is undecided"),
        ((TRUE, OPEN, TRUE), "obligation 2 of 3 is undecided"),
        ((TRUE, FALSE), "obligation 2 of 2 is refuted"),
        ((TRUE, FALSE, OPEN), "obligation 2 of 3 is refuted"),
        ((TRUE, TRUE), None),
    ],
)
def test_an_argument_is_proved_only_if_every_obligation_is(
    obligations: tuple[Reals, ...], said: str | None
) -> None:
    found = verdict(Argument(rule="cases", obligations=obligations))
    assert found.status is (Status.PROVED if said is None else Status.UNDECIDED)
    assert said is None or found.evidence.startswith(said)


def test_a_conclusion_is_open_where_an_obligation_of_its_argument_is() -> None:
    for obligations, status in (((TRUE, OPEN), Status.UNDECIDED), ((TRUE, TRUE), Status.PROVED)):
        step = Step(name="s", claim="", check=Argument(rule="cases", obligations=obligations))
        whole = proof(step)
        report = Report(whole, (check_step(step, whole),))
        assert report.part(Part(text="all is well", rests_on=("s",))).status is status
