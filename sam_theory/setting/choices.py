"""Comparisons that balls do not decide: every way in which they may turn out is gone through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
MOST = 64  # ways that one evaluation may go


class Undecided(Exception):
    """The balls are too wide to say which branch the computation takes."""


@dataclass
class Choices:
    """Answers to the comparisons that come undecided, in their order; beyond the script, yes."""

    script: tuple[bool, ...] = ()
    taken: list[bool] = field(default_factory=list)

    def take(self) -> bool:
        """The answer to the next comparison."""
        at = len(self.taken)
        answer = self.script[at] if at < len(self.script) else True
        self.taken.append(answer)
        return answer


def every_way(evaluate: Callable[[Choices], T]) -> Iterator[T]:
    """What an evaluation gives in every way that its undecided comparisons may turn out.

    Of the points of a ball each takes one of these ways, so that together they hold every value.
    Raises Undecided if there are more than `MOST`.
    """
    script: tuple[bool, ...] = ()
    for _ in range(MOST):
        choices = Choices(script)
        yield evaluate(choices)
        left = choices.taken
        while left and not left[-1]:
            left.pop()
        if not left:
            return
        script = (*left[:-1], False)
    raise Undecided(f"more than {MOST} ways through the comparisons")


class Unasked:
    """What must not be asked for: any use of it raises Undecided, with the reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def _refuse(self, *_: Any) -> NoReturn:
        raise Undecided(self.reason)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _refuse
    __pow__ = __rpow__ = __mod__ = __rmod__ = __neg__ = __abs__ = __float__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __bool__ = _refuse
    __eq__ = __ne__ = _refuse
    __hash__ = object.__hash__
