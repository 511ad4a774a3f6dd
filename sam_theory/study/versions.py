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

from sam_theory.library.collecting import FOLDERS, PACKAGE, content_folder

COMPUTING = ("numpy", "scipy", "sympy", "array-api-compat", "jax", "jaxlib", "python-flint")
MISSING = "not installed"
SHOWN = 12  # digits of a digest in a sentence

Files = Mapping[str, str]  # the texts of a library folder, by path inside it


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
    """The texts of the modules in folders of a user, by their paths inside each."""
    return [
        {
            f"{name}/{path.name}": path.read_text(encoding="utf-8", errors="surrogateescape")
            for name in FOLDERS.values()
            for path in sorted((Path(folder) / name).glob("*.py"))
        }
        for folder in folders
    ]


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
