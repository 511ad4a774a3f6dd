"""Closed claims over the reals and over vectors of any ℝⁿ, as text."""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.proofs.language import all_names


@dataclass(frozen=True)
class Claim:
    """∀ variables: givens ⟹ then, as text in the language of `language`.

    What follows is about the values that a witness against the claim may give to variables that
    stand for something: `integers` are natural numbers; `apart` are formulas that hold where
    different variables can have any values, as those of f(y) and f(z) can where y ≠ z; a variable
    that is `bound` to a meaning, such as that of exp(a), can not have any value.
    """

    given: tuple[str, ...]
    then: str
    vectors: tuple[str, ...]
    integers: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()

    @property
    def scalars(self) -> tuple[str, ...]:
        """The variables that stand for numbers, sorted."""
        return tuple(n for n in all_names((*self.given, self.then)) if n not in self.vectors)
