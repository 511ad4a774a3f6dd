"""The answer of `falsify`: what is false as printed, and which hypotheses are needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sam_theory.falsifying.attacking import Attack
from sam_theory.falsifying.claims import Attacked, Counterexample
from sam_theory.statements.theorem import Hypothesis

KILLED = ("false-as-stated", "necessary")  # the one of statements, the other of hypotheses
Row = tuple[Hypothesis | None, Hypothesis | None]  # what is dropped, and what stands in its place


def rows_of(attack: Attack) -> dict[Row, list[Attacked]]:
    """The cells of the statement, then of each hypothesis and each weaker form, in order."""
    found: dict[Row, list[Attacked]] = {}
    for result in attack.results:
        key = (result.target.dropped, result.target.weakened_to)
        found.setdefault(key, []).append(result)
    order = {id(h): i for i, h in enumerate(hypotheses_of(attack))}

    def place(row: Row) -> int:
        return -1 if row[0] is None else order[id(row[0])]

    return {row: found[row] for row in sorted(found, key=place)}


def hypotheses_of(attack: Attack) -> tuple[Hypothesis, ...]:
    """Those of the statement that is attacked: their numbers, from 1 on."""
    theorem = attack.results[0].target.theorem if attack.results else attack.theorem
    return theorem.conditions


def outcome_of(cells: Sequence[Attacked]) -> str:
    """That of a row: what one cell kills; superfluous, unreachable or standing only if all are."""
    outcomes = {cell.outcome for cell in cells}
    killed = outcomes.intersection(KILLED)
    if len(killed or outcomes) == 1:
        return next(iter(killed or outcomes))
    return "open"


def attack_answer(attack: Attack) -> str:
    """One sentence, or two, on a theorem."""
    rows = rows_of(attack)
    stated = rows.pop((None, None), [])
    said = [_of_statement(attack, stated)] if stated else []
    said.append(_of_hypotheses(rows))
    if attack.interrupted:
        said.append("The search was interrupted.")
    elif attack.cut is not None and attack.cut < attack.planned:
        said.append(
            f"Time ran out after {attack.cut} of {attack.planned} rounds of the search: "
            "a faster machine, or a greater --budget, may find more."
        )
    if attack.faults:
        said.append(
            f"What {len(attack.faults)} wrong facts of functions would have shown is not counted, "
            f"a bug of ours: {attack.faults[0]}."
        )
    return " ".join(part for part in said if part)


def _of_statement(attack: Attack, cells: Sequence[Attacked]) -> str:
    name, outcome = attack.theorem.name, outcome_of(cells)
    if outcome == "stands":
        tested = max(cell.tested for cell in cells)
        tried = f", and none of {tested:,} settings contradicts it" if tested else ""
        return f"{name} stands: it is proved{tried}."
    false = [cell for cell in cells if cell.outcome == "false-as-stated"]
    if not false:
        return f"{name} is open: no counterexample was found, and not all of it is proved."
    texts = dict.fromkeys(_named(cell) for cell in false)
    known = "" if any(is_new(cell) for cell in false) else ", a known erratum"
    methods = dict.fromkeys(
        cell.counterexample.method
        for cell in false
        if isinstance(cell.counterexample, Counterexample)
    )
    of = f" for {' and '.join(methods)}" if methods else ""
    return f"{name} is false{of} as printed{known}: {'; '.join(texts)}."


def _named(cell: Attacked) -> str:
    reading = cell.target.conclusion.reading
    return cell.target.conclusion.text + (f" (read {reading})" if reading else "")


def is_new(cell: Attacked) -> bool:
    """Whether a statement as printed is refuted, and no known erratum says so."""
    found = cell.counterexample
    return cell.outcome == "false-as-stated" and found is not None and not found.erratum


def _of_hypotheses(rows: dict[Row, list[Attacked]]) -> str:
    whole = {row: outcome_of(cells) for row, cells in rows.items() if row[1] is None}
    if not whole:
        return ""
    counts = Counter(whole.values())
    told = [
        f"{counts[word]} {'are' if counts[word] > 1 else 'is'} {word}"
        for word in ("necessary", "superfluous", "unreachable", "open")
        if counts[word]
    ]
    if len(whole) == 1:
        (row,) = whole
        assert row[0] is not None  # the statement itself is no hypothesis
        return f"The hypothesis “{row[0].text}” is {next(iter(counts))}."
    return f"Of its {len(whole)} hypotheses {', '.join(told)}."
