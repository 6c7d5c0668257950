"""What figures owe each other, made from the rows of Relations, on the tables whose figures they bind."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from cyps_xl.definition.conditions import NotACondition, read_conditions
from cyps_xl.definition.expression import ColumnOf, NotAnExpression, Number, SettingOf, leaves, parse
from cyps_xl.definition.problems import Problems
from cyps_xl.definition.tables import COLUMN_OF, name_in, several, text
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Inputs, Records, Row
from cyps_xl.inputs.tables.definition import RELATIONS, SECTIONS
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.inputs.tables.relations import Related
from cyps_xl.inputs.tables.settings import setting_called
from cyps_xl.measures.identities import (
    AtYearEnd,
    BelongsTo,
    CarriedOver,
    ColumnsAddUp,
    CountsNobody,
    CountsPosts,
    Identity,
    LeftOf,
    LowestAndHighest,
    NoMoreThan,
    PartOf,
    RowsAddUp,
    ShareOf,
    SumOfMonths,
    ToDate,
    ToldInWords,
)

_OF_INDICATORS = (Related.SUM_OF_MONTHS, Related.AT_YEAR_END, Related.LEFT_OF)
"""Relations of an indicator's counts, which stand in one table alone."""

_BRACES = re.compile(r"\{([^{}]*)\}")
"""A place in the words of a message."""


def with_relations(inputs: Inputs, tables: Sequence[Table], problems: Problems) -> tuple[Table, ...]:
    """The tables with the declared relations between their figures."""
    records = inputs[RELATIONS]
    by_name = {table.name.casefold(): table for table in tables}
    sections = {name_in(row, "Section") for row in inputs[SECTIONS]}
    for row in records:
        table = by_name.get(name_in(row, "Table"))
        if table is None:
            problems.add(records, row, "Table", f"There is no table “{row['Table']}”.", "Name one that there is.")
            continue
        identity = _Relation(records, row, table, by_name, sections, problems).identity()
        if identity is not None:
            by_name[table.name.casefold()] = replace(table, identities=(*table.identities, identity))
    return tuple(by_name[table.name.casefold()] for table in tables)


