"""Small studies in many atoms, of a problem of a user, and clusters on loopback to run them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sam_theory.library.catalogues import Library
from sam_theory.study.conduct import Workers, conduct
from sam_theory.study.processes import Processes
from sam_theory.study.store import Store
from sam_theory.study.study import Pair, Result, Study, all_findings

ROOT = Path(__file__).parent.parent
MINE = '''
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Problem

def mine(*, curvature: float = 1.0) -> Problem:
    """A parabola."""
    return Problem(
        name="mine", formula="cx²/2", dimension=1, starts=((1.0,),), region=((-2.0,), (2.0,)),
        value=lambda x: curvature * (x**2).sum(-1) / 2, gradient=lambda x: curvature * x,
        facts=Facts(lipschitz=Fact(Enclosure(curvature, curvature), "")), source="mine",
    )
'''


def library(folder: Path) -> Library:
    """A library of one family, `mine`."""
    (folder / "problems").mkdir(parents=True)
    (folder / "problems" / "mine.py").write_text(MINE, encoding="utf-8")
    return Library((str(folder),))


def study(problems: int = 20, pairs: int = 10, folder: Path | None = None) -> Study:
    """So many atoms of so many settings of 300 iterations, for one theorem."""
    own = Library() if folder is None else library(folder)
    family = "quadratic[eigenvalues=({}.5,)]" if folder is None else "mine[curvature={}.5]"
    return Study(
        problems=tuple(family.format(i) for i in range(1, problems + 1)),
        methods=("sam",),
        theorems=("khanh-3.2", "khanh-3.3"),
        pairs=tuple(Pair(f"0.{i}/L", "0.1/2**k") for i in range(1, pairs + 1)),
        iterations=300,
        starts=1,
        library=own,
    )


def conducted(
    asked: Study,
    workers: Workers | None = None,
    keep: Store | None = None,
    told: list[str] | None = None,
) -> Result:
    """The findings of a study; by default those of one process."""
    results: list[Result] = []
    conduct(
        asked,
        workers=workers or Processes(1),
        progress=lambda done, total: None,
        collect=results,
        keep=keep,
        tell=[].append if told is None else told.append,
    )
    return all_findings(results)


def started(module: str, *arguments: str, root: Path = ROOT) -> subprocess.Popen[bytes]:
    """A scheduler or a worker of Dask, that finds the package in this checkout."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    surroundings = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--no-dashboard"],
        cwd=root,  # where Python looks first
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A scheduler on a port of its own, and the file that says where it is."""
    file = folder / "scheduler.json"
    process = started("dask_scheduler", "--port", "0", "--no-show", "--scheduler-file", str(file))
    try:
        while not file.exists():
            assert process.poll() is None
            time.sleep(0.05)
        yield process, str(file)
    finally:
        process.kill()
        process.wait()


@contextmanager
def worker(
    file: str, folder: Path, *, preload: Path | None = None, root: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """One more worker, of one thread."""
    options = ["--scheduler-file", file, "--nthreads", "1", "--no-nanny"]
    options += ["--local-directory", str(folder)]
    options += [] if preload is None else ["--preload", str(preload)]
    process = started("dask_worker", *options, root=root)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
