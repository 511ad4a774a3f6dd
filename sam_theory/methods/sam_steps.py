"""SAM that climbs in several steps before it descends."""

from __future__ import annotations

from sam_theory.setting.error import absolute
from sam_theory.setting.method import Method
from sam_theory.setting.momentum import count_of
from sam_theory.setting.norms import unit
from sam_theory.setting.point import Move, Point

examples = ()
MOST = 1000  # ascent steps


def sam_steps(*, ascent_steps: int = 2) -> Method:
    """SAM with m ascent steps of length ρₖ/m: x⁺ = x − tₖ ∇f(yₘ)."""
    count = count_of("ascent_steps", ascent_steps, MOST)

    def step(at: Point) -> Move:
        y, slope = at.x, at.here
        for _ in range(count):
            y = y + at.radius / count * unit(slope)
            slope = at.gradient(y)
        return Move(at.x - at.step * slope, slope)

    return Method(
        name="sam-steps",
        formula=f"x⁺ = x − tₖ ∇f(yₘ), yᵢ = yᵢ₋₁ + (ρₖ/m) ∇f(yᵢ₋₁)/‖∇f(yᵢ₋₁)‖, y₀ = x, m = {count}",
        step=step,
        error=absolute(1, "‖yₘ − x‖ ≤ ρₖ, and (3)"),
        gradients=1 + count,
        source="Foret, Kleiner, Mobahi, Neyshabur, ICLR 2021, appendix C; "
        "Andriushchenko, Flammarion, ICML 2022",
    )
