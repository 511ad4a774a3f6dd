"""One iteration of a batch, and what is recorded of it, as JAX traces it.

Arrays have the batch as their last axis, so that every operation is one over contiguous runs.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any, NamedTuple

import numpy as np

from sam_theory.runs.answers import taken
from sam_theory.runs.compiled.backend import load
from sam_theory.runs.compiled.columns import columnwise
from sam_theory.runs.compiled.rounding import Rounding
from sam_theory.runs.folding import names_of
from sam_theory.runs.recording import ROUNDING, UNDERFLOW
from sam_theory.setting.displacement import Displacement, descent, displacement
from sam_theory.setting.method import Method
from sam_theory.setting.noise import standard_normal
from sam_theory.setting.norms import SAFE_HIGH, SAFE_LOW, norm
from sam_theory.setting.oracle import Oracle, minibatch
from sam_theory.setting.point import Point
from sam_theory.setting.problem import Array, Components

LARGE = 32  # dimensions from which on that is worth asking for several runs
SQUARE_ROOT_OF_LEAST = 1.5717277847026288e-162  # the square of a smaller number rounds to 0


class State(NamedTuple):
    """R runs before iteration k."""

    x: Array  # (n, R)
    memory: tuple[tuple[Array, ...], ...]  # group by group: the method's state arrays, (n, R')
    previous: Array  # (R,) f(xᵏ⁻¹)
    work: Array  # (R,) ‖∇f(xᵏ⁻¹)‖‖xᵏ − xᵏ⁻¹‖
    last: Array  # (n, R) xᵏ⁻¹
    gradient: Array  # (R,) ‖∇f(xᵏ⁻¹)‖


class Record(NamedTuple):
    """What is kept of a stretch of iterations, under the recorder's names."""

    low: dict[str, Array]  # (R,); the box (n, R)
    high: dict[str, Array]
    total: dict[str, Array]
    slack: Array  # (R,) worst slack of the error model
    slack_at: Array  # (R,) its k


class Seen(NamedTuple):
    """What iteration k computes besides the next iterate; (R,) except x."""

    x: Array  # (n, R)
    value: Array  # f(xᵏ)
    gradient: Array  # ‖∇f(xᵏ)‖
    displaced: Array  # ‖xᵏ + vₖ‖; where no vₖ is said, ‖xᵏ‖
    estimate: Array  # ‖gₖ‖
    error: Array  # ‖gₖ − ∇f(xᵏ)‖
    move: Array  # ‖xᵏ⁺¹ − xᵏ‖


class Moved(NamedTuple):
    """Where the runs go from xᵏ, and by what."""

    x: Array  # (n, R) xᵏ⁺¹
    estimate: Array  # (n, R) gₖ
    memory: tuple[tuple[Array, ...], ...]
    probe: Array  # (n, R) xᵏ + vₖ, or xᵏ where no vₖ is said
    gradient: Array  # (R,) ‖∇f(xᵏ)‖
    direction: Array  # (R,) ‖dᵏ‖, ∞ where there is none


