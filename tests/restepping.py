"""Steps of methods written down once more, on the problems of `recomputing`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from recomputing import Function, Vector, mean, split

State = tuple[Vector, ...]


class Ended(Exception):
    """There is no direction to ascend along: the run ends here."""


@dataclass(frozen=True, kw_only=True)
class Here:
    """What a step sees: f, x, the state, tₖ, ρₖ, k, the draws and the noise."""

    c: Any  # an mpmath context
    f: Function
    x: Vector
    state: State = ()
    t: Any = 0
    rho: Any = 0
    k: int = 1
    draws: tuple[tuple[int, ...], ...] = ()  # the components in each minibatch
    noise: Vector = ()

    def sampled(self, y: Vector, draw: int) -> Vector:
        """The gradient of that minibatch at y."""
        return mean([self.f.parts[i](y) for i in self.draws[draw]])


def norm(c: Any, v: Vector) -> Any:
    """‖v‖."""
    return abs(v[0]) if len(v) == 1 else c.sqrt(c.fsum(u * u for u in v))


def unit(c: Any, v: Vector) -> Vector:
    """v/‖v‖, 0 where v = 0."""
    length = norm(c, v)
    return [u / length for u in v] if length != 0 else v


def plus(x: Vector, scale: Any, v: Vector) -> Vector:
    """x + scale · v."""
    return [u + scale * w for u, w in zip(x, v, strict=True)]


def along(h: Here, d: Vector, state: State = ()) -> tuple[Vector, State]:
    """x − t∇f(x + ρ d/‖d‖); raises Ended where d = 0 < ρ."""
    if norm(h.c, d) == 0 and h.rho != 0:
        raise Ended
    return plus(h.x, -h.t, h.f.gradient(plus(h.x, h.rho, unit(h.c, d)))), state


def sam(h: Here) -> tuple[Vector, State]:
    """SAM."""
    return along(h, h.f.gradient(h.x))


def igd(h: Here) -> tuple[Vector, State]:
    """SAM that descends first."""
    return along(h, [-g for g in h.f.gradient(h.x)])


def gradient_descent(h: Here) -> tuple[Vector, State]:
    """Gradient descent."""
    return plus(h.x, -h.t, h.f.gradient(h.x)), ()


def usam(h: Here) -> tuple[Vector, State]:
    """∇f at x + ρ∇f(x)."""
    return plus(h.x, -h.t, h.f.gradient(plus(h.x, h.rho, h.f.gradient(h.x)))), ()


def extragradient(h: Here) -> tuple[Vector, State]:
    """∇f at x − ρ∇f(x)."""
    return plus(h.x, -h.t, h.f.gradient(plus(h.x, -h.rho, h.f.gradient(h.x)))), ()


def sam_epsilon(h: Here, epsilon: float = 1e-12) -> tuple[Vector, State]:
    """The ascent is ρ∇f/(‖∇f‖ + ε)."""
    g = h.f.gradient(h.x)
    y = plus(h.x, h.rho / (norm(h.c, g) + h.c.mpf(epsilon)), g)
    return plus(h.x, -h.t, h.f.gradient(y)), ()


def sam_steps(h: Here, ascent_steps: int = 2) -> tuple[Vector, State]:
    """The ascent in several steps."""
    y, g = h.x, h.f.gradient(h.x)
    for _ in range(ascent_steps):
        y = plus(y, h.rho / ascent_steps, unit(h.c, g))
        g = h.f.gradient(y)
    return plus(h.x, -h.t, g), ()


def asam(h: Here, eta: float = 0.01) -> tuple[Vector, State]:
    """The ascent is ρT²∇f/‖T∇f‖, T = diag(|x| + η)."""
    scale = [abs(u) + h.c.mpf(eta) for u in h.x]
    scaled = [s * g for s, g in zip(scale, h.f.gradient(h.x), strict=True)]
    v = [s * u for s, u in zip(scale, unit(h.c, scaled), strict=True)]
    return plus(h.x, -h.t, h.f.gradient(plus(h.x, h.rho, v))), ()


def rsam(h: Here, lam: float = 1.0, sigma: float = 1.0) -> tuple[Vector, State]:
    """The ascent is along Δ + λ∇f(x + Δ), Δ = σρξ/√n."""
    delta = [h.c.mpf(sigma) * h.rho * u / h.c.sqrt(len(h.x)) for u in h.noise]
    return along(h, plus(delta, h.c.mpf(lam), h.f.gradient(plus(h.x, 1, delta))))


def vasso(h: Here, theta: float = 0.4) -> tuple[Vector, State]:
    """The ascent is along d = (1 − θ)d + θ∇f."""
    th = h.c.mpf(theta)
    d = plus([(1 - th) * u for u in h.state[0]], th, h.f.gradient(h.x))
    return along(h, d, (d,))


def f_sam(h: Here, theta: float = 0.4, sigma: float = 1.0) -> tuple[Vector, State]:
    """The ascent is along ∇f − σm, m = (1 − θ)m + θ∇f."""
    th, g = h.c.mpf(theta), h.f.gradient(h.x)
    m = plus([(1 - th) * u for u in h.state[0]], th, g)
    return along(h, plus(g, -h.c.mpf(sigma), m), (m,))


def _heavy(
    h: Here, g: Vector, momentum: float, nesterov: bool, weight_decay: float
) -> tuple[Vector, State]:
    g = plus(g, h.c.mpf(weight_decay), h.x)
    m = plus(g, h.c.mpf(momentum), h.state[0])
    d = plus(g, h.c.mpf(momentum), m) if nesterov else m
    return plus(h.x, -h.t, d), (m,)


def heavy_ball(
    h: Here, momentum: float = 0.9, nesterov: bool = False, weight_decay: float = 0.0
) -> tuple[Vector, State]:
    """m = θm + ∇f."""
    return _heavy(h, h.f.gradient(h.x), momentum, nesterov, weight_decay)


def sam_momentum(
    h: Here, momentum: float = 0.9, nesterov: bool = False, weight_decay: float = 0.0
) -> tuple[Vector, State]:
    """m = θm + SAM's gradient."""
    y = plus(h.x, h.rho, unit(h.c, h.f.gradient(h.x)))
    return _heavy(h, h.f.gradient(y), momentum, nesterov, weight_decay)


