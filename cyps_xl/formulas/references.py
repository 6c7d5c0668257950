"""What a formula reads: cells, columns of tables, names; and how addresses follow when cells move."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from cyps_xl.formulas.tokens import Kind, Token, rewritten, tokens
from cyps_xl.grid import LAST_COLUMN, LAST_ROW, Area, column_letters, column_number, quoted_tab

GONE = "#REF!"
"""What Excel writes for a cell that is no more."""

_TAB = re.compile(r"'((?:[^']|'')+)'!|([^!']+)!")
_TAB_ANYWHERE = re.compile(r"\"[^\"]*\"|'((?:[^']|'')+)'!|(?<![\w.'\]])([^\W\d][\w.]*)!")
_END = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]{0,7})")
_TABLE = re.compile(r"([^\W\d][\w.]*|)\[(.+)\]", re.DOTALL)
_HEADING = re.compile(r"\[((?:[^\[\]']|'.)*)\]")


@dataclass(frozen=True)
class Reference:
    """One reference of a formula, as far as it can be told from its text alone."""

    text: str
    """As it stands in the formula."""
    tab: str | None
    """The sheet named before "!", without quotation marks; None for the formula's own sheet."""
    area: Area | None
    """The cells; None for a table's column, a name, an error."""

    @classmethod
    @lru_cache(maxsize=20_000)  # a report's formulas read the same cells again and again, and are gone through often
    def parse(cls, text: str) -> Reference:
        """The reference of a token's text; another workbook's stays part of the tab: "[1]Sheet1"."""
        found = _TAB.match(text)
        tab = None if found is None else (found[1] or found[2]).replace("''", "'")
        return cls(text, tab, _area(text[found.end() if found else 0 :]))

    @property
    def own_area(self) -> Area | None:
        """The cells of the formula's own sheet that it stands for; None for anything else."""
        return self.area if self.tab is None else None

    @cached_property
    def table_column(self) -> tuple[str, str] | None:
        """The table and heading of "Supervision[Qualified due]"; None for anything else."""
        found = _TABLE.fullmatch(self.text)
        if found is None:
            return None
        inner = found[2]
        if not inner.startswith("["):
            return found[1], _heading(inner)
        headings = [_heading(text) for text in _HEADING.findall(inner) if not text.startswith("#")]
        return (found[1], headings[0]) if len(headings) == 1 else None


def references(formula: str) -> Iterator[Reference]:
    """Every reference of a formula written without "=", in order."""
    return (Reference.parse(token.text) for token in tokens(formula) if token.kind is Kind.REFERENCE)


def own_cells(formula: str) -> Iterator[tuple[int, int]]:
    """Every cell that a formula reads by its address on its own sheet, areas cell by cell, counted from 0.

    Whole rows and columns, which no formula of a report reads, are left out.
    """
    for reference in references(formula):
        area = reference.own_area
        if area is not None and area.last_row < LAST_ROW and area.last_column < LAST_COLUMN:
            for row, column in area.cells():
                yield row - 1, column - 1


class Moves(Protocol):
    """How the cells of a sheet moved."""

    def area(self, area: Area) -> Area | None:
        """Where an area stands now; None when it went."""


def carried_along(formula: str, tab: str, moved: Mapping[str, Moves]) -> str:
    """A formula, without "=", that reads the same cells as before, wherever they stand now.

    `tab` is the sheet it stands on, "" for none; `moved` has what moved by the sheet's tab in
    small letters. Cells that went become #REF!, as they do in Excel.
    """

    def followed(text: str) -> str:
        reference = Reference.parse(text)
        moves = moved.get((tab if reference.tab is None else reference.tab).lower())
        if reference.area is None or moves is None:
            return text
        before, _, own = text.rpartition("!")
        now = _moved(own, reference.area, moves)
        return f"{before}!{now}" if before else now

    return rewritten(formula, Kind.REFERENCE, followed)


