"""First-order claims over the reals, decided by z3 and refuted by confirmed witnesses."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property

import z3

from sam_theory.proofs.language import Unsupported, all_names
from sam_theory.proofs.proof import Exists
from sam_theory.proofs.solver import EFFORT, QUICK_EFFORT, Formula, Terms, ask
from sam_theory.proofs.terms import INDEX
from sam_theory.proofs.witness import confirmed, show, simple_point
from sam_theory.verdict import Verdict, proved, refuted, undecided

GUESSES = 24  # partial assignments tried where a claim resists
SIMPLE = (z3.Q(0, 1), z3.Q(1, 4), z3.Q(1, 2), z3.Q(1, 1), z3.Q(2, 1))


@dataclass(frozen=True)
class Claim:
    """∀ variables: givens ⟹ then, as text and as terms of z3.

    What follows is about the values that a witness against the claim may give to variables that
    stand for something: `integers` are natural numbers; `apart` are formulas that hold where
    different variables can have any values, as those of f(y) and f(z) can where y ≠ z; a variable
    that is `bound` to a meaning, such as that of exp(a), can not have any value.
    """

    given: tuple[str, ...]
    then: str
    vectors: tuple[str, ...]
    integers: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.vectors)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        return tuple(self.terms.formula(text) for text in self.given)

    @cached_property
    def conclusion(self) -> Formula:
        return self.terms.formula(self.then)

    @property
    def scalars(self) -> tuple[str, ...]:
        return tuple(n for n in all_names((*self.given, self.then)) if n not in self.vectors)


def decide(claim: Claim, *, quick: bool = False) -> Verdict:
    """Proved, refuted with a confirmed witness, or undecided.

    `quick` gives up sooner and looks for no witness. Premises that contradict each other prove
    nothing, except where a contradiction is what the claim says.
    """
    try:
        questions = _questions(claim)
    except Unsupported as reason:
        return undecided(str(reason))
    for premises, need, what in questions:
        constraints = [*claim.terms.background(), *premises, z3.Not(need)]
        answer, model = _answer(claim, constraints, quick)
        if answer == "unknown":
            return undecided(f"z3 gave up on {what}")
        if answer == "sat":
            return undecided("it fails") if quick else _refutation(claim, constraints, model, what)
    if not quick and claim.then != "False" and vacuous(claim):
        return undecided("the premises contradict each other, so the claim says nothing")
    return proved("z3: the negation has no real solution")


def _answer(claim: Claim, constraints: list[z3.ExprRef], quick: bool) -> tuple[str, object]:
    """z3's answer: with little effort, then at simple values of some variables, then fully."""
    answer, model = ask(*constraints, effort=QUICK_EFFORT)
    if answer != "unknown" or quick:
        return answer, model
    variables = [z3.Real(name) for name in claim.scalars]
    variables += [x for v in claim.vectors for x in claim.terms.coordinates(v)]
    rng = random.Random(0)
    for _ in range(GUESSES):
        chosen = rng.sample(variables, len(variables) // 2)
        pins = [x == rng.choice(SIMPLE) for x in chosen]
        answer, model = ask(*constraints, *pins, effort=QUICK_EFFORT // 4)
        if answer == "sat":
            return answer, model
    return ask(*constraints, effort=EFFORT)


def _questions(claim: Claim) -> list[tuple[list[z3.ExprRef], z3.ExprRef, str]]:
    """What must follow from the premises: the conclusion is defined, and it holds.

    Of a premise nothing is asked: a quotient by 0 in it is some number of which nothing is known.
    """
    given = [formula.truth for formula in claim.formulas]
    needs = [(given, need, text) for text, need in claim.conclusion.needs]
    return [*needs, (given, claim.conclusion.truth, claim.then)]


def _refutation(claim: Claim, constraints: list[z3.ExprRef], model: object, what: str) -> Verdict:
    """A witness whose values the variables can have, and at which all premises are defined."""
    if claim.bound:
        return undecided(f"it does not follow for any value of {', '.join(claim.bound)}")
    possible = [*constraints, *_possible(claim)]
    answer, better = ask(*possible)
    if answer != "sat":
        where = show(simple_point(claim.terms, claim.scalars, constraints, model))
        return undecided(f"it does not follow where {where}, which may never occur")
    constraints, model = possible, better
    point = simple_point(claim.terms, claim.scalars, constraints, model)
    false = claim.then if what == claim.then else None
    if not confirmed(point, claim.given, false, claim.vectors):
        return undecided(f"z3's model {show(point)} could not be confirmed")
    failing = "" if what == claim.then else f", where {what} fails"
    return refuted(f"witness: {show(point)}{failing}")


def _possible(claim: Claim) -> list[z3.ExprRef]:
    needs = [need for formula in claim.formulas for _, need in formula.needs]
    apart = [claim.terms.formula(text).truth for text in claim.apart]
    return [*needs, *apart, *(z3.IsInt(z3.Real(name)) for name in claim.integers)]


def vacuous(claim: Claim) -> bool:
    """Whether the premises contradict each other, so that the claim says nothing."""
    answer, _ = ask(*claim.terms.background(), *(f.truth for f in claim.formulas))
    return answer == "unsat"


def check_exists(claim: Exists, names: frozenset[str]) -> Verdict:
    """The verdict on an existential claim, which a confirmed witness proves.

    `names` are those that stand for vectors.
    """
    vectors = tuple(n for n in all_names(claim.such_that) if n in names)
    try:
        terms = Terms(vectors)
        formulas = [terms.formula(text) for text in claim.such_that]
    except Unsupported as reason:
        return undecided(str(reason))
    needs = [need for formula in formulas for _, need in formula.needs]
    constraints = [*(formula.truth for formula in formulas), *needs]
    constraints += terms.background()
    for index in (z3.Real(n) for n in all_names(claim.such_that) if INDEX.match(n)):
        constraints += [z3.IsInt(index), index >= 1]
    answer, model = ask(*constraints)
    if answer == "unsat":
        return refuted("z3: the conditions have no common solution")
    if answer == "unknown":
        return undecided("z3 gave up")
    scalars = [n for n in all_names(claim.such_that) if n not in vectors]
    point = simple_point(terms, scalars, constraints, model)
    if not confirmed(point, claim.such_that, None, vectors):
        return undecided(f"z3's model {show(point)} could not be confirmed")
    return proved(f"for example {show(point)}")
