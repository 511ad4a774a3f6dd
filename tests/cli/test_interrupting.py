"""The first Ctrl-C is held back, the second is not."""

from __future__ import annotations

import signal

import pytest

from sam_theory.cli.interrupting import held


def test_the_first_is_held_and_the_second_interrupts() -> None:
    before = signal.getsignal(signal.SIGINT)
    with held() as found:
        assert not found.asked
        signal.raise_signal(signal.SIGINT)
        assert found.asked
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
