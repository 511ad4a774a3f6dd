"""What was found, as a document and as a table."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from rich.console import Console

pytest.importorskip("flint")
from sam_theory.certificates.established import Established  # after the extra is there
from sam_theory.certificates.finding.survey import Found
from sam_theory.certificates.forms import Cell, Cycle, Entry, Moving, Trap
from sam_theory.certificates.writing import certificate_of, entry_of
from sam_theory.report.found import (
    MOST_LINES,
    found_document,
    found_table,
    verdict_of,
)
from sam_theory.verdict import Status, proved, refuted, undecided

THIRD = Fraction(1, 3)
STALL = Cycle(points=((THIRD,),), width=Fraction(1, 10**30), slope=THIRD)
CYCLE = Cycle(
    points=((THIRD,), (-THIRD,)),
    width=Fraction(1, 10**30),
    slope=THIRD,
    basis=((Fraction(1),),),
    half=THIRD,
    rate=THIRD,
    reach=THIRD,
)
TRAP = Trap(cells=(Cell(((THIRD, Fraction(1)),)),), step=(THIRD, THIRD), radius=(THIRD, THIRD))
REPELS = Found(
    certificate=STALL, shown=Established(text="rests", repels=True), multiplier=(1.2345678, 1.75)
)
HELD = Found(
    certificate=CYCLE,
    shown=Established(text="cycles", slope=THIRD, recurring=THIRD),
    multiplier=(0.25, 0.5000009),
    entries=(Entry(start=(Fraction(3),), at=7),),
)
TRAPPED = Found(certificate=TRAP, shown=Established(text="held", recurring=THIRD))


def printed(*found: Found) -> str:
    screen = Console(file=io.StringIO(), width=80)
    screen.print(found_table(found))
    text = screen.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(len, text.splitlines())) <= 80
    return str(text)


def test_the_document_holds_the_certificates() -> None:
    stall, cycle, trap = found_document((REPELS, HELD, TRAPPED))
    assert [x["form"] for x in (stall, cycle, trap)] == ["fixed point", "cycle", "trap"]
    assert [x["period"] for x in (stall, cycle, trap)] == [1, 2, None]
    assert [x["attracts"] for x in (stall, cycle, trap)] == [False, True, None]
    assert [x["repels"] for x in (stall, cycle, trap)] == [True, False, None]
    assert cycle["points"] == [[pytest.approx(1 / 3)], [pytest.approx(-1 / 3)]]
    assert cycle["verdict"]["status"] == "proved"
    for data, item in ((stall, REPELS), (cycle, HELD), (trap, TRAPPED)):
        assert certificate_of(data["certificate"]) == item.certificate
        assert tuple(map(entry_of, data["entries"])) == item.entries


def test_the_table_says_what_nearby_runs_do() -> None:
    text = printed(REPELS, HELD, TRAPPED)
    assert "repelled, × 1.23456" in text  # at least
    assert "attracted, × 0.500001" in text  # at most
    assert "0.333333" in text
    assert "[0.333333, 1]" in text


def test_what_moves_is_told_in_words() -> None:
    moving = Moving(cells=(), start=1, slope="1/4")
    shown = Established(text="S(k) leads into S(k + 1)", recurring=THIRD, escapes=True)
    item = Found(certificate=moving, shown=shown)
    text = printed(item)
    for word in ("moving", "S(k) leads into", "0.333333", "escape"):
        assert word in text
    (data,) = found_document((item,))
    assert data["slope"] == pytest.approx(1 / 3)
    assert certificate_of(data["certificate"]) == moving


def test_many_are_counted() -> None:
    assert "and 4 more" in printed(*[REPELS] * (MOST_LINES + 4))
    assert "more" not in printed(*[REPELS] * MOST_LINES)


def test_the_verdict_is_ones_own_if_proved_else_what_most_runs_enter() -> None:
    own, open_ = proved("own"), undecided("open")
    assert verdict_of(own, (HELD,)) is own
    no = refuted("no")
    assert verdict_of(no, (HELD,)) is no
    assert verdict_of(open_, ()) is open_
    assert verdict_of(open_, (REPELS,)) is open_  # runs leave it
    told = verdict_of(open_, (TRAPPED, HELD))
    assert told.status is Status.PROVED
    assert told.evidence == "cycles; the run from (3) is there at k = 7"
    assert verdict_of(open_, (TRAPPED,)).evidence == "held"
