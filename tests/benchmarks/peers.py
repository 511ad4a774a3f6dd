"""Other packages' SAM on one run of a quadratic: whether they take the same steps, and how fast.

They record nothing; the engines of this project record everything.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sam_theory.runs.compiled.backend import load

load()  # before anything else imports JAX

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
import optax  # noqa: E402
import torch  # noqa: E402
from optax.contrib import normalize, sam  # noqa: E402
from pytorch_optimizer import SAM  # noqa: E402
from unifiedsam import unifiedSAM  # noqa: E402

from sam_theory.library import Library  # noqa: E402
from sam_theory.runs.batch import Plan  # noqa: E402
from sam_theory.runs.compiled.engine import run as compiled_run  # noqa: E402
from sam_theory.runs.reference import run  # noqa: E402
from sam_theory.schedules.schedule import Schedule  # noqa: E402

N, STEP, RADIUS = 10, 0.05, 0.01
SPECTRUM = np.linspace(1, 10, N)
START = np.random.default_rng(0).uniform(-1, 1, N)
LIBRARY = Library()
Peer = Callable[[int], np.ndarray]  # number of steps -> last iterate


def ours(engine: Callable[..., tuple[object, ...]], method: str) -> Peer:
    """An engine of this project: x after so many steps is the iterate after them."""
    problem = LIBRARY.get("problems", f"quadratic[eigenvalues={tuple(map(float, SPECTRUM))}]")
    plan = Plan(
        method=LIBRARY.get("methods", method),
        step=Schedule(repr(STEP)),
        radius=Schedule(repr(RADIUS)),
        start=START,
    )
    return lambda steps: engine(problem, [plan], iterations=steps + 1)[0].last  # type: ignore[attr-defined]


def loop(method: str) -> Peer:
    """A bare loop over NumPy arrays that records nothing."""

    def go(steps: int) -> np.ndarray:
        x = START.copy()
        for _ in range(steps):
            g = SPECTRUM * x
            scale = RADIUS / np.sqrt(g @ g) if method == "sam" else RADIUS
            x = x - STEP * (SPECTRUM * (x + scale * g))
        return x

    return go


def by_torch(make: Callable[[torch.Tensor], torch.optim.Optimizer]) -> Peer:
    """A PyTorch optimizer that takes a closure."""
    spectrum = torch.tensor(SPECTRUM)

    def go(steps: int) -> np.ndarray:
        x = torch.tensor(START, requires_grad=True)
        optimizer = make(x)

        def closure() -> torch.Tensor:
            optimizer.zero_grad()
            value = (spectrum * x * x).sum() / 2
            value.backward()
            return value

        for _ in range(steps):
            closure()
            optimizer.step(closure)
        return x.detach().numpy().copy()

    return go


def by_optax(*, whole: bool) -> Peer:
    """optax.contrib.sam, a jitted step a call, or all steps in one compiled loop."""
    spectrum = jnp.asarray(SPECTRUM)
    gradient = jax.grad(lambda x, _=0: jnp.sum(spectrum * x * x) / 2)
    inner = optax.chain(normalize(), optax.sgd(RADIUS))
    optimizer = sam(optax.sgd(STEP), inner, opaque_mode=True)

    def one(_: object, carry: tuple[object, object]) -> tuple[object, object]:
        x, state = carry
        updates, state = optimizer.update(gradient(x), state, x, grad_fn=gradient)
        return optax.apply_updates(x, updates), state

    step = jax.jit(lambda x, state: one(0, (x, state)))
    loop = jax.jit(lambda n, x, state: jax.lax.fori_loop(0, n, one, (x, state)))

    def go(steps: int) -> np.ndarray:
        x = jnp.asarray(START)
        state = optimizer.init(x)
        if whole:
            return np.asarray(loop(steps, x, state)[0])
        for _ in range(steps):
            x, state = step(x, state)
        return np.asarray(x)

    return go


@dataclass(frozen=True)
class Entry:
    """A row of the table."""

    name: str
    method: str
    go: Peer
    steps: int  # for one timing


def entries() -> Iterator[Entry]:
    """All rows, the reference first."""
    sgd = torch.optim.SGD
    yield Entry("this project, numpy", "sam", ours(run, "sam"), 4000)
    yield Entry("this project, jax", "sam", ours(compiled_run, "sam"), 2_000_000)
    yield Entry("numpy loop, nothing recorded", "sam", loop("sam"), 20_000)
    for eps in (0.0, 1e-12):
        yield Entry(
            f"pytorch-optimizer SAM, perturb_eps={eps:g}",
            "sam",
            by_torch(lambda x, eps=eps: SAM([x], sgd, rho=RADIUS, perturb_eps=eps, lr=STEP)),
            1000,
        )
    yield Entry(
        "unifiedsam, lambd=1",
        "sam",
        by_torch(lambda x: unifiedSAM([x], sgd, rho=RADIUS, lambd=1.0, lr=STEP)),
        1000,
    )
    yield Entry("optax.contrib.sam, a step a call", "sam", by_optax(whole=False), 4000)
    yield Entry("optax.contrib.sam, fori_loop", "sam", by_optax(whole=True), 400_000)
    yield Entry("this project, numpy", "usam", ours(run, "usam"), 4000)
    yield Entry(
        "unifiedsam, lambd=0",
        "usam",
        by_torch(lambda x: unifiedSAM([x], sgd, rho=RADIUS, lambd=0.0, lr=STEP)),
        1000,
    )


def compare(repeats: int) -> None:
    """Print how far everybody is from the reference after 100 steps, and steps a second."""
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    rows = list(entries())
    with jax.enable_x64(True):
        reference = {r.method: r.go(100) for r in reversed(rows) if r.name.endswith("numpy")}
        times: dict[int, list[float]] = {i: [] for i in range(len(rows))}
        for row in rows:
            row.go(row.steps)
        for _ in range(repeats):
            for i, row in enumerate(rows):
                start = time.process_time()
                row.go(row.steps)
                times[i].append(time.process_time() - start)
        rates = [row.steps / statistics.median(times[i]) for i, row in enumerate(rows)]
        print(f"{'':42s} method   steps/s   numpy engine = 1   difference after 100 steps")
        for row, rate in zip(rows, rates, strict=True):
            gap = np.linalg.norm(row.go(100) - reference[row.method])
            gap /= np.linalg.norm(reference[row.method])
            print(f"{row.name:42s} {row.method:6s} {rate:9.3g} {rate / rates[0]:18.3g} {gap:28.1e}")
