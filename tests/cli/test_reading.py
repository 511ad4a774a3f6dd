"""What is read: whole names, words instead of keys, questions that a command answers."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len

from sam_theory.cli.app import COMMANDS, run_command
from sam_theory.library.catalogues import Library
from sam_theory.library.collecting import KINDS

Capture = pytest.CaptureFixture[str]
LIBRARY = Library()
NAMES = {name for kind in KINDS for name in LIBRARY.entries(kind)}
WIDTH = 80


def printed(arguments: list[str], capture: Capture) -> str:
    """What a command prints that answers."""
    assert run_command(arguments) == 0
    captured = capture.readouterr()
    assert captured.err == ""
    return captured.out


def listed(shown: str) -> list[str]:
    """The names in what `list` prints."""
    headings = tuple(f"{kind} (" for kind in KINDS)
    return [s.split()[0] for s in shown.splitlines() if s and not s.startswith(headings)]


def test_list_cuts_no_name_at_any_width(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (1, 20, *range(40, 201)):
        monkeypatch.setenv("COLUMNS", str(width))
        shown = printed(["list"], capsys)
        assert set(listed(shown)) == NAMES
        assert all(cell_len(line) <= max(width, 40) for line in shown.splitlines())


def test_list_gives_whole_summaries_to_a_pipe(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    shown = printed(["list", "theorems"], capsys)
    assert all(entry.summary in shown for entry in LIBRARY.entries("theorems").values())
    assert len(shown.splitlines()) == len(LIBRARY.entries("theorems")) + 2


def test_summaries_end_between_words(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = printed(["list", "theorems"], capsys).splitlines()
    shortened = [line for line in lines if line.endswith("…")]
    assert shortened
    for line in shortened:
        name, _, shown = line.removesuffix("…").partition(" ")
        summary = LIBRARY.entries("theorems")[name].summary
        assert summary.startswith(shown.strip())
        assert not summary[len(shown.strip()) :][:1].isalnum()


REPR = re.compile(
    r"\{'|\['|'\w+': |Fact\(|Enclosure\(|<function|\bNone\b|\bTrue\b|Fraction\(|\w\(\)"
)
SHOWN = sorted(NAMES)


@pytest.mark.parametrize("name", SHOWN)
def test_every_listed_name_is_shown_in_words(
    name: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No reprs, no keys of ours, no line that is cut or too long."""
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    shown = printed(["show", name], capsys)
    assert name in shown.splitlines()[0]
    assert not REPR.search(shown)
    assert "_convexity" not in shown
    assert all(cell_len(line) <= WIDTH for line in shown.splitlines())


