"""What the shape of a sequence says of its limit without a fit: trends, plateaus, steep falls."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.signals import Signal
from sam_theory.properties.windows import OCTAVE, block_means

ABRUPT, DYING = 0.1, 0.55  # changes per half octave, per octave, that shrink by this die out
CONSTANT = 1e-6  # log-variation over an octave below this is none
FLAT = 0.02  # a noisy sequence whose trend k^a is known to this in a may be called flat
MISFIT = 0.01  # what a smooth curve leaves of a sequence, if it is to describe it
FAR = np.log(20.0)  # a fall, from octave to octave, that shows a tendency to 0 without a law
FARTHER, QUICKER = np.log(1e3), 1.2  # the same for one that quickens: a slower one may hide in it
EVEN, UNDIMINISHED = 0.5, 0.8  # of the mean fall per octave: the least one, and the last one
LONG = 6.0  # times as many iterations have to show a rise
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
        if ratio <= most and rest <= 0.2 and noise <= max(1e-4, changes[0]):
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
        slope, error = trend(np.log(k[start:]), z[start:])
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


def trend(s: np.ndarray, z: np.ndarray) -> tuple[float, float]:
    """The slope of z against s and its standard error, from blocks of half an octave."""
    s, z = block_means(s, OCTAVE // 2), block_means(z, OCTAVE // 2)
    if len(s) < 4:
        return 0.0, np.inf
    s = s - s.mean()
    slope = float(s @ z / (s @ s))
    rest = z - z.mean() - slope * s
    return slope, float(np.sqrt(rest @ rest / (len(s) - 2) / (s @ s)))


def rising(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Positive where it does not fall at all, and steadily so."""
    if k[-1] < LONG * k[0]:
        return None
    s = np.log(k)
    design = np.stack([np.ones_like(s), s, 1 / s, k[0] / k], axis=1)
    coefficients = np.linalg.lstsq(design, z, rcond=None)[0]
    residual = float(np.sqrt(np.mean((z - design @ coefficients) ** 2)))
    rate = float(coefficients[1] - coefficients[2] / s[-1] ** 2 - coefficients[3] * k[0] / k[-1])
    if rate < -1e-6 or z[-1] < z[0] - 1e-6 or residual > max(MISFIT, 3 * noise):
        return None
    return Tendency(Limit.POSITIVE, f"it grows, at the end like k^({rate:.2g})", residual=residual)


def steep(k: np.ndarray, z: np.ndarray) -> Tendency:
    """Zero where it falls too fast for a fit, without slackening at the end."""
    top = int(z.argmax())
    fall = (z[0] - z[-1]) / np.log(10)
    rates = -np.diff(z[-9:]) / np.diff(np.log(k[-9:]))
    early, late = float(np.median(rates[:5])), float(np.median(rates[-3:]))
    whole = (z[top] - z[-1]) / np.log(k[-1] / k[top])
    if late < 0.7 * max(early, whole) or rates[-1] <= 0:
        return Tendency(Limit.OPEN, f"it fell by 10^{fall:.1f}, but slackens at the end")
    return Tendency(
        Limit.ZERO,
        f"it fell by 10^{fall:.1f}, at the end like k^(−{late:.3g})",
        summable=True,
        fall=float(z[0] - z[-1]),
    )


def steady_power(signal: Signal, within: float) -> bool:
    """Whether z follows one power of k: the slopes of the halves agree to `within`."""
    s, z, middle = np.log(signal.k), signal.z, len(signal.z) // 2
    if middle < 2:
        return False
    early = (z[middle] - z[0]) / (s[middle] - s[0])
    late = (z[-1] - z[middle]) / (s[-1] - s[middle])
    return bool(abs(early - late) <= within)


def trending(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Zero where a sequence too noisy to fit falls, and no less over its later half."""
    s, half = np.log(k), len(k) // 2
    slope, error = trend(s, z)
    later, later_error = trend(s[half:], z[half:])
    fall = -slope * (s[-1] - s[0])
    if fall < NOISY_FALL or -slope < 5 * error or later + 2 * later_error > 0.5 * slope:
        return None
    return Tendency(
        Limit.ZERO,
        f"it fell by {np.exp(fall):.3g} like k^({slope:.3g} ± {error:.1g}) under noise",
        summable=-slope - 3 * error > 0.1,
        residual=noise,
        fall=float(fall),
    )
