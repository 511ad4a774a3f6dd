"""No false proof is accepted, refusals name the place, and nothing malformed is a traceback."""

from __future__ import annotations

import pytest
from proofs.false_indices import INDICES
from proofs.false_premises import CONCLUSIONS, PREMISES
from proofs.false_proofs import Falsehood, block, of, reals
from proofs.false_quantifiers import QUANTIFIERS
from proofs.false_reals import REALS
from proofs.false_sums import SUMS
from proofs.false_symbols import SYMBOLS
from proofs.false_theorems import THEOREMS
from proving import proof, report

from sam_theory.proofs.proof import (
    Check,
    Choose,
    Define,
    Exists,
    Identity,
    Limit,
    Number,
    Part,
    Reals,
    Rule,
    Series,
    Uses,
    hypothesis,
)
from sam_theory.verdict import Status

ALL = PREMISES | CONCLUSIONS | QUANTIFIERS | INDICES | SUMS | REALS | THEOREMS | SYMBOLS


@pytest.mark.parametrize("case", ALL.values(), ids=ALL)
def test_no_false_proof_is_accepted(case: Falsehood) -> None:
    found = report(*case.proofs)
    verdict = found.part(found.proof.parts[0])
    open_steps = [c for c in found.checked if c.verdict.status is not Status.PROVED]
    told = [verdict.evidence, *(f"{c.step.name}: {c.verdict.evidence}" for c in open_steps)]
    assert verdict.status is not Status.PROVED
    assert any(place in " ".join(told) for place in case.place), told


FORMULAS = (
    *("c >", "", "\n", "c; d", "c = 1", "(c := 1)", "'a'", "[c]", "c.real", "f(*c) > 0", "c\0 > 0"),
    *("c in t", "c is c", "not c in t", "c % 2 > 0", "y > 0", "1 == y", "y*y == 0", "c/y == c"),
    *(
        "f(c)(c) > 0",
        "t[1:2] > 0",
        "t[k, m] > 0",
        "forall()",
        "always(k)",
        "tends(k)",
        "total(i) > 0",
    ),
    *("implies(c > 0)", "norm() > 0", "norm(y, z) > 0", "dot(y) > 0", "dot(y, z, w) > 0"),
    *(
        "1e400 > 0",
        "c > " + "1" * 5000,
        "total(i, 1, 10**9, t[i]) > 0",
        "total(i, 1, 999999, t[i]) > 0",
    ),
    *("+".join(["c"] * 3000) + " > 0", "-" * 3000 + "1 > 0", "(" * 300 + "c > 0" + ")" * 300),
    *("forall(pi, pi > 0)", "pi() > 0", "norm[1] > 0", "inverse(c) > 0", "forall(r, r > 0) == 1"),
    *("_ > 0", "f(c > 0) > 0", "print(c)", "always(k, c)", "c and c", "lambda: 0", "await c"),
)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_malformed_formula_is_no_fact_and_no_traceback(text: str) -> None:
    given = {"h": "c > 0", "t": "t[1] > 0", "y": "y == z"}
    for found in (
        report(proof(reals("last", text), given=given, shows={"claim": "c > 1"})),
        report(proof(reals("last", "c > 1"), given=given | {"x": text}, shows={"claim": "c > 1"})),
        report(proof(reals("last", "c > 0", hypothesis("h")), given=given, shows={"claim": text})),
        report(
            proof(
                of("last", Define(symbol="u[k]", value=text)), given=given, shows={"claim": "c > 1"}
            )
        ),
    ):
        verdict = found.part(found.proof.parts[0])
        assert verdict.status is not Status.PROVED
        assert verdict.evidence


