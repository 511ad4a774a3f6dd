"""What the shape of a sequence says of its limit without a fit: trends, plateaus, steep falls."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.functions import models
from sam_theory.properties.laws import fitted
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.slopes import exponent, exponents, trend
from sam_theory.properties.windows import OCTAVE, block_means

ABRUPT, DYING = 0.1, 0.55  # changes per half octave, per octave, that shrink by this die out
CHANGED = 0.1  # of the value at the end: what the last block changed by is not a transient's end
CONSTANT = 1e-6  # log-variation over an octave below this is none
FLAT = 0.02  # a noisy sequence whose trend k^a is known to this in a may be called flat
MISFIT = 0.01  # what a smooth curve leaves of a sequence, if it is to describe it
FAR = np.log(20.0)  # a fall, from octave to octave, that shows a tendency to 0 without a law
FARTHER, QUICKER = np.log(1e3), 1.2  # the same for one that quickens: a slower one may hide in it
EVEN, UNDIMINISHED = 0.5, 0.8  # of the mean fall per octave: the least one, and the last one
LONG = 6.0  # times as many iterations have to show a rise
GROWTH = models("log k & 1/log k & 1/k")
AT_ONCE = 1.0001  # a factor of k over which the slope of a law is the same
NOISY_FALL = np.log(3.0)  # the least fall that shows a tendency to 0 under noise


def levelled(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Positive where the changes per octave die out geometrically, or there are none at all."""
    if len(z) >= OCTAVE and np.ptp(z[-OCTAVE:]) <= CONSTANT:
        return Tendency(Limit.POSITIVE, f"it is constant to {CONSTANT:g} over its last octave")
    y = np.exp(np.minimum(z - z[-1], 600.0))
    for size, most in ((OCTAVE // 2, ABRUPT), (OCTAVE, DYING)):
        means = block_means(y, size)[::-1]  # the last block first
        if len(means) < 4:
            continue
        changes = np.abs(np.diff(means[:4]))
        ratio = float(np.max(changes[:-1] / np.maximum(changes[1:], 1e-12)))
        rest = float(changes[0]) * ratio / (1 - ratio) if ratio < 1 else np.inf
        settled = ratio <= most and rest <= 0.2 and changes[0] <= CHANGED
        if settled and noise <= max(1e-4, changes[0]):
            return Tendency(
                Limit.POSITIVE,
                f"its change over {size / OCTAVE:g} octaves shrinks by {ratio:.2g}, "
                f"which leaves {1 - rest:.1%} of it",
                residual=noise,
            )
    return _flat(k, z, noise) if noise > 1e-4 else None


def _flat(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Positive where the last octaves of a noisy sequence have no trend that could matter."""
    means = block_means(z, OCTAVE)
    for octaves in (len(means), 4, 3):
        if octaves < 3 or octaves > len(means):
            continue
        if abs(means[-1] - means[-octaves]) > FLAT * octaves + noise:
            continue
        start = len(z) - octaves * OCTAVE
        slope, error = trend(k[start:], z[start:])
        if abs(slope) <= 3 * error <= FLAT:
            return Tendency(
                Limit.POSITIVE,
                f"over {octaves} octaves its trend is k^({slope:.1g} ± {error:.1g}) "
                f"under {noise:.1%} of noise",
                residual=noise,
            )
    return None


def sustained(z: np.ndarray) -> Tendency | None:
    """Zero where it fell far, by about as much in each octave, and undiminished at the end."""
    means = block_means(z, OCTAVE)
    falls = means[:-1] - means[1:]
    if len(falls) < 3:
        return None
    mean = falls.mean()
    if falls.sum() < (FARTHER if falls[-1] > QUICKER * mean else FAR):
        return None
    last = (z[-OCTAVE // 4] - z[-1]) / (OCTAVE // 4 - 1) * OCTAVE  # as if for an octave
    if min(falls.min(), last) < EVEN * mean or falls[-1] < UNDIMINISHED * mean:
        return None
    rate = falls[-1] / np.log(2)
    return Tendency(
        Limit.ZERO,
        f"it fell by {np.exp(z[0] - z[-1]):.3g}, in each octave by {np.exp(falls.min()):.3g} or "
        f"more, at the end like k^(−{rate:.2g})",
        summable=True,
        residual=MISFIT,
        fall=float(z[0] - z[-1]),
    )


def rising(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Positive where it does not fall at all, and steadily so."""
    if k[-1] < LONG * k[0]:
        return None
    law = next(fitted(k, z, GROWTH))
    rate = -law.rate(k[-1] / AT_ONCE, k[-1] * AT_ONCE)
    if rate < -1e-6 or z[-1] < z[0] - 1e-6 or law.residual > max(MISFIT, 3 * noise):
        return None
    told = f"it grows, at the end like k^({rate:.2g})"
    return Tendency(Limit.POSITIVE, told, residual=law.residual)


def steep(k: np.ndarray, z: np.ndarray) -> Tendency:
    """Zero where it falls too fast for a fit, without slackening at the end."""
    top = int(z.argmax())
    fall = (z[0] - z[-1]) / np.log(10)
    rates = exponents(k[-9:], z[-9:])
    early, late = float(np.median(rates[:5])), float(np.median(rates[-3:]))
    if late < 0.7 * max(early, exponent(k, z, top)) or rates[-1] <= 0:
        return Tendency(Limit.OPEN, f"it fell by 10^{fall:.1f}, but slackens at the end")
    return Tendency(
        Limit.ZERO,
        f"it fell by 10^{fall:.1f}, at the end like k^(−{late:.3g})",
        summable=True,
        fall=float(z[0] - z[-1]),
    )


def trending(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Zero where a sequence too noisy to fit falls, and no less over its later half."""
    half = len(k) // 2
    slope, error = trend(k, z)
    later, later_error = trend(k[half:], z[half:])
    fall = -slope * np.log(k[-1] / k[0])
    if fall < NOISY_FALL or -slope < 5 * error or later + 2 * later_error > 0.5 * slope:
        return None
    return Tendency(
        Limit.ZERO,
        f"it fell by {np.exp(fall):.3g} like k^({slope:.3g} ± {error:.1g}) under noise",
        summable=-slope - 3 * error > 0.1,
        residual=noise,
        fall=float(fall),
    )
