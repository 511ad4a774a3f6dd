"""`check --keep`: an interrupted study goes on where it was, and a finished one is printed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sam_theory.cli.app import run_command

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parent.parent.parent
QUICK = ["--method", "sam", "--theorem", "khanh-3.2", "--iterations", "300", "--starts", "1"]
PROBLEMS = ["quadratic", "ripple", "huber", "linear", "logistic", "log-cosh", "power", "softplus"]


def asked(folder: Path) -> list[str]:
    """A study of eight blocks, kept in a folder."""
    problems = [word for name in PROBLEMS for word in ("--problem", name)]
    return ["check", *problems, *QUICK, "--keep", str(folder)]


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent another way there")
def test_an_interrupted_study_is_taken_up(tmp_path: Path, capsys: Capture) -> None:
    """After the first block; nothing half written stays, and the end is that of one go."""
    kept, whole = tmp_path / "kept", tmp_path / "whole"
    command = ["env", "--default-signal=INT", sys.executable, "-m", "sam_theory"]
    process = subprocess.Popen(
        [*command, *asked(kept), "--jobs", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not list(kept.glob("blocks/[!.]*")):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (130, b"sam-theory: interrupted\n")
    finished = {path.name: path.stat().st_mtime_ns for path in (kept / "blocks").iterdir()}
    assert 0 < len(finished) < len(PROBLEMS)
    assert not any(name.startswith(".") for name in finished)
    said = [told([*asked(folder), "--jobs", "1"], capsys) for folder in (kept, whole)]
    assert said[0] == said[1]
    assert told(asked(kept), capsys) == said[0]  # read, whoever would compute
    blocks = {p.name: p.stat().st_mtime_ns for p in (kept / "blocks").iterdir()}
    assert finished.items() <= blocks.items()
    assert len(blocks) == len(PROBLEMS)


def told(arguments: list[str], capture: Capture) -> tuple[int, str]:
    """How the command ends, and its document."""
    status = run_command([*arguments, "--json", "-"])
    return status, capture.readouterr().out


def test_a_damaged_block_is_told_on_standard_error(tmp_path: Path, capsys: Capture) -> None:
    arguments = ["check", "--problem", "quadratic", *QUICK, "--keep", str(tmp_path)]
    status = run_command(arguments)
    before = capsys.readouterr()
    (block,) = (tmp_path / "blocks").iterdir()
    block.write_bytes(b"")
    assert run_command(arguments) == status
    after = capsys.readouterr()
    assert after.out == before.out
    assert before.err == ""
    assert after.err == f"sam-theory: {block} is damaged; what it held is computed anew\n"
