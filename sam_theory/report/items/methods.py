"""A method for reading: its step, the bound that it states, what a run measures."""

from __future__ import annotations

from sam_theory.library.catalogues import Library
from sam_theory.library.collecting import Entry
from sam_theory.report.items.sections import (
    Description,
    Section,
    described,
    formula_and,
    parameters,
)
from sam_theory.setting.method import Method
from sam_theory.study.measuring import measured_error


def describe_method(library: Library, method: Method, entry: Entry) -> Description:
    """The measured error is that of one run, made here."""
    about = [name for name, item in library.made("theorems").items() if item.about(method)]
    return described(
        f"method {method.name}",
        formula_and(method.formula, entry.summary),
        Section("Error of the estimate gₖ against ∇f(xᵏ)", _errors(library, method)),
        Section("What it needs", _needs(method, entry)),
        Section("Theorems about it", (("", ", ".join(about) or "none of the catalogue"),)),
        Section("Source", (("", method.source),)),
    )


def bound_of(method: Method) -> str:
    """The bound on the error, with its reason."""
    bound = method.error
    if bound is None:
        return "no bound on ‖gₖ − ∇f(xᵏ)‖ is stated; runs measure it"
    return f"{bound} ({'derived' if bound.derived else 'stated'}: {bound.reason})"


def _errors(library: Library, method: Method) -> tuple[tuple[str, str], ...]:
    return (("bound", bound_of(method)), ("measured", measured_error(library, method)))


def needs(method: Method) -> dict[str, str]:
    """What it keeps, what it draws, and whether it uses ρ, where there is something to say."""
    found = {}
    if method.memory:
        found["state"] = f"{method.memory} of the shape of x, 0 at first"
    if method.normals:
        found["draws"] = f"{method.normals} of N(0, I) an iteration"
    if method.draws:
        found["draws"] = f"{method.draws} of {method.minibatch} components of f an iteration"
    if not method.uses_radius:
        found["radius"] = "not used"
    return found


def _needs(method: Method, entry: Entry) -> tuple[tuple[str, str], ...]:
    given = parameters(dict(entry.defaults))
    brackets = {"parameters": f"[{given}] by default"} if given else {}
    return tuple((needs(method) | brackets).items())
