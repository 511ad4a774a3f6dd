"""SAM inside AdamW, as transformers are trained with it.

The parameters are PyTorch's defaults.
"""

from __future__ import annotations

from sam_theory.setting.method import Method
from sam_theory.setting.norms import unit
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import namespace

examples = ()


def sam_adamw(
    *, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8, weight_decay: float = 0.01
) -> Method:
    """SAM with AdamW: x⁺ = x − tₖ(wx + m̂ₖ/(√v̂ₖ + ε)), the moments those of SAM's gradients."""
    for name, value in (("beta1", beta1), ("beta2", beta2)):
        if not 0 <= value < 1:
            raise ValueError(f"{name} must be at least 0 and below 1; got {value}")
    if not (0 < epsilon < float("inf") and 0 <= weight_decay < float("inf")):
        raise ValueError("epsilon must be positive and weight_decay at least 0")

    def step(at: Point) -> Move:
        xp = namespace(at.x)
        g = at.gradient(at.x + at.radius * unit(at.here))
        m = beta1 * at.state[0] + (1 - beta1) * g
        v = beta2 * at.state[1] + (1 - beta2) * g * g
        first, second = m / (1 - beta1**at.k), v / (1 - beta2**at.k)
        d = weight_decay * at.x + first / (xp.sqrt(second) + epsilon)
        return Move(at.x - at.step * d, d, (m, v))

    return Method(
        name="sam-adamw",
        formula=f"x⁺ = x − tₖ({weight_decay:g}x + m̂ₖ/(√v̂ₖ + {epsilon:g})), "
        f"mₖ = {beta1:g}mₖ₋₁ + {1 - beta1:.6g}g, vₖ = {beta2:g}vₖ₋₁ + {1 - beta2:.6g}g², "
        "g = ∇f(x + ρₖ ∇f(x)/‖∇f(x)‖)",
        step=step,
        error=None,
        memory=2,
        source="Loshchilov, Hutter, ICLR 2019, with SAM's gradients; torch.optim.AdamW",
    )
