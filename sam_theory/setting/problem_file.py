"""The file of a library folder that holds a function by its numbers, such as piecewise ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import indent

from sam_theory.setting.pieces import Pieces

STRAIGHT = ("straight", "straight")
MODULE = '''\
"""{account}"""
{imports}
problem = {text}
'''


@dataclass(frozen=True)
class Expression:
    """Python that makes a problem, and from where it imports what, by module and name."""

    text: str
    imports: frozenset[tuple[str, str]]


def call(
    module: str, function: str, arguments: Mapping[str, str], first: Expression | None = None
) -> Expression:
    """function(first, name=argument, …), each argument a text of Python."""
    lines = [] if first is None else [f"{first.text},"]
    lines += [f"{name}={argument}," for name, argument in arguments.items()]
    body = indent("\n".join(lines), " " * 4)
    imports = frozenset({(module, function)})
    return Expression(
        f"{function}(\n{body}\n)", imports if first is None else imports | first.imports
    )


def module_text(expression: Expression, account: str) -> str:
    """The text of a module with one problem; `account` is its docstring."""
    lines = [f"from {module} import {name}" for module, name in sorted(expression.imports)]
    of_python = ["from fractions import Fraction\n"] if "Fraction(" in expression.text else []
    imports = "".join(f"\n{line}" for line in (*of_python, *lines))
    return MODULE.format(account=account, imports=f"{imports}\n", text=expression.text)


def piecewise_call(
    pieces: Sequence[Pieces], *, name: str, formula: str, start: Sequence[Fraction] | None
) -> Expression:
    """What makes f(x) = Σᵢ fᵢ(xᵢ)."""
    endings = [p.endings for p in pieces]
    arguments = {
        "name": repr(name),
        "formula": repr(formula),
        "knots": f"[{', '.join(listed(p.knots) for p in pieces)}]",
        "slopes": f"[{', '.join(listed(p.slopes) for p in pieces)}]",
        "derivatives": listed([p.first for p in pieces]),
        "endings": "" if set(endings) == {STRAIGHT} else repr(endings),
        "starts": starts_of(start),
    }
    arguments = {name: text for name, text in arguments.items() if text}
    return call("sam_theory.setting.piecewise", "piecewise", arguments)


def starts_of(start: Sequence[Fraction] | None) -> str:
    """The list of one start; empty without one."""
    return "" if start is None else f"[{tuple(map(float, start))}]"


def source(
    pieces: Sequence[Pieces], *, name: str, formula: str, account: str, start: Sequence[Fraction]
) -> str:
    """The text of a module with f(x) = Σᵢ fᵢ(xᵢ); `account` is its docstring."""
    return module_text(piecewise_call(pieces, name=name, formula=formula, start=start), account)


def listed(numbers: Sequence[Fraction]) -> str:
    """Floats where they are the numbers, else fractions."""
    return f"[{', '.join(map(_written, numbers))}]"


def _written(value: Fraction) -> str:
    near = float(value)
    return repr(near) if Fraction(near) == value else f'Fraction("{value}")'
