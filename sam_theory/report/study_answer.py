"""The answer of a study: of one setting what is said of it, of several what is contradicted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sam_theory.report.answer import finding_answer
from sam_theory.report.phrases import counted
from sam_theory.report.summary import contradicted, undecided_share
from sam_theory.statements.finding import Finding, Skipped, Statement
from sam_theory.study.study import Study


def study_answer(
    study: Study, findings: Sequence[Finding], skipped: Sequence[Skipped], *, complete: bool
) -> str:
    """The answer for what was done of the study, which an interruption may have cut short."""
    done = len({f.problem for f in findings} | {s.problem for s in skipped})
    extent = (
        ""
        if complete
        else f"Interrupted: this speaks of {done} of {len(study.problems)} problems. "
    )
    if not findings:
        return extent + _nothing(skipped, complete=complete)
    left = f" {_left_out(skipped)}" if skipped else ""
    if len(findings) == 1:
        return f"{extent}{answer_of(study, findings[0])}{left}"
    return f"{extent}{_of_several(study, findings)}{left}"


def answer_of(study: Study, finding: Finding) -> str:
    """The answer of one of the findings of a study."""
    return finding_answer(
        finding,
        problem=study.library.get("problems", finding.problem),
        method=study.library.get("methods", finding.method),
        theorems=[study.library.get("theorems", theorem.name) for theorem in finding.theorems],
    )


def _nothing(skipped: Sequence[Skipped], *, complete: bool) -> str:
    if not skipped:
        return "Nothing was run, and nothing can be said."
    return f"Nothing {'could be' if complete else 'was'} run: {_left_out(skipped)}"


def _left_out(skipped: Sequence[Skipped]) -> str:
    """How many settings were left out, and the first reason."""
    first = skipped[0]
    others = len({(s.problem, s.reason) for s in skipped}) - 1
    more = f", and {others} more reason{'s' if others > 1 else ''}" if others else ""
    are = "settings are" if len(skipped) > 1 else "setting is"
    return f"{len(skipped):,} {are} left out ({first.problem}: {first.reason}{more})."


def _of_several(study: Study, findings: Sequence[Finding]) -> str:
    """What is contradicted in how many settings, and how far the promises were seen to hold."""
    problems = len({finding.problem for finding in findings})
    where = f"In {counted(len(findings), 'setting')} on {counted(problems, 'problem')},"
    faulty = sum(bool(finding.inconsistencies) for finding in findings)
    if faulty:
        return (
            f"{where} verdicts of ours contradict each other in {counted(faulty, 'setting')}: "
            "a bug of ours, or a false fact of a problem or a method."
        )
    told = contradicted(study, findings)
    new, known = [s for s in told if not s.erratum], [s for s in told if s.erratum]
    first = (
        f"{_are(new)} newly contradicted: {_names(new)}"
        if new
        else ("no theorem is newly contradicted")
    )
    if known:
        first += f"; {_are(known)} contradicted as known errata say: {_names(known)}"
    undecided, promised = undecided_share(findings)
    share = (
        f"of {promised:,} conclusions promised the runs leave {undecided:,} undecided"
        if promised
        else "no theorem promises anything"
    )
    return f"{where} {first}; {share}."


def _names(told: Sequence[Statement]) -> str:
    """The theorems, with the number of their statements where that is more than one."""
    numbers = Counter(statement.theorem for statement in told)
    return ", ".join(f"{n} ({count})" if count > 1 else n for n, count in numbers.items())


def _are(told: Sequence[Statement]) -> str:
    return f"{counted(len(told), 'statement')} {'is' if len(told) == 1 else 'are'}"
