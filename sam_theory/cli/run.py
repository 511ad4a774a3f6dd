"""`run`: one run, recorded in full, in the format that `assess` reads."""

from __future__ import annotations

import ast
import math
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sam_theory.cli.config import (
    ConfigOption,
    both,
    described,
    heading,
    iterations_of,
    rests_on,
    training_of,
)
from sam_theory.cli.output import (
    JsonOption,
    LibraryOption,
    console,
    folders,
    progress_bar,
    require_writable,
    write_json,
)
from sam_theory.errors import UsageError, require_between
from sam_theory.study.whole import unwritten, write_whole

if TYPE_CHECKING:
    import numpy as np

    from sam_theory.library.catalogues import Library
    from sam_theory.runs.batch import Plan
    from sam_theory.runs.trace import Trace
    from sam_theory.setting.problem import Problem

ITERATIONS = 1000


def command(
    problem: Annotated[str, typer.Option(help="The problem, such as quadratic.")],
    method: Annotated[str, typer.Option(help="The method, such as sam.")],
    out: Annotated[str, typer.Option(metavar="FILE.npz", help="Where the record goes.")],
    step: Annotated[str | None, typer.Option(help="Formula of tₖ.")] = None,
    radius: Annotated[str | None, typer.Option(help="Formula of ρₖ.")] = None,
    config: ConfigOption = None,
    iterations: Annotated[
        int | None, typer.Option(help="Iterations; default: 1000, or the training's.")
    ] = None,
    start: Annotated[str | None, typer.Option(help='The start, such as "(1, 2)".')] = None,
    seed: Annotated[int, typer.Option(help="Seed of random methods.")] = 0,
    library: LibraryOption = None,
    json: JsonOption = None,
) -> None:
    """What does one run do, iteration by iteration?

    \b
    Example: sam-theory run --problem quadratic --method sam --step 0.1/k \\
                 --radius 0.1 --out run.npz

    The record holds f, the norm of the gradient, t, the radius and x for every k; assess reads it.
    """
    from sam_theory.library.catalogues import Library
    from sam_theory.study.study import MOST_ITERATIONS, MOST_SEED

    training = training_of(config, step, radius)
    if training is not None:
        step, radius = training.step.formula, training.radius.formula
    step, radius = both(step, radius)
    iterations = iterations_of(training, iterations, ITERATIONS)
    require_between("--iterations", iterations, 1, MOST_ITERATIONS)
    require_between("--seed", seed, 0, MOST_SEED)
    if Path(out).suffix != ".npz":
        raise UsageError(f"--out must end in .npz; got {out}")
    require_writable(out)
    require_writable(json)
    catalogues = Library(folders(library))
    chosen = catalogues.get("problems", problem)
    plan = _plan(catalogues, chosen, method, step, radius, start)
    screen = console(json)
    if training is not None:
        screen.print(heading(training) + rests_on(training))
    size = 8 * iterations * (chosen.dimension + 4)
    screen.print(f"{out} will take {_human(size)}.")
    _require_space(out, size)
    try:
        trace = _record(chosen, plan, iterations, seed, out)
    except OSError as error:
        raise unwritten(out, error) from error
    ended = trace.ending
    screen.print(f"{trace.iterations:,} iterations recorded: {ended.evidence}.")
    fields: dict[str, Any] = {
        "file": out,
        "iterations": trace.iterations,
        "ended": ended.reason,
    }
    if training is not None:
        fields["training"] = described(training)
    write_json(json, "run", fields, seed=seed)


def _plan(
    library: Library, problem: Problem, method: str, step: str, radius: str, start: str | None
) -> Plan:
    import numpy as np

    from sam_theory.runs.batch import Plan
    from sam_theory.setting.problem import answering
    from sam_theory.study.settings import obstacle, setting_of
    from sam_theory.study.study import Pair

    pair = Pair(step, radius)
    reason = obstacle(problem, pair)
    if reason is not None:
        raise UsageError(f"{reason}; give a formula without it")
    setting = setting_of(problem, library.get("methods", method), pair)
    point = problem.starts[0] if start is None else _start(start, problem)
    x = np.array(point, dtype=np.float64)
    with np.errstate(all="ignore"):
        value = float(answering(problem, x[None]).value(x[None])[0])
    if not math.isfinite(value):
        raise UsageError(f"--start must lie in the domain of f; f{tuple(point)} is {value}")
    return Plan(method=setting.method, step=setting.step, radius=setting.radius, start=x)


def _start(text: str, problem: Problem) -> tuple[float, ...]:
    try:
        read = ast.literal_eval(text.strip())
        point = tuple(float(c) for c in (read if isinstance(read, tuple | list) else (read,)))
    except (
        ValueError,
        TypeError,
        SyntaxError,
        MemoryError,
        RecursionError,
        OverflowError,
    ) as error:
        raise UsageError(f'--start must be numbers such as "(1, 2)"; got {text!r}') from error
    if len(point) != problem.dimension:
        raise UsageError(
            f"--start must have {problem.dimension} coordinates for {problem.name}; "
            f"got {len(point)}"
        )
    if not all(math.isfinite(c) for c in point):
        raise UsageError(f"--start must be finite; got {text!r}")
    return point


def _record(problem: Problem, plan: Plan, iterations: int, seed: int, out: str) -> Trace:
    from sam_theory.runs.files import SCALARS, Stream
    from sam_theory.runs.recording import Chunk
    from sam_theory.runs.reference import run

    last: dict[str, np.ndarray] = {}
    stream = Stream.open(Path(out).resolve().parent, (*SCALARS, "iterate"))
    try:
        with progress_bar() as bar:
            task = bar.add_task("iterations", total=iterations)

            def observe(chunk: Chunk, lengths: object, _: object) -> None:
                kept = int(lengths[0])  # type: ignore[index]  # an array with one entry a run
                columns = {
                    "value": chunk.value[:kept, 0],
                    "gradient_norm": chunk.gradient_norm[:kept, 0],
                    "step": chunk.step[:kept, 0],
                    "radius": chunk.radius[:kept, 0],
                    "iterate": chunk.x[:kept, 0],
                }
                stream.append(columns)
                last.update({name: column[-1:] for name, column in columns.items() if kept})
                bar.advance(task, kept)

            (trace,) = run(problem, [plan], iterations=iterations, seed=seed, observe=observe)
        if trace.stopped:  # one zero may be passed through; a second one says that x stays
            stream.append(last)
        rows = trace.iterations + trace.stopped
        shapes: dict[str, tuple[int, ...]] = dict.fromkeys(SCALARS, (rows,))
        shapes["iterate"] = (rows, problem.dimension)
        write_whole(out, lambda file: stream.write(file, shapes))
    finally:
        stream.close()
    return trace


def _require_space(out: str, size: int) -> None:
    free = shutil.disk_usage(Path(out).resolve().parent).free
    if free < 2.5 * size:  # the columns are gathered in temporary files beside the archive
        raise UsageError(
            f"--out needs {_human(int(2.5 * size))} of disk while it is written; "
            f"{_human(free)} are free; lower --iterations"
        )


def _human(size: int) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000  # type: ignore[assignment]  # only shown
    return f"{size:.3g} TB"