def with_tabs(formula: str, renamed: Mapping[str, str]) -> str:
    """A formula, without "=", that reads the same sheets as before, whatever they are called now.

    `renamed` has the new names by the old ones in small letters; the sheets of other workbooks keep theirs.
    """

    def renamed_in(found: re.Match[str]) -> str:
        tab = (found[1] or found[2] or "").replace("''", "'")
        ends = tab.split(":")  # Sheet1:Sheet3!A1 reads a run of sheets; no tab holds a colon
        now = [renamed.get(end.lower(), end) for end in ends]
        if now == ends:
            return found[0]
        return f"{quoted_tab(now[0])}!" if len(now) == 1 else "'" + ":".join(now).replace("'", "''") + "'!"

    def changed(token: Token) -> str:
        if token.kind is Kind.REFERENCE:
            return _TAB.sub(renamed_in, token.text, count=1)
        # The lexer takes no formula in which a cell of a tab went: 'Old tab'!#REF!. The tab is renamed all the same.
        return _TAB_ANYWHERE.sub(renamed_in, token.text) if token.kind is Kind.UNKNOWN else token.text

    return "".join(changed(token) for token in tokens(formula))


def reads_any(formula: str, tab: str, moved: Mapping[str, Moves]) -> bool:
    """Whether a formula reads any of these sheets by its cells' addresses."""
    return any(
        (tab if found.tab is None else found.tab).lower() in moved for found in references(formula) if found.area
    )


def copied(formula: str, down: int, right: int) -> str:
    """A formula, without "=", as Excel would copy it so many rows down and columns to the right.

    Whatever else it holds stays as it is. Past the end of a sheet Excel goes on at its beginning.
    """

    def shifted(text: str) -> str:
        before, mark, own = text.rpartition("!")
        area = _area(own)
        if area is None:
            return text
        now = ":".join(_shifted(end, down, right) for end in own.split(":"))
        # Past the end one half of an area would come before the other: Excel never writes that.
        return text if _area(now) is None else f"{before}{mark}{now}"

    return rewritten(formula, Kind.REFERENCE, shifted)


def _shifted(text: str, down: int, right: int) -> str:
    """One end of an area, moved where it has no dollar."""
    end = _END.fullmatch(text)
    assert end is not None
    dollar_before_row = end[3] if end[2] else end[1] + end[3]
    row, column = int(end[4] or 1), column_number(end[2] or "A")
    row = row if dollar_before_row else (row - 1 + down) % LAST_ROW + 1
    column = column if end[1] else (column - 1 + right) % LAST_COLUMN + 1
    return _end(text, row, column)


def _heading(text: str) -> str:
    """A column's heading, without the apostrophes that Excel puts before a bracket, a # or an apostrophe."""
    return re.sub(r"'(.)", r"\1", text)


def _area(text: str) -> Area | None:
    """The area of "B2", "$B$2:C9", "B:C" or "2:9"; None when it is none, or upside down, which Excel never writes."""
    first, colon, last = text.partition(":")
    start, end = _END.fullmatch(first), _END.fullmatch(last if colon else first)
    if start is None or end is None or not (start[2] or start[4]):
        return None
    whole = bool(start[2]) != bool(start[4])
    if (bool(start[2]), bool(start[4])) != (bool(end[2]), bool(end[4])) or (whole and not colon):
        return None
    rows = (int(start[4] or 1), int(end[4] or LAST_ROW))
    columns = (column_number(start[2] or "A"), column_number(end[2] or "XFD"))
    if not (1 <= rows[0] <= rows[1] <= LAST_ROW and columns[0] <= columns[1] <= LAST_COLUMN):
        return None
    return Area(rows[0], columns[0], rows[1], columns[1])


def _moved(text: str, area: Area, moves: Moves) -> str:
    """An area's text where the area stands now, its dollars as they were."""
    now = moves.area(area)
    if now is None:
        return GONE
    if now == area:
        return text
    first, colon, last = text.partition(":")
    whole = _end(first, now.first_row, now.first_column)
    return f"{whole}:{_end(last, now.last_row, now.last_column)}" if colon else whole


def _end(text: str, row: int, column: int) -> str:
    """One end of an area, with the dollars it had; of whole rows or columns that alone."""
    found = _END.fullmatch(text)
    assert found is not None
    letters = found[1] + column_letters(column) if found[2] else ""
    dollar = found[3] if found[2] else found[1] + found[3]
    return letters + (f"{dollar}{row}" if found[4] else "")
