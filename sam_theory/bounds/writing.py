"""The file of a library that holds an example, for `check --library` to run."""

from __future__ import annotations

from sam_theory.bounds.attaining import Attained
from sam_theory.bounds.functions import joined
from sam_theory.bounds.probes import Inexact
from sam_theory.bounds.question import Question
from sam_theory.setting.problem_file import source

FORMULA = "f″ is constant between {count} knots, f′ continuous, f(k₁) = 0"


def name_of(question: Question) -> str:
    """The name of the problem: what it is the worst of."""
    words = (question.mover.name, question.functions.name, question.criterion)
    joined = "-".join(word.partition("[")[0] for word in words)
    return f"worst-{joined}-{question.iterations}"


def text_of(found: Attained, question: Question, name: str) -> str:
    """The text of the file: a module with one problem."""
    pieces = joined(found.example.pieces)
    title = f"A function on which {question.mover.name} comes near its worst case."
    return source(
        [pieces],
        name=name,
        formula=FORMULA.format(count=len(pieces.knots)),
        account=f"{title}\n\n{account(found, question)}\n",
        start=[found.example.start],
    )


def account(found: Attained, question: Question) -> str:
    """What the function shows, and from where."""
    steps = "one step" if question.iterations == 1 else f"{question.iterations} steps"
    text = (
        f"{question.measures} is {float(found.value):.10g} after {steps} with "
        f"t = {question.step}, ρ = {question.radius} from x¹ = {float(found.example.start):.10g}"
    )
    if isinstance(question.mover, Inexact):
        errors = ", ".join(f"{float(error):.6g}" for error in found.example.errors)
        text += f", where the errors g − f′(x) are {errors}"
    return text + "."


def command_for(question: Question, name: str, folder: str) -> str | None:
    """What runs it; None for a method that is in no catalogue."""
    if isinstance(question.mover, Inexact):
        return None
    return (
        f"sam-theory check --library {folder} --problem {name} --method {question.mover.name} "
        f'--step "{question.step}" --radius "{question.radius}"'
    )
