"""The search for sequences that satisfy a lemma's hypotheses, but one, and not its conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product

import numpy as np

from sam_theory.falsifying.sequences import families
from sam_theory.falsifying.sequences.deciding import decide, defined
from sam_theory.falsifying.sequences.example import Example
from sam_theory.falsifying.sequences.families import weight
from sam_theory.falsifying.sequences.lemmas import Demand, Lemma, holds, names_of
from sam_theory.falsifying.sequences.sampling import broken
from sam_theory.verdict import Status, Verdict, undecided, worst

MOST = 8_000  # examples that are looked at, the simplest first


@dataclass(frozen=True, kw_only=True)
class Kill:
    """Sequences with every hypothesis that is kept `proved`, and the conclusion refuted."""

    example: Example
    kept: tuple[tuple[Demand, Verdict], ...]
    broken: Verdict  # of the hypothesis that is dropped, or of what it is weakened from
    conclusion: Verdict


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a search has found: the examples that it tested, and those of which all kept holds."""

    tested: int
    reached: int
    kill: Kill | None


def search(
    lemma: Lemma, dropped: str = "", weakened: str = "", seed: int = 0, most: int = MOST
) -> Outcome:
    """Looks for the simplest example against the lemma without the hypothesis of key `dropped`.

    `weakened` is the key of a weaker form that is kept in its place. Without `dropped` the lemma
    itself is attacked. Raises KeyError for unknown keys.
    """
    claims = [
        claim
        for demand in kept_of(lemma, dropped, weakened)
        if demand.key != "kl"
        for claim in sorted(demand.claims, key=lambda claim: len(names_of(claim)))
    ]
    known = Known()
    tested = reached = 0
    for example in islice(_examples(lemma, claims, known, np.random.default_rng(seed)), most):
        tested += 1
        if not known.all_proved(claims, example):
            continue
        reached += 1
        if known.fails(lemma.conclusion.formula, example):
            found = verified(lemma, example, dropped, weakened)
            if found is not None:
                return Outcome(tested=tested, reached=reached, kill=found)
    return Outcome(tested=tested, reached=reached, kill=None)


def kept_of(lemma: Lemma, dropped: str, weakened: str = "") -> tuple[Demand, ...]:
    """The hypotheses that remain, with the weaker form in the place of the one dropped."""
    by_key = {demand.key: demand for demand in lemma.demands}
    if not dropped:
        return lemma.demands
    gone = by_key[dropped]
    put = {w.key: w for w in gone.weaker}[weakened] if weakened else None
    replaced = [put if demand is gone else demand for demand in lemma.demands]
    return tuple(demand for demand in replaced if demand is not None)


def verified(lemma: Lemma, example: Example, dropped: str, weakened: str = "") -> Kill | None:
    """The kill, if every hypothesis that is kept is proved and the conclusion refuted."""
    if defined(example).status is not Status.PROVED:
        return None
    kept = tuple((demand, holds(demand, example)) for demand in kept_of(lemma, dropped, weakened))
    conclusion = decide(lemma.conclusion.formula, example)
    if conclusion.status is not Status.REFUTED:
        return None
    if any(verdict.status is not Status.PROVED for _, verdict in kept):
        return None
    gone = [holds(demand, example) for demand in lemma.demands if demand.key == dropped]
    return Kill(example=example, kept=kept, broken=worst(gone), conclusion=conclusion)


# ---- what is known already


@dataclass
class Known:
    """Decisions that are kept, by the claim and by what stands for the names that it speaks of."""

    decisions: dict[tuple[str, ...], Verdict] = field(default_factory=dict)

    def decided(self, claim: str, example: Example) -> Verdict:
        """The claim of the example, decided once."""
        only = _only(example, claim)
        values = (only.sequences, only.functions, only.numbers)
        key = (claim, *(f"{name}={value}" for each in values for name, value in each.items()))
        if key not in self.decisions:
            seen = broken(claim, only)
            self.decisions[key] = undecided("not asked") if seen else decide(claim, only)
        return self.decisions[key]

    def all_proved(self, claims: Sequence[str], example: Example) -> bool:
        """Whether every claim is proved."""
        return all(self.decided(claim, example).status is Status.PROVED for claim in claims)

    def possible(self, claims: Sequence[str], example: Example) -> bool:
        """Whether what is claimed of the names of the example alone is proved."""
        return self.all_proved([claim for claim in claims if _speaks(claim, example)], example)

    def fails(self, claim: str, example: Example) -> bool:
        """Whether the claim is refuted."""
        return self.decided(claim, example).status is Status.REFUTED


# ---- the examples, the simplest first


@dataclass(frozen=True)
class Choice:
    """What some names of the lemma may stand for."""

    example: Example
    weight: int


def _examples(
    lemma: Lemma, claims: Sequence[str], known: Known, rng: np.random.Generator
) -> Iterator[Example]:
    """Every choice for every name; those that alone break a hypothesis are left out."""
    formulas = families.sequences(rng)
    of_names = [
        [Choice(Example(sequences={name: f}), weight(f)) for f in formulas]
        for name in lemma.shape.sequences
    ]
    of_names += [_numbers(name, families.POINTS) for name in lemma.shape.points]
    of_names += [_numbers(name, families.SHARES) for name in lemma.shape.shares]
    if lemma.shape.functions:
        of_names.append(_functions(lemma.shape.functions))
    allowed = [
        [choice for choice in choices if known.possible(claims, choice.example)]
        for choices in of_names
    ]
    conclusion = lemma.conclusion.formula
    allowed = [
        [
            c
            for c in choices
            if not _speaks(conclusion, c.example) or known.fails(conclusion, c.example)
        ]
        for choices in allowed
    ]
    for chosen in sorted(product(*allowed), key=lambda cs: sum(c.weight for c in cs)):
        yield _joined([choice.example for choice in chosen])


def _numbers(name: str, values: Sequence[Fraction]) -> list[Choice]:
    return [Choice(Example(sequences={}, numbers={name: v}), i) for i, v in enumerate(values)]


def _functions(names: tuple[str, ...]) -> list[Choice]:
    return [
        Choice(
            Example(sequences={}, functions=dict(zip(names, pair, strict=True))), weight(pair[0])
        )
        for pair in families.FUNCTIONS.items()
    ]


def _joined(examples: Sequence[Example]) -> Example:
    return Example(
        sequences={n: f for e in examples for n, f in e.sequences.items()},
        functions={n: f for e in examples for n, f in e.functions.items()},
        numbers={n: v for e in examples for n, v in e.numbers.items()},
    )


def _speaks(claim: str, example: Example) -> bool:
    """Whether a claim speaks of nothing that the example does not give."""
    return names_of(claim) <= {*example.sequences, *example.functions, *example.numbers}


def _only(example: Example, claim: str) -> Example:
    """The example with the names of the claim alone, so that the answer may be kept."""
    names = names_of(claim)
    return Example(
        sequences={n: f for n, f in example.sequences.items() if n in names},
        functions={n: f for n, f in example.functions.items() if n in names},
        numbers={n: v for n, v in example.numbers.items() if n in names},
    )
