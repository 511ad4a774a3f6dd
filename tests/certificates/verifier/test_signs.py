"""Signs for all k and all parameters: proved where they hold, and never where they do not."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("flint")
from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.verifier import signs
from sam_theory.certificates.verifier.quotients import Field, Quotient, Span
from sam_theory.certificates.verifier.signs import Region, bernstein, derivative


@pytest.fixture(params=(True, False), ids=("sampled", "unsampled"))
def sampling(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the samples that spare proofs, and without: they must not be what refuses."""
    if not request.param:
        monkeypatch.setattr(signs, "seen_negative", lambda *_: False)


def asked(text: str, start: int = 1) -> tuple[Region, Quotient]:
    """A formula in which L stands for a parameter in [0, 1], D in [0, ∞), n in [1/4, 1 + 1/k]."""
    region = Region(start)
    field = region.field
    ends = Span(field.formula(parse("1/4")), field.formula(parse("1 + 1/k")))
    free = {"L": region.unit(), "D": region.ray(), "n": region.parameter(ends)}
    names = {Node(name): field.node(value) for name, value in free.items()}
    return region, field.formula(trees.substitute(parse(text), names))


POSITIVE = (
    "1",
    "2 - L",
    "1 + D - L/2",
    "n",
    "1 + 1/k - n + 1/k**2",
    "L**2 - L + 0.51",
    "(D + 1)*exp(D) - L + 0.01",
    "1 - exp(-D)/(k+1)",
    "D + exp(-D)/k + log(k) - log(k+1)",
    "sin(L) + 0.1",
    "2.01 - n*k/(k+1) - n/(k+1)",
    "3 - 1/(1 + exp(-n)) - L",
)
ZERO = (
    "(D + 1)*exp(D) - L",
    "2 - n",
    "L",
    "D",
    "n - 1/4",
    "1 + 1/k - n",
    "L - L**2",
    "D*L",
    "(D - 1)**2",
    "0",
)
NEGATIVE = (
    "-1",
    "L - 1/1000000",
    "1/1000000 - D/k",
    "n - 1/4 - 1/1000000",
    "1 - n",
    "L**2 - L + 0.24",
    "D - L",
    "1 - exp(D)/1000000",
    "D + exp(-D)/(2*k) + log(k) - log(k+1)",
    "(D - 1)**2 - 1/1000000",
    "1 - 1.000001*exp(-D)/k",
    "k/(L - 1/2)",
)


@pytest.mark.parametrize("text", POSITIVE)
def test_positive(text: str, sampling: None) -> None:
    region, a = asked(text)
    assert region.positive(a)
    assert region.nonnegative(a)
    assert not region.nonnegative(region.field.negative(a))


@pytest.mark.parametrize("text", ZERO)
def test_at_least_zero(text: str, sampling: None) -> None:
    region, a = asked(text)
    assert region.nonnegative(a)
    assert not region.positive(a)


@pytest.mark.parametrize("text", NEGATIVE)
def test_negative_somewhere(text: str, sampling: None) -> None:
    region, a = asked(text)
    assert not region.nonnegative(a)
    assert not region.positive(a)


def test_the_first_k_counts() -> None:
    for start, holds in ((9, False), (10, True)):
        region, a = asked("k - 10 + L", start)
        assert region.nonnegative(a) is holds


def test_an_open_end_is_not_taken_until_it_is_closed() -> None:
    region = Region(1)
    part = region.unit(positive=True)
    assert region.positive(part)
    region.close()
    assert not region.positive(part)
    assert region.nonnegative(part)


def test_a_parameter_without_ends_has_no_sign(sampling: None) -> None:
    region = Region(1)
    free = region.parameter(Span(None, None))
    square = region.field.multiply(free, free)
    assert not region.nonnegative(free)
    one = region.field.number(1)
    assert not region.nonnegative(region.field.subtract(region.field.exp(free), one))
    assert region.nonnegative(square)
    assert not region.positive(square)


def test_bernstein_coefficients() -> None:
    one = Field().number(1).num
    found = bernstein({0: one, 1: -3 * one, 2: 2 * one})  # 1 − 3s + 2s²
    assert [str(each) for each in found] == ["1", "-1/2", "0"]


def test_derivatives_in_a_parameter() -> None:
    region, _ = asked("1")
    leaf = region.field.node(region.parameter(Span(None, None)))
    node = trees.substitute(parse("k*exp(-2*L)*L"), {Node("L"): leaf})
    slope = region.field.formula(derivative(node, leaf))
    expected = trees.substitute(parse("k*exp(-2*L)*(1 - 2*L)"), {Node("L"): leaf})
    assert region.field.subtract(slope, region.field.formula(expected)).number == 0


def test_whatever_is_proved_holds_at_random_points() -> None:
    """Random polynomials: a proof never contradicts a value."""
    rng = np.random.default_rng(5)
    proved = 0
    for _ in range(60):
        c = rng.integers(-3, 6, 6)
        text = f"{c[0]} + {c[1]}*L + {c[2]}*L**2 + {c[3]}*D + {c[4]}*L*D/k + {c[5]}/k"
        region, a = asked(text.replace("+ -", "- "))
        if not region.nonnegative(a):
            continue
        proved += 1
        low, far, k = rng.random(200), rng.exponential(3, 200), rng.integers(1, 50, 200)
        values = c[0] + c[1] * low + c[2] * low**2 + c[3] * far + c[4] * low * far / k + c[5] / k
        assert values.min() > -1e-12
    assert proved > 10
