"""What counts owe each other: a total is its parts, a part is some of its whole, the register carries over.

The kinds are declared with an input table, once. Every declaration is a check, which speaks of
counts that break it, and a fact for disclosure: who reads the report knows it without being told,
so a withheld count must not follow from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.measures.rates import Figure

SLACK = 1e-9
"""Sums of typed numbers are held against each other up to this: 0.1 + 0.2 is 0.3."""


@dataclass(frozen=True)
class PartOf:
    """Two columns: `part` is some of `whole`, in the same row.

    `what` says of the part what it is ("supervised in time"), `out_of` of the whole ("due").
    With `rates_only`, in the rows of indicators that are rates.
    """

    part: str
    whole: str
    what: str = ""
    out_of: str = ""
    rates_only: bool = False


@dataclass(frozen=True)
class NoMoreThan:
    """Two columns: `less` is never above `more`, though it is no part of it.

    `words` tell of a row that breaks this, with {less} and {more} for its figures and its
    headings for what stands under them; `suspect` is the column that they point at.
    """

    less: str
    more: str
    words: str
    suspect: str


@dataclass(frozen=True)
class ColumnsAddUp:
    """The columns `parts` of a row are all of `total`: a column of the same row.

    With `table` it is a column of that table, in the row of the same key; of the month's last
    day, where a table of months is held against one of days.
    """

    parts: tuple[str, ...]
    total: str
    table: str = ""


@dataclass(frozen=True)
class RowsAddUp:
    """Rows that differ in `by` alone: the one where it is `total` counts what the others count together, under `count`.
    `called` is what the others are: "outcomes"."""

    count: str
    by: str
    total: str
    called: str


@dataclass(frozen=True)
class CarriedOver:
    """A table of months: `closing` is that of the month before, plus `came`, less `left`."""

    closing: str
    came: str
    left: str


@dataclass(frozen=True)
class ToDate:
    """Counts from 1 April, under `counts`, of rows that differ in their period alone: they never fall within a year.

    `but` names a column and a value of rows of which this is not true. `basis_only` looks at
    indicators alone that are declared to count the year to date.
    """

    counts: tuple[str, ...]
    but: tuple[str, str] = ("", "")
    basis_only: bool = False


@dataclass(frozen=True)
class SumOfMonths:
    """An indicator's `heading`, found by its national reference, is all that a table of months counts since 1 April."""

    reference: str
    heading: str
    table: str
    count: str


@dataclass(frozen=True)
class AtYearEnd:
    """An indicator's `heading` of a full year is what a table of days counts on 31 March: `called`, in words."""

    reference: str
    heading: str
    table: str
    count: str
    called: str = ""


@dataclass(frozen=True)
class LeftOf:
    """An indicator's `heading` of a full year is what another indicator's counts leave: denominator less numerator.

    `called` is what is counted, in words.
    """

    reference: str
    heading: str
    other: str
    called: str = ""


@dataclass(frozen=True)
class ToldInWords:
    """The words of a section tell of the months under `count`: that there were some, and how many.

    `words` are those by which a sentence speaks of them ("re-admitted"), the first for messages.
    Readers know it by reading, so no figure follows from it; for the checks alone.
    """

    count: str
    section: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class LowestAndHighest:
    """Two columns: the `lowest` and the `highest` of what `average` is the average of, an expression over the row.

    No lowest is above it. The highest may be below it where the average is that of full-time
    workers. No count follows from it; for the checks alone.
    """

    lowest: str
    highest: str
    average: str


@dataclass(frozen=True)
class ShareOf:
    """The column `share` holds percentages of the count in another table's row of the same keys, typed in percent.

    Where a row leaves a key empty, they are of all its rows together. Readers of a share work the count out.
    """

    share: str
    table: str
    count: str


@dataclass(frozen=True)
class BelongsTo:
    """What stands under `heading` stands in another table as well, under `other`, in the row of the same keys."""

    heading: str
    table: str
    other: str


@dataclass(frozen=True)
class CountsPosts:
    """Rows where `by` is `value` count posts under `count`: there are halves, and they stay from date to date.

    In all other rows of the table that column counts what is whole and happens anew.
    """

    count: str
    by: str
    value: str


@dataclass(frozen=True)
class CountsNobody:
    """Rows where `by` is `value` count no people under `count`: vacant posts."""

    count: str
    by: str
    value: str


@dataclass(frozen=True)
class PartsOfOurs:
    """Figures of indicators for `areas` that are parts of our own, such as teams: each count is some of our own."""

    areas: tuple[str, ...]


Identity = (
    PartOf
    | NoMoreThan
    | ColumnsAddUp
    | RowsAddUp
    | CarriedOver
    | ToDate
    | SumOfMonths
    | AtYearEnd
    | LeftOf
    | ToldInWords
    | LowestAndHighest
    | ShareOf
    | BelongsTo
    | CountsPosts
    | CountsNobody
    | PartsOfOurs
)


@dataclass(frozen=True)
class Count:
    """A count that stands in a table: its name, the row's place in it (from 0), the heading, and the count itself.

    `sign` is −1 where it is taken off.
    """

    table: str
    row: int
    heading: str
    value: Figure
    sign: int = 1


@dataclass(frozen=True)
class Equation:
    """An identity of these very counts: total = the sum of the parts, and of what may come on top.

    `about` says of what, "Stage 1, 2017-18 Q3". `rest` names what may come on top, never less
    than nothing; "" where nothing can. `rest_is_people` when it counts people as the total
    does. `settled` when the parts are meant to be all there is, so that a rest is a fault too.
    """

    about: str
    total: Count
    parts: tuple[Count, ...]
    rest: str = ""
    rest_is_people: bool = True
    settled: bool = True

    @property
    def added(self) -> Figure:
        """What the parts that are there add up to; None when none is."""
        there = [part.sign * part.value for part in self.parts if part.value is not None]
        return sum(there) if there else None

    @property
    def has_gaps(self) -> bool:
        """Whether a part is not known."""
        return any(part.value is None for part in self.parts)

    @property
    def is_broken(self) -> bool:
        """Whether the counts that are there cannot all be right. A blank is never taken for 0."""
        added, whole = self.added, self.total.value
        if added is None or whole is None or (self.has_gaps and any(part.sign < 0 for part in self.parts)):
            return False
        if added > whole + SLACK:
            return True
        return self.settled and not self.has_gaps and added < whole - SLACK
