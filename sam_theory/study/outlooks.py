"""What is known of runs beyond their horizon: how schedules go on, and what f is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from sam_theory.properties.outlook import Outlook
from sam_theory.runs.trace import Trace
from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule, is_zero
from sam_theory.setting.facts import fails, holds
from sam_theory.setting.spread import vanish_together
from sam_theory.statements.theorem import Setting
from sam_theory.verdict import Status

FAR, LOOKS = 10**4, 400  # how many times the horizon is looked beyond, and at how many k
GROWTH = 0.01  # relative, from which on a schedule counts as growing


def outlook_of(setting: Setting, iterations: int) -> Outlook:
    """What is known of a setting beyond runs of that length, for the property checkers."""
    facts, method = setting.problem.facts, setting.method
    modulus = facts.strong_convexity

    def ask(key: str) -> Status:
        return decide(key, setting.step, setting.radius).status

    exact = method.error_model == "exact" or (
        method.displacement is not None and is_zero(setting.radius)
    )
    perturbed, stated = not exact, method.error
    return Outlook(
        step_diverges=ask("step-diverges"),
        step_vanishes=ask("step-vanishes"),
        step_bounded_below=ask("step-bounded-below"),
        radius_vanishes=ask("radius-vanishes"),
        radius_zero=not perturbed,
        product_summable=ask("product-summable"),
        lipschitz=facts.lipschitz_bound,
        strong_convexity=None if modulus is None else float(modulus.value.lower),
        constant_error=(None if stated is None else stated.absolute) if perturbed else 0.0,
        relative_error=(None if stated is None else stated.relative) if perturbed else 0.0,
        draws_last=_draws_last(setting),
        radius_unsettled=perturbed
        and not setting.radius.is_constant
        and ask("radius-vanishes") is not Status.PROVED,
        grows_later=grows_later(_used(setting), iterations),
        bounded_below=holds(facts.bounded_below),
        unbounded_below=fails(facts.bounded_below),
        level_sets_bounded=holds(facts.level_sets_bounded),
        convex=facts.convex.value if facts.convex is not None else None,
    )


def _draws_last(setting: Setting) -> bool:
    """Whether draws are not known to vanish where ∇f does: an error stated in ρₖ covers its own."""
    method, components = setting.method, setting.problem.components
    if method.draws == 0 or components is None:
        return method.random and method.error is None
    return components.variance is None or components.variance.value.upper > 0


def _outlooks(setting: Setting, traces: Sequence[Trace]) -> list[Outlook]:
    """Of every run: that of the setting, or what is drawn is seen to vanish where the run ends."""
    outlook = outlook_of(setting, max(trace.iterations for trace in traces))
    components, ends = setting.problem.components, [trace.iterates for trace in traces]
    if not outlook.draws_last or components is None or setting.method.normals > 0:
        return [outlook] * len(traces)
    vanish = (e is not None and vanish_together(components, e.last, e.first) for e in ends)
    return [replace(outlook, draws_last=not gone) for gone in vanish]


def _used(setting: Setting) -> Mapping[str, Schedule]:
    radius = {"radius": setting.radius} if setting.method.uses_radius else {}
    return {"step": setting.step, **radius}


def grows_later(used: Mapping[str, Schedule], iterations: int) -> str:
    """Which schedule exceeds beyond the horizon what it was at its end; empty: none is seen to.

    Of numbers nothing is seen there.
    """
    for what, schedule in used.items():
        if schedule.numbers is None and not schedule.is_constant:
            now, later = _now_and_later(schedule, iterations)
            if later > (1 + GROWTH) * now:
                return f"the {what} grows to {later:.3g} beyond the horizon, from {now:.3g}"
    return ""


@lru_cache(maxsize=256)  # settings have most of their schedules in common
def _now_and_later(schedule: Schedule, iterations: int) -> tuple[float, float]:
    """The greatest values of a formula over the second half of the horizon, and beyond it."""
    end = np.arange(max(iterations // 2, 1), iterations + 1)
    beyond = np.unique(np.geomspace(iterations + 1, FAR * iterations, LOOKS).astype(np.int64))
    return float(schedule.values(end).max()), float(schedule.values(beyond).max())
