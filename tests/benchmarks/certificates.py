"""Finds the certificates of all claims of real arithmetic in the catalogue, and keeps them.

Run `python tests/benchmarks/certificates.py`: what is kept and still right is kept, what no claim
needs any more is deleted. Prints what has no certificate.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path

from sam_theory.library import Library
from sam_theory.proofs.certificates import BrokenCertificate, certified, file_name, keep
from sam_theory.proofs.checking import Premises
from sam_theory.proofs.exact.reduction import negated
from sam_theory.proofs.finding.search import certificate
from sam_theory.proofs.lemma import renamed
from sam_theory.proofs.proof import Argument, Check, Identity, Induction, Reals
from sam_theory.proofs.real_arithmetic import Claim
from sam_theory.proofs.terms import Refused

STORE = Path(__file__).parents[2] / "proofs_checks" / "certificates"


def claims() -> Iterator[tuple[str, Claim]]:
    """The claims of every step, with the place where they stand."""
    for name, proof in Library().made("proofs").items():
        for step in proof.steps:
            for claim in _claims_of(step.check, Premises(proof)):
                yield f"{name}: {step.name}", claim


def _claims_of(check: Check, premises: Premises) -> Iterator[Claim]:
    match check:
        case Reals():
            yield Claim(premises.plain(check.given), check.then, check.vectors)
        case Identity():
            yield Claim(premises.plain(check.given), check.equation, check.vectors)
        case Induction():
            given, start, step = map(premises.plain, (check.given, check.start, check.step))
            later = renamed(check.then, {name: f"{name}_" for name in check.state})
            yield Claim((*given, *start), check.then, ())
            yield Claim((*given, check.then, *step), later, ())
        case Argument():
            for obligation in check.obligations:
                yield from _claims_of(obligation, premises)


def kept(item: tuple[str, Claim]) -> tuple[str, str, str]:
    """(where, file name, outcome) of one claim."""
    where, claim = item
    try:
        name = file_name(negated(claim))
    except Refused:
        return where, "", "outside real arithmetic"
    try:
        if certified(claim, STORE):
            return where, name, "kept"
    except BrokenCertificate:
        (STORE / name).unlink()
    tree = certificate(claim)
    if tree is None:
        return where, "", f"none: {'; '.join(claim.given)} => {claim.then}"
    keep(claim, tree, STORE)
    return where, name, "found"


def main() -> None:
    start = time.perf_counter()
    with Pool() as pool:
        found = pool.map(kept, list(claims()), chunksize=1)
    names = {name for _, name, _ in found}
    for path in STORE.glob("*.json"):
        if path.name not in names:
            path.unlink()
    for where, name, outcome in found:
        if not name:
            print(f"{where}: {outcome}")
    certificates = sum(bool(name) for _, name, _ in found)
    print(f"{certificates} of {len(found)} claims, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
