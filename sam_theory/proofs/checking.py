"""The steps of a proof held against the kernel, in order, and what each of them rests on."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from functools import partial
from importlib.util import find_spec

from sam_theory.proofs.arithmetic import claims, conjuncts, opened
from sam_theory.proofs.claim import Claim
from sam_theory.proofs.deciding import decided
from sam_theory.proofs.kernel import (
    Context,
    applied,
    beginning,
    chosen,
    defined,
    discharged,
    entered,
    matched,
    witnessed,
)
from sam_theory.proofs.language import Unsupported
from sam_theory.proofs.normal import Normal
from sam_theory.proofs.proof import (
    VECTORS,
    Apply,
    Block,
    Choose,
    Cited,
    Define,
    Exists,
    Given,
    Identity,
    Limit,
    Number,
    Orbit,
    Proof,
    Read,
    Reals,
    Ref,
    Rule,
    Schedules,
    Series,
    Step,
    Uses,
    Witness,
    all_steps,
)
from sam_theory.proofs.schemas import SCHEMAS
from sam_theory.proofs.terms import (
    INDEX,
    SUBSEQUENCE,
    Refused,
    Replacements,
    free_names,
    read,
    replace,
    replacements,
    stands_for_vector,
)
from sam_theory.verdict import Status, Verdict, consistent, proved, undecided

NOTHING = read("True")
VECTOR_PARAMETERS = frozenset({"v", "w", "y", "z"})  # parameters of rules that stand for vectors
FAULTS = (  # of formulas that what computes cannot read
    *(ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError, ValueError),
    Unsupported,
)


@dataclass(frozen=True, kw_only=True)
class Premise:
    """A premise as it was put into a step: its text, and where it is from."""

    ref: Ref
    formula: ast.expr


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A step, what it shows as a formula, its verdict, and the premises that it rests on.

    `within` are the names of the blocks around it; `certificate` says why an arithmetic step is
    believed; `refused` that the kernel did not accept it.
    """

    step: Step
    formula: ast.expr
    verdict: Verdict
    premises: tuple[Premise, ...] = ()
    within: tuple[str, ...] = ()
    certificate: str | None = None
    refused: bool = False


Decide = Callable[[Claim], tuple[Verdict, str | None]]  # a claim, and why it is believed
QUICKLY: Decide = partial(decided, quick=True)  # gives up soon, and looks for no witness
Established = Callable[[str, str], tuple[Proof, Verdict]]  # of a conclusion of another proof


