"""SAMPa: perturbed along an auxiliary sequence, so that both gradients can be had at once."""

from __future__ import annotations

from sam_theory.setting.error import absolute
from sam_theory.setting.method import Method
from sam_theory.setting.norms import unit
from sam_theory.setting.point import Move, Point

examples = ()


def sampa() -> Method:
    """SAMPa: x⁺ = x − tₖ ∇f(x + ρₖ ∇f(y)/‖∇f(y)‖), y⁺ = x − tₖ ∇f(y), y¹ = x¹."""

    def step(at: Point) -> Move:
        auxiliary = at.gradient(at.x + at.state[0])
        g = at.gradient(at.x + at.radius * unit(auxiliary))
        return Move(at.x - at.step * g, g, (at.step * (g - auxiliary),))

    return Method(
        name="sampa",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ ∇f(y)/‖∇f(y)‖), y⁺ = x − tₖ ∇f(y), y¹ = x¹",
        step=step,
        error=absolute(1, "the probe is at distance ρₖ, and (3)"),
        memory=1,  # y − x
        source="Xie, Pethick, Cevher, NeurIPS 2024",
    )
