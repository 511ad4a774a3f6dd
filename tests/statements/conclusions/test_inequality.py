"""Inequalities along runs, given as text: what they say, and where they hold, on runs by hand."""

from __future__ import annotations

import numpy as np
import pytest
from gaps import FACTOR, MU, STEP, WINDOWS, evidence
from holding import altered, by_hand, recorded, setting

from sam_theory.errors import UsageError
from sam_theory.statements.conclusions.inequality import inequality
from sam_theory.statements.theorem import Run, Together
from sam_theory.verdict import Verdict

QUOTED = "f(x) - fmin <= (1 - t*mu*(2 - L*t))**{}*gap + t*L**2*rho**2/(2*mu*(2 - L*t))"


def held(claim: str, run: Run, start: int = 1) -> Verdict:
    check = inequality(claim, start=start).check
    assert check is not None
    return check(run)


def falling(excess: float, at: int = -1) -> Run:
    """f(xᵏ) − f* falls by FACTOR each step, from 5 on; at one k it is above that."""
    over = np.where(np.arange(WINDOWS) == at, excess, -1e-6)
    return evidence((1 + over) * FACTOR ** np.arange(WINDOWS) * 5.0, 0.0, 5.0)


@pytest.mark.parametrize("at", [0, 3, WINDOWS - 1])
def test_a_claim_is_held_at_every_k(at: int) -> None:
    claim = QUOTED.format("(k - 1)")
    assert held(claim, falling(0.0)).status == "consistent"
    broken = held(claim, falling(1e-4, at))
    assert broken.status == "violated"
    assert broken.evidence.startswith("f(xᵏ) − inf f: ")
    assert broken.evidence.endswith(f"at k = {at + 1}")
    assert broken.slack is not None
    assert broken.slack == pytest.approx(-1e-4 * 5 * FACTOR**at, rel=1e-4)


def test_the_first_iterate_may_be_called_the_0th() -> None:
    """With k for k − 1 the bound is too small from the start on."""
    claim = QUOTED.format("k")
    assert held(claim, falling(0.0)).status == "violated"
    assert held(claim, falling(0.0), start=0).status == "consistent"
    assert "** (k - 1) * (f(x[1])" in str(inequality(claim, start=0).states)


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (f"f(x) - fmin >= {5 * FACTOR**15 * 0.999}", "consistent"),
        ("gap - 5 <= 0", "consistent"),
        ("5 - gap <= -1e-6", "violated"),
        (f"rho <= {MU} - mu", "consistent"),
        ("nu <= L*rho - 1e-6", "violated"),
        (f"-t <= -{STEP}", "consistent"),
        ("sqrt(k) <= exp(log(k)/2) + 1e-6", "consistent"),
        ("(-2)**k <= 1", "violated"),  # at k = 2
        ("(-2)**3 <= -8", "consistent"),
        ("(0 - 2)**2 <= 4", "consistent"),
        ("1/rho <= 1e9", "undecided"),
        ("dist <= 1 + 1e-6", "consistent"),
        ("dist <= 1 - 1e-6", "violated"),
        ("lam <= 2", "consistent"),
    ],
)
def test_each_name_and_operation(claim: str, status: str) -> None:
    assert held(claim, falling(0.0)).status == status, held(claim, falling(0.0))


@pytest.mark.parametrize("claim", [QUOTED.format("(k - 1)"), "meansq <= 2*gap/(t*k)", "1/rho <= 1"])
def test_of_many_runs_it_says_what_it_says_of_each(claim: str) -> None:
    """Of different lengths, with different constants, and one of which a name is not known."""
    excesses = ((0.0, -1), (1e-4, 0), (1e-4, WINDOWS - 1))
    short = evidence(5.0 * FACTOR ** np.arange(WINDOWS // 2), 0.1, 5.0)
    unknown = altered(falling(0.0), {"trace.values": None})
    runs = [falling(*excess) for excess in excesses] + [short, unknown]
    check = inequality(claim).check
    assert isinstance(check, Together)
    assert check.find(runs) == [check(run) for run in runs]


def windows(low: float, high: float, least: float, most: float = 0.0) -> Run:
    """Forty iterations in windows: values in [low, high] in those of several k, 1 in the others."""
    s = setting("quadratic[eigenvalues=(2.0,)]", "sam", "0.3", "0")
    made = recorded(s, np.ones((40, 1)))
    wide = np.diff(made.edges) > 1
    lows, highs = np.where(wide, low, 1.0), np.where(wide, high, 1.0)
    slopes = [np.full(len(wide), norm) for norm in (least, max(least, most))]
    return by_hand(
        s,
        made,
        **{"values.low": lows, "values.high": highs, "values.first": 1.0}
        | {"gradients.low": slopes[0], "gradients.high": slopes[1]},
    )


def test_of_a_window_only_what_some_k_attains_is_violated() -> None:
    assert held("f(x) <= 0.95", windows(0.2, 0.9, 1.0)).status == "violated"  # before them
    assert held("f(x) <= 1", windows(0.2, 0.9, 1.0)).status == "consistent"
    assert held("f(x) <= 1", windows(0.2, 1.5, 1.0)).status == "violated"
    assert held("f(x) - 1 <= normg - 1", windows(0.2, 1.5, 1.2, 1.6)).status == "undecided"
    assert held("f(x) - 1 <= normg - 1", windows(0.2, 1.5, 1.2, 1.4)).status == "violated"
    assert held("f(x) - 1 <= normg - 1", windows(1.3, 1.5, 1.2)).status == "violated"
    last = int(np.flatnonzero(np.diff(windows(1, 1, 1).trace.edges) > 1)[-1])
    k = int(windows(1, 1, 1).trace.edges[last])  # 1.4 is above 1.38(k + 1)/k at k + 1 alone
    assert held(f"f(x) <= 1.38*{k + 1}/k", windows(0.2, 1.4, 1.0)).status == "undecided"


def test_meansq_is_known_at_the_ends_of_windows() -> None:
    run = windows(0.2, 1.0, 1.0)
    assert held("meansq <= 4*k", run).status == "consistent"  # ∇f = 2 throughout
    assert held("meansq <= 3.9", run).status == "violated"
    assert held("meansq*k <= 4*k", run).status == "consistent"  # k is known there as well


@pytest.mark.parametrize(
    "claim",
    [
        *("", "f(x)", "f(x) < 3", "f(x) <= 1 <= 2", "f(y) <= 1", "a <= 1", "f <= 1", "x <= 1"),
        *("f(x) <= 'a'", "normg.real <= 1", "__import__('os') <= 1", "True <= 1", "f(x)(1) <= 2"),
        *("f(x) <= log(2, 3)", "f(x) <= [1]", "f(x) <= 1e999", "f(x) <= " + "1+" * 300 + "1"),
    ],
)
def test_what_is_no_inequality_is_refused_in_one_sentence(claim: str) -> None:
    with pytest.raises(UsageError, match=r"^an inequality m\w+ .*\Z"):
        inequality(claim)


def test_what_it_says_to_a_proof() -> None:
    said = inequality("normg**2 <= t*gap/rho + fmin", constant=False, key="mine").states
    assert said is not None
    assert said.key == "mine"
    assert said.formula == (
        "always(k, norm(grad(x[k])) ** 2 <= t[k] * (f(x[1]) - fstar) / rho[k] + fstar)"
    )
