"""From which number on a claim fails: bisection over certified kills and certified non-kills."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established
from sam_theory.certificates.forms import Breach, Cell, Claim, Trap
from sam_theory.certificates.ranges import number_at
from sam_theory.certificates.verifier.accepting import accept
from sam_theory.certificates.verifier.claims import bound_at
from sam_theory.falsifying.bounds import inequalities
from sam_theory.falsifying.claims import Target, Threshold
from sam_theory.falsifying.superfluous import Find, rests_on, words
from sam_theory.library.catalogues import Library
from sam_theory.proofs.terms import free_names, head, read
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import ball
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Status

HALVINGS = 24  # of the interval in which the threshold lies
NEAREST = 20  # starts come within 2^(−NEAREST) of where a claim is made
STEPS = 4  # of a run that is followed

QUADRATIC = frozenset({"lmin"})  # names of a conclusion about a quadratic with these eigenvalues


class OutOfTime(Exception):
    """It is too late to look for a threshold."""


def never() -> bool:
    """Never too late."""
    return False


Late = Callable[[], bool]
Certified = Callable[[Fraction], str]  # the certificate in words, empty where there is none


@dataclass(frozen=True, kw_only=True)
class Bracket:
    """The claim is certified to hold at `holds`, and to fail at `fails`, by these certificates."""

    holds: Fraction
    fails: Fraction
    why_holds: str
    why_fails: str

    def threshold(self, name: str) -> Threshold:
        """The simplest number between the two, and what is certified on either side."""
        value = simplest(*sorted((self.holds, self.fails)))
        side = "above" if self.fails > self.holds else "below"
        return Threshold(
            name=name,
            value=value,
            kind=f"fails {side}: certified to hold at {_text(self.holds)} ({self.why_holds}), and "
            f"to fail at {_text(self.fails)} ({self.why_fails})",
        )


def bracket(
    kill: Certified,
    hold: Certified,
    holds: Fraction,
    fails: Fraction,
    *,
    halvings: int = HALVINGS,
    late: Late = never,
) -> Bracket | None:
    """Halves the interval between a number at which the claim holds and one at which it fails.

    None where the ends are not certified. Where neither is certified in the middle, it ends.
    Raises OutOfTime where it is `late` before that: no number depends on how far it came.
    """
    _require(late)
    found = Bracket(holds=holds, fails=fails, why_holds=hold(holds), why_fails=kill(fails))
    if not (found.why_holds and found.why_fails):
        return None
    for _ in range(halvings):
        _require(late)
        closer = _with(found, kill, hold, (found.holds + found.fails) / 2)
        if closer is found:
            break
        found = closer
    return _with(found, kill, hold, simplest(*sorted((found.holds, found.fails))))


def _require(late: Late) -> None:
    if late():
        raise OutOfTime


def _with(found: Bracket, kill: Certified, hold: Certified, value: Fraction) -> Bracket:
    """The bracket with one end at that number; as it was where nothing is certified of it."""
    if why := hold(value):
        return replace(found, holds=value, why_holds=why)
    if why := kill(value):
        return replace(found, fails=value, why_fails=why)
    return found


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The number of least denominator in [low, high], 0 ≤ low (Stern, Brocot)."""
    whole = low.numerator // low.denominator
    if low == whole:
        return Fraction(whole)
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))


def _text(number: Fraction) -> str:
    return str(number) if number.denominator < 1000 else f"{float(number):.8g}"


# ---- kills


def breach_of(dynamics: Dynamics, claim: Claim) -> str:
    """The breach of a claim by a run along a coordinate, in words; empty where none is found.

    A claim that is `kept` is made of starts within its bound at k = 1: those near to it are tried.
    """
    n = dynamics.problem.dimension
    for share in (1 - Fraction(1, 2**j) for j in (1, 4, 8, 12, 16, NEAREST)):
        for i in range(n):
            size = share * _reach(dynamics, claim)
            start = tuple(size if i == j else Fraction(0) for j in range(n))
            for at in range(2, STEPS + 1):
                shown = accept(dynamics, Breach(claim=claim, start=start, at=at))
                if isinstance(shown, Established):
                    return shown.text
    return ""


def _reach(dynamics: Dynamics, claim: Claim) -> Fraction:
    """The bound at k = 1 of a claim that is kept, from below; else 1."""
    if not claim.kept:
        return Fraction(1)
    start = tuple(ball(1) for _ in range(dynamics.problem.dimension))
    try:
        low = bound_at(dynamics, start, claim.bound, 1).low
    except (Undecided, ZeroDivisionError):
        return Fraction(1)
    return Fraction(1) if low is None else Fraction(low).limit_denominator(10**9)


# ---- non-kills


def box_kept(dynamics: Dynamics, half: Fraction = Fraction(1)) -> str:
    """That constants t, ρ never lead out of a box about 0, in words; empty where it is not seen."""
    t, rho = number_at(dynamics.step, 1), number_at(dynamics.radius, 1)
    if t is None or rho is None:
        return ""
    cell = Cell(x=((-half, half),) * dynamics.problem.dimension)
    shown = accept(dynamics, Trap(cells=(cell,), step=t, radius=rho))
    return f"the box of half width {half} is never left" if isinstance(shown, Established) else ""


