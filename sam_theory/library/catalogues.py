"""The catalogues: items by name, with parameters, those of the package and those of a user."""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.library.collecting import NAME, Entry, LeftOut, canonical, catalogue, file_name


@dataclass(frozen=True)
class Library:
    """All catalogues: those of the package, then those of the folders that a user names.

    What a command writes into these folders, the paths `outputs`, is no part of them.
    """

    folders: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()

    def entries(self, kind: str) -> Mapping[str, Entry]:
        """The entries of one kind by name, in alphabetical order; warns of what is left out."""
        return catalogue(kind, self.folders).entries

    def get(self, kind: str, text: str) -> Any:
        """The item that `text` names, as in `quadratic[eigenvalues=(1, 10)]`.

        Raises UsageError for an unknown name, with the nearest one, for bad parameters, and for
        what is broken.
        """
        return _item(self, kind, text)

    def entry(self, kind: str, name: str) -> Entry:
        """The entry of that name, without parameters; raises UsageError if there is none."""
        found = catalogue(kind, self.folders)
        if name in found.broken:
            raise UsageError(found.broken[name])
        if name in found.entries:
            return found.entries[name]
        near = nearest(name, found.entries.values())
        advice = f"the nearest is {near[0]!r}" if near else f"see `sam-theory list {kind}`"
        raise UsageError(f"{kind[:-1]} must be one of the catalogue; got {name!r}; {advice}")

    def matching(self, kind: str, patterns: Iterable[str]) -> tuple[str, ...]:
        """The names that patterns such as `khanh-*` match, in the order of the catalogue.

        Raises UsageError for a pattern that matches none, as `entry` does.
        """
        known = tuple(self.entries(kind))
        found: dict[str, None] = {}
        for pattern in patterns:
            matched = [name for name in known if fnmatchcase(name, pattern)]
            found |= dict.fromkeys(matched or [self._named(kind, pattern)])
        return tuple(sorted(found, key=lambda name: known.index(name) if name in known else -1))

    def _named(self, kind: str, text: str) -> str:
        """The name of an item that may have parameters; raises UsageError if there is none."""
        return str(self.get(kind, text).name) if "[" in text else self.entry(kind, text).name

    def names(self, kind: str, name: str) -> bool:
        """Whether there is an entry of that name, or a broken one."""
        found = catalogue(kind, self.folders)
        return name in found.entries or name in found.broken

    def made(self, kind: str) -> dict[str, Any]:
        """Every entry made without parameters, by name; warns of those that cannot be made."""
        return dict(self._makeable(kind, self.entries(kind)))

    def default_items(self, kind: str) -> tuple[str, ...]:
        """The canonical names of what a study runs: each family with its examples."""
        entries = self.entries(kind).values()
        listed = [canonical(entry, example) for entry in entries for example in entry.examples]
        return tuple(name for name, _ in self._makeable(kind, listed))

    def items(self, kind: str) -> tuple[str, ...]:
        """The canonical names of everything: each family with its examples, or as it is."""
        entries = self.entries(kind).values()
        listed = [canonical(e, example) for e in entries for example in e.examples or ({},)]
        return tuple(name for name, _ in self._makeable(kind, listed))

    def _makeable(self, kind: str, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
        for name in names:
            try:
                yield name, self.get(kind, name)
            except UsageError as error:
                warnings.warn(LeftOut(str(error)), stacklevel=3)


def nearest(name: str, entries: Iterable[Entry], count: int = 1) -> list[str]:
    """The names nearest to one that is none: those of the file of that name, then by spelling."""
    known = list(entries)
    inside = [entry.name for entry in known if file_name(entry.path) == name]
    spelled = difflib.get_close_matches(name, [e.name for e in known], n=count, cutoff=0.4)
    return list(dict.fromkeys([*inside, *spelled]))[:count]


@lru_cache(maxsize=1024)
def _item(library: Library, kind: str, text: str) -> Any:
    """The item, made once: two runs of a method by its name are of the same method."""
    name, parameters = parse_item(text)
    return library.entry(kind, name).build(parameters)


def parse_item(text: str) -> tuple[str, dict[str, Any]]:
    """Split `name[a=1, b=(2, 3)]` into the name and its parameters, which are literals."""
    match = re.fullmatch(rf"\s*({NAME})\s*(?:\[(.*)\])?\s*", text, re.DOTALL)
    if match is None:
        raise UsageError(f"an item must look like name or name[parameter=value]; got {text!r}")
    name, inside = match.groups()
    if not inside:
        return name, {}
    if len(inside) > 20_000:
        raise UsageError(f"parameters of {name} must be shorter than 20,000 characters")
    try:
        call = ast.parse(f"f({inside})", mode="eval").body
        if not isinstance(call, ast.Call) or call.args or any(k.arg is None for k in call.keywords):
            raise ValueError("not a list of parameter=value")
        return name, {str(k.arg): ast.literal_eval(k.value) for k in call.keywords}
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise UsageError(
            f"parameters of {name} must be literals, as in {name}[size=2]; got {inside[:80]!r}"
        ) from error
