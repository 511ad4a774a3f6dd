"""Published proofs as data: steps, each a closed claim with the way to check it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

By = Literal["identity", "real-arithmetic", "series", "number", "lemma", "cited"]

Rule = Literal[
    "cases",
    "limits",
    "monotone",
    "compactness",
    "length",
    "directions",
    "derivative",
    "powers",
    "intermediate",
]

RULES: dict[Rule, str] = {
    "cases": "the obligations together cover the claim",
    "limits": "the definition of a limit, of a supremum and of the sum of a series",
    "monotone": "a monotone bounded sequence converges",
    "compactness": "a bounded sequence in ℝⁿ has an accumulation point",
    "length": "a sequence of finite length converges (Cauchy)",
    "directions": "an inequality that holds in each eigendirection may be summed over them",
    "derivative": "a function whose derivative is nonnegative does not decrease",
    "intermediate": "a continuous function that changes sign on an interval has a zero there",
    "powers": "x ↦ x^a is increasing on x > 0 for a > 0 and decreasing for a < 0",
}


# Formulas are Python expressions over real variables and vectors; see proving/language.py. A given
# reads "formula", "hypothesis: formula", "@step: formula" or "@step" (that step's own claim).
# Variables are universally quantified.


@dataclass(frozen=True, kw_only=True)
class Identity:
    """An equation a == b (== c …) of expressions, for all values of the variables."""

    equation: str
    given: tuple[str, ...] = ()
    vectors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reals:
    """Whatever satisfies `given` satisfies `then`, over the reals and over vectors of any ℝⁿ."""

    then: str
    given: tuple[str, ...] = ()
    vectors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Exists:
    """Some reals and vectors satisfy all of `such_that`."""

    such_that: tuple[str, ...]
    vectors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Schedules:
    """The schedule hypothesis `key` holds (or, with holds=False, fails) for these formulas in k."""

    key: str
    step: str
    radius: str = "0"
    lipschitz: str | None = None
    kl: str | None = None
    holds: bool = True


@dataclass(frozen=True, kw_only=True)
class PowerSeries:
    """Σ k^(−exponent) converges (or diverges) for all parameters that satisfy `given`."""

    exponent: str
    given: tuple[str, ...] = ()
    converges: bool = True


@dataclass(frozen=True, kw_only=True)
class Limit:
    """The limit of an expression in `variable`, its other variables being positive."""

    expression: str
    variable: str
    to: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Number:
    """A relation between numbers, decided by rigorous enclosures."""

    relation: str
    where: tuple[tuple[str, str], ...] = ()  # name, expression in the names before it


@dataclass(frozen=True, kw_only=True)
class Orbit:
    """After `times` simultaneous updates of `start`, `then` holds; all in exact arithmetic."""

    start: tuple[tuple[str, str], ...]
    update: tuple[tuple[str, str], ...]
    times: int
    then: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Induction:
    """`start` gives `then`, and `then` passes from `state` to its successor (written with `_`)."""

    state: tuple[str, ...]
    start: tuple[str, ...]
    step: tuple[str, ...]
    then: str
    given: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Random exact sequences that obey `update` and `given` are checked against `then`."""

    start: tuple[tuple[str, str], ...]
    inputs: tuple[str, ...]  # drawn afresh for every update, adversarially
    update: tuple[tuple[str, str], ...]
    given: tuple[str, ...]
    then: str
    length: int = 12
    rounds: int = 200


Obligation = (
    Identity | Reals | Exists | Schedules | PowerSeries | Limit | Number | Orbit | Induction
)


@dataclass(frozen=True, kw_only=True)
class Argument:
    """A rule of real analysis, and the obligations that make it applicable."""

    rule: Rule
    obligations: tuple[Obligation, ...]

    def __post_init__(self) -> None:
        if not self.obligations:
            raise ValueError("the obligations of an argument must be at least one; got none")


@dataclass(frozen=True)
class Cited:
    """Rests on another publication, or on what no machine check reaches; says which."""

    source: str


Check = Obligation | Trial | Argument | Cited

BY: dict[type, By] = {
    Identity: "identity",
    Reals: "real-arithmetic",
    Exists: "real-arithmetic",
    Schedules: "series",
    PowerSeries: "series",
    Limit: "series",
    Number: "number",
    Orbit: "number",
    Induction: "lemma",
    Trial: "lemma",
    Argument: "lemma",
    Cited: "cited",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One claim of a proof, as published, or `ours`: a repair or a strengthening not in print.

    `uses` names what the check does not state itself: hypotheses, earlier steps as "@name", other
    proofs as "=name".
    `gives` is the key of a hypothesis that the step derives from the others.
    `run` is a command that shows a refutation on an actual function, start and schedule.
    `erratum` says what is wrong with a step in print that is known to be refuted.
    """

    name: str
    claim: str
    check: Check
    ours: bool = False
    uses: tuple[str, ...] = ()
    gives: str = ""
    run: str = ""
    erratum: str = ""

    @property
    def by(self) -> By:
        """The way of checking, as reported."""
        return BY[type(self.check)]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One conclusion of a statement, the steps that it rests on, or the step that refutes it.

    A part of `ours` may strengthen a published one: the same conclusion under fewer hypotheses.
    """

    text: str
    rests_on: tuple[str, ...] = ()
    refuted_by: str = ""
    ours: bool = False
    strengthens: str = ""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A published statement: its hypotheses (key, text), its proof's steps, its conclusions.

    `outcome` says in a sentence whether the conclusions survive the check. `stronger` names proofs
    of ours that reach the same conclusions from fewer hypotheses.
    """

    name: str
    summary: str
    source: str
    hypotheses: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    parts: tuple[Part, ...]
    outcome: str
    stronger: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [step.name for step in self.steps]
        for name in names:
            if names.count(name) > 1 or ": " in name:
                raise ValueError(
                    f"step names of {self.name} must be unique and without ': '; got {name!r}"
                )
        for part in self.parts:
            for name in (*part.rests_on, *filter(None, [part.refuted_by])):
                if name not in names:
                    raise ValueError(f"a part of {self.name} must rest on its steps; got {name!r}")

    def step(self, name: str) -> Step:
        """The step of that name; raises KeyError if there is none."""
        return {step.name: step for step in self.steps}[name]
