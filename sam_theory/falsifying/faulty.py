"""Theorems that cannot be attacked as they are built, told in one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.setting.method import Method
from sam_theory.statements.theorem import Theorem


class Faulty(Exception):
    """A part of a theorem that does not answer as it must; the message says which."""


@contextmanager
def told() -> Iterator[None]:
    """UsageError for what is faulty: it is kept from those that speak of one setting."""
    try:
        yield
    except Faulty as fault:
        raise UsageError(str(fault)) from fault


def require_conclusions(theorem: Theorem) -> None:
    """Raises UsageError for a theorem that promises nothing."""
    if not theorem.conclusions:
        raise UsageError(f"{theorem.name} must have a conclusion; got none; give `conclusions`")


def methods_of(theorem: Theorem, library: Library) -> tuple[Method, ...]:
    """The methods that the theorem is about and that draw nothing, simpler ones first.

    Those that state no bound of their error only where none does: nothing of it is proved.
    """
    known = (library.get("methods", name) for name in library.items("methods"))
    found = [m for m in known if _about(theorem, m) and not m.random]
    stating = [m for m in found if m.error is not None]
    return tuple(sorted(stating or found, key=lambda m: m.memory))


def _about(theorem: Theorem, method: Method) -> bool:
    try:
        return bool(theorem.about(method))
    except Exception as error:
        raise Faulty(
            f"`about` of {theorem.name} must say whether it speaks of a method; "
            f"of {method.name} it raises {error!r}; mend it"
        ) from error
