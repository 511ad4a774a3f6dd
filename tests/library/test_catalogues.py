"""The catalogues: names, parameters, and what happens to what is broken."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import pytest

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library, nearest, parse_item
from sam_theory.library.collecting import KINDS, LeftOut, load

LIBRARY = Library()


def test_nothing_of_the_package_is_left_out() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", LeftOut)
        for kind in KINDS:
            assert set(LIBRARY.made(kind)) == set(LIBRARY.entries(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_canonical_name_is_accepted_back(kind: str) -> None:
    for name in LIBRARY.items(kind):
        assert LIBRARY.get(kind, name).name == name


def test_default_parameters_are_omitted() -> None:
    assert LIBRARY.get("problems", "ripple[dimension=2]").name == "ripple"
    assert parse_item("ripple[dimension=3]") == ("ripple", {"dimension": 3})


def test_what_is_broken_is_warned_of_once(tmp_path: Path) -> None:
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "bad.py").write_text("1/0")
    (tmp_path / "problems" / "_hidden.py").write_text("1/0")
    library = Library((str(tmp_path),))
    with pytest.warns(LeftOut, match=r"bad.py must be an importable module; it raises ZeroDiv"):
        names = library.default_items("problems")
    assert names == LIBRARY.default_items("problems")
    assert library.default_items("problems") == names  # warnings are errors here
    with pytest.raises(UsageError, match="division by zero"):
        library.get("problems", "bad")


def test_a_name_that_stands_for_two_things_stands_for_none(tmp_path: Path) -> None:
    (tmp_path / "methods").mkdir()
    text = "from sam_theory.setting.method import Method\ndef sam() -> Method:\n    raise KeyError"
    (tmp_path / "methods" / "mine.py").write_text(text)
    library = Library((str(tmp_path),))
    with pytest.warns(LeftOut, match="'sam' in .*mine.py is taken by .*sam.py; rename it"):
        assert "sam" not in library.entries("methods")
    with pytest.raises(UsageError, match="rename it"):
        library.get("methods", "sam")
    assert library.get("methods", "usam").name == "usam"


def test_what_a_message_says_stays_on_one_short_line(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    text = "raise ValueError('long\\n' * 1000)"
    (tmp_path / "figures" / "loud.py").write_text(text)
    with pytest.warns(LeftOut) as found:
        Library((str(tmp_path),)).made("figures")
    (warning,) = found
    assert "\n" not in str(warning.message)
    assert len(str(warning.message)) < 500


def test_nearest_names_come_from_the_file_first() -> None:
    entries = LIBRARY.entries("problems").values()
    assert nearest("quadratik", entries) == ["quadratic"]
    assert len(nearest("quadratic-", entries, 3)) == 3
    assert nearest("zzzz", entries) == []


def test_a_module_of_a_user_is_what_stands_in_its_file(tmp_path: Path) -> None:
    """A cached module is taken for the file where size and time agree."""
    path = tmp_path / "problems" / "mine.py"
    path.parent.mkdir()
    for number in (1, 2):
        path.write_text(f"number = {number}\n", encoding="utf-8")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        assert load("problems", path).number == number
