"""The nonconvex test function of K24, appendix E: a robust fit of a square linear system."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import REALS, without
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Components, Problem, namespace

examples: tuple[dict[str, object], ...] = (
    {},
    {"dimension": 20},
    {"dimension": 50},
    {"dimension": 100},
)
domains = {"scale": without(REALS, (0,))}


def log_squares(*, dimension: int = 2, seed: int = 0, scale: float = 1.0) -> Problem:
    """f(x) = Σᵢ log(1 + (Ax − b)ᵢ²), A = scale · G and b standard normal; L = 2σmax(A)²."""
    rng = np.random.default_rng(seed)
    a = scale * rng.standard_normal((dimension, dimension))
    solution = np.linalg.solve(a, rng.standard_normal(dimension))  # b is A times this, exactly
    transposed, singular = np.ascontiguousarray(a.T), np.linalg.svd(a, compute_uv=False)
    if singular[-1] < 1e-9 * singular[0]:
        raise ValueError(f"A must be well conditioned; got singular values {singular}")
    largest = 2 * float(singular[0]) ** 2
    constant = Enclosure(largest * (1 - 1e-12), largest * (1 + 1e-12))

    def residual(x: Array) -> Array:
        xp = namespace(x)
        return xp.matmul(x - xp.asarray(solution), xp.asarray(transposed))

    def value(x: Array) -> Array:
        xp = namespace(x)
        return xp.sum(xp.log1p(residual(x) ** 2), axis=-1)

    def gradient(x: Array) -> Array:
        r = residual(x)
        return namespace(x).matmul(2 * r / (1 + r**2), namespace(x).asarray(a))

    def of_values(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        return dimension * xp.sum(weights * xp.log1p(residual(x) ** 2), axis=-1)

    def of_rows(x: Array, weights: Array) -> Array:
        r = residual(x)
        pull = 2 * dimension * weights * r / (1 + r**2)
        return namespace(x).matmul(pull, namespace(x).asarray(a))

    squares = np.sum(a * a, axis=-1)  # ‖aᵢ‖²
    most = dimension * float(np.sum(squares)) if dimension > 1 else 0.0

    def distance(x: Array) -> Array:
        return norm(x - solution)[..., 0]

    return Problem(
        name="log-squares",
        formula="f(x) = Σᵢ log(1 + (Ax − b)ᵢ²)",
        dimension=dimension,
        value=value,
        gradient=gradient,
        starts=(
            tuple(solution + 0.1 / dimension**2),  # x¹ of K24, appendix E
            tuple(solution + rng.uniform(-2, 2, dimension)),
        ),
        region=(tuple(solution - 3), tuple(solution + 3)),
        facts=Facts(
            convex=Fact(False, "∇²f = AᵀDA with D ≺ 0 where every |(Ax − b)ᵢ| > 1"),
            lipschitz=Fact(
                constant,
                "∇²f = AᵀDA with Dᵢ = 2(1 − rᵢ²)/(1 + rᵢ²)² in [−¼, 2]; D = 2I where Ax = b",
            ),
            descent=Fact(constant, "∇²f = 2AᵀA where Ax = b"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0, with equality where Ax = b"),
            attained=Fact(True, "A is invertible"),
            minimizers=Fact(distance, "f = 0 exactly where Ax = b"),
            unique_minimizer=Fact(True, "A is invertible"),
            level_sets_bounded=Fact(True, "‖Ax − b‖ → ∞ as ‖x‖ → ∞, A being invertible"),
            definability=Fact("analytic", "log is"),
            kl_exponent=Fact(0.5, "∇f = 0 only where Ax = b, and there ∇²f = 2AᵀA ≻ 0"),
        ),
        components=Components(
            dimension,
            of_rows,
            of_values,
            lipschitz=Fact(
                Enclosure.around(2 * dimension * float(np.max(squares)), 64),
                "∇²fᵢ = nDᵢaᵢaᵢᵀ with Dᵢ in [−¼, 2]: L = 2n max ‖aᵢ‖²",
            ),
            variance=Fact(
                Enclosure((1 - 1 / dimension) * most * (1 - 1e-12), most * (1 + 1e-12)),
                "∇fᵢ = nψᵢaᵢ, |ψᵢ| ≤ 1, with any signs at r = (±1, …): n Σ‖aᵢ‖² − ‖Σ ±aᵢ‖², and "
                "the mean of ‖Σ ±aᵢ‖² over the signs is Σ‖aᵢ‖²",
            ),
        ),
        source="K24, appendix E, equation of figure 3; distribution of A and b ours",
    )
