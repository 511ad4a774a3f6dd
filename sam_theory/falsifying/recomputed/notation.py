"""Formulas as a person writes them, (3/4)x² − 1/(2(x + 1)²) or |x|^(3/2), read and evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

TOKEN = re.compile(r"\s*(\d+|[A-Za-z][₁-₉]?|‖x‖|[²³⁴]|[-−+/^()|])")
POWERS = {"²": 2, "³": 3, "⁴": 4}
MINUS = ("-", "−")

Number = Any  # of whatever may be added, multiplied, divided and raised to whole powers


class Unreadable(Exception):
    """What is written is not understood, or has no exact value here."""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What names stand for, and what is made of |y| and of y^(p/q)."""

    names: Mapping[str, Number]
    size: Callable[[Number], Number]
    root: Callable[[Number, Fraction], Number]


def evaluated(text: str, meaning: Meaning) -> Number:
    """The value of a formula; raises Unreadable where it has none."""
    reader = _Reader(_tokens(text), meaning)
    try:
        found = reader.sum()
    except ZeroDivisionError as error:
        raise Unreadable(f"{text!r} divides by 0") from error
    if reader.left:
        raise Unreadable(f"{text!r} cannot be read from {reader.left[0]!r} on")
    return found


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if match is None:
            raise Unreadable(f"{text!r} cannot be read from {text[at:]!r} on")
        found.append(match.group(1))
        at = match.end()
    return found


@dataclass
class _Reader:
    """sum = product ± product …, product = power or power/product, juxtaposed ones multiplied."""

    left: list[str]
    meaning: Meaning
    within: bool = False  # |…|, where another | ends it

    @property
    def next(self) -> str:
        return self.left[0] if self.left else ""

    def take(self, *wanted: str) -> str:
        if not self.left or (wanted and self.next not in wanted):
            raise Unreadable(f"{' or '.join(wanted)} is missing before {self.next!r}")
        return self.left.pop(0)

    def sum(self) -> Number:
        found = self._signed()
        while self.next in (*MINUS, "+"):
            sign = self.take()
            found = found + self.product() if sign == "+" else found - self.product()
        return found

    def _signed(self) -> Number:
        if self.next in MINUS:
            self.take()
            return -self.product()
        return self.product()

    def product(self, *, below: bool = False) -> Number:
        """What follows a bar, up to a sign, is below it; a second bar says nothing certain."""
        found = self.power()
        ends = (*MINUS, "+", ")", *("|" * self.within))
        while self.left and self.next not in ends:
            if self.next != "/":
                found = found * self.power()
            elif below:
                raise Unreadable("what is below a bar is divided: which is meant is not certain")
            else:
                self.take()
                found = found / self.product(below=True)
        return found

    def power(self) -> Number:
        found = self.atom()
        if self.next in POWERS:
            return found ** POWERS[self.take()]
        if self.next == "^":
            self.take()
            exponent = self._exponent()
            if exponent.denominator == 1:
                return found**exponent.numerator
            return self.meaning.root(found, exponent)
        return found

    def _exponent(self) -> Fraction:
        if self.next != "(":
            return Fraction(self._whole())
        self.take("(")
        top = self._whole()
        self.take("/")
        found = Fraction(top, self._whole())
        self.take(")")
        return found

    def _whole(self) -> int:
        if not self.next.isdecimal():
            raise Unreadable(f"an exponent is missing before {self.next!r}")
        return int(self.take())

    def atom(self) -> Number:
        token = self.take()
        if token.isdecimal():
            return self.meaning.names["1"] * int(token)
        if token == "(":
            found = self.sum()
            self.take(")")
            return found
        if token == "|" and not self.within:
            self.within = True
            found = self.sum()
            self.take("|")
            self.within = False
            return self.meaning.size(found)
        if token not in self.meaning.names:
            raise Unreadable(f"{token!r} is not known")
        return self.meaning.names[token]
