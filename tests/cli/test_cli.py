"""The commands as a user calls them: answers, exit statuses, bad input, whole files."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.cells import cell_len

from sam_theory.cli.app import COMMANDS, run_command
from sam_theory.properties.judge import PROPERTIES
from sam_theory.study.processes import WAITS

Capture = pytest.CaptureFixture[str]
QUICK = ["--problem", "quadratic", "--method", "sam", "--iterations", "300"]


def document(arguments: list[str], capture: Capture) -> Any:
    """The JSON that a command writes to standard output, where nothing else may stand."""
    status = run_command([*arguments, "--json", "-"])
    found = json.loads(capture.readouterr().out)
    assert status == int(any(not s["known"] for s in found.get("statements", ())))
    assert found["schema"] == "sam-theory/1"
    assert found["command"] == arguments[0]
    return found


def complaint(arguments: list[str], capture: Capture) -> str:
    """The one sentence with which a wrong call ends."""
    assert run_command(arguments) == 2
    captured = capture.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("sam-theory: ")
    assert "Traceback" not in captured.err
    return captured.err


def test_a_misspelled_command_is_answered_with_the_nearest_once(capsys: Capture) -> None:
    assert complaint(["chekc"], capsys).count("'check'") == 1
    assert f"known are {', '.join(COMMANDS)}" in complaint(["xyzzy"], capsys)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str, capsys: Capture) -> None:
    assert run_command([name, "--help"]) == 0
    assert f"sam-theory {name}" in capsys.readouterr().out


def test_list_and_show_agree(capsys: Capture) -> None:
    items = document(["list"], capsys)["items"]
    assert {item["kind"] for item in items} >= {"problems", "methods", "theorems"}
    assert all(item["summary"] and item["source"] for item in items)
    shown = document(["show", "quadratic"], capsys)["items"][0]
    assert shown["facts"]["convex"]["value"] is True
    assert shown["facts"]["lipschitz"]["value"] == [10, 10]


def test_check_writes_the_contract(capsys: Capture) -> None:
    found = document(["check", *QUICK, "--seed", "3"], capsys)
    assert found["seed"] == 3
    finding = found["findings"][0]
    assert {"problem", "method", "step", "radius", "iterations", "starts"} <= set(finding)
    assert tuple(finding["properties"]) == PROPERTIES
    for theorem in finding["theorems"]:
        assert set(theorem["hypotheses"]) <= set(found["hypotheses"])
        assert all(isinstance(c["promised"], bool) for c in theorem["conclusions"])
        broken = [
            c["promised"] and c["status"] in ("violated", "refuted") and "reading" not in c
            for c in theorem["conclusions"]
        ]
        assert theorem["contradiction"] == any(broken)
    assert found["inconsistencies"] == []
    for statement in found["statements"]:
        assert {"theorem", "text", "settings", "known", "example"} <= set(statement)
        assert statement["example"]["command"].startswith("sam-theory check")


def test_check_says_what_it_skipped(capsys: Capture) -> None:
    chosen = ["--problem", "power[exponent=1.5]", "--problem", "quadratic", "--method", "sam"]
    found = document(["check", *chosen, "--iterations", "100"], capsys)
    assert {finding["problem"] for finding in found["findings"]} == {"quadratic"}
    assert "there is no L on the box" in found["skipped"][0]["reason"]
    assert "15 settings are left out (power[exponent=1.5]: there is no L" in found["answer"]


def test_where_nothing_could_be_run_there_is_no_answer(capsys: Capture) -> None:
    arguments = ["check", "--problem", "power[exponent=1.5]", "--method", "sam"]
    assert "there is no L on the box" in complaint(arguments, capsys)
    assert run_command([*arguments, "--json", "-"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert (found["findings"], len(found["skipped"])) == ([], 15)
    assert found["answer"].startswith("Nothing could be run: 15 settings are left out")


def test_one_setting_is_answered_first_and_last_in_few_lines(capsys: Capture) -> None:
    """Does SAM with cosine decay and constant ρ converge on my logistic regression?"""
    cosine = "where(k <= 300, 0.05*(1+cos(pi*k/300)), 0)"
    arguments = ["check", "--problem", "ridge-logistic", "--method", "sam", "--iterations", "300"]
    arguments += ["--step", cosine, "--radius", "0.05"]
    assert run_command(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 40
    assert max(map(cell_len, lines)) <= 80
    first, last = lines[: lines.index("")], lines[-lines[::-1].index("") :]
    assert first == last
    assert "No theorem covers this" in "".join(first[:5])
    answer = document(arguments, capsys)["answer"]
    assert " ".join(line.strip() for line in first) == answer
    assert run_command([*arguments, "--verbose"]) == 0
    everything = capsys.readouterr().out.splitlines()
    assert everything[: len(first)] == first == everything[-len(first) :]
    assert len(everything) > 100


def test_two_settings_are_told_by_statements(capsys: Capture) -> None:
    assert run_command(["check", *QUICK]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 60
    assert lines[0].startswith("In 15 settings on 1 problem, no theorem is newly contradicted; ")
    assert lines[0] in lines[1:]
    assert not any("0 of 0" in line for line in lines)
    commands = [line for line in lines if line.lstrip().startswith("sam-theory check --problem")]
    rows = [line for line in lines if line.startswith("known, ")]
    assert len(commands) == len(rows) == len(document(["check", *QUICK], capsys)["statements"])


def test_a_known_contradiction_ends_with_status_zero_unless_strict(capsys: Capture) -> None:
    arguments = ["check", "--problem", "quadratic[eigenvalues=(100.0,)]", "--method", "sam"]
    arguments += ["--theorem", "dai-1", "--step", "0.5/L", "--radius", "1"]
    assert run_command(arguments) == 0
    shown = capsys.readouterr().out
    assert "\nknown, dai-1: f(xᵏ) − f*" in shown
    assert run_command([*arguments, "--verbose"]) == 0
    everything = capsys.readouterr().out
    assert "Contradictions: 1 statement, 0 new and 1 by known errata" in everything
    assert "known erratum: the units are wrong" in everything
    assert run_command([*arguments, "--strict"]) == 1
    assert capsys.readouterr().out == shown


FALSE_THEOREM = """
from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.theorem import Theorem

