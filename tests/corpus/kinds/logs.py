"""Runs of other kinds as logs hold them: thinned, rounded, carried forward, smoothed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from corpus.case import Case, always
from corpus.kinds import biased, catalogue, converging, cycles, leaving, noisy, stalled
from corpus.kinds.functions import quadratic
from corpus.kinds.kind import CYCLE, TO_A_MINIMIZER, Draw, labels_of
from corpus.kinds.running import descend
from corpus.kinds.writing import carried, columns, rounded, single, smoothed, thinned

Make = Callable[[Draw], Case]


def _relabelled(case: Case, letters: str) -> Case:
    return replace(case, letters=letters, labels=always(labels_of(letters)))


def _one_of(d: Draw, *makes: Make) -> Case:
    return makes[int(d.rng.integers(len(makes)))](d)


def _converging(d: Draw) -> Case:
    return _one_of(d, converging.gd_on_a_quartic, converging.gd_harmonic, cycles.sam_radius_fading)


def _short(d: Draw) -> Case:
    return _one_of(d, stalled.constant_error_powers, biased.sam_trapped, biased.bias_with_a_floor)


def converging_every_tenth_row(d: Draw) -> Case:
    """A slow run to a minimizer, of which every tenth row is kept."""
    return thinned(_converging(d), 10)


def converging_every_hundredth_row(d: Draw) -> Case:
    """The same, every hundredth."""
    return thinned(_converging(d), 100)


def short_every_tenth_row(d: Draw) -> Case:
    """A run that stops short, every tenth row."""
    return thinned(_short(d), 10)


def cycle_every_tenth_row(d: Draw) -> Case:
    """SAM's two-cycle, every tenth row: x shows one side alone, so that no limit of x is shown."""
    return _relabelled(thinned(cycles.sam_constant(d), 10), "FFFFFTf")


def cycle_every_ninth_row(d: Draw) -> Case:
    """SAM's two-cycle, every ninth row: both sides in turn."""
    return thinned(cycles.sam_constant(d), 9)


def noise_every_tenth_row(d: Draw) -> Case:
    """SGD with fading steps, every tenth row."""
    return thinned(noisy.sgd_robbins_monro(d), 10)


def tail_every_hundredth_row(d: Draw) -> Case:
    """e^(−x), every hundredth row."""
    return thinned(leaving.exponential_tail(d), 100)


def rows_at_powers(d: Draw) -> Case:
    """A slow run of which about 20 rows an octave are kept."""
    case = _converging(d)
    at = np.unique(np.round(2 ** np.arange(0, np.log2(case.iterations), 0.05)).astype(int)) - 1
    return columns(case, lambda a: a[at], k=at + 1)


def some_rows_missing(d: Draw) -> Case:
    """A run of which one row in fifty is lost."""
    case = _converging(d)
    at = np.flatnonzero(np.arange(case.iterations) % 50 != 17)
    return columns(case, lambda a: a[at], k=at + 1)


def converging_carried_forward(d: Draw) -> Case:
    """‖∇f‖ and f evaluated every 50 rows and repeated in between; x in every row."""
    return carried(_converging(d), int(d.rng.integers(20, 100)))


def short_carried_forward(d: Draw) -> Case:
    """The same of a run that stops short."""
    return carried(_short(d), int(d.rng.integers(20, 100)))


def noise_carried_forward(d: Draw) -> Case:
    """The same of SGD with constant t."""
    return carried(noisy.sgd_constant(d), int(d.rng.integers(10, 50)))


def converging_in_six_digits(d: Draw) -> Case:
    """A slow run, printed with six digits."""
    return rounded(_converging(d), 6)


def short_in_six_digits(d: Draw) -> Case:
    """A run that stops short, printed with six digits."""
    return rounded(_short(d), 6)


def cycle_in_six_digits(d: Draw) -> Case:
    """SAM's two-cycle, printed with six digits."""
    return rounded(cycles.sam_constant(d), 6)


def linear_in_six_digits(d: Draw) -> Case:
    """GD to 0 at a linear rate, with six digits, which are relative: nothing ends at a floor."""
    return rounded(converging.gd_linear(d), 6)


def offset_in_six_digits(d: Draw) -> Case:
    """GD to x* near 3, f* near 2, with six digits: x and f repeat, ‖∇f‖ goes on falling."""
    k = d.k(d.rows(400, 5000))
    f, step = quadratic(np.array([1, 0.5]), np.array([3.1, 2.7])), d.between(0.1, 0.9) + 0 * k
    x = descend(f, d.start(2), step)
    norm = np.linalg.norm(f.gradient(x), axis=-1)
    case = Case(
        kind="",
        labels=always(labels_of(TO_A_MINIMIZER)),
        letters=TO_A_MINIMIZER,
        gradient_norm=norm,
        value=f.value(x) + 2.3,
        iterate=x,
        step=step,
    )
    return rounded(case, 6)


