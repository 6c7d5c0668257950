"""What figures may owe each other: the kinds of relations, as the table Relations names them."""

from __future__ import annotations

from enum import Enum


class Related(Enum):
    """What figures owe each other."""

    PART_OF = "part of"
    """The column under Figures counts some of those that the column under Of counts, in the same row. Words: what the
    part is; what the whole is."""
    AT_MOST = "at most"
    """The column under Figures is never above the column under Of, though no part of it. Words tell of a row that
    breaks this, with {less} and {more} for its figures and headings in braces for what stands under them."""
    COLUMNS_ADD_UP = "columns add up to"
    """The columns under Figures are all of Of: a column of the same row, or Table[Column] in the row of that key."""
    SAME_AS = "same as"
    """The column under Figures holds what Of does: one of the same row, or Table[Column] in the row of that key."""
    ROWS_ADD_UP = "rows add up to"
    """Rows that differ in one column alone: those of its other values add up to the one that Of names, Outcome = total.
    Words: what the others are called."""
    CARRIED_OVER = "carried over"
    """Under Figures those that came and those that left; the column under Of is that of the month before with them."""
    NEVER_FALLS = "never falls in a year"
    """Counts from 1 April of rows that differ in their period alone; Except names rows of which this is not true."""
    SUM_OF_MONTHS = "sum of the months"
    """An indicator's count is what Table[Column] under Of counts from 1 April to the quarter's end."""
    AT_YEAR_END = "as at the year's end"
    """An indicator's count of a full year is what Table[Column] under Of counts on 31 March."""
    LEFT_OF = "left of"
    """An indicator's count of a full year is what the counts of the indicator under Of leave: denominator less
    numerator."""
    TOLD_IN_WORDS = "told in words"
    """The words of the section under Of tell the number that the months of the quarter add up to."""
    LOWEST_AND_HIGHEST = "lowest and highest"
    """Under Figures the lowest and the highest of what Of is the average of, an expression over the row."""
    SHARE_OF = "share of"
    """The column under Figures holds percentages of the count Table[Column] under Of, in the row of the same keys."""
    BELONGS_TO = "belongs to"
    """What stands under Figures stands in Table[Column] under Of as well, in the row of the same keys."""
    COUNTS_POSTS = "counts posts"
    """Rows that Of names (Measure = Vacancies) count posts under Figures: there are halves, and they stay."""
    COUNTS_NOBODY = "counts nobody"
    """Rows that Of names count no people under Figures, such as vacant posts."""
