"""A study: settings run, properties judged, theorems held against them, findings collected."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from operator import is_

import numpy as np

from sam_theory.asymptotics.parsing import parse
from sam_theory.library.catalogues import Library
from sam_theory.methods.gradient_descent import gradient_descent
from sam_theory.properties.judge import ALL, PROPERTIES, judge_all
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.batch import Plan
from sam_theory.runs.engines import Engine, run_with
from sam_theory.runs.ensembles import SEEDS
from sam_theory.runs.trace import Trace
from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Numbers, Schedule, is_zero
from sam_theory.setting.box import Region
from sam_theory.setting.facts import fails, holds
from sam_theory.setting.method import Method
from sam_theory.setting.oracle import lacks_components
from sam_theory.setting.problem import Problem, answering, starting_points
from sam_theory.setting.region import on_region
from sam_theory.setting.spread import vanish_together
from sam_theory.statements.conclusions.numbers import OF_SCHEDULES
from sam_theory.statements.consistency import claims_of, inconsistencies
from sam_theory.statements.curves import worst_curves
from sam_theory.statements.finding import (
    ConclusionFinding,
    Finding,
    Skipped,
    TheoremFinding,
    theorem_finding,
)
from sam_theory.statements.heights import height_of
from sam_theory.statements.holding import HeldTheorem, check_together, hold_setting
from sam_theory.statements.hypotheses.steps import OF_STEPS, find_together
from sam_theory.statements.starts import worst_start
from sam_theory.statements.theorem import Evidence, Run, Setting, Theorem
from sam_theory.study.confining import confined, needs_region, regions, stays
from sam_theory.study.drawing import Draws
from sam_theory.study.refuting import Observed, refuted_where_certified
from sam_theory.verdict import Status, Verdict

ITERATIONS, STARTS, SEED = 5000, 3, 0
MOST_ITERATIONS, MOST_STARTS, MOST_SEED = 10**10, 10_000, 2**63 - 1
FAR, LOOKS = 10**4, 400  # how many times the horizon is looked beyond, and at how many k
GROWTH = 0.01  # relative, from which on a schedule counts as growing


@dataclass(frozen=True)
class Pair:
    """A step and a radius: formulas, or numbers."""

    step: str | Numbers
    radius: str | Numbers


@dataclass(frozen=True, kw_only=True)
class Study:
    """What is to be run, by name, so that it can cross a process boundary."""

    problems: tuple[str, ...]
    methods: tuple[str, ...]
    theorems: tuple[str, ...]
    pairs: tuple[Pair, ...]
    iterations: int = ITERATIONS
    starts: int = STARTS
    seed: int = SEED
    library: Library
    sparing: bool = False  # whether pairs in D are run only where D says more than L does
    lenient: bool = False  # whether a problem that raises is skipped: nobody asked for it by name
    curves: bool = False  # whether findings keep the curves of a run
    engine: Engine = "numpy"
    seeds: int = SEEDS  # from each start, where a theorem speaks of a mean over draws

    @property
    def draws(self) -> Draws:
        """How ensembles are drawn."""
        return Draws(
            iterations=self.iterations, seeds=self.seeds, seed=self.seed, engine=self.engine
        )


# The verdicts on each run, by its identity and what is known of its setting.
Judged = dict[tuple[int, Outlook], Mapping[str, Verdict]]
Result = tuple[tuple[Finding, ...], tuple[Skipped, ...]]


def examine(study: Study, problem_name: str) -> Result:
    """All settings of one problem: run together, judged, held against the theorems."""
    problem = study.library.get("problems", problem_name)
    theorems = [study.library.get("theorems", name) for name in study.theorems]
    chosen = [
        (method, pair)
        for method in (study.library.get("methods", name) for name in study.methods)
        for pair in pairs_of(study, problem, method)
    ]
    placed = place(study, problem, chosen)
    findings = findings_of(
        placed.settings, placed.runs, theorems, curves=study.curves, draws=study.draws
    )
    ordered = sorted(findings, key=lambda f: place_of(f, chosen))
    return tuple(ordered), placed.skipped


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Settings of one problem with their runs, each with an L where one holds; and what is left."""

    settings: tuple[Setting, ...]
    runs: Runs
    skipped: tuple[Skipped, ...]


