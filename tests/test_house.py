"""The map in CONTRIBUTING is what the imports say, and the doors that it names are there."""

from __future__ import annotations

import re

import pytest
from house import BEGIN, DOCUMENT, END, ROOT, drawn, reached, reduced, replaced, rooms

TEXT = DOCUMENT.read_text()


def test_the_map_is_what_the_imports_say() -> None:
    assert replaced(TEXT) == TEXT, "python tests/house.py draws it anew"
    assert replaced(BEGIN + "old\n" + END) != BEGIN + "old\n" + END


def test_arrows_left_out_follow_from_the_others() -> None:
    arrows = rooms()
    few = reduced(arrows)
    assert sum(map(len, few.values())) < sum(map(len, arrows.values()))
    assert all(reached(name, few) == reached(name, arrows) for name in arrows)
    assert not any(name in reached(name, arrows) for name in arrows)


def test_at_most_twenty_two_names_at_the_top() -> None:
    assert len(rooms()) <= 22


def test_every_room_says_what_it_is() -> None:
    assert not re.search(r"\|  \|", drawn())


PATHS = sorted(
    {p for p in re.findall(r"`([a-z_]+/[\w/.]+)`", TEXT.partition("## A problem")[0]) if p}
)


@pytest.mark.parametrize("path", PATHS)
def test_the_doors_are_there(path: str) -> None:
    assert (ROOT / path).exists()
