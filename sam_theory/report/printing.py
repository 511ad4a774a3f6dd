"""What `check` prints: the answer, what it rests on in few lines, and the answer again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from sam_theory.report.answer import abridged, named
from sam_theory.report.contradictions import fails_as_read
from sam_theory.report.document import reproduce
from sam_theory.report.full import print_all
from sam_theory.report.heights import summaries, summaries_said, summarized
from sam_theory.report.lines import (
    about_methods,
    inconsistencies_said,
    readings_said,
    runs_of,
    skipped_said,
)
from sam_theory.report.phrases import counted
from sam_theory.report.saying import Command, Line, Row, Said, print_end, show, show_report
from sam_theory.report.summary import PROPERTY_WORDS, contradicted, tallies
from sam_theory.report.tables import print_formula, print_lines, styled, tallied
from sam_theory.statements.applicability import asked
from sam_theory.statements.finding import (
    ConclusionFinding,
    Finding,
    Skipped,
    Statement,
    TheoremFinding,
)
from sam_theory.study.study import Study
from sam_theory.verdict import Status

MOST_REASONS, MOST_COMMANDS = 3, 7  # that are told without --verbose
CONTRADICTED = "Contradicted statements"
ALL = "All evidence is printed with --verbose."

MOST_SILENT = 5  # theorems that promise nothing here, of which a line is told


def print_check(
    screen: Console,
    study: Study,
    findings: Sequence[Finding],
    skipped: Sequence[Skipped],
    answer: str,
    *,
    verbose: bool = False,
    note: str = "",
    page: str = "",
) -> None:
    """The whole report, with a note and where the page is; of nothing there is but the answer."""
    if not findings:
        show(screen, [Line(answer, style="bold")])
        return
    if short(findings, verbose=verbose):
        said = study_said(study, findings, skipped)
        show_report(screen, answer, said, note=note, page=page)
        return
    show(screen, [Line(answer, style="bold"), Line()])
    if verbose:
        print_all(screen, study, findings, skipped)
    else:
        _print_setting(screen, study, findings[0])
    show(screen, _heights(study, findings))
    print_end(screen, answer, note=note, page=page)


def short(findings: Sequence[Finding], *, verbose: bool) -> bool:
    """Whether what is printed is no more than `study_said`."""
    return len(findings) > 1 and not verbose


def _heights(study: Study, findings: Sequence[Finding]) -> Iterator[Said]:
    if summarized(study):
        yield Line()
        yield from summaries_said(summaries(study, findings))


# ---- one setting


def _print_setting(screen: Console, study: Study, finding: Finding) -> None:
    """What the runs show, and what every theorem says, a line each."""
    for name, formula in (("tₖ", finding.step), ("ρₖ", named(finding.step, finding.radius))):
        if abridged(formula) != formula:
            print_formula(screen, name, formula)
    if finding.constants:
        screen.print(f"{_capital(finding.constants)}.")
    properties = [
        (PROPERTY_WORDS[name], styled(verdict.status), verdict.evidence)
        for name, verdict in finding.properties.items()
    ]
    print_lines(screen, ("property", "status", "evidence"), properties)
    told = [
        t
        for t in finding.theorems
        if t.contradiction or asked(study.library.get("theorems", t.name))
    ]
    near = _nearest(told)
    theorems = [(t.name, styled(t.applies), _said(t)) for t in told if t in near]
    left = [t.name for t in told if t not in near]
    if left:
        theorems.append((f"{len(left)} more", Text(), f"lack more: {', '.join(left)}"))
    if theorems:
        print_lines(screen, ("theorem", "hypotheses", "what it lacks, or promises"), theorems)
    screen.print()
    show(screen, map(Line, about_methods(study, [finding])))
    show(screen, inconsistencies_said([finding]))
    show(screen, _contradictions_here(study, contradicted(study, [finding])))
    show(screen, readings_said([finding]))
    screen.print(ALL)


def _nearest(theorems: Sequence[TheoremFinding]) -> list[TheoremFinding]:
    """Those that promise something, and of the others the few that lack least."""
    silent = [t for t in theorems if not any(c.promised for c in t.conclusions)]
    silent.sort(key=lambda t: sum(not verdict.holds for _, verdict in t.hypotheses))
    return [t for t in theorems if t not in silent[MOST_SILENT:]]


def _said(theorem: TheoremFinding) -> str:
    missing = [text for text, verdict in theorem.hypotheses if not verdict.holds]
    promised = [_outcome(c) for c in theorem.conclusions if c.promised]
    if not promised:
        return f"lacks: {'; '.join(missing)}" if missing else ""
    counts = [f"{promised.count(outcome)} {outcome}" for outcome in dict.fromkeys(promised)]
    applies = theorem.applies in (Status.PROVED, Status.CONSISTENT)
    whence = "" if applies else "from some starts "
    return f"{whence}promises {len(promised)}: {', '.join(counts)}"


def _outcome(conclusion: ConclusionFinding) -> str:
    """What became of a promise."""
    return f"{conclusion.verdict.status}{' as read' if fails_as_read(conclusion) else ''}"


# ---- a study


def study_said(
    study: Study, findings: Sequence[Finding], skipped: Sequence[Skipped]
) -> tuple[Said, ...]:
    """What is contradicted, the tables of K24 in counts, what was left out; heights after S23."""
    return tuple(_study_said(study, findings, skipped))


def _study_said(
    study: Study, findings: Sequence[Finding], skipped: Sequence[Skipped]
) -> Iterator[Said]:
    yield from inconsistencies_said(findings)
    yield from _contradictions(study, contradicted(study, findings))
    yield from readings_said(findings)
    yield Line()
    counted = [t for t in tallies(findings, study.library) if sum(t.promised.values())]
    if counted:
        yield from (tallied(counted), Line())
    yield from map(Line, about_methods(study, findings))
    if len({s.reason for s in skipped}) > 1:
        yield from skipped_said(skipped, MOST_REASONS)
    yield from (Line(runs_of(study)), Line(ALL))
    yield from _heights(study, findings)


def _contradictions(study: Study, against: Sequence[Statement]) -> Iterator[Said]:
    """Every contradicted statement: in how many settings, known or new, its smallest case alone."""
    yield Line(f"{CONTRADICTED}{', each with its smallest case:' if against else ': none.'}")
    for number, statement in enumerate(against):
        settings = counted(statement.settings, "setting")
        yield Row(f"{_known(statement)}, {settings}, {_stated(statement)}")
        if number < MOST_COMMANDS or not statement.erratum:
            yield _command(study, statement)


def _contradictions_here(study: Study, against: Sequence[Statement]) -> Iterator[Said]:
    """Those of the one setting that there is; what is new is worth a command of its own."""
    yield Line(f"{CONTRADICTED}:{'' if against else ' none.'}")
    for statement in against:
        yield Row(f"{_known(statement)}, {_stated(statement)}")
        if not statement.erratum:
            yield _command(study, statement)


def _command(study: Study, statement: Statement) -> Command:
    return Command(tuple(reproduce(study, statement.example, statement.theorem)))


def _known(statement: Statement) -> str:
    return "known" if statement.erratum else "new"


def _stated(statement: Statement) -> str:
    return f"{statement.theorem}: {statement.text}"


# ---- words


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
