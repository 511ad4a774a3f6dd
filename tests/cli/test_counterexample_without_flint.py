"""`counterexample` where python-flint is missing: it runs, and certifies nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HIDDEN = """
import importlib.util, sys

class Hider:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "flint":
            raise ModuleNotFoundError("No module named 'flint'", name="flint")

found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: (
    None if name == "flint" else found(name, package)
)
sys.meta_path.insert(0, Hider())
"""


def test_it_runs_and_its_certificate_is_undecided(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HIDDEN)
    path = os.pathsep.join([str(tmp_path), str(ROOT), *sys.path])
    done = subprocess.run(
        [sys.executable, "-m", "sam_theory", "counterexample", "--json", "-"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found["certificate"]["status"] == "undecided"
    assert "python-flint" in found["certificate"]["evidence"]
    assert found["runs"][0]["reaches_cycle_at"] is not None
