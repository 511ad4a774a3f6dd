"""How false proofs are written: what is false or does not follow, and what must be named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from proving import proof

from sam_theory.proofs.proof import (
    Block,
    Check,
    Choose,
    Proof,
    Reals,
    Ref,
    Rule,
    Step,
    hypothesis,
)


@dataclass(frozen=True)
class Falsehood:
    """A false proof, those it may use, and words of which the refusal must have one."""

    proofs: tuple[Proof, ...]
    place: tuple[str, ...]


def false(
    *steps: Step,
    place: str | tuple[str, ...],
    given: Mapping[str, str] | None = None,
    shows: str = "False",
    others: tuple[Proof, ...] = (),
    needs: Mapping[str, tuple[str, ...]] | None = None,
    also: Mapping[str, str] | None = None,
) -> Falsehood:
    """A proof whose last step is to show a conclusion."""
    wrong = proof(*steps, given=given, shows={"claim": shows} | dict(also or {}), name="wrong")
    if needs:
        wrong = replace(wrong, statement=replace(wrong.statement, needs=needs))
    return Falsehood((wrong, *others), (place,) if isinstance(place, str) else place)


def of(name: str, check: Check) -> Step:
    """A step."""
    return Step(name=name, check=check)


def reals(name: str, then: str, *given: Ref) -> Step:
    return of(name, Reals(then=then, given=given))


def rule(name: str, schema: str, by: Mapping[str, str], *given: Ref) -> Step:
    return of(name, Rule(schema=schema, by=by, given=given))


def choose(name: str, names: str, given: Ref) -> Step:
    return of(name, Choose(names=tuple(names.split()), given=given))


def block(name: str, fix: str, assume: Mapping[str, str], *steps: Step) -> Step:
    return of(name, Block(fix=tuple(fix.split()), assume=tuple(assume.items()), steps=steps))


H = hypothesis("h")
