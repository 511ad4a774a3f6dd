"""A method owns its step, and states what bounds the error that it makes against ∇f."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sam_theory.setting.displacement import Direction, Displacement, displacement
from sam_theory.setting.error import ErrorBound, ErrorModel
from sam_theory.setting.momentum import Momentum
from sam_theory.setting.norms import norm
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import Array


@dataclass(frozen=True, kw_only=True)
class Method:
    """(x, state, t, ρ) ↦ (x⁺, g, state), with x⁺ = x − tg, in array operations.

    `step` maps points of B runs, (B, n), in any array library, and reads none of them together.
    `error` bounds ‖gₖ − ∇f(xᵏ)‖; None states nothing, and runs measure it. `displaced` makes the
    common kind, x⁺ = x − t∇f(x + v), and `carried` that with a momentum, of which the engines know
    more: they go by the data.
    """

    name: str
    formula: str
    step: Callable[[Point], Move]
    error: ErrorBound | None
    source: str
    memory: int = 0  # how many arrays of the shape of x it keeps
    normals: int = 0  # how many N(0, I) vectors it draws an iteration
    draws: int = 0  # how many minibatches of components it draws an iteration
    minibatch: int = 1  # components in each, drawn with replacement
    uses_radius: bool = True
    uses_gradient: bool = True  # whether its step reads ∇f(xᵏ) as `here`; else that may be NaN
    gradients: int = 2  # how many evaluations of ∇f, and their rounding, an estimate rests on
    displacement: Displacement | None = None
    momentum: Momentum | None = None  # of the ball that its gradients, ∇f(x + v), go into
    inside: Displacement | None = None  # v along ±∇f(xᵏ), for methods with a momentum

    def __post_init__(self) -> None:
        for what in ("memory", "normals", "draws", "minibatch", "gradients"):
            count, least = getattr(self, what), int(what in ("minibatch", "gradients"))
            if not isinstance(count, int) or isinstance(count, bool) or count < least:
                raise ValueError(f"{what} must be an integer from {least} on; got {count!r}")
        if not callable(self.step):
            raise TypeError(f"step must be a function of a point; got {self.step!r}")
        if self.inside is not None and self.inside.steered:
            raise ValueError("inside must be a displacement along ±∇f(xᵏ), or none; got another")
        if self.error is not None and not isinstance(self.error, ErrorBound):
            raise TypeError(
                "error must be exact(…), absolute(…), relative(…), mixed(…) or None; "
                f"got {self.error!r}"
            )

    @property
    def random(self) -> bool:
        """Whether the step depends on draws."""
        return self.normals > 0 or self.draws > 0

    @property
    def error_model(self) -> ErrorModel:
        """What bounds ‖gₖ − ∇f(xᵏ)‖: 0, cLρₖ, cLρₖ‖∇f(xᵏ)‖, both, or nothing."""
        return "none" if self.error is None else self.error.model

    @property
    def derived(self) -> bool:
        """Whether the bound follows from how the step is built."""
        return self.error is not None and self.error.derived

    @property
    def normalized(self) -> bool:
        """Whether the method is an instance of Algorithm 1a of K24."""
        return self.displacement is not None and self.displacement.normalized

    @property
    def shape(self) -> Displacement | None:
        """Where it takes ∇f, whether or not the gradients go into a ball; None if it says not."""
        return self.displacement if self.momentum is None else self.inside

    @property
    def steered(self) -> bool:
        """Whether dᵏ is another than ±∇f(xᵏ), and gₖ need not vanish with it."""
        return self.displacement is None or self.displacement.steered


def displaced(
    direction: Direction | None,
    *,
    name: str,
    formula: str,
    source: str,
    mixture: float = 1.0,
    memory: int = 0,
    normals: int = 0,
    error: ErrorBound | None = None,
) -> Method:
    """The method x⁺ = x − tₖ∇f(x + vₖ), vₖ = ρₖ(1 − λ + λ/‖dᵏ‖) dᵏ, dᵏ = `direction(point)`.

    Its error bound is derived where that is possible; `error` is what the author vouches for
    elsewhere. Raises ValueError unless 0 ≤ mixture ≤ 1.
    """
    if not 0 <= mixture <= 1:
        raise ValueError(f"mixture must be between 0 and 1; got {mixture}")
    shape = Displacement(direction, float(mixture))

    def step(at: Point) -> Move:
        if direction is None:
            return Move(at.x - at.step * at.here, at.here)
        d, state = direction(at)
        length = norm(d) if shape.mixture > 0 else 1.0
        g = at.gradient(at.x + displacement(d, length, at.radius, shape.mixture))
        return Move(at.x - at.step * g, g, state)

    return Method(
        name=name,
        formula=formula,
        step=step,
        error=shape.bound or error,
        source=source,
        memory=memory,
        normals=normals,
        uses_radius=direction is not None,
        displacement=shape,
    )


def carried(
    ball: Momentum,
    inside: Displacement,
    *,
    name: str,
    gradient: str,
    source: str,
    without: ErrorBound,
) -> Method:
    """The method whose gradients ∇f(x + vₖ), in words `gradient`, go into a ball.

    vₖ = 0 where dᵏ = 0: the ball rolls on. `without` bounds the error where there is no momentum.
    """

    def probed(at: Point) -> Array:
        if inside.direction is None:
            return at.here
        d, _ = inside.direction(at)
        length = norm(d) if inside.mixture > 0 else 1.0
        v = displacement(d, length, at.radius, inside.mixture, whole=length == 0)
        return at.gradient(at.x + v)

    return Method(
        name=name,
        formula=f"x⁺ = x − tₖ dₖ, {ball.text}, g = {gradient}",
        step=ball.step(probed),
        error=ball.bound(without),
        source=source,
        memory=1,
        momentum=ball,
        inside=inside,
        uses_radius=inside.direction is not None,
    )


def as_general(method: Method) -> Method:
    """The same step, of which the engines know nothing more."""
    return replace(method, displacement=None, momentum=None, inside=None)