def usam_momentum(
    h: Here, momentum: float = 0.9, nesterov: bool = False, weight_decay: float = 0.0
) -> tuple[Vector, State]:
    """m = θm + USAM's gradient."""
    y = plus(h.x, h.rho, h.f.gradient(h.x))
    return _heavy(h, h.f.gradient(y), momentum, nesterov, weight_decay)


def sampa(h: Here) -> tuple[Vector, State]:
    """The ascent is along ∇f(y), y⁺ = x − t∇f(y); kept is y − x."""
    auxiliary = h.f.gradient(plus(h.x, 1, h.state[0]))
    g = h.f.gradient(plus(h.x, h.rho, unit(h.c, auxiliary)))
    return plus(h.x, -h.t, g), ([h.t * u for u in plus(g, -1, auxiliary)],)


def look_sam(h: Here, period: int = 5, alpha: float = 0.7) -> tuple[Vector, State]:
    """SAM at every p-th step, its part across ∇f used again between."""
    g = h.f.gradient(h.x)
    u = unit(h.c, g)
    perturbed = h.f.gradient(plus(h.x, h.rho, u))
    if (h.k - 1) % period == 0:
        inner = h.c.fsum(a * b for a, b in zip(perturbed, u, strict=True))
        return plus(h.x, -h.t, perturbed), (plus(perturbed, -inner, u),)
    again = plus(g, h.c.mpf(alpha) * norm(h.c, g), unit(h.c, h.state[0]))
    return plus(h.x, -h.t, again), h.state


def sam_adamw(
    h: Here,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    weight_decay: float = 0.01,
) -> tuple[Vector, State]:
    """AdamW with SAM's gradients."""
    b1, b2 = h.c.mpf(beta1), h.c.mpf(beta2)
    g = h.f.gradient(plus(h.x, h.rho, unit(h.c, h.f.gradient(h.x))))
    m = plus([b1 * u for u in h.state[0]], 1 - b1, g)
    v = plus([b2 * u for u in h.state[1]], 1 - b2, [u * u for u in g])
    first, second = [u / (1 - b1**h.k) for u in m], [u / (1 - b2**h.k) for u in v]
    d = [
        h.c.mpf(weight_decay) * x + p / (h.c.sqrt(q) + h.c.mpf(epsilon))
        for x, p, q in zip(h.x, first, second, strict=True)
    ]
    return plus(h.x, -h.t, d), (m, v)


def sgd(h: Here, minibatch: int = 1) -> tuple[Vector, State]:
    """A minibatch's gradient, without momentum."""
    g = h.sampled(h.x, 0)
    return plus(h.x, -h.t, g), (g,)


def m_sam(h: Here, minibatch: int = 1) -> tuple[Vector, State]:
    """Ascent and descent by one minibatch."""
    return plus(h.x, -h.t, h.sampled(plus(h.x, h.rho, unit(h.c, h.sampled(h.x, 0))), 0)), ()


def n_sam(h: Here, minibatch: int = 1) -> tuple[Vector, State]:
    """Ascent by one minibatch, descent by another."""
    return plus(h.x, -h.t, h.sampled(plus(h.x, h.rho, unit(h.c, h.sampled(h.x, 0))), 1)), ()


def full_ascent_sam(h: Here, minibatch: int = 1) -> tuple[Vector, State]:
    """Ascent by all of f, descent by a minibatch."""
    return plus(h.x, -h.t, h.sampled(plus(h.x, h.rho, unit(h.c, h.f.gradient(h.x))), 0)), ()


STEPS: dict[str, Callable[..., tuple[Vector, State]]] = {
    "igd-constant-error": igd,
    **{
        f.__name__.replace("_", "-"): f
        for f in (
            sam,
            gradient_descent,
            usam,
            extragradient,
            sam_epsilon,
            sam_steps,
            asam,
            rsam,
            vasso,
            f_sam,
            heavy_ball,
            sam_momentum,
            usam_momentum,
            sampa,
            look_sam,
            sam_adamw,
            sgd,
            m_sam,
            n_sam,
            full_ascent_sam,
        )
    },
}
MEMORY = {"vasso": 1, "f-sam": 1, "heavy-ball": 1, "sam-momentum": 1, "usam-momentum": 1}
MEMORY |= {"sampa": 1, "look-sam": 1, "sam-adamw": 2, "sgd": 1}
DRAWS = {"sgd": 1, "m-sam": 1, "n-sam": 2, "full-ascent-sam": 1}


def step(method: str, here: Here) -> tuple[Vector, State]:
    """One step: x⁺ and the state kept."""
    name, given = split(method)
    return STEPS[name](here, **given)


def memory(method: str) -> int:
    """How many states it keeps."""
    return MEMORY.get(split(method)[0], 0)


def draws(method: str, count: int) -> list[tuple[tuple[int, ...], ...]]:
    """Every draw of one iteration, for minibatches of one component."""
    each = [(i,) for i in range(count)]
    number = DRAWS.get(split(method)[0], 0)
    if number == 0:
        return [()]
    return [(a,) for a in each] if number == 1 else [(a, b) for a in each for b in each]