too_good = Theorem(
    name="too-good",
    summary="SAM converges whatever the schedules are",
    about=lambda method: method.name == "sam",
    hypotheses=(),
    conclusions=(promise("xᵏ → x̄", "iterate-limit"),),
    source="made by hand",
)
"""


def test_a_contradiction_ends_with_status_one_and_its_command(
    capsys: Capture, tmp_path: Path
) -> None:
    (tmp_path / "theorems").mkdir()
    (tmp_path / "theorems" / "too_good.py").write_text(FALSE_THEOREM, encoding="utf-8")
    arguments = ["check", "--problem", "quadratic[eigenvalues=(100.0,)]", "--method", "sam"]
    arguments += ["--theorem", "too-good", "--step", "0.5/L", "--radius", "1"]
    arguments += ["--library", str(tmp_path)]
    assert run_command(arguments) == 1
    shown = capsys.readouterr().out
    assert "This contradicts too-good, and no erratum is known" in " ".join(shown.split())
    assert "\nnew, too-good: xᵏ → x̄\n" in shown
    command = shown[shown.index("sam-theory check") : shown.index("All evidence is printed")]
    words = shlex.split(command.replace("\\\n", " "))
    assert "quadratic[eigenvalues=(100.0,)]" in words
    assert run_command(words[1:]) == 1
    assert capsys.readouterr().out == shown


def test_processes_change_nothing(capsys: Capture) -> None:
    arguments = ["check", "--problem", "quadratic", "--problem", "ripple", "--method", "rsam"]
    alone = document([*arguments, "--iterations", "300", "--jobs", "1"], capsys)
    spread = document([*arguments, "--iterations", "300", "--jobs", "2"], capsys)
    assert alone == spread


def test_the_printed_command_reproduces_a_finding(capsys: Capture) -> None:
    """A setting run alone gives the verdicts that it has in a study."""
    whole = document(
        ["check", "--problem", "ripple", "--method", "rsam", "--method", "sam"], capsys
    )
    for finding in whole["findings"][:6]:
        alone = ["check", "--problem", "ripple", "--method", finding["method"]]
        alone += ["--step", finding["step"], "--radius", finding["radius"]]
        assert document(alone, capsys)["findings"][0]["properties"] == finding["properties"]


def test_run_then_assess(tmp_path: Path, capsys: Capture) -> None:
    out = str(tmp_path / "run.npz")
    arguments = ["run", "--problem", "quadratic", "--method", "sam", "--step", "0.05"]
    arguments += ["--radius", "0.1", "--iterations", "700", "--start", "(1, 2)", "--out", out]
    found = document(arguments, capsys)
    assert (found["file"], found["iterations"], found["ended"]) == (out, 700, "horizon")
    with np.load(out) as record:
        assert record["iterate"].shape == (700, 2)
        assert record["iterate"][0].tolist() == [1, 2]
    found = document(["assess", out], capsys)
    assert tuple(found["properties"]) == PROPERTIES
    assert found["answer"].startswith(f"{out}, k up to 700: the record ")
    assert run_command(["assess", out]) == 0
    lines = capsys.readouterr().out.splitlines()
    first, last = lines[: lines.index("")], lines[-lines[::-1].index("") :]
    assert first == last
    assert "".join(" ".join(first).split()) == "".join(found["answer"].split())


def test_audit_names_every_fact(capsys: Capture) -> None:
    facts = document(["audit", "quadratic"], capsys)["facts"]
    assert {"gradient", "lipschitz", "infimum"} <= {fact["fact"] for fact in facts}


BAD_CALLS = [
    (["chek"], "check"),
    (["list", "probs"], "problems"),
    (["show", "quadratik"], "quadratic"),
    (["check", "--problem", "quadratik"], "quadratic"),
    (["check", "--method", "samm"], "sam"),
    (["check", "--theorem", "khan-3.2"], "khanh-3.2"),
    (["check", "--problem", "quadratic[eigenvalues=__import__('os')]"], "literals"),
    (["check", "--problem", "quadratic[eigenvalues=(1, -2)]"], "numbers > 0"),
    (["check", "--problem", "quadratic[size=2]"], "eigenvalues"),
    (["check", "--problem", "quadratic[eigenvalues"], "name[parameter=value]"),
    (["check", "--problem", "ripple[dimension=1000000000]"], "100,000"),
    (["check", "--problem", "ripple[dimension=0]"], "1 to"),
    (["check", "--problem", "ripple[dimension=2.5]"], "integer"),
    (["check", "--problem", "quadratic[eigenvalues='a']"], "a tuple of 1 or more"),
    (["check", "--problem", "tilted-ripple[tilt='far']"], "a number"),
    (["check", "--method", "vasso[theta=True]"], "a number"),
    (["check", "--method", "unified-sam[lam=2]"], "between 0 and 1"),
    (["check", "--iterations", "0"], "--iterations"),
    (["check", "--iterations", "-5"], "--iterations"),
    (["check", "--starts", "0"], "--starts"),
    (["check", "--jobs", "0"], "--jobs"),
    (["check", "--seed", "-1"], "--seed"),
    (["check", "--iterations", "many"], "--iterations"),
    (["check", "--step", "1/k"], "--radius"),
    (["check", "--step", "1/(k-3)", "--radius", "0"], "k = 1"),
    (["check", "--step", "1 - k/100", "--radius", "0"], "k = 101"),
    (["check", "--step", "__import__('os')", "--radius", "0"], "formula"),
    (["check", "--step", "k.real", "--radius", "0"], "formula"),
    (["check", "--step", "9**9**9**9", "--radius", "0"], "exponent"),
    (["check", "--step", "k**k**k**k", "--radius", "0"], "exponentials"),
    (["check", "--step", "1/", "--radius", "0"], "formula"),
    (["check", "--library", "nowhere"], "folder"),
    (["check", *QUICK, "--json", "nowhere/out.json"], "folder"),
    (["check", *QUICK, "--json", "/proc/out.json"], "writable"),
    (["run"], "--problem"),
    (["audit", "quadratik"], "quadratic"),
    (["assess", "nowhere/run.npz"], "no file"),
]


@pytest.mark.parametrize(("arguments", "expected"), BAD_CALLS)
def test_bad_calls_end_in_one_sentence(
    arguments: list[str],
    expected: str,
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # an empty folder: there is no `nowhere` in it
    assert expected in complaint(arguments, capsys)


MINE = """
from sam_theory.setting.facts import Facts
from sam_theory.setting.problem import Problem

