"""From a question to a program: points, what the class says between them, start and criterion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from sam_theory.bounds.classes import Point
from sam_theory.bounds.forms import ZERO, Form, Vector, generator, number, unknown
from sam_theory.bounds.probes import Inexact, Probe
from sam_theory.bounds.program import Constraint, Program
from sam_theory.bounds.question import Question

X, G, U, PROBE, ERROR = "x", "g", "u", "p", "e"  # generators: x¹, ∇f(xᵏ), its direction, …
MINIMIZER = Point(name="x*", position=ZERO, gradient=ZERO, value=number(0))
LEAST = "least"


@dataclass(frozen=True)
class Norm:
    """What is known of ‖∇f(xᵏ)‖: it is in [low, high]; where both are one number, it is that."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether it is known."""
        return self.low == self.high


@dataclass(frozen=True, kw_only=True)
class Run:
    """The points of a run, and what is assumed of it beside the class."""

    iterates: tuple[Point, ...]  # x¹ … xᴺ⁺¹
    probes: tuple[Point, ...]
    assumed: tuple[Constraint, ...]


def program(question: Question, norms: tuple[Norm | None, ...] = ()) -> Program:
    """The worst case of a question where norms of ∇f(x¹), ∇f(x²), … are as given (None: any).

    It is exact, as a supremum over all n >= its number of generators, where each norm that the
    method reads is known; where it is in an interval, a relaxation whose gap vanishes with it.
    Raises ValueError where a norm is needed and not given.
    """
    run, known = _run(question, norms), points(question, norms)
    objective, extra = _objective(question, run)
    constraints = (*run.assumed, *_class(question, known), *_start(question, run), *extra)
    forms = (objective, *(constraint.form for constraint in constraints))
    built = Program(
        generators=tuple(sorted({name for form in forms for p in form.products for name in p})),
        values=tuple(sorted({name for form in forms for name in form.values})),
        constraints=constraints,
        objective=objective,
    )
    return _sized(built, question, norms)


def _sized(program: Program, question: Question, norms: tuple[Norm | None, ...]) -> Program:
    """With how large gradients, values and the objective may be expected to be."""
    L, mover = float(question.functions.lipschitz), question.mover
    first = norms[0] if norms else None
    slope = float(question.largest_norm or (first.high if first is not None else 1))
    moved = L * float(question.radius) if mover.uses_radius else 0.0
    missed = float(mover.error) if isinstance(mover, Inexact) and not mover.relative else moved
    if not isinstance(mover, Inexact) and mover.mixture == 0:
        missed = moved * slope
    far, height = slope + missed, (slope + missed) ** 2 / L
    sizes = {f"{G}1": slope, f"{X}1": slope / L}
    for k in range(1, question.iterations + 1):
        sizes |= {f"{G}{k + 1}": far, f"{PROBE}{k}": far, f"{ERROR}{k}": far}
    values = dict.fromkeys((v for v in program.values if v != LEAST), height)
    unit = {"distance": far**2 / L**2, "gradient": slope**2, "gradient-average": far**2}
    return replace(
        program,
        sizes=sizes,
        heights={**values, LEAST: slope**2},
        unit=unit.get(question.criterion, height),
    )


def points(question: Question, norms: tuple[Norm | None, ...] = ()) -> tuple[Point, ...]:
    """The points between which the class is asked for: iterates, probes, and x* where it counts."""
    run = _run(question, norms)
    return (*run.iterates, *run.probes, *((MINIMIZER,) if question.has_minimizer else ()))


def _run(question: Question, norms: tuple[Norm | None, ...]) -> Run:
    first = generator(f"{X}1") if question.has_minimizer else ZERO
    anchored = question.start.kind == "anywhere"  # f is measured from f(x¹), else from f*
    here = Point(
        name="x1",
        position=first,
        gradient=generator(f"{G}1"),
        value=number(0) if anchored else unknown("f1"),
    )
    iterates, probes, assumed = [here], [], []
    for k in range(1, question.iterations + 1):
        norm = norms[k - 1] if k <= len(norms) else None
        if norm is not None:
            assumed += _normed(here, k, norm)
        estimate, probe, more = _estimate(question, here, k, norm)
        probes += probe
        assumed += more
        here = Point(
            name=f"x{k + 1}",
            position=here.position - question.step * estimate,
            gradient=generator(f"{G}{k + 1}"),
            value=unknown(f"f{k + 1}"),
        )
        iterates.append(here)
    return Run(iterates=tuple(iterates), probes=tuple(probes), assumed=tuple(assumed))


def _estimate(
    question: Question, here: Point, k: int, norm: Norm | None
) -> tuple[Vector, list[Point], list[Constraint]]:
    """gᵏ, the point where it is taken, if it is another than xᵏ, and what is assumed of it."""
    mover = question.mover
    if isinstance(mover, Inexact):
        return _inexact(mover, here, k)
    if mover.sign == 0 or question.radius == 0:
        return here.gradient, [], []
    probe = Point(
        name=f"y{k}",
        position=here.position + _displacement(mover, question.radius, here, k, norm),
        gradient=generator(f"{PROBE}{k}"),
        value=unknown(f"{PROBE}{k}"),
    )
    return probe.gradient, [probe], []


