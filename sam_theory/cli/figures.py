"""`figures`: the paper's figures and tables, each with its data and a caption."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sam_theory.cli.list import print_lines
from sam_theory.cli.output import (
    JsonOption,
    LibraryOption,
    console,
    folders,
    placed,
    progress_bar,
    require_folder,
    require_writable,
    say,
    write_json,
)
from sam_theory.cli.workers import require_jobs
from sam_theory.errors import UsageError
from sam_theory.study.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.progress import Progress, TaskID
    from rich.table import Table

    from sam_theory.library.catalogues import Library
    from sam_theory.report.figure import FigureItem, Sheet, Work


def command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Figures and tables; none: list.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every figure and table.")] = False,
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="Where the files go; made if missing.")
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="FORMAT", help="png, pdf, svg; may be repeated."),
    ] = None,
    jobs: Annotated[int | None, typer.Option(help="Processes; default: every core.")] = None,
    keep: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="The kept study that table-1 to table-3 draw on."),
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = None,
) -> None:
    """How are the paper's figures and tables made?

    Example: sam-theory figures figure-1 --out plots --format pdf

    NAME.png (or .pdf, .svg) is the figure, NAME.csv its data, NAME.txt the caption, which states
    every parameter. The same call writes the same bytes. Without a name, lists what there is.
    Of --keep, a folder of check --keep, what is missing is computed; an empty one keeps a study.
    """
    from sam_theory.library.catalogues import Library
    from sam_theory.report.figure import Work

    catalogues = Library(folders(library), placed(keep, out, json))
    formats = _formats(form)
    require_writable(json)
    chosen = list(catalogues.made("figures")) if every else list(dict.fromkeys(names or ()))
    if not chosen:
        _list(catalogues, json)
        return
    items = [catalogues.get("figures", name) for name in chosen]
    if out is None:
        raise UsageError("figures needs a folder to write to; give --out DIR")
    require_folder(out)
    for item in items:
        require_writable(str(Path(out) / f"{_stem(item.name)}.csv"))
    require_jobs(jobs)
    work = Work(catalogues, keep=keep, jobs=jobs or os.cpu_count() or 1, tell=say)
    written = _written(work, items, Path(out), formats, console(json))
    write_json(
        json,
        "figures",
        {
            "files": [str(path) for paths, _ in written for path in paths],
            "captions": {
                item.name: caption for item, (_, caption) in zip(items, written, strict=True)
            },
        },
    )


def _formats(given: list[str] | None) -> tuple[str, ...]:
    """The formats named, once each; raises UsageError for one that is not written."""
    from sam_theory.report.drawing.saving import FORMATS

    named = [part.strip().lower() for text in given or ["png"] for part in text.split(",")]
    for name in named:
        if name not in FORMATS:
            raise UsageError(f"--format must be among {', '.join(FORMATS)}; got {name!r}")
    return tuple(dict.fromkeys(named))


def _list(library: Library, json: str | None) -> None:
    names = list(library.made("figures"))
    write_json(json, "figures", {"files": [], "captions": {}, "items": names})
    screen = console(json)
    entries = library.entries("figures")
    print_lines(screen, {name: entries[name].summary for name in names})
    screen.print("Nothing was made; name some of them, or give --all, with --out DIR.")


def _written(
    work: Work,
    items: Sequence[FigureItem[Any]],
    out: Path,
    formats: tuple[str, ...],
    screen: Console,
) -> list[tuple[list[Path], str]]:
    """Make the items one after the other; for each its files and its caption."""
    written = []
    for number, item in enumerate(items, 1):
        with progress_bar() as bar:  # closed before anything is printed, which it would garble
            task = bar.add_task(f"{item.name}, {number} of {len(items)}", total=None)

            def progress(done: int, total: int, bar: Progress = bar, task: TaskID = task) -> None:
                bar.update(task, completed=done, total=total)

            files, caption, sheet = _made(replace(work, progress=progress), item, formats)
        paths = [_write(out / f"{_stem(item.name)}.{end}", file) for end, file in files.items()]
        _print(screen, item, paths, caption, sheet)
        written.append((paths, caption))
    return written


def _made(
    work: Work, item: FigureItem[Any], formats: tuple[str, ...]
) -> tuple[dict[str, bytes], str, Sheet | None]:
    """The bytes of every file of an item by suffix, its caption, and a table's cells."""
    from sam_theory.report.drawing.saving import picture, table

    try:
        data = item.compute(work)
        caption = item.caption(data)
        files = {form: picture(item, data, form) for form in formats}
        files |= {"csv": table(item.record(data)), "txt": f"{caption}\n".encode()}
        return files, caption, item.sheet(data) if item.sheet else None
    except UsageError:
        raise
    except Exception as error:
        raise UsageError(f"{item.name} must compute and draw; it raises {error!r}") from error


def _stem(name: str) -> str:
    """The name of an item as that of a file: parameters may hold slashes and brackets."""
    return re.sub(r"[^\w.+-]+", "_", name).strip("_")


def _write(path: Path, content: bytes) -> Path:
    write_whole(str(path), lambda file: file.write(content))
    return path


def _print(
    screen: Console, item: FigureItem[Any], paths: Sequence[Path], caption: str, sheet: Sheet | None
) -> None:
    screen.print(item.name, style="bold")
    if sheet is not None:
        screen.print(_table(sheet))
    screen.print(caption)
    screen.print(f"Written: {', '.join(map(str, paths))}", soft_wrap=True)
    screen.print()


def _table(sheet: Sheet) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading, letter in zip(sheet.headings, sheet.align, strict=True):
        justify: Any = {"l": "left", "c": "center", "r": "right"}[letter]
        table.add_column(str(heading), justify=justify, overflow="fold")
    for number, row in enumerate(sheet.rows, 1):
        table.add_row(*map(str, row), end_section=number in sheet.rules)
    return table
