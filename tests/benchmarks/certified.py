"""Certificates that are found on random settings, held against runs in 60 digits.

`PYTHONPATH=tests python tests/benchmarks/certified.py [--count N] [--iterations N] [--seed N]
[--jobs N] [--finder MODULE:FUNCTION]`: a setting is a problem of the catalogue in one or two
dimensions, a method, constants t and ρ, and a start. What is established is held against a run
by formulas of our own, `recomputing` and `restepping`. Prints how many were certified, which of
them the run contradicts, and how long a certificate took; status 1 if one is contradicted.
`--finder stub` and `--finder wrong` try this program itself: closed forms, and what is false.
"""

from __future__ import annotations

import argparse
import importlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from multiprocessing import Pool
from typing import Any

import mpmath
import numpy as np
from recomputing import function
from restepping import Ended, Here, draws, memory, norm, step

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established
from sam_theory.certificates.forms import Cell, Certificate, Cycle, Entry, Trap
from sam_theory.certificates.verifier.accepting import accept_run
from sam_theory.library.catalogues import Library
from sam_theory.schedules.schedule import Schedule

DIGITS = 60
CLOSE = mpmath.mpf(10) ** -16  # of ‖∇f‖: how near to its cycle a run must have come
UNSETTLED = "the run is still too far from the limit of which something is established"
SETTLED = mpmath.mpf(10) ** -10  # relative, for what is said of limits: a run is not yet there
FINDER = "sam_theory.certificates.finding.attempt:attempt"
METHODS = ("sam",) * 8 + (
    "usam",
    "extragradient",
    "igd-constant-error",
    "gradient-descent",
    "vasso",
)
METHODS += (
    "f-sam",
    "rsam",
    "sam-epsilon",
    "sam-steps",
    "asam",
    "sam-momentum",
    "heavy-ball",
    "sampa",
)
PROBLEMS = (  # a name, L on the box of the starts, the box
    ("quadratic[eigenvalues=({a},)]", "{a}", 2.0),
    ("quadratic[eigenvalues=({a}, {b})]", "max", 2.0),
    ("shifted-quadratic", "3", 3.0),
    ("huber[dimension=1]", "1", 3.0),
    ("huber", "1", 3.0),
    ("double-well", "2", 1.5),
    ("double-well[dimension=2]", "2", 1.5),
    ("ripple[dimension=1]", "1", 6.0),
    ("ripple", "1", 6.0),
    ("tilted-ripple[tilt={c}]", "1", 6.0),
    ("si-yun-sine[beta={a}, rho={c}]", "{a}", 0.5),
    ("himmelblau", "80", 4.0),
    ("log-himmelblau", "134", 4.0),
    ("camel", "10", 2.0),
    ("log-cosh[dimension=1]", "1", 3.0),
    ("log-cosh", "1", 3.0),
    ("pseudo-huber", "1", 3.0),
    ("exponential-tail", "1", 2.0),
    ("softplus", "0.25", 3.0),
    ("quartic-hill", "1", 0.9),
    ("power", "12", 1.0),
    ("lopsided-wells", "5", 2.0),
    ("kinked-bowl", "10", 2.0),
    ("wavy-bowl[dimension=1]", "1.5", 4.0),
    ("sine-valley", "8", 4.0),
    ("rastrigin[dimension=1]", "400", 3.0),
)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Names, formulas and a start."""

    problem: str
    method: str
    step: str
    radius: str
    start: tuple[float, ...]
    number: int  # of the setting, which seeds its draws

    @property
    def dynamics(self) -> Dynamics:
        """As the searches and the verifier take it."""
        library = Library()
        return Dynamics(
            problem=library.get("problems", self.problem),
            method=library.get("methods", self.method),
            step=Schedule(self.step),
            radius=Schedule(self.radius),
        )


@dataclass(frozen=True)
class Found:
    """What a search gives."""

    certificate: Certificate
    entry: Entry
    shown: Established


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Of one setting: seconds of the search, the form it found, what the run contradicts."""

    setting: Setting
    seconds: float
    form: str = ""
    contradiction: str = ""


def settings(count: int, seed: int) -> Iterator[Setting]:
    """Random settings; t from 0.03/L to 2.2/L, ρ from 0.02 to 3 box widths."""
    rng, library = np.random.default_rng(seed), Library()
    for number in range(count):
        shape, constant, width = PROBLEMS[rng.integers(len(PROBLEMS))]
        a, b = (round(float(10 ** rng.uniform(-1, 1)), 2) for _ in range(2))
        name = shape.format(a=a, b=b, c=round(float(rng.uniform(0.05, 0.9)), 2))
        best = max(a, b) if constant == "max" else float(constant.format(a=a))
        n = library.get("problems", name).dimension
        yield Setting(
            problem=name,
            method=METHODS[rng.integers(len(METHODS))],
            step=f"{2.2 ** rng.uniform(-4, 1) / best:.3g}",
            radius=f"{width * 10 ** rng.uniform(-1.7, 0.5):.3g}",
            start=tuple(float(u) for u in np.round(rng.uniform(-width, width, n), 3)),
            number=number,
        )