def _inexact(mover: Inexact, here: Point, k: int) -> tuple[Vector, list[Point], list[Constraint]]:
    if mover.error == 0:
        return here.gradient, [], []
    g, square = generator(f"{ERROR}{k}"), mover.error**2
    size = square * here.gradient.squared if mover.relative else number(square)
    error = Constraint(
        name=f"error {k}",
        form=size - (g - here.gradient).squared,
        origin="‖g − ∇f(x)‖ ≤ ν‖∇f(x)‖" if mover.relative else "‖g − ∇f(x)‖ ≤ ε",
    )
    return g, [], [error]


def _displacement(mover: Probe, radius: Fraction, here: Point, k: int, norm: Norm | None) -> Vector:
    a, b = mover.parts(radius)
    if b == 0:
        return a * here.gradient
    if norm is None:
        raise ValueError(f"‖∇f(x{k})‖ must be given for {mover.name}")
    if norm.exact:
        return (a + b / norm.low) * here.gradient
    return a * here.gradient + b * generator(f"{U}{k}")


def _normed(here: Point, k: int, norm: Norm) -> list[Constraint]:
    """‖∇f(xᵏ)‖ = s; or in an interval, by its direction u and the secant of s² over it.

    With σ = ⟨u, ∇f⟩, ‖u‖ = 1: σ in [low, high] and ‖∇f‖² ≤ (low + high)σ − low·high hold where
    ∇f = σu, and give ‖∇f − σu‖ ≤ (high − low)/2.
    """
    square = here.gradient.squared
    if norm.exact:
        fixed = square - number(norm.low**2)
        return [Constraint(name=f"norm {k}", form=fixed, origin="‖∇f(x)‖ = s", equality=True)]
    u = generator(f"{U}{k}")
    sigma = u.dot(here.gradient)
    secant = (norm.low + norm.high) * sigma - number(norm.low * norm.high) - square
    known = f"{float(norm.low):.6g} ≤ ‖∇f(x{k})‖ ≤ {float(norm.high):.6g}"
    return [
        Constraint(name=f"unit {k}", form=u.squared - number(1), origin="‖u‖ = 1", equality=True),
        Constraint(name=f"low {k}", form=sigma - number(norm.low), origin=known),
        Constraint(name=f"high {k}", form=number(norm.high) - sigma, origin=known),
        Constraint(name=f"secant {k}", form=secant, origin=f"secant of s² over {known}"),
    ]


def _class(question: Question, points: tuple[Point, ...]) -> list[Constraint]:
    """What the class says of all ordered pairs, and of f ≥ f* where x* does not say it.

    For (4), ∇f(xᴺ⁺¹) is left out where the criterion is a value: any f(xᴺ⁺¹) that the other
    points admit comes with a gradient, that of the piece which is active there.
    """
    functions = question.functions
    last = f"x{question.iterations + 1}"
    free = functions.lower is None and question.criterion in ("decrease", "gap", "distance")
    pairs = [
        Constraint(
            name=f"{i.name} {j.name}",
            form=functions.between(i, j),
            origin=f"{functions.source} between {i.name} and {j.name}",
        )
        for i in points
        for j in points
        if i is not j and not (free and j.name == last)
    ]
    if question.start.kind == "anywhere" or (functions.convex and question.has_minimizer):
        return pairs
    return pairs + [
        Constraint(
            name=f"f* {i.name}",
            form=functions.above(i, number(0)),
            origin=f"f ≥ f*, {functions.source} at {i.name}",
        )
        for i in points
        if i is not MINIMIZER and not (free and i.name == last)
    ]


def _start(question: Question, run: Run) -> list[Constraint]:
    start, first = question.start, run.iterates[0]
    if start.kind == "anywhere":
        return []
    if start.kind == "R":
        near = number(start.size**2) - first.position.squared
        return [Constraint(name="start", form=near, origin="‖x¹ − x*‖ ≤ R")]
    low = number(start.size) - first.value
    return [Constraint(name="start", form=low, origin="f(x¹) − f* ≤ Δ")]


def _objective(question: Question, run: Run) -> tuple[Form, list[Constraint]]:
    last, squares = run.iterates[-1], [point.gradient.squared for point in run.iterates]
    match question.criterion:
        case "decrease":
            return last.value - run.iterates[0].value, []
        case "gap":
            return last.value, []
        case "distance":
            return last.position.squared, []
        case "gradient":
            return unknown(LEAST), [
                Constraint(
                    name=f"{LEAST} {point.name}",
                    form=square - unknown(LEAST),
                    origin="the least is at most each",
                )
                for point, square in zip(run.iterates, squares, strict=True)
            ]
        case "gradient-average":
            total = sum(squares[:-1], start=Form())
            return Fraction(1, question.iterations) * total, []
