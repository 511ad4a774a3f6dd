"""`check --keep`: an interrupted study goes on where it was, and a finished one is printed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kept import interrupted, slow

from sam_theory.cli.app import run_command

Capture = pytest.CaptureFixture[str]
QUICK = ["--method", "sam", "--theorem", "khanh-3.2", "--iterations", "300", "--starts", "1"]


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent another way there")
def test_an_interrupted_study_is_taken_up(tmp_path: Path, capsys: Capture) -> None:
    """After the first block; nothing else stays, and the end is that of one go."""
    asked = slow(tmp_path / "mine")
    blocks = interrupted([*asked, "--jobs", "2"], tmp_path / "interrupted")
    finished = {path.name: path.stat().st_mtime_ns for path in blocks.iterdir()}
    assert 0 < len(finished) < 8
    folders = (blocks.parent, tmp_path / "whole")
    said = [told([*asked, "--keep", str(of), "--jobs", "1"], capsys) for of in folders]
    assert said[0] == said[1]
    again = [*asked, "--keep", str(blocks.parent)]
    assert told(again, capsys) == said[0]  # read, whoever would compute
    after = {path.name: path.stat().st_mtime_ns for path in blocks.iterdir()}
    assert finished.items() <= after.items()
    assert len(after) == 8


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
