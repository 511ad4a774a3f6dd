"""The examples of CONTRIBUTING.md, run exactly as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sam_theory.cli.app import run_command

GUIDE = Path(__file__).parents[2] / "CONTRIBUTING.md"
BLOCK = re.compile(r"```python\n# ([\w/]+\.py)\n(.*?)```", re.DOTALL)


@pytest.fixture
def library(tmp_path: Path) -> str:
    blocks = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    kinds = [name.partition("/")[0] for name, _ in blocks]
    assert kinds == ["problems", "methods", "theorems", "proofs_checks", "figures"]
    for name, text in blocks:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(tmp_path)


def test_the_example_problem_passes_its_audit(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["audit", "inverted-bell", "--library", library]) == 0
    assert "violated" not in capsys.readouterr().out


def test_the_example_theorem_is_held_against_the_example_method(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    setting = "--problem inverted-bell --method lazy-sam --step 1/(L*k) --radius 0.1/k"
    rest = ["--theorem", "lazy-sam-settles", "--json", "-", "--library", library]
    assert run_command(["check", *setting.split(), *rest]) == 0
    shown = capsys.readouterr().out
    assert '"name": "lazy-sam-settles"' in shown
    assert '"promised": true' in shown


def test_the_example_proof_is_checked(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["prove", "lazy-sam-descends", "--library", library]) == 0
    assert "The conclusions of lazy-sam-descends are proved" in capsys.readouterr().out


def test_the_example_figure_is_drawn_with_its_data(
    library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plots"
    assert run_command(["figures", "bell-descent", "--out", str(out), "--library", library]) == 0
    assert "25 iterations; 0 exact zeros" in " ".join(capsys.readouterr().out.split())
    assert {path.suffix for path in out.iterdir()} == {".png", ".csv", ".txt"}
    rows = (out / "bell-descent.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 26
    assert rows[-1].startswith("25,")
    assert 0 < float(rows[-1].split(",")[1]) < 1e-12  # each step at least halves ‖x‖
