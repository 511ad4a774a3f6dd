"""What is to be proved, as data; of proofs, theorems need no more than this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Given:
    """A hypothesis, a definition or a conclusion of a theorem: its key, in words, as a formula."""

    key: str
    text: str
    formula: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a theorem says: what may be assumed, and what is to be shown.

    `needs` are, for the key of a conclusion, the keys of hypotheses that it alone asks for. What
    the theorem of that name in the catalogue says comes from there, and is not typed again.
    """

    hypotheses: tuple[Given, ...] = ()
    definitions: tuple[Given, ...] = ()
    conclusions: tuple[Given, ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
