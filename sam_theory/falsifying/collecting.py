"""The kinds of functions: those of every module of their folder."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from sam_theory.falsifying import kinds
from sam_theory.falsifying.functions import Kind


@cache
def kinds_of_functions() -> tuple[Kind, ...]:
    """All of them, module by module; what stands twice is drawn twice as often."""
    names = sorted(found.name for found in iter_modules(kinds.__path__))
    modules = [import_module(f"{kinds.__name__}.{name}") for name in names]
    found = tuple(kind for module in modules for kind in module.KINDS)
    return (*found, *(kind for kind in found if not kind.rare))
