"""Formulas of proofs decided of explicit sequences: every head, true, false and not known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sam_theory.falsifying.sequences.deciding import decide, defined
from sam_theory.falsifying.sequences.example import Example

EXAMPLE = Example(
    sequences={
        "a": "1/k",
        "b": "(-1)**k",
        "s1": "where(is_square(k), 1, 0)",
        "u": "k",
        "w": "sin(log(k))",
        "z": "0",
    },
    functions={"f": "k**2/2", "grad": "k", "h": "exp(k)"},
    numbers={"c": Fraction(0), "one": Fraction(1), "half": Fraction(1, 2)},
)
SAID = {
    "always(k, a[k] > 0)": "proved",
    "always(k, a[k] >= 0 and a[k] <= 1)": "proved",
    "always(k, a[k] < 1)": "refuted",  # a[1] = 1
    "always(k, a[k] != 0)": "proved",
    "always(k, a[k] == 1/k)": "undecided",  # quotients are not of the language read here
    "always(k, u[k + 1] == u[k] + 1)": "proved",
    "always(k, a[k] <= 2 <= u[k] + 1)": "proved",
    "always(k, 2 <= u[k])": "refuted",
    "always(k, a[k] < 0 or a[k] > 0)": "undecided",
    "eventually(k, 2 <= u[k])": "proved",
    "eventually(k, b[k] >= 0)": "refuted",
    "eventually(k, b[k] >= 0 or b[k] < 0)": "proved",
    "eventually(k, not b[k] >= 0)": "refuted",
    "eventually(k, implies(b[k] == 1, b[k + 1] == -1))": "proved",
    "eventually(k, implies(b[k] == 1, b[k + 1] == 1))": "refuted",
    "eventually(k, w[k] <= one)": "proved",
    "eventually(k, w[k] <= half)": "undecided",
    "frequently(k, w[k] <= half)": "undecided",
    "frequently(k, b[k] >= 1)": "proved",
    "frequently(k, s1[k] >= 1)": "proved",
    "frequently(k, b[k] >= 2)": "refuted",
    "summable(k, a[k]**2)": "proved",
    "summable(k, a[k])": "refuted",
    "summable(k, b[k])": "refuted",  # its partial sums are bounded
    "summable(k, b[k]*a[k])": "proved",
    "summable(k, z[k]*w[k])": "proved",
    "diverges(k, a[k])": "proved",
    "diverges(k, b[k])": "refuted",
    "diverges(k, -a[k])": "refuted",
    "diverges(k, s1[k]*a[k])": "refuted",
    "tends(k, a[k], 0)": "proved",
    "tends(k, a[k], one)": "refuted",
    "tends(k, s1[k], c)": "refuted",
    "tends(k, w[k], 0)": "undecided",
    "accumulates(k, b[k], one)": "proved",
    "accumulates(k, s1[k], one)": "proved",
    "accumulates(k, b[k], c)": "refuted",
    "accumulates(k, u[k], c)": "refuted",
    "accumulates(k, w[k], c)": "undecided",
    "bounded(k, b[k])": "proved",
    "bounded(k, -u[k])": "refuted",
    "exists(r, r > 0 and always(k, a[k] <= r))": "proved",
    "exists(r, always(k, u[k] <= r))": "refuted",
    "exists(r, always(k, u[k] >= r))": "undecided",
    "exists(r, r < 1 and always(k, a[k] <= r))": "undecided",
    "exists(s, increasing(s) and tends(j, b[s[j]], one) and tends(j, s1[s[j]], 0))": "proved",
    "exists(s, increasing(s) and tends(j, b[s[j]], one) and tends(j, b[s[j]], -1))": "refuted",
    "exists(s, increasing(s) and tends(j, w[s[j]], 0))": "undecided",
    "gradient(f, grad)": "proved",
    "gradient(grad, f)": "refuted",
    "gradient(h, h)": "undecided",
    "one > 0 and tends(k, a[k], 0)": "proved",
    "c > 0": "refuted",
    "eventually(k, f(u[k + 1]) - f(u[k]) >= norm(grad(u[k])))": "proved",
    "eventually(k, abs(b[k]) <= max(a[k], one))": "proved",
    "forall(y, f(y) >= 0)": "undecided",
    "always(k, unknown[k] >= 0)": "undecided",
}


@pytest.mark.parametrize(("formula", "status"), SAID.items())
def test_what_formulas_say(formula: str, status: str) -> None:
    verdict = decide(formula, EXAMPLE)
    assert verdict.status == status, verdict


@pytest.mark.parametrize(
    ("formula", "status"), [("1/k", "proved"), ("1/(k - 3)", "refuted"), ("log(k - 1)", "refuted")]
)
def test_sequences_have_a_value_at_every_k(formula: str, status: str) -> None:
    assert defined(Example(sequences={"a": formula})).status == status
