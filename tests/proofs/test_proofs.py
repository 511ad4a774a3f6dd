"""The catalogue of proofs: what it proves and refutes, and that changed claims are noticed."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sam_theory.cli import prove
from sam_theory.cli.app import run_command
from sam_theory.library import Library
from sam_theory.proofs.checking import Checked, Premises, verdict_of
from sam_theory.proofs.document import proof_document
from sam_theory.proofs.mutation import mutants
from sam_theory.proofs.proof import Cited, Proof, Step
from sam_theory.proofs.reporting import Report, report_all
from sam_theory.verdict import Status

LIBRARY = Library()
NAMES = tuple(LIBRARY.entries("proofs"))
SURVIVES = {
    *("khanh-3.2", "khanh-3.3", "khanh-3.3-stronger", "khanh-3.5", "khanh-4.1"),
    *("khanh-b.1", "khanh-b.2", "khanh-b.3", "khanh-b.4", "khanh-b.5"),
    *("khanh-g.1", "khanh-g.2", "khanh-table-1", "si-yun-3.4", "two-cycle"),
}
FALSE = {
    *("dai-1", "khanh-3.1", "khanh-3.4", "khanh-3.6", "khanh-4.2", "khanh-d.1", "khanh-g.3"),
    *("khanh-table-2", "si-yun-3.3"),
}


def find(name: str) -> Proof:
    found = LIBRARY.get("proofs", name)
    assert isinstance(found, Proof)
    return found


@pytest.fixture(scope="module")
def reports() -> Mapping[str, Report]:
    return report_all([find(name) for name in NAMES], find)


@pytest.mark.parametrize("name", NAMES)
def test_published_steps_are_refuted_exactly_where_known(
    name: str, reports: Mapping[str, Report]
) -> None:
    steps = [c for c in reports[name].checked if not c.step.ours]
    refuted = {c.step.name for c in steps if c.verdict.status is Status.REFUTED}
    assert refuted == {c.step.name for c in reports[name].checked if c.step.erratum}
    rest = [c for c in steps if c.verdict.status is not Status.PROVED]
    assert all(isinstance(c.step.check, Cited) or c.step.name in refuted for c in rest)


@pytest.mark.parametrize("name", NAMES)
def test_our_own_steps_are_proved(name: str, reports: Mapping[str, Report]) -> None:
    weak = [c for c in reports[name].checked if c.step.ours and not c.verdict.holds]
    assert all(isinstance(c.step.check, Cited) for c in weak)
    assert not any(c.verdict.fails for c in weak)


@pytest.mark.parametrize("name", NAMES)
def test_conclusions(name: str, reports: Mapping[str, Report]) -> None:
    status = reports[name].conclusion.status
    expected = Status.PROVED if name in SURVIVES else Status.UNDECIDED
    assert status is (Status.REFUTED if name in FALSE else expected)


@pytest.mark.parametrize("name", NAMES)
def test_labels_name_hypotheses_and_every_hypothesis_is_spoken_of(
    name: str, reports: Mapping[str, Report]
) -> None:
    report = reports[name]
    keys = {key for key, _ in report.proof.hypotheses}
    used = {u for c in report.checked for u in c.used if u[0] not in "@="}
    assert used <= keys
    assert len({text for _, text in report.proof.hypotheses}) == len(keys)


def test_unused_hypotheses(reports: Mapping[str, Report]) -> None:
    unused = reports["khanh-3.3"].unused
    assert any(text.startswith("tₖ does not increase") for text in unused)
    assert any(text.startswith("lim sup εₖ < 2") for text in unused)
    assert any(text.startswith("inf f(xᵏ) > −∞") for text in reports["khanh-3.2"].unused)
    assert any(text.startswith("lim sup ρₖ < 2/L") for text in reports["khanh-3.5"].unused)
    assert reports["dai-1"].unused == ()
    example = " ".join(reports["khanh-3.1"].unused)
    assert "t > 1/λmin" in example
    assert "x¹ ≠ x*" not in example  # from x* itself, and from some starts further out, the run
    assert "‖x¹ − x*‖ <" not in example  # is at x* for ever


def test_the_range_of_steps_in_4_1_uses_the_descent_condition_alone(
    reports: Mapping[str, Report],
) -> None:
    closure = reports["khanh-4.1"].closure(["(40)"])
    used = frozenset[str]().union(*(c.used for c in closure))
    assert "descent" in used
    assert "lipschitz" not in used


def test_changed_claims_are_refuted(
    reports: Mapping[str, Report], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of every proved step, changes are tried from an arbitrary one on until one is refuted."""
    counts: Counter[Status] = Counter()
    for number, (name, checked) in enumerate(_proved(reports)):
        counts += _killed(name, checked, number)
    tried = counts[Status.REFUTED] + counts[Status.UNDECIDED]
    with capsys.disabled():
        share = 100 * counts[Status.REFUTED] / tried
        print(f"\nmutants: {share:.1f} % of {tried} refuted; {counts[Status.PROVED]} stay true")
    assert counts[Status.UNDECIDED] == 0