def refuse(x):
    raise RuntimeError("not here")

def mine() -> Problem:
    return Problem(
        name="mine", formula="‖x‖²", dimension=2, value=VALUE, gradient=GRADIENT,
        starts=((1.0, 2.0),), region=((-2.0, -2.0), (2.0, 2.0)), facts=Facts(), source="mine",
    )
"""
SQUARE, TWICE = "lambda x: (x**2).sum(-1)", "lambda x: 2 * x"


@pytest.mark.parametrize(
    ("value", "gradient", "expected"),
    [
        ("lambda x: x**2", TWICE, "f of mine must map (1, 2) to (1,)"),
        (SQUARE, "lambda x: x.sum(-1)", "∇f of mine must map (1, 2) to (1, 2)"),
        (SQUARE, "refuse", "not here"),
        (SQUARE, "exit", "importable"),
    ],
)
def test_a_broken_problem_of_the_user_ends_in_one_sentence(
    value: str, gradient: str, expected: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "problems"
    folder.mkdir()
    text = MINE.replace("VALUE", value).replace("GRADIENT", gradient)
    if gradient == "exit":
        text = "raise SystemExit(7)"
    (folder / "mine.py").write_text(text)
    chosen = ["--library", str(tmp_path), "--problem", "mine", "--method", "sam"]
    chosen += ["--step", "0.1", "--radius", "0.1"]
    assert expected in complaint(["check", *chosen, "--starts", "1"], capsys)
    run_command(["run", *chosen, "--out", str(tmp_path / "run.npz")])
    assert expected in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["problems"]
    if gradient != "exit":
        assert run_command(["audit", "mine", "--library", str(tmp_path)]) == 1


def test_constants_near_the_end_of_the_range_bound_nothing(capsys: Capture) -> None:
    arguments = ["check", "--problem", "quadratic[eigenvalues=(1e308,)]", "--method", "sam"]
    arguments += ["--iterations", "300", "--starts", "1", "--step", "0.5/L", "--radius", "0.1"]
    assert document(arguments, capsys)["contradictions"] == 0


RUN = ["run", "--problem", "quadratic", "--method", "sam", "--step", "0.1", "--radius", "0.1"]


def test_a_run_that_comes_to_rest_says_so_in_its_file(tmp_path: Path, capsys: Capture) -> None:
    out = str(tmp_path / "run.npz")
    assert run_command([*RUN, "--start", "(0, 0)", "--out", out]) == 0
    with np.load(out) as record:
        assert record["gradient_norm"].tolist() == [0, 0]
        assert record["iterate"].shape == (2, 2)
    capsys.readouterr()
    told = document(["assess", out], capsys)["properties"]
    assert {verdict["status"] for verdict in told.values()} == {"consistent"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (["--out", "nowhere/run.npz"], "folder"),
        (["--out", "run.txt"], ".npz"),
        (["--out", "run.npz", "--iterations", "0"], "--iterations"),
        (["--out", "run.npz", "--iterations", "9999999999"], "disk"),
        (["--out", "run.npz", "--seed", "-1"], "--seed"),
        (["--out", "run.npz", "--start", "(1,)"], "2 coordinates"),
        (["--out", "run.npz", "--start", "open('x')"], "numbers"),
        (["--out", "run.npz", "--start", "(1, 1e999)"], "finite"),
    ],
)
def test_a_bad_run_leaves_no_file(
    changed: list[str],
    expected: str,
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_command([*RUN, *changed]) == 2
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


RECORDS = {
    "nan.csv": ("value,gradient_norm\n1,1\n2,nan\n", "row 2"),
    "missing.csv": ("accuracy,x1\n1,1\n", "gradient_norm"),
    "ragged.csv": ("value,gradient_norm\n1,1\n2\n", "entries"),
    "words.csv": ("value,gradient_norm\n1,one\n", "numbers"),
    "none.csv": ("value,gradient_norm\n", "at least one row"),
    "empty.csv": ("", "empty"),
    "gap.csv": ("value,gradient_norm,x1,x3\n1,1,0,0\n", "x1"),
    "negative.csv": ("value,gradient_norm\n1,-1\n", "negative"),
    "backwards.csv": ("k,value,gradient_norm\n2,1,1\n1,1,1\n", "increasing"),
    "twice.csv": ("value,value,gradient_norm\n1,1,1\n", "different names"),
    "noise.npz": ("this is no archive", "trajectory"),
    "record.txt": ("value\n", ".npz or .csv"),
}


@pytest.mark.parametrize("name", RECORDS)
def test_assess_refuses_what_is_no_trajectory(name: str, tmp_path: Path, capsys: Capture) -> None:
    text, expected = RECORDS[name]
    (tmp_path / name).write_text(text)
    assert expected in complaint(["assess", str(tmp_path / name)], capsys)


@pytest.mark.parametrize(
    ("arrays", "expected"),
    [
        ({"value": np.ones(3), "gradient_norm": np.ones(2)}, "same length"),
        ({"iterate": np.ones((3, 2))}, "gradient_norm"),
        ({"value": np.ones(0), "gradient_norm": np.ones(0)}, "at least one row"),
        ({"value": np.ones(2), "gradient_norm": np.array([1, np.inf])}, "row 2"),
        ({"value": np.ones(2), "gradient_norm": np.ones(2), "iterate": np.ones(2)}, "(K, n)"),
        ({"value": np.ones((2, 2)), "gradient_norm": np.ones(2)}, "(K,)"),
        ({"value": np.array(1.0), "gradient_norm": np.ones(2)}, "single number"),
        ({"value": np.array(["a", "b"]), "gradient_norm": np.ones(2)}, "numbers"),
    ],
)
def test_assess_refuses_bad_archives(
    arrays: dict[str, np.ndarray], expected: str, tmp_path: Path, capsys: Capture
) -> None:
    np.savez(tmp_path / "record.npz", **arrays)
    assert expected in complaint(["assess", str(tmp_path / "record.npz")], capsys)


def test_assess_reads_csv_with_its_own_k(tmp_path: Path, capsys: Capture) -> None:
    rows = [f"{k},{1 / k**2},{1 / k},{1 / k}" for k in range(1, 40_000, 7)]
    path = tmp_path / "record.csv"
    path.write_text("k,value,gradient_norm,x1\n" + "\n".join(rows))
    assert tuple(document(["assess", str(path)], capsys)["properties"]) == PROPERTIES


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, capsys: Capture) -> None:
    from sam_theory.study.whole import write_whole

    target = tmp_path / "out.json"
    target.write_text("old")

    def fail(file: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(str(target), fail)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


WAITING = """
import pathlib, time
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Problem

