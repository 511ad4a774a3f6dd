"""The short report of a kept study is printed without reading a finding, while nothing changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sam_theory.cli.app import run_command
from sam_theory.cli.recalling import Outcome, keep_short

Capture = pytest.CaptureFixture[str]
ASKED = ["--problem", "quadratic", "--method", "sam", "--theorem", "khanh-3.2", "--theorem"]
ASKED += ["khanh-3.5", "--iterations", "200", "--starts", "1", "--jobs", "1"]


def printed(arguments: list[str], capture: Capture) -> tuple[int, str, str]:
    """The exit status, and what is printed."""
    status = run_command(["check", *arguments])
    return status, *capture.readouterr()


@pytest.fixture
def kept(tmp_path: Path, capsys: Capture) -> tuple[Path, tuple[int, str, str]]:
    """A folder that keeps a finished study, and what was printed of it."""
    return tmp_path, printed([*ASKED, "--keep", str(tmp_path)], capsys)


def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody read a block."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no finding must be read")

    monkeypatch.setattr("sam_theory.study.store.opened", refuse)
    monkeypatch.setattr("sam_theory.study.defaults.study_of", refuse)


def test_it_is_printed_without_a_finding(
    kept: tuple[Path, tuple[int, str, str]], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, before = kept
    assert printed(ASKED, capsys) == before
    again = [*ASKED, "--keep", str(folder)]
    unread(monkeypatch)
    assert printed(again, capsys) == before
    assert printed([*again, "--jobs", "0"], capsys)[0] == 2
    for more in (["--verbose"], ["--json", "-"], ["--iterations", "300"]):
        assert "no finding must be read" in printed([*again, *more], capsys)[2]


def foreign(folder: Path) -> None:
    """Another block than before, be it damaged."""
    (block,) = (folder / "blocks").iterdir()
    block.write_bytes(block.read_bytes()[:-1])


def added(folder: Path) -> None:
    """A block more."""
    (folder / "blocks" / "more.json.gz").write_bytes(b"")


def described(folder: Path) -> None:
    """Another study."""
    path = folder / "study.json"
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")


def edited(folder: Path) -> None:
    """Another answer than that which was kept."""
    path = folder / "told.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["said"]["answer"] = "All is well."
    path.write_text(json.dumps(told), encoding="utf-8")


def cut(folder: Path) -> None:
    """Half an answer."""
    path = folder / "told.json"
    path.write_bytes(path.read_bytes()[:99])


@pytest.mark.parametrize("change", [foreign, added, described, edited, cut])
def test_what_is_changed_is_read_anew(
    change: Callable[[Path], None], kept: tuple[Path, tuple[int, str, str]], capsys: Capture
) -> None:
    folder, (status, out, _) = kept
    change(folder)
    assert printed([*ASKED, "--keep", str(folder)], capsys)[:2] == (status, out)


def test_a_damaged_block_is_told_and_put_aside(
    kept: tuple[Path, tuple[int, str, str]], capsys: Capture
) -> None:
    folder, (status, out, _) = kept
    for _ in range(2):
        added(folder)
        found = printed([*ASKED, "--keep", str(folder)], capsys)
        assert found[:2] == (status, out)
        assert "more.json.gz is damaged" in found[2]
    for _ in range(2):
        assert printed([*ASKED, "--keep", str(folder)], capsys) == (status, out, "")


def test_blocks_that_are_linked_are_read_anew(
    kept: tuple[Path, tuple[int, str, str]], capsys: Capture
) -> None:
    folder, before = kept
    elsewhere = (folder / "blocks").rename(folder.with_name(f"{folder.name}-blocks"))
    (folder / "blocks").symlink_to(elsewhere, target_is_directory=True)
    again = [*ASKED, "--keep", str(folder)]
    assert printed(again, capsys) == before
    foreign(folder)
    assert "is damaged" in printed(again, capsys)[2]


def test_another_program_reads_anew(
    kept: tuple[Path, tuple[int, str, str]], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    unread(monkeypatch)
    monkeypatch.setattr("sam_theory.study.told.program_digest", lambda: "another")
    assert "no finding must be read" in printed([*ASKED, "--keep", str(kept[0])], capsys)[2]


def test_the_status_is_that_of_the_worst() -> None:
    assert Outcome(inconsistent=True, new=True, known=True).status(strict=False) == 3
    assert Outcome(inconsistent=False, new=True, known=False).status(strict=False) == 1
    known = Outcome(inconsistent=False, new=False, known=True)
    assert (known.status(strict=False), known.status(strict=True)) == (0, 1)


@pytest.mark.parametrize("kept_before", [False, True])
def test_a_block_that_is_damaged_after_it_was_read_or_written_is_told(
    kept_before: bool, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = [*ASKED, "--keep", str(tmp_path)]
    if kept_before:
        printed(again, capsys)
        (tmp_path / "told.json").unlink()
    keeping = "sam_theory.cli.recalling.keep_short"

    def late(*arguments: Any) -> None:
        foreign(tmp_path)
        keep_short(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(keeping, late)
        printed(again, capsys)
    assert (tmp_path / "told.json").exists()
    assert "is damaged" in printed(again, capsys)[2]