def place(study: Study, problem: Problem, chosen: Chosen) -> Placed:
    """Run these methods and pairs on the problem, on boxes where no L of it holds everywhere."""
    unable = [(m, pair) for m, pair in chosen if lacks_components(problem, m.name, m.draws)]
    able = [(m, pair) for m, pair in chosen if not lacks_components(problem, m.name, m.draws)]
    inside, runs, left, why = on_regions(study, problem, able)
    settings, skipped = settings_of(problem, [*left, *unable], why)
    return Placed(
        settings=(*inside, *settings),
        runs={**runs, **traces_of(study, settings)},
        skipped=tuple(skipped),
    )


Chosen = list[tuple[Method, Pair]]


def place_of(finding: Finding, chosen: Chosen) -> int:
    """Where the setting of a finding stands among those chosen."""
    key = (finding.method, finding.step, finding.radius)
    names = ((method.name, str(pair.step), str(pair.radius)) for method, pair in chosen)
    return next(i for i, told in enumerate(names) if told == key)


def on_regions(
    study: Study, problem: Problem, chosen: Chosen
) -> tuple[list[Setting], Runs, Chosen, str]:
    """Settings with the L of a box that holds their runs, these, what is left to run, and why.

    For problems with no L of (3) everywhere; the boxes grow until they hold the runs.
    """
    settings: list[Setting] = []
    found: Runs = {}
    if not needs_region(problem):
        return settings, found, chosen, ""
    points = starting_points(problem, study.starts, generator(study.seed, problem.name))
    answering(problem, points)
    left, why = (
        chosen,
        f"its runs leave every box that is tried, and no L of {problem.name} is known",
    )
    for region in regions(problem, points):
        local = on_region(problem, region)
        if isinstance(local, str):
            return settings, found, left, local
        tried = [setting_of(local, method, pair) for method, pair in left]
        runs = traces_of(study, tried)
        held = [stays(s, runs[identity(s)], region) for s in tried]
        for s in (s for s, h in zip(tried, held, strict=True) if h):
            settings.append(confined(s, points, region, runs[identity(s)]))
            found[identity(s)] = runs[identity(s)]
        left = [item for item, h in zip(left, held, strict=True) if not h]
        if not left:
            break
    return settings, found, left, why


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


def hold_all(
    settings: Sequence[Setting],
    theorems: Sequence[Theorem],
    *,
    iterations: int,
    starts: int,
    seed: int,
    curves: bool = False,
    engine: Engine = "numpy",
) -> tuple[Finding, ...]:
    """Run settings of one problem from the same starts, and hold the theorems against the runs."""
    runs = run_all(settings, iterations=iterations, starts=starts, seed=seed, engine=engine)
    return findings_of(settings, runs, theorems, curves=curves)


def findings_of(
    settings: Sequence[Setting],
    runs: Runs,
    theorems: Sequence[Theorem],
    *,
    curves: bool,
    draws: Draws | None = None,
) -> tuple[Finding, ...]:
    """The findings of settings of one problem, from ensembles too where these are drawn."""
    traces = [runs[identity(setting)] for setting in settings]
    outlooks = [_outlooks(*of) for of in zip(settings, traces, strict=True)]
    judged = judged_together(
        [pair for of in zip(traces, outlooks, strict=True) for pair in zip(*of, strict=True)]
    )
    observed = [
        Observed(mover(of[0]), _runs(*of, judged))
        for of in zip(settings, traces, outlooks, strict=True)
    ]
    with np.errstate(all="ignore"):  # runs that diverge leave numbers that overflow when squared
        certified = refuted_where_certified(observed)
        find_together(_asked_of_steps(certified, theorems))
        return tuple(_held_against(certified, theorems, curves=curves, draws=draws))


