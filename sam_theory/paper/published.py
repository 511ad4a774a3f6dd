"""Published accuracies as data: which schedules beat the constant one, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sam_theory.report.figure import Cell, Record, Sheet, Value, Work

CONSTANT = "Constant"
# Sign of the difference of the means, whether the intervals are disjoint: plain, mathtext, words.
MARKS = {
    (1, True): ("▲", r"$\blacktriangle$", "better, intervals disjoint"),
    (1, False): ("△", r"$\vartriangle$", "better, intervals overlap"),
    (0, False): ("=", "$=$", "equal"),
    (-1, False): ("▽", r"$\triangledown$", "worse, intervals overlap"),
    (-1, True): ("▼", r"$\blacktriangledown$", "worse, intervals disjoint"),
}
SIGNS = {1: ("+", "$+$"), 0: ("=", "$=$"), -1: ("−", "$-$")}


@dataclass(frozen=True)
class Accuracy:
    """A published accuracy in per cent, with the half-width of its interval where there is one."""

    mean: Decimal
    half: Decimal | None = None

    @classmethod
    def read(cls, text: str) -> Accuracy:
        """From `94.10±.27` or `94.10`, exactly."""
        mean, _, half = text.partition("±")
        return cls(Decimal(mean), Decimal(half) if half else None)

    def sign(self, other: Accuracy) -> int:
        """1, 0 or −1: whether the mean is greater, equal or less."""
        return (self.mean > other.mean) - (self.mean < other.mean)

    def apart(self, other: Accuracy) -> bool | None:
        """Whether the intervals are disjoint; None for single runs, which have none."""
        if self.half is None or other.half is None:
            return None
        return abs(self.mean - other.mean) > self.half + other.half

    def beats(self, other: Accuracy, *, surely: bool) -> bool:
        """Whether the mean is greater; surely: and the intervals are disjoint."""
        return self.sign(other) > 0 and (not surely or self.apart(other) is True)


@dataclass(frozen=True, kw_only=True)
class Accuracies:
    """A published table: a row a schedule, the first the constant one, a column a setting."""

    columns: tuple[str, ...]
    rows: dict[str, tuple[Accuracy, ...]]

    @property
    def intervals(self) -> bool:
        """Whether the table has intervals."""
        return all(cell.half is not None for row in self.rows.values() for cell in row)

    @property
    def schedules(self) -> tuple[str, ...]:
        """The diminishing ones."""
        return tuple(name for name in self.rows if name != CONSTANT)

    def winners(self, column: int, *, surely: bool) -> tuple[str, ...]:
        """The diminishing schedules that beat the constant one in that column."""
        constant = self.rows[CONSTANT][column]
        return tuple(
            name
            for name in self.schedules
            if self.rows[name][column].beats(constant, surely=surely)
        )

    def every(self, *, surely: bool) -> tuple[bool, ...]:
        """By column, whether every diminishing schedule beats the constant one."""
        return tuple(
            len(self.winners(i, surely=surely)) == len(self.schedules)
            for i in range(len(self.columns))
        )

    def some(self, *, surely: bool) -> tuple[bool, ...]:
        """By column, whether at least one diminishing schedule does."""
        return tuple(bool(self.winners(i, surely=surely)) for i in range(len(self.columns)))


def read(work: Work, *, columns: Sequence[str], text: str) -> Accuracies:
    """The table from lines `Constant | 94.10±.27 | …`; raises ValueError if one is too short."""
    rows = {}
    for line in text.strip().splitlines():
        name, *cells = (part.strip() for part in line.split("|"))
        if len(cells) != len(columns):
            raise ValueError(f"every row must have {len(columns)} cells; got {line!r}")
        rows[name] = tuple(map(Accuracy.read, cells))
    work.progress(1, 1)
    return Accuracies(columns=tuple(columns), rows=rows)


def sheet(data: Accuracies) -> Sheet:
    """The published table with marks, and below whether the sentence holds, column by column."""
    rows: list[tuple[str | Cell, ...]] = [
        (name, *(_cell(data, name, i) for i in range(len(data.columns)))) for name in data.rows
    ]
    readings = [("mean", False), ("interval", True)][: 1 + data.intervals]
    for word, surely in readings:
        kind = f", by {word}" if data.intervals else ""
        rows.append((f"every one better{kind}", *_yes(data.every(surely=surely))))
        rows.append((f"at least one better{kind}", *_yes(data.some(surely=surely))))
    return Sheet(
        headings=("", *data.columns),
        rows=tuple(rows),
        align="l" * (1 + len(data.columns)),
        rules=(len(data.rows),),
    )


def _yes(answers: Sequence[bool]) -> list[str]:
    return ["yes" if answer else "no" for answer in answers]


def _cell(data: Accuracies, name: str, column: int) -> Cell:
    found, constant = data.rows[name][column], data.rows[CONSTANT][column]
    half = "" if found.half is None else f" ± {found.half}"
    text = f"{found.mean}{half}"
    typeset = "$" + text.replace("±", r"\pm") + "$"
    if name == CONSTANT:
        return Cell(f"{text}  ", typeset)
    plain, symbol = _mark(found, constant)
    return Cell(f"{text} {plain}", f"{typeset} {symbol}")


def _mark(found: Accuracy, constant: Accuracy) -> tuple[str, str]:
    apart = found.apart(constant)
    if apart is None:
        return SIGNS[found.sign(constant)]
    return MARKS[found.sign(constant), apart][:2]


def record(data: Accuracies) -> Record:
    """A row a column and diminishing schedule, with the constant one beside it."""
    rows: list[tuple[Value, ...]] = []
    every, some = data.every(surely=data.intervals), data.some(surely=data.intervals)
    for i, column in enumerate(data.columns):
        constant = data.rows[CONSTANT][i]
        for name in data.schedules:
            found = data.rows[name][i]
            apart = found.apart(constant)
            judged = (found.sign(constant), None if apart is None else int(apart))
            numbers = (*_numbers(found), *_numbers(constant), float(found.mean - constant.mean))
            rows.append(
                (column.replace("\n", " "), name, *numbers, *judged, int(every[i]), int(some[i]))
            )
    headings = ("column", "schedule", "mean", "half_width", "constant", "constant_half_width")
    judged_as = ("difference", "sign", "intervals_disjoint", "every_better", "some_better")
    return Record((*headings, *judged_as), tuple(rows))


def _numbers(accuracy: Accuracy) -> tuple[float, float | None]:
    return float(accuracy.mean), None if accuracy.half is None else float(accuracy.half)


def caption(title: str, data: Accuracies) -> str:
    """What the marks mean, and in how many columns the sentence of section 5 holds."""
    return (
        f"{title} Accuracy in per cent, as published. {_legend(data)} K24, section 5: in every "
        "tested architecture diminishing stepsizes do better than constant ones. Read as every "
        f"diminishing schedule beats the constant one, this holds in {_counts(data, 'every')}; "
        f"read as at least one does, in {_counts(data, 'some')}. {_by_column(data)}."
    )


def _legend(data: Accuracies) -> str:
    if not data.intervals:
        return (
            "Single runs, without intervals: only the sign of the difference to the constant "
            "schedule is marked, and nothing says how large chance differences are."
        )
    marks = "; ".join(f"{plain} {words}" for plain, _, words in MARKS.values() if plain != "=")
    return (
        "Mean and 95 % interval of 3 runs. Marks, against the constant schedule: "
        f"{marks}. Disjoint: |difference of the means| > sum of the half-widths; for t-intervals, "
        "that is stricter than a t-test at 5 %. Overlap is no evidence of equality."
    )


def _counts(data: Accuracies, reading: str) -> str:
    def count(surely: bool) -> int:
        return sum(data.every(surely=surely) if reading == "every" else data.some(surely=surely))

    total = len(data.columns)
    if not data.intervals:
        return f"{count(False)} of {total} columns"
    return f"{count(True)} of {total} columns beyond the intervals, {count(False)} by the mean"


def _by_column(data: Accuracies) -> str:
    told = []
    for i, column in enumerate(data.columns):
        winners = data.winners(i, surely=data.intervals)
        numbers = ", ".join(name.removeprefix("Diminish ") for name in winners) or "none"
        told.append(f"{column.replace(chr(10), ' ')} {numbers}")
    kind = " beyond the intervals" if data.intervals else ""
    return f"The numbers of the diminishing schedules that are better{kind}: {'; '.join(told)}"
