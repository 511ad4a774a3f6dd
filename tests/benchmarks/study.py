"""The default study by both engines: what its runs cost, cold and warm, and whose verdicts differ.

Run: python tests/benchmarks/study.py [--longer K] [--verdicts] [--compiling]
Each time is that of a fresh process, one thread, for the runs alone: no verdict is made.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import numpy as np  # noqa: E402 (the threads are set first)

from sam_theory.library.catalogues import Library  # noqa: E402
from sam_theory.runs.batch import Plan  # noqa: E402
from sam_theory.runs.engines import Engine, run_with  # noqa: E402
from sam_theory.schedules.schedule import Schedule  # noqa: E402
from sam_theory.statements.finding import Finding  # noqa: E402
from sam_theory.study.defaults import study_of  # noqa: E402
from sam_theory.study.examining import examine  # noqa: E402
from sam_theory.study.running import runs_of  # noqa: E402
from sam_theory.study.settings import settings_of  # noqa: E402
from sam_theory.study.study import ITERATIONS  # noqa: E402
from sam_theory.verdict import Status  # noqa: E402

LIBRARY = Library()


def measure(engine: Engine, iterations: int) -> dict[str, float]:
    """Wall and processor seconds of all runs, and the median of compiling for a problem."""
    study = study_of(LIBRARY, iterations=iterations)
    compiling: list[float] = []
    if engine != "numpy":
        listen(compiling)
    wall, processor, medians = 0.0, 0.0, []
    for name in study.problems:
        problem = LIBRARY.get("problems", name)
        settings, _ = settings_of(study, problem)
        if not settings:
            continue
        _, plans = runs_of(settings, starts=study.starts, seed=study.seed)
        compiling.clear()
        started, used = time.perf_counter(), time.process_time()
        run_with(engine, problem, plans, iterations=iterations, seed=study.seed)
        wall += time.perf_counter() - started
        processor += time.process_time() - used
        medians.append(sum(compiling))
    return {"wall": wall, "processor": processor, "compiling": statistics.median(medians)}


def listen(durations: list[float]) -> None:
    """Have JAX append how long it traces, lowers and compiles, or loads what is compiled."""
    from sam_theory.runs.compiled.backend import load

    def heard(event: str, seconds: float, **_: object) -> None:
        if event.startswith("/jax/core/compile/"):
            durations.append(seconds)

    load().monitoring.register_event_duration_secs_listener(heard)


def apart(engine: str, iterations: int, cache: str) -> dict[str, float]:
    """`measure` in a process of its own, with JAX's cache in this folder."""
    command = [sys.executable, __file__, "--child", engine, "--iterations", str(iterations)]
    found = subprocess.run(
        command,
        env=os.environ | {"XDG_CACHE_HOME": cache},
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(found.stdout))


def statuses(finding: Finding) -> Iterator[tuple[str, Status]]:
    """The verdicts of a finding, by what they are on."""
    for name, verdict in finding.properties.items():
        yield f"property {name}", verdict.status
    for judged in finding.theorems:
        for text, verdict in judged.hypotheses:
            yield f"{judged.name}: hypothesis {text}", verdict.status
        for conclusion in judged.conclusions:
            yield f"{judged.name}: {conclusion.text}", conclusion.verdict.status


def compare() -> None:
    """Print the verdicts that differ between the engines, counted by what they were and became."""
    study = study_of(LIBRARY)
    total, changes = 0, Counter[tuple[str, str, str]]()
    for name in study.problems:
        found = [examine(replace(study, engine=e), name)[0] for e in ("numpy", "jax")]
        for left, right in zip(*found, strict=True):
            for (what, a), (_, b) in zip(statuses(left), statuses(right), strict=True):
                total += 1
                if a != b:
                    kind = "property" if what.startswith("property") else "theorem"
                    changes[kind, a.value, b.value] += 1
    print(f"{sum(changes.values())} of {total} verdicts differ")
    for (kind, before, after), count in changes.most_common():
        print(f"  {count:4d} on a {kind}: {before} by NumPy, {after} by JAX")


def compile_alone() -> None:
    """Print how long compiling takes for a problem, a method and a number of runs."""
    names = ("quadratic", "log-squares", "ripple", "log-cosh", "huber", "logistic", "nesterov")
    heard: list[float] = []
    listen(heard)
    for batch in (1, 64):
        found = []
        for name in (*names, "griewank", "saddle", "log-squares[dimension=50]"):
            problem = LIBRARY.get("problems", name)
            for method in ("sam", "usam", "vasso"):
                plan = Plan(
                    method=LIBRARY.get("methods", method),
                    step=Schedule("0.5/L", problem.step_constant),
                    radius=Schedule("0.01"),
                    start=np.array(problem.starts[0]),
                )
                plans = [replace(plan, number=number) for number in range(batch)]
                heard.clear()
                run_with("jax", problem, plans, iterations=50)
                found.append(sum(heard))
        print(
            f"{batch} runs: median {statistics.median(found):.2f} s, longest {max(found):.2f} s"
            f" of {len(found)}, nothing compiled before",
            flush=True,
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--iterations", type=int, default=ITERATIONS)
    parser.add_argument("--longer", type=int, help="a longer horizon, for JAX with a warm cache")
    parser.add_argument("--verdicts", action="store_true", help="compare these instead")
    parser.add_argument(
        "--compiling", action="store_true", help="time this alone, method by method"
    )
    parser.add_argument("--child", choices=("numpy", "jax", "auto"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measure(options.child, options.iterations)))
        return
    if options.verdicts:
        compare()
        return
    if options.compiling:
        with tempfile.TemporaryDirectory() as cache:
            os.environ["XDG_CACHE_HOME"] = cache
            compile_alone()
        return
    asked = [("numpy", "", options.iterations), ("jax", "cold", options.iterations)]
    asked += [("jax", "warm", options.iterations), ("auto", "warm", options.iterations)]
    if options.longer:
        asked.append(("jax", "warm", options.longer))
    print("engine  cache  iterations  wall s  processor s  / NumPy  compiling a problem, median s")
    base = 0.0
    with tempfile.TemporaryDirectory() as cache:
        for engine, state, iterations in asked:
            found = apart(engine, iterations, cache)
            base = base or found["processor"]
            print(
                f"{engine:6s}  {state:5s}  {iterations:10d}  {found['wall']:6.1f}"
                f"  {found['processor']:11.1f}  {found['processor'] / base:7.2f}"
                f"  {found['compiling']:8.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
