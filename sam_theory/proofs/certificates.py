"""Certificates as text, and the files in which they are kept, by the claim that they prove."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import Any

from sam_theory.library.collecting import content_folder
from sam_theory.proofs.claim import Claim
from sam_theory.proofs.exact.polynomial import Polynomial, parsed
from sam_theory.proofs.exact.reduction import negated
from sam_theory.proofs.exact.verifier import Case, Cut, Leaf, Split, Term, Tree, refutes
from sam_theory.proofs.terms import Refused

FOLDER = "certificates"
COEFFICIENT = re.compile(r"[1-9]\d*(/[1-9]\d*)?")
FACTOR = re.compile(r"#(\d+)(?:\^([1-9]\d*))?")
SQUARE = re.compile(r"\((.+)\)\^2")
LENGTH = re.compile(r"\|(.+)\|\^2")


class BrokenCertificate(Exception):
    """A stored certificate does not prove its claim; the message names both."""


Kept = Mapping[str, Mapping[str, Any]]  # digest of a claim: its certificate, or a solver's answer


@lru_cache(maxsize=1)
def kept() -> Kept:
    """What is kept beside the proofs of the package, by the digest of the claim."""
    found: dict[str, Any] = {}
    for path in sorted((content_folder("proofs") / FOLDER).glob("*.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def certified(claim: Claim, store: Kept) -> bool:
    """Whether a certificate of the claim is kept there, verified anew; no solver is asked.

    Raises BrokenCertificate where one is kept that does not prove the claim.
    """
    try:
        case = negated(claim)
    except Refused:
        return False
    entry = store.get(digest(case), {})
    if "certificate" not in entry:
        return False
    try:
        valid = refutes(tree_of(entry["certificate"]), case)
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as reason:
        raise BrokenCertificate(f"{digest(case)} must be a certificate; {reason}") from reason
    if not valid:
        raise BrokenCertificate(f"{digest(case)} does not prove {claim.then!r}; find it anew")
    return True


def opinion(claim: Claim, store: Kept) -> str:
    """What cvc5 said of a claim without a certificate; empty where it was not asked."""
    try:
        return str(store.get(digest(negated(claim)), {}).get("cvc5", ""))
    except Refused:
        return ""


def entry_of(claim: Claim, tree: Tree | None, second: str = "") -> dict[str, Any]:
    """What is kept of a claim."""
    if tree is None:
        return {"claim": claim.then, "cvc5": second}
    return {"claim": claim.then, "certificate": data_of(tree)}


def digest(case: Case) -> str:
    """Under which a certificate of the case is kept: claims that say the same share it."""
    return hashlib.sha256(str(case).encode()).hexdigest()[:16]


def data_of(tree: Tree) -> dict[str, Any]:
    """The certificate as JSON; the polynomials are text."""
    match tree:
        case Leaf():
            equations = {str(i): str(p) for i, p in tree.multipliers}
            return {"sum": [term_text(t) for t in tree.terms], "equations": equations}
        case Split():
            return {"choice": tree.choice, "cases": [data_of(below) for below in tree.cases]}
        case Cut():
            return {"sign": str(tree.polynomial), "cases": [data_of(below) for below in tree.cases]}


def tree_of(data: Mapping[str, Any]) -> Tree:
    """The certificate that is written so; raises ValueError or KeyError for what is none."""
    if "sum" in data:
        multipliers = ((int(i), parsed(text)) for i, text in data["equations"].items())
        return Leaf(tuple(term_of(text) for text in data["sum"]), tuple(multipliers))
    cases = tuple(tree_of(below) for below in data["cases"])
    if "choice" in data:
        return Split(int(data["choice"]), cases)
    return Cut(parsed(data["sign"]), cases)


def term_text(term: Term) -> str:
    """As in "3/2 #0 #4^2 (a-b)^2" or "1 |G:L*t;H:-1|^2"; #4 is the fact 4, from 0 on."""
    factors = [(i, len(list(same))) for i, same in groupby(sorted(term.factors))]
    words = [str(term.coefficient), *(f"#{i}^{n}" if n > 1 else f"#{i}" for i, n in factors)]
    match term.square:
        case Polynomial():
            words.append(f"({term.square})^2")
        case None:
            pass
        case vector:
            parts = ";".join(f"{name}:{p}" for name, p in vector.items())
            words.append(f"|{parts}|^2")
    return " ".join(words)


def term_of(text: str) -> Term:
    """The term that is written so; raises ValueError for what is none."""
    coefficient, *words = text.split(" ")
    square: Polynomial | dict[str, Polynomial] | None = None
    if words and (found := SQUARE.fullmatch(words[-1])):
        square = parsed(found[1])
    elif words and (found := LENGTH.fullmatch(words[-1])):
        named = [part.partition(":") for part in found[1].split(";")]
        square = {name: parsed(p) for name, _, p in named}
    factors: list[int] = []
    for word in words if square is None else words[:-1]:
        power = FACTOR.fullmatch(word)
        if power is None:
            raise ValueError(f"a factor must be #i or #i^n; got {word!r}")
        factors += [int(power[1])] * int(power[2] or 1)
    if not COEFFICIENT.fullmatch(coefficient):
        raise ValueError(f"a coefficient must be a positive fraction; got {coefficient!r}")
    return Term(Fraction(coefficient), tuple(factors), square)
