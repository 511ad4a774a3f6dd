"""What decides the numbers of a study beside what is asked: this program, what it computes with."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.library.collecting import FOLDERS, PACKAGE, content_folder

COMPUTING = ("numpy", "scipy", "sympy", "array-api-compat", "jax", "jaxlib", "python-flint")
MISSING = "not installed"
SHOWN = 12  # digits of a digest in a sentence
MOST_READ = 1_000_000_000  # bytes of library files
PASSED_OVER = ("__pycache__", ".git")

AS_TEXT = ("utf-8", "surrogateescape")  # whatever a file holds, and exactly that on the way back

Files = Mapping[str, str]  # the files of a library folder, by path inside it


@cache
def versions() -> Mapping[str, str]:
    """The version of this program, with the digest of its sources, and those of its packages."""
    own = f"{_version('sam-theory')}, sources {source_digest()[:SHOWN]}"
    return {"sam-theory": own, "python": platform.python_version()} | {
        name: _version(name) for name in COMPUTING
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return MISSING


@cache
def source_digest() -> str:
    """SHA-256 of the package's own modules, and of the catalogues that come with it."""
    inside = {str(p.relative_to(PACKAGE)): p for p in PACKAGE.rglob("*.py")}
    content = {
        f"{content_folder(kind).name}/{p.name}": p
        for kind in FOLDERS
        for p in content_folder(kind).glob("*.py")
    }
    return digest_of(
        {name: _digest(path.read_bytes()) for name, path in (inside | content).items()}
    )


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
def library_digest(library: Library) -> str:
    """SHA-256 of its files, wherever they lie; as they were at the first call."""
    named = _named(library.folders, library.outputs, MOST_READ)
    return digest_of([{name: _digest(_read(path)) for name, path in of.items()} for of in named])


def digest_of(document: Any) -> str:
    """SHA-256 of a document, whatever the order of its keys."""
    return _digest(json.dumps(document, sort_keys=True, ensure_ascii=True).encode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def apart(theirs: Mapping[str, Any], ours: Mapping[str, Any], where: str = "here") -> str:
    """The first thing in which two versions differ, in words; empty where they are the same."""
    for name in ours:
        if theirs.get(name) != ours[name]:
            return f"{name} {theirs.get(name, MISSING)}, and {where} it is {ours[name]}"
    return ""
