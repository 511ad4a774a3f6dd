"""`check --keep`: an interrupted study goes on where it was, and a finished one is printed."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kept import PATIENCE, ROOT, ends, interrupted, slow

from sam_theory.cli.app import run_command
from sam_theory.cli.workers import Count
from sam_theory.study import atoms

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
    assert after.err == f"sam-theory: {block} is damaged, and counts as missing\n"


def test_findings_are_counted_in_words() -> None:
    count = Count()
    assert count.with_([]) == "0 settings, 0 contradict a theorem"
    assert Count(0, 1).with_([]) == "0 settings, 1 contradicts a theorem"


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_who_waits_at_a_terminal_sees_findings(tmp_path: Path) -> None:
    """Before the end, on standard error; standard output is as ever."""
    asked = [*slow(tmp_path), "--jobs", "1"]
    whole = waiting(asked, lambda seen: False)
    seen: list[str] = []
    assert waiting(asked, lambda text: bool(seen.append(text))) == whole
    early = "".join(seen)
    assert "1 setting, 0 contradict a theorem" in early
    assert early.index("1 setting,") < early.index("8 settings,")


def test_the_first_are_not_waited_for(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few settings of a long study come before its first block, and count once."""
    arguments = ["check", "--problem", "quadratic", "--problem", "ripple", *QUICK, "--jobs", "1"]
    status = run_command(arguments)
    before = capsys.readouterr()
    heard: list[int] = []
    with_ = Count.with_

    def listening(self: Count, results: object) -> str:
        words = with_(self, results)  # type: ignore[arg-type]
        heard.append(self.settings)
        return words

    monkeypatch.setattr(Count, "with_", listening)
    monkeypatch.setattr(atoms, "LONG", 1e-9)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run_command(arguments) == status
    assert capsys.readouterr().out == before.out
    first, *others = heard
    assert 0 < first < others[0] < others[-1]


def waiting(arguments: list[str], see: Callable[[str], bool]) -> bytes:
    """Standard output of a command whose standard error is a terminal, which `see` reads."""
    ours, theirs = os.openpty()
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    with ends(PATIENCE):
        process = subprocess.Popen(
            [sys.executable, "-m", "sam_theory", *arguments],
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=theirs,
        )
        os.close(theirs)
        with contextlib.suppress(OSError):  # how a terminal tells that nobody writes to it
            while text := os.read(ours, 65536):
                see(text.decode(errors="replace"))
        out, _ = process.communicate()
    os.close(ours)
    assert process.returncode == 0
    return out


def test_tables_are_drawn_on_a_kept_study(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `check --keep` keeps is what `figures --keep` draws on, and nothing is computed."""
    monkeypatch.setattr("sam_theory.paper.coverage.provable", lambda: False)  # proofs take long
    kept, out = str(tmp_path / "kept"), tmp_path / "out"
    asked = ["--problem", "quadratic", "--problem", "huber", "--method", "sam", "--method", "usam"]
    run_command(["check", *asked, "--iterations", "100", "--starts", "1", "--keep", kept])
    files = {path: path.stat().st_mtime_ns for path in Path(kept).rglob("*")}
    capsys.readouterr()
    (tmp_path / "kept" / "blocks").chmod(0o555)
    tables = ("table-1", "table-2", "table-3")
    assert run_command(["figures", *tables, "--keep", kept, "--out", str(out)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    extent = "2 problems × 2 methods × up to 18 schedule pairs, 1 start each, 100 iterations"
    assert told.count(extent) == len(tables)
    assert told.count("a study that is kept") == len(tables)
    assert {path: path.stat().st_mtime_ns for path in Path(kept).rglob("*")} == files
    assert all((out / f"{name}.csv").stat().st_size for name in tables)


def test_what_is_printed_into_a_file_is_an_output(tmp_path: Path) -> None:
    """Of a library, say: its files must stay as they are."""
    said = "import sys; from sam_theory.cli.output import placed; sys.stderr.write(repr(placed()))"
    with open(tmp_path / "report.txt", "w") as report:
        done = subprocess.run(
            [sys.executable, "-c", said],
            cwd=ROOT,
            stdout=report,
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
    assert str((tmp_path / "report.txt").resolve()) in done.stderr


def test_a_library_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "problems").mkdir()
    data = tmp_path / "data.txt"
    data.write_text("before")
    text = f"from pathlib import Path\n\nPath({str(data)!r}).write_text('after')\n"
    (tmp_path / "problems" / "mine.py").write_text(text)
    arguments = ["check", "--problem", "quadratic", *QUICK, "--library", str(tmp_path)]
    assert run_command(arguments) == 2
    assert "while a study runs; data.txt changed" in capsys.readouterr().err
