"""How an input table is declared: once, for the template, reader, importer, checks and documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from cyps_xl.languages.language import Language
from cyps_xl.measures.identities import Identity


class Kind(Enum):
    """What a column holds; decides its validation, its format and how it is read."""

    TEXT = "text"
    """A few words."""
    LONG_TEXT = "long text"
    """A paragraph."""
    WHOLE = "whole number"
    """A count."""
    DECIMAL = "number"
    """Any number."""
    DATE = "date"
    """A day, 31/12/2017."""
    MONTH = "month"
    """A month, Dec 2017: kept as its first day."""
    YEAR = "financial year"
    """2017-18."""
    PERIOD = "period"
    """2017-18 for a full year, 2017-18 Q3 for a quarter to date."""
    QUARTER = "quarter"
    """A reporting quarter, the fourth included: 2017-18 Q4."""
    CHOICE = "choice"
    """One of the values under Choices."""
    SETTING = "setting"
    """Text, number or date, as its row says."""
    KEY = "key"
    """Worked out by Excel from the columns of the key."""


class People(Enum):
    """Whether a number in a column counts people, so that a small one could identify somebody."""

    YES = "yes"
    STAFF = "staff"
    """Workers: a small count of them is withheld, but how many of all are not in a part is nobody's secret."""
    NO = "no"


class Varies(Enum):
    """How a figure changes when nothing has happened: what makes a change sudden."""

    BY_CHANCE = "by chance"
    """A count of happenings: as many as chance brings."""
    AROUND_A_LEVEL = "around a level"
    """A count of those in post, or of their work."""
    STEP_BY_STEP = "step by step"
    """A figure that stays from one date to the next, and drifts."""


class Counted(Enum):
    """How often a table has figures: what Checks asks for when they are not there."""

    MONTHLY = "each month"
    """A row for each month."""
    QUARTERLY = "each quarter"
    """A row whose period or quarter is the reporting one."""
    IN_QUARTER = "in each quarter"
    """A row with a date in the quarter."""
    NOW_AND_THEN = "when it happens"
    """Nothing is missing where there is no row."""


def folded(heading: str) -> str:
    """A heading as it is compared: spaces and line breaks as one space, capitals as small letters."""
    return " ".join(heading.split()).casefold()


@dataclass(frozen=True)
class Column:
    """One column of an input table.

    `help` is the input message an officer reads when the cell is selected.
    `choices` are the values allowed; `choices_from` names another table's column that
    holds them, as ("Indicators", "No").
    `minimum` and `maximum` bound numbers; `unit` says what a number counts. `one_percent`
    is the number that "1%" stands for in a CSV: 1 where 82% is typed as 82, 0.01 where it
    is a share; None where a percentage would be a mistake. `counts_people` says of a number whether it counts
    people: it does unless the column says otherwise, which is the safe side. `varies` says how a
    number usually changes; None where it is not looked at. `language` is one whose months and quarters are read besides
    those of the languages that ship.
    """

    heading: str
    kind: Kind
    help: str
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    choices_from: tuple[str, str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    one_percent: float | None = None
    width: float = 14
    counts_people: People = People.YES
    varies: Varies | None = None
    language: Language | None = None

    @property
    def is_figure(self) -> bool:
        """Whether it holds numbers."""
        return self.kind in (Kind.WHOLE, Kind.DECIMAL)

    @property
    def is_amount(self) -> bool:
        """Whether its numbers are so much of something and not so many: money, or time."""
        return self.unit.casefold() in _AMOUNTS


_AMOUNTS = ("pounds", "£", "hours", "days", "working days", "hours a week")
_TIMES = (Kind.MONTH, Kind.DATE, Kind.PERIOD, Kind.QUARTER)

KEY_HEADING = "Key"
KEY_SEPARATOR = "|"


@dataclass(frozen=True)
class Table:
    """One input table: an Excel Table on a sheet of its own, keyed by `key`.

    A table whose key has several columns, or text that Excel may take for a number,
    ends with a calculated column *Key*, which the report looks rows up by. A table keyed
    by a date or a plain text is looked up by that column itself. `identities` say how its
    counts hang together: each is a check, and something that readers of the report know.
    `counted` says how often there are figures. `rows_are_people` says whether a number of rows
    counts people: those of a report's tables do unless the report says otherwise, which is the
    safe side; the program's own tables have none.
    """

    name: str
    sheet: str
    one_row_is: str
    guide: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    identities: tuple[Identity, ...] = ()
    counted: Counted | None = None
    rows_are_people: People = People.NO

    @property
    def lookup_heading(self) -> str:
        """The heading whose cells tell one row from another."""
        return KEY_HEADING if self.has_key_column else self.key[0]

    @property
    def has_key_column(self) -> bool:
        """Whether the table ends with the calculated column *Key*."""
        return self.columns[-1].kind is Kind.KEY

    @property
    def typed_columns(self) -> tuple[Column, ...]:
        """The columns people type in: all but the calculated key."""
        return tuple(c for c in self.columns if c.kind is not Kind.KEY)

    @property
    def key_formula(self) -> str:
        """The formula of the calculated Key column, without "=".

        Text even for a single heading, so that a No of 1 and a No of "1" are the same row.
        """
        parts = [f"{self.name}[[#This Row],[{heading}]]" for heading in self.key]
        return f'&"{KEY_SEPARATOR}"&'.join(parts) if len(parts) > 1 else f'{parts[0]}&""'

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The headings of the columns that hold numbers."""
        return tuple(column.heading for column in self.columns if column.is_figure)

    @cached_property
    def when(self) -> Column | None:
        """The column of the key that says when: a month, date, period or quarter; None when no column does."""
        return next((self.column(heading) for heading in self.key if self.column(heading).kind in _TIMES), None)

    @property
    def time_kind(self) -> Kind | None:
        """What the column of the key that says when holds; None when no column does."""
        return None if self.when is None else self.when.kind

    @cached_property
    def time(self) -> Column:
        """The column of the key that says when; ValueError when none does."""
        if self.when is None:
            raise ValueError(f"{self.name} is not kept by time")
        return self.when

    @cached_property
    def groups(self) -> tuple[Column, ...]:
        """The other columns of the key: the team, the measure, the stage."""
        return tuple(self.column(heading) for heading in self.key if self.column(heading) != self.when)

    def column(self, heading: str) -> Column:
        """The column under a heading; KeyError when the table has none."""
        for column in self.columns:
            if column.heading == heading:
                return column
        raise KeyError(f"{self.name}[{heading}]")

    def find(self, written: str) -> Column | None:
        """The column under a heading, however its capitals and spaces are written; None when there is none."""
        return self._by_folded_heading.get(folded(written))

    @cached_property
    def _by_folded_heading(self) -> Mapping[str, Column]:
        """The columns as they are looked for; the first of two alike counts."""
        return {folded(column.heading): column for column in reversed(self.columns)}

    def heading(self, written: str) -> str:
        """The heading as the table writes it, whatever its capitals; KeyError when there is none."""
        found = self.find(written)
        if found is None:
            raise KeyError(f"{self.name}[{written}]")
        return found.heading


def key_column(*headings: str) -> Column:
    """The calculated column that ends a table looked up by more than a date."""
    return Column(
        KEY_HEADING,
        Kind.KEY,
        f"Excel works this out from {', '.join(headings)}. Do not type here.",
        width=12 if len(headings) == 1 else 38,
    )
