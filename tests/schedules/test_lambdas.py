"""What people write as lr_lambda."""

from __future__ import annotations

from pathlib import Path

import pytest
from configured import run_of

from sam_theory.errors import UsageError


@pytest.mark.parametrize(
    ("written_as", "formula"),
    [
        ("lambda epoch: 0.1 ** (epoch // 30)", "0.1 ** floor(epoch / 30)"),
        ("lambda e: max(0.01, 1 - e / 90)", "Max(0.01, 1 - epoch / 90)"),
        ("lambda e: 1 if e < 5 else 1 / math.sqrt(e)", "where(epoch < 5, 1, 1 / sqrt(epoch))"),
        ("0.5 * (1 + np.cos(math.pi * (epoch % 10) / 10))", "0.5*(1 + cos(pi*Mod(epoch, 10)/10))"),
        ("lambda e: 0.97 ** int(e / 2.4)", "0.97 ** floor(epoch / 2.4)"),
        ("lambda e: float(e + 1) ** -0.5", "(epoch + 1) ** -0.5"),
    ],
)
def test_lambdas_as_python_writes_them(tmp_path: Path, written_as: str, formula: str) -> None:
    found = run_of(tmp_path, "LambdaLR", lr_lambda=written_as).step
    assert found.tree == run_of(tmp_path, "LambdaLR", lr_lambda=formula).step.tree


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lambda e, *rest: 1", "one variable"),
        ("lambda e, **rest: 1", "one variable"),
        ("lambda e: os.system('x')", "may use only"),
        ("lambda e: torch.load(e)", "may use only"),
        ("lambda e: min(e, key=1)", "may use only"),
        ("lambda e: [e][0]", "may use only"),
    ],
)
def test_lambdas_that_are_no_formulas(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run_of(tmp_path, "LambdaLR", lr_lambda=text)
