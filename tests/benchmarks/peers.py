"""Other packages' SAM on one run of a quadratic: whether they take the same steps, and how fast.

They record nothing; the engines of this project record everything. `agreement` holds 100 steps of
each method that a package has against that package's: once with the package's habit in our formula,
a small number in a norm, and once as the method is published.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sam_theory.runs.compiled.backend import load

load()  # before anything else imports JAX

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
import optax  # noqa: E402
import torch  # noqa: E402
from optax.contrib import normalize, sam  # noqa: E402
from pytorch_optimizer import SAM, LookSAM  # noqa: E402
from unifiedsam import unifiedSAM  # noqa: E402

from sam_theory.library.catalogues import Library  # noqa: E402
from sam_theory.runs.batch import Plan  # noqa: E402
from sam_theory.runs.compiled.engine import run as compiled_run  # noqa: E402
from sam_theory.runs.reference import run  # noqa: E402
from sam_theory.schedules.schedule import Schedule  # noqa: E402
from sam_theory.setting.method import Method, as_general  # noqa: E402
from sam_theory.setting.momentum import Momentum  # noqa: E402
from sam_theory.setting.norms import norm  # noqa: E402
from sam_theory.setting.point import Move, Point  # noqa: E402

N, STEP, RADIUS = 10, 0.05, 0.01
SPECTRUM = np.linspace(1, 10, N)
START = np.random.default_rng(0).uniform(-1, 1, N)
LIBRARY = Library()
Peer = Callable[[int], np.ndarray]  # number of steps -> last iterate


def ours(engine: Callable[..., tuple[object, ...]], method: str) -> Peer:
    """An engine of this project, and a method by its name."""
    return by_engine(engine, LIBRARY.get("methods", method))


def by_engine(engine: Callable[..., tuple[object, ...]], method: Method) -> Peer:
    """An engine of this project: x after so many steps is the iterate after them."""
    problem = LIBRARY.get("problems", f"quadratic[eigenvalues={tuple(map(float, SPECTRUM))}]")
    plan = Plan(
        method=method,
        step=Schedule(repr(STEP)),
        radius=Schedule(repr(RADIUS)),
        start=START,
    )
    return lambda steps: engine(problem, [plan], iterations=steps + 1)[0].iterates.last  # type: ignore[attr-defined]


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


@dataclass(frozen=True)
class Habit:
    """A method that a package has, and how the package's formula differs from the published one."""

    package: str
    method: str  # as published, by its name in the catalogue
    go: Peer
    habit: str = ""  # empty: none
    imitated: Method | None = None  # with the habit; None where the catalogue has it


Ascent = Callable[[Point], np.ndarray]  # the displacement vₖ, (B, n)


def displaced_by(ascent: Ascent) -> Callable[[Point], np.ndarray]:
    """∇f(x + vₖ)."""
    return lambda at: np.asarray(at.gradient(at.x + ascent(at)))


def imitation(gradient: Callable[[Point], np.ndarray]) -> Method:
    """x⁺ = x − tg."""

    def step(at: Point) -> Move:
        g = gradient(at)
        return Move(at.x - at.step * g, g)

    return Method(name="imitation", formula="", step=step, error=None, source="")


def in_float32(at: Point, direction: np.ndarray, weighted: np.ndarray, eps: float) -> np.ndarray:
    """ρd/(‖w‖ + ε), norm and quotient in single precision, as pytorch-optimizer has them."""
    size = np.sqrt(np.float32(np.linalg.norm(weighted, axis=-1, keepdims=True)) ** 2)
    scale = np.float32(1) / (size + np.float32(eps)) * np.float32(RADIUS)
    return direction * np.float64(scale)


def plain_ascent(eps: float) -> Ascent:
    """Of SAM."""
    return lambda at: in_float32(at, at.here, at.here, eps)


def adaptive_ascent(at: Point) -> np.ndarray:
    """Of the adaptive SAM of packages: along x²∇f, by the norm of |x|∇f."""
    return in_float32(at, at.x**2 * at.here, np.abs(at.x) * at.here, 1e-12)


def unified_ascent(at: Point) -> np.ndarray:
    """Of unifiedsam with λ = ½: ρ(½ + ½/(‖∇f‖ + ε))∇f."""
    return np.asarray(at.radius * (0.5 + 0.5 / (norm(at.here) + 1e-12)) * at.here)


def looking(period: int, alpha: float) -> Method:
    """LookSAM as pytorch-optimizer has it, with 1e-8 in the norm of what is used again."""

    def step(at: Point) -> Move:
        along = at.here / norm(at.here)
        perturbed = displaced_by(plain_ascent(1e-12))(at)
        looks = (at.k - 1) % period == 0
        rest = perturbed - np.sum(perturbed * along, axis=-1, keepdims=True) * along
        kept = np.where(looks, rest, at.state[0])
        again = at.here + alpha * norm(at.here) / (norm(kept) + 1e-8) * kept
        g = np.where(looks, perturbed, again)
        return Move(at.x - at.step * g, g, (kept,))

    return Method(name="looking", formula="", step=step, error=None, memory=1, source="")


