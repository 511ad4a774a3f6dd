"""First-order claims over the reals, decided by z3 and refuted by confirmed witnesses."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property

import z3

from sam_theory.proofs.claim import Claim
from sam_theory.proofs.evaluating import confirmed, show
from sam_theory.proofs.language import Unsupported, all_names
from sam_theory.proofs.proof import Exists
from sam_theory.proofs.solver import EFFORT, QUICK_EFFORT, Formula, Terms, ask
from sam_theory.proofs.terms import INDEX
from sam_theory.proofs.witness import simple_point
from sam_theory.verdict import Verdict, proved, refuted, undecided

GUESSES = 24  # partial assignments tried where a claim resists
SIMPLE = (z3.Q(0, 1), z3.Q(1, 4), z3.Q(1, 2), z3.Q(1, 1), z3.Q(2, 1))


@dataclass(frozen=True)
class Asked:
    """A claim as terms of z3."""

    claim: Claim

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.claim.vectors)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        return tuple(self.terms.formula(text) for text in self.claim.given)

    @cached_property
    def conclusion(self) -> Formula:
        return self.terms.formula(self.claim.then)


def decide(claim: Claim, *, quick: bool = False) -> Verdict:
    """Proved, refuted with a confirmed witness, or undecided.

    `quick` gives up sooner and looks for no witness. Premises that contradict each other prove
    nothing, except where a contradiction is what the claim says.
    """
    asked = Asked(claim)
    try:
        questions = _questions(asked)
    except Unsupported as reason:
        return undecided(str(reason))
    for premises, need, what in questions:
        constraints = [*asked.terms.background(), *premises, z3.Not(need)]
        answer, model = _answer(asked, constraints, quick)
        if answer == "unknown":
            return undecided(f"z3 gave up on {what}")
        if answer == "sat":
            return undecided("it fails") if quick else _refutation(asked, constraints, model, what)
    if not quick and claim.then != "False" and vacuous(asked):
        return undecided("the premises contradict each other, so the claim says nothing")
    return proved("z3: the negation has no real solution")


def _answer(asked: Asked, constraints: list[z3.ExprRef], quick: bool) -> tuple[str, object]:
    """z3's answer: with little effort, then at simple values of some variables, then fully."""
    answer, model = ask(*constraints, effort=QUICK_EFFORT)
    if answer != "unknown" or quick:
        return answer, model
    variables = [z3.Real(name) for name in asked.claim.scalars]
    variables += [x for v in asked.claim.vectors for x in asked.terms.coordinates(v)]
    rng = random.Random(0)
    for _ in range(GUESSES):
        chosen = rng.sample(variables, len(variables) // 2)
        pins = [x == rng.choice(SIMPLE) for x in chosen]
        answer, model = ask(*constraints, *pins, effort=QUICK_EFFORT // 4)
        if answer == "sat":
            return answer, model
    return ask(*constraints, effort=EFFORT)


def _questions(asked: Asked) -> list[tuple[list[z3.ExprRef], z3.ExprRef, str]]:
    """What must follow from the premises: the conclusion is defined, and it holds.

    Of a premise nothing is asked: a quotient by 0 in it is some number of which nothing is known.
    """
    given = [formula.truth for formula in asked.formulas]
    needs = [(given, need, text) for text, need in asked.conclusion.needs]
    return [*needs, (given, asked.conclusion.truth, asked.claim.then)]


def _refutation(asked: Asked, constraints: list[z3.ExprRef], model: object, what: str) -> Verdict:
    """A witness whose values the variables can have, and at which all premises are defined."""
    if asked.claim.bound:
        return undecided(f"it does not follow for any value of {', '.join(asked.claim.bound)}")
    possible = [*constraints, *_possible(asked)]
    answer, better = ask(*possible)
    if answer != "sat":
        where = show(simple_point(asked.terms, asked.claim.scalars, constraints, model))
        return undecided(f"it does not follow where {where}, which may never occur")
    constraints, model = possible, better
    point = simple_point(asked.terms, asked.claim.scalars, constraints, model)
    false = asked.claim.then if what == asked.claim.then else None
    if not confirmed(point, asked.claim.given, false, asked.claim.vectors):
        return undecided(f"z3's model {show(point)} could not be confirmed")
    failing = "" if what == asked.claim.then else f", where {what} fails"
    return refuted(f"witness: {show(point)}{failing}")


def _possible(asked: Asked) -> list[z3.ExprRef]:
    needs = [need for formula in asked.formulas for _, need in formula.needs]
    apart = [asked.terms.formula(text).truth for text in asked.claim.apart]
    return [*needs, *apart, *(z3.IsInt(z3.Real(name)) for name in asked.claim.integers)]


def vacuous(asked: Asked) -> bool:
    """Whether the premises contradict each other, so that the claim says nothing."""
    answer, _ = ask(*asked.terms.background(), *(f.truth for f in asked.formulas))
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
