"""What a theorem of the catalogue says, as the statement that its proof is of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sam_theory.proofs.statement import Given, Statement
from sam_theory.statements.theorem import Conclusion, Theorem


def stated(
    theorem: Theorem, *more: Given, needs: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> Statement:
    """Its hypotheses, the iteration, and the conclusions that have formulas, as all they need has.

    `more` are conclusions that the proof has beside those of the theorem, `needs` the keys of what
    they ask for that only some conclusions ask for.
    Raises ValueError if a hypothesis has no formula, or two conclusions have one key.
    """
    silent = [h.text for h in theorem.hypotheses if not h.states]
    if silent:
        raise ValueError(f"hypotheses of {theorem.name} must have formulas; {silent} have none")
    own = _once((*theorem.stands, *(word for h in theorem.hypotheses for word in h.states)))
    told = [c for c in theorem.conclusions if c.states and all(n.states for n in c.needs)]
    conclusions = _once((*(c.states for c in told if c.states is not None), *more))
    if len({c.key for c in conclusions}) < len(conclusions):
        raise ValueError(f"conclusions of {theorem.name} must differ in their keys")
    return Statement(
        hypotheses=_once((*own, *(word for c in told for word in _special(c)))),
        definitions=theorem.iteration,
        conclusions=conclusions,
        needs={
            c.states.key: tuple(word.key for word in _special(c) if word not in own)
            for c in told
            if c.states is not None
        }
        | dict(needs),
    )


def _special(conclusion: Conclusion) -> tuple[Given, ...]:
    return tuple(word for need in conclusion.needs for word in need.states)


def _once(words: tuple[Given, ...]) -> tuple[Given, ...]:
    return tuple(dict.fromkeys(words))
