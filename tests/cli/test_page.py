"""`--html DIR`: a page and its evidence, which an interruption does not part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from kept import conducted, study

from sam_theory.cli import page
from sam_theory.cli.page import write_page
from sam_theory.statements.finding import Finding

STUDY = replace(study(2, pairs=2), curves=True)


def written(folder: Path, findings: list[Finding]) -> None:
    """The page of these findings."""
    write_page(str(folder), STUDY, findings, (), "", complete=True, training="")


def files(folder: Path) -> dict[str, bytes]:
    """The page, and its evidence by name."""
    return {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_an_interrupted_page_leaves_the_one_before_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sam_theory.report.page.render.INLINE", 0)
    findings, _ = conducted(STUDY)
    written(tmp_path, list(findings))
    (tmp_path / "evidence" / "mine.js").touch()
    before, write = files(tmp_path), page._write
    assert len(before) == 4

    def stopped(path: Path, text: str) -> None:
        if path.name == "index.html":
            raise KeyboardInterrupt
        write(path, text)

    with monkeypatch.context() as patch:
        patch.setattr(page, "_write", stopped)
        with pytest.raises(KeyboardInterrupt):
            written(tmp_path, list(findings)[1:])
    after = files(tmp_path)
    assert before.items() <= after.items()
    assert len(after) > 4
    written(tmp_path, list(findings))
    assert files(tmp_path) == before
    monkeypatch.undo()
    written(tmp_path, list(findings))
    assert sorted(files(tmp_path)) == ["index.html", "mine.js"]
