"""What decides the numbers of a study beside what is asked: this program, what it computes with."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.library.collecting import FOLDERS, PACKAGE, content_folder

COMPUTING = (
    *("numpy", "scipy", "sympy", "mpmath", "array-api-compat"),
    *("jax", "jaxlib", "python-flint"),
)
MISSING = "not installed"
SHOWN = 12  # digits of a digest in a sentence
MOST_READ = 1_000_000_000  # bytes of library files
PASSED_OVER = ("__pycache__", ".git")

NAMED = ("problems", "methods", "theorems")  # catalogues whose items a study names
ROOM = "study"  # of the package, where an order is carried out
# They begin with letters: what begins with the edge of a word is found in ten times the time.
MENTION = re.compile(rb"sam_theory\.(\w+)")
WHOLE = (
    re.compile(rb"from\s+sam_theory\s+import\b"),
    re.compile(rb"import\s+sam_theory\b(?!\.)"),
)

AS_TEXT = ("utf-8", "surrogateescape")  # whatever a file holds, and exactly that on the way back

Files = Mapping[str, str]  # the files of a library folder, by path inside it


@cache
def versions() -> Mapping[str, str]:
    """The version of this program, with the digest of what computes, and those of its packages."""
    own = f"{_version('sam-theory')}, sources {digest_of(_digests(_computing()))[:SHOWN]}"
    return {"sam-theory": own, **packages()}


@cache
def packages() -> Mapping[str, str]:
    """The versions of Python, and of the packages that results depend on."""
    return {"python": platform.python_version()} | {name: _version(name) for name in COMPUTING}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return MISSING


# ---- the sources of this program


@cache
def program_digest() -> str:
    """SHA-256 of all modules, and of the catalogues that come with them."""
    return digest_of(_digests(_sources()))


def _sources() -> Mapping[str, Path]:
    """The modules of the package, and the files of all catalogues, by their path in it."""
    inside = {p.relative_to(PACKAGE).as_posix(): p for p in PACKAGE.rglob("*.py")}
    content = {
        f"{content_folder(kind).name}/{p.name}": p
        for kind in FOLDERS
        for p in content_folder(kind).glob("*.py")
    }
    return inside | content


def _computing(others: Iterable[bytes] = ()) -> Mapping[str, Path]:
    """The sources that can change a result: whatever a study, or these other texts, can import."""
    sources = _sources()
    rooms: dict[str, list[str]] = {}
    for name in sources:
        rooms.setdefault(name.partition("/")[0].removesuffix(".py"), []).append(name)
    left = {room for text in others for room in _mentioned(text, rooms)}
    left |= {"__init__", ROOM, *(content_folder(kind).name for kind in NAMED)}
    found: dict[str, Path] = {}
    while left:
        for name in rooms.pop(left.pop(), ()):
            found[name] = sources[name]
            if name != "__init__.py":  # which imports what it names when that is asked for
                left |= _mentioned(sources[name].read_bytes(), rooms)
    return found


def _mentioned(text: bytes, rooms: Iterable[str]) -> set[str]:
    """The rooms that a module names, wherever it does; every one where it imports the package."""
    if any(whole.search(text) for whole in WHOLE):
        return set(rooms)
    return {room.decode() for room in MENTION.findall(text)}


def _digests(sources: Mapping[str, Path]) -> Mapping[str, str]:
    return {name: bytes_digest(path.read_bytes()) for name, path in sources.items()}


# ---- the files of a user's libraries


def files_of(folders: Iterable[str], outputs: Iterable[str], most: int) -> list[Files]:
    """All files below a user's folders, by their paths inside each.

    Hidden ones and linked ones count: a module may read any of them. What Python and Git write does
    not, nor do `outputs`, the paths of what a command writes. Raises UsageError for a file that
    cannot be read, and for more than so many bytes.
    """
    named = _named(folders, outputs, most)
    return [{name: _read(of[name]).decode(*AS_TEXT) for name in sorted(of)} for of in named]


def _named(folders: Iterable[str], outputs: Iterable[str], most: int) -> list[dict[str, Path]]:
    left_out = frozenset(outputs)
    try:
        named = [dict(_below(Path(folder), left_out)) for folder in folders]
        sizes = {path: path.stat().st_size for of in named for path in of.values()}
    except OSError as error:
        raise UsageError(f"{error.filename} must be readable; {error.strerror}") from error
    if sum(sizes.values()) > most:
        raise UsageError(
            f"library files must be of {most:,} bytes or fewer together; got "
            f"{sum(sizes.values()):,}, most of them in {max(sizes, key=lambda path: sizes[path])}; "
            "leave out what no module reads"
        )
    return named


def _below(folder: Path, outputs: frozenset[str]) -> Iterator[tuple[str, Path]]:
    """The files below a folder; a link to a folder that it lies in is not followed."""
    above = {str(folder): frozenset({os.path.realpath(folder)})}
    for at, inside, names in os.walk(folder, onerror=_stop, followlinks=True):
        real = {name: os.path.realpath(Path(at, name)) for name in (*inside, *names)}
        inside[:] = [
            name
            for name in inside
            if name not in PASSED_OVER and real[name] not in outputs | above[at]
        ]
        above |= {os.path.join(at, name): above[at] | {real[name]} for name in inside}
        for name in names:
            path = Path(at, name)
            if name not in PASSED_OVER and real[name] not in outputs and path.is_file():
                yield path.relative_to(folder).as_posix(), path


def _stop(error: OSError) -> None:
    raise error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} must be readable; {error.strerror}") from error


@cache
def library_files(library: Library) -> list[dict[str, str]]:
    """SHA-256 of each file of each folder, wherever it lies; as they were at the first call."""
    return _library_files(library)


def _library_files(library: Library) -> list[dict[str, str]]:
    named = _named(library.folders, library.outputs, MOST_READ)
    return [{name: bytes_digest(_read(path)) for name, path in of.items()} for of in named]


@cache
def library_digest(library: Library) -> str:
    """SHA-256 of its files; as they were at the first call.

    Also of what only they import of this program, which a study without them has no use for.
    """
    digests = library_files(library)
    named = _named(library.folders, library.outputs, MOST_READ)
    modules = [_read(path) for of in named for path in of.values() if path.suffix == ".py"]
    known = _computing().keys() if modules else ()
    own = {n: path for n, path in _computing(modules).items() if n not in known} if modules else {}
    return digest_of([*digests, _digests(own)] if own else digests)


def require_still(library: Library) -> None:
    """Raise UsageError where files of the library are not what they were at the first look.

    Files may have come: modules may write some.
    """
    before, found = library_files(library), _library_files(library)
    now = [{n: new[n] for n in old if n in new} for old, new in zip(before, found, strict=True)]
    words = differing(before, now)
    if words:
        raise UsageError(f"library files must stay as they are while a study runs; {words}")


def differing(before: Sequence[Mapping[str, str]], now: Sequence[Mapping[str, str]]) -> str:
    """The first file in which folders differ, in words; empty where there is none."""
    nothing: Mapping[str, str] = {}
    for old, new in zip_longest(before, now, fillvalue=nothing):
        for name in sorted(old.keys() | new.keys()):
            if old.get(name) != new.get(name):
                how = "is gone" if name not in new else "is new" if name not in old else "changed"
                return f"{name} {how}"
    return ""


def digest_of(document: Any) -> str:
    """SHA-256 of a document, whatever the order of its keys."""
    return bytes_digest(json.dumps(document, sort_keys=True, ensure_ascii=True).encode())


def bytes_digest(data: bytes) -> str:
    """SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def apart(theirs: Mapping[str, Any], ours: Mapping[str, Any], where: str = "here") -> str:
    """The first thing in which two versions differ, in words; empty where they are the same."""
    for name in ours:
        if theirs.get(name) != ours[name]:
            return f"{name} {theirs.get(name, MISSING)}, and {where} it is {ours[name]}"
    return ""
