"""A lemma about sequences attacked: as stated, and with each hypothesis dropped, then weakened."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from sam_theory.falsifying.claims import Attacked, SequenceExample, Target
from sam_theory.falsifying.sequences.lemmas import SHAPES, Demand, Lemma, lemma
from sam_theory.falsifying.sequences.search import Kill, search
from sam_theory.falsifying.superfluous import Find, proof_of
from sam_theory.proofs.statement import Statement
from sam_theory.statements.theorem import Conclusion, Hypothesis, Run, Theorem
from sam_theory.verdict import Verdict, undecided


def about_sequences(theorem: Theorem) -> bool:
    """Whether the theorem is a lemma about any sequences, which is attacked here."""
    return theorem.name in SHAPES


def attack(
    theorem: Theorem,
    statement: Statement,
    find: Find,
    *,
    number: int | None = None,
    seed: int = 0,
) -> Iterator[Attacked]:
    """What comes of the lemma as stated, and without each of its hypotheses, or with weaker ones.

    `statement` is that of the theorem's proof, which speaks of sequences where the theorem speaks
    of runs; `find` gives proofs as checked. `number` is that of the only hypothesis to drop, as
    `show` prints it for the theorem.
    """
    whole = lemma(theorem.name, statement)
    said, words = _as_theorem(theorem, whole)
    (conclusion,) = said.conclusions
    if number is None:
        yield _attacked(Target(theorem=said, conclusion=conclusion), whole, ("", ""), find, seed)
    for demand in whole.demands:
        if demand.stands or (number is not None and number not in demand.numbers):
            continue
        for weaker in (None, *demand.weaker):
            target = Target(
                theorem=said,
                conclusion=conclusion,
                dropped=words[demand],
                weakened_to=None if weaker is None else words[weaker],
            )
            keys = (demand.key, "" if weaker is None else weaker.key)
            yield _attacked(target, whole, keys, find, seed)


def _attacked(
    target: Target, whole: Lemma, keys: tuple[str, str], find: Find, seed: int
) -> Attacked:
    name = proof_of(target, find)
    if name is not None:
        return Attacked(
            target=target,
            outcome="stands" if target.dropped is None else "superfluous",
            proof=name,
        )
    found = search(whole, *keys, seed)
    if found.kill is None:
        return Attacked(target=target, outcome="open", reached=found.reached, tested=found.tested)
    return Attacked(
        target=target,
        outcome="false-as-stated" if target.dropped is None else "necessary",
        reached=found.reached,
        tested=found.tested,
        counterexample=_example(target, found.kill),
    )


def _example(target: Target, kill: Kill) -> SequenceExample:
    numbers = {name: str(value) for name, value in kill.example.numbers.items()}
    functions = {
        f"{name}(y)": formula.replace("k", "y") for name, formula in kill.example.functions.items()
    }
    return SequenceExample(
        target=target,
        verdict=kill.conclusion,
        kept=tuple((demand.text, verdict) for demand, verdict in kill.kept),
        sequences={**kill.example.sequences, **functions, **numbers},
    )


def _as_theorem(theorem: Theorem, whole: Lemma) -> tuple[Theorem, dict[Demand, Hypothesis]]:
    """The theorem as the lemma says it, and the words for its demands.

    They come as `show` numbers them; those that the theorem does not say are the last.
    """
    words: dict[Demand, Hypothesis] = {}
    for demand in whole.demands:
        for weaker in demand.weaker:
            words[weaker] = _word(weaker)
        words[demand] = replace(_word(demand), weaker=tuple(words[w] for w in demand.weaker))
    conclusion = Conclusion(
        text=whole.conclusion.text, property="sequences", check=_of_no_run, states=whole.conclusion
    )
    said = replace(
        theorem,
        hypotheses=tuple(words[demand] for demand in sorted(whole.demands, key=_place)),
        conclusions=(conclusion,),
    )
    return said, words


def _place(demand: Demand) -> float:
    return min(demand.numbers, default=math.inf)


def _word(demand: Demand) -> Hypothesis:
    return Hypothesis(demand.text, _of_no_run, states=demand.words)


def _of_no_run(run: Run) -> Verdict:
    return undecided("it speaks of sequences, not of a run")
