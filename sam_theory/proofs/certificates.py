"""Certificates as text, and the folder in which they are kept, by the claim that they prove."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

from sam_theory.proofs.exact.polynomial import Polynomial, parsed
from sam_theory.proofs.exact.reduction import Claim, negated
from sam_theory.proofs.exact.verifier import Case, Cut, Leaf, Split, Term, Tree, refutes
from sam_theory.proofs.terms import Refused

COEFFICIENT = re.compile(r"[1-9]\d*(/[1-9]\d*)?")
FACTOR = re.compile(r"#(\d+)(?:\^([1-9]\d*))?")
SQUARE = re.compile(r"\((.+)\)\^2")
LENGTH = re.compile(r"\|(.+)\|\^2")


class BrokenCertificate(Exception):
    """A stored certificate does not prove its claim; the message names both."""


def certified(claim: Claim, store: Path) -> bool:
    """Whether a certificate of the claim is kept there, verified anew; no solver is asked.

    Raises BrokenCertificate where one is kept that does not prove the claim.
    """
    try:
        case = negated(claim)
    except Refused:
        return False
    path = store / file_name(case)
    if not path.exists():
        return False
    try:
        valid = refutes(tree_of(json.loads(path.read_text(encoding="utf-8"))["certificate"]), case)
    except (ValueError, KeyError, TypeError, ArithmeticError) as reason:
        raise BrokenCertificate(f"{path.name} must be a certificate; {reason}") from reason
    if not valid:
        raise BrokenCertificate(
            f"{path.name} does not prove {claim.then!r} from {list(claim.given)}; find it anew"
        )
    return True


def keep(claim: Claim, tree: Tree, store: Path) -> Path:
    """Writes the certificate beside the claim that it proves."""
    path = store / file_name(negated(claim))
    document = {
        "given": list(claim.given),
        "then": claim.then,
        "vectors": list(claim.vectors),
        "certificate": data_of(tree),
    }
    store.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def file_name(case: Case) -> str:
    """Under which a certificate of the case is kept: claims that say the same share it."""
    return f"{hashlib.sha256(str(case).encode()).hexdigest()[:16]}.json"


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