def tried(finder: str, iterations: int, setting: Setting) -> Outcome:
    """The search on one setting, and the run that may contradict what it found."""
    attempt = finders(finder)
    began = time.perf_counter()
    found = attempt(setting.dynamics, setting.start)
    seconds = time.perf_counter() - began
    if found is None:
        return Outcome(setting=setting, seconds=seconds)
    with mpmath.workdps(DIGITS):
        wrong = contradiction(setting, found, iterations)
    form = type(found.certificate).__name__
    return Outcome(setting=setting, seconds=seconds, form=form, contradiction=wrong)


def finders(name: str) -> Callable[[Dynamics, tuple[float, ...]], Any]:
    """The search of that name."""
    if name in ("stub", "wrong"):
        return partial(closed_form, exaggerated=name == "wrong")
    module, _, attribute = name.partition(":")
    found: Callable[[Dynamics, tuple[float, ...]], Any] = getattr(
        importlib.import_module(module), attribute
    )
    return found


# ---- the run


def orbit(setting: Setting, iterations: int) -> Iterator[tuple[list[Any], tuple[list[Any], ...]]]:
    """x¹ … and the states, by our own formulas; it ends where the method does."""
    c, f = mpmath.mp, function(setting.problem, mpmath.mp)
    t, rho = c.mpf(setting.step), c.mpf(setting.radius)
    x = [c.mpf(u) for u in setting.start]
    state: tuple[list[Any], ...] = tuple([c.mpf(0)] * len(x) for _ in range(memory(setting.method)))
    rng, every = np.random.default_rng(setting.number), draws(setting.method, len(f.parts))
    for k in range(1, iterations + 1):
        yield x, state
        here = Here(
            c=c,
            f=f,
            x=x,
            state=state,
            t=t,
            rho=rho,
            k=k,
            draws=every[int(rng.integers(len(every)))],
            noise=[c.mpf(u) for u in rng.standard_normal(len(x))],
        )
        try:
            x, state = step(setting.method, here)
        except Ended:
            return