def _proved(reports: Mapping[str, Report]) -> list[tuple[str, Checked]]:
    return [
        (name, checked)
        for name, report in reports.items()
        for checked in report.checked
        if checked.verdict.status is Status.PROVED
    ]


def _killed(name: str, checked: Checked, number: int) -> Counter[Status]:
    changes = list(mutants(checked.step.check))
    assert changes, f"{name} {checked.step.name} has no mutant"
    first = 7 * number % len(changes)
    counts: Counter[Status] = Counter()
    for mutant in changes[first:] + changes[:first]:
        counts[verdict_of(mutant.check, Premises(find(name))).status] += 1
        if counts[Status.REFUTED]:
            return counts
    raise AssertionError(f"no mutant of {name} {checked.step.name} is refuted")


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


@pytest.mark.parametrize("key", [(n, s.name) for n in NAMES for s in find(n).steps if s.run])
def test_the_commands_show_what_is_refuted(
    key: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = shlex.split(find(key[0]).step(key[1]).run)[1:]
    if words[0] == "schedule":
        pytest.importorskip("sam_theory.cli.schedule")
        run_command([*words, "--json", "-"])
        assert SHOWS[key](json.loads(capsys.readouterr().out))
        return
    words[words.index("--out") + 1] = str(tmp_path / "run.npz")
    assert run_command(words) == 0
    with np.load(tmp_path / "run.npz") as record:
        assert SHOWS[key](dict(record))


def test_prove_writes_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["prove", "khanh-b.1", "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["command"] == "prove"
    (entry,) = found["proofs"]
    assert {"name", "source", "conclusion", "hypotheses_unused", "steps"} <= set(entry)
    assert entry["conclusion"] == "proved"
    ways = {"identity", "real-arithmetic", "series", "number", "lemma", "cited"}
    for step in entry["steps"]:
        assert {"name", "claim", "by", "ours", "status", "evidence", "slack"} <= set(step)
        assert step["by"] in ways


def test_prove_exits_with_1_for_a_refuted_step_that_is_not_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = find("khanh-b.1")
    forgotten = tuple(replace(step, erratum="") for step in known.steps)
    monkeypatch.setattr(Library, "get", lambda *_: replace(known, steps=forgotten))
    assert run_command(["prove", "khanh-b.1"]) == 1
    assert "shifted sum" in capsys.readouterr().out


def test_prove_without_a_refuted_step_exits_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["prove", "khanh-b.2"]) == 0
    assert "crossing" in capsys.readouterr().out


def test_prove_names_the_extra_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert run_command(["prove", "khanh-b.2"]) == 2
    assert 'pip install "sam-theory[proofs]"' in capsys.readouterr().err


def test_prove_asks_for_a_known_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["prove", "khanh-3.22"]) == 2
    assert "khanh-3.2" in capsys.readouterr().err


def test_documents_are_plain(reports: Mapping[str, Report]) -> None:
    for report in reports.values():
        json.dumps(proof_document(report), allow_nan=False)


def test_the_list_of_proofs_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in ("z3", "flint", "sympy"):
        monkeypatch.setitem(sys.modules, name, None)
    steps = [step for name in NAMES for step in find(name).steps]
    assert all(isinstance(step, Step) and step.by for step in steps)
    assert prove.command is not None
