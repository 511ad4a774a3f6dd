"""Optimizers that are used: quasi-Newton, conjugate gradients, line search, momentum."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from corpus.case import Case
from corpus.kinds.functions import Function, problem, quadratic
from corpus.kinds.kind import (
    SLOWLY,
    TO_A_MINIMIZER,
    Draw,
    record,
)
from corpus.kinds.running import descend

WELL_BEHAVED = ("logistic", "log-cosh", "nesterov", "rosenbrock", "ridge-logistic", "himmelblau")


def _converged(f: Function, x: np.ndarray) -> Case:
    """Shown where ‖∇f‖ fell by 10⁴ or more."""
    norm = np.linalg.norm(f.gradient(x), axis=-1)
    return record(f, x, TO_A_MINIMIZER if norm[-1] < 1e-4 * norm[0] else SLOWLY)


def _by_scipy(d: Draw, method: str, name: str, options: dict[str, float]) -> Case:
    """The points that the solver reports, from the start on."""
    f = problem(name)
    n = len(np.atleast_1d(_problem_start(name)))
    start = _problem_start(name) + d.rng.uniform(-0.3, 0.3, n)
    points = [start]
    minimize(
        lambda x: float(f.value(x)),
        start,
        jac=None if method == "Nelder-Mead" else f.gradient,
        method=method,
        callback=lambda intermediate_result: points.append(intermediate_result.x.copy()),
        options=options,
    )
    return _converged(f, np.array(points))


def _problem_start(name: str) -> np.ndarray:
    """A point from which solvers go a while."""
    if name == "nesterov":
        return np.zeros(10)
    return {"rosenbrock": np.array([-1.2, 1.0])}.get(name, np.array([2.0, -1.5]))


def l_bfgs(d: Draw) -> Case:
    """L-BFGS to a nondegenerate minimizer: superlinear until its tolerance ends it."""
    name = str(d.rng.choice(WELL_BEHAVED))
    return _by_scipy(d, "L-BFGS-B", name, {"ftol": 0, "gtol": 1e-12, "maxiter": 500})


def l_bfgs_stopped_early(d: Draw) -> Case:
    """L-BFGS on Rosenbrock's valley, ended after 4 … 12 iterations."""
    steps = int(d.rng.integers(4, 12))
    return _by_scipy(d, "L-BFGS-B", "rosenbrock", {"gtol": 1e-12, "maxiter": steps})


def bfgs(d: Draw) -> Case:
    """BFGS to a nondegenerate minimizer."""
    return _by_scipy(d, "BFGS", str(d.rng.choice(WELL_BEHAVED)), {"gtol": 1e-9})


def newton_cg(d: Draw) -> Case:
    """Truncated Newton to a nondegenerate minimizer of a convex function."""
    name = str(d.rng.choice(["logistic", "nesterov", "ridge-logistic"]))
    return _by_scipy(d, "Newton-CG", name, {"xtol": 1e-12})


def nonlinear_conjugate_gradients(d: Draw) -> Case:
    """Polak–Ribière to a nondegenerate minimizer."""
    return _by_scipy(d, "CG", str(d.rng.choice(WELL_BEHAVED)), {"gtol": 1e-9})


def nelder_mead(d: Draw) -> Case:
    """Nelder–Mead's best vertex in the plane, to the rounding floor of f."""
    name = str(d.rng.choice(["logistic", "log-cosh", "rosenbrock"]))
    return _by_scipy(d, "Nelder-Mead", name, {"xatol": 1e-10, "fatol": 1e-16, "maxiter": 400})


def l_bfgs_padded(d: Draw) -> Case:
    """L-BFGS whose last row is repeated to the end of a table, as logs of fixed length are."""
    case = l_bfgs(d)
    rows = int(d.rng.integers(100, 400))
    held = lambda a: np.concatenate([a, np.repeat(a[-1:], rows, axis=0)])  # noqa: E731
    return replace(
        case,
        gradient_norm=held(case.gradient_norm),
        value=held(case.value),
        iterate=held(case.iterate),
    )


def _spectrum(d: Draw, n: int, condition: float) -> Function:
    return quadratic(np.geomspace(1 / condition, 1, n))


