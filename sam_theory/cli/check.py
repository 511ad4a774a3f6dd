"""`check`: the main job, settings × properties × theorems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sam_theory.cli.config import (
    ConfigOption,
    described,
    heading,
    iterations_of,
    rests_on,
    training_of,
)
from sam_theory.cli.output import (
    INTERRUPTED,
    JsonOption,
    LibraryOption,
    console,
    folders,
    placed,
    require_writable,
    write_json,
)
from sam_theory.cli.page import HtmlOption, page_files, require_page, write_page
from sam_theory.cli.workers import (
    KeepOption,
    SchedulerOption,
    conducted,
    heard_by,
    require_jobs,
    store_at,
)
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from sam_theory.cli.recalling import Short
    from sam_theory.schedules.training import TrainingRun
    from sam_theory.statements.finding import Finding, Skipped
    from sam_theory.study.study import Study

Names = list[str] | None


def command(
    problem: Annotated[Names, typer.Option(help="Only this problem; may be repeated.")] = None,
    method: Annotated[Names, typer.Option(help="Only this method; may be repeated.")] = None,
    theorem: Annotated[
        Names, typer.Option(help="Only this theorem, or these, as khanh-*; may be repeated.")
    ] = None,
    step: Annotated[str | None, typer.Option(help="Formula of tₖ, such as 1/(L*k).")] = None,
    radius: Annotated[str | None, typer.Option(help="Formula of ρₖ, such as 0.1/k.")] = None,
    config: ConfigOption = None,
    iterations: Annotated[
        int | None, typer.Option(help="Iterations a run; default: 5000, or the training's.")
    ] = None,
    starts: Annotated[int, typer.Option(help="Starting points a setting.")] = 3,
    seed: Annotated[int, typer.Option(help="Seed of starts and of random methods.")] = 0,
    seeds: Annotated[
        int, typer.Option(help="Seeds from each start, where a theorem speaks of a mean.")
    ] = 1000,
    jobs: Annotated[int | None, typer.Option(help="Processes; default: every core.")] = None,
    scheduler: SchedulerOption = None,
    keep: KeepOption = None,
    engine: Annotated[
        str, typer.Option(help="numpy, jax, or auto: whichever is done sooner.")
    ] = "auto",
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 for contradictions by known errata too.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Print all evidence, not only what matters most.")
    ] = False,
    library: LibraryOption = None,
    html: HtmlOption = None,
    json: JsonOption = None,
) -> int:
    """Does my method converge, and by which theorem?

    Exit status 1 if a contradiction is found that no known erratum accounts for, 2 if nothing could
    be run, 3 if our verdicts contradict each other.

    \b
    Example: sam-theory check --problem quadratic --method sam \\
                 --step "1/(L*k)" --radius 0.1
    """
    from sam_theory.cli.recalling import Outcome, keep_short, print_short, recall

    asked = {
        "problems": problem,
        "methods": method,
        "theorems": theorem,
        "step": step,
        "radius": radius,
        "iterations": iterations,
        "starts": starts,
        "seed": seed,
        "seeds": seeds,
        "engine": engine,
    }
    further = (config, scheduler, html, json)  # what they ask for needs findings, or a cluster
    recallable = not (verbose or library or any(given is not None for given in further))
    if keep and recallable and (found := recall(keep, asked)):
        require_jobs(jobs)
        print_short(console(json), found)
        return found.outcome.status(strict=strict)

    from sam_theory.report.document import check_document
    from sam_theory.report.study_answer import study_answer

    require_writable(json)
    require_page(html)
    training = training_of(config, step, radius)
    study = _study(asked, training, library, outputs=placed(keep, json, *page_files(html)))
    study = replace(study, curves=html is not None)
    store = store_at(keep, study)
    amiss: list[str] = []  # in the folder, which is told each time
    (findings, skipped), complete = conducted(study, jobs, scheduler, store, heard_by(amiss))
    answer = study_answer(study, findings, skipped, complete=complete)
    if findings:
        answer += rests_on(training)
    if json is not None:
        fields = check_document(study, findings, skipped, answer)
        if training is not None:
            fields["training"] = described(training)
        write_json(json, "check", fields, seed=seed)
    if complete and not findings:
        raise UsageError(answer.rstrip("."))
    trained = "" if training is None else heading(training)
    page = html and write_page(
        html, study, findings, skipped, answer, complete=complete, training=trained
    )
    told = _print(
        console(json), study, findings, skipped, answer, verbose, note=trained, page=str(page or "")
    )
    if told and store and recallable and complete and not amiss:
        keep_short(store, asked, told)
    return Outcome.of(findings).status(strict=strict) if complete else INTERRUPTED


def _study(
    asked: Mapping[str, Any],
    training: TrainingRun | None,
    library: list[str] | None,
    outputs: tuple[str, ...],
) -> Study:
    """The study that is asked for, with the schedules and the length of a training if given."""
    from sam_theory.library.catalogues import Library
    from sam_theory.runs.engines import require_engine
    from sam_theory.study.defaults import study_of
    from sam_theory.study.study import ITERATIONS
    from sam_theory.study.versions import library_files

    given = {name: value for name, value in asked.items() if name != "engine"}
    given["iterations"] = iterations_of(training, asked["iterations"], ITERATIONS)
    if training is not None:
        given |= {"step": training.step.formula, "radius": training.radius.formula}
    catalogues = Library(folders(library), outputs)
    library_files(catalogues)  # as they are before a module is imported
    study = study_of(catalogues, **given)
    return replace(study, engine=require_engine(asked["engine"]))


def _print(
    screen: Console,
    study: Study,
    findings: Sequence[Finding],
    skipped: Sequence[Skipped],
    answer: str,
    verbose: bool,
    *,
    note: str,
    page: str,
) -> Short | None:
    """Print the report; where it is a short one, it is returned."""
    from sam_theory.cli.recalling import Outcome, Short, print_short
    from sam_theory.report.printing import print_check, short, study_said

    if short(findings, verbose=verbose):
        told = Short(answer, study_said(study, findings, skipped), Outcome.of(findings))
        print_short(screen, told, note=note, page=page)
        return told
    print_check(screen, study, findings, skipped, answer, verbose=verbose, note=note, page=page)
    return None
