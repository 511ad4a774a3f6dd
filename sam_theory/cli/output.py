"""How commands write: a console, JSON documents, whole files or none."""

from __future__ import annotations

import contextlib
import json
import math
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sam_theory.errors import UsageError
from sam_theory.study.whole import takes_files, write_whole

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

STANDARD_OUTPUT = "-"
PRINTED = ("/dev/fd/1", "/dev/fd/2")  # links to where both streams go, on systems that have them
NARROWEST = 40  # columns; in fewer, tables fall apart into letters
LONGEST = 1000  # characters of a sentence: what was typed may be longer
INTERRUPTED = 130  # the exit status after Ctrl-C
INCONSISTENT = 3  # and where our verdicts contradict each other

JsonOption = Annotated[
    str | None,
    typer.Option("--json", metavar="FILE", help="Write the result as JSON; - is standard output."),
]
LibraryOption = Annotated[
    list[str] | None,
    typer.Option("--library", metavar="DIR", help="Add the content of a folder; may be repeated."),
]


def console(json_target: str | None) -> Console:
    """Standard output, or nothing at all where the JSON goes there."""
    from rich.console import Console

    # Names hold square brackets, which must not be read as markup.
    screen = Console(
        quiet=json_target == STANDARD_OUTPUT, highlight=False, markup=False, emoji=False
    )
    if screen.width < NARROWEST:
        screen.width = NARROWEST
    return screen


def say(sentence: str) -> None:
    """One line of bounded length on standard error, where that takes it."""
    line = " ".join(sentence.split())
    shown = line if len(line) <= LONGEST else f"{line[: LONGEST // 2]} … {line[-LONGEST // 2 :]}"
    with contextlib.suppress(OSError, ValueError):
        print(f"sam-theory: {shown}", file=sys.stderr, flush=True)


def progress_bar() -> Progress:
    """A progress bar on standard error, silent unless that is a terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        disable=not sys.stderr.isatty(),
        transient=True,
    )


def folders(library: list[str] | None) -> tuple[str, ...]:
    """The folders of --library; raises UsageError for one that is none, or holds nothing."""
    from sam_theory.library.collecting import FOLDERS

    for folder in library or ():
        if not Path(folder).is_dir():
            raise UsageError(f"--library must name a folder; got {folder!r}, which is none")
        inside = [path for name in FOLDERS.values() if (path := Path(folder) / name).is_dir()]
        if not inside:
            known = ", ".join(FOLDERS.values())
            raise UsageError(f"--library must hold a folder among {known}; {folder} has none")
        for path in (Path(folder), *inside):
            if not os.access(path, os.R_OK | os.X_OK):
                raise UsageError(f"--library must be readable; {path} is not")
    return tuple(str(Path(folder).resolve()) for folder in library or ())


def placed(*targets: str | None) -> tuple[str, ...]:
    """Where these outputs lie, those that are asked for, and what is printed, if in a file."""
    named = [target for target in targets if target and target != STANDARD_OUTPUT]
    return tuple(os.path.realpath(target) for target in (*named, *PRINTED))


def require_writable(target: str | None) -> None:
    """Raise UsageError, before any work, if the file could not be written."""
    if target is None or target == STANDARD_OUTPUT:
        return
    folder = Path(target).resolve().parent
    if not folder.is_dir():
        raise UsageError(f"an output file must lie in an existing folder; {folder} is none")
    if Path(target).is_dir() or not takes_files(folder):
        raise UsageError(f"an output file must be writable; {target} is not")


def require_folder(out: str) -> None:
    """Make the folder of --out; raise UsageError where that cannot be."""
    if not out:
        raise UsageError("--out must name a folder; got ''; . is this one")
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out must be a folder; {out} is not: {error.strerror}") from error


def write_json(
    target: str | None, command: str, fields: Mapping[str, Any], seed: int | None = None
) -> None:
    """Write a document of the public schema to a file or to standard output."""
    if target is None:
        return
    from sam_theory import __version__  # looked up in what is installed, which takes its time

    head = {"schema": "sam-theory/1", "version": __version__, "command": command}
    document = head | ({} if seed is None else {"seed": seed}) | dict(fields)
    if target == STANDARD_OUTPUT:
        sys.stdout.writelines(map(_ascii, _lines(document)))
    else:
        write_whole(target, lambda file: file.writelines(s.encode() for s in _lines(document)))


def _ascii(text: str) -> str:
    """The text, in escapes where standard output is not in UTF-8, as JSON is."""
    if sys.stdout.encoding.lower().replace("-", "") == "utf8":
        return text
    return "".join(c if c.isascii() else json.dumps(c)[1:-1] for c in text)


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The document as JSON, a line a field and a line an item of each list."""
    opening = "{"
    for key, value in document.items():
        yield f"{opening}{_encoded(key)}: "
        opening = ",\n"
        if isinstance(value, Iterator | list | tuple):
            yield from _list_lines(value)
        else:
            yield _encoded(value() if callable(value) else value)
    yield "}\n"


def _list_lines(items: Iterable[Any]) -> Iterator[str]:
    opening = "["
    for item in items:
        yield f"{opening}\n{_encoded(item)}"
        opening = ","
    yield "[]" if opening == "[" else "\n]"


def _encoded(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """The value with NaN and infinities replaced by None, at any depth."""
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return value
