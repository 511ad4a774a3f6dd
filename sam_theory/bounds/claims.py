"""Claims that a formula is a bound: proved by a certificate, refuted by a function, or neither."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.asymptotics.constants import Constant, compare
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.parsing import parse
from sam_theory.asymptotics.pointwise import value_at
from sam_theory.asymptotics.trees import valued
from sam_theory.bounds.attaining import Attained
from sam_theory.bounds.interpolating import Interpolated
from sam_theory.bounds.probes import Inexact
from sam_theory.bounds.question import Question
from sam_theory.errors import UsageError
from sam_theory.verdict import Verdict, proved, refuted, undecided

TRUTHS = ("<", "<=", ">", ">=", "==", "!=", "and", "or", "not", "is_square")
NAMES = ("L", "mu", "t", "rho", "nu", "N", "Delta", "R", "s")


def known(question: Question, norm: Fraction | None = None) -> dict[str, Fraction]:
    """The values that a claim about the question may use, by name.

    ν is the relative error, of igd-relative or of ∇f(x ± ρ∇f(x)), there Lρ; of an absolute error ε,
    ρ is ε/L; s is ‖∇f(x¹)‖.
    """
    lower, start = question.functions.lower, question.start
    L, mover = question.functions.lipschitz, question.mover
    found = {"L": L, "t": question.step, "N": Fraction(question.iterations)}
    if lower is not None and lower >= 0:
        found["mu"] = lower
    if isinstance(mover, Inexact):
        found |= {"nu": mover.error} if mover.relative else {"rho": mover.error / L}
    else:
        found["rho"] = question.radius
        found |= {"nu": L * question.radius} if mover.mixture == 0 else {}
    if start.kind != "anywhere":
        found[start.kind] = start.size
    return found if norm is None else {**found, "s": norm}


def names_all(text: str, question: Question) -> bool:
    """Whether R or Δ of a formula is what the question starts from."""
    node = parse(text, NAMES)
    return all(not node.contains(name) or question.start.kind == name for name in ("R", "Delta"))


def claimed(text: str, question: Question, norm: Fraction | None = None) -> Constant:
    """The number that a formula claims; raises UsageError for one without a value here."""
    values, node = known(question, norm), parse(text, NAMES)
    if node.operation in TRUTHS:
        raise UsageError(
            f"--claim must be a number, as 2*Delta/(N*t), and no comparison; got {text!r}"
        )
    missing = [name for name in NAMES if node.contains(name) and name not in values]
    if missing:
        raise UsageError(
            f"--claim must use what is given here, {', '.join(values)}; got {text!r}, with "
            f"{', '.join(missing)}"
        )
    try:
        return value_at(valued(node, values), 1)
    except (Undefined, Undecidable) as error:
        raise UsageError(f"--claim must be a number here; got {text!r}: {error}") from error


def judged(
    claim: Constant,
    bound: Fraction | None,
    attained: Attained | None,
    least: Interpolated | None = None,
) -> Verdict:
    """Whether the claim is a bound, given one that is proved, and what functions have."""
    number = f"{float(claim):.8g}"
    known = [(one.value, "a function of one variable") for one in (attained,) if one is not None]
    known += [(one.value, f"a function on ℝⁿ, n ≥ {one.dimension},") for one in (least,) if one]
    value, whose = max(known, default=(None, "no function"))
    try:
        if value is not None and compare(claim, Constant(value)) < 0:
            return refuted(f"{whose} has {float(value):.8g}, more than the claimed {number}")
        if bound is not None and compare(claim, Constant(bound)) >= 0:
            return proved(f"a certificate gives {float(bound):.8g}, at most the claimed {number}")
    except Undecidable as error:
        return undecided(f"the claimed {number} cannot be compared: {error}")
    above = "no certificate" if bound is None else f"the certificate gives {float(bound):.8g}"
    below = whose if value is None else f"{whose} has {float(value):.8g}"
    return undecided(f"{above}, {below}; neither settles the claimed {number}")
