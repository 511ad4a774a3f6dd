"""What is weaker than the hypotheses of the lemmas follows from them, by the kernel."""

from __future__ import annotations

import pytest
from holding import LIBRARY
from proving import find

from sam_theory.falsifying.sequences.example import Example
from sam_theory.falsifying.sequences.lemmas import SHAPES, Demand, kl_property, lemma
from sam_theory.proofs.derived import terms_vanish
from sam_theory.proofs.kernel import beginning, concluded
from sam_theory.proofs.proof import Proof, Statement, Step, hypothesis
from sam_theory.proofs.reporting import report_all
from sam_theory.proofs.writing import follows
from sam_theory.verdict import Status

pytest.importorskip("z3")
WORK = "norm(x[k + 1] - x[k])*norm(d[k])"


def vanish(term: str, key: str) -> tuple[Step, ...]:
    return terms_vanish("its terms vanish", term, hypothesis(key))


WEAKER = [
    (demand, weaker)
    for name in SHAPES
    for demand in lemma(name, find(name).statement).demands
    for weaker in demand.weaker
]
PROOFS = {
    "gamma-vanishes": vanish("gamma[k]", "summable"),
    "weighted-vanishes": vanish("beta[k]*alpha[k]**2", "weighted"),
    "work-vanishes": vanish(WORK, "summable"),
    "recursion-often": (
        follows(
            "often",
            "frequently(k, alpha[k + 1] - alpha[k] <= beta[k]*alpha[k] + gamma[k])",
            hypothesis("recursion"),
        ),
    ),
    "decrease": (follows("falls", "eventually(k, f(x[k + 1]) <= f(x[k]))", hypothesis("H1")),),
}


@pytest.mark.parametrize(("demand", "weaker"), WEAKER, ids=[w.key for _, w in WEAKER])
def test_what_is_weaker_follows(demand: Demand, weaker: Demand) -> None:
    (word,) = weaker.words
    proof = Proof(
        name="weaker",
        summary="",
        source="",
        statement=Statement(hypotheses=demand.words, conclusions=(word,)),
        steps=PROOFS[weaker.key],
        parts=(),
        outcome="",
    )
    found = report_all([proof], find)["weaker"]
    assert all(c.verdict.status is Status.PROVED for c in found.checked), found.checked
    concluded(beginning(proof), proof, word, found.checked[-1].formula)


def test_a_demand_is_split_into_claims_of_fewer_names() -> None:
    signs, *_ = lemma("khanh-b.1", find("khanh-b.1").statement).demands
    assert len(signs.claims) == 3
    kl = lemma("khanh-b.3", find("khanh-b.3").statement).demands[-1]
    assert (kl.key, len(kl.words)) == ("kl", 5)


def test_only_polynomials_are_known_to_have_the_kl_property() -> None:
    known = Example(sequences={}, functions={"f": "k**4/4 - k**2/2"})
    assert kl_property(known).status == "proved"
    for formula in ("exp(-1/k**2)", "k**(1/2)", "k**(-1)"):
        assert kl_property(Example(sequences={}, functions={"f": formula})).status == "undecided"


def test_the_lemmas_are_theorems_of_the_catalogue() -> None:
    assert set(SHAPES) <= set(LIBRARY.entries("theorems"))
