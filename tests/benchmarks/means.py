"""Claims about means whose truth is known in closed form, held against ensembles.

200 settings: SGD and n-SAM on f = Σⱼ λⱼxⱼ²/2 with components f + ⟨e, x⟩, e = ±√n sⱼ along each
axis, so that coordinate j of the noise has mean 0 and variance sⱼ². Of each the mean of one of
f − f*, ‖∇f‖² and the average of ‖∇f‖² is known at every k. "E q(xᵏ) ≤ c times that" is decided for
six c at the last k, at the error that it has as one of all recorded k, and also for all of these at
once. A verdict is wrong where a true claim (c ≥ 1) is violated or a false one is consistent.

SGD: with r = 1 − tλ coordinate j has mean rᵏ⁻¹x¹ and variance t²s²(1 − r²ᵏ⁻²)/(1 − r²).
n-SAM, n = 1: where λ|x| < s the ascent goes along the sign of e alone, which is drawn independently
of the descent: x⁺ = rx − tλρ(±1) − te, so that s² + λ²ρ² stands for s². From 0 |xᵏ| is at most
(1 − rᵏ⁻¹)(ρ + s/λ), which for (1 − rᵏ⁻¹)(λρ + s) < s leaves it there. Where λ|x| > s it goes along
the sign of x: x + ρ follows SGD's law, as long as rᵏ⁻¹(x¹ + ρ) − (s/λ)(1 − rᵏ⁻¹) − ρ > s/λ.

Run: python tests/benchmarks/means.py [--seeds S] [--settings N]
"""

from __future__ import annotations

import argparse
import math
import time
from collections import Counter
from dataclasses import dataclass

import numpy as np

from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.ensembles import ensemble
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem, namespace
from sam_theory.statements.expectations import ERROR, decide
from sam_theory.statements.samples import Sample
from sam_theory.verdict import Status