class _Relation:
    """One row of Relations, being read."""

    def __init__(
        self,
        records: Records,
        row: Row,
        table: Table,
        tables: Mapping[str, Table],
        sections: Collection[str],
        problems: Problems,
    ) -> None:
        self._records, self._row, self._table, self._tables, self._problems = records, row, table, tables, problems
        self._sections = sections
        read = self._heading if row["Kind"] == Related.BELONGS_TO.value else self._counted
        self._figures = tuple(read(heading) for heading in several(text(row, "Figures")))
        self._of = text(row, "Of")
        self._words = text(row, "Words")

    def identity(self) -> Identity | None:
        """What the row declares; None when it cannot be, which is then among the problems."""
        before, kind = len(self._problems.found), Related(text(self._row, "Kind"))
        if kind in _OF_INDICATORS and self._table.name != INDICATOR_VALUES.name:
            said = "This relation is about an indicator's counts."
            self._say("Table", said, f"Write {INDICATOR_VALUES.name}, and the indicator under Indicator.")
            return None
        found = _READ[kind](self)
        return found if len(self._problems.found) == before else None

    def _heading(self, heading: str, under: str = "Figures", table: Table | None = None) -> str:
        """The heading as the table writes it; a problem when there is none such."""
        table = table or self._table
        found = table.find(heading)
        if found is None:
            self._say(under, f"{table.name} has no column “{heading}”.", "Name its columns as they are.")
        return heading if found is None else found.heading

    def _say(self, heading: str, message: str, remedy: str) -> None:
        self._problems.add(self._records, self._row, heading, message, remedy)

    def _counted(self, heading: str, under: str = "Figures", table: Table | None = None) -> str:
        """A heading of the table under which numbers stand; a problem when there is none such."""
        table = table or self._table
        before = len(self._problems.found)
        found = self._heading(heading, under, table)
        if len(self._problems.found) == before and not table.column(found).is_figure:
            self._say(under, f"{table.name}[{found}] holds no numbers.", "Name a column of numbers.")
        return found

    def _by(self, table: Table, kind: Kind, *, alone: bool, under: str) -> None:
        """A problem when a table is not kept by months, dates or periods, or by more than them where `alone` is set."""
        kept = {Kind.MONTH: "a row a month", Kind.DATE: "a row a date", Kind.PERIOD: "rows of a period"}[kind]
        when = table.when
        if when is None or when.kind is not kind or (alone and len(table.key) > 1):
            self._say(under, f"{table.name} has not {kept}, which this relation is about.", "Name a table that has.")

    def _only(self, count: int) -> tuple[str, ...]:
        if len(self._figures) != count:
            wanted = "one column" if count == 1 else f"{count} columns, with a semicolon between"
            self._say("Figures", f"This relation is about {wanted}.", "Name them.")
            return (*self._figures, *[""] * count)[:count]
        return self._figures

    def _other(self, by: Kind | None = None, *, numbers: bool = True) -> tuple[str, str]:
        """The table and the column in `Of`, written Table[Column]; `by` what it is to have one row each of."""
        match = COLUMN_OF.fullmatch(self._of)
        table = self._tables.get(match[1].casefold()) if match else None
        if match is None or table is None:
            self._say("Of", f"“{self._of}” is no column of another table.", "Write it like Table[Column].")
            return "", ""
        if by is not None:
            self._by(table, by, alone=True, under="Of")
        return table.name, (self._counted if numbers else self._heading)(match[2], "Of", table)

    def _condition(self, heading: str) -> tuple[str, str]:
        """The one column and its value that stand under a heading of Relations."""
        try:
            found = read_conditions(text(self._row, heading), self._table, by_formula=False)
        except NotACondition as error:
            self._say(heading, error.message, error.remedy)
            return "", ""
        if len(found) != 1:
            self._say(heading, "One column and its value are wanted.", "Write it like Kind = total.")
            return "", ""
        return found[0]

    def part_of(self) -> Identity:
        what, out_of = (*several(self._words), "", "")[:2]
        return PartOf(self._only(1)[0], self._counted(self._of, "Of"), what, out_of)

    def at_most(self) -> Identity:
        less, more = self._only(1)[0], self._counted(self._of, "Of")
        suspect = self._heading(text(self._row, "Look at") or less, under="Look at")
        return NoMoreThan(less, more, self._message() or "{less} is more than {more}", suspect)

    def _message(self) -> str:
        """Words with figures in their places: {less}, {more}, and headings as the table writes them."""

        def place(found: re.Match[str]) -> str:
            name = found[1]
            return found[0] if name in ("less", "more") else f"{{{self._heading(name, under='Words')}}}"

        if set("{}") & set(_BRACES.sub("", self._words)):
            self._say("Words", "A brace has no partner.", "Write a place like {less}, and no other braces.")
            return ""
        return _BRACES.sub(place, self._words)

    def columns_add_up(self) -> Identity:
        if "[" in self._of:
            table, total = self._other()
            return ColumnsAddUp(self._figures, total, table)
        return ColumnsAddUp(self._figures, self._counted(self._of, "Of"))

    def same_as(self) -> Identity:
        self._only(1)
        return self.columns_add_up()

    def rows_add_up(self) -> Identity:
        by, total = self._condition("Of")
        if by and by not in self._table.key:
            said = f"“{by}” does not tell the rows of {self._table.name} apart."
            self._say("Of", said, f"Name one of its key: {', '.join(self._table.key)}.")
        return RowsAddUp(self._only(1)[0], by=by, total=total, called=self._words or "rows")

    def carried_over(self) -> Identity:
        came, left = self._only(2)
        self._by(self._table, Kind.MONTH, alone=False, under="Table")
        closing = self._counted(self._of, "Of")
        if closing and closing in (came, left):
            said = f"“{closing}” cannot count who is there at the month's end, and who came or left as well."
            self._say("Of", said, "Name the column that counts those who are there then.")
        return CarriedOver(closing, came=came, left=left)

    def never_falls(self) -> Identity:
        self._by(self._table, Kind.PERIOD, alone=False, under="Table")
        return ToDate(self._figures, but=self._condition("Except") if self._row["Except"] else ("", ""))

    def sum_of_months(self) -> Identity:
        return SumOfMonths(text(self._row, "Indicator"), self._only(1)[0], *self._other(Kind.MONTH))

    def at_year_end(self) -> Identity:
        return AtYearEnd(text(self._row, "Indicator"), self._only(1)[0], *self._other(Kind.DATE), self._words)

    def left_of(self) -> Identity:
        return LeftOf(text(self._row, "Indicator"), self._only(1)[0], self._of, self._words)

    def told_in_words(self) -> Identity:
        if self._of.casefold() not in self._sections:
            self._say("Of", f"There is no section “{self._of}”.", f"Name one as {SECTIONS.sheet} has it.")
        return ToldInWords(self._only(1)[0], self._of.casefold(), several(self._words))

    def lowest_and_highest(self) -> Identity:
        lowest, highest = self._only(2)
        return LowestAndHighest(lowest, highest, self._expression())

    def share_of(self) -> Identity:
        return ShareOf(self._only(1)[0], *self._other())

    def belongs_to(self) -> Identity:
        return BelongsTo(self._only(1)[0], *self._other(numbers=False))

    def counts_posts(self) -> Identity:
        return CountsPosts(self._only(1)[0], *self._condition("Of"))

    def counts_nobody(self) -> Identity:
        return CountsNobody(self._only(1)[0], *self._condition("Of"))

    def _expression(self) -> str:
        """What is worked out of the row's own columns and settings, in `Of`; a problem when it cannot be."""
        try:
            found = parse(self._of)
        except NotAnExpression as error:
            self._say("Of", f"{error}.", "Write it like [Cases] / [Workers].")
            return self._of
        for leaf in leaves(found):
            if isinstance(leaf, ColumnOf) and leaf.table.casefold() in ("", self._table.name.casefold()):
                self._heading(leaf.heading, under="Of")
            elif isinstance(leaf, SettingOf):
                if setting_called(leaf.name) is None:
                    self._say("Of", f"There is no setting “{leaf.name}”.", "Name one of Settings.")
            elif not isinstance(leaf, Number):
                self._say("Of", "It is worked out from other things than the row's own columns.", "Name its columns.")
        return self._of


_READ = {
    Related.PART_OF: _Relation.part_of,
    Related.AT_MOST: _Relation.at_most,
    Related.COLUMNS_ADD_UP: _Relation.columns_add_up,
    Related.SAME_AS: _Relation.same_as,
    Related.ROWS_ADD_UP: _Relation.rows_add_up,
    Related.CARRIED_OVER: _Relation.carried_over,
    Related.NEVER_FALLS: _Relation.never_falls,
    Related.SUM_OF_MONTHS: _Relation.sum_of_months,
    Related.AT_YEAR_END: _Relation.at_year_end,
    Related.LEFT_OF: _Relation.left_of,
    Related.TOLD_IN_WORDS: _Relation.told_in_words,
    Related.LOWEST_AND_HIGHEST: _Relation.lowest_and_highest,
    Related.SHARE_OF: _Relation.share_of,
    Related.BELONGS_TO: _Relation.belongs_to,
    Related.COUNTS_POSTS: _Relation.counts_posts,
    Related.COUNTS_NOBODY: _Relation.counts_nobody,
}
