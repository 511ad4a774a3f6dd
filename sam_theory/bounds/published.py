"""What papers say of a worst case, and what is proved here of it in closed form."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.bounds.inequality import Published, Values, absolute_error
from sam_theory.bounds.probes import Probe
from sam_theory.bounds.question import Question
from sam_theory.library.catalogues import Library


def published(
    question: Question, norm: Fraction | None, library: Library
) -> tuple[tuple[Published, Fraction], ...]:
    """What is in print about a question, the least bound first."""
    found = [(entry, entry.bound(question, norm, library)) for entry in PUBLISHED]
    said = [(entry, bound) for entry, bound in found if bound is not None]
    return tuple(sorted(said, key=lambda pair: pair[1]))


def closed_form(
    question: Question, norm: Fraction | None, library: Library
) -> tuple[str, str, Fraction] | None:
    """A bound for all parameters that is proved here: the proof, what it says, and its value."""
    for entry in CLOSED:
        bound = entry.bound(question, norm, library)
        if bound is not None:
            proof = library.get("proofs", entry.item)
            text = next(w.text for w in proof.statement.conclusions if w.key == entry.place)
            return entry.item, text, bound
    return None


def _sam(question: Question) -> bool:
    mover = question.mover
    return isinstance(mover, Probe) and mover.sign > 0 and mover.mixture == 1


def _short(question: Question) -> bool:
    return question.functions.lipschitz * question.step <= 1


def _lipschitz(question: Question) -> bool:
    return question.functions.lower is not None


def _of_sam_convex(question: Question, values: Values) -> bool:
    """SAM, f convex with (3), t ≤ 1/L."""
    return _sam(question) and question.functions.convex and _short(question)


def _of_sam_later(question: Question, values: Values) -> bool:
    """SAM, f convex with (3), t < 1/L, as large k give in Theorem 3.2."""
    return _of_sam_convex(question, values) and values["L"] * values["t"] < 1


def _of_absolute(question: Question, values: Values) -> bool:
    """Absolute errors, (3), Lt < 1, c₁ > 0 and c₂ < 1, as (27) has it for large k."""
    if absolute_error(question) is None or not _lipschitz(question):
        return False
    short, error = values["L"] * values["t"], values["eps"]
    falls, rises = 2 - short - error * (1 - short), 1 - short + short * error  # 2c₁, 2c₂
    return short < 1 and falls > 0 and rises < 2


def _of_relative(question: Question, values: Values) -> bool:
    """Relative errors, ν < 1, (4) and (12)."""
    return "nu" in values and values["nu"] < 1 and values["delta"] > 0


def _of_normalized(question: Question, values: Values) -> bool:
    return _sam(question) and _lipschitz(question) and _short(question)


def _of_unified(question: Question, values: Values) -> bool:
    """Unified SAM, (3), a < 1 and t ≤ 1/L; extragradient, which probes at −ρ∇f(x), is none."""
    return "a" in values and values["a"] < 1 and _lipschitz(question) and _short(question)


def _of_unified_strong(question: Question, values: Values) -> bool:
    return _of_unified(question, values) and values["mu"] > 0


def _of_sam_strong(question: Question, values: Values) -> bool:
    strong = values.get("mu", Fraction(0)) > 0
    return _sam(question) and strong and values["L"] * values["t"] < 2


GRADIENTS = ("gradient", "gradient-average")  # the least is at most the mean
PUBLISHED = (
    Published(
        name="(25)",
        source="K24, Theorem 3.2",
        kind="proofs",
        item="khanh-3.2",
        place="(25) third",
        about=_of_sam_later,
    ),
    Published(
        name="(26)",
        source="K24, Theorem 3.2",
        kind="proofs",
        item="khanh-3.2",
        place="(26)",
        about=_of_sam_later,
    ),
    Published(
        name="(28)",
        source="K24, Theorem 3.3",
        kind="proofs",
        item="khanh-3.3",
        place="V4",
        about=_of_absolute,
    ),
    Published(
        name="(40)",
        source="K24, Theorems 4.1 and 4.2",
        kind="proofs",
        item="khanh-4.1",
        place="(40)",
        about=_of_relative,
    ),
    Published(
        name="(43) with (39)",
        source="K24, Theorems 4.1 and 4.2",
        kind="proofs",
        item="khanh-4.1",
        place="(43)",
        about=_of_relative,
    ),
    Published(
        name="the step to 3.4",
        source="S23",
        kind="proofs",
        item="si-yun-3.4",
        place="one step",
        about=_of_normalized,
    ),
    Published(
        name="the one-step bound",
        source="Oikonomou, Loizou 2025",
        kind="proofs",
        item="unified-sam-1",
        place="one step in a and b",
        about=_of_unified,
    ),
    Published(
        name="Theorem 3.3",
        source="S23",
        kind="theorems",
        item="si-yun-3.3",
        place="average",
        about=_of_sam_convex,
        criteria=GRADIENTS,
        start="Delta",
    ),
    Published(
        name="Theorem 3.4",
        source="S23",
        kind="theorems",
        item="si-yun-3.4",
        place="average",
        about=_of_normalized,
        criteria=GRADIENTS,
        start="Delta",
    ),
    Published(
        name="the bound on the mean",
        source="Oikonomou, Loizou 2025",
        kind="theorems",
        item="unified-sam-1",
        place="average",
        about=_of_unified,
        criteria=GRADIENTS,
        start="Delta",
    ),
    Published(
        name="the bound on the gap",
        source="Oikonomou, Loizou 2025",
        kind="theorems",
        item="unified-sam-1",
        place="gap",
        about=_of_unified_strong,
        criteria=("gap",),
        start="Delta",
    ),
    Published(
        name="Theorem 1, as quoted",
        source="Dai, Ahn, Sra 2023",
        kind="theorems",
        item="dai-1",
        place="as-quoted",
        about=_of_sam_strong,
        criteria=("gap",),
        start="Delta",
    ),
)
CLOSED = (
    Published(
        name="φ",
        source="not in print",
        kind="proofs",
        item="one-step-worst",
        place="decrease",
        about=lambda question, values: "r" in values and "mu" in values,
    ),
    Published(
        name="ε",
        source="not in print",
        kind="proofs",
        item="one-step-inexact",
        place="decrease",
        about=lambda question, values: "eps" in values and "r" not in values,
    ),
)
