"""Library files of examples: that they hold the function, and that `check` runs them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from asking_bounds import asked

from sam_theory.bounds.answering import answered
from sam_theory.bounds.functions import lowest
from sam_theory.bounds.writing import command_for, name_of, text_of
from sam_theory.cli.app import run_command
from sam_theory.library.catalogues import Library


def test_check_runs_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = asked("usam", "smooth", "gradient", "Delta", iterations=2)
    found, name = answered(question).attained, name_of(question)
    assert found is not None
    (tmp_path / "problems").mkdir()
    text = text_of(found, question, name)
    (tmp_path / "problems" / f"{name.replace('-', '_')}.py").write_text(text, encoding="utf-8")
    problem = Library((tmp_path,)).get("problems", name)
    value = float(problem.value(np.array(problem.starts[0])))
    pieces = found.example.pieces
    height = pieces.at(found.example.start)[0] - lowest(pieces)
    infimum = problem.facts.infimum.value
    assert value - infimum.upper == pytest.approx(float(height), rel=1e-12)
    assert problem.facts.lipschitz.value.lower == 1
    line = command_for(question, name, str(tmp_path))
    assert line is not None
    arguments = line.replace('"', "").split()[1:]
    assert run_command([*arguments, "--iterations", "100"]) == 0
    assert "Contradicted statements: none" in capsys.readouterr().out


def test_methods_of_no_catalogue_are_not_run() -> None:
    question = asked("igd-relative[error=0.25]", "smooth", "gap", "R", step=Fraction(1))
    found = answered(question).attained
    assert found is not None
    assert command_for(question, "x", ".") is None
    assert "where the errors g − f′(x) are" in text_of(found, question, "x")
