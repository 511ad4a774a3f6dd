"""What a study asks, as a document: the same questions, the same document."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.study.study import Pair, Study
from sam_theory.study.versions import NAMED

Asked = dict[str, Any]
COUNTS = ("iterations", "starts", "seed", "seeds", "engine", "sparing", "lenient")
MOST_SHOWN = 40  # characters of a value in a sentence


def asked_by(study: Study) -> Asked:
    """Names, formulas and numbers; raises UsageError for schedules that are no formulas."""
    if not all(isinstance(f, str) for pair in study.pairs for f in (pair.step, pair.radius)):
        raise UsageError(
            "schedules of a study that is kept or sent must be formulas; got numbers; give formulas"
        )
    return {
        **{name: list(getattr(study, name)) for name in NAMED},
        "pairs": [[pair.step, pair.radius] for pair in study.pairs],
        **{name: getattr(study, name) for name in COUNTS},
    }


def legible(asked: object) -> bool:
    """Whether it is a document that `asked_by` could have made."""
    if not isinstance(asked, dict):
        return False
    pairs = asked.get("pairs")
    return (
        all(_texts(asked.get(name)) for name in NAMED)
        and isinstance(pairs, list)
        and all(_texts(pair) and len(pair) == 2 for pair in pairs)
        and all(isinstance(asked.get(name), str | int) for name in COUNTS)
    )


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def study_asking(asked: Mapping[str, Any], library: Library, *, curves: bool) -> Study:
    """The study of that document, whose findings keep their curves or not."""
    named: dict[str, Any] = {name: tuple(asked[name]) for name in NAMED}
    return Study(
        **named,
        pairs=tuple(Pair(step, radius) for step, radius in asked["pairs"]),
        library=library,
        curves=curves,
        **{name: asked[name] for name in COUNTS},
    )


def difference(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> str:
    """The first thing in which they ask something else, in words; empty where they do not."""
    for name, here in ours.items():
        there = theirs.get(name)
        if there != here:
            if isinstance(here, list) and isinstance(there, list) and _same_items(there, here):
                return _rearranged(name, there, here)
            return f"{name} {_told(there, here)}, and here {_told(here, there)}"
    return ""


def _same_items(there: list[Any], here: list[Any]) -> bool:
    return all(item in here for item in there) and all(item in there for item in here)


def _rearranged(name: str, there: list[Any], here: list[Any]) -> str:
    """Where two lists of the same things part."""
    pairs = list(zip_longest(there, here, fillvalue="nothing"))
    place = next(place for place, (theirs, ours) in enumerate(pairs) if theirs != ours)
    theirs, ours = pairs[place]
    return f"{name} in another order, number {place + 1} {theirs}, and here {ours}"


def _told(value: Any, other: Any) -> str:
    """A value; of a list what the other one lacks."""
    if not isinstance(value, list):
        return f"{value}"
    own = [item for item in value if not isinstance(other, list) or item not in other]
    words = ", ".join(map(str, own)) or "none besides"
    return words if len(words) <= MOST_SHOWN else f"{words[:MOST_SHOWN]}… ({len(own):,})"
