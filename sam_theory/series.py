"""Decides the hypotheses that the theorems place on stepsizes and radii."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Literal

from sam_theory.deciding.powers import Power, power_of
from sam_theory.schedule import Schedule
from sam_theory.verdict import Verdict, proved, refuted, undecided

KEYS: tuple[str, ...] = (
    "step-positive",
    "step-diverges",
    "step-square-summable",
    "step-vanishes",
    "step-decreases",
    "step-bounded-below",
    "radius-positive",
    "radius-bounded",
    "radius-vanishes",
    "product-summable",
    "radius-limsup",
    "radius-relative",
    "step-bound",
    "kl-tail",
)
LIPSCHITZ_KEYS = frozenset({"radius-limsup", "radius-relative", "step-bound"})


@lru_cache(maxsize=65536)
def decide(
    key: str,
    step: Schedule,
    radius: Schedule,
    *,
    lipschitz: Fraction | None = None,
    kl: Fraction | Literal["every"] | None = None,
) -> Verdict:
    """Whether hypothesis `key` holds for the pair: proved, refuted or undecided."""
    t, rho = power_of(step.tree), power_of(radius.tree)
    if t is None or (rho is None and radius.formula != "0"):
        return undecided("the formula is no product of powers of k and log k")
    if rho is None:
        return _without_radius(key, t)
    return _decide(key, t, rho, lipschitz, kl)


def _truth(value: bool, evidence: str) -> Verdict:
    return proved(evidence) if value else refuted(evidence)


def _summable(a: Power) -> bool:
    return a.p < -1 or (a.p == -1 and a.q < -1)


def _vanishes(a: Power) -> bool:
    return a.p < 0 or (a.p == 0 and a.q < 0)


def _without_radius(key: str, t: Power) -> Verdict:
    if key == "radius-positive":
        return refuted("the radius is 0: Algorithm 1 needs εₖ > 0; this is plain gradient descent")
    if key.startswith("radius") or key in ("product-summable", "kl-tail"):
        return proved("the radius is 0")
    return _decide(key, t, Power(Fraction(1), Fraction(0), Fraction(0), True), None, None)


def _decide(
    key: str,
    t: Power,
    rho: Power,
    lipschitz: Fraction | None,
    kl: Fraction | Literal["every"] | None,
) -> Verdict:
    at = f"tₖ ~ {t.c}·k^({t.p})·(log k)^({t.q}), ρₖ ~ {rho.c}·k^({rho.p})·(log k)^({rho.q})"
    product = Power(t.c * rho.c, t.p + rho.p, t.q + rho.q, t.falls and rho.falls)
    square = Power(t.c**2, 2 * t.p, 2 * t.q, t.falls)
    flat = t.p == 0 and t.q == 0
    decided: dict[str, bool] = {
        "step-positive": True,
        "step-diverges": not _summable(t),
        "step-square-summable": _summable(square),
        "step-vanishes": _vanishes(t),
        "step-bounded-below": not _vanishes(t),
        "radius-positive": True,
        "radius-bounded": rho.p < 0 or (rho.p == 0 and rho.q <= 0),
        "radius-vanishes": _vanishes(rho),
        "product-summable": _summable(product),
    }
    if not flat or t.falls:
        decided["step-decreases"] = t.p < 0 or (t.p == 0 and t.q <= 0)
    if kl == "every" and product.p != -1:
        decided["kl-tail"] = _summable(product) and _summable(t)
        if t.p == -1 and product.p < -1:
            decided["kl-tail"] = True
    if lipschitz is not None and _vanishes(rho):
        decided["radius-limsup"] = True
    if key in decided:
        return _truth(decided[key], at)
    return undecided(f"{at}: not decided")


def decide_all(
    step: Schedule,
    radius: Schedule,
    *,
    lipschitz: Fraction | None = None,
    kl: Fraction | Literal["every"] | None = None,
) -> dict[str, Verdict]:
    """Every hypothesis that applies: those about L where it is given, kl-tail where q is."""
    keys = [key for key in KEYS if lipschitz is not None or key not in LIPSCHITZ_KEYS]
    keys = [key for key in keys if kl is not None or key != "kl-tail"]
    return {key: decide(key, step, radius, lipschitz=lipschitz, kl=kl) for key in keys}