def linear_conjugate_gradients(d: Draw) -> Case:
    """Conjugate gradients on a quadratic in ℝ⁶⁰ with condition 10² … 10⁴: √κ sets the rate."""
    f, n = _spectrum(d, 60, d.spread(1e2, 1e4)), 60
    x, points = d.start(n), []
    g = f.gradient(x)
    p = -g
    for _ in range(d.rows(60, 200)):
        points.append(x)
        if g @ g < 1e-28:
            break
        t = -(g @ p) / (p @ f.gradient(p))
        x, old = x + t * p, g
        g = f.gradient(x)
        p = -g + (g @ g) / (old @ old) * p
    return _converged(f, np.array(points))


def barzilai_borwein(d: Draw) -> Case:
    """t = sᵀs/sᵀy on a quadratic: R-linear, far from monotone (Dai, Liao 2002)."""
    f = _spectrum(d, 20, d.spread(10, 1e3))
    x, t, points, steps = d.start(20), 0.5, [], []
    for _ in range(d.rows(100, 600)):
        g = f.gradient(x)
        points.append(x)
        steps.append(t)
        s = -t * g
        y = f.gradient(x + s) - g
        x = x + s
        if s @ y < 1e-280:
            break
        t = (s @ s) / (s @ y)
    return replace(_converged(f, np.array(points)), step=np.array(steps))


def steepest_descent(d: Draw) -> Case:
    """Exact line search on a quadratic, zigzagging: ‖∇f‖ ~ e^(−2K/κ), open unless K > 3κ."""
    rows, condition = d.rows(300, 3000), d.spread(10, 1e3)
    f, x, points = _spectrum(d, 5, condition), d.start(5), []
    for _ in range(rows * d.longer):
        g = f.gradient(x)
        points.append(x)
        x = x - (g @ g) / max(g @ f.gradient(g), 1e-300) * g
    return record(f, np.array(points), TO_A_MINIMIZER if rows > 3 * condition else SLOWLY)


def polyak_steps(d: Draw) -> Case:
    """t = (f − f*)/‖∇f‖²: ‖x − x*‖ decreases, f → f* for convex f."""
    rows, condition = d.rows(400, 3000), d.spread(3, 50)
    f, x, points = _spectrum(d, 5, condition), d.start(5), []
    for _ in range(rows * d.longer):
        g = f.gradient(x)
        points.append(x)
        x = x - float(f.value(x)) / max(g @ g, 1e-300) * g
    return record(f, np.array(points), TO_A_MINIMIZER)


def nesterov_momentum(d: Draw) -> Case:
    """y = x + (k − 1)/(k + 2)(x − x⁻) on a quadratic: O(k^(−3/2)), rippled; √(tλₙ)K > 10."""
    k = d.k(d.rows(1000, 8000))
    f, t = quadratic(np.array([1, d.between(0.02, 0.5)])), d.between(0.05, 0.9)
    x = before = d.start(2)
    points = np.empty((len(k), 2))
    for i, beta in enumerate(((k - 1) / (k + 2)).tolist()):
        points[i] = x
        y = x + beta * (x - before)
        x, before = y - t * f.gradient(y), x
    return record(f, points, TO_A_MINIMIZER, step=np.full(len(k), t))


def heavy_ball(d: Draw) -> Case:
    """β < 1 constant: x falls like β^(k/2) or faster; open unless β^(K/2) < 10⁻³."""
    rows, beta = d.rows(300, 8000), 1 - d.spread(0.003, 0.3)
    f, step = quadratic(np.array([1, 0.3])), d.between(0.05, 0.9) + 0 * d.k(rows)
    letters = TO_A_MINIMIZER if beta ** (rows / 2) < 1e-3 else SLOWLY
    return record(f, descend(f, d.start(2), step, momentum=beta), letters, step=step)


def coordinates_in_turn(d: Draw) -> Case:
    """Exact minimization over a coordinate at a time (Gauss–Seidel): linear; rate q², q ≤ 0.95."""
    k, q = d.k(d.rows(300, 3000)), d.between(0.3, 0.95)
    matrix, x = np.array([[1, q], [q, 1]]), d.start(2)
    f = Function(lambda z: ((z @ matrix) * z).sum(-1) / 2, lambda z: z @ matrix)
    points = np.empty((len(k), 2))
    for i in range(len(k)):
        points[i] = x
        x = x.copy()
        x[i % 2] -= (matrix @ x)[i % 2]
    return record(f, points, TO_A_MINIMIZER)