def answer(x):
    pathlib.Path("ASKED").touch()
    while not pathlib.Path("RELEASED").exists():
        time.sleep(0.05)
    return x

def mine() -> Problem:
    return Problem(
        name="mine", formula="f", dimension=1, value=lambda x: (answer(x) ** 2).sum(-1) / 2,
        gradient=answer, starts=((1.0,),),
        region=((-2.0,), (2.0,)), facts=Facts(lipschitz=Fact(Enclosure(1, 1), "")), source="mine",
    )
"""


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent another way there")
def test_an_interruption_ends_with_what_is_finished(tmp_path: Path) -> None:
    """Sent while a problem waits to answer, for which the command waits in turn."""
    out, asked, released = (tmp_path / name for name in ("out.json", "asked", "released"))
    (tmp_path / "problems").mkdir()
    text = WAITING.replace("ASKED", str(asked)).replace("RELEASED", str(released))
    (tmp_path / "problems" / "mine.py").write_text(text)
    arguments = ["check", "--jobs", "2", "--engine", "numpy", "--json", str(out)]
    arguments += ["--library", str(tmp_path), "--problem", "quadratic", "--problem", "mine"]
    command = [sys.executable, "-m", "sam_theory", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while not asked.exists():
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    released.touch()
    shown, errors = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in errors
    found = json.loads(out.read_text())
    assert found["schema"] == "sam-theory/1"
    assert re.match("Interrupted: this speaks of [12] of 2 problems.", shown)
    assert found["answer"].startswith("Interrupted: this speaks of ")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed there")
def test_a_second_interruption_waits_for_nothing_and_leaves_no_process(tmp_path: Path) -> None:
    """The problem under way never answers; what is finished is written all the same."""
    out, asked = tmp_path / "out.json", tmp_path / "asked"
    (tmp_path / "problems").mkdir()
    text = WAITING.replace("ASKED", str(asked)).replace("RELEASED", str(tmp_path / "never"))
    for name in ("mine", "yours"):  # one for each process
        written = text.replace("def mine", f"def {name}")
        (tmp_path / "problems" / f"{name}.py").write_text(written)
    arguments = ["check", "--jobs", "2", "--engine", "numpy", "--json", str(out)]
    arguments += ["--library", str(tmp_path)]
    for name in ("mine", "yours", "power[exponent=1.5]", "double-well", "descent-only", "saddle"):
        arguments += ["--problem", name]
    command = ["env", "--default-signal=INT", sys.executable, "-m", "sam_theory", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while not asked.exists():
        assert process.poll() is None
        time.sleep(0.05)
    for _ in range(2):
        os.kill(process.pid, signal.SIGINT)
        time.sleep(1)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.splitlines() == [f"sam-theory: {WAITS}", "sam-theory: interrupted"]
    assert json.loads(out.read_text())["schema"] == "sam-theory/1"
    time.sleep(0.5)
    assert living(process.pid) == []


def living(session: int) -> list[str]:
    """The processes of a session that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of = path.read_text().rpartition(")")[2].split()[:4]
        except OSError:  # it has ended meanwhile
            continue
        if int(of) == session and state != "Z":
            found.append(path.parent.name)
    return found


@pytest.mark.parametrize("iterations", ["1", "2", "3"])
def test_the_shortest_runs_are_judged_too(iterations: str, capsys: Capture) -> None:
    arguments = ["check", "--problem", "quadratic", "--starts", "1", "--iterations", iterations]
    assert document(arguments, capsys)["findings"]
