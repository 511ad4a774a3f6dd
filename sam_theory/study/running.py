"""The runs of settings of one problem, each computed once for all that have it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from sam_theory.methods.gradient_descent import gradient_descent
from sam_theory.runs.batch import Plan
from sam_theory.runs.engines import Engine, run_with
from sam_theory.runs.trace import Trace
from sam_theory.schedules.schedule import Schedule, is_zero
from sam_theory.setting.box import Region
from sam_theory.setting.method import Method
from sam_theory.setting.problem import starting_points
from sam_theory.statements.theorem import Setting
from sam_theory.study.study import Study


def traces_of(study: Study, settings: Sequence[Setting]) -> Runs:
    """The runs of these settings of one problem, from the starts of the study."""
    return run_all(
        settings,
        iterations=study.iterations,
        starts=study.starts,
        seed=study.seed,
        engine=study.engine,
    )


Identity = tuple[str, Schedule, Schedule, Region | None]
Runs = dict[Identity, Sequence[Trace]]


def run_all(
    settings: Sequence[Setting],
    *,
    iterations: int,
    starts: int,
    seed: int,
    engine: Engine = "numpy",
) -> Runs:
    """The runs of settings of one problem, by what equal ones have in common."""
    if not settings:
        return {}
    different, plans = runs_of(settings, starts=starts, seed=seed)
    problem = settings[0].problem
    traces = run_with(engine, problem, plans, iterations=iterations, seed=seed)
    return {same: traces[i * starts : (i + 1) * starts] for i, same in enumerate(different)}


def runs_of(
    settings: Sequence[Setting], *, starts: int, seed: int
) -> tuple[list[Identity], list[Plan]]:
    """The different identities of settings of one problem, and `starts` runs of each, in turn."""
    problem = settings[0].problem
    points = starting_points(problem, starts, generator(seed, problem.name))
    moving = {identity(setting): setting for setting in settings}
    different = sorted(moving, key=lambda same: same[0])  # the runs of a method stand together
    plans = [
        Plan(method=mover(moving[same]), step=same[1], radius=same[2], start=point, number=number)
        for same in different
        for number, point in enumerate(points)
    ]
    return different, plans


def identity(setting: Setting) -> Identity:
    """What two settings with the same runs have in common, and the box whose L these know."""
    box = setting.problem.region_of_constants
    return mover(setting).name, setting.step, setting.radius, box


def mover(setting: Setting) -> Method:
    """The method that is run: where ρ = 0, every displaced one is gradient descent."""
    method = setting.method
    displaced = method.displacement is not None and method.uses_radius
    return gradient_descent() if displaced and is_zero(setting.radius) else method


def generator(seed: int, name: str) -> np.random.Generator:
    """The source of a problem's random starts: a function of the seed and the problem's name."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])
