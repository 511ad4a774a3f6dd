"""What is evaluated ahead is what would be evaluated at each k."""

from __future__ import annotations

import numpy as np

from sam_theory.runs.clock import AHEAD, DRAWN, Noise
from sam_theory.setting.noise import standard_normal, streams


def test_noise_drawn_ahead_is_that_of_each_k() -> None:
    for count in (3, DRAWN):
        own = streams(5, np.arange(count, dtype=np.uint64))
        noise = Noise(own)
        for first, length in ((1, 4), (5, 4), (2, 3), (AHEAD - 1, 5), (AHEAD + 4, 2)):
            k = np.arange(first, first + length, dtype=np.uint64)[:, None]
            for call, drawn in enumerate(noise.at(first, length, 2, 2)):
                np.testing.assert_array_equal(drawn, standard_normal(own[None], k, 2, call=call))
        assert noise.values[0].size <= max(2 * DRAWN, 2 * 5 * count)