def converging_in_four_decimals(d: Draw) -> Case:
    """A slow run printed with four decimals, as `.4f` does: it ends on a grid of 10⁻⁴."""
    case = converging.gd_on_a_quartic(d)
    return columns(case, lambda a: np.round(a, 4), k=None)


def converging_in_float32(d: Draw) -> Case:
    """A slow run, its columns stored in float32."""
    return single(_converging(d))


def short_in_float32(d: Draw) -> Case:
    """A run that stops short, its columns stored in float32."""
    return single(_short(d))


def cycle_in_float32(d: Draw) -> Case:
    """SAM's two-cycle about 1000 in float32: ± tρ/2 is far above the precision there."""
    case = cycles.sam_constant(d)
    return single(replace(case, iterate=None if case.iterate is None else case.iterate + 1000))


def noise_smoothed(d: Draw) -> Case:
    """‖∇f‖ and f of SGD with fading steps as exponential averages."""
    return smoothed(noisy.sgd_robbins_monro(d), d.between(0.9, 0.99))


def noise_lasting_smoothed(d: Draw) -> Case:
    """The same of SGD with constant t: liminf of the average is not that of ‖∇f‖."""
    case = smoothed(noisy.sgd_constant(d), d.between(0.9, 0.99))
    return _relabelled(case, "-FFFFFF")


def cycle_smoothed(d: Draw) -> Case:
    """SAM's two-cycle, smoothed: ‖∇f‖ and f are constant on it anyway."""
    return smoothed(cycles.sam_constant(d), d.between(0.9, 0.99))


def short_smoothed(d: Draw) -> Case:
    """A run that stops short, smoothed."""
    return smoothed(_short(d), d.between(0.9, 0.98))


def _minibatch(d: Draw, case: Case, spread: float) -> Case:
    """‖∇f‖ times a lognormal number, as the norms of batches that agree on the minimizer."""
    factor = np.exp(spread * d.noise(case.gradient_norm, 1)[:, 0])
    return replace(case, gradient_norm=case.gradient_norm * factor)


def minibatch_norms_converging(d: Draw) -> Case:
    """A slow run whose ‖∇f‖ is read off minibatches: it varies by a third about the true one."""
    return _minibatch(d, _converging(d), 0.3)


def minibatch_norms_short(d: Draw) -> Case:
    """A run that stops short, ‖∇f‖ read off minibatches."""
    return _minibatch(d, _short(d), 0.3)


def minibatch_norms_lasting(d: Draw) -> Case:
    """SGD with constant t, norms of noisy gradients: where both readings agree, nothing holds."""
    k = d.k(d.rows(1000, 8000))
    f, step = quadratic(np.linspace(1, 0.4, 5)), d.between(0.05, 0.8) + 0 * k
    start, error = d.start(5), d.between(0.1, 1) * d.noise(k, 5)
    x = descend(f, start, step, error=error)
    norm = np.linalg.norm(f.gradient(x) + error, axis=-1)
    letters = "tFFFFFF"
    return Case(
        kind="",
        labels=always(labels_of(letters)),
        letters=letters,
        gradient_norm=norm,
        value=f.value(x),
        iterate=x,
        step=step,
    )


def norms_alone_converging(d: Draw) -> Case:
    """A slow run of which ‖∇f‖ alone is recorded; limits of x and f are not shown."""
    return _alone(_converging(d), "TTTtttt")


def norms_alone_cycling(d: Draw) -> Case:
    """A two-cycle of which ‖∇f‖ alone is recorded."""
    return _alone(cycles.sam_constant(d), "FfFfFtf")


def norms_and_values_short(d: Draw) -> Case:
    """A run that stops short, without x."""
    return _alone(catalogue.inexact_gradients_on_a_line(d), "FfFfFTt")


def _alone(case: Case, letters: str) -> Case:
    value = case.value if letters[5] == "T" else None
    return _relabelled(replace(case, value=value, iterate=None, step=None, radius=None), letters)


def means_over_epochs(d: Draw) -> Case:
    """A slow run as means over epochs of 20 rows, a row an epoch."""
    case = _converging(d)
    rows = case.iterations // 20 * 20
    mean = lambda a: a[:rows].reshape(-1, 20, *a.shape[1:]).mean(1)  # noqa: E731
    return columns(case, mean, k=np.arange(1, rows // 20 + 1) * 20)


def cycle_as_means_over_epochs(d: Draw) -> Case:
    """SAM's two-cycle as means over epochs of 20 rows: the mean of x converges, x does not."""
    case = cycles.sam_constant(d)
    rows = case.iterations // 20 * 20
    mean = lambda a: a[:rows].reshape(-1, 20, *a.shape[1:]).mean(1)  # noqa: E731
    means = columns(case, mean, k=np.arange(1, rows // 20 + 1) * 20)
    return _relabelled(means, CYCLE[:-1] + "-")
