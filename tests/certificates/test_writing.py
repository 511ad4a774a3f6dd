"""Certificates as data: written, read again, verified again; what is broken is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from sam_theory.certificates.forms import Cell, Certificate, Cycle, Entry, Trap
from sam_theory.certificates.writing import FORMS, certificate_of, document, entry_of

THIRD = Fraction(1, 3)
TRAP = Trap(
    cells=(
        Cell(((THIRD, Fraction(1)),)),
        Cell(((Fraction(2), Fraction(3)),), (((-THIRD, THIRD),),)),
    ),
    step=(Fraction(0), THIRD),
    radius=(Fraction(1, 10**40), Fraction(1)),
    slope=THIRD,
    again=True,
)
CYCLE = Cycle(
    points=((THIRD, Fraction(2)), (Fraction(-5), Fraction(1, 7))),
    width=Fraction(1, 10**30),
    slope=THIRD,
    basis=((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))),
    half=THIRD,
    rate=Fraction(9, 10),
    reach=Fraction(1, 4),
)
ENTRY = Entry(start=(Fraction(0.1), THIRD), at=17)


@pytest.mark.parametrize("certificate", [TRAP, CYCLE, Cycle(points=(), width=THIRD, slope=THIRD)])
def test_what_is_written_is_read_again(certificate: Certificate) -> None:
    text = json.dumps(document(certificate), allow_nan=False)
    assert certificate_of(json.loads(text)) == certificate
    assert "1/3" in text


def test_every_form_is_known_by_its_name() -> None:
    assert {"Trap", "Cycle"} <= set(FORMS)
    assert all(name == form.__name__ for name, form in FORMS.items())


def test_an_entry_is_written_and_read_again() -> None:
    assert entry_of(json.loads(json.dumps(document(ENTRY)))) == ENTRY
    with pytest.raises(ValueError, match="an entry must have the form 'Entry'"):
        entry_of(document(TRAP))
    with pytest.raises(ValueError, match="form must be one of"):
        certificate_of(document(ENTRY))


def change(path: tuple[Any, ...], value: object) -> Callable[[dict[str, Any]], None]:
    def apply(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        if value is ...:
            del data[path[-1]]
        else:
            data[path[-1]] = value

    return apply


BROKEN = {
    "another form": change(("form",), "Trapp"),
    "no form": change(("form",), ...),
    "a field less": change(("slope",), ...),
    "a field more": change(("slop",), "1"),
    "a float": change(("slope",), 0.5),
    "an integer": change(("slope",), 1),
    "a word": change(("slope",), "third"),
    "an infinity": change(("slope",), "inf"),
    "no denominator": change(("slope",), "1/0"),
    "a flag that is a number": change(("again",), 1),
    "three ends": change(("step",), ["0", "1", "2"]),
    "a side without an end": change(("cells", 0, "x", 0), ["0"]),
    "a cell that is a row": change(("cells", 0), [["0", "1"]]),
    "no cells": change(("cells",), None),
    "a state that is a number": change(("cells", 1, "state"), "1"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refused(name: str) -> None:
    data = json.loads(json.dumps(document(TRAP)))
    assert certificate_of(data) == TRAP
    BROKEN[name](data)
    with pytest.raises(ValueError, match="must"):
        certificate_of(data)


@pytest.mark.parametrize("data", [None, [], "Trap", 3])
def test_what_is_no_document_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="form must be one of"):
        certificate_of(data)
