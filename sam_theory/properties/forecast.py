"""How many iterations would decide a property, if the laws fitted to the record went on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sam_theory.properties.continuation import Continuation
from sam_theory.properties.judge import PROPERTIES, judge
from sam_theory.properties.laws import Law
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Status

LASTING = 2  # horizons in a row, each √2 times the last, at which a verdict must be the same


@dataclass(frozen=True)
class Decided:
    """A property is decided at about `iterations`, as `status`, if `law` holds."""

    iterations: int
    status: Status
    law: Law


@dataclass(frozen=True)
class Forecast:
    """For every property and each law, when it would be decided; None: not within the horizon."""

    laws: tuple[Law, ...]
    decided: Mapping[str, tuple[Decided | None, ...]]

    def __getitem__(self, name: str) -> tuple[Decided | None, ...]:
        return self.decided[name]

    def iterations(self, name: str, status: Status) -> int | None:
        """The number that shows that status by every law that leads to it; None if none does."""
        known = [each.iterations for each in self[name] if each and each.status is status]
        return max(known, default=None)


def forecast(trace: Trace, outlook: Outlook) -> Forecast:
    """For every property and each law that ‖∇f‖ may follow, when it would be decided.

    Empty tuples where no law fits. A verdict counts once it stays for LASTING horizons more.
    """
    ahead = Continuation(trace)
    found: dict[str, list[Decided | None]] = {name: [] for name in PROPERTIES}
    for law in ahead.gradient_laws:
        for name, decided in _along(ahead, law, outlook).items():
            found[name].append(decided)
    return Forecast(ahead.gradient_laws, {name: tuple(each) for name, each in found.items()})


def _along(ahead: Continuation, law: Law, outlook: Outlook) -> dict[str, Decided | None]:
    since: dict[str, tuple[int, int, Status]] = {}  # when, for how many horizons, as what
    done: dict[str, Decided | None] = dict.fromkeys(PROPERTIES)
    for longer in ahead.horizons(law):
        verdicts = judge(longer, outlook)
        for name in PROPERTIES:
            status = verdicts[name].status
            start, times, before = since.get(name, (longer.iterations, 0, status))
            if status is not before or status is Status.UNDECIDED:
                start, times = longer.iterations, 0
            since[name] = (start, times + 1, status)
            lasts = status is not Status.UNDECIDED and times >= LASTING
            if lasts and done[name] is None:
                done[name] = Decided(start, status, law)
        if all(each is not None for each in done.values()):
            break
    return done