def _held_against(
    settings: Sequence[tuple[Run, ...]],
    theorems: Sequence[Theorem],
    *,
    curves: bool,
    draws: Draws | None,
) -> Iterator[Finding]:
    """The findings of settings of one problem; what is drawn of one is not kept for the next."""
    about = [_about(theorems, runs[0].setting) for runs in settings]
    check_together(list(zip(settings, about, strict=True)))
    findings, claims = [], []
    for runs, items in zip(settings, about, strict=True):
        evidence = evidence_of(runs, draws)
        held = [(theorem, hold_setting(theorem, evidence)) for theorem in items]
        findings.append(finding(evidence, held, curves=curves))
        claims.append(claims_of(runs, held))
    for found, told in zip(findings, inconsistencies(settings, claims), strict=True):
        texts = [f"start {n}: {text}" for n, of_run in enumerate(told, 1) for text in of_run]
        yield replace(found, inconsistencies=tuple(texts)) if texts else found


def _about(theorems: Sequence[Theorem], setting: Setting) -> list[Theorem]:
    return [t for t in theorems if t.about(setting.method) and t.about_settings(setting)]


def evidence_of(runs: tuple[Run, ...], draws: Draws | None) -> Evidence:
    """The runs of a setting, with how ensembles are drawn from their starts."""
    setting = runs[0].setting
    if draws is None:
        return Evidence(setting=setting, runs=runs)
    drawing = partial(draws.of, setting, [run.trace for run in runs])
    return Evidence(setting=setting, runs=runs, drawing=drawing)


def _asked_of_steps(settings: Sequence[tuple[Run, ...]], theorems: Sequence[Theorem]) -> list[Run]:
    """The runs of whose single steps a theorem asks something."""
    asking = [t for t in theorems if any(h.decide in OF_STEPS for h in t.conditions)]
    return [
        run
        for runs in settings
        if any(t.about(runs[0].setting.method) for t in asking)
        for run in runs
    ]


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


def settings_of(
    problem: Problem, chosen: Chosen, why: str = ""
) -> tuple[list[Setting], list[Skipped]]:
    """The settings of one problem, and those that cannot be run; `why` there is no L, if known."""
    settings: list[Setting] = []
    skipped: list[Skipped] = []
    for method, pair in chosen:
        lacks = lacks_components(problem, method.name, method.draws)
        unmet = obstacle(problem, pair) or ""
        if not lacks and not unmet:
            settings.append(setting_of(problem, method, pair))
        else:
            skipped.append(
                Skipped(
                    problem=problem.name,
                    method=method.name,
                    step=str(pair.step),
                    radius=str(pair.radius),
                    reason=lacks or why or unmet,
                )
            )
    return settings, skipped


def pairs_of(study: Study, problem: Problem, method: Method) -> list[Pair]:
    """The pairs that differ for the method: where it uses no radius, that is 0.

    A sparing study runs those in D only where D is not L, and only the methods that theorems under
    the descent condition (4) speak of.
    """
    pairs = study.pairs
    if study.sparing and not _speaks_of_descent(problem, method):
        pairs = tuple(pair for pair in pairs if not _names_descent(pair))
    if method.uses_radius:
        return list(pairs)
    return list(dict.fromkeys(Pair(pair.step, "0") for pair in pairs))


def _speaks_of_descent(problem: Problem, method: Method) -> bool:
    facts = problem.facts
    apart = (
        needs_region(problem)
        and facts.descent is not None
        and math.isfinite(facts.descent.value.upper)
    )
    differs = apart or problem.descent_constant != problem.step_constant
    return differs and method.error_model in ("exact", "relative")


def _names_descent(pair: Pair) -> bool:
    formulas = (given for given in (pair.step, pair.radius) if isinstance(given, str))
    return any(parse(formula).contains("D") for formula in formulas)


def setting_of(problem: Problem, method: Method, pair: Pair) -> Setting:
    """The setting with the constants of the problem put into the formulas."""
    step, radius = (schedule_of(problem, formula) for formula in (pair.step, pair.radius))
    return Setting(problem=problem, method=method, step=step, radius=radius)


def schedule_of(problem: Problem, given: str | Numbers) -> Schedule:
    """The formula with L, D and n of the problem, as far as they are known; or the numbers."""
    if isinstance(given, Numbers):
        return Schedule.of(given)
    return _formula_of(given, problem.step_constant, problem.descent_constant, problem.dimension)


