"""Published proofs as data: steps whose premises are references, each with the way to check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sam_theory.proofs.shape import misfits
from sam_theory.proofs.statement import Given as Given  # a proof is written with both
from sam_theory.proofs.statement import Statement as Statement

By = Literal["identity", "real-arithmetic", "series", "number", "lemma", "cited"]
From = Literal["hypothesis", "step", "theorem", "definition", "local"]

# The names that stand for vectors, whatever their index or argument; a proof may declare more.
VECTORS = frozenset({"x", "y", "z", "w", "v", "g", "d", "grad", "xbar", "xstar"})


@dataclass(frozen=True)
class Ref:
    """A premise by reference, with what stands for the variables that it binds."""

    kind: From
    name: str
    at: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{name} = {value}" for name, value in self.at.items())
        return self.name + (f" at {told}" if told else "")


def hypothesis(name: str, **at: str) -> Ref:
    """A hypothesis of the theorem, by its key."""
    return Ref("hypothesis", name, at)


def definition(name: str, **at: str) -> Ref:
    """What a symbol of the theorem, or of a step `Define`, stands for."""
    return Ref("definition", name, at)


def step(name: str, **at: str) -> Ref:
    """An earlier step of the proof, within whose scope the present one lies."""
    return Ref("step", name, at)


def local(name: str, **at: str) -> Ref:
    """An assumption of a block that the present step lies in."""
    return Ref("local", name, at)


@dataclass(frozen=True, kw_only=True)
class Reals:
    """`then` follows by real arithmetic from the premises, at any index that it speaks of."""

    then: str
    given: tuple[Ref, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Identity:
    """An equation (or a chain) for all values of its variables, whose signs `given` may state.

    It may hold derivatives, as diff(s**q, s); such an equation is a fact about numbers only.
    """

    equation: str
    given: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """An instance of a schema of `schemas`; `given` are its premises, in any order."""

    schema: str
    by: Mapping[str, str] = field(default_factory=dict)
    given: tuple[Ref, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Uses:
    """A conclusion of another theorem whose proof is in the catalogue, its hypotheses `given`."""

    proof: str
    conclusion: str
    by: Mapping[str, str] = field(default_factory=dict)
    given: tuple[Ref, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Apply:
    """ψ, where `to` says that φ implies ψ, and `given` say φ."""

    to: Ref
    given: tuple[Ref, ...]


@dataclass(frozen=True, kw_only=True)
class Choose:
    """Fresh constants with a property that is known to be had by some, or a K for `eventually`."""

    names: tuple[str, ...]
    given: Ref


@dataclass(frozen=True, kw_only=True)
class Define:
    """A new symbol: "c", "u[k]" or "h(r)", and what it stands for."""

    symbol: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Witness:
    """`then` reads exists(c, …): it holds for these values, as `given` says."""

    then: str
    values: Mapping[str, str]
    given: tuple[Ref, ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """Steps for any values of the `fix`ed variables, under assumptions (key, formula).

    Their last step, discharged, reads forall(fix, implies(assumptions, what it shows)).
    """

    fix: tuple[str, ...] = ()
    assume: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Exists:
    """Some reals and vectors satisfy all of `such_that`, which are claims of real arithmetic."""

    such_that: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Series:
    """A fact about explicit sequences of k: summable, diverges, tends or bounded."""

    then: str


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
class Read:
    """`then` follows from the premises by an argument that no rule covers: read, not checked."""

    then: str
    why: str
    given: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Cited:
    """`then` rests on another publication, or on what no machine check reaches; says which."""

    source: str
    then: str = "True"


Check = (
    Reals
    | Identity
    | Rule
    | Uses
    | Apply
    | Choose
    | Define
    | Witness
    | Block
    | Exists
    | Series
    | Schedules
    | Limit
    | Number
    | Orbit
    | Read
    | Cited
)

BY: dict[type, By] = {
    Reals: "real-arithmetic",
    Exists: "real-arithmetic",
    Identity: "identity",
    Series: "series",
    Schedules: "series",
    Limit: "series",
    Number: "number",
    Orbit: "number",
    Rule: "lemma",
    Uses: "lemma",
    Apply: "lemma",
    Choose: "lemma",
    Define: "lemma",
    Witness: "lemma",
    Block: "lemma",
    Read: "lemma",
    Cited: "cited",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One claim of a proof, as published, or `ours`: a repair or a strengthening not in print.

    `claim` is in words. `run` is a command that shows a refutation on an actual function, start
    and schedule. `erratum` says what is wrong with a step in print that is known to be refuted.
    """

    name: str
    claim: str = ""
    check: Check
    ours: bool = False
    run: str = ""
    erratum: str = ""

    @property
    def by(self) -> By:
        """The way of checking, as reported."""
        return BY[type(self.check)]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One conclusion of a statement and the step that establishes it, or one that refutes it.

    `conclusion` is the key of a conclusion of the theorem, whose formula the step must have. A part
    of `ours` may strengthen a published one: the same conclusion under fewer hypotheses.
    """

    text: str
    conclusion: str
    shown_by: str = ""
    refuted_by: str = ""
    ours: bool = False
    strengthens: str = ""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The proof of a published statement, which says what may be assumed and what is to be shown.

    `outcome` says in a sentence whether the conclusions survive. `stronger` names proofs of ours
    that reach the same conclusions from fewer hypotheses. `vectors` declares further names that
    stand for vectors.
    """

    name: str
    summary: str
    source: str
    statement: Statement
    steps: tuple[Step, ...]
    parts: tuple[Part, ...]
    outcome: str
    stronger: tuple[str, ...] = ()
    vectors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for wrong in misfits(self, str(self.name)):
            raise ValueError(wrong)
        names = [step.name for step in all_steps(self.steps)]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"step names of {self.name} must be unique; got {name!r} twice")
        for part in self.parts:
            if part.strengthens and part.strengthens not in [p.text for p in self.parts]:
                raise ValueError(
                    f"{part.text} of {self.name} must strengthen a part; got {part.strengthens!r}"
                )
            for name in filter(None, (part.shown_by, part.refuted_by)):
                if name not in names:
                    raise ValueError(f"a part of {self.name} must rest on its steps; got {name!r}")


def all_steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    """The steps, those within a block before it."""
    for step in steps:
        if isinstance(step.check, Block):
            yield from all_steps(step.check.steps)
        yield step
