"""Families of decay: the functions of k that log(y − c) is fitted with, orthonormal on a tail."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sam_theory.properties.windows import OCTAVE


@dataclass(frozen=True)
class Families:
    """Designs on the abscissae k, (N,), for fits of z = log(y − c).

    Pure models have c = 0 and up to four functions; their fits are projections. Models with c > 0
    have one or two functions besides the constant, and weights that depend on c.
    """

    names: tuple[str, ...]  # of the P pure models
    pure: np.ndarray  # (P, m, N), orthonormal rows; unused rows are 0
    decay: (
        np.ndarray
    )  # (P, m), maps coefficients to the rate that must be positive: the leading one
    second: np.ndarray  # (P, m), maps coefficients to the rate of the second function
    slope: np.ndarray  # (P, m), maps coefficients to −dz/d log k at the last abscissa
    negligible: np.ndarray  # (P,), leading rates below this count as 0
    second_negligible: np.ndarray  # (P,), the same of second rates
    summable: np.ndarray  # (P,), least leading rate at which the sum over octaves converges
    divergent: np.ndarray  # (P,), leading rates below this leave the sum divergent
    second_summable: np.ndarray  # (P,), the same for the second rate, where the leading one is 0
    functions: np.ndarray  # (U, N), standardized, of the models c + exp(a − b u [− d v])
    products: np.ndarray  # (V, N), products of functions left·right
    left: np.ndarray  # (V,)
    right: np.ndarray  # (V,)
    single: np.ndarray  # (S,), the functions u of the models with one
    own: np.ndarray  # (S,), their squares among the products
    pair: np.ndarray  # (Q, 2), the functions u, v of the models with two
    pair_products: np.ndarray  # (Q, 3), uu, uv, vv among the products
    pair_ends: np.ndarray  # (Q, 2), how much u, v grow at the end


DIVERGENT = 0.8  # (log k)^(−q) with q below this is surely not summable over octaves
LEAST_POWER = 0.02  # a slower power of k is not told from a power of log k

# A model's terms, leading one first. The leading coefficient must make z decrease without bound;
# with a coefficient of about 0 there, the second one must.
_PURE: tuple[tuple[str, ...], ...] = (
    ("s",),
    ("s1",),
    ("s2",),
    ("s3",),
    ("l",),
    ("l1",),
    ("l2",),
    ("l3",),
    ("q",),
    ("r",),
    ("k",),
    ("s", "l"),
    ("s", "i"),
    ("s", "h"),
    ("r", "s"),
    ("k", "s"),
    ("q", "s"),
    ("k", "r"),
    ("l", "is"),
    ("l", "ll"),
    ("ll",),
    ("ll0",),
    ("l", "ll0"),
    ("l", "is", "ll"),
    ("s", "l", "i"),
    ("s", "l", "h"),
)
_CORRECTIONS = ("i", "h", "is")  # terms that come to nothing
_SINGLE = ("s", "s1", "s2", "l", "l1", "q", "r", "k")
_PAIRS = (("s", "l"), ("s", "h"), ("s", "i"))
_SUMMABLE = {
    "s": LEAST_POWER,
    "s1": LEAST_POWER,
    "s2": LEAST_POWER,
    "s3": LEAST_POWER,
    "l": 1.25,
    "l1": 1.25,
    "l2": 1.25,
    "l3": 1.25,
    "ll": np.inf,
}


def _functions(k: np.ndarray, elapsed: bool) -> dict[str, np.ndarray]:
    """The functions by name; those of Σt, which has a unit, must not depend on its choice."""
    s, first = np.log(k), k[0]
    powers = {
        "s": s,
        "s1": np.log(k + 0.3 * first),
        "s2": np.log(k + first),
        "s3": np.log(k + 3 * first),
        "q": k**0.25,
        "r": np.sqrt(k),
        "k": k,
        "i": first / k,
        "h": np.sqrt(first / k),
    }
    if elapsed:
        return powers
    l = np.log(s)  # noqa: E741
    return powers | {
        "l": l,
        "l1": np.log(s + 0.5),
        "l2": np.log(s + 2.0),
        "l3": np.log(np.log(k + first)),
        "ll": np.log(l + 1.0),
        "ll0": np.log(l),
        "is": 1 / s,
    }


@lru_cache(maxsize=512)
def _families(key: bytes, elapsed: bool) -> Families:
    k = np.frombuffer(key)
    functions = _functions(k, elapsed)
    terms_of_pure = [terms for terms in _PURE if functions.keys() >= set(terms)]
    width, count = 1 + max(map(len, _PURE)), len(terms_of_pure)
    pure = np.zeros((count, width, len(k)))
    decay, second, slope = (np.zeros((count, width)) for _ in range(3))
    for p, terms in enumerate(terms_of_pure):
        design = np.stack([np.ones_like(k), *(functions[name] for name in terms)], axis=1)
        q, r = np.linalg.qr(design)
        inverse = np.linalg.inv(r)  # coefficients of the functions = inverse @ projections
        m = len(terms) + 1
        pure[p, :m] = q.T
        decay[p, :m] = -inverse[1]
        if m > 2 and terms[1] not in _CORRECTIONS:
            second[p, :m] = -inverse[2]
        rise = (design[-1] - design[-2]) / np.log(k[-1] / k[-2])
        slope[p, :m] = -rise @ inverse
    return Families(
        names=tuple("·".join(terms) for terms in terms_of_pure),
        pure=pure,
        decay=decay,
        second=second,
        slope=slope,
        negligible=np.array([_negligible(terms[0], functions) for terms in terms_of_pure]),
        second_negligible=np.array(
            [_negligible(terms[:2][-1], functions) for terms in terms_of_pure]
        ),
        summable=np.array([_SUMMABLE.get(terms[0], 0.0) for terms in terms_of_pure]),
        divergent=np.array([_divergent(terms) for terms in terms_of_pure]),
        second_summable=np.array([_second_summable(terms) for terms in terms_of_pure]),
        **_positive(functions),
    )


def _negligible(name: str, functions: dict[str, np.ndarray]) -> float:
    """The rate that amounts to a power k^(−0.005) over the tail."""
    lead, s = functions[name], functions["s"]
    return float(5e-3 * (s[-1] - s[0]) / (lead[-1] - lead[0]))


def _divergent(terms: tuple[str, ...]) -> float:
    if terms[0] in ("ll", "ll0"):
        return np.inf
    if terms[0].startswith("l"):
        return DIVERGENT
    return 5e-3 if terms[:2] == ("s", "l") else -np.inf


def _second_summable(terms: tuple[str, ...]) -> float:
    if len(terms) < 2 or terms[1] in (*_CORRECTIONS, "ll", "ll0"):
        return np.inf
    return _SUMMABLE.get(terms[1], 0.0)


def _positive(functions: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    singles = [name for name in _SINGLE if name in functions]
    pairs = [pair for pair in _PAIRS if functions.keys() >= set(pair)]
    names = list(dict.fromkeys((*singles, *(name for pair in pairs for name in pair))))
    at = {name: i for i, name in enumerate(names)}
    u = np.array(
        [(functions[name] - functions[name].mean()) / functions[name].std() for name in names]
    )
    wanted = [(name, name) for name in names] + pairs
    place = {pair: i for i, pair in enumerate(wanted)}
    return {
        "functions": u,
        "products": np.array([u[at[a]] * u[at[b]] for a, b in wanted]),
        "left": np.array([at[a] for a, _ in wanted]),
        "right": np.array([at[b] for _, b in wanted]),
        "single": np.array([at[name] for name in singles]),
        "own": np.array([place[name, name] for name in singles]),
        "pair": np.array([[at[a], at[b]] for a, b in pairs]),
        "pair_ends": np.array([[u[at[n], -1] - u[at[n], -OCTAVE // 2] for n in p] for p in pairs]),
        "pair_products": np.array([[place[a, a], place[a, b], place[b, b]] for a, b in pairs]),
    }


def families(k: np.ndarray, elapsed: bool) -> Families:
    """The designs on increasing abscissae, (N,), N >= 8: k > 3, or Σt; kept for the next call."""
    return _families(np.ascontiguousarray(k, dtype=np.float64).tobytes(), elapsed)


def roughness(k: np.ndarray, z: np.ndarray) -> float:
    """The noise of z at abscissae k, both (N,), N >= 5: what no smooth function of log k explains.

    Third divided differences vanish on parabolas; with unit noise their normalized values have
    variance 1.
    """
    weights = _differences(np.ascontiguousarray(k, dtype=np.float64).tobytes())
    count = len(z) - 3
    third = weights[0] * z[:count]
    for j in (1, 2, 3):
        third += weights[j] * z[j : j + count]
    return math.sqrt(third @ third / count)


@lru_cache(maxsize=256)
def _differences(key: bytes) -> np.ndarray:
    s = np.log(np.frombuffer(key))
    count = len(s) - 3
    points = np.stack([s[j : j + count] for j in range(4)])  # (4, N − 3)
    gaps = points[:, None] - points[None]
    gaps[np.arange(4), np.arange(4)] = 1.0
    weights = 1 / gaps.prod(axis=1)
    return np.asarray(weights / np.sqrt(np.sum(weights**2, axis=0)))
