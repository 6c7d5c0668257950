"""docs/how-counts-are-worked-out.md: every count of the packs that ship, its rule and the cases that try it."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.inputs.declare import Table
from cyps_xl.measures.periods import month_name
from cyps_xl.records.declared import Case, Count, Declared, RecordTable
from cyps_xl.records.read_declared import packs_with_counts, read_declared
from cyps_xl.records.read_tables import OWN_LAYOUT
from cyps_xl.records.rule_sql import date_rule_in_words
from cyps_xl.records.rule_version import version_of
from cyps_xl.records.tables import DECLARED
from pages import markdown

_TOP = """# How each count is worked out

This page is written from the packs that ship, by the rows that `cyps-xl count` works by, so it cannot differ from them.
`cyps-xl count --check` tries every rule on the small sets of records whose answers stand below.
[Counts from records](counts-from-records.md) says how to use them, and how to declare your own.
"""

_DECLARED = """# What is declared, and where

A folder `records` in the pack, with a CSV for each of these tables. A cell that cannot be is named, before anything is
read.
"""


def page() -> str:
    """The whole page."""
    packs = "\n".join(part for name in packs_with_counts() for part in _pack(read_declared(name)))
    tables = "\n".join(_declared_table(table) for table in DECLARED)
    return f"{_TOP}\n{packs}\n{_DECLARED.replace('# ', '## ', 1)}\n{tables}"


def _pack(declared: Declared) -> Iterator[str]:
    yield markdown.section(f"## {declared.name}")
    for count in declared.counts:
        cases = [case for case in declared.cases if case.count == count.name]
        yield markdown.section(f"### {count.name}", count.words + ".", _rule(declared, count), _cases(cases))
    facts = [(f"`{fact.name}`", fact.words) for fact in declared.facts.values()]
    yield markdown.section("### What conditions ask of other rows", markdown.table(("Fact", "It is"), facts))
    for table in declared.tables.values():
        yield _records(table, declared)


def _rule(declared: Declared, count: Count) -> str:
    rows = [
        ("Welsh", count.words_cy),
        ("Counts", count.counts.value),
        ("Out of", count.whole.name if count.whole else ""),
        ("Records", "" if count.whole else count.table.name),
        ("Dates", "" if count.whole else date_rule_in_words(count)),
        ("Where", f"`{count.where.text}`" if count.where else ""),
        ("Left out", f"`{count.left_out.text}`" if count.left_out else ""),
        ("Made for each", count.over.value if not count.group else f"{count.over.value}, {count.group}"),
        ("Goes into", _place(count)),
        ("Holds", " to ".join(filter(None, (f"from {count.first}" if count.first else "", count.last)))),
        ("Source", count.source),
        ("Rule version", f"`{version_of(declared, count)}`"),
    ]
    return markdown.table(("", ""), [(f"**{name}**", said) for name, said in rows if said])


def _place(count: Count) -> str:
    if count.into is None:
        return ""
    where = ", ".join(f"{heading} = {value}" for heading, value in count.into.where)
    return f"{count.into.table}[{count.into.column}]" + (f" where {where}" if where else "")


def _cases(cases: list[Case]) -> str:
    rows = [
        (case.name, ", ".join(filter(None, (_when(case), case.group))), str(case.answer), case.shows) for case in cases
    ]
    return markdown.table(("Set of records", "When", "Answer", "It shows"), rows)


def _when(case: Case) -> str:
    return month_name(case.month) if case.month else str(case.quarter)


def _records(table: RecordTable, declared: Declared) -> str:
    systems = [layout for layout in declared.layouts if layout.system != OWN_LAYOUT]
    rows = []
    for column in table.columns:
        where = [
            f"{one.file}: {one.headings[column.heading]}" if column.heading in one.headings else ""
            for layout in systems
            for one in layout.tables
            if one.table is table
        ]
        holds = "; ".join(column.choices) or column.kind.value
        rows.append((f"`{column.heading}`", holds, markdown.yes(column.required), column.help, *where))
    names = [layout.system for layout in systems if any(one.table is table for one in layout.tables)]
    headings = ("Column", "Holds", "Required", "It says", *(f"In {name}" for name in names))
    return markdown.section(
        f"### Records: {table.name}", f"A row is {table.one_row_is}.", markdown.table(headings, rows)
    )


def _declared_table(table: Table) -> str:
    rows = [
        (column.heading, "; ".join(column.choices) or column.kind.value, markdown.yes(column.required), column.help)
        for column in table.typed_columns
    ]
    about = f"A row is {table.one_row_is}. {table.guide}"
    headings = ("Column", "Holds", "Required", "What it says")
    return markdown.section(f"### {table.sheet}", about, markdown.table(headings, rows))
