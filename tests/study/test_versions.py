"""Which sources decide whether a kept study is taken up: those that can change a result."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kept import ROOT, conducted, library, study

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.study import versions
from sam_theory.study.store import kept_study, store_of

OURS = ("sam_theory", "problems", "proofs_checks", "figures")
EXAMINE = """
import sys
from pathlib import Path
from kept import study
from sam_theory.library.catalogues import Library
from sam_theory.study.atoms import atoms_of
from sam_theory.study.defaults import study_of
from sam_theory.study.orders import order, work
from sam_theory.study.versions import _computing

few = study_of(Library(), problems=["double-well"], step="1.5/L", radius="0.5/L", iterations=500)
work(order(few, atoms_of(few), carried=False))
root = Path(sys.argv[1])
files = {Path(f) for m in sys.modules.values() if (f := getattr(m, "__file__", None))}
for path in sorted(files - set(_computing().values())):
    if path.is_relative_to(root) and not path.is_relative_to(root / "tests"):
        print(path.relative_to(root))
"""


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources, of which versions are told then."""
    for name in OURS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("sam_theory.library.collecting.PACKAGE", tmp_path / "sam_theory")
    monkeypatch.setattr(versions, "PACKAGE", tmp_path / "sam_theory")
    for module in ("orders", "store"):
        monkeypatch.setattr(f"sam_theory.study.{module}.versions", of_the_copy)
    return tmp_path


def of_the_copy() -> dict[str, str]:
    """The versions as the copy is now."""
    return dict(versions.versions.__wrapped__())


def edited(path: Path) -> None:
    """A file with a line more."""
    path.write_bytes(path.read_bytes() + b"\nCHANGED = 1\n")


@pytest.mark.parametrize(
    "name",
    [
        "sam_theory/cli/list.py",
        "sam_theory/report/printing.py",
        "sam_theory/api/checking.py",
        "proofs_checks/khanh_3_2.py",
        "figures/table_1.py",
    ],
)
def test_what_cannot_change_a_result_keeps_a_study(name: str, copied: Path) -> None:
    of, before = versions.program_digest.__wrapped__(), of_the_copy()
    edited(copied / name)
    assert of_the_copy() == before
    assert versions.program_digest.__wrapped__() != of  # what is printed may be another


@pytest.mark.parametrize(
    "name",
    [
        "problems/quadratic.py",
        "sam_theory/__init__.py",
        "sam_theory/verdict.py",
        "sam_theory/runs/batch.py",
        "sam_theory/methods/sam.py",
        "sam_theory/theorems/khanh_3_2.py",
        "sam_theory/certificates/verifier/trap.py",
        "sam_theory/proofs/exact/polynomial.py",
        "sam_theory/study/records.py",
    ],
)
def test_what_can_refuses_it(name: str, copied: Path) -> None:
    before = of_the_copy()
    edited(copied / name)
    assert of_the_copy() != before


def test_a_kept_study_is_taken_up_or_refused(copied: Path) -> None:
    small, folder = study(2, pairs=2), str(copied / "kept")
    found = conducted(small, keep=store_of(folder, small))
    edited(copied / "sam_theory" / "cli" / "list.py")
    assert conducted(small, keep=store_of(folder, small)) == found
    assert kept_study(folder, small.library) == small
    edited(copied / "problems" / "quadratic.py")
    with pytest.raises(UsageError, match="must name a study of this version"):
        store_of(folder, small)


def test_a_room_that_computing_imports_counts_from_then_on(copied: Path) -> None:
    with (copied / "problems" / "quadratic.py").open("a") as file:
        file.write("\nfrom sam_theory.report import phrases\n")
    before = of_the_copy()
    edited(copied / "sam_theory" / "report" / "printing.py")
    assert of_the_copy() != before
    with (copied / "problems" / "quadratic.py").open("a") as file:
        file.write("\nfrom sam_theory import check\n")
    before = of_the_copy()
    edited(copied / "sam_theory" / "cli" / "list.py")
    assert of_the_copy() != before


def test_what_a_library_imports_counts_for_it(copied: Path) -> None:
    mine = copied / "mine"
    plain = library(mine)
    asked = versions.library_digest.__wrapped__
    before = asked(plain)
    edited(copied / "sam_theory" / "report" / "printing.py")
    assert asked(plain) == before
    with (mine / "problems" / "mine.py").open("a") as file:
        file.write("\nfrom sam_theory.report import phrases\n")
    before = asked(plain)
    edited(copied / "sam_theory" / "report" / "printing.py")
    assert asked(plain) != before
    assert asked(Library()) == versions.digest_of([])


def test_all_that_is_loaded_to_compute_counts() -> None:
    words = [sys.executable, "-c", EXAMINE, str(ROOT)]
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": ""}
    told = subprocess.run(words, capture_output=True, text=True, env=path, check=False)
    assert (told.stdout, told.stderr) == ("", "")
