"""Laws fitted to the tail of a positive sequence, to go on with.

c is 0 or a share of the least value seen. Nothing here decides anything: a law says how a sequence
would go on if it held.
"""

from __future__ import annotations

from itertools import takewhile

import numpy as np

from sam_theory.properties.functions import Model, models
from sam_theory.properties.laws import Law, fitted, tolerance

FEWEST = 12  # points that a fit needs
FAR = 1e4  # the greatest factor of k at which a law is looked at
RANGE = 12.0  # of z: what lies further from its last value says nothing of what is to come
SHARES = (0.0, 0.05, 0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.87, 0.93, 0.97, 0.99)
CONSTANT: Model = ()
MODELS = (
    CONSTANT,
    *models(
        "log k; log(k + k₀); log(k + 3k₀); log(k + 10k₀); log log(k + 2); log(log k + ½);"
        "k^0.12; k^¼; k^0.37; √k; k^0.63; k^0.8; k;"
        "log k & log log(k + 2); log k & 1/k; log k & 1/√k; log(k + k₀) & log(k + 3k₀);"
        "log(k + 3k₀) & log(k + 10k₀); log(k + 3k₀) & log k; log(k + 10k₀) & log k;"
        "k^¼ & log k; √k & log k; k & log k; k & √k"
    ),
)


def laws(k: np.ndarray, z: np.ndarray) -> list[Law]:
    """The laws that fit log y = z at k, both (N,), best first; none if N is too small."""
    if len(k) == 0 or not np.isfinite(z).all():
        return []
    apart = np.flatnonzero(np.abs(z - z[-1]) > RANGE)
    start = int(apart[-1]) + 1 if len(apart) else 0
    if len(k) - start < FEWEST:
        return []
    found = filter(_keeps_on, fitted(k[start:], z[start:], MODELS, SHARES))
    best = next(found)  # a constant keeps on
    most = tolerance(best.residual, len(k) - start)
    return [best, *takewhile(lambda law: law.residual <= most, found)]


def _keeps_on(law: Law) -> bool:
    """Whether it keeps its direction for ever, which is down where it has a limit."""
    near, next_, before, far = law.above(law.ends[2] * np.array([1.0, 1.1, FAR / 10, FAR]))
    falls, goes_on = next_ < near, far < before
    return bool(falls == goes_on and (law.limit == 0 or falls))


def text(law: Law, k: float) -> str:
    """What the sequence does at k, in words."""
    if not law.model:
        return "stays as it is"
    if law.limit > 0:
        return f"tends to {law.share:.2g} of its last value"
    rate = law.rate(k, 1.01 * k)
    return f"falls like k^(−{rate:.2g})" if rate > 0 else f"grows like k^{-rate:.2g}"
