"""The lemmas about sequences: what each asks, from the statement of its proof, and what varies."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from sam_theory.falsifying.sequences.deciding import decide, polynomial
from sam_theory.falsifying.sequences.example import Example
from sam_theory.proofs.statement import Given, Statement
from sam_theory.proofs.terms import free_names, head, read
from sam_theory.statements import formulas
from sam_theory.verdict import Verdict, proved, undecided, worst

KL_KEYS = frozenset(word.key for word in formulas.KL)


@dataclass(frozen=True, kw_only=True)
class Demand:
    """A hypothesis of a lemma, as claims that are decided one by one, and as the words it is of.

    `numbers` are those under which `show` prints it for the theorem; of none where that theorem
    does not say it. One that `stands` is a part of what the lemma is about, and is never dropped.
    """

    key: str
    text: str
    claims: tuple[str, ...]
    words: tuple[Given, ...]
    numbers: tuple[int, ...] = ()
    stands: bool = False
    weaker: tuple[Demand, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What of a statement about sequences is not in its formulas.

    `numbers` are, by keys of hypotheses, the numbers that `show` gives them; `weaker` words, with
    their formulas, that follow from a hypothesis.
    """

    sequences: tuple[str, ...]
    functions: tuple[str, ...] = ()  # f, then its derivative
    points: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    weaker: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Lemma:
    """A statement about sequences: what it asks, and what it says of them."""

    name: str
    shape: Shape
    demands: tuple[Demand, ...]
    conclusion: Given


def weak(key: str, text: str, formula: str) -> tuple[Given, ...]:
    """One weaker word."""
    return (Given(key=key, text=text, formula=formula),)


SHAPES: Mapping[str, Shape] = {
    "khanh-b.1": Shape(
        sequences=("alpha", "beta", "gamma"),
        numbers={"recursion": (1,), "bounded": (2,), "divergent": (3,), "summable": (4,)}
        | {"weighted": (5,)},
        weaker={
            "recursion": weak(
                "recursion-often",
                "αₖ₊₁ − αₖ ≤ βₖαₖ + γₖ for infinitely many k",
                "frequently(k, alpha[k + 1] - alpha[k] <= beta[k]*alpha[k] + gamma[k])",
            ),
            "summable": weak("gamma-vanishes", "γₖ → 0", "tends(k, gamma[k], 0)"),
            "weighted": weak("weighted-vanishes", "βₖαₖ² → 0", "tends(k, beta[k]*alpha[k]**2, 0)"),
        },
    ),
    "khanh-b.2": Shape(
        sequences=("x", "d"),
        points=("xbar",),
        numbers={"accumulation": (1,), "summable": (2, 4), "zero": (3, 5)},
        weaker={
            "summable": weak(
                "work-vanishes",
                "‖xᵏ⁺¹ − xᵏ‖‖dᵏ‖ → 0",
                "tends(k, norm(x[k + 1] - x[k])*norm(d[k]), 0)",
            ),
        },
    ),
    "khanh-b.3": Shape(
        sequences=("x",),
        functions=("f", "grad"),
        points=("xbar",),
        shares=("sigma",),
        numbers={"H1": (1,), "H2": (2,), "accumulation": (3,), "kl": (4,)},
        weaker={
            "H1": (formulas.DECREASE,),
        },
    ),
}


def lemma(name: str, statement: Statement) -> Lemma:
    """The statement of a proof as a lemma about sequences; `name` is one of SHAPES."""
    shape = SHAPES[name]
    demands = [_demand(word, shape) for word in statement.hypotheses if word.key not in KL_KEYS]
    kl = [word for word in statement.hypotheses if word.key in KL_KEYS]
    if kl:
        claims = tuple(word.formula for word in kl)
        demands.append(
            Demand(
                key="kl",
                text="f has the KL property at the accumulation point x̄",
                claims=claims,
                words=tuple(kl),
                numbers=shape.numbers.get("kl", ()),
            )
        )
    (conclusion,) = statement.conclusions
    return Lemma(name=name, shape=shape, demands=tuple(demands), conclusion=conclusion)


def _demand(word: Given, shape: Shape) -> Demand:
    return Demand(
        key=word.key,
        text=word.text,
        claims=tuple(_split(word.formula)),
        words=(word,),
        numbers=shape.numbers.get(word.key, ()),
        stands=word.key == formulas.SMOOTH.key,
        weaker=tuple(_demand(w, replace(shape, weaker={})) for w in shape.weaker.get(word.key, ())),
    )


def _split(formula: str) -> list[str]:
    """A conjunction, or one for all k, as its parts, which speak of fewer sequences each."""
    node = read(formula)
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        return [claim for part in node.values for claim in _split(ast.unparse(part))]
    if isinstance(node, ast.Call) and head(node) == "always":
        index, claim = node.args
        if isinstance(claim, ast.BoolOp) and isinstance(claim.op, ast.And):
            return [f"always({ast.unparse(index)}, {ast.unparse(part)})" for part in claim.values]
    return [formula]


@lru_cache(maxsize=1024)
def names_of(claim: str) -> frozenset[str]:
    """The sequences, functions and numbers of which a claim speaks."""
    return free_names(read(claim))


def holds(demand: Demand, example: Example) -> Verdict:
    """Whether the sequences satisfy a hypothesis."""
    if demand.key == "kl":
        return kl_property(example)
    return worst(decide(claim, example) for claim in demand.claims)


def kl_property(example: Example) -> Verdict:
    """Polynomials have it at every point (Łojasiewicz)."""
    if polynomial(example.node("f")):
        return proved("f is a polynomial, hence has the KL property with φ = Ms^(1−q)")
    return undecided("not known whether f has the KL property")
