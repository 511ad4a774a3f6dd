"""Fits in closed form against least squares by a library, and of many tails against one."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.fits import SHARES, Basis, Fits, Gaps, every_way, likely_ways

K = np.geomspace(60, 5000, 24)
RNG = np.random.default_rng(5)
Z = -0.6 * np.log(K) + 0.1 * np.sin(np.log(K)) + 0.02 * RNG.standard_normal((3, 24))
WEIGHTS = np.broadcast_to(K**0.5 / np.mean(K**0.5), Z.shape)


def fitted(gaps: Gaps, basis: Basis) -> Fits:
    """All models, to all limits."""
    return Fits.of(gaps, basis, every_way(basis.models))


def by_library(gaps: Gaps, basis: Basis, run: int, c: int, model: int) -> float:
    """The residual sum of squares that lstsq finds."""
    at = min(run, len(basis.values) - 1)
    columns = sorted({basis.first[model], basis.second[model]})
    design = np.column_stack([np.ones(len(K)), basis.values[at][:, columns]])
    root = np.sqrt(gaps.weighted[run, c])
    found = np.linalg.lstsq(design * root[:, None], gaps.logs[run, c] * root, rcond=None)[0]
    return float(np.sum((root * (gaps.logs[run, c] - design @ found)) ** 2))


@pytest.mark.parametrize("elapsed", [False, True])
def test_every_model_is_fitted_as_a_library_does(elapsed: bool) -> None:
    basis = Basis.of(K[None])
    if elapsed:
        basis = basis.beside(Basis.of(np.sqrt(K) * np.array([[1.0], [2.0], [3.0]]), elapsed=True))
    gaps = Gaps.of(Z, WEIGHTS)
    squares = fitted(gaps, basis).squares.reshape(3, len(SHARES), len(basis.models))
    for run in range(3):
        for c in (0, 5, len(SHARES) - 1):
            for model in range(len(basis.models)):
                expected = by_library(gaps, basis, run, c, model)
                assert squares[run, c, model] == pytest.approx(expected, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("elapsed", [False, True])
def test_along_likely_ways_fits_are_what_they_are_along_every_way(elapsed: bool) -> None:
    basis = Basis.of(K[None])
    if elapsed:
        basis = basis.beside(Basis.of(np.sqrt(K) * np.array([[1.0], [2.0], [3.0]]), elapsed=True))
    gaps, ways = Gaps.of(Z, WEIGHTS), likely_ways(basis.models)
    some, every = Fits.of(gaps, basis, ways), fitted(gaps, basis)
    at = ways.limit * len(basis.models) + ways.model
    assert 0 < len(at) < len(every.ways.limit)
    assert np.all(np.diff(at) > 0)
    for name in ("squares", "first", "second", "weight"):
        assert np.array_equal(getattr(some, name), getattr(every, name)[:, at]), name
    assert np.array_equal(ways.limit[ways.starts], np.arange(len(SHARES)))
    assert np.all(np.diff(ways.starts) > 0)


def test_residuals_are_those_of_the_chosen_fit() -> None:
    gaps = Gaps.of(Z, WEIGHTS)
    fits = fitted(gaps, Basis.of(K[None]))
    squares = np.sum(fits.residuals(gaps, fits.squares.argmin(axis=1)) ** 2, axis=1)
    assert squares == pytest.approx(fits.squares.min(axis=1), rel=1e-8)


def test_powers_are_the_exponents_of_a_pure_power() -> None:
    gaps = Gaps.of(-0.7 * np.log(K)[None], np.ones((1, len(K))))
    basis = Basis.of(K[None])
    lead, other = fitted(gaps, basis).powers(basis.whole)
    model = basis.models.index(("log k",))
    assert lead[0, model] == pytest.approx(0.7)
    assert other[0, model] == 0


def test_what_does_not_count_changes_nothing() -> None:
    weights = np.ones_like(Z)
    weights[:, :4] = 0
    spoilt = Z.copy()
    spoilt[:, :4] = 1e3
    basis = Basis.of(K[None])
    whole, part = (fitted(Gaps.of(z, weights), basis) for z in (Z, spoilt))
    assert np.array_equal(whole.squares, part.squares)
