"""What `falsify` prints of a theorem: the statement, the necessity matrix, counterexamples."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sam_theory.falsifying.attacking import Attack
from sam_theory.falsifying.blackboard import number as written
from sam_theory.falsifying.claims import Attacked, Counterexample, SequenceExample, Threshold
from sam_theory.report.falsifying_answer import (
    Row,
    attack_answer,
    conclusions_of,
    hypotheses_of,
    outcome_of,
    rows_of,
    unreachable_lines,
)
from sam_theory.statements.theorem import Conclusion

Example = Counterexample | SequenceExample
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SIGNS = {"open": "·", "superfluous": "=", "unreachable": "–", "stands": "✓", "unattacked": "?"}
LEGEND = (
    "A letter is a counterexample below; ✓ proved; = a proof does without; – unreachable: below is "
    "why, or of how many settings tried none has all the others without it; · open; ? cannot be "
    "attacked; blank: not asked for. “of” counts the settings that have all the "
    "others, and not that."
)
MINUS = re.compile(r"(?<![A-Za-z])-(?=[\d(])")
WIDTH = 80  # of the lines of a command
FOLDER = "DIR"  # what stands for the folder where none is given


@dataclass(frozen=True)
class Lettered:
    """A counterexample, its letter, and the cells that it kills."""

    letter: str
    example: Example
    cells: tuple[Attacked, ...]


def lettered(attack: Attack) -> tuple[Lettered, ...]:
    """The different counterexamples in the order of the rows; one may kill many cells."""
    groups: dict[object, list[Attacked]] = {}
    for cells in rows_of(attack).values():
        for cell in cells:
            if cell.counterexample is not None:
                groups.setdefault(_identity(cell.counterexample), []).append(cell)
    return tuple(
        Lettered(_letter(i), _example(cells[0]), tuple(cells))
        for i, cells in enumerate(groups.values())
    )


def _identity(example: Example) -> object:
    if isinstance(example, SequenceExample):
        return tuple(example.sequences.items())
    return (example.problem, example.method, example.step, example.radius, example.start)


def _example(cell: Attacked) -> Example:
    assert cell.counterexample is not None
    return cell.counterexample


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else f"{LETTERS[place % 26]}{place // 26}"


def print_attack(screen: Console, attack: Attack, folders: Sequence[str] = (FOLDER,)) -> None:
    """All that is told of one theorem; the folders are those that its commands name."""
    theorem, found = attack.theorem, lettered(attack)
    screen.print(f"{theorem.name}: {theorem.summary}")
    screen.print(f"{theorem.source}\n")
    for number, conclusion in enumerate(conclusions_of(attack), 1):
        for indent, line in zip((2, 5), conclusion_lines(number, conclusion), strict=False):
            _print_indented(screen, line, indent)
    screen.print()
    _print_matrix(screen, attack, found)
    screen.print(LEGEND)
    for line in unreachable_lines(attack):
        screen.print(Text(line))
    for result in attack.results:
        if result.threshold is not None:
            number = conclusions_of(attack).index(result.target.conclusion) + 1
            screen.print(Text(f"c{number} {threshold_text(result.threshold)}"))
    for one in found:
        screen.print()
        _print_example(screen, attack, one, folders)
    if FOLDER in folders and any(isinstance(one.example, Counterexample) for one in found):
        screen.print(f"\n`falsify {theorem.name} --out {FOLDER}` writes these problems.")
    screen.print()
    screen.print(attack_answer(attack), style="bold")


def threshold_text(of: Threshold) -> str:
    """From which number on it fails, of what, and what is certified on both sides."""
    name, side = of.name.split(" = ")[0], ">" if of.kind.startswith("fails above") else "<"
    what = "" if name == of.name else f", {of.name}"
    return f"fails for {name} {side} {of.value}{what}: {of.kind.split(': ', 1)[1]}."


def conclusion_lines(number: int, conclusion: Conclusion) -> list[str]:
    """Its words, and what of them is judged, where that is put in others: indices may differ."""
    reading = f", read {conclusion.reading}" if conclusion.reading else ""
    said = [f"c{number} {conclusion.text}{reading}"]
    judged = "" if conclusion.states is None else conclusion.states.text
    if judged and judged not in conclusion.text and judged != conclusion.text.split(") ", 1)[-1]:
        said.append(f"judged: {judged}")
    return said


def _print_matrix(screen: Console, attack: Attack, found: Sequence[Lettered]) -> None:
    conclusions = conclusions_of(attack)
    letters = {id(cell): one.letter for one in found for cell in one.cells}
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("without", overflow="fold")
    for number in range(1, len(conclusions) + 1):
        table.add_column(f"c{number}", justify="center", no_wrap=True)
    table.add_column("outcome", no_wrap=True)
    table.add_column("of", justify="right", no_wrap=True)
    for row, cells in rows_of(attack).items():
        by_conclusion = {cell.target.conclusion: cell for cell in cells}
        signs = [_sign(by_conclusion.get(c), letters) for c in conclusions]
        name, text = _named(attack, row)
        outcome, reached = outcome_of(cells), max(cell.reached for cell in cells)
        of = "" if outcome == "unattacked" else f"{reached:,}"
        table.add_row(name, Text(text), *signs, outcome, of)
    screen.print(table)


def _named(attack: Attack, row: Row) -> tuple[str, str]:
    dropped, weaker = row
    if dropped is None:
        return "", "nothing: as stated"
    if weaker is not None:
        return "", f"… but {weaker.text}"
    return str(hypotheses_of(attack).index(dropped) + 1), dropped.text


def _sign(cell: Attacked | None, letters: dict[int, str]) -> str:
    if cell is None:
        return ""
    return letters.get(id(cell)) or SIGNS.get(cell.outcome, "·")


def _print_example(screen: Console, attack: Attack, one: Lettered, folders: Sequence[str]) -> None:
    screen.print(f"{one.letter}. {against(attack, one.cells)}", style="bold")
    lines = example_lines(one.example)
    for line in (*lines, *evidence_lines(attack, one)):
        _print_indented(screen, line, 3)
    if isinstance(one.example, Counterexample):
        for line in wrapped(_words(attack, one.example, folders), WIDTH - 3):
            screen.print(Text(f"   {line}"), soft_wrap=True)


def _print_indented(screen: Console, line: str, indent: int) -> None:
    screen.print(Padding(Text(line), (0, 0, 0, indent), expand=False))


def evidence_lines(attack: Attack, one: Lettered) -> list[str]:
    """What is certified; where that is not the same for all cells, what is of which."""
    found: dict[str, list[Attacked]] = {}
    for cell in one.cells:
        found.setdefault(_evidence(cell), []).append(cell)
    if len(found) == 1:
        return list(found)
    shared = _shared([text.split("; ") for text in found])
    told = [
        f"{against(attack, cells)}: {text.removeprefix(shared)}" for text, cells in found.items()
    ]
    return [shared.rstrip(), *told] if shared else told


def _shared(texts: Sequence[Sequence[str]]) -> str:
    """The parts with which all begin, before their last."""
    rows = zip(*(parts[:-1] for parts in texts), strict=False)
    same = takewhile(lambda row: len(set(row)) == 1, rows)
    return "".join(f"{row[0]}; " for row in same)


def _evidence(cell: Attacked) -> str:
    return f"{MINUS.sub('−', _example(cell).verdict.evidence)}."


def against(attack: Attack, cells: Sequence[Attacked]) -> str:
    """Which conclusions fail without what."""
    conclusions = conclusions_of(attack)
    without: dict[str, list[str]] = {}
    for cell in cells:
        number, text = _named(attack, (cell.target.dropped, cell.target.weakened_to))
        what = f"without {number}" if number else "as stated" if not cell.target.dropped else text
        name = f"c{conclusions.index(cell.target.conclusion) + 1}"
        without.setdefault(what, []).append(name)
    return "; ".join(f"{', '.join(names)} {what}" for what, names in without.items())


def example_lines(example: Example) -> list[str]:
    """It as one writes it on a blackboard."""
    if isinstance(example, SequenceExample):
        return [", ".join(f"{name} = {formula}" for name, formula in example.sequences.items())]
    start = ", ".join(map(written, example.start))
    point = start if len(example.start) == 1 else f"({start})"
    setting = f"{example.method}, tₖ = {example.step}, ρₖ = {example.radius}, x¹ = {point}"
    return [example.formula, setting]


def command_of(attack: Attack, example: Counterexample, folders: Sequence[str]) -> str:
    """The command that shows it, once it is written, with the libraries of these folders."""
    return shlex.join(_words(attack, example, folders))


def _words(attack: Attack, example: Counterexample, folders: Sequence[str]) -> list[str]:
    words = ["sam-theory", "check"]
    words += [word for folder in dict.fromkeys(folders) for word in ("--library", folder)]
    words += ["--problem", example.name]
    words += ["--method", example.method, "--step", example.step, "--radius", example.radius]
    return [*words, "--theorem", attack.theorem.name, "--starts", "1"]


def wrapped(words: Sequence[str], width: int) -> list[str]:
    """A command in lines, each but the last with a backslash at its end: it may be pasted.

    Lines end before an option; one that is longer than the width is not broken.
    """
    parts: list[str] = []
    for word in words:
        if word.startswith("--") or not parts:
            parts.append(shlex.quote(word))
        else:
            parts[-1] += f" {shlex.quote(word)}"
    lines = parts[:1]
    for part in parts[1:]:
        if len(lines[-1]) + len(part) + len("  \\") < width:
            lines[-1] += f" {part}"
        else:
            lines.append(f"  {part}")
    return [*(f"{line} \\" for line in lines[:-1]), lines[-1]]
