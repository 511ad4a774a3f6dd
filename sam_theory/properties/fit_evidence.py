"""What fits of decay say of a limit: zero or positive if they agree and enough was seen of them."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.admissible import Fit, fit
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.noise import roughness
from sam_theory.properties.slopes import of_halves

EXACT = 2e-3  # residual of fits that may tell a limit without noise to excuse them
NOISY = 0.02  # log-noise above which fits do not tell a positive limit
LEAST_FALL = 0.3  # log of the least fall over the tail that shows a tendency to 0
HASTY_FALL = 1.5  # the same for a decrease that quickens, as exponentials do
ELAPSED_FALL = 0.8  # the same over the last seven eighths of Σt
SHORT, MORE = 2.5, 0.5  # a tail of fewer units of log k has to show more
SURE_FALL, SLIGHT = 1.5, 1e-3  # a lesser fall has to be fitted to this share of it
EFOLD = 1.0  # a power k^(−p) has to have p log K above 1 to be seen
CREEP, SOONER = 0.3, 0.8  # or these shares of it, for moves and for all, where fits are as exact
VERY_EXACT = 3e-5  # as this
BRAKE = 2.0  # a decrease that slows down less than this may go on for ever
SMALL_LIMIT, LARGE_LIMIT = 0.3, 0.5  # of the last value: a limit below, above which decides
CLEAR_LIMIT, CERTAIN_LIMIT = 0.5, 0.2  # the same where fits are exact, and agree


def by_iterations(k: np.ndarray, z: np.ndarray, found: Fit, *, creeps: bool) -> Tendency:
    """What fits in k say; `creeps` lets a slow power of k, exactly fitted, tend to 0."""
    fall = float(z[0] - z[-1])
    told = f"fits to {found.residual:.1e}"
    least, most = found.rates
    clear = found.residual <= (1e-3 if fall > 1 else 1e-4)
    small = CLEAR_LIMIT if clear else SMALL_LIMIT
    least_fall = HASTY_FALL if _hastens(k, z, found) else LEAST_FALL
    least_fall += MORE if np.log(k[-1] / k[0]) < SHORT else 0.0
    efold = EFOLD
    if found.residual <= VERY_EXACT:
        efold *= CREEP if creeps else SOONER
    seen = least * np.log(k[-1]) >= efold
    seen &= fall > SURE_FALL or found.residual <= max(SLIGHT * fall, 3 * roughness(k, z))
    if found.zero and seen and found.high <= small and fall > least_fall:
        rate = f"k^(−{most:.3g})" if most - least < 0.005 else f"k^(−{least:.3g} … −{most:.3g})"
        return _zero(found, fall, rate)
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


def by_elapsed(k: np.ndarray, z: np.ndarray) -> Tendency:
    """By the elapsed Σt nothing but exact fits tells a limit."""
    found = fit(k, z, elapsed=True)
    if found.residual > max(EXACT, 3 * roughness(k, z)) or found.residual > NOISY:
        return Tendency(Limit.OPEN, "it follows no simple law of Σt")
    fall = float(z[0] - z[-1])
    enough = HASTY_FALL if _hastens(k, z, found) else ELAPSED_FALL
    if found.zero and found.high <= SMALL_LIMIT and fall > enough:
        rate = f"(Σt)^(−{found.rates[1]:.3g})"
        return _zero(found, fall, rate)
    return _positive(k, z, found) or Tendency(Limit.OPEN, "laws of Σt leave its limit open")


def _zero(found: Fit, fall: float, rate: str) -> Tendency:
    return Tendency(
        Limit.ZERO,
        f"it fell by {np.exp(fall):.3g}, at the end like {rate} (fits to {found.residual:.1e}, "
        f"no limit above {found.high:.2f} of its last value)",
        summable=found.summable,
        residual=found.residual,
        fall=fall,
        divergent=found.divergent,
    )


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
    early, late = of_halves(k, z)
    if late <= 0 or early <= 0:
        return float("inf") if early > late else 0.0
    return float(np.log(early / late) / np.log((s[-1] + s[middle]) / (s[middle] + s[0])))
