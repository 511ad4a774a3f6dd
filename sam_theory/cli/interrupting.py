"""Ctrl-C while what was found is written: it comes out first."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass
class Held:
    """Whether an interruption was asked for meanwhile."""

    asked: bool = False


@contextmanager
def held() -> Iterator[Held]:
    """Holds the first Ctrl-C back until the end; a second one interrupts, as ever."""
    found, before = Held(), signal.getsignal(signal.SIGINT)

    def note(number: int, frame: FrameType | None) -> None:
        if found.asked:
            raise KeyboardInterrupt
        found.asked = True

    if not callable(before):  # it is ignored, or not ours
        yield found
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield found
    finally:
        signal.signal(signal.SIGINT, before)
