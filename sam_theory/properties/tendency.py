"""Whether a positive sequence tends to 0, stays away from 0, or leaves it open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from sam_theory.properties.families import roughness
from sam_theory.properties.fitting import Fit, fit
from sam_theory.properties.signals import Signal
from sam_theory.properties.windows import OCTAVE, blocks

ABRUPT, DYING = 0.1, 0.5  # changes per half octave, per octave, that shrink by this die out
CONSTANT = 1e-6  # log-variation over an octave below this is none
FLAT = 0.02  # a noisy sequence whose trend k^a is known to this in a may be called flat
NOISY = 0.02  # log-noise above which windows are averaged before they are fitted
ERRATIC = 0.25  # log-noise above which nothing is fitted
EXACT = 2e-3  # residual of fits that may tell a limit without noise to excuse them
ELAPSED_FALL = 0.8  # log of the least fall over the last eighths of Σt that shows a tendency to 0
MISFIT = 0.01  # fits that leave more than this, and more than noise explains, explain nothing
FEWEST = 12  # points that a fit needs
EFOLD = 1.25  # a power k^(−p) has to have p log K above 1 to be seen
ALONE = 2.0  # log of the fall that the last two thirds have to show where the whole is lawless
HASTY_FALL = 1.5  # the same for a decrease that quickens, as exponentials do
SHORT = 2.5  # a tail of fewer units of log k shows less
LEAST_FALL = 0.3  # log of the least fall over the tail that shows a tendency to 0
BRAKE = 2.0  # a decrease that slows down less than this may go on for ever
DEEP = 1e3  # a fall by this factor at a lasting rate needs no fit
SMALL_LIMIT, LARGE_LIMIT = 0.3, 0.5  # of the last value: a limit below, above which decides
CLEAR_LIMIT, CERTAIN_LIMIT = 0.5, 0.2  # the same where fits are exact, and agree


STEADY, PRECISE = 0.8, 1e-3  # what keeps this share, by fits as exact as this, lasts


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
    least: float = 1.0  # the least admissible limit, relative to the last value
    fall: float = 0.0  # log(first/last) over what was judged
    divergent: bool = False  # whether the sum over octaves diverges even if the limit is 0

    @property
    def lasts(self) -> bool:
        """Whether the quantity stays as it is, or grows, by exact fits."""
        return self.limit is Limit.POSITIVE and self.least >= STEADY and self.residual <= PRECISE

    def opened(self, why: str) -> Tendency:
        """The same, left open for a reason."""
        return replace(self, limit=Limit.OPEN, summable=False, evidence=why)


def tendency(signal: Signal, *, may_be_flat: bool = True, may_be_smooth: bool = True) -> Tendency:
    """The tendency of the tail of a positive quantity.

    `may_be_flat` is False for statistics of noise, such as a minimum, that sink by themselves;
    `may_be_smooth` is False for maxima of noise or spikes, which change by leaps. Where the whole
    follows no law, its last two thirds may: k >= K^0.67.
    """
    if signal.elapsed:
        return _by_elapsed(signal.k, signal.z)
    k, z = signal.k, signal.z
    whole = _tendency(k, z, may_be_flat, may_be_smooth)
    later = len(z) // 3
    if whole is None and len(z) - later >= 2 * OCTAVE:
        whole = _tendency(k[later:], z[later:], may_be_flat, may_be_smooth)
        if whole is not None and whole.limit is Limit.ZERO and whole.fall < ALONE:
            return whole.opened(f"{whole.evidence}; but before that it followed no such law")
    return whole or Tendency(Limit.OPEN, "it follows no simple law")


def first_told(signals: Iterable[Signal]) -> Tendency:
    """The tendency of the same quantity by the first clock that tells it."""
    found = Tendency(Limit.OPEN, "there is nothing to judge by")
    for number, signal in enumerate(signals):
        latest = tendency(signal)
        if latest.limit is not Limit.OPEN:
            return latest
        found = found if number else latest
    return found


def _by_elapsed(k: np.ndarray, z: np.ndarray) -> Tendency:
    """By the elapsed Σt nothing but exact fits tells a limit."""
    near = _near(z) if len(z) else 0
    k, z = k[near:], z[near:]
    if len(z) < FEWEST or z[-1] >= z[0]:
        return Tendency(Limit.OPEN, f"only {len(z)} windows to judge by")
    found = fit(k, z, elapsed=True)
    fall, hastens = float(z[0] - z[-1]), _hastens(k, z, found)
    if found.residual > max(EXACT, 3 * roughness(k, z)) or found.residual > MISFIT:
        return Tendency(Limit.OPEN, "it follows no simple law of Σt")
    if (
        found.zero
        and found.high <= SMALL_LIMIT
        and fall > (HASTY_FALL if hastens else ELAPSED_FALL)
    ):
        rate = f"(Σt)^(−{found.rates[1]:.3g})"
        return Tendency(
            Limit.ZERO,
            f"it fell by {np.exp(fall):.3g}, at the end like {rate} (fits to "
            f"{found.residual:.1e}, no limit above {found.high:.2f} of its last value)",
            summable=found.summable,
            residual=found.residual,
            fall=fall,
        )
    return _positive(k, z, found) or Tendency(Limit.OPEN, "laws of Σt leave its limit open")


def _tendency(
    k: np.ndarray, z: np.ndarray, may_be_flat: bool, may_be_smooth: bool
) -> Tendency | None:
    """None where no law fits."""
    if len(z) < FEWEST:
        return Tendency(Limit.OPEN, f"only {len(z)} windows to judge by")
    noise = roughness(k, z)
    settled = levelled(k, z, noise)
    if settled is not None:
        return settled if may_be_flat or noise < NOISY else settled.opened(_FLAT_NOISE)
    if z[-1] >= z[0]:
        return _rising(k, z, noise) if may_be_flat or noise < NOISY else None
    near = _near(z)
    if len(z) - near < FEWEST:
        return _steep(k, z)
    k, z = k[near:], z[near:]
    if noise > ERRATIC:
        return _trending(k, z, noise)
    if noise > NOISY and len(z) >= 4 * FEWEST:
        fitted = np.exp(blocks(np.log(k), 4).mean(axis=1)), blocks(z, 4).mean(axis=1)
    else:
        fitted = k, z
    found = fit(*fitted)
    if found.residual > max(EXACT, 3 * noise):
        erratic = not may_be_smooth or noise > MISFIT
        return _trending(k, z, float(min(found.residual, 1.0))) if erratic else None
    result = _of_fit(*fitted, found)
    if result.limit is Limit.OPEN and found.residual > MISFIT:
        return _trending(k, z, noise) or result
    return result


_FLAT_NOISE = "it looks flat, but the least values of noise sink without end"


def levelled(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Positive where the changes per octave die out geometrically, or there are none at all."""
    if len(z) >= OCTAVE and np.ptp(z[-OCTAVE:]) <= CONSTANT:
        return Tendency(Limit.POSITIVE, f"it is constant to {CONSTANT:g} over its last octave")
    y = np.exp(np.minimum(z - z[-1], 600.0))
    for size, most in ((OCTAVE // 2, ABRUPT), (OCTAVE, DYING)):
        means = blocks(y, size).mean(axis=1)[::-1]  # the last block first
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
    means = blocks(z, OCTAVE).mean(axis=1)
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
    design = np.stack([np.ones_like(s), s, 1 / s, k[0] / k], axis=1)
    coefficients = np.linalg.lstsq(design, z, rcond=None)[0]
    residual = float(np.sqrt(np.mean((z - design @ coefficients) ** 2)))
    rate = float(coefficients[1] - coefficients[2] / s[-1] ** 2 - coefficients[3] * k[0] / k[-1])
    if rate < -1e-6 or z[-1] < z[0] - 1e-6 or residual > max(MISFIT, 3 * noise):
        return None
    return Tendency(Limit.POSITIVE, f"it grows, at the end like k^({rate:.2g})", residual=residual)


def _near(z: np.ndarray) -> int:
    """Where the last stretch begins that lies within a factor `DEEP` of the end."""
    far = np.flatnonzero(z > z[-1] + np.log(DEEP))
    return (int(far[-1]) + 4) // 4 * 4 if len(far) else 0


def _steep(k: np.ndarray, z: np.ndarray) -> Tendency:
    """Zero where it falls too fast for a fit, without slackening at the end."""
    fall = (z[0] - z[-1]) / np.log(10)
    rates = -np.diff(z[-9:]) / np.diff(np.log(k[-9:]))
    early, late = float(np.median(rates[:5])), float(np.median(rates[-3:]))
    if late < 0.7 * early or rates[-1] <= 0:
        return Tendency(Limit.OPEN, f"it fell by 10^{fall:.1f}, but slackens at the end")
    return Tendency(
        Limit.ZERO,
        f"it fell by 10^{fall:.1f}, at the end like k^(−{late:.3g})",
        summable=True,
        fall=float(z[0] - z[-1]),
    )


def _of_fit(k: np.ndarray, z: np.ndarray, found: Fit) -> Tendency:
    fall = float(z[0] - z[-1])
    told = f"fits to {found.residual:.1e}"
    least, most = found.rates
    hastens = (
        most * np.log(k[-1] / k[0]) > 1.2 * fall
    )  # an exponential has to fall by e² to be seen
    clear = found.residual <= (1e-3 if fall > 1 else 1e-4)
    small = CLEAR_LIMIT if clear else SMALL_LIMIT
    short = np.log(k[-1] / k[0]) < SHORT
    least_fall = HASTY_FALL if hastens else LEAST_FALL
    least_fall += 0.5 if short else 0.0
    seen = least * np.log(k[-1]) >= EFOLD
    if found.zero and seen and found.high <= small and fall > least_fall:
        rate = f"k^(−{most:.3g})" if most - least < 0.005 else f"k^(−{least:.3g} … −{most:.3g})"
        return Tendency(
            Limit.ZERO,
            f"it fell by {np.exp(fall):.3g}, at the end like {rate} ({told}, no limit above "
            f"{found.high:.2f} of its last value)",
            summable=found.summable,
            residual=found.residual,
            fall=fall,
            divergent=found.divergent,
        )
    positive = _positive(k, z, found)
    if positive is not None:
        return positive
    if np.isfinite(found.low):
        span = f"{found.low:.2f} to {max(found.high, found.low):.2f}"
        return Tendency(
            Limit.OPEN,
            f"limits from {span} of its last value fit ({told})",
            divergent=found.divergent,
        )
    return Tendency(Limit.OPEN, f"it follows no simple law ({told})")


def _hastens(k: np.ndarray, z: np.ndarray, found: Fit) -> bool:
    """Whether it falls faster and faster, like an exponential, which must fall by e² to be seen."""
    return bool(found.rates[1] * np.log(k[-1] / k[0]) > 1.2 * (z[0] - z[-1]))


def _positive(k: np.ndarray, z: np.ndarray, found: Fit) -> Tendency | None:
    """Positive where all fits have a large limit, and the decrease slows down enough to be seen."""
    exact = found.residual <= max(EXACT, 3 * roughness(k, z)) and found.residual <= NOISY
    if found.zero or not exact or not np.isfinite(found.low):
        return None
    certain = found.residual <= 1e-3 and found.high <= 1.2 * found.low
    if found.low < (CERTAIN_LIMIT if certain else LARGE_LIMIT):
        return None
    if not certain and _brakes(k, z) < BRAKE:
        return None
    return Tendency(
        Limit.POSITIVE,
        f"every fit has a limit of {found.low:.2f} to {found.high:.2f} of its last value "
        f"(fits to {found.residual:.1e})",
        residual=found.residual,
        least=found.low,
    )


def _brakes(k: np.ndarray, z: np.ndarray) -> float:
    """q in −dz/d log k ~ (log k)^(−q): 1 for powers of log k, hardly more for log log k."""
    s, middle = np.log(k), len(k) // 2
    early = (z[0] - z[middle]) / (s[middle] - s[0])
    late = (z[middle] - z[-1]) / (s[-1] - s[middle])
    if late <= 0 or early <= 0:
        return float("inf") if early > late else 0.0
    return float(np.log(early / late) / np.log((s[-1] + s[middle]) / (s[middle] + s[0])))


def steady_power(signal: Signal, within: float) -> bool:
    """Whether z follows one power of k: the slopes of the halves agree to `within`."""
    s, z, middle = np.log(signal.k), signal.z, len(signal.z) // 2
    if middle < 2:
        return False
    early = (z[middle] - z[0]) / (s[middle] - s[0])
    late = (z[-1] - z[middle]) / (s[-1] - s[middle])
    return bool(abs(early - late) <= within)


def _trending(k: np.ndarray, z: np.ndarray, noise: float) -> Tendency | None:
    """Zero where a sequence too noisy to fit falls, and no less over its later half."""
    s, half = np.log(k), len(k) // 2
    slope, error = trend(s, z)
    later, later_error = trend(s[half:], z[half:])
    fall = -slope * (s[-1] - s[0])
    if fall < np.log(5) or -slope < 5 * error or later + 2 * later_error > 0.5 * slope:
        return None
    return Tendency(
        Limit.ZERO,
        f"it fell by {np.exp(fall):.3g} like k^({slope:.3g} ± {error:.1g}) under noise",
        summable=-slope - 3 * error > 0.1,
        residual=noise,
        fall=float(fall),
    )
