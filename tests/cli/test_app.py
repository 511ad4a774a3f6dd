"""What a command does not need is not imported: start-up is as fast as that, on any machine."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = frozenset({"flint", "jax", "matplotlib", "mpmath", "scipy", "sympy", "z3"})
OURS = frozenset(  # what other commands need
    {
        "sam_theory.api",
        "sam_theory.bounds.answering",
        "sam_theory.cli.bound",
        "sam_theory.falsifying",
    }
)
SETTING = ["--problem", "quadratic", "--method", "sam", "--step", "0.5/L", "--radius", "0.1/L"]
IMPORTED = """
import sys
from sam_theory.cli.app import run_command

status = run_command({arguments!r})
found = sorted({unneeded!r} & set(sys.modules))
sys.exit(f"imported: {{found}}" if found else status)
"""


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["--help"], HEAVY | {"importlib.metadata", "numpy", "pydantic", "rich", "yaml"}),
        (["figures", "--help"], HEAVY | {"numpy", "rich", "yaml"}),
        (["list"], HEAVY | OURS | {"sam_theory.report.summary", "sam_theory.study.conduct"}),
        (["list", "theorems"], HEAVY | OURS | {"sam_theory.proofs.proof"}),
        (["figures"], HEAVY),
        (["schedule", "--step", "1/(L*k)", "--radius", "0.1/(L*k)"], HEAVY),
        (
            ["check", *SETTING, "--iterations", "10", "--jobs", "1"],
            HEAVY - {"flint"} | OURS | {"sam_theory.proofs.proof"},  # certificates are looked for
        ),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_what_is_not_needed_is_not_imported(arguments: list[str], unneeded: frozenset[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED.format(arguments=arguments, unneeded=set(unneeded))],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
