"""Content collected from folders: one item or one parametrized family a file."""

from __future__ import annotations

import importlib.util
import inspect
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.library.domains import USUAL, Domain

PACKAGE = Path(__file__).parents[1]

# kind: (folder, annotation of a family, class of a ready-made item)
KINDS: Mapping[str, str] = {
    "problems": "Problem",
    "methods": "Method",
    "theorems": "Theorem",
    "proofs": "Proof",
    "figures": "FigureItem",
}
FOLDERS: Mapping[str, str] = {kind: kind for kind in KINDS} | {"proofs": "proofs_checks"}
NAME = r"[\w.+-]+"
LONGEST = 200  # characters of what a user's module says when it breaks


class LeftOut(UserWarning):
    """What is broken and left out of a catalogue: the message names it and says why."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One name of a catalogue: a ready-made item, or a family of items with parameters."""

    kind: str
    name: str
    summary: str
    make: Callable[..., Any]
    defaults: Mapping[str, Any]
    examples: tuple[Mapping[str, Any], ...]  # what the default study runs
    path: Path
    domains: Mapping[str, Domain] = field(default_factory=dict)  # what parameters may be

    def build(self, parameters: Mapping[str, Any]) -> Any:
        """The item with these parameters, under its canonical name."""
        unknown = sorted(set(parameters) - set(self.defaults))
        if unknown:
            known = ", ".join(self.defaults) or "none"
            raise UsageError(
                f"parameters of {self.name} must be among: {known}; got {unknown[0]!r}"
            )
        for key, value in parameters.items():
            self._require(key, value)
        name = canonical(self, parameters)
        try:
            item = self.make(**parameters)
        except UsageError:
            raise
        except (Exception, SystemExit) as error:  # whatever a user's function raises
            raise UsageError(f"{name} cannot be made: {told(error)}") from error
        if type(item).__name__ != KINDS[self.kind]:
            raise UsageError(
                f"{self.make.__name__} in {self.path} must return a {KINDS[self.kind]}; "
                f"got {type(item).__name__}"
            )
        return item if item.name == name else replace(item, name=name)

    def _require(self, key: str, value: object) -> None:
        """Refuse what is not in the domain, or where none is stated, of another kind."""
        domain, default = self.domains.get(key), self.defaults[key]
        if domain is None:
            kind = next((kind for kind, of in SHAPES.items() if of(default)), None)
            wanted = kind and not SHAPES[kind](value) and f"{kind}, such as {default!r}"
        else:
            wanted = "" if domain.holds(value) else domain.text
        if wanted:
            raise UsageError(f"{key} of {self.name} must be {wanted}; got {value!r}")


@dataclass(frozen=True)
class Catalogue:
    """The entries of one kind by name, and what is left out: its name, and why, in a sentence.

    A name that stands for two things stands for none.
    """

    entries: Mapping[str, Entry]
    broken: Mapping[str, str]


def told(error: BaseException) -> str:
    """The kind of an exception and what it says, on one line of bounded length."""
    words = " ".join(str(error).split())
    text = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _are_numbers(value: object) -> bool:
    return isinstance(value, tuple | list) and all(_is_number(entry) for entry in value)


SHAPES: Mapping[str, Callable[[object], bool]] = {
    "a number": _is_number,
    "a tuple of numbers": _are_numbers,
}


def canonical(entry: Entry, parameters: Mapping[str, Any]) -> str:
    """The name as reported: parameters in the family's order, those at their default omitted."""
    shown = [
        f"{key}={parameters[key]!r}"
        for key, default in entry.defaults.items()
        if key in parameters and parameters[key] != default
    ]
    return f"{entry.name}[{', '.join(shown)}]" if shown else entry.name


def content_folder(kind: str) -> Path:
    """Where the package's own content of that kind lies: inside it, or at the checkout's root."""
    inside = PACKAGE / FOLDERS[kind]
    return inside if inside.is_dir() else PACKAGE.parent / FOLDERS[kind]