def test_a_problem_tells_facts_with_their_reasons(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = " ".join(printed(["show", "quadratic"], capsys).split())
    assert "f is convex because ∇²f = diag λ ≥ 0" in shown
    assert "∇f is Lipschitz (3): L = 10 because L = λmax" in shown
    assert "(1, -0.8) f = 3.7, ∇f = (1, -8)" in shown
    assert "the descent condition (4) holds: D = 10 because (3) ⇔ (4) for convex f" in shown


def test_enclosures_are_told_in_plain_numbers(capsys: Capture) -> None:
    from sam_theory.report.items.wording import sentence
    from sam_theory.setting.facts import NO_CONSTANT, UNBOUNDED_BELOW, Enclosure, Fact

    inf = float("inf")
    told = {
        "∇f is Lipschitz (3): L = 4": ("lipschitz", Enclosure(4, 4)),
        "∇f is Lipschitz (3): L is between 3.5 and 4": ("lipschitz", Enclosure(3.5, 4)),
        "∇f is Lipschitz (3): L ≤ 4": ("lipschitz", Enclosure(0, 4)),
        "∇f is not Lipschitz: there is no L in (3)": ("lipschitz", NO_CONSTANT),
        "f ≥ -2": ("infimum", Enclosure(-2, inf)),
        "f is unbounded below": ("infimum", UNBOUNDED_BELOW),
        "f is strongly convex: μ ≥ 0.5": ("strong_convexity", Enclosure(0.5, inf)),
        "every ∇fᵢ is Lipschitz: L = 3": ("components_lipschitz", Enclosure(3, 3)),
        "not every ∇fᵢ is Lipschitz": ("components_lipschitz", NO_CONSTANT),
        "the variance of the ∇fᵢ(x) is bounded: σ² = 0.25": (
            "components_variance",
            Enclosure(0.25, 0.25),
        ),
        "the variance of the ∇fᵢ(x) is unbounded in x": ("components_variance", NO_CONSTANT),
    }
    for words, (name, value) in told.items():
        assert sentence(name, Fact(value, "")) == words


def test_every_fact_has_words() -> None:
    from dataclasses import fields

    from sam_theory.report.items.wording import NAMES as WORDS
    from sam_theory.report.items.wording import SENTENCES
    from sam_theory.setting.facts import Facts

    of_components = {"components_lipschitz", "components_variance"}
    assert set(SENTENCES) == {f.name for f in fields(Facts)} | of_components
    assert set(SENTENCES) <= set(WORDS)


def test_show_tells_what_is_known_of_components(capsys: Capture) -> None:
    shown = " ".join(printed(["show", "noisy-quadratic"], capsys).split())
    assert "What is known of its components, and why" in shown
    assert "every ∇fᵢ is Lipschitz: L = 4 because every component" in shown
    assert "the variance of the ∇fᵢ(x) is because ∇fᵢ − ∇f = ∓s eⱼ, of length s" in shown
    assert "bounded: σ² = 0.25" in shown
    assert "its components" not in printed(["show", "quadratic"], capsys)


def test_audit_names_facts_in_words(capsys: Capture) -> None:
    shown = printed(["audit", "quadratic"], capsys)
    assert "strong convexity" in shown
    assert "strong_convexity" not in shown


def test_a_theorem_numbers_its_conditions(capsys: Capture) -> None:
    theorem = LIBRARY.get("theorems", "khanh-3.2")
    shown = " ".join(printed(["show", "khanh-3.2"], capsys).split())
    for number, condition in enumerate(theorem.conditions, 1):
        assert f" {number} {condition.text}" in shown
    assert "(ii) xᵏ converges to the unique minimizer (also needs 8 and 9)" in shown


def test_a_theorem_tells_its_errata_and_a_proof_its_steps(capsys: Capture) -> None:
    shown = " ".join(printed(["show", "khanh-4.2"], capsys).split())
    assert "USAM may alternate between points (refuted by USAM alternates of the proof" in shown
    step = "0 ≤ ν and ν < 1 and ‖gᵏ − ∇f(xᵏ)‖ ≤ ν·‖∇f(xᵏ)‖ for all k by real arithmetic, from "
    assert f"{step}hypothesis 4; hypothesis 5; the definition of unnormalized; hypo" in shown


def test_formulas_are_written_as_mathematics() -> None:
    from sam_theory.report.items.formulas import spoken

    assert spoken("norm(H - G) <= L*rho") == "‖H − G‖ ≤ L·ρ"
    assert spoken("f_ <= f - t*dot(G, -H) + L*t**2/2*sq(H)") == "f⁺ ≤ f − t·⟨G, −H⟩ + (L·t²/2)·‖H‖²"
    assert spoken("(a + b)*(c - (d - e))/(x*y)") == "(a + b)·(c − (d − e))/(x·y)"
    assert spoken("(-x)**2 == x**(-p) and not x < 0") == "(−x)² = x^(−p) and not (x < 0)"
    assert spoken("not a formula at all!") == "not a formula at all!"


def test_json_of_show_holds_numbers_as_numbers(capsys: Capture) -> None:
    found = json.loads(printed(["show", "ripple", "--json", "-"], capsys))["items"][0]
    assert found["facts"]["convex"]["value"] is False
    assert found["facts"]["lipschitz"]["value"] == [1, 1]
    assert found["facts"]["kl_exponent"]["value"] == 0.5
    theorem = json.loads(printed(["show", "khanh-4.2", "--json", "-"], capsys))["items"][0]
    assert theorem["hypotheses"][0] == "f satisfies the L-descent condition (4)"
    assert theorem["conclusions"][0]["errata"][0]["proof"] == "khanh-4.2"


def test_a_misspelled_name_is_answered_with_the_nearest(capsys: Capture) -> None:
    assert run_command(["show", "kahnh-3.2"]) == 2
    assert "near it: 'khanh-3.2' or " in capsys.readouterr().err


# -- help ---------------------------------------------------------------------------------------


def help_of(command: str, capture: Capture) -> list[str]:
    return printed([command, "--help"] if command else ["--help"], capture).splitlines()


def example_of(lines: list[str]) -> list[str]:
    """The words of the example, which may go over lines that end with a backslash."""
    start = next(i for i, line in enumerate(lines) if "Example: " in line)
    command = lines[start].partition("Example: ")[2]
    for line in lines[start + 1 :]:
        if not command.endswith("\\"):
            break
        command = command.removesuffix("\\") + line
    return shlex.split(command)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_begins_with_a_question_and_fits(command: str, capsys: Capture) -> None:
    lines = help_of(command, capsys)
    assert lines[2].strip().endswith("?")
    assert all(cell_len(line) <= WIDTH for line in lines)
    assert example_of(lines)[0] == "sam-theory"


def test_the_help_of_the_program_has_every_question_whole(capsys: Capture) -> None:
    lines = help_of("", capsys)
    for command in COMMANDS:
        (line,) = [line for line in lines if line.split()[:1] == [command]]
        assert line.endswith("?")


SHORTER = {"falsify": ("--budget", "1")}


def test_the_examples_run(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other in one folder: `assess` reads what `run` has written."""
    monkeypatch.chdir(tmp_path)
    order = ["run", *(name for name in COMMANDS if name != "run")]
    for command in ("", *order):
        words = example_of(help_of(command, capsys))
        assert run_command([*words[1:], *SHORTER.get(command, ())]) == 0, words
        capsys.readouterr()


def test_the_version_is_told(capsys: Capture) -> None:
    import sam_theory

    assert printed(["--version"], capsys) == f"sam-theory {sam_theory.__version__}\n"


def test_what_is_ours_and_what_is_not_confirmed_is_said(capsys: Capture) -> None:
    shown = " ".join(printed(["show", "si-yun-4.2-convex"], capsys).split())
    assert "what O hides" in shown
    assert shown.count("(ours, not in print)") == 2
    assert "sam-theory prove si-yun-4.2-summed" in shown
