"""Hostile texts in the cells of a definition: what an officer may mistype, paste or mean well, and what nobody may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import strategies as st

from cyps_xl.definition.packs import DEFINITION, Pack, read_pack
from cyps_xl.definition.read import read_definition
from cyps_xl.errors import Blocked, CypsError, Problem
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Records
from cyps_xl.refreshed import refreshed_package
from cyps_xl.writing.template import template_bytes
from cyps_xl.xlsx.parts.package import Package

TEXTS = (
    None, "", " ", ";", "; ;", ",", "=", "|", "*", "?", "~", "<>", "'", '"', '""', "''", "[", "]", "[]", "{", "}",
    "{}", "{number}", "{less}", "{nobody}", "(", ")", "\\", "/", ":", "!", "#", "#N/A", "#REF!", "-", "–", "_", ".",
    "0", "-1", "1", "01", "1.0", "1e9", "1E+400", "9" * 400, "True", "FALSE", "yes", "no", "Key", "key", "rows",
    "line 1", "line 99", "line 1 of visits", "R", "C", "R1C1", "A1", "XFD1048576", "Print_Area", "_xlnm.Print_Area",
    "cyps_quarter", "Start", "Cover", "Checks", "Settings", "History", "Indicators", "Explanations", "Members",
    "1 Visits", "=1+1", "+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "<b>&amp;", "]]>", "\t", "a\nb", "a\r\nb", "\u00a0",
    "\u200b", "x\u00a0y", "é", "É", "ß", "ẞ", "İ", "ŵ", "日本", "😀" * 16, "\u202e", "e\u0301", "x" * 31, "x" * 32,
    "x" * 256, "x" * 9_000, "x" * 40_000, "(" * 2_000, "[x]" * 2_000, "1+" * 2_000, "a;" * 2_000,
    "Settings[Full-time hours a week]", "Settings[Council]", "Settings[Nothing]", "Nothing[Nothing]", "[Nothing]",
    "1/0", "2 * 3", "Nothing = x", "= x", "x =", 'x = "', "x = y, x = z", "2017-18 Q3", "2017-18", "2017-18 Q9",
    "31/12/2017", "None", "nan", "inf", 0, 1, -1, 1.5, 200, 10**14, float(2**60),
)  # fmt: skip
"""Signs that mean something to Excel, to formulas, to XML or to us; names that are taken; texts of every length."""


@dataclass(frozen=True)
class Place:
    """A cell of a definition: its table, its row and column counted from 0."""

    table: str
    row: int
    column: int


def sheets_of_pack(name_or_folder: str | Path) -> dict[str, RawTable]:
    """A pack's definition tables as a workbook's sheets."""
    return {records.table.name: _as_sheet(records) for records in read_pack(name_or_folder).inputs}


def with_rows(raw: Mapping[str, RawTable], rows: Mapping[str, Sequence[Mapping[str, RawValue]]]) -> dict[str, RawTable]:
    """The sheets with more rows, by table."""
    found = dict(raw)
    for name, added in rows.items():
        cells = tuple(tuple(row.get(heading) for heading in found[name].headings) for row in added)
        found[name] = replace(found[name], rows=(*found[name].rows, *cells))
    return found


def _as_sheet(records: Records) -> RawTable:
    """A pack's table as it stands on its sheet: read, so that numbers are numbers, with every column there is."""
    headings = tuple(column.heading for column in records.table.columns)
    cells = tuple(tuple(row[heading] for heading in headings) for row in records)
    return RawTable(records.table.name, records.table.sheet, headings, cells, first_row=6)


def places(raw: Mapping[str, RawTable]) -> list[Place]:
    """Every cell of every row."""
    return [
        Place(name, row, column)
        for name, table in raw.items()
        for row in range(len(table.rows))
        for column in range(len(table.headings))
    ]


def each_text_in_each_column(raw: Mapping[str, RawTable], table: str) -> Iterator[dict[str, RawTable]]:
    """The definition with each of the texts in each column of a table, in one row after another."""
    found = raw[table]
    if not found.rows:  # a table in which this report has nothing yet
        found = replace(found, rows=((None,) * len(found.headings),))
    for column in range(len(found.headings)):
        for at, text in enumerate(TEXTS):
            yield {**raw, table: _with_one(found, Place(table, at % len(found.rows), column), text)}


def hostile(raw: Mapping[str, RawTable]) -> st.SearchStrategy[dict[str, RawTable]]:
    """The definition with another text in one cell, or in all that say the same, as when a name is changed."""
    # A column first, then one of its cells: else long tables would have nearly all texts.
    by_column: dict[tuple[str, int], list[Place]] = {}
    for place in places(raw):
        by_column.setdefault((place.table, place.column), []).append(place)
    cells = st.one_of([st.sampled_from(those) for those in by_column.values()])
    known = sorted({cell for table in raw.values() for row in table.rows for cell in row if isinstance(cell, str)})
    texts = st.one_of(st.sampled_from(TEXTS), st.sampled_from(known), st.text(max_size=40), st.integers(-3, 300))
    changes = st.sampled_from((*_CHANGES, None))

    def made(place: Place, text: RawValue, change: str | None, everywhere: bool) -> dict[str, RawTable]:
        before = raw[place.table].rows[place.row][place.column]
        after = _CHANGES[change](before) if change and isinstance(before, str) else text
        if everywhere and isinstance(before, str):
            return {name: _with(table, before, after) for name, table in raw.items()}
        return {**raw, place.table: _with_one(raw[place.table], place, after)}

    return st.builds(made, cells, texts, changes, st.booleans())


_CHANGES = {
    "capitals": str.swapcase,
    "space before": lambda text: f" {text}",
    "space behind": lambda text: f"{text} ",
    "twice": lambda text: f"{text}; {text}",
    "in brackets": lambda text: f"({text})",
    "in quotation marks": lambda text: f'"{text}"',
    "with one more sign": lambda text: f"{text}]",
    "cut short": lambda text: text[:-1],
}


def _with(table: RawTable, before: str, after: RawValue) -> RawTable:
    return replace(table, rows=tuple(tuple(after if cell == before else cell for cell in row) for row in table.rows))


def _with_one(table: RawTable, place: Place, after: RawValue) -> RawTable:
    rows = [list(row) for row in table.rows]
    rows[place.row][place.column] = after
    return replace(table, rows=tuple(map(tuple, rows)))


def read(raw: Mapping[str, RawTable]) -> Pack | tuple[Problem, ...]:
    """The pack that these sheets declare, or what is wrong with them; whatever else is raised is a fault of ours."""
    inputs, problems = read_inputs(raw, DEFINITION)
    if problems:
        return problems
    try:
        return Pack("hostile", Path(), inputs, read_definition(inputs), dict(raw))
    except Blocked as error:
        return error.problems


def faults_in(problems: tuple[Problem, ...], raw: Mapping[str, RawTable]) -> Iterator[str]:
    """What a problem does not say: at which cell of which sheet, what is wrong, and what to do."""
    sheets = {table.source for table in raw.values()}
    for problem in problems:
        sheet, _, cell = problem.where.partition("!")
        if sheet not in sheets or not cell or not problem.message.endswith((".", "”.")) or not problem.remedy:
            yield str(problem)


def is_made_or_named(pack: Pack) -> bool:
    """Whether the workbook of a pack is made, every formula proved, or what stands in its way is said with a remedy."""
    try:
        refreshed_package(Package.of_our_own(template_bytes(pack), "hostile"))
    except Blocked as error:
        return bool(error.problems)
    except CypsError as error:
        return bool(error.remedy)
    return True
