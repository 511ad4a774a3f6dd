"""What a report says survives being kept, and is shown as it was."""

from __future__ import annotations

import json

from rich.console import Console

from sam_theory.report.saying import Command, Counts, Line, Row, plain, read, show, show_report

BODY = (
    Line("a text of several words", indent=3),
    Line("bold", style="bold"),
    Line(),
    Row("one line and no more of it"),
    Command(("sam-theory check", "--problem a", "--method b")),
    Counts("Numbers", 1, ("kind", "count"), (("first", "12"), ("", "3"))),
)


def shown(width: int) -> list[str]:
    """The lines on a screen."""
    screen = Console(width=width)
    with screen.capture() as captured:
        show(screen, read(json.loads(json.dumps(plain(BODY)))))
    return [line.rstrip() for line in captured.get().splitlines()]


def test_it_survives_json() -> None:
    assert read(json.loads(json.dumps(plain(BODY)))) == BODY


def test_it_fits_the_screen() -> None:
    wide, narrow = shown(60), shown(20)
    assert wide[:4] == ["   a text of several words", "bold", "", "one line and no more of it"]
    assert wide[4] == "   sam-theory check --problem a --method b"
    assert wide[5:] == ["Numbers", "kind  count", "first    12", "          3"]
    assert narrow[:2] == ["   a text of several", "   words"]
    assert narrow[4] == "one line and no mor…"
    assert narrow[5:8] == ["   sam-theory check \\", "       --problem a \\", "       --method b"]


def test_a_report_ends_as_it_begins() -> None:
    screen = Console(width=60)
    with screen.capture() as captured:
        show_report(screen, "Yes.", [Line("because")], note="a note", page="p/index.html")
    lines = captured.get().splitlines()
    assert lines == ["Yes.", "", "because", "a note", "Page: p/index.html", "", "Yes."]
