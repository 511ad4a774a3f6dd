"""What recording costs in the compiled engine: the time of an iteration without each statistic.

Run: pip install ".[fast]"
     python tests/benchmarks/recording.py [--dimensions 2 10 50] [--batches 1 64 1000] [--repeats N]
Nanoseconds of processor time for a run and a step of SAM on a quadratic, one thread; then what is
saved where one group of statistics is left out, in per cent. What a statistic alone needs, such as
f for its range, rise and descent together, is not computed either. The variants of a cell are timed
in turn, the least of N times each: what disturbs one disturbs the others too.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass, replace

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import numpy as np  # noqa: E402 (the threads are set first)

from sam_theory.library.catalogues import Library  # noqa: E402
from sam_theory.runs.batch import Plan  # noqa: E402
from sam_theory.runs.compiled.backend import load  # noqa: E402
from sam_theory.runs.compiled.engine import Crew  # noqa: E402
from sam_theory.runs.compiled.iteration import Iteration, Record  # noqa: E402
from sam_theory.runs.reference import opened, proceed  # noqa: E402
from sam_theory.schedules.schedule import Schedule  # noqa: E402
from sam_theory.setting.problem import Problem  # noqa: E402

STEP, RADIUS, SLACK = "0.5/L", "0.01", "slack"
STEPS = ("descent", "share", "gradient_moves", "estimate_moves")  # asked for by khanh-b.* alone
STATISTICS = {
    "range of ‖∇f‖": ("gradient",),
    "range of f": ("value",),
    "rise of f": ("rise",),
    "descent of f": ("descent",),
    "all of f": ("value", "rise", "descent"),
    "box of x": ("box",),
    "range of ‖g‖": ("estimate",),
    "range of ‖∇f‖/‖g‖": ("share",),
    "Σ‖Δx‖": ("path",),
    "Σ‖∇f‖², Σt‖∇f‖²": ("gradient_squares", "weighted_squares"),
    "Σ‖∇f‖‖Δx‖, Σ‖g‖‖Δx‖": ("gradient_moves", "estimate_moves"),
    "slack of the error": (SLACK,),
    "all of steps, for khanh-b.*": STEPS,
}
RUN_STEPS, LEAST, MOST = 2_000_000, 500, 100_000  # in a call, and its iterations
ALL = tuple(dict.fromkeys(name for names in STATISTICS.values() for name in names))
VARIANTS = {"everything, ns": (), "without all of them": ALL, **STATISTICS}


@dataclass(frozen=True)
class Sparing(Iteration):
    """An iteration of which some is not recorded."""

    omitted: tuple[str, ...] = ()

    def empty(self) -> Record:
        """A record without these: what is not in it is not kept."""
        whole = super().empty()
        parts = {"low": whole.low, "high": whole.high, "total": whole.total}
        return whole._replace(
            **{
                part: {name: a for name, a in arrays.items() if name not in self.omitted}
                for part, arrays in parts.items()
            }
        )

    def recorded(self, record: Record, *of: object) -> Record:
        """The same of a later record."""
        after = super().recorded(record, *of)  # type: ignore[arg-type]
        if SLACK not in self.omitted:
            return after
        return after._replace(slack=record.slack, slack_at=record.slack_at)


def crew_of(n: int, batch: int, iterations: int) -> Crew:
    """Runs that have made their first step."""
    spectrum = tuple(float(v) for v in np.linspace(1, 10, n))
    problem = Library().get("problems", f"quadratic[eigenvalues={spectrum}]")
    assert isinstance(problem, Problem)
    step, radius = Schedule(STEP, problem.step_constant), Schedule(RADIUS)
    method = Library().get("methods", "sam")
    starts = np.random.default_rng(0).uniform(-1, 1, (batch, n))
    plans = [Plan(method=method, step=step, radius=radius, start=start) for start in starts]
    started, ledger = opened(problem, plans, iterations=iterations, seed=0)
    proceed(started, ledger, 1, 2, length=1)
    return Crew.of(problem, started, ledger)


def sparing(crew: Crew, omitted: tuple[str, ...]) -> Crew:
    """The same runs, with these statistics left out."""
    whole = crew.loop.iteration
    fields = {name: getattr(whole, name) for name in Iteration.__dataclass_fields__}
    iteration = Sparing(**fields, omitted=omitted)
    return replace(crew, loop=replace(crew.loop, iteration=iteration, stretches=4))


def seconds(crew: Crew, iterations: int) -> float:
    """The processor time of a call."""
    start = time.process_time()
    load().block_until_ready(crew._call(np.array([2, 2 + iterations])))
    return time.process_time() - start


def nanoseconds(n: int, batch: int, repeats: int) -> list[float]:
    """The least processor time of a run and a step of each variant, nothing compiled in it."""
    iterations = int(np.clip(RUN_STEPS // (n * batch), LEAST, MOST))
    with load().enable_x64(True):
        crew = crew_of(n, batch, iterations + 2)
        crews = [sparing(crew, omitted) for omitted in VARIANTS.values()]
        for one in crews:
            seconds(one, iterations)  # compiles
        rounds = [[seconds(one, iterations) for one in crews] for _ in range(repeats)]
    return [min(times) / iterations / batch * 1e9 for times in zip(*rounds, strict=True)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dimensions", type=int, nargs="+", default=[2, 10, 50])
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 64, 1000])
    parser.add_argument("--repeats", type=int, default=20)
    options = parser.parse_args()
    cells = [(n, batch) for n in options.dimensions for batch in options.batches]
    columns = [nanoseconds(n, batch, options.repeats) for n, batch in cells]
    print(f"{'n, batch':28s}" + "".join(f"{f'{n}, {batch}':>10s}" for n, batch in cells))
    for i, name in enumerate(VARIANTS):
        told = [f"{c[0]:.1f}" if i == 0 else f"{100 * (1 - c[i] / c[0]):.0f} %" for c in columns]
        print(f"{name:28s}" + "".join(f"{t:>10s}" for t in told))
    print(f"processor time of the benchmark {time.process_time():.0f} s")


if __name__ == "__main__":
    main()
