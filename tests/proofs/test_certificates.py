"""Certificates are read as they are written, and what is altered in one is noticed."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import sympy
from benchmarks.certificates import claims

from sam_theory.library.catalogues import Library
from sam_theory.proofs.certificates import (
    BrokenCertificate,
    certified,
    data_of,
    digest,
    entry_of,
    kept,
    opinion,
    term_of,
    term_text,
    tree_of,
)
from sam_theory.proofs.claim import Claim
from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.exact.reduction import negated
from sam_theory.proofs.exact.verifier import Case, Cut, Leaf, Tree, refutes, signs, squared
from sam_theory.proofs.terms import Refused

MUTANTS = 2000
TOKEN = re.compile(r"\d+|[+-]|[A-Za-z_]\w*")


@cache
def catalogue() -> list[tuple[Claim, Case]]:
    """The claims of all proofs that have a certificate, and their cases."""
    library = Library()
    found = []
    for name in library.entries("proofs"):
        for _, claim in claims(library.get("proofs", name), library):
            try:
                case = negated(claim)
            except Refused:
                continue
            if "certificate" in kept().get(digest(case), {}):
                found.append((claim, case))
    return found


def test_most_claims_have_a_certificate_and_it_proves_them() -> None:
    """A certificate that is kept and wrong raises; those that no claim needs are not kept."""
    assert len(catalogue()) > 1000
    for claim, case in catalogue():
        assert certified(claim, kept())
        data = kept()[digest(case)]["certificate"]
        assert data_of(tree_of(data)) == data
    needed = {digest(case) for _, case in catalogue()}
    assert needed >= {key for key, entry in kept().items() if "certificate" in entry}


def test_no_solver_contradicts_a_claim() -> None:
    assert {entry["cvc5"] for entry in kept().values() if "cvc5" in entry} <= {"proved", "gave up"}


CLAIM = Claim(("x >= 1", "y > 2*x"), "y > 2", ())
PROOF: dict[str, Any] = {"sum": ["2 #0", "1 #1", "1 #2"], "equations": {}}


def store(claim: Claim, data: Any) -> dict[str, Any]:
    return {digest(negated(claim)): {"claim": claim.then, "certificate": data}}


def test_what_is_kept_is_found_again() -> None:
    assert not certified(CLAIM, {})
    tree = tree_of({"sum": ["1 #0", "2 #1", "1 #2"], "equations": {}})
    found = {digest(negated(CLAIM)): entry_of(CLAIM, tree)}
    assert certified(CLAIM, found)
    assert certified(Claim(("2*x < y", "x >= 1"), "2 < y", ()), found)
    assert not certified(Claim(("x >= 1", "y > 2*x"), "y > 3", ()), found)
    assert not certified(Claim((), "log(x) > 0", ()), found)


@pytest.mark.parametrize(
    "wrong",
    [{"sum": ["1 #0"], "equations": {}}, {"sum": ["?"], "equations": {}}, {}, {"sum": 1}, 7],
)
def test_what_is_kept_and_wrong_is_told(wrong: Any) -> None:
    with pytest.raises(BrokenCertificate, match=digest(negated(CLAIM))):
        certified(CLAIM, store(CLAIM, wrong))


def test_the_answer_of_a_second_solver_is_kept() -> None:
    assert opinion(CLAIM, {digest(negated(CLAIM)): entry_of(CLAIM, None, "proved")}) == "proved"
    assert opinion(CLAIM, {}) == opinion(Claim((), "log(x) > 0", ()), {}) == ""


@pytest.mark.parametrize("text", ["1", "3/2 #0 #3^2", "1 (a-b)^2", "2 #1 |G:L*t;H:-1|^2"])
def test_terms_are_read_as_they_are_written(text: str) -> None:
    assert term_text(term_of(text)) == text


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "+1", "1/0", "1 #", "1 #-1", "1 #0^0", "1 3", "1 a", "1 (a)", "1  #0"]
)
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        term_of(text)


# ---- single tokens altered


def slots(data: Any) -> Iterator[tuple[Any, Any, str]]:
    """(container, key, text) of what is written in a certificate."""
    if "sum" in data:
        for i, text in enumerate(data["sum"]):
            yield data["sum"], i, text
        for key, text in data["equations"].items():
            yield data["equations"], key, text
    else:
        name = "choice" if "choice" in data else "sign"
        yield data, name, str(data[name])
    for below in data.get("cases", []):
        yield from slots(below)


def altered(text: str, atoms: list[str], rng: random.Random) -> str:
    """The text with one number, sign or name changed."""
    token = rng.choice(list(TOKEN.finditer(text)))
    word = token[0]
    if word.isdigit():
        new = str(int(word) + rng.choice((1, 2, -1)))
    elif word in "+-":
        new = "-" if word == "+" else "+"
    else:
        new = rng.choice([a for a in atoms if a != word] or ["other"])
    return text[: token.start()] + new + text[token.end() :]


def mutant(data: Any, atoms: list[str], rng: random.Random) -> Any:
    """A certificate with one token changed."""
    changed = copy.deepcopy(data)
    container, key, text = rng.choice([s for s in slots(changed) if TOKEN.search(s[2])])
    container[key] = altered(text, atoms, rng)
    return changed


def outcome(changed: Any, case: Case) -> Tree | None:
    """The mutant where it is accepted."""
    try:
        tree = tree_of(changed)
    except (ValueError, ArithmeticError):
        return None
    return tree if refutes(tree, case) else None


def symbolic(p: Polynomial) -> Any:
    """The polynomial in SymPy."""
    return sympy.Add(
        *(
            sympy.Rational(c.numerator, c.denominator)
            * sympy.Mul(*(sympy.Symbol(name) ** e for name, e in monomial))
            for monomial, c in p.terms.items()
        )
    )


def expanded(leaf: Leaf, case: Case) -> Any:
    """What a certificate adds up to, by SymPy."""
    facts = [symbolic(f.polynomial) for f in case.facts]
    total = sum(symbolic(q) * facts[i] for i, q in leaf.multipliers)
    for t in leaf.terms:
        square = 1 if t.square is None else symbolic(squared(t.square))
        total += (
            sympy.Rational(str(t.coefficient)) * sympy.Mul(*(facts[i] for i in t.factors)) * square
        )
    return sympy.expand(total)


def valid(tree: Tree, case: Case) -> bool:
    """Whether every sum of an accepted certificate vanishes, and has a positive term."""
    if isinstance(tree, Leaf):
        positive = any(
            t.square is None and all(case.facts[i].relation == ">" for i in t.factors)
            for t in tree.terms
        )
        return positive and expanded(tree, case) == 0
    options = signs(tree) if isinstance(tree, Cut) else case.choices[tree.choice]
    return all(valid(t, case.plus(o)) for t, o in zip(tree.cases, options, strict=True))


def test_mutants_are_refused_or_valid_themselves() -> None:
    """Valid: a square of −p for that of p, a multiple of an equation whose other side is 0, …"""
    rng = random.Random(0)
    accepted = []
    for _ in range(MUTANTS):
        _, case = rng.choice(catalogue())
        data = kept()[digest(case)]["certificate"]
        atoms = sorted({a for f in case.facts for a in f.polynomial.atoms if a.isidentifier()})
        changed = mutant(data, atoms, rng)
        tree = outcome(changed, case) if changed != data else None
        if tree:
            assert valid(tree, case), (changed, data)
            accepted.append(changed)
    assert len(accepted) < MUTANTS / 20  # most: a certificate of one term, taken twice


def test_what_does_not_vanish_is_noticed() -> None:
    case = negated(CLAIM)
    assert expanded(Leaf((term_of("1 #0"), term_of("1"))), case) != 0
    assert not valid(Leaf((term_of("1 #0"), term_of("1"))), case)
