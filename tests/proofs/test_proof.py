"""Proofs as data: what is refused where it is made, and runs that show what is refuted."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from proving import NAMES, find, proof

from sam_theory.cli import prove
from sam_theory.cli.app import run_command
from sam_theory.proofs.proof import Block, Cited, Part, Step, all_steps


def test_step_names_are_unique_within_blocks_too() -> None:
    step = Step(name="a", check=Cited("x"))
    with pytest.raises(ValueError, match="unique"):
        proof(step, step)
    with pytest.raises(ValueError, match="unique"):
        proof(step, Step(name="b", check=Block(steps=(step,))))


def test_parts_name_steps() -> None:
    whole = proof(Step(name="a", check=Cited("x")))
    for part in (
        Part(text="", conclusion="", shown_by="b"),
        Part(text="", conclusion="", refuted_by="b"),
    ):
        with pytest.raises(ValueError, match="must rest on its steps"):
            replace(whole, parts=(part,))


Arrays = Mapping[str, Any]


SHOWS: Mapping[tuple[str, str], Callable[[Arrays], Any]] = {
    ("khanh-3.1", "upper, first"): lambda r: np.linalg.norm(r["iterate"][1]) > 2.4 + 0.2 * 3.9,
    ("khanh-3.1", "(15)"): lambda r: np.linalg.norm(r["iterate"][1]) > 4,
    ("khanh-3.2", "(ii) induction"): lambda r: (
        r["value"][2] > r["value"][0] + 0.1**2 / 2 * (r["step"][:2] ** 2).sum()
    ),
    ("khanh-3.4", "above ρ"): lambda r: r["iterate"][1, 0] == 0.5,
    ("khanh-4.2", "relative error, first"): lambda r: (
        (r["iterate"] == 2).all() and (r["gradient_norm"] == 6).all()
    ),
    ("khanh-4.2", "USAM stays at 2"): lambda r: (r["iterate"] == 2).all(),
    ("khanh-4.2", "USAM stays at −1"): lambda r: (
        np.allclose(r["iterate"], -1) and np.allclose(r["gradient_norm"], 20)
    ),
    ("khanh-4.2", "2 attracts"): lambda r: abs(r["iterate"][-1, 0] - 2) < 1e-3,
    ("khanh-4.2", "USAM alternates"): lambda r: (np.abs(r["iterate"]) == 4).all(),
    ("khanh-4.2", "values alternate"): lambda r: (
        np.ptp(r["value"][-2:]) > 0.1 and np.array_equal(r["value"][-2:], r["value"][-4:-2])
    ),
    ("khanh-4.2", "values increase"): lambda r: (np.diff(r["value"][:10]) > 0).all(),
    ("dai-1", "limit of the bound"): lambda r: np.allclose(r["value"][1:], 5),
    ("dai-1", "run"): lambda r: np.allclose(r["value"][1:], 5),
    ("khanh-g.3", "p ≥ 0"): lambda r: r["hypotheses"]["product-summable"]["status"] == "refuted",
    ("khanh-table-2", "unnormalized, in general"): lambda r: (r["gradient_norm"] == 6).all(),
    ("khanh-table-2", "USAM stays at 2"): lambda r: (r["iterate"] == 2).all(),
    ("khanh-table-2", "lim f = f*"): lambda r: (r["gradient_norm"] > 0).all(),
    ("si-yun-3.3", "as quoted, constants"): lambda r: np.allclose(r["gradient_norm"][1:], 0.5),
}


@pytest.mark.parametrize(
    "key", [(n, s.name) for n in NAMES for s in all_steps(find(n).steps) if s.run]
)
def test_the_commands_show_what_is_refuted(
    key: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (run,) = [s.run for s in all_steps(find(key[0]).steps) if s.name == key[1]]
    words = shlex.split(run)[1:]
    if words[0] == "schedule":
        pytest.importorskip("sam_theory.cli.schedule")
        run_command([*words, "--json", "-"])
        assert SHOWS[key](json.loads(capsys.readouterr().out))
        return
    words[words.index("--out") + 1] = str(tmp_path / "run.npz")
    assert run_command(words) == 0
    with np.load(tmp_path / "run.npz") as record:
        assert SHOWS[key](dict(record))


def test_the_list_of_proofs_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in ("z3", "flint", "sympy"):
        monkeypatch.setitem(sys.modules, name, None)
    steps = [step for name in NAMES for step in find(name).steps]
    assert all(isinstance(step, Step) and step.by for step in steps)
    assert prove.command is not None
