"""What is wrong with a call, a library or a machine ends in one sentence, and in status 2."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from sam_theory.cli.app import run_command

Capture = pytest.CaptureFixture[str]
RUN = ["run", "--problem", "quadratic", "--method", "sam", "--step", "0.1", "--radius", "0.1"]
CHECK = ["check", "--problem", "quadratic", "--method", "sam", "--step", "0.1", "--radius", "0.1"]
QUICK = ["--starts", "1", "--iterations", "50"]
MANY = "9" * 21


def sentence_of(errors: str) -> str:
    """The one line on standard error, which must be there, alone."""
    assert errors.startswith("sam-theory: ")
    assert errors.count("\n") == 1
    assert len(errors) < 1100
    assert "Traceback" not in errors
    return errors


def refused(arguments: list[str], capture: Capture) -> str:
    """The sentence in which a call ends that is not answered."""
    assert run_command(arguments) == 2
    return sentence_of(capture.readouterr().err)


CALLS = [
    (["run", *CHECK[1:], "--out", "r.npz", "--iterations", MANY], "10,000,000,000"),
    ([*CHECK, "--iterations", MANY], "10,000,000,000"),
    ([*CHECK, "--iterations", "1e6"], "--iterations"),
    ([*CHECK, "--iterations", "0x10"], "--iterations"),
    ([*CHECK, "--iterations", "٣x"], "--iterations"),
    ([*CHECK, "--iterations", "9" * 5000], "--iterations"),
    ([*CHECK, "--starts", "1000000000"], "10,000"),
    ([*CHECK, "--starts", "-1"], "--starts"),
    ([*CHECK, "--jobs", "1000000000"], "--jobs"),
    ([*CHECK, "--jobs", "-2"], "--jobs"),
    ([*CHECK, "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"], "drop one"),
    ([*CHECK, "--scheduler", "file"], "the file that a scheduler of Dask wrote"),
    ([*CHECK, "--scheduler", "127.0.0.1"], "tcp://127.0.0.1:8786"),
    ([*CHECK, "--keep", ""], "--keep must name a folder"),
    ([*CHECK, "--keep", "file"], "Not a directory"),
    ([*CHECK, "--keep", "."], "holds file"),
    ([*CHECK, "--seed", MANY], "--seed"),
    ([*CHECK, "--seed", "-3"], "--seed"),
    ([*RUN, "--out", "r.npz", "--seed", MANY], "--seed"),
    (["audit", "quadratic", "--seed", MANY], "--seed"),
    (["audit", "quadratic", "--seed", "-1"], "--seed"),
    ([*CHECK, "--engine", "fortran"], "numpy"),
    ([*CHECK, "--html", ""], "--html"),
    ([*CHECK, "--html", "file"], "folder"),
    ([*CHECK, "--html", "file/inside"], "file"),
    ([*CHECK, "--json", "nowhere/out.json"], "folder"),
    ([*CHECK, "--json", "folder"], "writable"),
    ([*CHECK, "--json", ""], "writable"),
    ([*RUN, "--out", "nowhere/r.npz"], "folder"),
    ([*RUN, "--out", "folder"], ".npz"),
    ([*RUN, "--out", ""], ".npz"),
    ([*RUN, "--out", "r.npz", "--start", "(nan, 1)"], "--start"),
    ([*RUN, "--out", "r.npz", "--start", "(" * 500], "--start"),
    (["list", "Problems"], "problems"),
    (["list", "--json", "nowhere/x"], "could not be written"),
    (["list", "--library", "file"], "folder"),
    (["list", "--library", "nowhere"], "folder"),
    (["list", "--library", "folder"], "must hold a folder among"),
    (["show"], "name"),
    (["show", ""], "name[parameter=value]"),
    (["show", "quadratic]["], "name[parameter=value]"),
    (["show", "samm"], "'sam'"),
    (["show", "quadratic[eigenvalues=()]"], "quadratic"),
    (["show", "ripple[dimension=1e3]"], "integer"),
    (["show", "ripple[dimension=10**9]"], "literals"),
    (["show", "\udcff"], "name[parameter=value]"),
    (["figures", "figure-1"], "--out"),
    (["figures", "figure-99", "--out", "plots"], "figure-"),
    (["figures", "figure-1", "--out", "file"], "folder"),
    (["figures", "figure-1", "--out", "plots", "--format", "gif"], "png"),
    (["counterexample", "--step", "1/(k-1)"], "defined and nonnegative"),
    (["counterexample", "--step", "0"], "positive"),
    (["counterexample", "--map", "map.gif"], ".png"),
    (["--nonsense"], "--nonsense"),
    (["check", "--nonsense"], "--nonsense"),
    (["show", "x" * 100_000], "xxx … "),
]


@pytest.mark.parametrize(("arguments", "expected"), CALLS, ids=range(len(CALLS)))
def test_a_wrong_call_ends_in_one_sentence(
    arguments: list[str],
    expected: str,
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    assert expected in refused(arguments, capsys)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


# -- libraries ----------------------------------------------------------------------------------

GOOD = """
from sam_theory.setting.facts import Facts
from sam_theory.setting.problem import Problem

