"""The examples in docstrings and in README do what they say."""

from __future__ import annotations

import doctest
import pkgutil
import re
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import sam_theory.api

README = Path(__file__).parents[2] / "README.md"
MODULES = [
    f"sam_theory.api.{module.name}" for module in pkgutil.iter_modules(sam_theory.api.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_each_function_of_the_interface_has_an_example() -> None:
    for name in ("check", "assess", "problem_of"):
        assert ">>> " in getattr(sam_theory.api, name).__doc__


class Frame(dict[str, np.ndarray]):
    """What README asks of a pandas.DataFrame."""

    def to_csv(self, path: str, *, index: bool) -> None:
        """The names and the rows."""
        header = ",".join(self)
        np.savetxt(path, np.stack(list(self.values()), 1), header=header, delimiter=",")


def test_the_example_in_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(code.splitlines()) <= 10
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=Frame))
    names: dict[str, Any] = {}
    exec(compile(code, str(README), "exec"), names)
    assert names["result"].answer in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {"run.png", "run.csv"}
    assert len((tmp_path / "run.csv").read_text().splitlines()) > 5000
