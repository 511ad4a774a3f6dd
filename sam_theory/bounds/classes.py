"""Classes of functions, each by the inequalities that a finite set of points has to satisfy.

All four are f ∈ C¹ with μ/2‖x‖² ≤ f ≤ L/2‖x‖² in curvature: f − (μ/2)‖·‖² and (L/2)‖·‖² − f are
convex. μ = −L is (3), μ = 0 convex, μ > 0 strongly convex, and no μ at all is (4).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sam_theory.bounds.forms import Form, Vector
from sam_theory.errors import UsageError
from sam_theory.library.catalogues import parse_item

NAMES = ("smooth", "descent", "smooth-convex", "smooth-strongly-convex[mu=…]")


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point, ∇f and f there."""

    name: str
    position: Vector
    gradient: Vector
    value: Form


@dataclass(frozen=True, kw_only=True)
class FunctionClass:
    """C¹ functions on any ℝⁿ with curvature from `lower` (None: −∞) to `lipschitz`."""

    name: str
    lower: Fraction | None
    lipschitz: Fraction
    source: str

    @property
    def convex(self) -> bool:
        """Whether all its functions are."""
        return self.lower is not None and self.lower >= 0

    def between(self, i: Point, j: Point) -> Form:
        """What is >= 0 for the ordered pair (i, j); for all pairs, what interpolation needs.

        With μ: f(i) − f(j) − ⟨∇f(j), d⟩ − (‖e‖²/L + μ‖d‖² − 2(μ/L)⟨e, d⟩)/(2(1 − μ/L)), where
        d = x(i) − x(j), e = ∇f(i) − ∇f(j) (Taylor, Hendrickx, Glineur 2017, Theorem 4, whose proof
        by the conjugate of f − (μ/2)‖·‖² holds for μ < 0 as well: Rotaru, Glineur, Patrinos 2022).
        Without: (L/2)‖·‖² − f = h is convex and else free, so that h(i) ≥ h(j) + ⟨∇h(j), d⟩ for
        all pairs is necessary, and max_j of the right sides interpolates; in f this is
        f(i) ≤ f(j) + ⟨∇f(j), d⟩ + (L/2)‖d‖², (4) itself. That maximum may have a kink where two
        pieces meet: there the supremum over C¹ is approached and need not be attained.
        """
        L, mu = self.lipschitz, self.lower
        d, e = i.position - j.position, i.gradient - j.gradient
        linear = i.value - j.value - j.gradient.dot(d)
        if mu is None:
            return (L / 2) * d.squared - linear
        curved = (1 / L) * e.squared + mu * d.squared - (2 * mu / L) * e.dot(d)
        return linear - (1 / (2 * (1 - mu / L))) * curved

    def above(self, i: Point, least: Form) -> Form:
        """What is >= 0 where f ≥ `least` everywhere: f(i) − ‖∇f(i)‖²/(2L) − `least`.

        With μ ≤ 0 it is what interpolation by some f ≥ `least` needs beside the pairs. Take
        q = minⱼ of f(j) + ⟨∇f(j), x − x(j)⟩ + (L/2)‖x − x(j)‖², whose infimum is the least of
        f(j) − ‖∇f(j)‖²/(2L). For (4), q interpolates. For convex f, its convex hull does: it has
        the infimum of q, lies between q and any interpolant, and q(x + h) + q(x − h) − 2q(x) ≤
        L‖h‖² passes on to it. For (3), Drori, Shamir 2020, Theorem 7. A minimizer among the points
        with all pairs implies it where f is convex.
        """
        return i.value - least - (1 / (2 * self.lipschitz)) * i.gradient.squared


def function_class(text: str, lipschitz: Fraction) -> FunctionClass:
    """The class of that name; raises UsageError for an unknown one, or unless 0 < μ < L."""
    name, parameters = parse_item(text)
    if name == "smooth-strongly-convex":
        mu = _modulus(parameters, lipschitz)
        text = f"{name}[mu={float(mu):g}]"
        return FunctionClass(
            name=text, lower=mu, lipschitz=lipschitz, source=f"(3), {float(mu):g}-convex"
        )
    if parameters:
        raise UsageError(f"--class {name} has no parameters; got {text!r}; leave them out")
    lower = {"smooth": -lipschitz, "descent": None, "smooth-convex": Fraction(0)}
    if name not in lower:
        raise UsageError(f"--class must be one of {', '.join(NAMES)}; got {text!r}")
    source = {"smooth": "(3)", "descent": "(4)", "smooth-convex": "(3), convex"}[name]
    return FunctionClass(name=name, lower=lower[name], lipschitz=lipschitz, source=source)


def _modulus(parameters: dict[str, object], lipschitz: Fraction) -> Fraction:
    given = parameters.get("mu")
    if set(parameters) != {"mu"} or isinstance(given, bool) or not isinstance(given, int | float):
        raise UsageError(
            "--class smooth-strongly-convex must be given its modulus, as in "
            f"smooth-strongly-convex[mu=0.1]; got {parameters}"
        )
    if not 0 < given < float(lipschitz):
        raise UsageError(f"mu must be between 0 and L = {float(lipschitz):g}; got {given}")
    return Fraction(str(given))
