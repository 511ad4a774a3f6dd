"""What decides the numbers of a study beside what is asked: this program, what it computes with."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.library.collecting import FOLDERS, PACKAGE, content_folder

COMPUTING = ("numpy", "scipy", "sympy", "array-api-compat", "jax", "jaxlib", "python-flint")
MISSING = "not installed"
SHOWN = 12  # digits of a digest in a sentence

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


def files_of(folders: Iterable[str]) -> list[Files]:
    """All files in the catalogues of a user's folders, by their paths inside each.

    Data that a module reads count, what Python writes beside it and hidden files do not. Raises
    UsageError for a file that cannot be read.
    """
    return [
        {
            path.relative_to(folder).as_posix(): _text(path)
            for name in FOLDERS.values()
            for path in sorted((Path(folder) / name).rglob("*"))
            if path.is_file() and not _passed_over(path.relative_to(folder))
        }
        for folder in folders
    ]


def _passed_over(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode(*AS_TEXT)
    except OSError as error:
        raise UsageError(f"{path} must be readable; {error.strerror}") from error


@cache
def library_digest(folders: tuple[str, ...]) -> str:
    """SHA-256 of the files of these folders, wherever they lie; as they were at the first call."""
    return digest_of(files_of(folders))


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
