"""The sequences that are judged: quantities over windows, made into tails block by block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sam_theory.properties.continuations import NOISY
from sam_theory.properties.noise import fading, roughness
from sam_theory.properties.stack import Stack, logs
from sam_theory.properties.tails import Tail
from sam_theory.properties.windows import TINY, Windows, sliding_maximum

LEVEL = 1e-9  # a rise of log y by less than this is none
MOST, NUMBERS = 4, 12  # windows a block at most, and blocks that a tail should have if it can


@dataclass(frozen=True, kw_only=True)
class Blocks:
    """N blocks of `size` windows each, up to the last one, in the tail of V windows."""

    k: np.ndarray  # (V,) where windows begin
    start: int  # the first window of the first block
    size: int

    @classmethod
    def of(cls, k: np.ndarray, tail: int) -> Blocks:
        """Quarters of an octave, or less where the tail is short."""
        length = max(len(k) - tail, 0)
        size = max(1, min(MOST, length // NUMBERS))
        return cls(k=k, start=len(k) - length // size * size, size=size)

    def cut(self, values: np.ndarray) -> np.ndarray:
        """The windows of each block, (R, V) -> (R, N, size)."""
        kept = values[:, self.start :]
        return kept.reshape(len(kept), kept.shape[1] // self.size, self.size)

    def sample(self, values: np.ndarray) -> np.ndarray:
        """That of the window in the middle of each block, (..., V) -> (..., N)."""
        return values[..., self.start + self.size // 2 :: self.size]

    def tail(
        self,
        z: np.ndarray,
        rough: np.ndarray | None = None,
        elapsed: np.ndarray | None = None,
        least: float = 0.0,
    ) -> Tail:
        """The tail of log y, (R, V), or (R, N) beside the (R, V) whose noise it has."""
        all_of_it = z if rough is None else rough
        k, of = self.k[self.start :], all_of_it[:, self.start :]
        noise = roughness(k, of) if len(k) > MOST else np.zeros(len(z))
        noisy, fades = np.flatnonzero(noise > NOISY), np.zeros(len(z))
        if rough is None:
            means, z = self.cut(z[noisy]).mean(axis=2), self.sample(z).copy()
            z[noisy] = means
        if len(noisy):
            fades[noisy] = fading(k, of[noisy])
        return Tail(
            k=self.sample(self.k), z=z, noise=noise, fading=fades, elapsed=elapsed, least=least
        )


def course(windows: Windows, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """k and log y in the tail, (N,) both, from the extremes of y > 0 over windows.

    What falls is known exactly where windows begin, else the middle of the extremes is taken.
    """
    tail = slice(windows.tail, len(windows))
    bottom, top = logs(low[tail]), logs(high[tail])
    if np.all(top[1:] <= bottom[:-1] + LEVEL):
        return windows.first[tail], top
    return np.sqrt(windows.first[tail] * windows.last[tail]), (bottom + top) / 2


def typical(stack: Stack, rows: np.ndarray, falls: np.ndarray, elapsed: np.ndarray | None) -> Tail:
    """The size of ‖∇f‖ in these runs, (r,): its mean square, or its values where it `falls` all on.

    `elapsed`, (R, W), is Σt where windows begin, NaN where it is no clock.
    """
    blocks = Blocks.of(stack.windows.first, stack.windows.tail)
    high, rms = logs(stack.high[rows]), stack.mean_square[rows]
    parts = blocks.cut(rms)
    top = parts.max(axis=2, initial=np.log(TINY))
    counts = blocks.cut(stack.counts[None])
    sums = np.sum(np.exp(2 * (parts - top[..., None])) * counts, axis=2)
    means = top + np.log(sums / counts.sum(axis=2)) / 2
    straight = falls[:, None]
    return blocks.tail(
        np.where(straight, blocks.sample(high), means),
        np.where(straight, high, rms),
        elapsed=None if elapsed is None else blocks.sample(elapsed[rows]),
    )


def peaks(windows: Windows, z: np.ndarray) -> Tail:
    """The greatest over octaves, of log y (R, W)."""
    top = sliding_maximum(z, axis=1)
    return _octaves(windows, top.shape[1]).tail(top)


def extremes(blocks: Blocks, z: np.ndarray, fold: Callable[..., np.ndarray]) -> Tail:
    """The least or the greatest of blocks, of log y (R, V)."""
    return blocks.tail(fold(blocks.cut(z), axis=2), z)


def spans(windows: Windows, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """log of the diagonals of boxes over octaves, (R, W, n) -> (R, W − 15), as if of an octave."""
    sides = sliding_maximum(high, axis=1) + sliding_maximum(-low, axis=1)
    largest = np.maximum(sides.max(axis=2, initial=TINY), TINY)
    size = largest * np.sqrt(np.sum((sides / largest[..., None]) ** 2, axis=2))
    count = size.shape[1]
    lengths = np.log2(windows.last[len(windows) - count :] / windows.first[:count])
    return logs(size / lengths)


def span_tail(windows: Windows, z: np.ndarray, least: float) -> Tail:
    """The tail of `spans`."""
    return _octaves(windows, z.shape[1]).tail(z, least=least)


def speed_tail(
    windows: Windows, path: np.ndarray, elapsed: np.ndarray | None, least: float
) -> Tail:
    """The tail of the way gone per unit of log k, from the paths in windows, (R, W)."""
    speed = logs(path / np.log(windows.end / windows.start))
    blocks = Blocks.of(windows.first, windows.tail)
    clock = None if elapsed is None else blocks.sample(elapsed)
    return blocks.tail(speed, elapsed=clock, least=least)


def _octaves(windows: Windows, count: int) -> Blocks:
    """Blocks of the octaves that begin at the first `count` windows."""
    return Blocks.of(windows.first[:count], min(windows.tail, count))
