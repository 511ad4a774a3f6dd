"""A theorem for reading: hypotheses by number, conclusions with what they need, known errata."""

from __future__ import annotations

from sam_theory.library.catalogues import Library
from sam_theory.report.items.sections import Description, Section, described, numbered
from sam_theory.report.summary import PROPERTY_WORDS
from sam_theory.statements.theorem import Conclusion, Hypothesis, Theorem


def describe_theorem(library: Library, theorem: Theorem) -> Description:
    """The numbers are those of `Theorem.conditions`."""
    conditions = theorem.conditions
    families = library.made("methods").items()
    about = [name for name, method in families if theorem.about(method)]
    return described(
        f"theorem {theorem.name}",
        (theorem.summary, theorem.source),
        Section("About the methods", (("", ", ".join(about) or "none: about sequences"),)),
        Section("Hypotheses", numbered([_condition(h, theorem) for h in conditions])),
        Section("Conclusions", _conclusions(theorem, conditions)),
        Section("Not confirmed", _unconfirmed(theorem)),
        Section("Known errata", _errata(theorem)),
        Section(
            "What follows besides",
            tuple(("", PROPERTY_WORDS.get(name, name)) for name in theorem.implies),
        ),
        Section("In practice", (("", theorem.practice),) if theorem.practice else ()),
        Section("Commands", _commands(library, theorem)),
    )


def _condition(hypothesis: Hypothesis, theorem: Theorem) -> str:
    weaker = "; ".join(word.text for word in hypothesis.weaker)
    text = f"{hypothesis.text} (weaker: {weaker})" if weaker else hypothesis.text
    if hypothesis in theorem.hypotheses:
        return text
    return f"{text} (for some of the conclusions only)"


def _conclusions(
    theorem: Theorem, conditions: tuple[Hypothesis, ...]
) -> tuple[tuple[str, str], ...]:
    rows = []
    for conclusion in theorem.conclusions:
        numbers = [str(conditions.index(need) + 1) for need in conclusion.needs]
        further = f" (also needs {' and '.join(numbers)})" if numbers else ""
        reading = f" (read as: {conclusion.reading})" if conclusion.reading else ""
        ours = " (ours, not in print)" if conclusion.ours else ""
        rows.append(("•", f"{conclusion.text}{reading}{further}{ours}"))
    return tuple(rows)


def _unconfirmed(theorem: Theorem) -> tuple[tuple[str, str], ...]:
    texts = dict.fromkeys(c.unconfirmed for c in theorem.conclusions if c.unconfirmed)
    return tuple(("•", text) for text in texts)


def _errata(theorem: Theorem) -> tuple[tuple[str, str], ...]:
    found: dict[str, list[Conclusion]] = {}
    for conclusion in theorem.conclusions:
        for erratum in conclusion.errata:
            shown = f"{erratum.text} (refuted by {erratum.step} of the proof {erratum.proof})"
            found.setdefault(shown, []).append(conclusion)
    return tuple(
        ("•", f"{text}; against: {', '.join(dict.fromkeys(c.text for c in conclusions))}")
        for text, conclusions in found.items()
    )


def _commands(library: Library, theorem: Theorem) -> tuple[tuple[str, str], ...]:
    found = [("hold it against runs", f"sam-theory check --theorem {theorem.name}")]
    if theorem.proven_in in library.entries("proofs"):
        found.append(("check its proof", f"sam-theory prove {theorem.proven_in}"))
        stronger = library.get("proofs", theorem.proven_in).stronger
        found += [("what it does not need", f"sam-theory prove {name}") for name in stronger]
    return tuple(found)
