"""Questions about a sequence, answered or left undecided with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.parts import Parts, joint_parts
from sam_theory.verdict import Status, Verdict, refuted, undecided

STEP, RADIUS, PRODUCT = "tₖ", "ρₖ", "tₖρₖ"
TOO_DEEP = "the formula is nested too deeply"

Question = Callable[[Growth, list[Parts]], Verdict]


def answered(question: Callable[[], Verdict]) -> Verdict:
    """The verdict, or `undecided` with the reason why there is none."""
    try:
        return question()
    except Undefined as undefined_:
        return undecided(f"the formula has no value for infinitely many k: {undefined_}")
    except Undecidable as reason:
        return undecided(str(reason))
    except RecursionError:
        return undecided(TOO_DEEP)


def refuted_if_undefined(question: Callable[[], Verdict]) -> Verdict:
    """The same of a claim about every k: a radius that is undefined for some k fails it."""

    def decided() -> Verdict:
        try:
            return question()
        except Undefined as reason:
            return refuted(f"{RADIUS} is undefined for some k: {reason}")

    return answered(decided)


def asked(nodes: tuple[Node, ...], question: Question) -> Verdict:
    """One question about sequences over the same classes of indices."""
    return answered(lambda: all_asked(nodes, {"": question})[""])


def all_asked(nodes: tuple[Node, ...], questions: Mapping[str, Question]) -> dict[str, Verdict]:
    """Several questions: first of bounds and of some classes of indices, then of each class.

    Raises Undecidable or Undefined where nothing is known of the sequences for large k.
    """
    growth = Growth()
    sequences, found = joint_parts(growth, nodes), {}
    for key, question in questions.items():
        growth.budget.renew()
        found[key] = answered(partial(question, growth, sequences))
    left = [key for key, verdict in found.items() if verdict.status is Status.UNDECIDED]
    if not left or all(each.exact for each in sequences):
        return found
    open_ = {key: questions[key] for key in left}
    return found | _asked_of_every_class(growth, nodes, open_, found)


def _asked_of_every_class(
    growth: Growth,
    nodes: tuple[Node, ...],
    questions: Mapping[str, Question],
    first: Mapping[str, Verdict],
) -> dict[str, Verdict]:
    growth.budget.renew()
    try:
        sequences = joint_parts(growth, nodes, exact=True)
    except (Undecidable, Undefined, RecursionError):
        return {}
    found = {}
    for key, question in questions.items():
        growth.budget.renew()
        again = answered(partial(question, growth, sequences))
        found[key] = first[key] if again.status is Status.UNDECIDED else again
    return found
