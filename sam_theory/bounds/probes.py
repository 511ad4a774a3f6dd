"""Methods as a worst case sees them: where ∇f is taken, or by how much it may be missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library, parse_item
from sam_theory.library.collecting import canonical
from sam_theory.setting.displacement import ascent
from sam_theory.setting.method import Method

INEXACT = {"igd-absolute": "ε", "igd-relative": "ν"}  # Algorithms 1 and 2 of K24, by their error


@dataclass(frozen=True, kw_only=True)
class Probe:
    """x⁺ = x − tg, with g = ∇f(x + (r/s)∇f(x)), s = ‖∇f(x)‖, r = ±ρ((1 − λ)s + λ).

    `sign` is that of r, 0 for gradient descent; λ is the `mixture`, 1 for normalized methods. The
    name is that of the catalogue.
    """

    name: str
    sign: int
    mixture: Fraction = Fraction(1)

    @property
    def depends_on_norm(self) -> bool:
        """Whether r/s depends on s, so that s has to be known for the points to be linear."""
        return self.sign != 0 and self.mixture != 0

    @property
    def uses_radius(self) -> bool:
        """Whether ρ matters."""
        return self.sign != 0

    @property
    def written(self) -> str:
        """r in signs."""
        if self.sign == 0:
            return "0"
        rest = f"{float(1 - self.mixture):g}s + {float(self.mixture):g}"
        plain = {Fraction(0): "ρs", Fraction(1): "ρ"}
        return ("−" if self.sign < 0 else "") + plain.get(self.mixture, f"ρ({rest})")

    def parts(self, radius: Fraction) -> tuple[Fraction, Fraction]:
        """(a, b) with (r/s)∇f(x) = a∇f(x) + b∇f(x)/‖∇f(x)‖."""
        scale = self.sign * radius
        return scale * (1 - self.mixture), scale * self.mixture

    def length(self, radius: Fraction, norm: Fraction) -> Fraction:
        """r, where ‖∇f(x)‖ = `norm`."""
        a, b = self.parts(radius)
        return a * norm + b


@dataclass(frozen=True, kw_only=True)
class Inexact:
    """x⁺ = x − tg with any g that has ‖g − ∇f(x)‖ ≤ ε, or ≤ ν‖∇f(x)‖ where `relative`."""

    name: str
    error: Fraction
    relative: bool

    depends_on_norm = False
    uses_radius = False


Mover = Probe | Inexact


def mover(text: str, library: Library | None = None) -> Mover:
    """The method of that name: of the catalogue, if it probes along ±∇f(x), or inexact descent.

    Raises UsageError for others, for bad parameters, and unless ε ≥ 0 and 0 ≤ ν < 1.
    """
    name, parameters = parse_item(text)
    if name in INEXACT:
        return _inexact(name, parameters)
    renamed = {{"mixture": "lam"}.get(key, key): value for key, value in parameters.items()}
    inside = ", ".join(f"{key}={value!r}" for key, value in renamed.items())
    catalogues = library or Library()
    method = catalogues.get("methods", f"{name}[{inside}]" if inside else name)
    return _probe(method, canonical(catalogues.entry("methods", name), renamed))


def _probe(method: Method, name: str) -> Probe:
    shape = method.displacement
    if shape is None or shape.steered:
        raise UsageError(
            "--method must take ∇f at x + v with v along ±∇f(x), or be igd-absolute[error=…] or "
            f"igd-relative[error=…]; got {name!r}; sam, usam and extragradient do"
        )
    if shape.direction is None:
        return Probe(name=name, sign=0)
    sign = 1 if shape.direction is ascent else -1
    return Probe(name=name, sign=sign, mixture=Fraction(str(shape.mixture)))


def _inexact(name: str, parameters: Mapping[str, object]) -> Inexact:
    error, relative = parameters.get("error"), name == "igd-relative"
    number = isinstance(error, int | float) and not isinstance(error, bool)
    if set(parameters) != {"error"} or not number:
        raise UsageError(
            f"--method {name} must be given its error {INEXACT[name]}, as in {name}[error=0.1]; "
            f"got {dict(parameters)}"
        )
    value = Fraction(str(error))
    if value < 0 or (relative and value >= 1):
        raise UsageError(
            f"error of {name} must be {'in [0, 1)' if relative else '>= 0'}; got {error}"
        )
    return Inexact(name=f"{name}[error={float(value):g}]", error=value, relative=relative)
