"""How fast a windowed quantity decays: linearly, like a power of k, or neither as far as seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sam_theory.properties.slopes import exponents
from sam_theory.verdict import Verdict, consistent, undecided, violated

MARGIN = 100.0  # how far above its rounding floor a quantity must be to count
OCTAVES = 6  # over which a power law must hold to speak against a faster decay
PLATEAU = 1e-12  # of the first value: below, what no longer falls is taken for rounding
STEADY = 0.03  # relative spread of the local exponents of what counts as one power


@dataclass(frozen=True, kw_only=True)
class Decay:
    """sup over i >= k of a quantity yᵢ, sampled at octaves of k, latest first.

    The first is the largest k at which the supremum is well above the rounding floor; `floored`
    says that it fell below thereafter.
    """

    k: np.ndarray  # (J,)
    logs: np.ndarray  # (J,) natural logarithms
    floored: bool

    @property
    def last(self) -> float:
        """The largest k at which the supremum stands out."""
        return float(self.k[0])

    @property
    def exponents(self) -> np.ndarray:
        """Local exponents s of y ~ k^(−s) over the octaves, latest first, (J−1,)."""
        return exponents(self.k, self.logs)

    @property
    def rates(self) -> np.ndarray:
        """Local rates b of y ~ exp(−bk) over the octaves, latest first, (J−1,)."""
        return np.asarray(-np.diff(self.logs) / np.diff(self.k))

    @property
    def rate(self) -> float:
        """The latest of them; ∞ where only one sample stands out."""
        return float(self.rates[0]) if len(self.logs) > 1 else math.inf

    @property
    def power(self) -> float | None:
        """The exponent of a power law that holds over the last octaves; None if none does."""
        s = self.exponents[:OCTAVES]
        if self.floored or len(s) < OCTAVES or s.min() <= 0:
            return None
        return float(s.mean()) if np.ptp(s) <= STEADY * s.mean() else None

    @property
    def linear(self) -> bool:
        """Whether the last octave falls by a factor of 10 or more, as fast per step as before."""
        if self.floored and self.last <= 16:
            return True
        b = self.rates
        return len(b) >= 2 and bool(self.exponents[0] >= math.log2(10) and b[0] >= 0.85 * b[1])

    @property
    def law(self) -> str | None:
        """The law that it follows, in words; None where none settles."""
        if self.linear:
            return f"e^(−{self.rate:.3g}k), down to k = {self.last:.0f}"
        return None if self.power is None else f"k^(−{self.power:.3g}) over {OCTAVES} octaves"


def decay(edges: np.ndarray, highest: np.ndarray, floor: float) -> Decay | None:
    """The decay of a quantity with these maxima (W,) over windows; None if it never stands out.

    `floor` is a rounding floor known beforehand; where the quantity ends far below its first value,
    the floor may as well lie just there.
    """
    suprema = np.maximum.accumulate(highest[::-1])[::-1]
    floor = max(floor, min(float(suprema[-1]), PLATEAU * float(suprema[0])))
    resolved = int((suprema > MARGIN * floor).sum())
    if resolved == 0 or not np.all(np.isfinite(suprema)):
        return None
    k = edges[:resolved].astype(np.float64)
    octaves = k[-1] / 2.0 ** np.arange(int(math.log2(k[-1])) + 1)
    logs = np.interp(np.log(octaves), np.log(k), np.log(suprema[:resolved]))
    return Decay(k=octaves, logs=logs, floored=resolved < len(suprema))


def linearly(fall: Decay | None, what: str) -> Verdict:
    """Whether the quantity tends to 0 at least linearly."""
    if fall is None:
        return undecided(f"{what} does not stand out from rounding")
    if fall.linear:
        return consistent(f"{what} falls by {fall.law}")
    if fall.power is not None:
        return violated(f"{what} falls like {fall.law}")
    return undecided(f"{what} shows no settled linear rate by k = {fall.last:.0f}")


def of_order(fall: Decay | None, exponent: float, what: str) -> Verdict:
    """Whether the quantity is O(k^(−exponent))."""
    if fall is None or len(fall.logs) < 3:
        return undecided(f"{what} does not stand out from rounding")
    s = fall.exponents
    if fall.floored and s[0] >= exponent:
        return consistent(f"{what} falls to rounding, by k^(−{s[0]:.3g}) in the last octave")
    if fall.power is not None and fall.power < 0.9 * exponent:
        return violated(f"{what} falls like {fall.law}, not k^(−{exponent:.3g})")
    if s[:2].min() >= 0.97 * exponent:
        return consistent(f"{what} falls like k^(−{s[0]:.3g}), at least k^(−{exponent:.3g})")
    return undecided(f"{what} falls like k^(−{s[0]:.3g}) at the end, k^(−{exponent:.3g}) is asked")
