"""Small studies in many atoms, of a problem of a user, and clusters on loopback to run them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from sam_theory.library.catalogues import Library
from sam_theory.study.conduct import Workers, conduct
from sam_theory.study.joining import all_findings
from sam_theory.study.processes import WAITS, Processes
from sam_theory.study.store import Store
from sam_theory.study.study import Pair, Result, Study

ROOT = Path(__file__).parent.parent
PATIENCE, PAUSE = 120, 0.05  # seconds: what takes longer hangs, and between two looks
DATA = b"\xff\r\n\x00"  # what is no text crosses as it is
MINE = '''
import time
from pathlib import Path

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Problem

assert Path(__file__).parent.joinpath("data", "mine.bin").read_bytes() == DATA

def mine(*, curvature: float = 1.0) -> Problem:
    """A parabola."""
    return Problem(
        name="mine", formula="cx²/2", dimension=1, starts=((1.0,),), region=((-2.0,), (2.0,)),
        value=lambda x: curvature * (x**2).sum(-1) / 2,
        gradient=lambda x: time.sleep(PAUSE) or curvature * x,
        facts=Facts(lipschitz=Fact(Enclosure(curvature, curvature), "")), source="mine",
    )
'''

Process = subprocess.Popen[bytes]


def library(folder: Path, pause: float = 0) -> Library:
    """A library of one family, `mine`, whose module reads a file; seconds that a gradient takes."""
    (folder / "problems" / "data").mkdir(parents=True)
    (folder / "problems" / "data" / "mine.bin").write_bytes(DATA)
    text = MINE.replace("DATA", repr(DATA)).replace("PAUSE", str(pause))
    (folder / "problems" / "mine.py").write_text(text, encoding="utf-8")
    return Library((str(folder),))


def slow(folder: Path) -> list[str]:
    """`check` of eight blocks, which take a third of a second each and hardly compute."""
    library(folder, pause=5e-4)
    problems = [word for i in range(1, 9) for word in ("--problem", f"mine[curvature={i}.5]")]
    arguments = ["--method", "sam", "--theorem", "khanh-3.2", "--engine", "numpy"]
    arguments += ["--iterations", "300", "--starts", "1", "--step", "0.5/L", "--radius", "0.1/2**k"]
    return ["check", *problems, *arguments, "--library", str(folder)]


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


@contextmanager
def ends(seconds: int = PATIENCE) -> Iterator[None]:
    """What cannot end fails, whatever it waits for, and so does what it does about that."""
    if os.name == "nt":
        yield
        return

    def late(number: int, frame: object) -> None:
        pytest.fail(f"this must end within {seconds} s on any machine; it hangs here")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def until(ready: Callable[[], object], what: str, process: Process | None = None) -> None:
    """Wait for something; fail where the process that does it has ended, or takes too long."""
    for _ in range(int(PATIENCE / PAUSE)):
        if ready():
            return
        if process is not None and process.poll() is not None:
            pytest.fail(f"{what} must come; its process ended with {process.poll()}")
        time.sleep(PAUSE)
    pytest.fail(f"{what} must come within {PATIENCE} s on any machine; it did not")


def interrupted(arguments: Sequence[str], folder: Path) -> Path:
    """Interrupt `check` after a block: it says so, and leaves what it keeps, and nothing else.

    No process, and so no port, no temporary file. Returns the folder of blocks.
    """
    folder.mkdir()
    command = ["env", "--default-signal=INT", sys.executable, "-m", "sam_theory", *arguments]
    process = subprocess.Popen(
        [*command, "--keep", str(folder / "kept")],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    blocks = folder / "kept" / "blocks"
    try:
        until(lambda: list(blocks.glob("[!.]*")), "a block", process)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        *before, last = errors.decode().splitlines()
        assert set(before) <= {f"sam-theory: {WAITS}"}  # of processes, which finish a block
        assert last == "sam-theory: interrupted"
        until(lambda: not _group(process.pid), "the end of all its processes")
    finally:
        if _group(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
    assert os.listdir(folder) == ["kept"]
    assert sorted(os.listdir(folder / "kept")) == ["blocks", "study.json"]
    assert not list(blocks.glob(".*"))
    return blocks


def _group(leader: int) -> bool:
    """Whether any process of the group is there."""
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


def started(module: str, log: Path, *arguments: str, root: Path = ROOT) -> Process:
    """A scheduler or a worker of Dask on loopback, that finds the package in this checkout."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    surroundings = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    with log.open("wb") as file:
        return subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--no-dashboard"],
            cwd=root,  # where Python looks first
            env=surroundings,
            stdout=file,
            stderr=subprocess.STDOUT,
        )


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[Process, str]]:
    """A scheduler on a port of its own, and the file that says where it is.

    Should nobody be left to end it, it ends.
    """
    file = folder / "scheduler.json"
    options = ["--port", "0", "--no-show", "--scheduler-file", str(file)]
    options += ["--dashboard-address", "127.0.0.1:0", "--idle-timeout", str(PATIENCE)]
    process = started("dask_scheduler", folder / "scheduler.log", *options)
    try:
        until(lambda: file.exists() and _whole(file), "the file of the scheduler", process)
        yield process, str(file)
    finally:
        process.kill()
        process.wait(PATIENCE)


def _whole(file: Path) -> bool:
    """Whether it is written to its end."""
    try:
        return "address" in json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return False


@contextmanager
def worker(
    file: str, folder: Path, *, preload: Path | None = None, root: Path = ROOT
) -> Iterator[Process]:
    """One more worker, of one thread."""
    options = ["--scheduler-file", file, "--nthreads", "1", "--no-nanny"]
    options += ["--local-directory", str(folder), "--death-timeout", str(PATIENCE)]
    options += [] if preload is None else ["--preload", str(preload)]
    process = started("dask_worker", folder.with_suffix(".log"), *options, root=root)
    try:
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE)