@lru_cache(maxsize=256)  # one of equal ones is soon compared with itself
def _formula_of(
    given: str, lipschitz: Fraction | None, descent: Fraction | None, dimension: int
) -> Schedule:
    return Schedule(given, lipschitz, dimension, descent=descent)


def obstacle(problem: Problem, pair: Pair) -> str | None:
    """Why the pair cannot be run on the problem; None if it can."""
    for what, given in (("step", pair.step), ("radius", pair.radius)):
        reason = unknown_constant(problem, given)
        if reason is not None:
            return f"the {what} {given} {reason}"
    return None


def unknown_constant(problem: Problem, given: str | Numbers) -> str | None:
    """What a formula needs and the problem does not have; None if it can be evaluated."""
    names = schedule_of(problem, given).unknown
    if not names:
        return None
    return f"needs {' and '.join(names)}, and no {' or '.join(names)} of {problem.name} is known"


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


def _runs(
    setting: Setting, traces: Sequence[Trace], outlooks: Sequence[Outlook], judged: Judged
) -> tuple[Run, ...]:
    return tuple(
        Run(setting=setting, outlook=outlook, trace=t, properties=judged[id(t), outlook])
        for t, outlook in zip(traces, outlooks, strict=True)
    )


def finding(evidence: Evidence, held: Sequence[HeldTheorem], *, curves: bool = False) -> Finding:
    """The finding of a setting, of what is held against its runs."""
    setting, runs = evidence.setting, evidence.runs
    return Finding(
        height=height_of(evidence),
        problem=setting.problem.name,
        method=setting.method.name,
        step=setting.step.formula,
        radius=setting.radius.formula,
        iterations=max(run.trace.iterations for run in runs),
        starts=len(runs),
        properties={
            name: worst_start([run.properties[name] for run in runs]) for name in PROPERTIES
        },
        theorems=tuple(theorem_finding(*of) for of in held),
        formulas=setting.step.numbers is None and setting.radius.numbers is None,
        constants=setting.problem.about_constants,
        curves=worst_curves(runs) if curves else None,
    )


def judged_together(runs: Sequence[tuple[Trace, Outlook]]) -> Judged:
    """The verdicts on every run by its identity and what is known of it, each judged once."""
    different = {(id(trace), outlook): trace for trace, outlook in runs}
    verdicts = judge_all(list(different.values()), [outlook for _, outlook in different], ALL)
    return dict(zip(different, verdicts, strict=True))


def all_findings(results: Sequence[Result]) -> Result:
    """Join the results of several problems; what is said of schedules alone is said once."""
    findings = once_a_schedule([f for found, _ in results for f in found])
    return findings, tuple(s for _, left in results for s in left)


def once_a_schedule(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, conclusions about tₖ and ρₖ alone only in the first that has these formulas.

    A theorem of which nothing else is left does not stand in the others.
    """
    said: set[tuple[object, ...]] = set()

    def kept(theorem: TheoremFinding, finding: Finding) -> TheoremFinding | None:
        if OF_SCHEDULES not in [c.property for c in theorem.conclusions]:
            return theorem
        conclusions = tuple(c for c in theorem.conclusions if first(theorem.name, c, finding))
        if len(conclusions) == len(theorem.conclusions):
            return theorem
        return replace(theorem, conclusions=conclusions) if conclusions else None

    def first(name: str, conclusion: ConclusionFinding, finding: Finding) -> bool:
        if conclusion.property != OF_SCHEDULES:
            return True
        status = conclusion.verdict.status
        key = (name, conclusion.text, conclusion.promised, status, finding.step, finding.radius)
        new = key not in said
        said.add(key)
        return new

    def told(finding: Finding) -> Finding:
        theorems = [kept(theorem, finding) for theorem in finding.theorems]
        if all(map(is_, theorems, finding.theorems)):
            return finding
        return replace(finding, theorems=tuple(t for t in theorems if t is not None))

    return tuple(map(told, findings))
