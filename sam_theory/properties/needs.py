"""What would decide the properties that a record leaves undecided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sam_theory.properties.analysis import Analysis, analyses
from sam_theory.properties.continuation import MOST_DOUBLINGS
from sam_theory.properties.forecast import Decided, Forecast, forecast
from sam_theory.properties.laws import Law, text
from sam_theory.properties.limits import Limit
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.pace import Course
from sam_theory.properties.vetoes import UNSEEN
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Status, Verdict

SHORT = 300  # iterations below which hardly anything can be told
MARGIN = 1.5  # forecasts are right to about this factor, and are rounded up after it
ABOUT_X = ("stationary-accumulation", "value-limit", "iterate-limit")
COLUMNS = "(columns x1 … xn, or iterate of shape (K, n))"


def needs_of(
    trace: Trace, verdicts: Mapping[str, Verdict], outlook: Outlook | None = None
) -> dict[str, str]:
    """For each undecided property a sentence: iterations, a column, or that nothing would do."""
    outlook = outlook or Outlook()
    open_ = [name for name, v in verdicts.items() if v.status is Status.UNDECIDED]
    if not open_:
        return {}
    analysis = analyses([trace], [outlook])[0]
    found = {name: _without_more(analysis, name, verdicts) for name in open_}
    if all(found.values()):
        return {name: sentence for name, sentence in found.items() if sentence}
    ahead = forecast(trace, outlook)
    return {name: found[name] or _iterations(trace, ahead, name) for name in open_}


# -- what no number of iterations replaces ------------------------------------------------------


def _without_more(analysis: Analysis, name: str, verdicts: Mapping[str, Verdict]) -> str | None:
    floor = _floor(analysis)
    if floor is not None:
        return floor
    gradient = verdicts["gradient-limit"].status
    if name in ABOUT_X and gradient is not Status.UNDECIDED and not analysis.motion.recorded:
        return f"the iterates {COLUMNS}: without them where x goes is not told"
    return _column(analysis) if gradient is Status.UNDECIDED else None


def _floor(analysis: Analysis) -> str | None:
    rounding, last = analysis.rounding, analysis.ends.last
    if rounding.stalled:
        return (
            "nothing recorded in this precision can decide it: the last steps are lost in the "
            "rounding of x; a run in higher precision could"
        )
    if analysis.motion.recorded and last <= rounding.gradient:
        return (
            f"nothing recorded in this precision can decide it: ‖∇f‖ = {last:.1e} has reached its "
            f"rounding floor {rounding.gradient:.1e}; a run in higher precision could"
        )
    return None


def _column(analysis: Analysis) -> str | None:
    """The column without which ‖∇f‖ cannot be judged."""
    pace, motion, trace = analysis.pace, analysis.motion, analysis.trace
    if pace.course is Course.UNCERTAIN:
        return (
            "a formula of tₖ: recorded steps cannot tell whether Σt = ∞; sam-theory schedule "
            "decides it for a formula"
        )
    if motion.recorded:
        return None
    if pace.radius > 0 and not pace.radius_vanishes:
        return f"the iterates {COLUMNS}: they tell L, and so how large the lasting error Lρ may be"
    if analysis.ends.last <= UNSEEN * trace.gradients.high.max():
        return f"the iterates {COLUMNS}: without them the rounding floor of ∇f is not known"
    if analysis.trends.high.limit is Limit.POSITIVE and pace.elapsed is None:
        return (
            f"the column step, or the iterates {COLUMNS}: without both, a run at rest cannot be "
            "told from one on its way"
        )
    return None


# -- iterations ---------------------------------------------------------------------------------


def _iterations(trace: Trace, ahead: Forecast, name: str) -> str:
    given = f"(the record has {trace.iterations:,})"
    decided = [each for each in ahead[name] if each is not None]
    wrong = [each.law for each in decided if _misleads(trace, name, each)]
    right = [each for each in decided if not _misleads(trace, name, each)]
    never = []
    if name == "iterate-limit" and trace.iterates is None:
        never = [f"whatever their number, only the iterates {COLUMNS} can show it consistent"]
    if not right and trace.iterations < SHORT:
        few = f"hardly anything can be told from fewer than {SHORT}"
        return "; ".join([f"more iterations {given}: {few}", *never])
    if not ahead[name]:
        return f"no law fits ‖∇f‖ {given}, so how many more iterations would do cannot be said"
    told = _cases(trace, right)
    if wrong:
        told.append(f"a longer record may look consistent, wrongly, if ‖∇f‖ {_told(trace, wrong)}")
    late = [law for law, each in zip(ahead.laws, ahead[name], strict=True) if each is None]
    if late:
        most = readable(trace.iterations * 2**MOST_DOUBLINGS / 2)
        told.append(f"no verdict is foreseen within {most} if ‖∇f‖ {_told(trace, late)}")
    told += never
    return f"iterations {given}: {'; '.join(told)}. Orders of magnitude, each if its law goes on"


def _misleads(trace: Trace, name: str, decided: Decided) -> bool:
    """Whether the verdict to come is wrong: with a limit of ‖∇f‖ above 0 all properties fail.

    Except where ‖xᵏ‖ → ∞, which leaves no accumulation point.
    """
    if name == "stationary-accumulation" and trace.iterates is not None:
        return False
    return decided.law.limit > 0 and decided.status is Status.CONSISTENT


def _cases(trace: Trace, decided: Sequence[Decided]) -> list[str]:
    """For each status to come how many iterations show it, and by which laws of ‖∇f‖."""
    laws: dict[str, list[Decided]] = {}
    for each in decided:
        laws.setdefault(each.status.value, []).append(each)
    return [
        f"about {readable(MARGIN * max(each.iterations for each in group))} show it {status} if "
        f"‖∇f‖ {_told(trace, [each.law for each in group])}"
        for status, group in laws.items()
    ]


def _told(trace: Trace, laws: Sequence[Law]) -> str:
    """The laws in words, limits as one range."""
    others = dict.fromkeys(text(law, trace.iterations) for law in laws if law.limit == 0)
    shares = sorted({f"{law.share:.2g}" for law in laws if law.limit > 0}, key=float)
    if not shares:
        return " or ".join(others)
    limits = " … ".join(dict.fromkeys((shares[0], shares[-1])))
    return " or ".join([*others, f"tends to {limits} of its last value"])


def readable(number: float) -> str:
    """The next of 1, 2, 5, 10, … times a power of ten, as an order of magnitude."""
    power = 1
    while power * 10 <= number:
        power *= 10
    return f"{next(power * step for step in (1, 2, 5, 10) if power * step >= number):,}"
