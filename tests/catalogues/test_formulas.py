"""Each method against its published formula, written again as a loop over single vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from holding import ALL_METHODS, DRAWING, LIBRARY

from sam_theory.runs.batch import Plan
from sam_theory.runs.compiled.engine import run as compiled_run
from sam_theory.runs.recording import Chunk
from sam_theory.runs.reference import run
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.noise import standard_normal, streams, uniform
from sam_theory.setting.oracle import minibatch

STEP, RADIUS, SEED, NUMBER = 0.05, 0.03, 5, 2
COUNT = 100  # iterates
PROBLEM = LIBRARY.get("problems", "least-squares")
START = np.array([0.7, -1.1, 0.4])
N, n = PROBLEM.components.count, PROBLEM.dimension

Loop = Callable[[], Iterator[np.ndarray]]


def grad(x: np.ndarray) -> np.ndarray:
    return np.asarray(PROBLEM.gradient(x))


def of_one(x: np.ndarray, i: int) -> np.ndarray:
    """∇fᵢ by differences of ∇f would be blind to weights: from the data, by unit weights."""
    return np.asarray(PROBLEM.components.gradient(x, np.eye(N)[i]))


def drawn(k: int, call: int) -> int:
    """The component that call draws at iteration k."""
    stream = streams(SEED, np.array([NUMBER], dtype=np.uint64))
    u = uniform(stream, np.array([k], dtype=np.uint64), 1, call=(1 << 32) + call)
    return int(u[0, 0] * N)


def unit(g: np.ndarray) -> np.ndarray:
    return g / np.sqrt(np.sum(g * g))


def plain(gradient: Callable[[np.ndarray, int], np.ndarray]) -> Iterator[np.ndarray]:
    """x − tg, where g is a function of x and k."""
    x = START
    for k in range(1, COUNT + 1):
        yield x
        x = x - STEP * gradient(x, k)


def torch_sgd(
    gradient: Callable[[np.ndarray], np.ndarray],
    momentum: float,
    nesterov: bool = False,
    decay: float = 0.0,
) -> Iterator[np.ndarray]:
    """As torch.optim.SGD documents it: the buffer is the first gradient at the first step."""
    x, buffer = START, None
    for _ in range(COUNT):
        yield x
        g = gradient(x) + decay * x
        buffer = g if buffer is None else momentum * buffer + g
        x = x - STEP * (g + momentum * buffer if nesterov else buffer)


def sam_gradient(x: np.ndarray) -> np.ndarray:
    return grad(x + RADIUS * unit(grad(x)))


def vasso(x: np.ndarray = START) -> Iterator[np.ndarray]:
    d = np.zeros(n)
    for _ in range(COUNT):
        yield x
        d = 0.6 * d + 0.4 * grad(x)
        x = x - STEP * grad(x + RADIUS * unit(d))


def f_sam(x: np.ndarray = START) -> Iterator[np.ndarray]:
    m = np.zeros(n)
    for _ in range(COUNT):
        yield x
        m = 0.6 * m + 0.4 * grad(x)
        x = x - STEP * grad(x + RADIUS * unit(grad(x) - m))


def rsam(x: np.ndarray, k: int) -> np.ndarray:
    stream = streams(SEED, np.array([NUMBER], dtype=np.uint64))
    xi = standard_normal(stream, np.array([k], dtype=np.uint64), n)[0]
    delta = RADIUS * xi / np.sqrt(n)
    return grad(x + RADIUS * unit(delta + grad(x + delta)))


def sam_steps(x: np.ndarray, _: int) -> np.ndarray:
    middle = x + RADIUS / 2 * unit(grad(x))
    return grad(middle + RADIUS / 2 * unit(grad(middle)))


def sampa(x: np.ndarray = START) -> Iterator[np.ndarray]:
    y = x
    for _ in range(COUNT):
        yield x
        x, y = x - STEP * grad(x + RADIUS * unit(grad(y))), x - STEP * grad(y)


def asam(x: np.ndarray, _: int) -> np.ndarray:
    scale = np.diag(np.abs(x) + 0.01)
    return grad(x + RADIUS * scale @ scale @ grad(x) / np.linalg.norm(scale @ grad(x)))


def look_sam(x: np.ndarray = START) -> Iterator[np.ndarray]:
    """Liu et al., Algorithm 1: h is what of the perturbed gradient is orthogonal to ∇f(x)."""
    h = np.zeros(n)
    for k in range(COUNT):
        yield x
        g = grad(x)
        if k % 5 == 0:
            perturbed = sam_gradient(x)
            cosine = perturbed @ g / np.linalg.norm(perturbed) / np.linalg.norm(g)
            h = perturbed - np.linalg.norm(perturbed) * cosine * g / np.linalg.norm(g)
            x = x - STEP * perturbed
        else:
            x = x - STEP * (g + 0.7 * np.linalg.norm(g) / np.linalg.norm(h) * h)


def sam_adamw(x: np.ndarray = START) -> Iterator[np.ndarray]:
    """torch.optim.AdamW, as it documents itself: the decay first, the bias corrected."""
    m, v = np.zeros(n), np.zeros(n)
    for k in range(1, COUNT + 1):
        yield x
        g = sam_gradient(x)
        x = x * (1 - STEP * 0.01)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        x = x - STEP / (1 - 0.9**k) * m / (np.sqrt(v) / np.sqrt(1 - 0.999**k) + 1e-8)


def usam_gradient(x: np.ndarray) -> np.ndarray:
    return grad(x + RADIUS * grad(x))


def mixed(x: np.ndarray) -> np.ndarray:
    g = grad(x)
    return grad(x + RADIUS * (0.5 + 0.5 / np.linalg.norm(g)) * g)


def stochastic(ascent: Callable[[np.ndarray, int], np.ndarray], call: int) -> Loop:
    def gradient(x: np.ndarray, k: int) -> np.ndarray:
        return of_one(x + RADIUS * unit(ascent(x, k)), drawn(k, call))

    return lambda: plain(gradient)


def first_draw(x: np.ndarray, k: int) -> np.ndarray:
    return of_one(x, drawn(k, 0))


FORMULAS: dict[str, Loop] = {
    "gradient-descent": lambda: plain(lambda x, k: grad(x)),
    "sam": lambda: plain(lambda x, k: sam_gradient(x)),
    "igd-constant-error": lambda: plain(lambda x, k: grad(x - RADIUS * unit(grad(x)))),
    "usam": lambda: plain(lambda x, k: usam_gradient(x)),
    "extragradient": lambda: plain(lambda x, k: grad(x - RADIUS * grad(x))),
    "unified-sam": lambda: plain(lambda x, k: mixed(x)),
    "vasso": vasso,
    "f-sam": f_sam,
    "rsam": lambda: plain(rsam),
    "heavy-ball": lambda: torch_sgd(grad, 0.9),
    "heavy-ball[momentum=0.5, nesterov=True]": lambda: torch_sgd(grad, 0.5, True),
    "heavy-ball[weight_decay=0.1]": lambda: torch_sgd(grad, 0.9, decay=0.1),
    "sam-momentum": lambda: torch_sgd(sam_gradient, 0.9),
    "sam-momentum[nesterov=True, weight_decay=0.1]": lambda: torch_sgd(
        sam_gradient, 0.9, True, 0.1
    ),
    "usam-momentum": lambda: torch_sgd(usam_gradient, 0.9),
    "sam-steps": lambda: plain(sam_steps),
    "sampa": sampa,
    "asam": lambda: plain(asam),
    "look-sam": look_sam,
    "sam-epsilon": lambda: plain(
        lambda x, k: grad(x + RADIUS * grad(x) / (np.linalg.norm(grad(x)) + 1e-12))
    ),
    "sam-adamw": sam_adamw,
    "sgd": lambda: plain(first_draw),
    "n-sam": stochastic(first_draw, 1),
    "m-sam": stochastic(first_draw, 0),
    "full-ascent-sam": stochastic(lambda x, k: grad(x), 0),
}


def test_every_method_has_its_formula() -> None:
    assert {name.partition("[")[0] for name in FORMULAS} == set(LIBRARY.entries("methods"))


def iterates(method: str) -> np.ndarray:
    """x¹ … x¹⁰⁰ by the engine, (COUNT, n)."""
    plan = planned(method)
    kept: list[np.ndarray] = []

    def observe(chunk: Chunk, lengths: np.ndarray, _: object) -> None:
        kept.append(chunk.x[: lengths[0], 0].copy())

    run(PROBLEM, [plan], iterations=COUNT, seed=SEED, observe=observe)
    return np.concatenate(kept)


def planned(method: str, number: int = NUMBER) -> Plan:
    return Plan(
        method=LIBRARY.get("methods", method),
        step=Schedule(repr(STEP)),
        radius=Schedule(repr(RADIUS)),
        start=START,
        number=number,
    )


@pytest.mark.parametrize("method", FORMULAS)
def test_a_hundred_iterates_are_those_of_the_formula(method: str) -> None:
    expected = np.array(list(FORMULAS[method]()))
    found = iterates(method)
    assert found.shape == expected.shape == (COUNT, n)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)
    assert np.abs(found[-1] - found[0]).max() > 0.05  # it went somewhere


# ---- draws


@pytest.mark.parametrize("size", [1, 4])
def test_components_are_drawn_evenly_and_independently(size: int) -> None:
    """Counts of each component by Bernstein, at 5 standard errors; calls, k and runs differ."""
    runs = streams(0, np.arange(200, dtype=np.uint64))
    k = np.arange(1, 301, dtype=np.uint64)[:, None]
    first, second = (minibatch(runs[None], k, call, size, 7) for call in (0, 1))
    for weights in (first, second):
        np.testing.assert_allclose(weights.sum(axis=-1), 1)
        error = np.sqrt((1 / 7) * (6 / 7) / (size * k.size * runs.size))
        assert np.abs(weights.mean(axis=(0, 1)) - 1 / 7).max() <= 5 * error
    for one, other in ((first, second), (first[1:], first[:-1]), (first[:, 1:], first[:, :-1])):
        together = np.mean(np.sum(one * other, axis=-1))
        assert abs(together - 1 / 7) <= 5 / np.sqrt(one[..., 0].size * size)


def test_a_batch_of_a_drawing_method_equals_single_runs() -> None:
    for method in DRAWING:
        plans = [planned(method, number) for number in (0, 7, 3)]
        together = run(PROBLEM, plans, iterations=60, seed=SEED)
        alone = [run(PROBLEM, [plan], iterations=60, seed=SEED)[0] for plan in plans]
        compiled = compiled_run(PROBLEM, plans, iterations=60, seed=SEED)
        for a, b, c in zip(together, alone, compiled, strict=True):
            np.testing.assert_allclose(a.iterates.last, b.iterates.last, rtol=1e-12)
            np.testing.assert_allclose(c.iterates.last, a.iterates.last, rtol=1e-9)
        assert not np.array_equal(together[0].iterates.last, together[1].iterates.last)


def test_m_sam_draws_once_and_n_sam_twice() -> None:
    """Where ascent and descent share their draw, the probe lies along the component's gradient."""
    plans = [planned(method) for method in ("m-sam", "n-sam", "full-ascent-sam")]
    assert [plan.method.draws for plan in plans] == [1, 2, 1]
    assert len({drawn(k, call) for k in range(1, 50) for call in (0, 1)}) > N // 2
    assert any(drawn(k, 0) != drawn(k, 1) for k in range(1, 10))


def test_names_of_all_methods_are_told_apart() -> None:
    assert len(set(ALL_METHODS)) == len(ALL_METHODS) >= 21
