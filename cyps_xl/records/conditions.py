"""A condition of a count: SQL in one dialect, held against a closed list before anything of it runs.

What is not on the list is refused by name: a query within the condition, a second statement, another function, a column
that is not declared. What passes is only ever written out again from its tree, never pasted as it was typed.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

DIALECT = "duckdb"
"""The one dialect in which conditions are written; engines with another get them from sqlglot."""

DAYS_OF_PERIOD = ("period_start", "period_end", "year_start")
"""The days that a condition may name: the period's first and last, and the 1 April before them."""

LONGEST = 2_000
_DEEPEST = 60

_ALLOWED: tuple[type[exp.Expr], ...] = (
    exp.And, exp.Or, exp.Not, exp.Paren,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In, exp.Between,
    exp.Add, exp.Sub, exp.Mul, exp.Neg,
    exp.Column, exp.Identifier, exp.Literal, exp.Null, exp.Boolean, exp.Interval, exp.Var,
    exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Abs, exp.Least, exp.Greatest,
)  # fmt: skip
_AGGREGATES: tuple[type[exp.Expr], ...] = (exp.Count, exp.Star, exp.Min, exp.Max, exp.Sum)
_OPERATORS = "and, or, not, =, <>, <, <=, >, >=, is null, in, between, +, -, *, case, interval"
FUNCTIONS = ("coalesce", "nullif", "abs", "least", "greatest")
AGGREGATES = ("count(*)", "min", "max", "sum")
_UNITS = ("DAY", "WEEK", "MONTH", "YEAR")


class BadCondition(ValueError):
    """A condition that is not taken: the message says why, `remedy` what to do."""

    def __init__(
        self, message: str, remedy: str = "Write it like legal_status = 'x' and ended > period_start."
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Condition:
    """A condition that passed: its text, its tree, and the columns that it names, those behind `this.` apart."""

    text: str
    tree: exp.Expr = field(repr=False, compare=False)
    columns: frozenset[str]
    of_this: frozenset[str] = frozenset()

    def sql(self, sources: Mapping[str, str], days: Mapping[str, dt.date], this: str = "") -> str:
        """The condition in the one dialect: each column as `sources` has it, each day of the period as a date."""

        def written(node: exp.Expr) -> exp.Expr:
            if not isinstance(node, exp.Column):
                return node
            name = node.name.lower()
            if node.table:
                return exp.column(name, table=this, quoted=True)
            if name in days:
                return exp.cast(exp.Literal.string(days[name].isoformat()), "DATE")
            return sqlglot.parse_one(sources[name], read=DIALECT)

        return self.tree.copy().transform(written).sql(dialect=DIALECT, comments=False)


def read_condition(
    text: str,
    columns: Collection[str],
    *,
    this: Collection[str] = (),
    aggregate: bool = False,
    codes: Mapping[str, Collection[str]] | None = None,
) -> Condition:
    """A condition over these columns; `this` are those of the row that a fact is about. Raises BadCondition.

    `codes` are those of the columns that hold a choice, `this.` before those of `this`: a text that such a column is
    compared with must be one of them, since a misspelt one would be met by no row, and count 0. With `aggregate` it is
    the value of a fact instead: count(*), or min, max or sum of a column.
    """
    tree = _one_expression(text)
    named: set[str] = set()
    of_this: set[str] = set()
    for node in tree.walk():
        _require_allowed(node, aggregate)
        _require_comparable(node)
        if isinstance(node, exp.Column):
            _require_known(node, columns, this)
            (of_this if node.table else named).add(node.name.lower())
    _require_codes(tree, codes or {})
    if aggregate and not _is_an_aggregate(tree):
        raise BadCondition(f"“{text}” is no value of many rows.", f"Write {', '.join(AGGREGATES[1:])} or count(*).")
    if not aggregate and not _says_yes_or_no(tree):
        raise BadCondition(f"“{text}” is not met or unmet.", "Write a comparison, like placements >= 3.")
    return Condition(text, tree, frozenset(named), frozenset(of_this))


def _one_expression(text: str) -> exp.Expr:
    if len(text) > LONGEST:
        raise BadCondition(f"The condition is longer than {LONGEST:,} characters.", "Write it shorter.")
    try:
        statements = [tree for tree in sqlglot.parse(text, read=DIALECT) if tree is not None]
    except (SqlglotError, RecursionError):
        raise BadCondition("The condition cannot be read as SQL.") from None
    if len(statements) != 1:
        raise BadCondition("The condition is not one expression.", "Write one condition, without a semicolon.")
    if max(node.depth for node in statements[0].walk()) > _DEEPEST:
        raise BadCondition("The condition is nested too deeply.", "Write it with fewer brackets, or part it in two.")
    return statements[0]


def _require_allowed(node: exp.Expr, aggregate: bool) -> None:
    if type(node) is exp.Cast and node.is_type("date") and isinstance(node.this, exp.Literal):
        _require_day(node.this)
        return
    if isinstance(node, exp.DataType) and isinstance(node.parent, exp.Cast):
        return
    if type(node) not in (*_ALLOWED, *(_AGGREGATES if aggregate else ())):
        functions = ", ".join((*FUNCTIONS, *(AGGREGATES if aggregate else ())))
        raise BadCondition(
            f"“{node.sql(dialect=DIALECT)[:60]}” is not allowed in a condition.",
            f"Allowed are {_OPERATORS} and {functions}.",
        )
    if isinstance(node, exp.In) and (node.args.get("query") or node.args.get("unnest") or node.args.get("field")):
        raise BadCondition("“in” is followed by something else than a list.", "Write in ('a', 'b').")
    if isinstance(node, exp.Var) and node.name.upper() not in _UNITS:
        raise BadCondition(f"“{node.name}” is no unit of time here.", f"Write one of {', '.join(_UNITS)}.")
    if isinstance(node, exp.Count) and not isinstance(node.this, exp.Star):
        raise BadCondition("count is only allowed as count(*).", "Write count(*).")


def _is_an_aggregate(tree: exp.Expr) -> bool:
    """Whether a value is count(*), or min, max or sum of one argument with none of them within."""
    within = [node for node in tree.walk() if isinstance(node, _AGGREGATES) and node is not tree]
    if isinstance(tree, exp.Count):
        return isinstance(tree.this, exp.Star)
    more = [key for key, value in tree.args.items() if key != "this" and value]
    return isinstance(tree, (exp.Min, exp.Max, exp.Sum)) and not within and not more


_YES_OR_NO = (
    exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In, exp.Between,
    exp.Boolean,
)  # fmt: skip


def _says_yes_or_no(tree: exp.Expr) -> bool:
    return isinstance(tree.unnest(), _YES_OR_NO)


_COMPARED = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Between)