@dataclass
class Checker:
    """Checks the steps of one proof; other proofs' conclusions come from `established`."""

    proof: Proof
    established: Established
    places: dict[str, Context] = field(default_factory=dict)  # what is known before each step
    decide: Decide = decided

    def all(self) -> tuple[Checked, ...]:
        """Every step, those within a block before the block."""
        try:
            start = beginning(self.proof)
        except Refused as reason:
            why = f"the statement of {self.proof.name}: {reason}"
            return tuple(refused(step, (), why) for step in all_steps(self.proof.steps))
        found, _ = self.steps(start, self.proof.steps, ())
        return tuple(found)

    def steps(
        self, context: Context, steps: tuple[Step, ...], within: tuple[str, ...]
    ) -> tuple[list[Checked], Context]:
        """The steps one after the other, and what is known after them."""
        found: list[Checked] = []
        for step in steps:
            inner: list[Checked] = []
            self.places[step.name] = context
            try:
                if isinstance(step.check, Block):
                    inner, checked, context = self._block(context, step, step.check, within)
                else:
                    checked, context = self._step(context, step, within)
                kind = "definition" if isinstance(step.check, Define) else "step"
                context = context.known(kind, step.name, checked.formula)  # type: ignore[arg-type]
            except Refused as reason:
                checked = refused(step, within, str(reason))
            found += [*inner, checked]
        return found, context

    def instead(self, step: Step, decide: Decide = QUICKLY) -> Checked:
        """A step checked, with little effort, at the place of the one of its name."""
        try:
            return replaced(self, decide=decide)._step(self.places[step.name], step, ())[0]
        except Refused as reason:
            return refused(step, (), str(reason))

    def _block(
        self, context: Context, step: Step, block: Block, within: tuple[str, ...]
    ) -> tuple[list[Checked], Checked, Context]:
        inner, _ = self.steps(entered(context, block), block.steps, (*within, step.name))
        direct = [c for c in inner if c.within == (*within, step.name)]
        if not direct or direct[-1].refused:
            last = refused(step, within, "the last step of the block is refused")
            return inner, last, context
        formula = discharged(context, block, direct[-1].formula)
        ref = Ref("step", direct[-1].step.name)
        checked = Checked(
            step=step,
            formula=formula,
            verdict=proved("its assumptions are discharged"),
            premises=(Premise(ref=ref, formula=direct[-1].formula),),
            within=within,
        )
        return inner, checked, context

    def _step(
        self, context: Context, step: Step, within: tuple[str, ...]
    ) -> tuple[Checked, Context]:
        premises = tuple(
            Premise(ref=ref, formula=context.premise(ref)) for ref in references(step.check)
        )
        formula, verdict = NOTHING, proved("")
        certificate: str | None = None
        match step.check:
            case Reals(then=then):
                formula = read(then)
                verdict, certificate = arithmetic(context, formula, premises, self.decide)
                if verdict.status is Status.REFUTED and not (step.erratum or closed(formula)):
                    verdict = undecided(f"it does not follow from the premises: {verdict.evidence}")
            case Rule():
                formula, verdict = ruled(context, step.check)
            case Uses():
                formula, verdict = self._used(context, step.check)
                premises = (*premises, _theorem(step.check, formula))
            case Apply():
                formula = applied(context, step.check)
                verdict = proved("its conditions are met")
            case Choose():
                context, formula = chosen(context, step.check)
                verdict = proved("such constants exist; they are given a name")
            case Define():
                context, formula = defined(context, step.check)
                verdict = proved("a definition")
            case Witness():
                formula = witnessed(context, step.check)
                verdict = proved(f"for {_told(step.check.values)}")
            case Read(then=then, why=why):
                formula, verdict = read(then), consistent(f"rule read: {why}")
            case Cited(source=source, then=then):
                formula, verdict = read(then), undecided(f"rests on {source}")
            case Series(then=then):
                context.require_meaning(formula := read(then))
                verdict, certificate = computed(context, step.check)
            case _:
                verdict, certificate = computed(context, step.check)
        context.require_meaning(formula)
        checked = Checked(
            step=step,
            formula=formula,
            verdict=verdict,
            premises=premises,
            within=within,
            certificate=certificate,
        )
        return checked, context

    def _used(self, context: Context, check: Uses) -> tuple[ast.expr, Verdict]:
        """A conclusion of another theorem, its hypotheses matched by premises."""
        other, verdict = self.established(check.proof, check.conclusion)
        by = replacements(check.by)
        require_kinds(context, by, other)
        asked = (*assumed(other, {check.conclusion}), *other.statement.definitions)
        needed = [read(h.formula) for h in asked]
        conclusion = read(conclusion_of(other, check.conclusion).formula)
        require_one_language(context, by, other, [*needed, conclusion])
        needed = [replace(formula, by) for formula in needed]
        what = f"{other.name}, {check.conclusion}"
        matched(context, needed, check.given, what)
        formula = replace(conclusion, by)
        if verdict.status is Status.PROVED:
            return formula, proved(f"by {what}, whose proof is checked")
        return formula, Verdict(verdict.status, f"{what} is {verdict.status}: {verdict.evidence}")


def special(proof: Proof) -> frozenset[str]:
    """The hypotheses that only some conclusions ask for."""
    return frozenset(key for keys in proof.statement.needs.values() for key in keys)


def assumed(proof: Proof, conclusions: Collection[str]) -> list[Given]:
    """The hypotheses that these conclusions, by their keys, may rest on."""
    own = {key for name in conclusions for key in proof.statement.needs.get(name, ())}
    return [h for h in proof.statement.hypotheses if h.key in own or h.key not in special(proof)]


def conclusion_of(proof: Proof, key: str) -> Given:
    """The conclusion of that key; raises Refused if the theorem has none."""
    found = [c for c in proof.statement.conclusions if c.key == key]
    if not found:
        raise Refused(f"{proof.name} has no conclusion {key!r}")
    return found[0]


def require_kinds(context: Context, by: Replacements, other: Proof) -> None:
    """Raise Refused unless vectors stand for the vectors of another theorem, and so on."""
    theirs = beginning(other)
    for name, replacement in by.items():
        if name not in theirs.names:
            raise Refused(f"{other.name} has no {name}")
        normal, body = Normal(context.vectors), replacement.body
        theirs_is = stands_for_vector(name, theirs.vectors)
        if isinstance(body, ast.Name) and not replacement.parameters and body.id in context.names:
            same = stands_for_vector(body.id, context.vectors) == theirs_is
        else:
            same = normal.is_vector(body) == theirs_is
        if not same:
            raise Refused(f"{name} and {ast.unparse(body)} must both be vectors, or neither")
        if SUBSEQUENCE.match(name) and not replacement.parameters:
            context.require_sort(name, body)
        elif INDEX.match(name) or SUBSEQUENCE.match(name):
            normal.index(body)


def require_one_language(
    context: Context, by: Replacements, other: Proof, formulas: list[ast.expr]
) -> None:
    """Raise Refused if a name that is taken over stands for a vector there, or here, only."""
    theirs = VECTORS | frozenset(other.vectors)
    for node in (n for formula in formulas for n in ast.walk(formula)):
        if isinstance(node, ast.Name) and node.id not in by:
            kinds = {stands_for_vector(node.id, vectors) for vectors in (theirs, context.vectors)}
            if len(kinds) > 1:
                raise Refused(f"{node.id} is a vector in one of the two proofs only")


