"""Whether a positive sequence tends to 0, stays away from 0, or leaves it open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from sam_theory.properties.families import roughness
from sam_theory.properties.fitting import Fit, fit
from sam_theory.properties.windows import OCTAVE, blocks

CONSTANT = 1e-6  # log-variation over an octave below this is none
NOISY = 0.02  # log-noise above which windows are averaged before they are fitted
ERRATIC = 0.25  # log-noise above which nothing is fitted
MISFIT = 0.01  # fits that leave more than this, and more than noise explains, explain nothing
FEWEST = 12  # points that a fit needs
DEEP = 1e3  # a fall by this factor at a lasting rate needs no fit
SMALL_LIMIT, LARGE_LIMIT = 0.3, 0.5  # of the last value: a limit below, above which decides


class Limit(Enum):
    """What the tail says of the limit."""

    ZERO = "tends to 0"
    POSITIVE = "stays away from 0"
    OPEN = "is open"


@dataclass(frozen=True)
class Tendency:
    """A limit, whether the sum over octaves converges, and a clause of evidence."""

    limit: Limit
    evidence: str
    summable: bool = False
    residual: float = 0.0  # of the fits that say so, relative

    def opened(self, why: str) -> Tendency:
        """The same, left open for a reason."""
        return replace(self, limit=Limit.OPEN, summable=False, evidence=why)


def tendency(k: np.ndarray, z: np.ndarray, *, may_be_flat: bool = True) -> Tendency:
    """The tendency of y = e^z at increasing abscissae k, (N,), one a window of the tail.

    `may_be_flat` is False for statistics of noise, such as a minimum, that sink by themselves.
    """
    if len(z) < FEWEST:
        return Tendency(Limit.OPEN, f"only {len(z)} windows to judge by")
    noise = roughness(k, z)
    if noise > ERRATIC:
        return _erratic(k, z, noise, may_be_flat)
    settled = _levelled(k, z, noise)
    if settled is not None:
        return settled if may_be_flat or noise < NOISY else settled.opened(_FLAT_NOISE)
    near = _near(z)
    if near > 0:
        if len(z) - near < FEWEST:
            return _steep(k, z)
        k, z = k[near:], z[near:]
    if noise > NOISY:
        k, z = np.exp(blocks(np.log(k), 4).mean(axis=1)), blocks(z, 4).mean(axis=1)
        if len(z) < FEWEST:
            return Tendency(Limit.OPEN, f"{noise:.1%} of noise hides the trend")
    found = fit(k, z)
    if found.residual > max(MISFIT, 3 * noise):
        return _rising(k, z, noise) or _erratic(k, z, float(found.residual), may_be_flat)
    result = _of_fit(k, z, found)
    if result.limit is Limit.POSITIVE and noise > NOISY and not may_be_flat:
        return result.opened(_FLAT_NOISE)
    return result


_FLAT_NOISE = "it looks flat, but the least values of noise sink without end"


def _levelled(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Positive where what it falls per octave dies out geometrically, or is nothing at all."""
    if len(z) >= OCTAVE and np.ptp(z[-OCTAVE:]) <= CONSTANT:
        return Tendency(Limit.POSITIVE, f"it is constant to {CONSTANT:g} over its last octave")
    if noise > 1e-4:
        return _flat(k, z, noise)
    means = blocks(np.exp(z - z[-1]), OCTAVE).mean(axis=1)[::-1]  # the last octave first
    if len(means) < 4:
        return None
    falls = means[1:4] - means[:3]  # the latest first
    latest, earlier, first = np.maximum(np.abs(falls), 1e-300)
    ratio = max(latest / earlier, earlier / first)
    rest = latest * ratio / (1 - ratio) if ratio < 1 else np.inf
    if ratio > 0.5 or falls[0] < 0 or rest > 0.2:
        return None
    return Tendency(
        Limit.POSITIVE,
        f"what it falls per octave shrinks by {ratio:.2g}, which leaves {1 - rest:.1%} of it",
    )