def adam(gradient: Callable[[Point], np.ndarray]) -> Callable[[Point], Move]:
    """torch.optim.AdamW with its defaults, over other gradients."""

    def step(at: Point) -> Move:
        g = gradient(at)
        m, v = 0.9 * at.state[0] + 0.1 * g, 0.999 * at.state[1] + 0.001 * g * g
        first, second = m / (1 - 0.9**at.k), v / (1 - 0.999**at.k)
        d = 0.01 * at.x + first / (np.sqrt(second) + 1e-8)
        return Move(at.x - at.step * d, d, (m, v))

    return step


def habits() -> Iterator[Habit]:
    """Every method that one of the packages has."""
    sgd, adamw, eps = torch.optim.SGD, torch.optim.AdamW, "1e-12 in the norm"
    base = "pytorch-optimizer SAM"

    def sam_of(optimizer: type, **keywords: object) -> Peer:
        return by_torch(lambda x: SAM([x], optimizer, rho=RADIUS, lr=STEP, **keywords))

    for name, keywords in {
        "heavy-ball": {"momentum": 0.9},
        "heavy-ball[nesterov=True]": {"momentum": 0.9, "nesterov": True},
        "heavy-ball[weight_decay=0.1]": {"momentum": 0.9, "weight_decay": 0.1},
    }.items():
        yield Habit("torch.optim.SGD", name, by_torch(lambda x, k=keywords: sgd([x], lr=STEP, **k)))
    exact, single = {"perturb_eps": 0.0}, "float32 norm"
    at_zero, at_eps = displaced_by(plain_ascent(0.0)), displaced_by(plain_ascent(1e-12))
    yield Habit(base, "sam", sam_of(sgd, **exact), single, imitation(at_zero))
    yield Habit(base, "sam-epsilon", sam_of(sgd), single, imitation(at_eps))
    yield Habit(base, "sam", sam_of(sgd), f"{single}, {eps}", imitation(at_eps))
    momentum = {"momentum": 0.9}
    more = {"momentum": 0.9, "nesterov": True, "weight_decay": 0.1}
    for name, keywords in (
        ("sam-momentum", momentum),
        ("sam-momentum[nesterov=True, weight_decay=0.1]", more),
    ):
        known = as_general(LIBRARY.get("methods", name))
        inside = replace(known, step=Momentum(**keywords).step(at_zero))
        yield Habit(f"{base}, SGD", name, sam_of(sgd, **keywords, **exact), single, inside)
    inside = replace(LIBRARY.get("methods", "sam-adamw"), step=adam(at_zero))
    yield Habit(f"{base}, AdamW", "sam-adamw", sam_of(adamw, **exact), single, inside)
    inside = imitation(displaced_by(adaptive_ascent))
    go = sam_of(sgd, adaptive=True)
    yield Habit(f"{base}, adaptive", "asam[eta=0.0]", go, f"{single}, {eps}", inside)
    look = by_torch(lambda x: LookSAM([x], sgd, rho=RADIUS, k=5, alpha=0.7, lr=STEP))
    told = f"{single}, 1e-12 and 1e-8 in norms"
    yield Habit("pytorch-optimizer LookSAM", "look-sam", look, told, looking(5, 0.7))

    def of_lambda(value: float, optimizer: type = sgd, **keywords: object) -> Peer:
        return by_torch(
            lambda x: unifiedSAM([x], optimizer, rho=RADIUS, lambd=value, lr=STEP, **keywords)
        )

    yield Habit("unifiedsam, λ = 0", "usam", of_lambda(0.0))
    yield Habit("unifiedsam, λ = 0, SGD", "usam-momentum", of_lambda(0.0, momentum=0.9))
    sam_eps = LIBRARY.get("methods", "sam-epsilon")
    yield Habit("unifiedsam, λ = 1", "sam", of_lambda(1.0), eps, sam_eps)
    half = imitation(displaced_by(unified_ascent))
    yield Habit("unifiedsam, λ = ½", "unified-sam", of_lambda(0.5), eps, half)
    yield Habit("optax.contrib.sam", "sam", by_optax(whole=True))


def agreement() -> bool:
    """Print how far 100 iterates are from each package's; whether all imitations agree to 1e-9."""
    print(f"{'package':32s} {'method':46s} {'imitated':>9s} {'published':>9s}  habit")
    worst = 0.0
    with jax.enable_x64(True):
        for row in habits():
            theirs = np.array([row.go(k) for k in CHECKED])
            published = _gap(theirs, LIBRARY.get("methods", row.method))
            imitated = _gap(theirs, row.imitated) if row.imitated else published
            worst = max(worst, imitated)
            print(
                f"{row.package:32s} {row.method:46s} {imitated:9.1e} {published:9.1e}"
                f"  {row.habit or 'none'}"
            )
    print(f"the imitations are off by {worst:.1e} at most, over x² … x¹⁰⁰")
    return worst <= 1e-9


CHECKED = range(1, 100)  # steps after which iterates are compared


def _gap(theirs: np.ndarray, method: Method) -> float:
    """The largest distance of our iterates, of the size of the start."""
    ours = by_engine(run, method)
    there = np.array([ours(k) for k in CHECKED])
    return float(np.linalg.norm(there - theirs, axis=1).max() / np.linalg.norm(START))


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
