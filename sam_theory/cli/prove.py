"""`prove`: the published proofs, checked step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import (
    JsonOption,
    LibraryOption,
    console,
    folders,
    progress_bar,
    require_writable,
    write_json,
)
from sam_theory.errors import require_proofs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from sam_theory.library.catalogues import Library
    from sam_theory.proofs.checking import Checked
    from sam_theory.proofs.reporting import Report


def command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Proofs; default: all.")
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = None,
) -> int:
    """Is the published proof right?

    Example: sam-theory prove khanh-3.2

    A step is proved, refuted with a witness, or undecided, with the reason; * marks what is not in
    print. Exit status 1 if a published step is refuted that is not a known erratum.
    """
    from sam_theory.library.catalogues import Library
    from sam_theory.proofs.base import base_text, trusted
    from sam_theory.report.proof_answer import proofs_answer, refuted_steps

    require_writable(json)
    require_proofs("prove")
    catalogues = Library(folders(library))
    chosen = list(dict.fromkeys(names or catalogues.entries("proofs")))
    found = _reports(catalogues, chosen)
    answer = proofs_answer([found[name] for name in chosen])
    _write(json, answer, [found[name] for name in chosen])
    screen = console(json)
    screen.print(f"{answer}\n", style="bold")
    for name in chosen:
        _print_proof(screen, found[name], alone=len(chosen) == 1)
    if len(chosen) > 1:
        _print_counts(screen, [found[name] for name in chosen])
        screen.print()
    screen.print(f"{base_text(trusted([found[name] for name in chosen]))}\n")
    screen.print(answer, style="bold")
    return int(any(refuted_steps(found[name], known=False) for name in chosen))


def _reports(library: Library, names: Sequence[str]) -> Mapping[str, Report]:
    from sam_theory.proofs.proof import Proof
    from sam_theory.proofs.reporting import report_all

    def find(name: str) -> Proof:
        proof = library.get("proofs", name)
        assert isinstance(proof, Proof)
        return proof

    proofs = [find(name) for name in names]
    with progress_bar() as bar:
        return report_all(bar.track(proofs, description="proofs"), find)


def _write(json: str | None, answer: str, reports: Sequence[Report]) -> None:
    from sam_theory.proofs.base import base_document, trusted
    from sam_theory.proofs.document import proof_document

    proofs = [proof_document(report) for report in reports]
    write_json(
        json,
        "prove",
        {"answer": answer, "proofs": proofs, "trusted": base_document(trusted(reports))},
    )


def _print_proof(screen: Console, report: Report, *, alone: bool) -> None:
    from sam_theory.report.tables import verdict_table
    from sam_theory.verdict import Status

    proof = report.proof
    screen.print(f"{proof.name}: {proof.summary}", style="bold")
    shown = [c for c in report.checked if alone or c.verdict.status is not Status.PROVED]
    if shown:
        rows = [(_named(c), c.verdict) for c in shown]
        screen.print(verdict_table(("step", "status", "evidence"), rows))
    for checked in shown:
        if checked.step.erratum and checked.verdict.fails:
            screen.print(f"  {checked.step.name}, a known erratum: {checked.step.erratum}.")
        if checked.step.run and checked.verdict.fails:
            screen.print(f"  {checked.step.name} is shown by: {checked.step.run}")
    parts = [(f"{p.text}{' *' if p.ours else ''}", report.part(p)) for p in proof.parts]
    screen.print(verdict_table(("conclusion", "status", "evidence"), parts))
    screen.print(f"Outcome: {proof.outcome}.")
    for text in report.unused:
        screen.print(f"Unused: {text}")
    screen.print()


def _named(checked: Checked) -> str:
    return f"{'  ' * len(checked.within)}{checked.step.name}{' *' if checked.step.ours else ''}"


def _print_counts(screen: Console, reports: Sequence[Report]) -> None:
    from rich.table import Table

    from sam_theory.verdict import Status

    table = Table(box=None, pad_edge=False)
    for heading in ("statement", "proved", "refuted", "undecided", "of ours", "conclusion"):
        table.add_column(heading, justify="left" if heading in ("statement",) else "right")
    for report in reports:
        ours = sum(c.step.ours for c in report.checked)
        counts = [report.published(status) for status in (Status.PROVED, Status.REFUTED)]
        rest = len(report.checked) - ours - sum(counts)
        row = (*counts, rest, ours)
        table.add_row(report.proof.name, *map(str, row), report.conclusion.status.value)
    screen.print(table)
