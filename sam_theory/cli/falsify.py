"""`falsify`: a statement attacked, with and without each of its hypotheses."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.interrupting import held
from sam_theory.cli.output import (
    INCONSISTENT,
    INTERRUPTED,
    JsonOption,
    LibraryOption,
    console,
    folders,
    progress_bar,
    require_folder,
    require_writable,
    write_json,
)
from sam_theory.errors import UsageError, require_between, require_proofs
from sam_theory.study.whole import write_whole

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from sam_theory.falsifying.attacking import Attack
    from sam_theory.library.catalogues import Library
    from sam_theory.statements.theorem import Theorem

LONGEST = 10**6  # seconds


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="THEOREM", help="Theorems, or globs; default: all."),
    ] = None,
    drop: Annotated[
        int | None,
        typer.Option(
            "--drop", metavar="NUMBER", help="Only this hypothesis: its number in `show`."
        ),
    ] = None,
    budget: Annotated[
        float,
        typer.Option(
            help="Seconds of searching for a theorem, thresholds included; its proofs are "
            "checked before, and a step once begun is ended."
        ),
    ] = 60.0,
    seed: Annotated[int, typer.Option(help="Seed of the search.")] = 0,
    families: Annotated[
        bool,
        typer.Option(
            "--families",
            help="Try problems of the catalogue too, with facts as the catalogue states them.",
        ),
    ] = False,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="DIR", help="Write the counterexamples, with pictures."),
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = None,
) -> int:
    """Is this statement true, and which hypotheses does it need?

    Example: sam-theory falsify khanh-4.2 --out found

    Searches for settings in which all hypotheses are proved, or all but one, and a certificate
    refutes a conclusion. The folder is one for --library of check, run and audit. Exit status 1
    if a statement as printed is refuted, unless by a known erratum.
    """
    from sam_theory.library.catalogues import Library
    from sam_theory.report.falsifying import FOLDER, print_attack
    from sam_theory.report.falsifying_answer import attack_answer, is_new
    from sam_theory.report.falsifying_document import claims_of
    from sam_theory.study.study import MOST_SEED

    require_between("--seed", seed, 0, MOST_SEED)
    if not 0 < budget <= LONGEST:
        raise UsageError(
            f"--budget must be seconds, more than 0, up to {LONGEST:,}; got {budget:g}"
        )
    require_writable(json)
    if out is not None:
        require_folder(str(Path(out) / "problems"))
    require_proofs("falsify")
    catalogues = Library(folders(library))
    chosen = _theorems(catalogues, names)
    attacks = _attacks(catalogues, chosen, drop, seed, budget, families)
    with held() as interruption:
        if out is not None:
            _write(out, attacks, catalogues)
        named = (*folders(library), FOLDER if out is None else str(Path(out).resolve()))
        answer = " ".join(attack_answer(attack) for attack in attacks)
        fields = {"answer": answer, "claims": claims_of(attacks, named)}
        write_json(json, "falsify", fields, seed=seed)
        screen = console(json)
        screen.print(f"{answer}\n", style="bold")
        for attack in attacks:
            print_attack(screen, attack, named)
    if interruption.asked or any(attack.interrupted for attack in attacks):
        return INTERRUPTED
    if any(attack.faults for attack in attacks):
        return INCONSISTENT
    return int(any(is_new(result) for attack in attacks for result in attack.results))


def _theorems(library: Library, names: list[str] | None) -> list[Theorem]:
    known = list(library.entries("theorems"))
    chosen = library.matching("theorems", names) if names else known
    return [library.get("theorems", name) for name in chosen]


def _attacks(
    library: Library,
    theorems: list[Theorem],
    drop: int | None,
    seed: int,
    budget: float,
    families: bool,
) -> list[Attack]:
    from sam_theory.falsifying.attacking import attack, condition

    for theorem in theorems:
        condition(theorem, drop)  # before any search
    found: list[Attack] = []
    with progress_bar() as bar:
        ask = partial(attack, seed=seed, budget=budget, drop=drop, families=families)
        try:
            for theorem in theorems:
                seen = partial(_seen, bar, bar.add_task(theorem.name, total=None))
                found.append(ask(theorem, library, progress=seen))
                if found[-1].interrupted:
                    break
        except KeyboardInterrupt:  # between two of them
            if not found:
                raise
            found[-1] = replace(found[-1], interrupted=True)
    return found


def _seen(bar: Progress, task: TaskID, done: int, of: int) -> None:
    bar.update(task, completed=done, total=of)


def _write(folder: str, attacks: list[Attack], library: Library) -> None:
    from sam_theory.report.falsifying_files import files_of

    for attack in attacks:
        for path, content in files_of(attack, library):
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(str(target), partial(_put, content))


def _put(content: bytes, file: IO[bytes]) -> None:
    file.write(content)