def NAME() -> Problem:
    '''A square.'''
    return Problem(
        name="NAME", formula="‖x‖²", dimension=1, value=lambda x: (x**2).sum(-1),
        gradient=lambda x: 2 * x, starts=((1.0,),), region=((-2.0,), (2.0,)), facts=Facts(),
        source="mine",
    )
"""
BROKEN = {
    "syntax": "x = (",
    "import": "import there_is_no_such_module",
    "from": "from sam_theory.setting.problem import Nothing",
    "raises": "raise RuntimeError('a message\\nof two lines')",
    "exits": "import sys; sys.exit(0)",
    "recursion": "def f():\n    return f()\nf()",
    "division": "1/0",
    "empty": "",
    "null": "\0",
    "positional": GOOD.replace("NAME()", "NAME(dimension)"),
    "unannotated": GOOD.replace(" -> Problem", ""),
    "examples": GOOD + "\nexamples = 5\n",
    "built": "from sam_theory.setting.problem import Problem\n"
    "def built() -> Problem:\n    raise LookupError('no data')",
    "none": "from sam_theory.setting.problem import Problem\n"
    "def none() -> Problem:\n    return None",
    "forever": "from sam_theory.setting.problem import Problem\n"
    "def forever() -> Problem:\n    return forever()",
    "quits": "from sam_theory.setting.problem import Problem\n"
    "def quits() -> Problem:\n    raise SystemExit(0)",
    "quadratic": GOOD.replace("NAME", "quadratic"),
}


def library(folder: Path, name: str) -> str:
    """A library with a good problem, `square`, and a broken file of that name."""
    (folder / "problems").mkdir()
    (folder / "problems" / "square.py").write_text(GOOD.replace("NAME", "square"), "utf-8")
    text = BROKEN[name].replace("NAME", name)
    (folder / "problems" / f"{name}.py").write_text(text, "utf-8")
    return str(folder)


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_in_a_library_is_named_and_left_out(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    """It is named once, in one line; everything else is there."""
    folder = library(tmp_path, name)
    assert run_command(["list", "problems", "--library", folder]) == 0
    captured = capsys.readouterr()
    assert name in sentence_of(captured.err)
    assert "left out: " in captured.err
    listed = {line.split()[0] for line in captured.out.splitlines() if line}
    assert {"square", "ripple"} <= listed
    assert name not in listed
    assert run_command(["show", "square", "--library", folder]) == 0


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_in_a_library_is_refused_by_name(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = library(tmp_path, name)
    named = ["--problem", name, *CHECK[3:], "--library", folder]
    assert name in refused(["show", name, "--library", folder], capsys)
    assert name in refused(["check", *named, *QUICK], capsys)
    assert name in refused(["run", *named, "--out", str(tmp_path / "r.npz")], capsys)
    assert name in refused(["audit", name, "--library", folder], capsys)


def test_an_item_is_found_by_the_name_of_its_file(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "problems").mkdir()
    text = GOOD.replace("NAME", "square")
    (tmp_path / "problems" / "my_own.py").write_text(text, "utf-8")
    assert "'square'" in refused(["show", "my-own", "--library", str(tmp_path)], capsys)
    assert run_command(["show", "square", "--library", str(tmp_path)]) == 0


RAISING = GOOD.replace("lambda x: 2 * x", "lambda x: x.no_such_attribute")


def test_a_problem_that_raises_costs_a_study_nothing_else(tmp_path: Path) -> None:
    from sam_theory.library.catalogues import Library
    from sam_theory.study.conduct import conduct
    from sam_theory.study.joining import all_findings
    from sam_theory.study.processes import Processes
    from sam_theory.study.study import Pair, Study

    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "bad.py").write_text(RAISING.replace("NAME", "bad"), "utf-8")
    study = Study(
        problems=("bad", "quadratic"),
        methods=("sam",),
        theorems=(),
        pairs=(Pair("0.1", "0.1"),),
        iterations=50,
        starts=1,
        library=Library((str(tmp_path),)),
        lenient=True,
    )
    results: list[object] = []
    conduct(study, workers=Processes(1), progress=lambda done, total: None, collect=results)  # type: ignore[arg-type]
    findings, skipped = all_findings(results)  # type: ignore[arg-type]
    assert [finding.problem for finding in findings] == ["quadratic"]
    assert [item.problem for item in skipped] == ["bad"]
    assert "no_such_attribute" in skipped[0].reason


# -- the machine --------------------------------------------------------------------------------


def program(
    arguments: str, folder: Path, variables: Mapping[str, str] | None = None, shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """The program as a shell runs it, in a folder, after `shell`."""
    command = f"{shell} {sys.executable} -m sam_theory {arguments}"
    root = str(Path(__file__).parent.parent.parent)
    known = {**os.environ, "PYTHONPATH": root, **(variables or {})}
    environment = {name: value for name, value in known.items() if value != "unset"}
    return subprocess.run(
        ["bash", "-c", command],
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=300,
    )


LIST = "list figures"
NO_ANSWER = [
    (f"{LIST} >/dev/full", "", "No space left"),
    (f"{LIST} --json - >/dev/full", "", "No space left"),
    (f"{LIST} >&-", "", "it is closed"),
    (f"{' '.join([*CHECK, *QUICK])} --keep kept", "ulimit -f 1;", "File too large"),
    (f"{' '.join(RUN)} --iterations 20000 --out r.npz", "ulimit -f 100;", "File too large"),
    (f"{LIST} --json out.json", "ulimit -f 1;", "File too large"),
    ("figures table-4 --out plots", "ulimit -f 8;", "File too large"),
    (f"{' '.join(RUN)} --out r.npz", "mkdir gone; cd gone; rmdir ../gone;", "working directory"),
    (f"{LIST}", "ulimit -v 100000;", "memory must be"),
]


@pytest.mark.skipif(os.name == "nt", reason="limits are set another way there")
@pytest.mark.parametrize(("arguments", "shell", "expected"), NO_ANSWER)
def test_a_fault_of_the_machine_ends_in_one_sentence(
    arguments: str, shell: str, expected: str, tmp_path: Path
) -> None:
    done = program(arguments, tmp_path, shell=shell)
    assert done.returncode == 2
    assert expected in sentence_of(done.stderr.decode())
    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert left == []  # neither half a file nor a temporary one


SILENT = [(f"{LIST} nonsense 2>&-", 2), ("list nonsense 2>/dev/full", 2), (f"{LIST} 2>&-", 0)]


@pytest.mark.skipif(os.name == "nt", reason="devices have other names there")
@pytest.mark.parametrize(("arguments", "status"), SILENT)
def test_without_standard_error_the_status_tells(
    arguments: str, status: int, tmp_path: Path
) -> None:
    done = program(arguments, tmp_path)
    assert (done.returncode, done.stderr) == (status, b"")
    assert (b"figure-1" in done.stdout) == (status == 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names there")
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = program(f"{LIST} --json pipe >/dev/null & cat pipe", tmp_path)
    assert json.loads(done.stdout)["command"] == "list"
    assert (tmp_path / "pipe").is_fifo()


def test_a_full_device_ends_in_one_sentence_and_stays_one(tmp_path: Path, capsys: Capture) -> None:
    device = tmp_path / "full"
    try:
        os.mknod(device, stat.S_IFCHR | 0o600, os.makedev(1, 7))
    except (OSError, AttributeError):
        pytest.skip("devices cannot be made here")
    assert "could not be written" in refused(["list", "--json", str(device)], capsys)
    assert device.is_char_device()


ENCODINGS = [
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp437"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "POSIX", "LANG": "unset", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("variables", ENCODINGS, ids=str)
def test_any_encoding_is_readable(variables: dict[str, str], tmp_path: Path) -> None:
    done = program("show khanh-3.2", tmp_path, variables)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"inf" in done.stdout  # ∞
    assert b"\n  6  grad f(x^k) " in done.stdout
    assert b"?" not in done.stdout
    spelled = program(f"{LIST} --json -", tmp_path, variables)
    (third,) = (i for i in json.loads(spelled.stdout)["items"] if i["name"] == "figure-3")
    assert "Σ log(1 + (Ax − b)" in third["summary"]


SURROUNDINGS = [
    {"HOME": "unset"},
    {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/proc/none", "MPLCONFIGDIR": "/proc/none"},
    {"TMPDIR": "/nonexistent"},
    {"TERM": "dumb", "NO_COLOR": "1"},
    {"TERM": "unset", "FORCE_COLOR": "1"},
    {"COLUMNS": "0"},
    {"COLUMNS": "1"},
    {"COLUMNS": "wide"},
    {"COLUMNS": "-5"},
    {"COLUMNS": "1000000"},
    {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
]


@pytest.mark.parametrize("variables", SURROUNDINGS, ids=str)
def test_surroundings_change_no_answer(variables: dict[str, str], tmp_path: Path) -> None:
    done = program(f"{LIST} <&-", tmp_path, variables)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"figure-") >= 4


def test_a_figure_needs_no_home(tmp_path: Path) -> None:
    done = program("figures table-4 --out plots", tmp_path, SURROUNDINGS[1])
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "plots" / "table-4.png").stat().st_size > 0


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    done = program("show khanh-3.2 | head -1; exit ${PIPESTATUS[0]}", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"theorem khanh-3.2\n"


def test_an_installation_that_is_not_whole_says_so(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise ImportError('no typer here')")
    root = str(Path(__file__).parent.parent.parent)
    done = program(LIST, tmp_path, {"PYTHONPATH": f"{tmp_path}{os.pathsep}{root}"})
    assert done.returncode == 2
    assert "no typer here" in sentence_of(done.stderr.decode())


INTERRUPTED = [
    ["list"],
    ["prove"],
    [*RUN, "--iterations", "5000000", "--out", "r.npz"],
    ["figures", "figure-3-spread", "--out", "."],
]


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent another way there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("arguments", INTERRUPTED, ids=lambda arguments: arguments[0])
def test_an_interruption_ends_in_one_sentence(
    arguments: list[str], number: signal.Signals, tmp_path: Path
) -> None:
    """Sent while the program imports, and in the midst of its work."""
    heeding = ["env", "--default-signal=INT"]  # what a shell runs in the background ignores it
    command = [*heeding, sys.executable, "-m", "sam_theory", *arguments]
    root = str(Path(__file__).parent.parent.parent)
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.25 if arguments == ["list"] else 2)
    process.send_signal(number)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 130
    assert errors == "sam-theory: interrupted\n"
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_is_known_for_what_a_library_makes_of_it() -> None:
    """ctypes, which z3 is called by, turns one in an argument into an error of its own."""
    from sam_theory.cli.faults import is_interruption

    caused = ValueError("no such thing")
    caused.__context__ = KeyboardInterrupt()
    assert is_interruption(caused)
    assert is_interruption(ctypes.ArgumentError("argument 1: KeyboardInterrupt: "))
    assert not is_interruption(ValueError("no such thing"))


def test_a_bug_is_told_with_its_place(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    from sam_theory.library.catalogues import Library

    def broken(self: Library, kind: str) -> dict[str, object]:
        raise AssertionError("never to be")

    monkeypatch.setattr(Library, "made", broken)
    told = refused(["list"], capsys)
    assert "bug" in told
    assert "never to be, test_faults.py line" in told


def test_a_backend_for_drawing_that_nobody_has(tmp_path: Path) -> None:
    record = tmp_path / "run.csv"
    rows = [f"{1 / k**2},{1 / k}" for k in range(1, 400)]
    record.write_text("\n".join(["value,gradient_norm", *rows]))
    picture = tmp_path / "run.png"
    ended = subprocess.run(
        [sys.executable, "-m", "sam_theory", "assess", str(record), "--figure", str(picture)],
        capture_output=True,
        text=True,
        env={**os.environ, "MPLBACKEND": "nosuch"},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert picture.stat().st_size > 0
