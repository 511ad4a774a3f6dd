"""Formulas in k that are tried, the simplest first: none of them was made for one lemma alone."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np

from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.parsing import parse

CONSTANTS = ("0", "1", "2", "-1")
POWERS = (
    *("1/k", "1/k**2", "1/sqrt(k)", "1/(k*log(k + 1))", "1/(k*log(k + 1)**2)", "1/log(k + 1)"),
    *("k", "-k", "sqrt(k)", "log(k + 1)"),
)
PERIODIC = ("Mod(k, 2)", "Mod(k + 1, 2)", "1 + Mod(k, 2)", "Mod(k, 3)")
ALTERNATING = ("(-1)**k", "(-1)**k/k", "(-1)**k/sqrt(k)", "(-1)**k/(2*sqrt(k))")
SUMS = (
    *(f"{one} {sign} {wave}" for one in ("1", "1/k") for wave in ALTERNATING[2:] for sign in "+-"),
    "(-1)**k + (-1)**k/k",
)
SPIKES = tuple(
    f"where(is_square({index}), {at}, {elsewhere})"
    for index in ("k", "k + 1")
    for at in ("0", "1", "k", "1/k")
    for elsewhere in ("0", "1", "1/k", "1/k**2")
    if at != elsewhere
)
ON_POWERS = "2**floor(log(k)/log(2)) == k"
BLOCKS = (  # at the powers of two, between which blocks grow
    *(f"where({ON_POWERS}, {at}, {rest})" for at, rest in (("1", "0"), ("0", "1"), ("0", "1/k"))),
)
SEQUENCES = (*CONSTANTS, *POWERS, *PERIODIC, *ALTERNATING, *SUMS, *SPIKES, *BLOCKS)
FUNCTIONS = {"0": "0", "k": "1", "k**2/2": "k", "k**3/3": "k**2", "k**4/4 - k**2/2": "k**3 - k"}
POINTS = (Fraction(0), Fraction(1))
SHARES = (Fraction(1), Fraction(1, 2), Fraction(1, 8))
DRAWN = 6  # further powers that the seed draws


def sequences(rng: np.random.Generator) -> tuple[str, ...]:
    """All that are tried for a sequence, the simplest first; some exponents are drawn."""
    exponents = zip(rng.integers(1, 8, DRAWN), rng.integers(0, 3, DRAWN), strict=True)
    drawn = [f"k**(-{Fraction(int(p), 4)})" + f"/log(k + 1)**{r}" * bool(r) for p, r in exponents]
    return tuple(sorted(dict.fromkeys((*SEQUENCES, *drawn)), key=weight))


@lru_cache(maxsize=4096)
def weight(formula: str) -> int:
    """How much there is to read in a formula: its operations, conditions counted twice."""
    return _weight(parse(formula))


def _weight(node: Node) -> int:
    more = 2 if node.operation in ("where", "is_square", "floor") else 1
    return more + sum(map(_weight, node.operands))
