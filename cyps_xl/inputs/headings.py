"""Finding a table's declared columns among the headings that are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.errors import Blocked, MissingTable, Problem
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Table, folded
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.tables.definition import TRANSLATION, TRANSLATIONS
from cyps_xl.inputs.wording import shown
from cyps_xl.languages.shipped import DEFAULT


@dataclass(frozen=True)
class Headings:
    """Where a table's columns stand, counted from 0, by declared heading; what is not theirs, what stands twice."""

    positions: Mapping[str, int]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def repeated_in_words(self) -> str:
        """What stands twice, as a message names it."""
        return ", ".join(f"“{heading}”" for heading in dict.fromkeys(self.repeated))

    def missing(self, table: Table) -> tuple[str, ...]:
        """The declared headings that are not there."""
        return tuple(column.heading for column in table.columns if column.heading not in self.positions)


def find_headings(headings: Sequence[str], table: Table) -> Headings:
    """Match a table's headings, in any order and among any others; the first of two alike counts."""
    declared = {folded(column.heading): column.heading for column in table.columns}
    positions: dict[str, int] = {}
    unknown: list[str] = []
    repeated: list[str] = []
    for position, found in enumerate(headings):
        heading = declared.get(folded(found))
        if heading is None:
            unknown.append(found)
        elif heading in positions:
            repeated.append(heading)
        else:
            positions[heading] = position
    return Headings(positions, tuple(unknown), tuple(repeated))


def repeated_heading_problems(raw: RawTable, found: Headings) -> list[Problem]:
    """One problem for each declared heading that stands twice."""
    problems = []
    for heading in found.repeated:
        where = raw.source
        if raw.is_sheet:
            where = cell_place(raw.source, raw.first_column + found.positions[heading], raw.first_row - 1)
        problems.append(
            Problem(
                where,
                f"The heading “{heading}” stands over two columns of {raw.name}.",
                "Give the column that is not the report's another heading.",
            )
        )
    return problems


def heading_cell_problems(raw: RawTable, found: Headings) -> list[Problem]:
    """One problem for each declared heading whose cell says something else than the table.

    Excel keeps a heading twice, in the table and in its cell; a program that changes one of them leaves a
    workbook that Excel must repair.
    """
    return [
        Problem(
            cell_place(raw.source, raw.first_column + at, raw.first_row - 1),
            f"The heading's cell {_says(raw.heading_cells[at])}, and the table calls the column “{heading}”.",
            f"Type {heading} in the cell again, save, and try again.",
        )
        for heading, at in found.positions.items()
        if at < len(raw.heading_cells) and folded(str(raw.heading_cells[at] or "")) != folded(heading)
    ]


def _says(cell: RawValue) -> str:
    return "is empty" if cell is None else f"says {shown(cell)}"


def require_all_tables(raw: Mapping[str, RawTable], catalogue: Catalogue) -> None:
    """Raise MissingTable, naming every one, when an input table or a heading is not there.

    A CSV may leave out the columns that may be empty, and always the calculated Key.
    """
    missing = []
    for table in catalogue:
        if table.name not in raw:
            missing.append(f"the table {table.name} (sheet “{table.sheet}”)")
            continue
        headings = _missing_headings(raw[table.name], table)
        if headings:
            names = ", ".join(headings)
            missing.append(f"the heading{'s' if len(headings) > 1 else ''} {names} of {table.name}")
    if missing:
        raise MissingTable(
            f"These are not where the report looks for its figures: {'; '.join(missing)}.",
            "Give the table or heading its name back, or copy the sheet from a workbook that “cyps-xl new” makes. "
            "A table that was turned into plain cells: Insert, Table, then its name under Table Design.",
        )


def is_in_another_language(table: RawTable, declared: Table) -> bool:
    """Whether translations do not say that they are in the report's second language, where that is not Welsh: they
    would be printed as if they were."""
    if declared.name != TRANSLATIONS.name or not any(any(row) for row in table.rows):
        return False
    return declared.columns[1].heading not in find_headings(table.headings, declared).positions


def require_language(raw: Mapping[str, RawTable], catalogue: Catalogue) -> None:
    """Raise Blocked where translations are in another language than the report's second."""
    table, declared = raw.get(TRANSLATIONS.name), catalogue.get(TRANSLATIONS.name)
    if table is None or declared is None or not is_in_another_language(table, declared):
        return
    language = declared.columns[1].heading
    is_welsh = TRANSLATION in find_headings(table.headings, TRANSLATIONS).positions
    said = f"and the column “{TRANSLATION}” is that of {DEFAULT.name}" if is_welsh else "and no column is headed so"
    problem = Problem(
        table.source,
        f"The second language is {language}, {said}.",
        f"If the words are {language}, head their column {language}. If they are not, delete the rows.",
    )
    raise Blocked("Translations are not in the report's second language. Nothing was written.", [problem])


def require_key(raw: RawTable, table: Table) -> None:
    """Raise MissingTable when a table to be brought in lacks a column that tells its rows apart."""
    found = find_headings(raw.headings, table).positions
    missing = [heading for heading in table.key if table.column(heading).required and heading not in found]
    if missing:
        names = ", ".join(f"“{heading}”" for heading in missing)
        raise MissingTable(
            f"{raw.source} has no column {names}, by which the rows of {table.name} are told apart.",
            f"Its headings should be: {', '.join(column.heading for column in table.typed_columns)}; "
            f"they are: {', '.join(heading for heading in raw.headings if heading) or 'none'}.",
        )


def _seen_in_cell(raw: RawTable, heading: str) -> str:
    """What to say of a heading that its cell shows though the table does not have it."""
    for at, cell in enumerate(raw.heading_cells):
        if folded(str(cell or "")) == folded(heading):
            where = cell_place(raw.source, raw.first_column + at, raw.first_row - 1)
            return f" (the cell {where} says so, but the table itself has “{raw.headings[at]}”: type it there again)"
    return ""


def _missing_headings(raw: RawTable, table: Table) -> tuple[str, ...]:
    """The headings that are missing, in quotation marks.

    On a sheet, one with other spaces counts as missing: the report's formulas would not find its column.
    """
    found = find_headings(raw.headings, table)
    missing = found.missing(table)
    if raw.is_sheet:
        respaced = (h for h, at in found.positions.items() if raw.headings[at].casefold() != h.casefold())
        return (
            *(f"“{h}”{_seen_in_cell(raw, h)}" for h in missing),
            *(f"“{h}” (there with other spaces)" for h in respaced),
        )
    return tuple(f"“{h}”" for h in missing if table.column(h).required)
