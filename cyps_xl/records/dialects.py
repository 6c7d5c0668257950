"""A statement of the one dialect in that of an engine: sqlglot writes it, and what differs in meaning is set right."""

from __future__ import annotations

from functools import lru_cache

import sqlglot
from sqlglot import exp

from cyps_xl.errors import UnusableFile
from cyps_xl.records.conditions import DIALECT

SQL_SERVER = "tsql"
_YES_OR_NO = (
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In, exp.Between, exp.Exists,
    exp.NullSafeEQ, exp.NullSafeNEQ,
)  # fmt: skip


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
    tables = frozenset(table.name for table in tree.find_all(exp.Table))
    if dialect == SQL_SERVER:
        tree = _for_sql_server(tree)
    return tree.sql(dialect=dialect), tables


def _for_sql_server(tree: exp.Expr) -> exp.Expr:
    """What sqlglot leaves as it is and SQL Server refuses, or takes for something else.

    It has no INTERVAL, its plain texts lose letters such as ŵ, and what is true or false is no value there.
    """
    for node in tree.walk():
        if isinstance(node, _YES_OR_NO) and not _is_a_condition(node):
            raise UnusableFile(
                f"“{node.sql(dialect=DIALECT)[:60]}” is used as a value, and SQL Server has no values of yes and no.",
                "Write it in the rule with and, or, not, or case when … then 1 else 0 end.",
            )
    return tree.transform(_as_sql_server_has_it)


def _is_a_condition(node: exp.Expr) -> bool:
    parent = node.parent
    if isinstance(parent, (exp.Where, exp.Having, exp.And, exp.Or, exp.Not, exp.Paren)):
        return not isinstance(parent, exp.Paren) or _is_a_condition(parent)
    return isinstance(parent, (exp.If, exp.Join)) and node.arg_key in ("this", "on")


def _as_sql_server_has_it(node: exp.Expr) -> exp.Expr:
    if isinstance(node, (exp.Add, exp.Sub)) and isinstance(node.expression, exp.Interval):
        number = exp.Literal.number(node.expression.this.name)
        return exp.func(
            "DATEADD",
            exp.var(node.expression.text("unit")),
            exp.Neg(this=number) if isinstance(node, exp.Sub) else number,
            node.this.transform(_as_sql_server_has_it),
            dialect=SQL_SERVER,
        )
    if isinstance(node, exp.Interval):
        raise UnusableFile(
            f"“{node.sql(dialect=DIALECT)}” stands where SQL Server has no span of time.",
            "Write it behind a day: ended + interval 12 month.",
        )
    if isinstance(node, exp.DataType) and node.is_type("varchar", "text"):
        return exp.DataType.build("NVARCHAR(MAX)", dialect=SQL_SERVER)
    if isinstance(node, exp.Literal) and node.is_string:
        return exp.National(this=node.name)
    return node
