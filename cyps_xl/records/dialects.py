"""A statement of the one dialect in that of an engine: sqlglot writes it, and what differs in meaning is set right."""

from __future__ import annotations

from functools import lru_cache

import sqlglot
from sqlglot import exp

from cyps_xl.records.conditions import DIALECT


@lru_cache(maxsize=256)
def statement_for(sql: str, dialect: str, given: tuple[object, ...] = ()) -> tuple[str, frozenset[str]]:
    """A statement as an engine runs it, and the names of the tables that it reads.

    `given` are the values of its question marks, which it then holds itself.
    """
    values = iter(given)

    def said(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Placeholder):
            return exp.convert(next(values))
        if isinstance(node, exp.IsNan):  # only DuckDB and Spark have it as a function
            return exp.EQ(this=node.this, expression=exp.cast(exp.Literal.string("NaN"), "DOUBLE"))
        return node

    tree = sqlglot.parse_one(sql, read=DIALECT).transform(said)
    return tree.sql(dialect=dialect), frozenset(table.name for table in tree.find_all(exp.Table))
