"""The study behind tables of claims: a reduced one, or the one that a folder keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kept import conducted
from kept import study as small

from sam_theory.library.catalogues import Library
from sam_theory.paper.coverage import study
from sam_theory.report.figure import Work
from sam_theory.study.store import store_of


def test_a_kept_study_is_drawn_on(tmp_path: Path) -> None:
    given = replace(small(3, pairs=2), methods=("sam", "usam"))
    kept = conducted(given, keep=store_of(str(tmp_path), given))
    (tmp_path / "blocks").chmod(0o555)  # nothing is computed
    findings, extent = study(Work(Library(), str(tmp_path)), iterations=9, starts=9)
    assert findings == kept[0]
    assert str(extent) == (
        "12 settings: 3 problems × 2 methods × up to 2 schedule pairs, 1 start each, 300 "
        "iterations, seed 0; a study that is kept"
    )


def test_an_empty_folder_keeps_the_reduced_study(tmp_path: Path) -> None:
    work, quick = Work(Library(), str(tmp_path)), {"iterations": 20, "starts": 1}
    findings, extent = study(work, problems=("quadratic",), **quick)  # type: ignore[arg-type]
    study.cache_clear()
    again, whence = study(work, iterations=9, starts=9)
    assert again == findings
    assert str(whence) == str(extent)
