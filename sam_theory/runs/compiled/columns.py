"""A function of single vectors, traced for a batch of them that stand in columns.

JAX's vmap puts the batch first in a product with a matrix, and then computes with rows of few
coordinates. Here the batch stays the last axis, so that all operations go over contiguous runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sam_theory.runs.compiled.backend import load
from sam_theory.runs.compiled.rounding import Rounding
from sam_theory.setting.problem import Array

FEW = 8  # coordinates up to which a product with a matrix is written out
APPLYING = {"jit", "pjit", "closed_call", "custom_jvp_call", "custom_vjp_call"}  # a function
ELEMENTWISE = {
    *("abs", "add", "and", "cos", "div", "eq", "exp", "expm1", "ge", "gt", "integer_pow", "le"),
    *("log", "log1p", "lt", "max", "min", "mul", "ne", "neg", "not", "or", "pow", "select_n"),
    *("sign", "sin", "sqrt", "square", "sub", "tanh"),
}
PRODUCTS = {"mul", "integer_pow", "square"}
Operand = tuple[Array, bool]  # and whether it is one of columns


def columnwise(function: Callable[..., Any], *shapes: Any) -> Callable[..., Any]:
    """The function for columns: arguments (..., R) whose every column is a case, results alike.

    It is traced here, for arguments of these shapes; results become float64. Its first argument
    rounds the products.
    """
    jax = load()

    def exact(*arguments: Any) -> Any:
        found = function(*arguments)
        return jax.tree.map(lambda a: jax.numpy.asarray(a, dtype=np.float64), found)

    closed, result = jax.make_jaxpr(exact, return_shape=True)(*shapes)
    tree = jax.tree.structure(result)

    def of_columns(rounded: Rounding, *columns: Any) -> Any:
        leaves = jax.tree.leaves(columns)
        found = _values(closed, [(leaf, True) for leaf in leaves], rounded)
        width = leaves[0].shape[-1]
        return tree.unflatten(a if batched else _repeated(a, width) for a, batched in found)

    return of_columns


def _repeated(result: Array, width: int) -> Array:
    """A result that does not depend on the arguments, for every column."""
    xp = load().numpy
    return xp.broadcast_to(xp.asarray(result)[..., None], (*xp.shape(result), width))


def _values(closed: Any, arguments: Sequence[Operand], rounded: Rounding) -> list[Operand]:
    """The results of the operations in turn, each with whether it is one of columns."""
    from jax.extend.core import Literal

    known: dict[Any, Operand] = dict(
        zip(closed.jaxpr.constvars, ((c, False) for c in closed.consts), strict=True)
    )
    known.update(zip(closed.jaxpr.invars, arguments, strict=True))

    def read(atom: Any) -> Operand:
        return (atom.val, False) if isinstance(atom, Literal) else known[atom]

    for equation in closed.jaxpr.eqns:
        results = _apply(equation, [read(atom) for atom in equation.invars], rounded)
        known.update(zip(equation.outvars, results, strict=True))
    return [read(atom) for atom in closed.jaxpr.outvars]


def _apply(equation: Any, operands: list[Operand], rounded: Rounding) -> list[Operand]:
    name, arrays = equation.primitive.name, [array for array, _ in operands]
    in_columns = [batched for _, batched in operands]
    if name in APPLYING:
        inner = next(v for v in equation.params.values() if hasattr(v, "consts"))
        return _values(inner, operands, rounded)

    def bind(*values: Array) -> list[Array]:
        found = equation.primitive.bind(*values, **equation.params)
        return list(found) if equation.primitive.multiple_results else [found]

    if not any(in_columns):
        return [(a, False) for a in bind(*arrays)]
    if name in ELEMENTWISE:
        found = bind(*_aligned(equation, operands))
        exact = name in PRODUCTS and found[0].dtype == np.float64
        return [(rounded(a) if exact else a, True) for a in found]
    if name == "dot_general" and _is_matrix_product(equation, in_columns):
        return [(_product(arrays[1], arrays[0]), True)]
    axes = [-1 if batched else None for batched in in_columns]
    return [(a, True) for a in load().vmap(bind, in_axes=axes, out_axes=-1)(*arrays)]


def _aligned(equation: Any, operands: list[Operand]) -> list[Array]:
    """The operands of an elementwise operation, all of the shape of its result."""
    xp = load().numpy
    width = next(array.shape[-1] for array, batched in operands if batched)
    shape = (*equation.outvars[0].aval.shape, width)
    return [
        xp.broadcast_to(array if batched else xp.asarray(array)[..., None], shape)
        for array, batched in operands
    ]


def _is_matrix_product(equation: Any, in_columns: list[bool]) -> bool:
    """Whether this is xᵀA, with x in columns and A the same for all."""
    (contracted, batches) = equation.params["dimension_numbers"]
    shapes = [len(atom.aval.shape) for atom in equation.invars]
    return bool(
        in_columns == [True, False]
        and shapes == [1, 2]
        and tuple(map(tuple, contracted)) == ((0,), (0,))
        and not any(map(len, batches))
    )


def _product(matrix: Array, x: Array) -> Array:
    """Aᵀx for every column of x: (n, m) and (n, R) -> (m, R)."""
    if len(matrix) <= FEW:
        return sum(row[:, None] * x[i] for i, row in enumerate(matrix))
    return load().numpy.matmul(matrix.T, x)