FACTORS = (0.25, 0.5, 0.8, 1.25, 2.0, 4.0)
QUANTITIES = ("f − f*", "‖∇f‖²", "average of ‖∇f‖²")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A setting and a quantity."""

    method: str
    curvature: np.ndarray  # (n,), λ
    noise: np.ndarray  # (n,), s
    start: np.ndarray  # (n,)
    step: float
    radius: float
    iterations: int
    quantity: str
    seed: int


def problem_of(case: Case) -> Problem:
    """f and its components."""
    n = len(case.curvature)
    single = np.diag(math.sqrt(n) * case.noise)
    errors = np.concatenate([single, -single])  # (2n, n)

    def gradient(x: Array) -> Array:
        return x * namespace(x).asarray(case.curvature)

    def sampled(x: Array, weights: Array) -> Array:
        return gradient(x) + weights @ namespace(x).asarray(errors)

    return Problem(
        name="additive-noise",
        formula="",
        dimension=n,
        value=lambda x: namespace(x).sum(x * gradient(x), axis=-1) / 2,
        gradient=gradient,
        starts=(tuple(case.start),),
        region=((-1.0,) * n, (1.0,) * n),
        facts=Facts(infimum=Fact(Enclosure(0, 0), "f(0)")),
        components=Components(2 * n, sampled),
        source="by hand",
    )


def moments(case: Case, k: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """E x, E x² at k and the average of E x² over i ≤ k, by coordinates: (W, n) each."""
    r, spread, offset = 1 - case.step * case.curvature, case.noise**2, 0.0
    if case.method == "n-sam" and case.start[0] == 0:
        spread = spread + (case.curvature * case.radius) ** 2
    elif case.method == "n-sam":
        offset = case.radius
    first, power = case.start + offset, r ** (k[:, None] - 1)
    mean = power * first
    limit = case.step**2 * spread / (1 - r**2)
    square = mean**2 + limit * (1 - power**2)
    sums = (1 - power**2 * r**2) / (1 - r**2)  # Σ_{i<k} r²ⁱ
    average = (sums * (first**2 - limit)) / k[:, None] + limit
    means = first * (1 - power * r) / (1 - r) / k[:, None]
    return (
        mean - offset,
        square - 2 * offset * mean + offset**2,
        average - 2 * offset * means + offset**2,
    )


def truth(case: Case, k: np.ndarray) -> np.ndarray:
    """The mean of the quantity at k, (W,)."""
    _, square, average = moments(case, k)
    weights = case.curvature / 2 if case.quantity == "f − f*" else case.curvature**2
    of = average if case.quantity == QUANTITIES[2] else square
    return np.asarray(of @ weights)


def longest(case: Case) -> int:
    """How many iterations the closed form is valid for."""
    if case.method == "sgd":
        return 10**9
    (curvature,), (noise,), (start,) = case.curvature, case.noise, case.start
    r = 1 - case.step * curvature
    if start == 0:
        return int(
            math.log(curvature * case.radius / (curvature * case.radius + noise)) / math.log(r)
        )
    # rᵐ(x¹ + ρ + s/λ) > 2s/λ + ρ
    far = 2 * noise / curvature + case.radius
    return int(math.log(far / (start + case.radius + noise / curvature)) / math.log(r))


def cases(count: int) -> list[Case]:
    """The settings: half SGD, a quarter n-SAM of each kind."""
    rng = np.random.default_rng(20260101)
    found = []
    for i in range(count):
        kind = ("sgd", "near", "sgd", "far")[i % 4]
        n = int(rng.choice([1, 2, 5, 20])) if kind == "sgd" else 1
        curvature, noise = rng.uniform(0.2, 1.0, n), rng.uniform(0.1, 1.0, n)
        step, radius = rng.uniform(0.02, 0.5), 0.0
        start = rng.uniform(-2, 2, n) * rng.integers(0, 2)
        if kind == "near":
            radius, start = float(rng.uniform(0.01, 0.1) * noise[0] / curvature[0]), np.zeros(1)
        if kind == "far":
            radius = float(rng.uniform(0.05, 1.0))
            start = np.array([rng.uniform(20, 200) * noise[0] / curvature[0]])
        case = Case(
            method="sgd" if kind == "sgd" else "n-sam",
            curvature=curvature,
            noise=noise,
            start=start,
            step=float(step),
            radius=radius,
            iterations=int(rng.choice([30, 200, 1000])),
            quantity=str(rng.choice(QUANTITIES)),
            seed=i,
        )
        found.append(Case(**{**vars(case), "iterations": min(case.iterations, longest(case))}))
    return found


def sample_of(case: Case, seeds: int) -> Sample:
    """The quantity by seeds."""
    plan = Plan(
        method=Library().get("methods", case.method),
        step=Schedule(repr(case.step)),
        radius=Schedule(repr(case.radius)),
        start=case.start,
    )
    e = ensemble(problem_of(case), plan, iterations=case.iterations, seeds=seeds, seed=case.seed)
    found = {"f − f*": e.value, "‖∇f‖²": e.slope**2}.get(case.quantity, e.average)
    return Sample.known(e.k, found, case.quantity)


def at_last(sample: Sample) -> Sample:
    """The last k alone."""
    return Sample.known(sample.k[-1:], sample.low[-1:], sample.what)


def deviation(sample: Sample, known: np.ndarray) -> float:
    """By how many standard errors the mean is off at the last k."""
    values = sample.low[-1]
    return abs(float(values.mean() - known[-1])) / float(values.std() / math.sqrt(len(values)))


def main() -> None:
    """Print the verdicts by factor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--settings", type=int, default=200)
    options = parser.parse_args()
    tables: tuple[Counter[tuple[float, Status]], ...] = (Counter(), Counter())
    off, start = [], time.perf_counter()
    for case in cases(options.settings):
        sample = sample_of(case, options.seeds)
        known = truth(case, sample.k)
        off.append(deviation(sample, known))
        for factor in FACTORS:
            verdicts = (
                decide(at_last(sample), factor * known[-1:], error=ERROR / len(known)),
                decide(sample, factor * known),
            )
            for table, verdict in zip(tables, verdicts, strict=True):
                table[factor, verdict.status] += 1
                if (factor > 1 and verdict.fails) or (factor < 1 and verdict.holds):
                    print(f"wrong: {factor} of {case}: {verdict.evidence}")
    took = time.perf_counter() - start
    print(f"{options.settings} settings, {options.seeds:,} seeds, {took:.0f} s")
    print(f"sample means: {np.mean(np.array(off) > 2):.1%} off by > 2 standard errors, ", end="")
    print(f"at most {max(off):.2f}")
    kinds = (Status.VIOLATED, Status.UNDECIDED, Status.CONSISTENT)
    for what, table in zip(("at the last k", "at all recorded k"), tables, strict=True):
        print(
            f"\n| claimed / true, {what} | violated | undecided | consistent |\n|---|---|---|---|"
        )
        for factor in FACTORS:
            print(f"| {factor:g} | " + " | ".join(str(table[factor, s]) for s in kinds) + " |")


if __name__ == "__main__":
    main()
