"""Vectors in named generators, and forms in their inner products and in named values; all over ℚ.

A worst case over functions is one over finitely many points, gradients and values (Drori, Teboulle
2014). The points are combinations of a few generators, whose Gram matrix is the unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

Pair = tuple[str, str]  # of generators a <= b, standing for ⟨a, b⟩


K = TypeVar("K", str, Pair)


def _sum(a: Mapping[K, Fraction], b: Mapping[K, Fraction], factor: Fraction) -> dict[K, Fraction]:
    total = dict(a)
    for key, value in b.items():
        total[key] = total.get(key, Fraction(0)) + factor * value
    return {key: value for key, value in total.items() if value != 0}


@dataclass(frozen=True)
class Vector:
    """Σ cₐ·a over generators a, with cₐ ≠ 0."""

    entries: Mapping[str, Fraction] = field(default_factory=dict)

    def __add__(self, other: Vector) -> Vector:
        return Vector(_sum(self.entries, other.entries, Fraction(1)))

    def __sub__(self, other: Vector) -> Vector:
        return Vector(_sum(self.entries, other.entries, Fraction(-1)))

    def __rmul__(self, factor: Fraction | int) -> Vector:
        return Vector({a: factor * c for a, c in self.entries.items() if factor != 0})

    def dot(self, other: Vector) -> Form:
        """⟨self, other⟩, which is linear in the Gram matrix."""
        products: dict[Pair, Fraction] = {}
        for a, c in self.entries.items():
            for b, d in other.entries.items():
                pair = (a, b) if a <= b else (b, a)
                products[pair] = products.get(pair, Fraction(0)) + c * d
        return Form(products={pair: c for pair, c in products.items() if c != 0})

    @property
    def squared(self) -> Form:
        """‖self‖²."""
        return self.dot(self)


ZERO = Vector()


def generator(name: str) -> Vector:
    """The generator of that name."""
    return Vector({name: Fraction(1)})


@dataclass(frozen=True)
class Form:
    """Σ q_ab ⟨a, b⟩ over pairs a <= b, plus Σ l_v v over values, plus a constant."""

    products: Mapping[Pair, Fraction] = field(default_factory=dict)
    values: Mapping[str, Fraction] = field(default_factory=dict)
    constant: Fraction = Fraction(0)

    def __add__(self, other: Form) -> Form:
        return self._plus(other, Fraction(1))

    def __sub__(self, other: Form) -> Form:
        return self._plus(other, Fraction(-1))

    def __rmul__(self, factor: Fraction | int) -> Form:
        return Form()._plus(self, Fraction(factor))

    def _plus(self, other: Form, factor: Fraction) -> Form:
        return Form(
            products=_sum(self.products, other.products, factor),
            values=_sum(self.values, other.values, factor),
            constant=self.constant + factor * other.constant,
        )

    def at(self, products: Mapping[Pair, Fraction], values: Mapping[str, Fraction]) -> Fraction:
        """The form where ⟨a, b⟩ and the values are these; what is not given is 0."""
        zero = Fraction(0)
        parts = (
            *(c * products.get(pair, zero) for pair, c in self.products.items()),
            *(c * values.get(name, zero) for name, c in self.values.items()),
        )
        return sum(parts, start=self.constant)

    def matrix(self, generators: tuple[str, ...]) -> list[list[Fraction]]:
        """The symmetric Q with Σ q_ab ⟨a, b⟩ = tr(QG), G the Gram matrix of the generators."""
        place = {name: i for i, name in enumerate(generators)}
        rows = [[Fraction(0)] * len(generators) for _ in generators]
        for (a, b), c in self.products.items():
            i, j = place[a], place[b]
            rows[i][j] += c / 2
            rows[j][i] += c / 2
        return rows


def number(value: Fraction | int) -> Form:
    """A constant."""
    return Form(constant=Fraction(value))


def unknown(name: str) -> Form:
    """The value of that name."""
    return Form(values={name: Fraction(1)})
