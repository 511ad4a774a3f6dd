"""`audit`: the facts of problems, a user's own included, held against samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import (
    INTERRUPTED,
    JsonOption,
    LibraryOption,
    console,
    folders,
    progress_bar,
    require_writable,
    write_json,
)
from sam_theory.errors import require_between

if TYPE_CHECKING:
    from sam_theory.auditing.audit import FactVerdict
    from sam_theory.library.catalogues import Library


def command(
    names: Annotated[list[str] | None, typer.Argument(help="Problems; default: all.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the samples.")] = 0,
    library: LibraryOption = None,
    json: JsonOption = None,
) -> int:
    """Are the facts that my problem states true?

    Example: sam-theory audit quadratic

    Samples can refute a fact, and never prove one. Exit status 1 if one fails.
    """
    from sam_theory.library.catalogues import Library
    from sam_theory.report.items.wording import NAMES
    from sam_theory.report.tables import verdict_table
    from sam_theory.study.study import MOST_SEED

    require_between("--seed", seed, 0, MOST_SEED)
    require_writable(json)
    catalogues = Library(folders(library))
    chosen = names or list(catalogues.items("problems"))
    found: dict[str, tuple[FactVerdict, ...]] = {}
    interrupted = False
    try:
        _audit(catalogues, chosen, seed, found)
    except KeyboardInterrupt:
        interrupted = True
    facts = [
        {"problem": name, "fact": item.fact, **item.verdict.document()}
        for name, items in found.items()
        for item in items
    ]
    write_json(json, "audit", {"facts": facts}, seed=seed)
    screen = console(json)
    for name, items in found.items():
        failed = [item for item in items if item.verdict.fails]
        shown = items if len(found) == 1 else failed
        counts = ", ".join(f"{n} {status}" for status, n in _counts(items))
        screen.print(f"{name}: {counts}", style="bold red" if failed else None)
        if shown:
            rows = [(NAMES.get(item.fact, item.fact), item.verdict) for item in shown]
            screen.print(verdict_table(("fact", "status", "evidence"), rows))
    if interrupted:
        screen.print(f"Interrupted after {len(found)} of {len(chosen)} problems.")
        return INTERRUPTED
    return int(any(item.verdict.fails for items in found.values() for item in items))


def _audit(
    library: Library, names: list[str], seed: int, found: dict[str, tuple[FactVerdict, ...]]
) -> None:
    """Audit every problem and put its verdicts into `found`, which outlives an interruption."""
    from sam_theory.auditing.audit import audit
    from sam_theory.study.running import generator

    problems = {name: library.get("problems", name) for name in names}
    with progress_bar() as bar:
        for name in bar.track(problems, description="problems"):
            found[problems[name].name] = audit(problems[name], generator(seed, name))


def _counts(items: tuple[FactVerdict, ...]) -> list[tuple[str, int]]:
    from sam_theory.verdict import Status

    statuses = [item.verdict.status for item in items]
    return [(s.value, statuses.count(s)) for s in Status if s in statuses]
