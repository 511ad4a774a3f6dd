"""What was said of a kept study, beside it, for as long as nothing changes that decides it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.study.versions import bytes_digest, digest_of, packages, program_digest
from sam_theory.study.whole import write_whole

TOLD = "told.json"

Document = Mapping[str, Any]


def recalled(folder: str, asked: Document) -> Any:
    """What was said to the same request of the same files; None where that is not there.

    Reads no finding: of a study of ten thousand that takes longer than everything else.
    """
    try:
        found = json.loads((Path(folder) / TOLD).read_text(encoding="utf-8"))
        if found["of"] == _digest(folder, asked) and found["digest"] == digest_of(found["said"]):
            return found["said"]
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        pass  # whatever is amiss, everything is read
    return None


def remember(folder: str, asked: Document, said: Any, known: Mapping[str, str]) -> None:
    """Keep what was said, where the folder takes files.

    It rests on files as they were read or written, whose digests are `known`, by name: one that has
    changed since then is another one.
    """
    with suppress(OSError, UsageError):
        of = _digest(folder, asked, known)
        text = json.dumps({"of": of, "digest": digest_of(said), "said": said}, ensure_ascii=False)
        write_whole(str(Path(folder) / TOLD), lambda file: file.write(text.encode()))


def _digest(folder: str, asked: Document, known: Mapping[str, str] | None = None) -> str:
    """SHA-256 of all that decides what is said: the request, the program, every file."""
    files = dict(known or {})
    for name, path in _files(Path(folder)):
        files[name] = files.get(name) or bytes_digest(path.read_bytes())
    return digest_of([asked, program_digest(), dict(packages()), files])


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Those of the study, whatever their names; its folder of blocks may be a link to another."""
    for path in (*folder.glob("[!.]*"), *folder.glob("[!.]*/[!.]*")):
        if path.is_file() and path.name != TOLD:
            yield path.relative_to(folder).as_posix(), path
