"""A problem for reading: f, its starts with f and ∇f there, what is known and what is not."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from sam_theory.library.collecting import Entry
from sam_theory.report.items.sections import (
    Description,
    Section,
    described,
    formula_and,
    parameters,
    point,
)
from sam_theory.report.items.wording import NAMES, enclosed, sentence
from sam_theory.setting.box import Region
from sam_theory.setting.facts import Facts
from sam_theory.setting.problem import Components, Problem, answering


def describe_problem(problem: Problem, entry: Entry) -> Description:
    """Raises UsageError if f or ∇f of a user's problem raises."""
    facts = problem.facts
    known = [f.name for f in fields(Facts) if getattr(facts, f.name) is not None]
    stated = [_row(name, facts) for name in known]
    unknown = [NAMES[f.name] for f in fields(Facts) if f.name not in known and f.name in CLOSED]
    unknown += [NAMES[name] for name in _not_stated(problem.components)]
    return described(
        f"problem {problem.name}",
        formula_and(problem.formula, entry.summary),
        Section("Setting", _setting(problem, entry)),
        Section("Starts", _starts(problem)),
        Section("What is known of f, and why", tuple(stated)),
        Section("What is known of its components, and why", _of_components(problem.components)),
        Section("What follows", _consequences(facts)),
        Section("Not stated", (("", ", ".join(unknown)),) if unknown else ()),
        Section("Source", (("", problem.source),)),
    )


# A fact whose absence leaves a question open; others are absent where they do not apply.
CLOSED = ("convex", "lipschitz", "infimum", "attained", "level_sets_bounded", "definability")


def _row(name: str, facts: Facts) -> tuple[str, str]:
    fact = getattr(facts, name)
    return sentence(name, fact), f"because {fact.source}" if fact.source else ""


def _of_components(components: Components | None) -> tuple[tuple[str, str], ...]:
    stated = {} if components is None else components.facts
    return tuple(
        (sentence(f"components_{name}", fact), f"because {fact.source}")
        for name, fact in stated.items()
    )


def _not_stated(components: Components | None) -> list[str]:
    """The names of facts of components that leave a question open."""
    if components is None:
        return []
    return [f"components_{n}" for n in ("lipschitz", "variance") if n not in components.facts]


def _setting(problem: Problem, entry: Entry) -> tuple[tuple[str, str], ...]:
    rows = [
        ("dimension", str(problem.dimension)),
        ("starts drawn", f"from the box {Region(*problem.region)}"),
        ("constants", _constants(problem)),
    ]
    if entry.defaults:
        rows.append(("parameters", f"[{parameters(dict(entry.defaults))}] by default"))
        rows += [(key, domain.text) for key, domain in entry.domains.items()]
    if problem.components is not None:
        mean = f"f is the mean of {problem.components.count} functions, for methods with batches"
        rows.append(("components", mean))
    return tuple(rows)


def _constants(problem: Problem) -> str:
    if problem.about_constants:
        return problem.about_constants
    step, own = problem.step_constant, problem.descent_constant
    if step is None:
        return "L has no value everywhere; runs use that of a box which holds them"
    same = step == own or own is None
    further = "" if same else f", D = {float(own or 0):.6g}"
    return f"L = {float(step):.6g}{further} in formulas"


def _starts(problem: Problem) -> tuple[tuple[str, str], ...]:
    x = np.array(problem.starts, dtype=np.float64)
    asked = answering(problem, x)
    with np.errstate(all="ignore"):
        values, gradients = np.asarray(asked.value(x)), np.asarray(asked.gradient(x))
    return tuple(
        (point(start), f"f = {value:.6g}, ∇f = {point(list(map(float, gradient)))}")
        for start, value, gradient in zip(problem.starts, values, gradients, strict=True)
    )


def _consequences(facts: Facts) -> tuple[tuple[str, str], ...]:
    """What is derived from the facts, where it is not one of them."""
    found = []
    descent, q, kl = facts.implied_descent, facts.implied_exponent, facts.implied_kl
    if facts.descent is None and descent is not None and descent.value.bounded:
        text = f"the descent condition (4) holds: {enclosed('D', descent.value)}"
        found.append((text, f"because {descent.source}"))
    if facts.kl_exponent is None and q is not None:
        found.append((sentence("kl_exponent", q), f"because {q.source}"))
    if facts.kl_property is None and kl is not None:
        found.append((sentence("kl_property", kl), f"because {kl.source}"))
    return tuple(found)
