"""The kernel: what a step may rest on, and what follows from it.

Premises are references. What they say is looked up, and what stands for their variables is put in
here; nothing is typed twice. A fact that is known under a name is visible in the block where it
was shown and in the blocks within it; a constant that was chosen or fixed in a block does not
leave it.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as altered

from sam_theory.proofs.arithmetic import conjuncts
from sam_theory.proofs.normal import Normal
from sam_theory.proofs.proof import (
    VECTORS,
    Apply,
    Block,
    Choose,
    Define,
    From,
    Given,
    Proof,
    Ref,
    Witness,
)
from sam_theory.proofs.terms import (
    BINDERS,
    INDEX,
    OURS,
    PREDICATES,
    RESERVED,
    SUBSEQUENCE,
    Refused,
    Replacement,
    bound_names,
    called,
    free_names,
    head,
    is_name,
    read,
    replace,
    replacements,
    stands_for_vector,
    union,
)

MODAL = ("eventually", "frequently")


@dataclass(frozen=True)
class Context:
    """The names that stand for something, and the facts that are known, at a place of a proof."""

    vectors: frozenset[str]
    names: frozenset[str] = frozenset()
    facts: Mapping[tuple[From, str], ast.expr] = field(default_factory=dict)

    # ---- what is known

    def known(self, kind: From, name: str, formula: ast.expr) -> Context:
        """With one more fact; raises Refused if its name is taken or it has loose names."""
        if (kind, name) in self.facts:
            raise Refused(f"two facts are called {name!r}")
        self.require_meaning(formula)
        return altered(self, facts={**self.facts, (kind, name): formula})

    def with_names(self, names: Sequence[str]) -> Context:
        """With fresh names; raises Refused for one that stands for something already."""
        for name in names:
            if name in self.names or name in RESERVED or name in BINDERS or name in PREDICATES:
                raise Refused(f"{name} must be new; it stands for something already")
            if OURS.match(name) or not is_name(name):
                raise Refused(f"a name must be an identifier that is not reserved; got {name!r}")
        if len(set(names)) < len(names):
            raise Refused(f"names must differ; got {', '.join(names)}")
        return altered(self, names=self.names | frozenset(names))

    def require_meaning(self, formula: ast.expr, besides: frozenset[str] = frozenset()) -> None:
        """Raise Refused if the formula has a name that stands for nothing here."""
        loose = free_names(formula) - self.names - besides - PREDICATES
        if loose:
            raise Refused(
                f"{', '.join(sorted(loose))} in {ast.unparse(formula)} stands for nothing here"
            )
        self.normal(formula)

    def normal(self, formula: ast.expr) -> str:
        """The formula in normal form, by which facts are compared."""
        return Normal(self.vectors).formula(formula)

    # ---- references

    def premise(self, ref: Ref) -> ast.expr:
        """What a reference says, with what stands for its variables put in."""
        if (ref.kind, ref.name) not in self.facts:
            raise Refused(f"there is no {ref.kind} {ref.name!r} before this place, or in its scope")
        formula = self.facts[ref.kind, ref.name]
        if not ref.at:
            return formula
        found = [f for f in conjuncts(formula) if _binds(f, ref)]
        if not found:
            raise Refused(f"{ref.name!r} is not about {', '.join(ref.at)}: {ast.unparse(formula)}")
        at = {name: read(value) for name, value in ref.at.items()}
        instances = [self._instance(f, at) for f in found]
        return instances[0] if len(instances) == 1 else ast.BoolOp(ast.And(), instances)

    def _instance(self, formula: ast.expr, at: Mapping[str, ast.expr]) -> ast.expr:
        """∀ x φ with values for some of its variables, each of the sort of its variable."""
        assert isinstance(formula, ast.Call)
        name, args = called(formula)
        for variable, value in at.items():
            self.require_sort(variable, value)
        by = {variable: Replacement((), value) for variable, value in at.items()}
        body = args[-1]
        if name in MODAL:
            return self._shifted(formula, at)
        if name == "since":
            reached = ast.Compare(args[1], [ast.GtE()], [args[0]])
            body = ast.Call(ast.Name("implies", ast.Load()), [reached, body], [])
        rest = [n for n in bound_names(formula) if n not in at]
        if rest:
            variables: list[ast.expr] = [ast.Name(n, ast.Load()) for n in rest]
            return replace(ast.Call(ast.Name("forall", ast.Load()), [*variables, body], []), by)
        return replace(body, by)

    def _shifted(self, formula: ast.Call, at: Mapping[str, ast.expr]) -> ast.expr:
        """φ(k + n) for all large k, where φ(k) holds for all large k."""
        (k,) = bound_names(formula)
        shift = Normal(self.vectors).scalar(at[k]) - Normal(self.vectors).scalar(read(k))
        if shift.constant is None or shift.constant < 0 or shift.constant.denominator != 1:
            raise Refused(
                f"choose a K before {ast.unparse(formula)} is used at {ast.unparse(at[k])}"
            )
        body = replace(called(formula)[1][-1], {k: Replacement((), at[k])})
        return ast.Call(formula.func, [ast.Name(k, ast.Load()), body], [])

    def require_sort(self, variable: str, value: ast.expr) -> None:
        """Raise Refused unless both are vectors, natural numbers, maps of indices, or reals."""
        normal = Normal(self.vectors)
        if SUBSEQUENCE.match(variable) or _is_map(value):
            if not (SUBSEQUENCE.match(variable) and _is_map(value)):
                raise Refused(f"{variable} and {ast.unparse(value)} must both be maps of indices")
            return
        if normal.is_vector(value) != stands_for_vector(variable, self.vectors):
            raise Refused(f"{variable} and {ast.unparse(value)} must both be vectors, or neither")
        if INDEX.match(variable):
            normal.index(value)
        elif not stands_for_vector(variable, self.vectors):
            normal.scalar(value)


def _is_map(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and bool(SUBSEQUENCE.match(value.id))


def _binds(formula: ast.expr, ref: Ref) -> bool:
    if head(formula) not in ("forall", "always", "since", *MODAL):
        return False
    assert isinstance(formula, ast.Call)
    return set(ref.at) <= set(bound_names(formula))


def _is_taken(name: str) -> bool:
    """Whether a name, with an index or without, means something that is no vector."""
    return (
        name in RESERVED | PREDICATES | frozenset(BINDERS)
        or any(sort.match(name) for sort in (INDEX, SUBSEQUENCE))
        or bool(OURS.match(f"{name}0"))
    )


def beginning(proof: Proof) -> Context:
    """What is known before the first step: hypotheses and definitions."""
    for name in proof.vectors:
        if not is_name(name) or name[-1].isdigit() or _is_taken(name):
            raise Refused(f"vectors must be called by names without digits; got {name!r}")
    context = Context(VECTORS | frozenset(proof.vectors))
    said = proof.statement
    stated = [*said.hypotheses, *said.definitions, *said.conclusions]
    symbols = union(free_names(read(given.formula)) for given in stated)
    if any(OURS.match(name) for name in symbols):
        raise Refused(f"{proof.name} must not use names such as k_0, which are reserved")
    context = altered(context, names=symbols - PREDICATES)
    for kind, givens in (("hypothesis", said.hypotheses), ("definition", said.definitions)):
        for given in givens:
            context = context.known(kind, given.key, read(given.formula))  # type: ignore[arg-type]
    return context


# ---- rules that are part of the kernel


def chosen(context: Context, check: Choose) -> tuple[Context, ast.expr]:
    """Fresh constants for ∃ c φ, or a K from which on φ holds; and what is known of them."""
    formula = context.premise(check.given)
    found = [f for f in conjuncts(formula) if head(f) in ("exists", "eventually")]
    if len(found) != 1 or not isinstance(found[0], ast.Call):
        raise Refused(f"what is chosen must be known to exist; got {ast.unparse(formula)}")
    bound, body = bound_names(found[0]), called(found[0])[1][-1]
    inner = context.with_names(check.names)
    if head(found[0]) == "eventually":
        (name,) = check.names if len(check.names) == 1 else ("",)
        if not INDEX.match(name):
            raise Refused(f"from some K on must be chosen by one index; got {check.names}")
        start: list[ast.expr] = [ast.Name(name, ast.Load()), ast.Name(bound[0], ast.Load()), body]
        return inner, ast.Call(ast.Name("since", ast.Load()), start, [])
    if len(check.names) != len(bound) or any(
        not _same_sort(context, a, b) for a, b in zip(check.names, bound, strict=False)
    ):
        raise Refused(f"{check.names} must be constants of the kinds of {bound}")
    by = {
        old: Replacement((), ast.Name(new, ast.Load()))
        for old, new in zip(bound, check.names, strict=True)
    }
    return inner, replace(body, by)


def _vector(context: Context, name: str) -> bool:
    return stands_for_vector(name, context.vectors)


def _same_sort(context: Context, a: str, b: str) -> bool:
    vectors = _vector(context, a) == _vector(context, b)
    indices = bool(INDEX.match(a)) == bool(INDEX.match(b))
    return vectors and indices and bool(SUBSEQUENCE.match(a)) == bool(SUBSEQUENCE.match(b))


def applied(context: Context, check: Apply) -> ast.expr:
    """ψ, as φ ⟹ ψ and φ are known."""
    implication = context.premise(check.to)
    match implication:
        case ast.Call(func=ast.Name(id="implies"), args=[condition, consequence]):
            matched(context, conjuncts(condition), check.given, f"{check.to}")
            return consequence
    raise Refused(f"what is applied must be an implication; got {ast.unparse(implication)}")


def defined(context: Context, check: Define) -> tuple[Context, ast.expr]:
    """A new symbol, and the equation that it satisfies for all values of its argument."""
    ((name, meaning),) = replacements({check.symbol: check.value}).items()
    inner = context.with_names([name])
    if name in meaning.parameters:
        raise Refused(f"{check.symbol} has its own name for an argument")
    context.require_meaning(
        ast.Compare(meaning.body, [ast.Eq()], [meaning.body]), frozenset(meaning.parameters)
    )
    if Normal(context.vectors).is_vector(meaning.body) != _vector(context, name):
        raise Refused(f"{name} and {check.value} must both be vectors, or neither")
    if INDEX.match(name) or SUBSEQUENCE.match(name):
        Normal(context.vectors).index(meaning.body)
    equation: ast.expr = ast.Compare(read(check.symbol), [ast.Eq()], [meaning.body])
    if meaning.parameters:
        bound: list[ast.expr] = [ast.Name(p, ast.Load()) for p in meaning.parameters]
        equation = ast.Call(ast.Name("forall", ast.Load()), [*bound, equation], [])
    return inner, equation


def entered(context: Context, block: Block) -> Context:
    """The context within a block: its variables fixed, its assumptions known."""
    inner = context.with_names(block.fix)
    for key, formula in block.assume:
        inner = inner.known("local", key, read(formula))
    return inner


def discharged(context: Context, block: Block, shown: ast.expr) -> ast.expr:
    """What a block shows, outside of it: nothing that was chosen within it may occur."""
    loose = free_names(shown) - context.names - frozenset(block.fix) - PREDICATES
    if loose:
        raise Refused(
            f"{', '.join(sorted(loose))} was chosen within the block, and must not leave it"
        )
    assumed: list[ast.expr] = [read(text) for _, text in block.assume]
    match assumed:
        case [ast.Compare(left=ast.Name(id=k), ops=[ast.GtE()], comparators=[start]), *more] if (
            (k,) == block.fix and INDEX.match(k) and k not in free_names(start)
        ):
            since: list[ast.expr] = [start, ast.Name(k, ast.Load()), _assuming(more, shown)]
            return ast.Call(ast.Name("since", ast.Load()), since, [])
    if not block.fix:
        return _assuming(assumed, shown)
    bound: list[ast.expr] = [ast.Name(n, ast.Load()) for n in block.fix]
    return ast.Call(ast.Name("forall", ast.Load()), [*bound, _assuming(assumed, shown)], [])


def _assuming(assumed: list[ast.expr], shown: ast.expr) -> ast.expr:
    if not assumed:
        return shown
    whole = assumed[0] if len(assumed) == 1 else ast.BoolOp(ast.And(), assumed)
    return ast.Call(ast.Name("implies", ast.Load()), [whole, shown], [])


def witnessed(context: Context, check: Witness) -> ast.expr:
    """∃ c φ, as φ is known of these values."""
    goal = read(check.then)
    if head(goal) != "exists" or not isinstance(goal, ast.Call):
        raise Refused(f"what has a witness must read exists(…); got {check.then}")
    bound, body = bound_names(goal), called(goal)[1][-1]
    if set(bound) != set(check.values):
        raise Refused(f"values must be given for {bound}; got {tuple(check.values)}")
    values = {name: read(text) for name, text in check.values.items()}
    for name, value in values.items():
        context.require_sort(name, value)
    instance = replace(body, {name: Replacement((), value) for name, value in values.items()})
    matched(context, conjuncts(instance), check.given, f"the witness for {check.then}")
    return goal


def matched(
    context: Context, needed: Sequence[ast.expr], given: Sequence[Ref], what: str
) -> tuple[Ref, ...]:
    """The references that say what is needed; raises Refused where none does."""
    said = {
        ref_text: ref for ref in given for ref_text in statements(context, context.premise(ref))
    }
    used = []
    for premise in needed:
        for part in conjuncts(premise):
            text = context.normal(part)
            if text == "True":
                continue
            if text not in said:
                raise Refused(f"{what} needs {ast.unparse(part)}, which no premise says")
            used.append(said[text])
    return tuple(used)


def statements(context: Context, formula: ast.expr) -> set[str]:
    """The normal forms of a fact, of its parts, and of what is weaker: for all, for all large k."""
    found = {context.normal(formula)}
    for part in conjuncts(formula):
        found.add(context.normal(part))
        found |= {context.normal(weaker) for weaker in _weaker(part)}
        if head(part) in ("forall", "always", "since", *MODAL):
            assert isinstance(part, ast.Call)
            args = called(part)[1]
            split = [c for c in conjuncts(args[-1]) if args[-1] is not c]
            for c in split:
                found |= statements(context, ast.Call(part.func, [*args[:-1], c], []))
    return found


def _weaker(formula: ast.expr) -> list[ast.expr]:
    if not isinstance(formula, ast.Call):
        return []
    name, args = called(formula)
    if name == "always" or (name == "forall" and len(args) == 2):
        k, body = args[0], args[-1]
    elif name == "since":
        _, k, body = args
    elif name == "eventually":
        return [ast.Call(ast.Name("frequently", ast.Load()), list(args), [])]
    else:
        return []
    if not (isinstance(k, ast.Name) and INDEX.match(k.id)):
        return []
    return [ast.Call(ast.Name(mode, ast.Load()), [k, body], []) for mode in MODAL]


def concluded(context: Context, proof: Proof, conclusion: Given, shown: ast.expr) -> None:
    """Raise Refused unless what a step shows is the conclusion of the theorem."""
    wanted = read(conclusion.formula)
    if context.normal(wanted) not in statements(context, shown):
        raise Refused(
            f"the conclusion of {proof.name} is {conclusion.formula}; got {ast.unparse(shown)}"
        )
