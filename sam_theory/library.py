"""The catalogues: content collected from folders, one item or one parametrized family a file."""

from __future__ import annotations

import ast
import difflib
import importlib.util
import inspect
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from sam_theory.errors import UsageError

PACKAGE = Path(__file__).parent

# kind: (folder, annotation of a family, class of a ready-made item)
KINDS: Mapping[str, str] = {
    "problems": "Problem",
    "methods": "Method",
    "theorems": "Theorem",
    "proofs": "Proof",
    "figures": "FigureItem",
}
SIZES, LARGEST = ("dimension", "columns"), 100_000  # parameters that count coordinates
FOLDERS: Mapping[str, str] = {kind: kind for kind in KINDS} | {"proofs": "proofs_checks"}


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

    @property
    def source(self) -> str:
        """Where the item comes from, in its own words."""
        return str(getattr(self.make(), "source", ""))

    def build(self, parameters: Mapping[str, Any]) -> Any:
        """The item with these parameters, under its canonical name."""
        unknown = sorted(set(parameters) - set(self.defaults))
        if unknown:
            known = ", ".join(self.defaults) or "none"
            raise UsageError(
                f"parameters of {self.name} must be among: {known}; got {unknown[0]!r}"
            )
        for key, value in parameters.items():
            _require_size(self.name, key, value)
            _require_kind(self.name, key, value, self.defaults[key])
        try:
            item = self.make(**parameters)
        except UsageError:
            raise
        except (TypeError, ValueError, ArithmeticError, LookupError, MemoryError) as error:
            raise UsageError(f"{canonical(self, parameters)} cannot be made: {error}") from error
        return replace(item, name=canonical(self, parameters))


def _require_size(name: str, key: str, value: object) -> None:
    """Refuse at once a number of coordinates that no memory holds, and one that is no count."""
    if key not in SIZES:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST:
        raise UsageError(f"{key} of {name} must be an integer from 1 to {LARGEST:,}; got {value!r}")


def _require_kind(name: str, key: str, value: object, default: object) -> None:
    """Numbers where the default is a number, sequences of numbers where it is one."""
    wanted = next((kind for kind, of in SHAPES.items() if of(default)), None)
    if wanted is not None and not SHAPES[wanted](value):
        raise UsageError(f"{key} of {name} must be {wanted}, such as {default!r}; got {value!r}")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _are_numbers(value: object) -> bool:
    return isinstance(value, tuple | list) and all(_is_number(entry) for entry in value)


SHAPES: Mapping[str, Callable[[object], bool]] = {
    "a number": _is_number,
    "a tuple of numbers": _are_numbers,
}


@dataclass(frozen=True)
class Library:
    """All catalogues: those of the package, then those of the folders that a user names."""

    folders: tuple[str, ...] = ()

    def entries(self, kind: str) -> Mapping[str, Entry]:
        """The entries of one kind by name, in alphabetical order."""
        return _catalogue(kind, self.folders)

    def get(self, kind: str, text: str) -> Any:
        """The item that `text` names, as in `quadratic[eigenvalues=(1, 10)]`.

        Raises UsageError for an unknown name, with the nearest one, and for bad parameters.
        """
        return _item(self, kind, text)

    def entry(self, kind: str, name: str) -> Entry:
        """The entry of that name, without parameters; raises UsageError if there is none."""
        entries = self.entries(kind)
        if name in entries:
            return entries[name]
        near = difflib.get_close_matches(name, entries, n=1, cutoff=0.4)
        advice = f"the nearest is {near[0]!r}" if near else f"see `sam-theory list {kind}`"
        raise UsageError(f"{kind[:-1]} must be one of the catalogue; got {name!r}; {advice}")

    def default_items(self, kind: str) -> tuple[str, ...]:
        """The canonical names of what a study runs: each family with its examples."""
        return tuple(
            canonical(entry, example)
            for entry in self.entries(kind).values()
            for example in entry.examples
        )

    def items(self, kind: str) -> tuple[str, ...]:
        """The canonical names of everything: each family with its examples, or as it is."""
        return tuple(
            canonical(entry, example)
            for entry in self.entries(kind).values()
            for example in entry.examples or ({},)
        )


@lru_cache(maxsize=1024)
def _item(library: Library, kind: str, text: str) -> Any:
    """The item, made once: two runs of a method by its name are of the same method."""
    name, parameters = parse_item(text)
    return library.entry(kind, name).build(parameters)


def parse_item(text: str) -> tuple[str, dict[str, Any]]:
    """Split `name[a=1, b=(2, 3)]` into the name and its parameters, which are literals."""
    match = re.fullmatch(r"\s*([\w.+-]+)\s*(?:\[(.*)\])?\s*", text, re.DOTALL)
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
def _catalogue(kind: str, folders: tuple[str, ...]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for folder in (content_folder(kind), *(Path(f) / FOLDERS[kind] for f in folders)):
        for path in sorted(folder.glob("*.py")):
            if path.stem == "__init__":
                continue
            for entry in _entries_of(kind, path):
                if entry.name in found:
                    raise UsageError(
                        f"names in {FOLDERS[kind]} must be unique; {entry.name!r} in {path} "
                        f"is taken by {found[entry.name].path}; rename it"
                    )
                found[entry.name] = entry
    return dict(sorted(found.items()))


def _entries_of(kind: str, path: Path) -> list[Entry]:
    module = _load(kind, path)
    made = (_entry(kind, path, module, name) for name in vars(module) if not name.startswith("_"))
    return [entry for entry in made if entry is not None]


def _entry(kind: str, path: Path, module: ModuleType, attribute: str) -> Entry | None:
    item = getattr(module, attribute)
    if inspect.isfunction(item) and item.__module__ == module.__name__:
        return _family(kind, path, module, item)
    if type(item).__name__ != KINDS[kind]:
        return None
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
    return Entry(
        kind=kind,
        name=make.__name__.replace("_", "-"),
        summary=(make.__doc__ or module.__doc__ or "").strip().split("\n")[0],
        make=make,
        defaults=defaults,
        examples=examples if examples or not listed else ({},),
        path=path,
    )


def _load(kind: str, path: Path) -> ModuleType:
    name = f"sam_theory_content.{kind}.{path.parent.parent.name}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise UsageError(f"{path} must be an importable module; got {error!r}") from error
    return module