def ruled(context: Context, check: Rule) -> tuple[ast.expr, Verdict]:
    """The conclusion of a schema whose premises are there."""
    if check.schema not in SCHEMAS:
        raise Refused(f"there is no rule {check.schema!r}")
    schema = SCHEMAS[check.schema]
    for name, replacement in replacements(check.by).items():
        if SUBSEQUENCE.match(name):
            context.require_sort(name, replacement.body)
        elif INDEX.match(name):
            Normal(context.vectors).index(replacement.body)
        elif name in VECTOR_PARAMETERS and not Normal(context.vectors).is_vector(replacement.body):
            text = ast.unparse(replacement.body)
            raise Refused(f"the rule {check.schema!r} needs a vector for {name}; got {text}")
    if not check.by and not check.given and schema.parameters:
        conclusion = schema.universal()
        return conclusion, proved(f"{schema.text} ({schema.source})")
    needed, conclusion = schema.instance(check.by)
    matched(context, needed, check.given, f"the rule {check.schema!r}")
    return conclusion, proved(f"{schema.text} ({schema.source})")


def arithmetic(
    context: Context, goal: ast.expr, premises: tuple[Premise, ...], decide: Decide
) -> tuple[Verdict, str | None]:
    """Whether the goal follows from the premises over the reals, and why it is believed."""
    context.require_meaning(goal)
    verdict, kinds = proved(""), set()
    if taken := context.names & bound_by(goal):
        raise Refused(f"{', '.join(sorted(taken))} stands for something; bind another name")
    for premise in premises:
        context.require_meaning(premise.formula, bound_by(goal))
    for claim in claims(goal, [p.formula for p in premises], context.vectors):
        verdict, kind = decide(claim)
        if verdict.status is not Status.PROVED:
            return verdict, None
        kinds.add(kind)
    return verdict, "identity" if kinds <= {"identity"} else "solver"


def closed(formula: ast.expr) -> bool:
    """Whether a formula is about any numbers and vectors, and so false where it has a witness."""
    return not free_names(formula)


def bound_by(goal: ast.expr) -> frozenset[str]:
    """The variables for any value of which the goal is to hold."""
    parts = conjuncts(goal)
    if len(parts) > 1:
        return frozenset(n for part in parts for n in bound_by(part))
    match goal:
        case ast.Call(func=ast.Name(id="implies"), args=[_, body]):
            return bound_by(body)
    found = opened(goal)
    return frozenset(found.variables) | (bound_by(found.body) if found.variables else frozenset())


def computed(context: Context, check: object) -> tuple[Verdict, str | None]:
    """What is computed; raises Refused where what is written cannot be."""
    if isinstance(check, Identity | Exists) and find_spec("z3") is None:
        return undecided("z3-solver is not installed"), None
    try:
        return _computed(context, check)
    except FAULTS as why:
        raise Refused(f"it cannot be computed: {type(why).__name__} {why}") from why


def _computed(context: Context, check: object) -> tuple[Verdict, str | None]:
    match check:
        case Series(then=then):
            from sam_theory.proofs.limits import check_series

            return check_series(read(then)), "exact"
        case Identity():
            from sam_theory.proofs.identity import check_identity

            return check_identity(check, check.given), "exact"
        case Exists():
            from sam_theory.proofs.real_arithmetic import check_exists

            return check_exists(check, context.vectors), "exact"
        case Number():
            from sam_theory.proofs.number import check_number

            return check_number(check), "enclosure"
        case Orbit():
            from sam_theory.proofs.number import check_orbit

            return check_orbit(check), "exact"
        case Schedules():
            from sam_theory.proofs.limits import check_schedules

            return check_schedules(check), "exact"
        case Limit():
            from sam_theory.proofs.limits import check_limit

            return check_limit(check), "exact"
    raise TypeError(f"no way of checking {type(check).__name__}")


def refused(step: Step, within: tuple[str, ...], reason: str) -> Checked:
    """A step that the kernel does not accept; nothing can rest on it."""
    return Checked(
        step=step,
        formula=NOTHING,
        verdict=undecided(f"refused: {reason}"),
        within=within,
        refused=True,
    )


def references(check: object) -> tuple[Ref, ...]:
    """The premises that a step names."""
    match check:
        case Choose(given=ref):
            return (ref,)
        case Apply(to=to, given=given):
            return (to, *given)
        case Reals() | Rule() | Uses() | Witness() | Read():
            return check.given
    return ()


def _theorem(check: Uses, formula: ast.expr) -> Premise:
    return Premise(ref=Ref("theorem", f"{check.proof}, {check.conclusion}"), formula=formula)


def _told(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())
