"""Wells on a slope: stationary points, yet no lower bound."""

from __future__ import annotations

from sam_theory.library.domains import REALS, without
from sam_theory.setting.facts import UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"tilt": without(REALS, (0, 1, -1))}


def tilted_ripple(*, tilt: float = 0.2) -> Problem:
    """f(x) = 1 − cos x − ax; stationary points exist for |a| ≤ 1, and inf f = −∞ for a ≠ 0."""

    def value(x: Array) -> Array:
        xp = namespace(x)
        return (2 * xp.sin(x / 2) ** 2 - tilt * x)[..., 0]

    regular = (
        "f′ = sin x − a vanishes nowhere as |a| > 1, so it holds vacuously"
        if abs(tilt) > 1
        else "where f′ = sin x − a = 0, f″ = cos x = ±√(1 − a²) ≠ 0"
    )
    return Problem(
        name="tilted-ripple",
        formula="f(x) = 1 − cos x − ax",
        dimension=1,
        value=value,
        gradient=lambda x: namespace(x).sin(x) - tilt,
        starts=((2.1,), (-1.7,)),
        region=((-7.0,), (7.0,)),
        facts=Facts(
            convex=Fact(False, "f″(π) = −1"),
            lipschitz=Fact(Enclosure(1, 1), "|cos| ≤ 1, attained at 0"),
            descent=Fact(Enclosure(1, 1), "f″(0) = 1"),
            infimum=Fact(UNBOUNDED_BELOW, "f(2πm) = −2πam for every integer m"),
            attained=Fact(False, "f is unbounded below"),
            level_sets_bounded=Fact(False, "f is unbounded below and continuous"),
            definability=Fact("analytic", "cos is"),
            kl_exponent=Fact(0.5, regular),
        ),
        source="elementary",
    )