def _flat(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Positive where the last octaves of a noisy sequence have no trend that could matter."""
    for octaves in (len(z) // OCTAVE, 4, 3):
        start = len(z) - octaves * OCTAVE
        if start < 0 or octaves < 3:
            continue
        s, part = np.log(k[start:]), z[start:]
        slope, error = trend(s, part)
        if abs(slope) <= 3 * error <= 0.02:
            return Tendency(
                Limit.POSITIVE,
                f"over {octaves} octaves its trend is k^({slope:.1g} ± {error:.1g}) "
                f"under {noise:.1%} of noise",
                residual=noise,
            )
    return None


def trend(s: np.ndarray, z: np.ndarray) -> tuple[float, float]:
    """The slope of z against s and its standard error, from blocks of half an octave."""
    s, z = blocks(s, OCTAVE // 2).mean(axis=1), blocks(z, OCTAVE // 2).mean(axis=1)
    if len(s) < 4:
        return 0.0, np.inf
    s = s - s.mean()
    slope = float(s @ z / (s @ s))
    rest = z - z.mean() - slope * s
    return slope, float(np.sqrt(rest @ rest / (len(s) - 2) / (s @ s)))


def _rising(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Positive where it does not fall at all, and steadily so."""
    s = np.log(k)
    design = np.stack([np.ones_like(s), s, 1 / s], axis=1)
    coefficients = np.linalg.lstsq(design, z, rcond=None)[0]
    residual = float(np.sqrt(np.mean((z - design @ coefficients) ** 2)))
    rate = float(coefficients[1] - coefficients[2] / s[-1] ** 2)
    if rate < -1e-6 or z[-1] < z[0] - 1e-6 or residual > max(MISFIT, 3 * noise):
        return None
    return Tendency(Limit.POSITIVE, f"it grows, at the end like k^({rate:.2g})", residual=residual)


def _near(z: np.ndarray) -> int:
    """Where the last stretch begins that lies within a factor `DEEP` of the end."""
    far = np.flatnonzero(z > z[-1] + np.log(DEEP))
    return int(far[-1]) // 4 * 4 if len(far) else 0


def _steep(k: np.ndarray, z: np.ndarray) -> Tendency:
    """Zero where it falls too fast for a fit, without slackening at the end."""
    fall = (z[0] - z[-1]) / np.log(10)
    rates = -np.diff(z[-9:]) / np.diff(np.log(k[-9:]))
    early, late = float(np.median(rates[:5])), float(np.min(rates[-3:]))
    if late < 0.7 * early:
        return Tendency(Limit.OPEN, f"it fell by 10^{fall:.1f}, but slackens at the end")
    return Tendency(
        Limit.ZERO, f"it fell by 10^{fall:.1f}, at the end like k^(−{late:.3g})", summable=True
    )


def _of_fit(k: np.ndarray, z: np.ndarray, found: Fit) -> Tendency:
    fall = float(z[0] - z[-1])
    told = f"fits to {found.residual:.1e}"
    least, most = found.rates
    hastens = most * np.log(k[-1] / k[0]) > 2 * fall  # an exponential has to fall by e to be seen
    if found.zero and found.high <= SMALL_LIMIT and fall > (1.0 if hastens else 0.1):
        rate = f"k^(−{most:.3g})" if most - least < 0.005 else f"k^(−{least:.3g} … −{most:.3g})"
        return Tendency(
            Limit.ZERO,
            f"it fell by {np.exp(fall):.3g}, at the end like {rate} ({told}, no limit above "
            f"{found.high:.2f} of its last value)",
            summable=found.summable,
            residual=found.residual,
        )
    sharp = found.residual <= NOISY and not found.zero and np.isfinite(found.low)
    if sharp and found.low >= LARGE_LIMIT:
        return Tendency(
            Limit.POSITIVE,
            f"every fit has a limit of {found.low:.2f} to {found.high:.2f} of its last value ({told})",
            residual=found.residual,
        )
    if np.isfinite(found.low):
        span = f"{found.low:.2f} to {max(found.high, found.low):.2f}"
        return Tendency(Limit.OPEN, f"limits from {span} of its last value fit ({told})")
    return Tendency(Limit.OPEN, f"it follows no simple law ({told})")


def _erratic(k: np.ndarray, z: np.ndarray, noise: float, may_be_flat: bool) -> Tendency:
    """Trends of a sequence too noisy to fit, over the tail and over its later half."""
    s = np.log(k)
    slope, error = trend(s, z)
    half = len(s) // 2
    later, later_error = trend(s[half:], z[half:])
    fall = -slope * (s[-1] - s[0])
    if fall > np.log(5) and -slope > 5 * error and later + 2 * later_error < 0.5 * slope:
        return Tendency(
            Limit.ZERO,
            f"it fell by {np.exp(fall):.3g} like k^({slope:.3g} ± {error:.1g}) under noise",
            summable=-slope - 3 * error > 0.1,
            residual=noise,
        )
    if may_be_flat and abs(slope) < 3 * error and 3 * error < 0.03:
        return Tendency(Limit.POSITIVE, f"its trend under noise is k^({slope:.2g} ± {error:.1g})", residual=noise)
    return Tendency(Limit.OPEN, f"it follows no simple law, or noise ({noise:.1%}) hides it")