def by_kernel(target: Target, find: Find, numbers: Mapping[str, Fraction]) -> str:
    """That a proof shows the conclusion under a condition that these numbers satisfy; or nothing.

    The proof shows implies(condition, conclusion) from what is kept of the theorem alone.
    """
    told, report = target.conclusion.states, find(target.theorem.proven_in)
    if told is None or report is None:
        return ""
    available = frozenset((*target.theorem.stands, *words(target.kept)))
    formulas = {c.key: c.formula for c in report.proof.statement.conclusions}
    for part in report.proof.parts:
        condition = _condition(formulas[part.conclusion], told.formula)
        if condition is None or not by_numbers(condition, numbers):
            continue
        proved = bool(part.shown_by) and report.part(part).status is Status.PROVED
        if proved and rests_on(report, part) <= available:
            return f"{report.proof.name}: {part.text}"
    return ""


def _condition(formula: str, conclusion: str) -> ast.expr | None:
    """φ, where the formula reads implies(φ, conclusion)."""
    node = read(formula)
    if not isinstance(node, ast.Call) or head(node) != "implies":
        return None
    condition, shown = node.args
    return condition if ast.dump(shown) == ast.dump(read(conclusion)) else None


def by_numbers(condition: ast.expr, numbers: Mapping[str, Fraction]) -> bool:
    """Whether a comparison of rational expressions holds for the numbers; not where one is open."""
    try:
        match condition:
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                a, b = _number(left, numbers), _number(right, numbers)
                return _RELATIONS[type(op)](a, b)
    except (KeyError, ZeroDivisionError):
        pass
    return False


def _number(node: ast.expr, numbers: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=int() as value):
            return Fraction(value)
        case ast.Name(id=name):
            return numbers[name]
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATIONS[type(op)](_number(left, numbers), _number(right, numbers))
    raise KeyError(ast.unparse(node))


_RELATIONS: Mapping[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.LtE: operator.le,
    ast.Lt: operator.lt,
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
}
_OPERATIONS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


# ---- families with one parameter


def threshold_of(
    target: Target, find: Find, library: Library, late: Late = never
) -> Threshold | None:
    """That of a conclusion as stated about quadratics, in κ; None for any other, or if open."""
    said = target.conclusion.states
    if target.dropped is not None or said is None:
        return None
    if not QUADRATIC.issubset(free_names(read(said.formula))):
        return None

    def problem_at(kappa: Fraction) -> Problem:
        found = library.get("problems", f"quadratic[eigenvalues=(1.0, {float(kappa)!r})]")
        assert isinstance(found, Problem)
        return found

    return condition_number(target, find, problem_at, library.get("methods", "sam"), late)


def condition_number(
    target: Target,
    find: Find,
    problem_at: Callable[[Fraction], Problem],
    method: Method,
    late: Late = never,
) -> Threshold | None:
    """κ = λmax/λmin from which on the conclusion fails on quadratics, with t in the middle of (13).

    `problem_at` gives a quadratic with eigenvalues 1 and κ. None where no conclusion of the form
    of (15), or nothing is certified on one of the sides.
    """
    claims = [replace(each.claim, kept=True) for each in inequalities(target.conclusion)]

    def kill(kappa: Fraction) -> str:
        step = (2 * kappa + 1) / (2 * kappa + 2)
        dynamics = dynamics_of(problem_at(kappa), method, step, Fraction(1, 10))
        return next(filter(None, (breach_of(dynamics, claim) for claim in claims)), "")

    def hold(kappa: Fraction) -> str:
        return by_kernel(target, find, {"lmin": Fraction(1), "lmax": kappa})

    found = bracket(kill, hold, Fraction(1), Fraction(4), late=late) if claims else None
    return None if found is None else found.threshold("κ = λmax/λmin")


def longest_step(problem: Problem, method: Method, radius: Fraction) -> Threshold | None:
    """The t beyond which a method on a quadratic about 0 does not stay as near to 0 as it starts.

    Held by a box that is never left, killed by a run that is farther from 0 than at its start.
    """
    claim = Claim(quantity="distance", relation="<=", bound="R")

    def kill(step: Fraction) -> str:
        return breach_of(dynamics_of(problem, method, step, radius), claim)

    def hold(step: Fraction) -> str:
        return box_kept(dynamics_of(problem, method, step, radius))

    L = problem.facts.lipschitz_bound
    if not L:
        return None
    found = bracket(kill, hold, Fraction(1, 1000) / Fraction(L), 4 / Fraction(L))
    return None if found is None else found.threshold("t")


def dynamics_of(problem: Problem, method: Method, step: Fraction, radius: Fraction) -> Dynamics:
    """The method with constants."""
    t, rho = (Schedule(f"{c.numerator}/{c.denominator}") for c in (step, radius))
    return Dynamics(problem=problem, method=method, step=t, radius=rho)
