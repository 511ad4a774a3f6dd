"""Finite sums and means: linear in their terms; sums are unfolded where their ends are shifted.

total(i, a, b, e) = P(b) − P(a) with P(n) = Σ of e over 1 ≤ i < n, so P(n + 1) = P(n) + e(n) and
P(1) = 0. With b < a it is −Σ of e over b ≤ i < a, as for integrals.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sam_theory.proofs.terms import Refused, Replacement, bound_names, called, free_names, replace

ONE = ast.Constant(1)
LONGEST = 50  # sums that are written out


def unfolded(node: ast.Call) -> ast.expr:
    """total(i, a, b, e) in partial sums from 1 on of terms that are no multiples."""
    _, args = called(node)
    if len(args) != 4:
        raise Refused(f"a sum must read total(i, from, to, term); got {ast.unparse(node)}")
    (index,), start, end, term = bound_names(node), args[1], args[2], args[3]
    result: ast.expr = ast.Constant(0)
    for factor, part in linear_parts(term, index):
        difference = ast.BinOp(_partial(index, end, part), ast.Sub(), _partial(index, start, part))
        result = ast.BinOp(result, ast.Add(), ast.BinOp(factor, ast.Mult(), difference))
    return result


def of_parts(node: ast.Call) -> ast.expr:
    """mean(w, e) as a combination of means of terms that are no multiples; the mean of 1 is 1.

    Draws are taken from finitely many, so that every mean exists.
    """
    _, args = called(node)
    (draw,) = bound_names(node)
    result: ast.expr = ast.Constant(0)
    for factor, part in linear_parts(args[-1], draw):
        whole: list[ast.expr] = [ast.Name(draw, ast.Load()), part]
        mean = ONE if part is ONE else ast.Call(ast.Name("mean_of", ast.Load()), whole, [])
        result = ast.BinOp(result, ast.Add(), ast.BinOp(factor, ast.Mult(), mean))
    return result


def linear_parts(term: ast.expr, index: str) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(factor, part) with factors that do not depend on the index: the term is their sum."""
    if index not in free_names(term):
        yield term, ONE
        return
    match term:
        case ast.BinOp(left=a, op=ast.Add(), right=b):
            yield from linear_parts(a, index)
            yield from linear_parts(b, index)
        case ast.BinOp(left=a, op=ast.Sub(), right=b):
            yield from linear_parts(a, index)
            yield from linear_parts(ast.UnaryOp(ast.USub(), b), index)
        case ast.UnaryOp(op=ast.USub(), operand=a):
            for factor, part in linear_parts(a, index):
                yield ast.UnaryOp(ast.USub(), factor), part
        case ast.BinOp(left=a, op=ast.Mult(), right=b) if index not in free_names(a):
            for factor, part in linear_parts(b, index):
                yield ast.BinOp(a, ast.Mult(), factor), part
        case ast.BinOp(left=a, op=ast.Mult() | ast.Div() as op, right=b) if index not in free_names(
            b
        ):
            for factor, part in linear_parts(a, index):
                yield ast.BinOp(factor, op, b), part
        case _:
            yield ONE, term


def _partial(index: str, end: ast.expr, term: ast.expr) -> ast.expr:
    """P(end), unfolded from end = n + shift to P(n); P(n) = n − 1 where the term is 1."""
    if term is ONE:
        return ast.BinOp(end, ast.Sub(), ONE)
    match end:
        case ast.BinOp(left=n, op=ast.Add(), right=ast.Constant(value=int() as shift)) if (
            0 < shift <= LONGEST
        ):
            before = n if shift == 1 else ast.BinOp(n, ast.Add(), ast.Constant(shift - 1))
        case ast.Constant(value=int() as shift) if 1 <= shift <= LONGEST:
            if shift == 1:
                return ast.Constant(0)
            before = ast.Constant(shift - 1)
        case _:
            bound: list[ast.expr] = [ast.Name(index, ast.Load()), end, term]
            return ast.Call(ast.Name("partial", ast.Load()), bound, [])
    last = replace(term, {index: Replacement((), before)})
    return ast.BinOp(_partial(index, before, term), ast.Add(), last)