def _require_codes(tree: exp.Expr, codes: Mapping[str, Collection[str]]) -> None:
    """Raise BadCondition where a column of codes stands beside a text that is none of them."""
    for node in tree.walk():
        if not isinstance(node, _COMPARED):
            continue
        columns = [one for one in node.find_all(exp.Column) if _full_name(one) in codes]
        texts = [one.name for one in node.find_all(exp.Literal) if one.is_string]
        for column in columns:
            known = codes[_full_name(column)]
            wrong = next((text for text in texts if text not in known), None)
            if wrong is not None:
                close = difflib.get_close_matches(wrong, known, n=1)
                perhaps = f" Perhaps “{close[0]}” was meant." if close else ""
                raise BadCondition(
                    f"“{wrong}” is no code of {column.name}.{perhaps}", f"Its codes are: {'; '.join(known)}."
                )


def _full_name(column: exp.Column) -> str:
    return f"this.{column.name.lower()}" if column.table else column.name.lower()


def _require_day(text: exp.Literal) -> None:
    """Raise BadCondition where what is written out as a day, date '2020-04-01', is none."""
    try:
        is_day = text.is_string and dt.date.fromisoformat(text.name).isoformat() == text.name
    except ValueError:
        is_day = False
    if not is_day:
        raise BadCondition(f"“{text.name}” is no day.", "Write it with year, month and day: date '2020-04-01'.")


def _require_comparable(node: exp.Expr) -> None:
    """Raise BadCondition for a comparison with nothing, which no row meets, and which is counted as 0."""
    if not isinstance(node, _COMPARED):
        return
    written = node.sql(dialect=DIALECT)[:60]
    if isinstance(node, exp.In) and not node.expressions:
        raise BadCondition(f"The list of “{written}” is empty: no row meets that.", "Write in ('a', 'b').")
    sides = (side for value in node.args.values() for side in (value if isinstance(value, list) else [value]))
    if any(isinstance(side, exp.Expr) and isinstance(side.unnest(), exp.Null) for side in sides):
        raise BadCondition(
            f"“{written}” compares with null, which no row meets.", "Write is null, or is not null, for empty cells."
        )


def _require_known(node: exp.Column, columns: Collection[str], this: Collection[str]) -> None:
    name = node.name.lower()
    if node.args.get("db") or (node.table and node.table.lower() != "this"):
        raise BadCondition(f"“{node.sql()}” names another table.", "Name a column alone, or this.COLUMN in a fact.")
    known = tuple(this) if node.table else (*columns, *DAYS_OF_PERIOD)
    if name in known:
        return
    close = difflib.get_close_matches(name, known, n=1)
    perhaps = f" Perhaps {close[0]} was meant." if close else ""
    raise BadCondition(f"“{node.name}” is no declared column.{perhaps}", f"Declared are: {', '.join(known)}.")