@dataclass(frozen=True)
class Iteration:
    """Iterations of consecutive groups of runs, each with its method, on one problem."""

    value: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    dimension: int
    lipschitz: float | None
    groups: tuple[tuple[Method, int], ...]  # of displaced methods, or of one other
    components: Components | None = None
    measuring: bool = False  # whether errors are recorded

    @property
    def batch(self) -> int:
        """R."""
        return sum(count for _, count in self.groups)

    def take(
        self, k: Array, t: Array, rho: Array, stream: Array, rounded: Rounding, state: State
    ) -> tuple[State, Seen, Array]:
        """The state after iteration k, what was seen, and which runs cannot take it, (R,)."""
        xp = self._jax.numpy
        x = state.x
        f, g = self._apart(k, lambda z: (self.values(rounded, z), self.gradients(rounded, z)), x)
        moved = self._moved(k, t, rho, stream, rounded, state, g)
        new, h, memory = moved.x, moved.estimate, moved.memory
        displaced, estimate, error, move = self._lengths(rounded, moved.probe, h, h - g, new - x)
        size, length = moved.gradient, moved.direction
        seen = Seen(x, f, size, displaced, estimate, error, move)
        finite = xp.isfinite(f) & xp.isfinite(seen.displaced) & xp.isfinite(seen.estimate)
        # While JAX computes, the processor takes numbers below 2.2e-308 for zero. A run whose
        # gradient comes near is left to the reference engine, unless its method moves on there.
        goes_on = (size >= UNDERFLOW) | (
            (length >= UNDERFLOW) & (estimate >= UNDERFLOW) & self._own
        )
        over = ~(finite & goes_on & (size < math.inf))
        return State(new, memory, f, size * move, x, size), seen, over

    def move(
        self, k: Array, t: Array, rho: Array, stream: Array, rounded: Rounding, state: State
    ) -> tuple[State, Moved]:
        """The state after iteration k, and what moved the runs, f not asked for."""
        g = self._apart(k, lambda z: self.gradients(rounded, z), state.x)
        moved = self._moved(k, t, rho, stream, rounded, state, g)
        after = State(moved.x, moved.memory, state.previous, state.work, state.x, moved.gradient)
        return after, moved

    def _moved(self, *at: Any) -> Moved:
        return self._stepped(*at) if self._general else self._displaced(*at)

    def _displaced(self, *at: Any) -> Moved:
        """x⁺ = x − t∇f(x + v)."""
        k, t, rho, _, rounded, state, g = at
        d, memory = self._directions(*at)
        size, length = self._lengths(rounded, g, d)
        used, mixture = self._mixture
        y = state.x + rounded(displacement(d, length, rho * used, mixture))
        h = self._apart(k, lambda z: self.gradients(rounded, z), y)
        return Moved(state.x - rounded(t * h), h, memory, y, size, length)

    def _stepped(self, *at: Any) -> Moved:
        """Whatever the method makes of it."""
        _, _, _, _, rounded, state, g = at
        ((method, _),) = self.groups
        new, h, memory = self.step(method)(rounded, *self._columns(method, *at))
        (size,) = self._lengths(rounded, g)
        return Moved(new, h, (memory,), state.x, size, self._jax.numpy.full_like(size, math.inf))

    def _columns(
        self,
        method: Method,
        k: Array,
        t: Array,
        rho: Array,
        stream: Array,
        rounded: Rounding,
        state: State,
        g: Array,
    ) -> tuple[Any, ...]:
        """The arguments of the method's step, each with the batch as its last axis."""
        xp = self._jax.numpy
        t, rho, index = self._numbers(t, rho, k)
        counter, count = k.astype(xp.uint64), self.components.count if self.components else 0
        noise = [self._noise(k, stream, i) for i in range(method.normals)]
        draws = [
            minibatch(stream, counter, i, method.minibatch, count).T for i in range(method.draws)
        ]
        return state.x, g, t, rho, index, state.memory[0], tuple(noise), tuple(draws)

    def empty(self) -> Record:
        """The record of no iterations."""
        xp = self._jax.numpy
        flat, box = (self.batch,), (self.dimension, self.batch)
        names = names_of(self.measuring)
        low = {name: xp.full(flat, xp.inf) for name in names.low}
        high = {name: xp.full(flat, -xp.inf) for name in names.high}
        return Record(
            low={**low, "box": xp.full(box, xp.inf)},
            high={**high, "box": xp.full(box, -xp.inf)},
            total={name: xp.zeros(flat) for name in names.total},
            slack=xp.full(flat, xp.inf),
            slack_at=xp.zeros(flat, dtype=xp.int64),
        )

    def recorded(
        self,
        record: Record,
        k: Array,
        t: Array,
        rho: Array,
        rounded: Rounding,
        state: State,
        seen: Seen,
    ) -> Record:
        """The record with iteration k in it; `state` is the one before it."""
        xp, select = self._jax.numpy, self._jax.lax.select
        size, squares = seen.gradient, seen.gradient**2
        drop = state.previous - seen.value
        extremes = {
            "gradient": size,
            "value": seen.value,
            "box": seen.x,
            "share": xp.where(size > SQUARE_ROOT_OF_LEAST, size / seen.estimate, 1.0),
            "estimate": seen.estimate,
        }
        totals = {
            "path": seen.move,
            "gradient_squares": squares,
            "weighted_squares": t * squares,
            "gradient_moves": size * seen.move,
            "estimate_moves": seen.estimate * seen.move,
        }
        lows = extremes | {"descent": self._descent(drop, state, seen)}
        highs = extremes | {"rise": -drop}
        if self.measuring:
            share = xp.where(seen.error > 0, seen.error / size, 0.0)
            lows["error"] = seen.error
            highs |= {"error": seen.error, "error_share": share}
            totals["errors"] = t * seen.error
        slack = self._slack(rho, seen)
        worse = (slack < record.slack) & (slack > -math.inf)
        return Record(
            low={n: rounded(select(lows[n] < old, lows[n], old)) for n, old in record.low.items()},
            high={
                n: rounded(select(highs[n] > old, highs[n], old)) for n, old in record.high.items()
            },
            total={name: old + rounded(totals[name]) for name, old in record.total.items()},
            slack=select(worse, slack, record.slack),
            slack_at=select(worse, xp.full_like(record.slack_at, k), record.slack_at),
        )

    def _descent(self, drop: Array, state: State, seen: Seen) -> Array:
        xp = self._jax.numpy
        before, after = xp.abs(state.previous), xp.abs(seen.value)
        resolved = (xp.abs(drop) > ROUNDING * xp.maximum(before, after)) & xp.isfinite(before)
        return xp.where(resolved, drop / state.work, xp.inf)

    def _slack(self, rho: Array, seen: Seen) -> Array:
        xp = self._jax.numpy
        if self.lipschitz is None or all(method.error is None for method, _ in self.groups):
            return xp.full((self.batch,), xp.inf)
        size = seen.gradient + seen.estimate + self.lipschitz * seen.displaced
        evaluations = self._each([float(method.gradients) for method, _ in self.groups])
        rounding = ROUNDING / 2 * evaluations * size
        allowed = self.lipschitz * self._bound(rho, seen.gradient) + rounding + UNDERFLOW
        return (allowed - seen.error) / allowed

    def _bound(self, rho: Array, size: Array) -> Array:
        """The bound on ‖gₖ − ∇f(xᵏ)‖/L that is stated; NaN where none is."""
        bounds = [method.error for method, _ in self.groups]
        constant = self._each([math.nan if b is None else b.absolute for b in bounds])
        slope = self._each([math.nan if b is None else b.relative for b in bounds])
        return rho * (slope * size + constant)

    def _directions(
        self,
        k: Array,
        t: Array,
        rho: Array,
        stream: Array,
        rounded: Rounding,
        state: State,
        g: Array,
    ) -> tuple[Array, tuple[tuple[Array, ...], ...]]:
        """dᵏ of every run, (n, R), and the new memories."""
        steps, radii, index = self._numbers(t, rho, k)
        signs = [-1.0 if shape.direction is descent else 1.0 for shape in self._shapes]
        d = g * self._each(signs) if min(signs) < 0 else g
        memories = []
        for (method, b), memory in zip(self._blocks, state.memory, strict=True):
            after: tuple[Array, ...] = ()
            if method.steered:
                noise = tuple(self._noise(k, stream[b], i) for i in range(method.normals))
                own, after = self.direction(method)(
                    *(rounded, state.x[:, b], g[:, b], steps[:, b], radii[:, b], index[:, b]),
                    *(memory, noise, ()),
                )
                d = own if len(self.groups) == 1 else d.at[:, b].set(own)
            memories.append(after)
        return d, tuple(memories)

    def _noise(self, k: Array, stream: Array, call: int) -> Array:
        """N(0, I) vectors, (n, R')."""
        xp = self._jax.numpy
        drawn = standard_normal(stream, k.astype(xp.uint64), self.dimension, call=call)
        return drawn.T

    def _numbers(self, *numbers: Array) -> list[Array]:
        """Each as one float for every run, (1, R)."""
        xp = self._jax.numpy
        return [xp.broadcast_to(xp.asarray(a, np.float64), (1, self.batch)) for a in numbers]

    @property
    def _general(self) -> bool:
        """Whether the group's method says no displacement."""
        return any(method.displacement is None for method, _ in self.groups)

    @property
    def _shapes(self) -> list[Displacement]:
        return [m.displacement for m, _ in self.groups if m.displacement is not None]

    @property
    def _blocks(self) -> list[tuple[Method, slice]]:
        blocks, start = [], 0
        for method, count in self.groups:
            blocks.append((method, slice(start, start + count)))
            start += count
        return blocks

    @property
    def _mixture(self) -> tuple[Any, Any]:
        """For every run whether its method uses the radius, as 0 or 1, and its λ."""
        used = [float(method.uses_radius) for method, _ in self.groups]
        return self._each(used), self._each([shape.mixture for shape in self._shapes])

    @property
    def _own(self) -> Any:
        """Whether a run's direction need not vanish with ∇f(xᵏ): for every run, or for all."""
        return self._each([method.steered for method, _ in self.groups])

    def _each(self, values: Sequence[float]) -> Any:
        """The value of each group for every run, (R,), or a number if they are alike."""
        if len(set(values)) == 1:
            return values[0]
        return np.repeat(values, [count for _, count in self.groups])

    @cached_property
    def _jax(self) -> Any:
        return load()

    @cached_property
    def _vector(self) -> Any:
        return self._jax.ShapeDtypeStruct((self.dimension,), np.float64)

    @cached_property
    def gradients(self) -> Callable[[Rounding, Array], Array]:
        return columnwise(self.gradient, self._vector)

    @cached_property
    def values(self) -> Callable[[Rounding, Array], Array]:
        return columnwise(self.value, self._vector)

    @cached_property
    def _careful_norms(self) -> Callable[[Rounding, Array], Array]:
        return columnwise(lambda x: norm(x)[0], self._vector)

    @cached_property
    def _traced(self) -> dict[str, Callable[..., Any]]:
        return {}

    def direction(self, method: Method) -> Callable[..., Any]:
        """The direction of a method that says more than ±∇f, for columns; traced once."""
        assert method.displacement is not None
        return self._for_columns(method, method.displacement.direction)

    def step(self, method: Method) -> Callable[..., Any]:
        """The step of a method, for columns; traced once."""
        return self._for_columns(method, lambda at: tuple(taken(method, at)))

    def _for_columns(self, method: Method, function: Any) -> Callable[..., Any]:
        if method.name not in self._traced:
            x, number = self._vector, self._jax.ShapeDtypeStruct((1,), np.float64)
            count = self.components.count if self.components else 0
            weights = self._jax.ShapeDtypeStruct((count,), np.float64)
            oracle = Oracle(self.gradient, self.components.gradient if self.components else None)

            def alone(*at: Any) -> Any:
                x, here, step, radius, index, state, noise, draws = at
                return function(Point(x, here, step, radius, index, state, noise, draws, oracle))

            self._traced[method.name] = columnwise(
                alone,
                *(x, x, number, number, number, (x,) * method.memory),
                *((x,) * method.normals, (weights,) * method.draws),
            )
        return self._traced[method.name]

    def _apart(self, k: Array, function: Callable[[Array], Any], x: Array) -> Any:
        """function(x), computed in a branch of its own, always taken as k > 0.

        XLA would else compute it anew for each of its uses: three sines become nine.
        """
        jax = self._jax
        shapes = jax.eval_shape(function, x)
        return jax.lax.cond(
            k > 0,
            function,
            lambda _: jax.tree.map(lambda a: jax.numpy.zeros(a.shape, a.dtype), shapes),
            x,
        )

    def _lengths(self, rounded: Rounding, *vectors: Array) -> tuple[Array, ...]:
        """The norms of arrays (n, R): (R,), by the short way where it is safe and worth asking."""
        jax = self._jax
        careful = self._careful_norms
        if self.batch > 1 and (len(self.groups) > 1 or self.dimension < LARGE):
            return tuple(careful(rounded, v) for v in vectors)
        squares = [jax.numpy.sum(rounded(v * v), axis=0) for v in vectors]
        safe = [(square > SAFE_LOW) & (square < SAFE_HIGH) for square in squares]
        return jax.lax.cond(  # type: ignore[no-any-return]
            jax.numpy.all(reduce(operator.and_, safe)),
            lambda: tuple(jax.numpy.sqrt(square) for square in squares),
            lambda: tuple(careful(rounded, v) for v in vectors),
        )
