"""The answer of `falsify`: what is false as printed, and which hypotheses are needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sam_theory.falsifying.attacking import Attack
from sam_theory.falsifying.claims import Attacked, Counterexample
from sam_theory.statements.theorem import Conclusion, Hypothesis

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
    """That of a row: what one cell kills, all show, or some that are not open leave unattacked."""
    outcomes = {cell.outcome for cell in cells}
    killed = outcomes.intersection(KILLED)
    if len(killed or outcomes) == 1:
        return next(iter(killed or outcomes))
    return "open" if "open" in outcomes or "unattacked" not in outcomes else "unattacked"


def why_unreachable(cell: Attacked) -> str:
    """Why no setting has what is kept without what is dropped, or of how many tried none has."""
    return cell.because or f"none of {cell.tested:,} settings tried has all the others without it"


def unreachable_lines(attack: Attack) -> list[str]:
    """What is unreachable, and why; for which conclusions, where that is not so for all."""
    conclusions = conclusions_of(attack)
    found: list[str] = []
    for row, cells in rows_of(attack).items():
        reasons: dict[str, list[str]] = {}
        for cell in cells:
            if cell.outcome == "unreachable":
                name = f"c{conclusions.index(cell.target.conclusion) + 1}"
                reasons.setdefault(why_unreachable(cell), []).append(name)
        for why, names in reasons.items():
            of = "" if len(names) == len(cells) else f" ({', '.join(names)})"
            found.append(f"{_row_named(attack, row)}{of}: unreachable, {why}.")
    return found


def conclusions_of(attack: Attack) -> tuple[Conclusion, ...]:
    """Those that are attacked: their numbers, from 1 on."""
    return tuple(dict.fromkeys(result.target.conclusion for result in attack.results))


def _row_named(attack: Attack, row: Row) -> str:
    dropped, weaker = row
    assert dropped is not None  # the statement itself is reached by all that has its hypotheses
    number = hypotheses_of(attack).index(dropped) + 1
    return str(number) if weaker is None else f"{number} but {weaker.text}"


def attack_answer(attack: Attack) -> str:
    """One sentence, or two, on a theorem."""
    rows = rows_of(attack)
    stated = rows.pop((None, None), [])
    said = [_of_statement(attack, stated)] if stated else []
    said += [_of_hypotheses(rows), _unattacked(attack)]
    if attack.interrupted:
        said.append("The search was interrupted.")
    elif attack.cut is not None and attack.cut < attack.planned:
        said.append(
            f"Time ran out after {attack.cut} of {attack.planned} rounds of the search: "
            "a faster machine, or a greater --budget, may find more."
        )
    if attack.unsought:
        said.append("There was no time left to look for the number from which on it fails.")
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
    if outcome == "unattacked":
        return ""
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


def _unattacked(attack: Attack) -> str:
    """What no counterexample was looked for to, and why."""
    found: dict[str, dict[str, None]] = {}
    for cell in attack.results:
        if cell.outcome == "unattacked":
            found.setdefault(cell.because, {})[_named(cell)] = None
    return " ".join(f"Cannot be attacked, as {why}: {'; '.join(found[why])}." for why in found)


def _named(cell: Attacked) -> str:
    reading = cell.target.conclusion.reading
    return cell.target.conclusion.text + (f" (read {reading})" if reading else "")


def is_new(cell: Attacked) -> bool:
    """Whether a statement as printed is refuted, and no known erratum says so."""
    found = cell.counterexample
    return cell.outcome == "false-as-stated" and found is not None and not found.erratum


def _of_hypotheses(rows: dict[Row, list[Attacked]]) -> str:
    whole = {row: outcome_of(cells) for row, cells in rows.items() if row[1] is None}
    if set(whole.values()) <= {"unattacked"}:
        return ""
    counts = Counter(whole.values())
    told = [
        f"{counts[word]} {'are' if counts[word] > 1 else 'is'} {word}{_in_brackets(word, rows)}"
        for word in ("necessary", "superfluous", "unreachable", "unattacked", "open")
        if counts[word]
    ]
    if len(whole) == 1:
        (row,) = whole
        assert row[0] is not None  # the statement itself is no hypothesis
        word = whole[row]
        return f"The hypothesis “{row[0].text}” is {word}{_in_brackets(word, rows)}."
    return f"Of its {len(whole)} hypotheses {', '.join(told)}."


def _in_brackets(word: str, rows: dict[Row, list[Attacked]]) -> str:
    """Why hypotheses are unreachable: what is shown, and what only samples say."""
    if word != "unreachable":
        return ""
    cells = [cells for row, cells in rows.items() if row[1] is None and outcome_of(cells) == word]
    reasons = dict.fromkeys(why_unreachable(cell) for row in cells for cell in row)
    return f" ({'; '.join(reasons)})"