def contradiction(setting: Setting, found: Any, iterations: int) -> str:
    """What the run shows against what is established; empty if nothing."""
    f, shown, at = function(setting.problem, mpmath.mp), found.shown, found.entry.at
    run = list(orbit(setting, iterations))
    over = len(run) < iterations or norm(mpmath.mp, f.gradient(run[-1][0])) == 0
    if over:
        quiet = shown.unless_stationary or not (shown.slope > 0 or shown.escapes)
        return "" if quiet else f"the run is over at k = {len(run)}"
    if isinstance(found.certificate, Trap):
        outside = _left(found.certificate, run[at - 1 :], at)
        if outside:
            return outside
        since, leeway = at - 1, mpmath.mpf(0)
    elif isinstance(found.certificate, Cycle):
        since, leeway = len(run) - 2 * len(found.certificate.points), SETTLED
        if _distance(found.certificate, run) > CLOSE * norm(mpmath.mp, f.gradient(run[-1][0])):
            return UNSETTLED
    else:
        since, leeway = max(at - 1, len(run) // 2), SETTLED
    points = [x for x, _ in run[since:]]
    return _numbers(f, shown, points, since + 1, leeway)


def _distance(cycle: Cycle, run: Sequence[tuple[list[Any], tuple[list[Any], ...]]]) -> Any:
    """At most how far the end of the run is from the cycle: its last p steps contract by `rate`."""
    (x, _), (before, _) = run[-1], run[-1 - len(cycle.points)]
    moved = norm(mpmath.mp, [a - b for a, b in zip(x, before, strict=True)])
    return moved / (1 - number(cycle.rate))


def _left(trap: Trap, run: Sequence[tuple[list[Any], tuple[list[Any], ...]]], at: int) -> str:
    for k, (x, state) in enumerate(run, at):
        if not any(_holds(cell, x, state) for cell in trap.cells):
            return f"xᵏ is in no cell at k = {k}"
    return ""


def _holds(cell: Cell, x: list[Any], state: tuple[list[Any], ...]) -> bool:
    rows = [(cell.x, x), *zip(cell.state or (), state, strict=False)]
    return all(
        number(low) <= u <= number(high)
        for sides, row in rows
        for (low, high), u in zip(sides, row, strict=True)
    )


def number(value: Fraction) -> Any:
    """A fraction in the working digits."""
    return mpmath.mpf(value.numerator) / value.denominator


def _numbers(f: Any, shown: Established, points: list[Any], first: int, leeway: Any) -> str:
    slopes = [norm(mpmath.mp, f.gradient(x)) for x in points]
    k, least = min(enumerate(slopes, first), key=lambda pair: pair[1])
    if least < number(shown.slope) * (1 - leeway):
        return f"‖∇f‖ is {mpmath.nstr(least, 15)} at k = {k}, not {float(shown.slope):.15g}"
    if max(slopes[len(slopes) // 2 :]) < number(shown.recurring) * (1 - leeway):
        return f"‖∇f‖ stays below {float(shown.recurring):.15g}"
    values = [f.value(x) for x in points]
    if f.infimum is not None and shown.gap > 0:
        gap = min(values) - f.infimum
        if gap < number(shown.gap) * (1 - leeway):
            return f"f − inf f is {mpmath.nstr(gap, 15)}, not {float(shown.gap):.15g}"
    sizes = [norm(mpmath.mp, x) for x in points]
    if shown.bounded and not max(sizes) <= 10 * (1 + max(sizes[: len(sizes) // 2])):
        return f"‖xᵏ‖ grows to {mpmath.nstr(max(sizes), 6)}"
    if shown.escapes and not sizes[-1] > sizes[0]:
        return "‖xᵏ‖ does not grow"
    tail = values[len(values) // 2 :]
    return "f(xᵏ) converges" if shown.values_part and max(tail) == min(tail) else ""


# ---- searches that try this program


def closed_form(
    dynamics: Dynamics, start: tuple[float, ...], *, exaggerated: bool = False
) -> Found | None:
    """SAM's two-cycle on λx²/2 as a trap [r/2, 3r/2] ∪ its mirror image, if soon entered."""
    facts = dynamics.problem.facts.quadratic
    if dynamics.method.name != "sam" or facts is None or len(start) != 1 or facts.value[0] <= 0:
        return None
    lam, t, rho = (
        Fraction(u) for u in (facts.value[0], dynamics.step.formula, dynamics.radius.formula)
    )
    tau = lam * t
    if not 0 < tau < 1:
        return None
    r = tau * rho / (2 - tau)
    cells = tuple(Cell(((s * r - r / 2, s * r + r / 2),)) for s in (1, -1))
    trap = Trap(cells=cells, step=(t, t), radius=(rho, rho), slope=lam * r * Fraction(49, 100))
    x, at = Fraction(start[0]), 1
    while not any(cell.x[0][0] < x < cell.x[0][1] for cell in cells):
        if at > 200 or x == 0:
            return None
        x, at = x - tau * (x + (rho if x > 0 else -rho)), at + 1
        x = Fraction(float(x)) if at > 20 else x
    entry = Entry(start=tuple(map(Fraction, start)), at=at)
    shown = accept_run(dynamics, trap, entry)
    if not isinstance(shown, Established):
        return None
    return Found(trap, entry, replace(shown, slope=shown.slope * 3) if exaggerated else shown)


def contradicted(outcome: Outcome) -> bool:
    """Whether the run says the opposite."""
    return outcome.contradiction not in ("", UNSETTLED)


def told(outcomes: Sequence[Outcome]) -> str:
    """The table that is printed."""
    found = [o for o in outcomes if o.form]
    wrong = [o for o in found if contradicted(o)]
    lines = [f"{len(outcomes)} settings, {len(found)} certified, {len(wrong)} contradicted"]
    lines.append(
        f"  not to be told, as {UNSETTLED}: {sum(o.contradiction == UNSETTLED for o in found)}"
    )
    forms = Counter(o.form for o in found)
    lines += [f"  {form}: {count}" for form, count in forms.most_common()]
    for what, some in (("a certificate", found), ("an attempt", outcomes)):
        if some:
            middle, late = np.percentile([o.seconds for o in some], (50, 95))
            lines.append(f"seconds {what}: median {middle:.3g}, 95th percentile {late:.3g}")
    lines += [f"CONTRADICTED {o.setting}: {o.contradiction}" for o in wrong]
    return "\n".join(lines)


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("count", 500), ("iterations", 10_000), ("seed", 0), ("jobs", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--finder", default=FINDER)
    given = parser.parse_args()
    work = partial(tried, given.finder, given.iterations)
    with Pool(given.jobs) as pool:
        outcomes = list(pool.imap(work, settings(given.count, given.seed)))
    print(told(outcomes))
    return int(any(contradicted(o) for o in outcomes))


if __name__ == "__main__":
    raise SystemExit(main())
