"""Majorants of Σtₖ: guessed from how tₖ decays in floats, and proved."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from sam_theory.asymptotics.formula import Node, affine_in_k
from sam_theory.certificates.verifier.claims import formula_text
from sam_theory.certificates.verifier.short import no_majorant
from sam_theory.schedules.schedule import Schedule

FAR = (2**30, 2**40, 2**50)  # k from which the decay of tₖ is read off
NEAR = 1000  # and a shift of k
ENDING = ("where", "Min", "Max")
SLACKS = (1.02, 1.1, 1.5)  # by which a majorant is larger than what tₖ tends to
VALID = (2, 16)  # k from which it may be one
ENDS = (1, *(10**i * j for i in range(1, 4) for j in (1, 2, 5)))  # k at which steps may have ended
SUMMABLE = 1.05  # exponents p of k^(−p) below which Σtₖ is too long for any cell


def majorant_of(step: Schedule) -> tuple[str, int] | None:
    """The text of a majorant U of Σtₖ and the k from which it is proved to be one; None if none is.

    U ≥ 0 and U(k) − U(k+1) ≥ tₖ, so that Σ_{i≥k} tᵢ ≤ U(k).
    """
    t = formula_text(step)
    if t is None:
        return None
    proved = (guess for guess in _guesses(step, t) if not no_majorant(step, *guess))
    return next(proved, None)


def _guesses(step: Schedule, t: str) -> Iterator[tuple[str, int]]:
    if any(step.tree.contains(operation) for operation in ENDING):
        yield from (("0", k) for k in ENDS)
    for slack in SLACKS:
        yield from _geometric(step, t, slack)
    for text in _decaying(step):
        yield from ((text, valid) for valid in VALID)


def _geometric(step: Schedule, t: str, slack: float) -> Iterator[tuple[str, int]]:
    """U for tₖ that falls by q in each block of n: by a little more than tₖ at each k of one."""
    n = _block(step.tree)
    first, second, third = step.values(np.array([2 * n, 3 * n, 4 * n], dtype=np.int64))
    if not 0 < second < first or not math.isclose(third / second, second / first, rel_tol=1e-9):
        return
    whole = _digits(1e-3 + slack * n / (1 - second / first))
    yield (f"({t})*({whole}-{slack}*Mod(k,{n}))" if n > 1 else f"({t})*{whole}"), 1


def _block(tree: Node) -> int:
    """n where floor(k/n) occurs, else 1."""
    if tree.operation == "floor":
        affine = affine_in_k(tree.operands[0])
        if affine is not None and 0 < affine[0] <= 1:
            return math.ceil(1 / affine[0])
    return max((_block(operand) for operand in tree.operands), default=1)


def _decaying(step: Schedule) -> Iterator[str]:
    """U for tₖ like c(k + a)^(−p), or like c/(k logᵖ k), p > 1: a little more than ∫ from k − 1."""
    far, farther, farthest = step.values(np.array(FAR, dtype=np.int64))
    if not 0 < farthest < farther < far:
        return
    p, again = _exponents((far, farther, farthest), [math.log(k) for k in FAR])
    if math.isclose(p, again, rel_tol=1e-6):
        p = round(p, 6)
        before, here, after = step.values(np.array([NEAR - 1, NEAR, NEAR + 1]))
        a = round(2 * p * here / (before - after) - NEAR - 1, 1)
        c = farthest * (FAR[2] + a + 1) ** p
        for slack in SLACKS if p > SUMMABLE else ():
            yield f"{_digits(slack * c / (p - 1))}*(k{a:+g})**(-{_digits(p - 1)})"
        return
    times_k = [t * k for t, k in zip((far, farther, farthest), FAR, strict=True)]
    q, _ = _exponents(times_k, [math.log(math.log(k)) for k in FAR])
    q = round(q, 3)
    c = times_k[2] * math.log(FAR[2]) ** q
    for slack in SLACKS if q > SUMMABLE else ():
        yield f"{_digits(slack * c / (q - 1))}*log(k)**(-{_digits(q - 1)})"


def _exponents(values: Sequence[float], logs: Sequence[float]) -> tuple[float, float]:
    """−Δ log(value)/Δ log, from the first to the second and on to the third."""
    (a, b, c), (x, y, z) = values, logs
    return math.log(a / b) / (y - x), math.log(b / c) / (z - y)


def _digits(value: float) -> str:
    return str(float(f"{value:.6g}"))
