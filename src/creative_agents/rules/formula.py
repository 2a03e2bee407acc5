"""Formulas of a pack: arithmetic over figures, read by our own eyes and never run as code."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Final

LONGEST: Final = 2_000
"""Signs of a formula, at most."""

FUNCTIONS: Final[Mapping[str, Callable[..., float]]] = {
    "abs": abs,
    "ceil": math.ceil,
    "floor": math.floor,
    "log": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "max": max,
    "min": min,
    "sqrt": math.sqrt,
    "trunc": math.trunc,
}
"""What stands after ``math.``."""

_OPERATORS: Final[Mapping[type[ast.AST], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}

_HEADING: Final = re.compile(r"heading\.(h[1-6])")


class FormulaError(ValueError):
    """A formula that cannot be read or has no value."""


class Formula:
    """A formula over named figures."""

    def __init__(self, written: str) -> None:
        """Read a formula.

        Args:
            written: Arithmetic, comparisons, ``&&``, ``||`` and functions of ``math.``.

        Raises:
            FormulaError: It says something else.
        """
        if len(written) > LONGEST:
            raise FormulaError(f"has more than {LONGEST} signs")
        plain = _HEADING.sub(r"heading_\1", written).replace("&&", " and ").replace("||", " or ")
        try:
            self._tree = ast.parse(f"({plain.strip()})", mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise FormulaError(f"cannot be read: {written!r}") from error
        for node in ast.walk(self._tree):
            _refuse(node)

    def value(self, figures: Mapping[str, float]) -> float:
        """Give the value of the formula.

        Raises:
            FormulaError: It has none: an unknown name, a division by zero.
        """
        try:
            return _value(self._tree, figures)
        except (ArithmeticError, ValueError, TypeError, RecursionError) as error:
            raise FormulaError(f"has no value: {error}") from error
        except KeyError as error:
            raise FormulaError(f"uses the unknown name {error}") from error


_ALLOWED: Final = (
    ast.BinOp,
    ast.UnaryOp,
    ast.Compare,
    ast.BoolOp,
    ast.Call,
    ast.Attribute,
    ast.Name,
    ast.Constant,
    ast.operator,
    ast.unaryop,
    ast.boolop,
    ast.cmpop,
    ast.expr_context,
)


def _refuse(node: ast.AST) -> None:
    if not isinstance(node, _ALLOWED) or isinstance(node, ast.Pow):
        raise FormulaError(f"uses {type(node).__name__}, which is not supported")
    if isinstance(node, ast.Constant) and not isinstance(node.value, int | float):
        raise FormulaError(f"uses {node.value!r}, which is not a number")
    if isinstance(node, ast.Attribute) and node.attr not in FUNCTIONS:
        raise FormulaError(f"uses math.{node.attr}, which is not supported")


def _value(node: ast.AST, figures: Mapping[str, float]) -> float:  # noqa: PLR0911  a table
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name):
            return figures[name]
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value(left, figures), _value(right, figures))
        case ast.UnaryOp(op=op, operand=operand):
            value = _value(operand, figures)
            return (
                not value
                if isinstance(op, ast.Not)
                else -value
                if isinstance(op, ast.USub)
                else value
            )
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _OPERATORS[type(op)](_value(left, figures), _value(right, figures))
        case ast.BoolOp(op=op, values=values):
            found = (bool(_value(one, figures)) for one in values)
            return all(found) if isinstance(op, ast.And) else any(found)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="math"), attr=name), args=args):
            return float(FUNCTIONS[name](*(_value(one, figures) for one in args)))
    raise TypeError(type(node).__name__)
