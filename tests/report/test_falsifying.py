"""What is printed of counterexamples: of which cell each certificate is, commands to be pasted."""

from __future__ import annotations

import shlex
from fractions import Fraction

import pytest
from kills import killed

from sam_theory.falsifying.attacking import Attack, targets_of
from sam_theory.falsifying.claims import Attacked, Threshold
from sam_theory.library.catalogues import Library
from sam_theory.report.falsifying import (
    conclusion_lines,
    evidence_lines,
    example_lines,
    lettered,
    threshold_text,
    wrapped,
)

THEOREM = Library().get("theorems", "khanh-3.4")
FIRST, *_, LAST = (t for t in targets_of(THEOREM) if t.dropped is None)


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            ("held in [-1, 1]", "at k = 1"),
            ["c1 as stated: held in [−1, 1].", "c4 as stated: at k = 1."],
        ),
        (("held", "held"), ["held."]),
        (
            ("in [2-1/k, 9]; so c", "in [2-1/k, 9]; so d"),
            ["in [2−1/k, 9];", "c1 as stated: so c.", "c4 as stated: so d."],
        ),
    ],
)
def test_every_evidence_has_its_cells(said: tuple[str, str], lines: list[str]) -> None:
    cells = (killed(FIRST, said[0]), killed(LAST, said[1]))
    quiet = tuple(Attacked(target=t, outcome="open") for t in targets_of(THEOREM)[1:3])
    attack = Attack(theorem=THEOREM, results=(cells[0], *_others(), cells[1], *quiet))
    (one,) = lettered(attack)
    assert evidence_lines(attack, one) == lines
    assert example_lines(one.example)[1] == "sam, tₖ = 1/k, ρₖ = 1, x¹ = −1/2"


def _others() -> list[Attacked]:
    stated = [t for t in targets_of(THEOREM) if t.dropped is None]
    return [Attacked(target=t, outcome="open") for t in stated if t not in (FIRST, LAST)]


@pytest.mark.parametrize(
    ("name", "side", "told"),
    [
        (
            "κ = L/D; ρ = 1/(2D)",
            "above",
            "fails for κ > 2, κ = L/D; ρ = 1/(2D): certified to hold.",
        ),
        ("t", "below", "fails for t < 2: certified to hold."),
    ],
)
def test_a_threshold_in_words(name: str, side: str, told: str) -> None:
    kind = f"fails {side}: certified to hold"
    assert threshold_text(Threshold(name=name, value=Fraction(2), kind=kind)) == told


COMMAND = ["run", "check", "--library", "a --folder b", "--step", "1/(2*k)", "--starts", "1"]


@pytest.mark.parametrize(("width", "count"), [(10, 4), (44, 2), (80, 1)])
def test_a_command_in_lines_is_the_command(width: int, count: int) -> None:
    lines = wrapped(COMMAND, width)
    assert shlex.split("\n".join(lines).replace("\\\n", "")) == COMMAND
    assert all(line.endswith(" \\") for line in lines[:-1])
    assert len(lines) == count
    assert width == 10 or all(len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("name", "place", "judged"),
    [
        ("dai-1", 0, "judged: f(xᵏ) − f(x*) ≤ (1 − tμ(2 − Lt))ᵏ⁻¹(f(x¹) − "),  # k from 1
        ("khanh-3.2", 0, ""),
        ("khanh-3.1", 0, ""),  # (15) is its number
        ("hallucinated-1", 0, ""),  # which has no formula
    ],
)
def test_what_is_judged_in_other_words_is_printed(name: str, place: int, judged: str) -> None:
    theorem = Library().get("theorems", name)
    lines = conclusion_lines(1, theorem.conclusions[place])
    assert lines[0] == f"c1 {theorem.conclusions[place].text}"
    assert len(lines) == 1 + bool(judged)
    assert lines[-1].startswith(judged)
