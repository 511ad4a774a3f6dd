"""How fast a windowed quantity decays: linearly, like a power of k, or neither as far as seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sam_theory.properties.limits import Tendency
from sam_theory.properties.quantities import bounded_above, tendency
from sam_theory.properties.slopes import exponents
from sam_theory.properties.windows import OCTAVE
from sam_theory.verdict import Verdict, consistent, undecided, violated

MARGIN = 100.0  # how far above its rounding floor a quantity must be to count
PLATEAU = 1e-12  # of the first value: below, what no longer falls is taken for rounding
AT_ONCE = OCTAVE  # windows: what falls to rounding in so few falls as good as at once
KEPT = 0.85  # of the rate of the octave before: what decays linearly keeps it
OCTAVES, STEADY = 6, 0.03  # of what is one power, and the relative spread of its exponents
SLOWER = 0.9  # times an exponent: a power below that is another
TENFOLD = np.log2(10.0)  # the exponent of what falls by 10 in an octave: other laws do not last so


@dataclass(frozen=True, kw_only=True)
class Decay:
    """sup over i >= k of a quantity yᵢ, where windows begin, as far as it stands out from rounding.

    `floored` says that it fell below thereafter.
    """

    k: np.ndarray  # (V,)
    logs: np.ndarray  # (V,) natural logarithms of the greatest y of the windows
    floored: bool

    @property
    def last(self) -> float:
        """The largest k at which it stands out."""
        return float(self.k[-1])

    @property
    def exponents(self) -> np.ndarray:
        """The local s in y ~ k^(−s) over octaves of k, latest first, at most OCTAVES."""
        ends = self.k[-1] / 2.0 ** np.arange(OCTAVES, -1, -1)
        at = np.unique(np.searchsorted(self.k, ends[ends >= self.k[0]]))
        return exponents(self.k[at], self.logs[at])[::-1]

    @property
    def exponent(self) -> float:
        """The latest of them; ∞ where only one window stands out."""
        found = self.exponents
        return float(found[0]) if len(found) else np.inf

    @property
    def rate(self) -> float:
        """The latest b in y ~ e^(−bk), likewise."""
        before = int(np.searchsorted(self.k, self.k[-1] / 2))
        if before == len(self.k) - 1:
            return np.inf
        return float((self.logs[before] - self.logs[-1]) / (self.k[-1] - self.k[before]))

    @cached_property
    def linear(self) -> bool | None:
        """Whether it decays at least linearly; None where that is not told."""
        if self.floored and len(self.k) <= AT_ONCE:
            return True
        s = self.exponents
        if len(s) > 1 and s[0] >= TENFOLD and s[0] >= KEPT * 2 * s[1]:
            return True
        return None if self.power is None else False

    def over(self, exponent: float) -> Tendency:
        """The tendency of y·k^exponent."""
        z = self.logs + exponent * np.log(self.k)
        return tendency(self.k, np.exp(z - z.max()))

    @cached_property
    def power(self) -> float | None:
        """The exponent of a power law that it follows; None if it follows none."""
        s = self.exponents
        if self.floored or len(s) < OCTAVES or s.min() <= 0:
            return None
        return float(s.mean()) if np.ptp(s) <= STEADY * s.mean() else None

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
    k, z = edges[:resolved].astype(np.float64), np.log(suprema[:resolved])
    return Decay(k=k, logs=z, floored=resolved < len(suprema))


def linearly(fall: Decay | None, what: str) -> Verdict:
    """Whether the quantity tends to 0 at least linearly."""
    if fall is None:
        return undecided(f"{what} does not stand out from rounding")
    if fall.linear:
        return consistent(f"{what} falls by {fall.law}")
    if fall.linear is False:
        return violated(f"{what} falls like {fall.law}")
    return undecided(f"{what} shows no settled linear rate by k = {fall.last:.0f}")


def of_order(fall: Decay | None, exponent: float, what: str) -> Verdict:
    """Whether the quantity is O(k^(−exponent)): times k^exponent it does not grow without end."""
    if fall is None:
        return undecided(f"{what} does not stand out from rounding")
    told = f"{what} falls like k^(−{fall.exponent:.3g}) at the end"
    if fall.power is not None and fall.power < SLOWER * exponent:
        return violated(f"{what} falls like {fall.law}, not k^(−{exponent:.3g})")
    slow = fall.exponents[:2].min(initial=np.inf) < (1 - STEADY) * exponent
    if not slow and bounded_above(fall.over(exponent)):
        return consistent(f"{told}, at least k^(−{exponent:.3g})")
    return undecided(f"{told}, k^(−{exponent:.3g}) is asked")
