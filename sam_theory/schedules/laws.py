"""What a scheduler makes of a rate, as formulas in what it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Index:
    """⌊(k − 1)/S⌋ − shift: the epochs, or with S = 1 the iterations, from 0 on; or a `text`."""

    steps: int = 1
    shift: int = 0
    text: str = ""

    def minus(self, by: int) -> Index:
        """The index of what starts so much later."""
        if self.text:
            return self if by == 0 else Index(text=f"({self.text}{-by:+d})")
        return Index(self.steps, self.shift + by)

    def __str__(self) -> str:
        if self.text:
            return self.text
        if self.steps == 1:
            return f"(k{-1 - self.shift:+d})" if self.shift != -1 else "k"
        epoch = f"floor((k-1)/{self.steps})"
        return f"({epoch}{-self.shift:+d})" if self.shift else epoch


GOES_ON = "the schedule is continued beyond that by its own formula"
STAYS = "the cosine, which the training does not take beyond its end, is assumed to stay at"
Formula = Callable[[Index], str]


@dataclass(frozen=True, kw_only=True)
class Law:
    """The rate of a scheduler that is alone from its index 0 on.

    `factor` is there if it only multiplies the last rate, by factor(e)/factor(e − 1) at e; `value`
    is then the base rate times factor, and `vanishes` says that factor may become 0. `sets` says
    that it sets the rate at each index, whatever it was. `turns` is half the period of a cosine,
    which multiplies what is above `least` up to there and is set anew after it. `settles` is where
    the factor becomes constant, if it does. `pieces` are those of a sequence whose
    parts multiply, each from its beginning on: where they begin, and their formulas from there on.
    `base` is the rate that later schedulers start from, where this one changes it. `beyond` says
    what is assumed after the end, where it is more than GOES_ON.
    """

    value: Formula
    sets: bool = False
    factor: Formula | None = None
    vanishes: bool = False
    turns: int | None = None
    least: str = "0"
    settles: int | None = None
    pieces: tuple[tuple[int, Formula], ...] = ()
    base: str | None = None
    beyond: str = ""


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a scheduler finds when it is made.

    `rate` is the base rate; `first`, whether no other was made before; `length`, for how many
    indices it is in use. `late` counts the sequences that it is the first part of, through others:
    PyTorch takes back its first step and then makes it anew as an ordinary one.
    """

    rate: str
    length: int
    first: bool = True
    late: int = 0


def constant(rate: str) -> Law:
    """A rate that stays."""
    return Law(value=lambda e: rate, sets=True)


def multiplied(
    rate: str, factor: Formula, *, vanishes: bool = False, settles: int | None = None
) -> Law:
    """The law of a scheduler that multiplies."""
    return Law(
        value=lambda e: times(rate, factor(e)), factor=factor, vanishes=vanishes, settles=settles
    )


def times(*factors: str) -> str:
    """A product, without ones."""
    return "*".join(f for f in factors if f not in ("1", "(1)")) or "1"


def between(least: str, most: str, share: str) -> str:
    """least + (most − least)·share."""
    if float(least) == 0:
        return times(most, share)
    return f"({least}+({most}-{least})*{share})"


def chosen(e: Index, pieces: Sequence[tuple[int, Formula]]) -> str:
    """The piece that e is in."""
    begin, formula = pieces[-1]
    text = formula(e.minus(begin))
    for (begin, formula), (end, _) in reversed(list(pairwise(pieces))):
        text = f"where({e}<{end},{formula(e.minus(begin))},{text})"
    return text
