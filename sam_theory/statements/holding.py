"""Theorems held against the runs of a setting: every hypothesis decided, every promise checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sam_theory.properties.judge import CHECKERS
from sam_theory.statements.starts import Starts
from sam_theory.statements.theorem import (
    Conclusion,
    Erratum,
    Evidence,
    Hypothesis,
    Run,
    Theorem,
    Together,
    alone,
    erratum_of,
)
from sam_theory.verdict import Verdict, undecided

NOT_PROMISED = undecided("not promised, hence not checked")
MOST = 64  # runs of which a check of many is made at once, beside those of one setting

Decided = tuple[tuple[Hypothesis, Starts], ...]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A conclusion held against one run."""

    conclusion: Conclusion
    hypotheses: tuple[tuple[Hypothesis, Verdict], ...]  # the theorem's, then the conclusion's own
    promised: bool  # whether every hypothesis that the conclusion needs is proved or consistent
    verdict: Verdict
    saved: bool = False  # whether the text has another reading, which does not fail
    erratum: Erratum | None = None  # the known error that shows in such a setting

    @property
    def fails(self) -> bool:
        """Whether the conclusion is promised and the run shows the opposite."""
        return self.promised and self.verdict.fails

    @property
    def impossible(self) -> bool:
        """Whether what is proved fails: our verdicts, or the facts they rest on, are at fault."""
        told = self.conclusion
        proved = bool(told.proofs) and not told.errata
        return self.fails and (proved or (bool(told.elsewhere) and self.erratum is None))

    @property
    def contradiction(self) -> bool:
        """Whether the theorem fails, in whatever way its text is read."""
        return self.fails and not (self.saved or self.impossible)


@dataclass(frozen=True, kw_only=True)
class Held:
    """A conclusion held against every run of a setting: of each what stands in its place."""

    conclusion: Conclusion
    hypotheses: Decided  # the theorem's, then the conclusion's own
    promised: tuple[bool, ...]
    verdicts: tuple[Verdict, ...]
    saved: tuple[bool, ...]
    errata: tuple[Erratum | None, ...]

    @cached_property
    def failing(self) -> tuple[int, ...]:
        """The runs that show the opposite of what is promised of them."""
        pairs = enumerate(zip(self.promised, self.verdicts, strict=True))
        return tuple([i for i, (promised, verdict) in pairs if promised and verdict.fails])

    def of(self, i: int) -> Checked:
        """What stands in that place."""
        return Checked(
            conclusion=self.conclusion,
            hypotheses=tuple([(h, decided.verdicts[i]) for h, decided in self.hypotheses]),
            promised=self.promised[i],
            verdict=self.verdicts[i],
            saved=self.saved[i],
            erratum=self.errata[i],
        )


HeldTheorem = tuple[Theorem, tuple[Held, ...]]


def hold(theorem: Theorem, run: Run, evidence: Evidence | None = None) -> tuple[Checked, ...]:
    """Hold a theorem against one run: that alone, or one of the evidence.

    A conclusion about a mean is held against the draws of the evidence, from the start of this run
    and the others.
    """
    seen = evidence or alone(run)
    place = next(i for i, other in enumerate(seen.runs) if other is run)
    return tuple(held.of(place) for held in hold_setting(theorem, seen))


def hold_setting(theorem: Theorem, evidence: Evidence) -> tuple[Held, ...]:
    """Hold a theorem against the runs of a setting, and the draws from their starts."""
    shared = _decided(theorem.hypotheses, evidence)
    applies = _both((True,) * len(evidence.runs), shared)
    held = [_hold(c, shared, applies, evidence) for c in _about(theorem, evidence)]
    return tuple([_explained(one, held, evidence) for one in held])


def _about(theorem: Theorem, evidence: Evidence) -> list[Conclusion]:
    return [c for c in theorem.conclusions if c.about(evidence.setting.method)]


def _hold(
    conclusion: Conclusion, shared: Decided, applies: tuple[bool, ...], evidence: Evidence
) -> Held:
    """A property that is judged anyway is told in any case, whatever else only if promised."""
    needs = _decided(conclusion.needs, evidence)
    promised = _both(applies, needs)
    anyway = conclusion.property in CHECKERS
    verdicts = [
        conclusion.judged(run, evidence) if anyway or due else NOT_PROMISED
        for run, due in zip(evidence.runs, promised, strict=True)
    ]
    return Held(
        conclusion=conclusion,
        hypotheses=shared + needs,
        promised=promised,
        verdicts=tuple(verdicts),
        saved=(False,) * len(verdicts),
        errata=(None,) * len(verdicts),
    )


def _explained(held: Held, beside: Sequence[Held], evidence: Evidence) -> Held:
    """With the known errors of the promise, and where it fails the reading that saves the text."""
    if not any(held.promised) or not (held.failing or held.conclusion.errata):
        return held
    text = held.conclusion.text
    others = [c for c in beside if c is not held and c.conclusion.text == text]
    errata, saved = list(held.errata), list(held.saved)
    for i, run in enumerate(evidence.runs):
        if held.promised[i]:
            errata[i] = erratum_of(held.conclusion, run)
        if i in held.failing:
            readings = (c.of(i) for c in others)
            saved[i] = any(not reading.fails or reading.impossible for reading in readings)
    return replace(held, errata=tuple(errata), saved=tuple(saved))


def _decided(hypotheses: tuple[Hypothesis, ...], evidence: Evidence) -> Decided:
    return tuple([(h, evidence.decisions(h)) for h in hypotheses])


def _both(applies: tuple[bool, ...], decided: Decided) -> tuple[bool, ...]:
    """Of which runs that is true, and all of these hold."""
    for _, starts in decided:
        if True not in applies:
            return applies
        if False in starts.holds:
            applies = tuple([a and b for a, b in zip(applies, starts.holds, strict=True)])
    return applies


# ---- checks of many runs


def check_together(settings: Sequence[tuple[Evidence, Sequence[Theorem]]]) -> None:
    """Make the checks of many runs for settings of one problem, and the theorems about each.

    Only of the settings for some run of which what is checked is promised.
    """
    asking: dict[Together[Verdict], dict[int, tuple[Run, ...]]] = {}
    for evidence, theorems in settings:
        for theorem in theorems:
            for conclusion in theorem.conclusions:
                check = conclusion.check
                if isinstance(check, Together) and _promises(theorem, conclusion, evidence):
                    asking.setdefault(check, {})[id(evidence)] = evidence.runs
    for check, asked in asking.items():
        for part in _parts(asked.values()):
            for run, verdict in zip(part, check.find(part), strict=True):
                run.decided[check] = verdict


def _promises(theorem: Theorem, conclusion: Conclusion, evidence: Evidence) -> bool:
    """Whether it promises that of some run."""
    if not conclusion.about(evidence.setting.method):
        return False
    needs = _decided((*theorem.hypotheses, *conclusion.needs), evidence)
    return any(_both((True,) * len(evidence.runs), needs))


def _parts(settings: Iterable[tuple[Run, ...]]) -> Iterator[list[Run]]:
    """Their runs, of about so many at once; those of a setting stand together."""
    part: list[Run] = []
    for runs in settings:
        part += runs
        if len(part) >= MOST:
            yield part
            part = []
    if part:
        yield part
