"""Which input tables a workbook has, in the order of their sheets, and how one is found by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.tables.changes import CHANGE_POINTS
from cyps_xl.inputs.tables.checks import ACCEPTED
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES, LANGUAGE
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATOR_VALUES, INDICATORS
from cyps_xl.inputs.tables.people import BESIDE_QUESTIONS, COVER_TEXT, MEETINGS, MEMBERS, QUESTIONS
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.languages.shipped import DEFAULT, ENGLISH


@dataclass(frozen=True, repr=False)
class Catalogue:
    """The input tables of one workbook, in the order of their sheets; never empty.

    Tables are found by name whatever its capitals, of which Excel takes no notice. Going through a catalogue
    gives the tables; `in` asks for a name. Two catalogues are equal when they declare the same. Raises
    ValueError when two tables have one name.
    """

    tables: tuple[Table, ...]
    _by_name: dict[str, Table] = field(init=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for table in self.tables:
            if self._by_name.setdefault(table.name.lower(), table) is not table:
                raise ValueError(f"two input tables are called {table.name}")

    def __hash__(self) -> int:
        return hash(self.names)

    def __repr__(self) -> str:
        return f"Catalogue({', '.join(self.names)})"

    def __getitem__(self, name: str) -> Table:
        """The table of this name; KeyError when there is none."""
        return self._by_name[name.lower()]

    def get(self, name: str) -> Table | None:
        """The table of this name, or None."""
        return self._by_name.get(name.lower())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def __iter__(self) -> Iterator[Table]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tables, as declared."""
        return tuple(table.name for table in self.tables)

    @property
    def of_months(self) -> Table:
        """The table to name where a message needs an example of headings: the first with a row a month."""
        return next((table for table in self.tables if table.column(table.key[0]).kind is Kind.MONTH), self.tables[0])

    @property
    def of_two_words(self) -> Table:
        """The table to name where a message shows how names are written: the first that its sheet writes otherwise."""
        return next((table for table in self.tables if table.name != table.sheet), self.tables[-1])


BEFORE: tuple[Table, ...] = (SETTINGS, INDICATORS, INDICATOR_VALUES, EXPLANATIONS)
"""The program's own tables whose sheets stand before those of a report's figures."""

AFTER: tuple[Table, ...] = (COVER_TEXT, MEETINGS, QUESTIONS, CHANGE_POINTS, ACCEPTED, MEMBERS, *DEFINITION_TABLES)
"""Those whose sheets stand after them."""

OWN_TABLES = (*BEFORE, *AFTER, LANGUAGE)
"""The program's own tables; all others are declared by the report itself. Every report has them, but for the last."""

_NAMES_OF_MEASURES = (INDICATORS, *DEFINITION_TABLES, LANGUAGE)
"""Tables whose long texts name what is measured, and are no words of the officer's about it."""


def in_language(tables: Iterable[Table], language: str) -> tuple[Table, ...]:
    """The program's own tables with columns for texts in the second language of this name, where they have any."""
    return tuple(tables) if language == DEFAULT.name else tuple(_in_language(table, language) for table in tables)


def _in_language(table: Table, language: str) -> Table:
    columns = tuple(_column_in_language(column, language) for column in table.columns)
    return table if columns == table.columns else replace(table, columns=columns)


def _column_in_language(column: Column, language: str) -> Column:
    """A column as it is called, and what may be chosen in it, where the second language is the one of this name."""

    def called(words: str) -> str:
        return re.sub(rf"(^| in ){DEFAULT.name}(\.?)$", rf"\1{language}\2", words)

    if column.kind is Kind.SETTING:
        return replace(column, choices=(ENGLISH.name, language))
    choices = tuple(map(called, column.choices))
    return replace(column, heading=called(column.heading), help=called(column.help), choices=choices)


def report_tables(catalogue: Catalogue) -> tuple[Table, ...]:
    """The tables of figures that the report declares: all but the program's own."""
    own = {table.name for table in OWN_TABLES}
    return tuple(table for table in catalogue if table.name not in own)


def words_of(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The columns that hold the officer's words: each table's name and its heading.

    Of members' questions also where they were asked and what they are about, which are typed freely too.
    """
    named = {table.name for table in _NAMES_OF_MEASURES}
    asked = ((QUESTIONS.name, heading) for heading in BESIDE_QUESTIONS)
    return (*_columns([table for table in catalogue if table.name not in named], Kind.LONG_TEXT), *asked)


def texts_of(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The same, and the names that are typed into the report's own tables: of teams, of themes."""
    return (*words_of(catalogue), *_columns(report_tables(catalogue), Kind.TEXT))


def _columns(tables: Iterable[Table], kind: Kind) -> tuple[tuple[str, str], ...]:
    return tuple((table.name, column.heading) for table in tables for column in table.columns if column.kind is kind)
