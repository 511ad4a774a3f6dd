"""Finds the certificates of all claims of real arithmetic in the catalogue, and keeps them.

`python tests/benchmarks/certificates.py [NAME…] [--anew]`: what is kept and still right is kept,
what no claim needs any more is left out; `--anew` finds all again. A claim without a certificate
is put to cvc5, and its answer is kept. Prints what has no certificate.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from sam_theory.library.catalogues import Library
from sam_theory.proofs.certificates import FOLDER, BrokenCertificate, certified, digest, entry_of
from sam_theory.proofs.checking import Checker
from sam_theory.proofs.claim import Claim
from sam_theory.proofs.exact.reduction import negated
from sam_theory.proofs.finding.search import certificate
from sam_theory.proofs.proof import Proof, Reals, all_steps
from sam_theory.proofs.second_solver import second_opinion
from sam_theory.proofs.terms import Refused
from sam_theory.verdict import Verdict, proved

STORE = Path(__file__).parents[2] / "proofs_checks" / FOLDER
OUTSIDE, KEPT, FOUND, SOLVED = "outside real arithmetic", "kept", "found", "believed by solvers"


def claims(proof: Proof, library: Library) -> Iterator[tuple[str, Claim]]:
    """The claims of every step, with its name; other proofs are taken for granted."""

    def established(name: str, conclusion: str) -> tuple[Proof, Verdict]:
        return library.get("proofs", name), proved("")

    asked: list[Claim] = []

    def collect(claim: Claim) -> tuple[Verdict, str | None]:
        asked.append(claim)
        return proved("collected"), "identity"

    checker = Checker(proof, established, decide=collect)
    checker.all()
    for step in all_steps(proof.steps):
        if isinstance(step.check, Reals) and not step.erratum and step.name in checker.places:
            asked.clear()
            checker.instead(step, collect)
            yield from ((step.name, claim) for claim in asked)


def outcome(item: tuple[Claim, Mapping[str, Any]]) -> tuple[str, str, dict[str, Any]]:
    """(digest, outcome, what is kept) of a claim, of which something may be kept already."""
    claim, before = item
    try:
        key = digest(negated(claim))
    except Refused:
        return "", OUTSIDE, {}
    try:
        if certified(claim, {key: before}):
            return key, KEPT, dict(before)
    except BrokenCertificate:
        before = {}
    if "cvc5" in before:
        return key, SOLVED, dict(before)
    tree = certificate(claim)
    if tree is not None:
        return key, FOUND, entry_of(claim, tree)
    answer = second_opinion(claim)
    return key, SOLVED, entry_of(claim, None, "gave up" if answer == "unknown" else answer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="proofs; default: all")
    parser.add_argument("--anew", action="store_true", help="find all certificates again")
    arguments = parser.parse_args()
    library, counts, start = Library(), Counter[str](), time.perf_counter()
    with Pool() as pool:
        for name in arguments.names or library.entries("proofs"):
            path = STORE / f"{name}.json"
            before = {} if arguments.anew or not path.exists() else json.loads(path.read_text())
            asked = list(claims(library.get("proofs", name), library))
            items = [(claim, before.get(_digest(claim), {})) for _, claim in asked]
            found = pool.map(outcome, items, chunksize=1)
            counts.update(told for _, told, _ in found)
            for (step, claim), (_, told, entry) in zip(asked, found, strict=True):
                if told in (OUTSIDE, SOLVED):
                    second = f", cvc5 {entry['cvc5']}" if entry else ""
                    print(f"{name}: {step}: {told}{second}: {claim.then[:70]}", flush=True)
            entries = {key: entry for key, _, entry in sorted(found, key=str) if key}
            write(path, entries)
    print(f"{dict(counts)} of {sum(counts.values())}, {time.perf_counter() - start:.0f} s")


def write(path: Path, entries: Mapping[str, Any]) -> None:
    """One claim a line, in the order of their digests."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not entries:
        path.unlink(missing_ok=True)
        return
    lines = (f'"{k}": {json.dumps(entries[k], ensure_ascii=False)}' for k in sorted(entries))
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _digest(claim: Claim) -> str:
    try:
        return digest(negated(claim))
    except Refused:
        return ""


if __name__ == "__main__":
    main()
