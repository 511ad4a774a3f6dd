"""Each way of checking: what it proves, what it refutes with a witness, what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from proving import proof, report

from sam_theory.proofs.mutation import mutants
from sam_theory.proofs.proof import (
    Block,
    Check,
    Cited,
    Exists,
    Identity,
    Limit,
    Number,
    Orbit,
    Read,
    Reals,
    Schedules,
    Series,
    Step,
    hypothesis,
    step,
)
from sam_theory.proofs.terms import free_names, read
from sam_theory.verdict import Status, Verdict


@dataclass(frozen=True)
class Claimed:
    """A claim over the reals and over vectors F, G, H, from premises that are hypotheses."""

    then: str
    given: tuple[str, ...] = ()


PROVED: dict[str, Check | Claimed] = {
    "identity": Identity(equation="(a + b)**2 == a**2 + 2*a*b + b**2"),
    "identity of vectors": Claimed(then="sq(G - H) == sq(G) - 2*dot(G, H) + sq(H)"),
    "identity of a positive variable": Identity(given=("x > 0",), equation="sqrt(x**2) == x"),
    "identity of positive variables": Identity(
        given=("x > 0", "0 < y", "y > 0"), equation="sqrt(x**2*y**2) == x*y == y*x"
    ),
    "identity with a denominator": Identity(given=("x > 0",), equation="x/x == 1"),
    "identity of π": Identity(equation="(pi + 1)**2 - pi**2 == 2*pi + 1"),
    "identity of a logarithm": Identity(given=("x > 0",), equation="log(x**2) == 2*log(x)"),
    "identity of functions": Identity(equation="abs(-x) + sin(x)**2 == abs(x) + 1 - cos(x)**2"),
    "real-arithmetic": Claimed(given=("p > 1",), then="p**2 > p"),
    "a quotient": Claimed(given=("p > 1", "q > 0"), then="q/p < q"),
    "a quotient by a number": Claimed(given=("p > 1",), then="p/2 > 1/2"),
    "equal quotients": Claimed(given=("q != 0",), then="p/q - p/q == 0"),
    "roots": Claimed(given=("p >= 0",), then="sqrt(p)*sqrt(p) == p and sqrt(p) >= 0"),
    "functions": Claimed(then="max(p, q) >= min(p, q) and abs(p) >= p and max(p, -p) == abs(p)"),
    "the least": Claimed(given=("p < q",), then="min(p, q) == p and min(q, p) == p"),
    "connectives": Claimed(given=("p > 0 or q > 0", "not p > 0"), then="q > 0 and q != 0"),
    "an implication": Claimed(given=("implies(p > 0, q > 0)", "p > 0"), then="q > 0"),
    "orthogonal vectors": Claimed(given=("dot(G, H) == 0",), then="sq(G - H) == sq(G) + sq(H)"),
    "the norm of a square": Claimed(given=("sq(G) == 4",), then="norm(G) == 2"),
    "three vectors": Claimed(
        given=("dot(F, G) == 0", "dot(F, H) == 0", "dot(G, H) == 0"),
        then="sq(F + G + H) == sq(F) + sq(G) + sq(H)",
    ),
    "a norm": Claimed(then="norm(G + H) <= norm(G) + norm(H)"),
    "Cauchy and Schwarz": Claimed(then="dot(G, H) <= norm(G)*norm(H)"),
    "a bound of π from above": Claimed(then="pi < 355/113"),
    "a bound of π from below": Claimed(then="pi > 333/106"),
    "exists": Exists(such_that=("p**2 == 2", "p < 0")),
    "contradiction": Claimed(given=("p > 0", "p < 0"), then="False"),
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
    "limit": Limit(expression="p*x/(x + 1)", variable="x", to="oo", value="p"),
    "limit in other words": Limit(
        expression="x*(p + 1)**2/(x + 1)", variable="x", to="oo", value="p**2 + 2*p + 1"
    ),
}


REFUTED: dict[str, Check | Claimed] = {
    "π above its bound": Claimed(then="pi > 355/113"),
    "identity": Identity(equation="(a + b)**2 == a**2 + b**2"),
    "identity of vectors": Claimed(then="sq(G - H) == sq(G) - sq(H)"),
    "identity that is undefined": Identity(given=("r >= 0",), equation="r/r == 1"),
    "identity, one link of two": Identity(equation="a + b == b + a == a"),
    "identity of two vectors": Claimed(then="dot(G, H) == 0"),
    "identity of numbers": Identity(equation="2 + 2 == 5"),
    "identity, 1 too large": Identity(equation="x + 1 == x"),
    "identity under a premise": Identity(given=("x > 3",), equation="x == abs(x) + x/x"),
    "real-arithmetic": Claimed(given=("p > 0",), then="p**2 > p"),
    "the sign of a product": Claimed(then="p*q <= 0 or p > 0"),
    "an equation with a root": Claimed(given=("p > 0",), then="sqrt(p)*sqrt(p) != p"),
    "a root of what may be negative": Claimed(then="sqrt(p) >= 0"),
    "the greatest": Claimed(then="max(p, q) == p"),
    "the least": Claimed(then="min(p, q) == p"),
    "an implication": Claimed(given=("implies(p > 0, q > 0)",), then="q > 0"),
    "independent vectors": Claimed(then="dot(F, G)*dot(G, H)*dot(F, H) >= 0"),
    "an irrational witness": Claimed(given=("p > 0",), then="p**2 != 2"),
    "vectors": Claimed(then="dot(G, H) == norm(G)*norm(H)"),
    "a quotient that is not defined": Claimed(given=("p > 0",), then="p/0 == p/0"),
    "undefined premise": Claimed(given=("p/q > 0",), then="p > 0"),
    "exists": Exists(such_that=("p**2 == -1",)),
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
    "limit": Limit(expression="x/(x + 1)", variable="x", to="oo", value="2"),
    "limit, 1 too small": Limit(expression="x/(x + 1)", variable="x", to="oo", value="0"),
}


UNDECIDED: dict[str, Check | Claimed] = {
    "identity": Identity(given=("x > 0",), equation="atan(x) + atan(1/x) == pi/2"),
    "premises of an identity that no sample meets": Identity(
        given=("b**2 == a",), equation="abs(a) == a"
    ),
    "identity of an undefined logarithm": Identity(equation="exp(log(x)) == x"),
    "identity of an undefined power": Identity(equation="(x**(1/2))**2 == x"),
    "real-arithmetic": Claimed(given=("p > 0",), then="exp(p) > 1 + p"),
    "contradictory premises": Claimed(given=("p > 0", "p < 0"), then="p == 7"),
    "exists": Exists(such_that=("sin(p) > 0",)),
    "number": Number(relation="sqrt(2)*sqrt(3) == sqrt(6)"),
    "number, of itself": Number(relation="pi != pi"),
    "number, not strictly": Number(relation="sqrt(2)*sqrt(3) <= sqrt(6)"),
    "number beside an undefined one": Number(relation="pi > 3", where=(("x", "1/0"),)),
    "schedules": Schedules(key="step-vanishes", step="1/(k*(1 + sin(k))**2)"),
    "limit": Limit(expression="x**(1 - p)", variable="x", to="oo", value="0"),
    "cited": Cited("somebody else"),
}


def verdict(check: Check | Claimed) -> Verdict:
    """The verdict on a check, or on a claim for all values of its variables."""
    if not isinstance(check, Claimed):
        return report(proof(Step(name="s", check=check))).checked[-1].verdict
    whole = (
        f"implies({' and '.join(f'({g})' for g in check.given)}, {check.then})"
        if check.given
        else check.then
    )
    names = sorted(free_names(read(whole)))
    then = f"forall({', '.join(names)}, {whole})" if names else whole
    steps = Step(name="s", check=Reals(then=then))
    return report(proof(steps, vectors=("F", "G", "H"))).checked[-1].verdict


def changes(check: Check | Claimed) -> list[Check | Claimed]:
    if isinstance(check, Claimed):
        found = mutants(Reals(then=check.then))
        return [Claimed(m.check.then, check.given) for m in found if isinstance(m.check, Reals)]
    return [mutant.check for mutant in mutants(check)]


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


@pytest.mark.parametrize("name", sorted(set(PROVED) - {"contradiction"}))
def test_a_proved_claim_has_a_mutant_that_is_refuted(name: str) -> None:
    assert Status.REFUTED in {verdict(change).status for change in changes(PROVED[name])}


@pytest.mark.parametrize(
    ("then", "status"),
    [
        ("summable(k, 1/k**2)", Status.PROVED),
        ("summable(k, 1/k)", Status.REFUTED),
        ("diverges(k, 1/k)", Status.PROVED),
        ("diverges(k, 1/k**2)", Status.REFUTED),
        ("tends(k, 1/k, 0)", Status.PROVED),
        ("tends(k, 1 + 1/k, 0)", Status.REFUTED),
        ("bounded(k, 1 - 1/(k + 1))", Status.PROVED),
        ("bounded(k, k)", Status.REFUTED),
        ("summable(k, -k)", Status.UNDECIDED),
        ("bounded(k, -k)", Status.UNDECIDED),
        ("tends(k, 1/k, 1)", Status.UNDECIDED),
        ("summable(k, 1/q**2)", Status.UNDECIDED),
        ("accumulates(k, 1/k, 0)", Status.UNDECIDED),
    ],
)
def test_facts_about_explicit_sequences(then: str, status: Status) -> None:
    assert verdict(Series(then=then)).status is status


def test_what_is_read_is_consistent_at_best() -> None:
    found = verdict(Read(then="1 > 0", why="it is plain"))
    assert found.status is Status.CONSISTENT
    assert found.evidence == "rule read: it is plain"
    whole = proof(
        Step(name="a", check=Read(then="1 > 0", why="it is plain")),
        Step(name="b", check=Reals(then="2 > 1", given=(step("a"),))),
        shows={"c": "2 > 1"},
    )
    assert report(whole).conclusion.status is Status.CONSISTENT


def test_a_witness_against_a_definition_says_so() -> None:
    assert "fails" not in verdict(REFUTED["real-arithmetic"]).evidence
    undefined = verdict(REFUTED["a root of what may be negative"])
    assert undefined.evidence.endswith(", where p >= 0 fails")


def test_the_witness_of_a_vector_claim_is_a_set_of_vectors() -> None:
    found = verdict(Claimed(given=("norm(G) == 1",), then="dot(G, H) <= 0"))
    assert "G = (" in found.evidence
    assert "H = (" in found.evidence


def test_a_witness_that_is_not_confirmed_refutes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sam_theory.proofs.real_arithmetic.confirmed", lambda *given: False)
    assert verdict(Claimed(then="p > 0", given=("p > -1",))).status is Status.UNDECIDED
    assert verdict(PROVED["exists"]).status is Status.UNDECIDED


def test_what_rests_on_a_cited_step_is_undecided() -> None:
    whole = proof(
        Step(name="a", check=Cited("somebody else", "q > 1")),
        Step(name="b", check=Reals(then="q > 0", given=(step("a"),))),
        given={"q": "q != 0"},
        shows={"c": "q > 0"},
    )
    found = report(whole)
    assert found.checked[-1].verdict.status is Status.PROVED
    assert found.conclusion.status is Status.UNDECIDED
    assert "a is undecided" in found.part(found.proof.parts[0]).evidence


def test_premises_tell_where_they_are_from() -> None:
    inner = Step(name="b", check=Reals(then="q > 0", given=(hypothesis("q"),)))
    whole = proof(Step(name="a", check=Block(steps=(inner,))), given={"q": "q > 1"})
    found = report(whole).checked
    assert [c.step.name for c in found] == ["b", "a"]
    assert found[0].within == ("a",)
    assert [p.ref.kind for p in found[0].premises] == ["hypothesis"]