@cache
def catalogue(kind: str, folders: tuple[str, ...]) -> Catalogue:
    """What the package and these folders hold of one kind; warns of what is left out."""
    found: dict[str, Entry] = {}
    broken: dict[str, str] = {}
    for path in _modules(kind, folders):
        try:
            entries = _entries_of(kind, path)
        except UsageError as error:
            broken[file_name(path)] = str(error)
            continue
        for entry in entries:
            taken = found.setdefault(entry.name, entry)
            if taken is not entry:
                broken[entry.name] = (
                    f"names in {FOLDERS[kind]} must be unique; {entry.name!r} in {path} "
                    f"is taken by {taken.path}; rename it"
                )
    for sentence in broken.values():
        warnings.warn(LeftOut(sentence), stacklevel=2)
    return Catalogue({n: found[n] for n in sorted(found) if n not in broken}, broken)


def _modules(kind: str, folders: tuple[str, ...]) -> Iterator[Path]:
    for folder in (content_folder(kind), *(Path(f) / FOLDERS[kind] for f in folders)):
        yield from (path for path in sorted(folder.glob("*.py")) if path.name[0] != "_")


def file_name(path: Path) -> str:
    """The name that a file's only item is expected to have."""
    return path.stem.replace("_", "-")


def _entries_of(kind: str, path: Path) -> list[Entry]:
    """The items of a file; raises UsageError where it is broken, or has none."""
    module = load(kind, path)
    try:
        names = [name for name in vars(module) if not name.startswith("_")]
        found = [entry for name in names if (entry := _entry(kind, path, module, name))]
    except UsageError:
        raise
    except Exception as error:  # what a user's module may hold in place of names and examples
        raise UsageError(f"the items of {path} cannot be read: {told(error)}") from error
    if not found:
        raise UsageError(
            f"{path} must hold a {KINDS[kind]}, or a function that is annotated to return one; "
            "got neither"
        )
    return found


def _entry(kind: str, path: Path, module: ModuleType, attribute: str) -> Entry | None:
    item = getattr(module, attribute)
    if inspect.isfunction(item) and item.__module__ == module.__name__:
        return _family(kind, path, module, item)
    if type(item).__name__ != KINDS[kind]:
        return None
    if not re.fullmatch(NAME, item.name):
        raise UsageError(
            f"names must be of letters, digits, '-', '.' and '+'; got {item.name!r} in {path}"
        )
    return Entry(
        kind=kind,
        name=item.name,
        summary=getattr(item, "summary", "") or (module.__doc__ or "").strip().split("\n")[0],
        make=lambda: item,
        defaults={},
        examples=({},),
        path=path,
    )


def _family(kind: str, path: Path, module: ModuleType, make: Callable[..., Any]) -> Entry | None:
    returns = make.__annotations__.get("return")
    if returns != KINDS[kind] and getattr(returns, "__name__", None) != KINDS[kind]:
        return None
    parameters = inspect.signature(make).parameters.values()
    if any(p.kind is not p.KEYWORD_ONLY or p.default is p.empty for p in parameters):
        raise UsageError(
            f"parameters of {make.__name__} in {path} must be keyword-only with defaults"
        )
    defaults = {p.name: p.default for p in parameters}
    listed: tuple[Mapping[str, Any], ...] = getattr(module, "examples", ({},))
    examples = tuple(example for example in listed if set(example) <= set(defaults))
    known: Mapping[str, Domain] = USUAL | getattr(module, "domains", {})
    return Entry(
        kind=kind,
        name=make.__name__.replace("_", "-"),
        summary=(make.__doc__ or module.__doc__ or "").strip().split("\n")[0],
        make=make,
        defaults=defaults,
        examples=examples if examples or not listed else ({},),
        path=path,
        domains={key: known[key] for key in defaults if key in known},
    )


class Uncached(SourceFileLoader):
    """Compiles what stands in the file: a cached module may be of a file with the same time."""

    def path_stats(self, path: Any) -> Mapping[str, Any]:
        """Nothing that a cached module could be compared with."""
        raise OSError


def load(kind: str, path: Path) -> ModuleType:
    """The module of a catalogue that stands in this file; raises UsageError where it raises."""
    name = f"sam_theory_content.{kind}.{path.parent.parent.name}.{path.stem}"
    loading = SourceFileLoader if path.parent == content_folder(kind) else Uncached
    spec = importlib.util.spec_from_loader(name, loading(name, str(path)))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise UsageError(f"{path} must be an importable module; it raises {told(error)}") from error
    return module
