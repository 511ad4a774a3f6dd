"""The examples of CONTRIBUTING.md, run exactly as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sam_theory.cli.app import run_command

GUIDE = Path(__file__).parent.parent / "CONTRIBUTING.md"
BLOCK = re.compile(r"```python\n# ([\w/]+\.py)\n(.*?)```", re.DOTALL)


@pytest.fixture
def library(tmp_path: Path) -> str:
    blocks = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    assert [name.partition("/")[0] for name, _ in blocks] == ["problems", "methods", "theorems"]
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
    setting = "--problem inverted-bell --method sign-sam --step 1/(L*k) --radius 0.1/k"
    rest = ["--theorem", "sign-sam-settles", "--json", "-", "--library", library]
    assert run_command(["check", *setting.split(), *rest]) == 0
    shown = capsys.readouterr().out
    assert '"name": "sign-sam-settles"' in shown
    assert '"promised": true' in shown