MALFORMED: dict[str, Check] = {
    "no such rule": Rule(schema="compactness"),
    "a parameter that is no name": Rule(schema="constant", by={"c + 1": "c"}),
    "a parameter without a name": Rule(schema="constant", by={"": "c"}),
    "a sequence that is a number": Rule(schema="terms vanish", by={"a": "c"}),
    "no such proof": Uses(proof="nowhere", conclusion="claim"),
    "a keyword": Choose(names=("lambda",), given=hypothesis("e")),
    "a constant of Python": Choose(names=("None",), given=hypothesis("e")),
    "a name with a blank": Choose(names=("a b",), given=hypothesis("e")),
    "no name": Choose(names=(), given=hypothesis("e")),
    "a letter that Python reads as another": Choose(names=("µ",), given=hypothesis("e")),
    "a definition of a number": Define(symbol="3", value="1"),
    "an index that is ½": Define(symbol="N", value="1/2"),
    "half an expression": Exists(such_that=("c >",)),
    "an inner product of one vector": Exists(such_that=("dot(y) > 0",)),
    "a power that is too high": Exists(such_that=("c**100000 > 2",)),
    "a fact without a limit": Series(then="tends(k, 1/k)"),
    "no fact": Series(then="summable()"),
    "a series of vectors": Series(then="summable(k, norm(k))"),
    "a number with a variable": Number(relation="1 < c"),
    "an identity that is none": Identity(equation="1 < c"),
    "a function that there is not": Identity(equation="foo(c) == foo(c)"),
    "a limit of nothing": Limit(expression="1/", variable="k", to="oo", value="0"),
}


@pytest.mark.parametrize("check", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_check_is_refused(check: Check) -> None:
    given = {"e": "exists(b, b > 0)", "c": "c > 0"}
    (found,) = report(proof(of("last", check), given=given)).checked
    assert found.refused or found.verdict.status is Status.UNDECIDED
    assert found.verdict.evidence


def test_values_of_other_kinds_are_refused_where_they_are_written() -> None:
    for wrong in ("h", None, hypothesis("h"), ("h",), [hypothesis("h")]):
        with pytest.raises(ValueError, match="given of 'last' must be of kind tuple"):
            proof(of("last", Reals(then="c > 0", given=wrong)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="then of 'last' must be of kind str; got 3"):
        proof(of("last", Reals(then=3)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="by of 'last' must be of kind Mapping"):
        proof(of("last", Rule(schema="constant", by={"c": 2})))  # type: ignore[dict-item]


TRUE = (
    *("exists(c, c > 0)", "forall(y, exists(z, y == z))", "pi > 3.14159", "exp(0) == 1"),
    *("eventually(k, k > 5)", "frequently(k, k > 5)", "exists(N, N > 5)", "not exists(c, c*c < 0)"),
    "forall(s, implies(increasing(s), s[2] > s[1]))",
    "forall(t, implies(summable(k, t[k]), tends(k, t[k], 0)))",
    "forall(f, implies(forall(r, f(r) > 0), f(3) > 0))",
    "forall(t, K, N, implies(K == N, t[K] == t[N]))",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_not_refuted(text: str) -> None:
    (found,) = report(proof(reals("last", text))).checked
    assert found.verdict.status is not Status.REFUTED
    (wrong,) = report(proof(reals("last", "forall(c, c > 0)"))).checked
    assert wrong.verdict.status is Status.REFUTED


def test_some_naturals_are_no_reals() -> None:
    (between,) = report(proof(of("last", Exists(such_that=("0 < N", "N < 1"))))).checked
    assert between.verdict.status is Status.REFUTED
    (beyond,) = report(proof(of("last", Exists(such_that=("1 < N", "N < 5/2"))))).checked
    assert (beyond.verdict.status, beyond.verdict.evidence) == (
        Status.PROVED,
        "for example N = 2",
    )


def test_a_step_within_a_block_refutes_nothing() -> None:
    inner = reals("in it", "1 == 1")
    made = proof(block("outer", "", {"a": "1 > 2"}, inner), shows={"claim": "c > 0"})
    found = report(made)
    part = Part(text="claim", conclusion="claim", refuted_by="in it")
    assert found.part(part).status is Status.UNDECIDED
    assert "in it" in found.part(part).evidence
