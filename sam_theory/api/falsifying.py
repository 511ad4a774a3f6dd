"""A statement of the catalogue, or one built in Python, attacked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from sam_theory.api.given import whole
from sam_theory.errors import UsageError, require_proofs
from sam_theory.falsifying.claims import BUDGET, Attacked
from sam_theory.library.catalogues import Library
from sam_theory.statements.theorem import Theorem
from sam_theory.study.study import MOST_SEED, SEED

if TYPE_CHECKING:  # what attacks needs [proofs]
    from sam_theory.falsifying.attacking import Attack
    from sam_theory.report.falsifying_document import Document

WIDTH = 100  # columns of what is shown


@dataclass(frozen=True, repr=False, eq=False)
class FalsifyResult:
    """What came of a statement and of each of its hypotheses."""

    attack: Attack

    @property
    def results(self) -> tuple[Attacked, ...]:
        """Every cell: a conclusion as stated, without a hypothesis, or with a weaker one."""
        return self.attack.results

    @property
    def answer(self) -> str:
        """What is false as printed, and how many hypotheses are needed."""
        from sam_theory.report.falsifying_answer import attack_answer

        return attack_answer(self.attack)

    @cached_property
    def claims(self) -> list[Document]:
        """The `claims` of the JSON of `falsify`."""
        from sam_theory.report.falsifying_document import claims_of

        return claims_of([self.attack])

    def __repr__(self) -> str:
        from sam_theory.report.falsifying import print_attack

        screen = Console(file=StringIO(), width=WIDTH, highlight=False, markup=False, emoji=False)
        print_attack(screen, self.attack)
        text = screen.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
        return str(text).rstrip()


def falsify(
    theorem: str | Theorem,
    *,
    drop: int | None = None,
    budget: float = BUDGET,
    seed: int = SEED,
    families: bool = False,
    library: Library | None = None,
) -> FalsifyResult:
    """Search for settings in which all hypotheses are proved and a conclusion is refuted.

    And for those that show the same of the statement without one of its hypotheses: of the one
    with the number `drop`, as `sam-theory show` prints it, or of each. `theorem` is a name of the
    catalogue or a Theorem; the search ends after `budget` seconds. With `families`, functions of
    the problem catalogue are tried too, with facts as the catalogue states them. Raises UsageError,
    in one sentence, for what cannot be attacked.
    """
    catalogues = Library() if library is None else library
    if isinstance(theorem, str):
        theorem = catalogues.get("theorems", theorem)
    if not isinstance(theorem, Theorem):
        raise UsageError(
            f"theorem must be a name of the catalogue or a Theorem; got {theorem!r:.60}; "
            "see `sam-theory list theorems`"
        )
    if not isinstance(budget, int | float) or not budget > 0:
        raise UsageError(f"budget must be a positive number of seconds; got {budget!r:.60}")
    number = whole("seed", seed, 0, MOST_SEED)
    dropped = None if drop is None else whole("drop", drop, 1)
    require_proofs("falsify")
    from sam_theory.falsifying.attacking import attack

    found = attack(theorem, catalogues, seed=number, budget=budget, drop=dropped, families=families)
    return FalsifyResult(found)
