"""What an officer may choose in the definition tables: shapes, charts, how lines are worked out and printed, areas.

The value is the word that stands in the cell; the docstring is what the page on packs says of it.
"""

from __future__ import annotations

from enum import Enum


class Shape(Enum):
    """How a block lays its table out on the page."""

    INDICATORS = "indicators"
    """A scorecard: an indicator a row, with its direction and how it stands against a comparator."""
    MONTHS = "months"
    """Months across, a line a row."""
    GROUPS = "groups"
    """One date: a group a row (teams), a line a column, totals and averages below."""
    GRID = "grid"
    """One date: the choices of one column down, those of another across, totals at the right."""
    HISTORY = "history"
    """Dates down, each with the change since the date before; the latest date held below. Of a
    table whose Key is a date alone."""
    COMPARISON = "comparison"
    """A line a row: the latest full year, the same quarter a year ago, this quarter, and the direction between. Of a
    table that is kept by periods."""
    FIGURES = "figures"
    """A line a row: one figure of the quarter each, and a note on where it comes from."""
    LIST = "list"
    """The rows of a table that belong to the quarter, as they are."""
    FUNNEL = "funnel"
    """One indicator of the latest full year: each council by size, around the rate of all, within limits of chance."""
    TEXT = "text"
    """A sentence that stands as it is, or leads to another section."""


class Charts(Enum):
    """What a block draws of its lines."""

    COLUMNS = "columns"
    """A column a figure; those of several lines stand side by side."""
    STACKED = "stacked columns"
    """The figures of several lines on top of each other, as parts of a whole."""
    LINE = "line"
    """A line from figure to figure, past those that are missing; in an edition columns stand in its place then."""
    LIMITS = "line with limits"
    """A line of months or dates with its centre and the limits within which chance alone moves it."""
    FUNNEL = "funnel"
    """A point a council, by size and rate, with the limits within which chance alone keeps nearly all."""
    NONE = "none"
    """Nothing."""

    @property
    def is_a_line(self) -> bool:
        """Whether it is drawn from point to point."""
        return self in (Charts.LINE, Charts.LIMITS)


class Shown(Enum):
    """How a line's figures are printed."""

    COUNT = "count"
    """A whole number: 1,234."""
    HALVES = "count with halves"
    """A number that may be a half: 4.5."""
    CHANGE = "change"
    """A whole number with its sign: +12."""
    DECIMAL = "one decimal"
    """12.3."""
    TWO_DECIMALS = "two decimals"
    """12.34."""
    PERCENT = "percent"
    """A share in whole percent: a half is 50%."""
    PERCENT_ONE = "percent with one decimal"
    """A share: a half is 50.0%."""
    PER_1000 = "per 1,000"
    """What Shows gives, times 1,000, with one decimal."""
    PER_10000 = "per 10,000"
    """What Shows gives, times 10,000, with one decimal."""
    DAYS = "days"
    """A number of days, with one decimal."""
    MONEY = "money"
    """Whole pounds: £1,234."""
    DATE = "date"
    """A day: 31 Dec 2017."""
    MONTH = "month"
    """A month: Dec 2017."""
    NO = "number of the row"
    """In a list: the block's Noun and a number, Audit 1."""
    TEXT = "text"
    """In a list: the text as it was typed."""


class Over(Enum):
    """How several rows of a table become one figure."""

    SUM = "sum"
    """They are added."""
    MEAN = "mean"
    """Their average."""
    RUNNING = "running total"
    """Everything from 1 April to the month, added."""


class Total(Enum):
    """What stands under, or beside, a line's figures."""

    SUM = "sum"
    """Its figures, added."""
    MEAN = "mean"
    """The average of its figures."""
    AGAIN = "again from totals"
    """What Shows gives when it reads the totals of the other lines: the rate of a year, not the average of rates."""
    NONE = "none"
    """Nothing."""


class AreaKind(Enum):
    """Whose figures an area's are."""

    OWN = "our own"
    """The council's own, which the report is about."""
    PART = "part of ours"
    """A team or district of the council: its figures count the council's people, too."""
    COUNCIL = "another council"
    """A council that the own figures can be compared with."""
    SEVERAL = "several councils"
    """A family of councils, or a region."""
    COUNTRY = "country"
    """All councils of a country."""


class PublishedAs(Enum):
    """What of an indicator a published count or figure is."""

    NUMERATOR = "numerator"
    """How many, of those in the denominator."""
    DENOMINATOR = "denominator"
    """Out of how many."""
    FIGURE = "figure"
    """The figure itself: a percentage, days, a number."""
