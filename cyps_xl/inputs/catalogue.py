"""Which input tables a workbook has, in the order of their sheets, and how one is found by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from cyps_xl.inputs.declare import Column, Kind, Table, folded
from cyps_xl.inputs.tables.changes import CHANGE_POINTS
from cyps_xl.inputs.tables.checks import ACCEPTED
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES, LANGUAGE, SOURCE, TRANSLATION, TRANSLATIONS
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATOR_VALUES, INDICATORS
from cyps_xl.inputs.tables.people import BESIDE_QUESTIONS, COVER_TEXT, MEETINGS, MEMBERS, QUESTIONS
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import DEFAULT, ENGLISH, SHIPPED
from cyps_xl.languages.what import What


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


def in_second_language(tables: Iterable[Table], language: str) -> tuple[Table, ...]:
    """A report's own tables: a column for the Welsh of a text, beside its English, is one for its second language."""
    return tuple(tables) if language == DEFAULT.name else tuple(_texts_in(table, language) for table in tables)


def _texts_in(table: Table, language: str) -> Table:
    there = {folded(column.heading) for column in table.columns}

    def named(column: Column) -> Column:
        said, welsh = folded(column.heading), folded(DEFAULT.name)
        english = folded(ENGLISH.name) if said == welsh else said.removesuffix(f" in {welsh}")
        if column.kind is not Kind.LONG_TEXT or english == said or english not in there:
            return column
        return replace(column, heading=_called(column.heading, language), help=_called(column.help, language))

    columns = tuple(map(named, table.columns))
    if len({folded(column.heading) for column in columns}) < len(columns):
        return table  # it has a column called after the language besides
    return replace(table, columns=columns)


def with_days_of(tables: Iterable[Table], language: Language) -> tuple[Table, ...]:
    """The tables with the months and quarters of a language read in their columns of time, where it does not ship."""
    if language.code in {one.code for one in SHIPPED} or not (language.has(What.MONTHS) or language.has(What.QUARTER)):
        return tuple(tables)
    return tuple(
        replace(
            table,
            columns=tuple(
                replace(column, language=language) if column.kind in _OF_TIME else column for column in table.columns
            ),
        )
        for table in tables
    )


_OF_TIME = (Kind.DATE, Kind.MONTH, Kind.QUARTER, Kind.PERIOD)


def _in_language(table: Table, language: str) -> Table:
    columns = tuple(_column_in_language(column, language) for column in table.columns)
    if table.name == TRANSLATIONS.name:
        columns = tuple(_translation(column, language) for column in columns)
    return table if columns == table.columns else replace(table, columns=columns)


def _translation(column: Column, language: str) -> Column:
    """The columns of translations, called after the language, as they are of no other: who confirmed them as well.
    Each is empty in every row when a workbook has just been given the language."""
    translation, source = of_translations(language)
    if column.heading == SOURCE:
        return replace(column, heading=source)
    return replace(column, heading=translation, required=False) if column.heading == TRANSLATION else column


def of_translations(language: str) -> tuple[str, str]:
    """The columns of Translations for the words in the second language of this name, and for who confirmed them."""
    return (TRANSLATION, SOURCE) if language == DEFAULT.name else (language, f"{SOURCE} in {language}")


def _column_in_language(column: Column, language: str) -> Column:
    """A column as it is called, and what may be chosen in it, where the second language is the one of this name."""
    if column.kind is Kind.SETTING:
        return replace(column, choices=(ENGLISH.name, language))
    heading, help_, *choices = (_called(words, language) for words in (column.heading, column.help, *column.choices))
    return replace(column, heading=heading, help=help_, choices=tuple(choices))


def _called(words: str, language: str) -> str:
    """Words that end with the name of Welsh, with that of another language in its place."""
    return re.sub(rf"(^| in ){DEFAULT.name}(\.?)$", rf"\1{language}\2", words, flags=re.IGNORECASE)


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
