"""The input tables of figures, and what their figures owe each other, made from the rows that declare them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from cyps_xl.definition.conditions import NotACondition, read_conditions
from cyps_xl.definition.expression import ColumnOf, NotAnExpression, Number, SettingOf, leaves, parse
from cyps_xl.definition.problems import Problems
from cyps_xl.grid import LONGEST_TAB, is_tab
from cyps_xl.inputs.declare import Column, Counted, Kind, People, Table, Varies, key_column
from cyps_xl.inputs.records import Inputs, Records, Row
from cyps_xl.inputs.tables.definition import RELATIONS, REPORT_COLUMNS, REPORT_TABLES, SECTIONS, YES, Related
from cyps_xl.inputs.tables.settings import ALL_SETTINGS
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

LONGEST_LIST = 255
"""Letters of the choices in a validation, with the commas between them."""

PROGRAM_SHEETS = ("start", "cover", "key", "checks")
"""The names of the sheets that every report has, in small letters."""

TAB_REMEDY = f"Use at most {LONGEST_TAB} letters, and none of \\ / ? * [ ] :"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")
_LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_HEADING = re.compile(r"[^\W\d_][\w %()-]{0,60}")
"""Other signs have a meaning of their own in the brackets of a structured reference, or need brackets of their own."""
_COLUMN_OF = re.compile(r"\s*(\w+)\[([^\[\]]+)\]\s*")


def text(row: Row, heading: str) -> str:
    """What a row says under a heading; "" where it says nothing."""
    value = row[heading]
    return "" if value is None else str(value)


def several(written: str) -> tuple[str, ...]:
    """The parts of a text between semicolons."""
    return tuple(part.strip() for part in written.split(";") if part.strip())


def tables_of(inputs: Inputs, own: Sequence[Table], problems: Problems) -> tuple[Table, ...]:
    """The declared tables, each with its columns; `own` are the program's, whose names are taken."""
    declared = inputs[REPORT_TABLES]
    columns = _columns_by_table(inputs, problems)
    taken = {table.name.casefold() for table in own}
    sheets = {*PROGRAM_SHEETS, *(table.sheet.casefold() for table in own)}
    found = []
    for row in declared:
        name = text(row, "Table")
        if not _NAME.fullmatch(name) or _LOOKS_LIKE_A_CELL.fullmatch(name):
            problems.add(declared, row, "Table", f"Excel takes “{name}” for no table's name.", "Use letters alone.")
        elif name.casefold() in taken:
            problems.add(declared, row, "Table", f"“{name}” is a table of its own already.", "Choose another name.")
        elif not is_tab(text(row, "Sheet")):
            problems.add(declared, row, "Sheet", f"Excel takes “{row['Sheet']}” for no tab's name.", TAB_REMEDY)
        elif text(row, "Sheet").casefold() in sheets:
            problems.add(declared, row, "Sheet", f"Another sheet is called “{row['Sheet']}”.", "Choose another tab.")
        else:
            sheets.add(text(row, "Sheet").casefold())
            found += _table(declared, row, columns.get(name.casefold(), ()), problems)
    return tuple(found)


def _columns_by_table(inputs: Inputs, problems: Problems) -> dict[str, tuple[Column, ...]]:
    records = inputs[REPORT_COLUMNS]
    found: dict[str, tuple[Column, ...]] = {}
    for row in records:
        name = text(row, "Table").casefold()
        found[name] = (*found.get(name, ()), _column(records, row, problems))
    return found


def _column(records: Records, row: Row, problems: Problems) -> Column:
    kind = Kind(text(row, "Holds"))
    choices = several(text(row, "Choices"))
    if kind is Kind.CHOICE and not choices:
        problems.add(records, row, "Choices", "There is nothing to choose from.", "Write the choices: low; high.")
    heading = text(row, "Heading")
    if not _HEADING.fullmatch(heading) or heading.casefold() == "key":
        said = f"“{heading}” cannot head a column that formulas read."
        problems.add(records, row, "Heading", said, "Write it with letters, digits, spaces and hyphens.")
    if kind is Kind.CHOICE and ("," in "".join(choices) or len(",".join(choices)) > LONGEST_LIST):
        said = "Excel's list cannot hold these choices: they take more than 255 letters, or one holds a comma."
        problems.add(
            records, row, "Choices", said, "Shorten them; or keep them in a table, and name it in Choices from."
        )
    least, most = _number(row, "Minimum"), _number(row, "Maximum")
    if least is not None and most is not None and least > most:
        problems.add(records, row, "Minimum", "The minimum is above the maximum.", "Correct one of the two.")
    reference = _COLUMN_OF.fullmatch(text(row, "Choices from"))
    return Column(
        heading,
        kind,
        text(row, "Help"),
        unit=text(row, "Unit"),
        required=row["Required"] == YES,
        choices=choices,
        choices_from=(reference[1], reference[2]) if reference else None,
        minimum=least,
        maximum=most,
        one_percent=_number(row, "1% is"),
        width=_number(row, "Width") or 14,
        counts_people=People(row["Counts people"]) if row["Counts people"] else People.YES,
        varies=Varies(row["Varies"]) if row["Varies"] else None,
    )


def _number(row: Row, heading: str) -> float | None:
    value = row[heading]
    return value if isinstance(value, int | float) else None


def _table(records: Records, row: Row, columns: tuple[Column, ...], problems: Problems) -> list[Table]:
    name = text(row, "Table")
    if not columns:
        problems.add(records, row, "Table", f"“{name}” has no columns.", f"Add them to {REPORT_COLUMNS.sheet}.")
        return []
    by_heading = {column.heading.casefold(): column for column in columns}
    key = several(text(row, "Key"))
    for part in key:
        if part.casefold() not in by_heading:
            problems.add(records, row, "Key", f"“{name}” has no column “{part}”.", "Name its columns as they are.")
            return []
    key = tuple(by_heading[part.casefold()].heading for part in key)
    # A lone date is found as it is; a text may be taken for a number by Excel, so that it needs the key's column.
    is_plain = len(key) == 1 and by_heading[key[0].casefold()].kind in (Kind.DATE, Kind.MONTH)
    return [
        Table(
            name=name,
            sheet=text(row, "Sheet"),
            one_row_is=text(row, "One row is"),
            guide=text(row, "Guide"),
            columns=columns if is_plain else (*columns, key_column(*key)),
            key=key,
            counted=Counted(row["Counted"]) if row["Counted"] else None,
        )
    ]


def with_relations(inputs: Inputs, tables: Sequence[Table], problems: Problems) -> tuple[Table, ...]:
    """The tables with the declared relations between their figures."""
    records = inputs[RELATIONS]
    by_name = {table.name.casefold(): table for table in tables}
    sections = {text(row, "Section").casefold() for row in inputs[SECTIONS]}
    for row in records:
        table = by_name.get(text(row, "Table").casefold())
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
        self._figures = tuple(self._heading(heading) for heading in several(text(row, "Figures")))
        self._of = text(row, "Of")
        self._words = text(row, "Words")

    def identity(self) -> Identity | None:
        """What the row declares; None when it cannot be, which is then among the problems."""
        before = len(self._problems.found)
        found = _READ[Related(text(self._row, "Kind"))](self)
        return found if len(self._problems.found) == before else None

    def _heading(self, heading: str, table: Table | None = None, under: str = "Figures") -> str:
        """The heading as the table writes it; a problem when there is none such."""
        table = table or self._table
        for column in table.columns:
            if column.heading.casefold() == heading.casefold():
                return column.heading
        self._say(under, f"{table.name} has no column “{heading}”.", "Name its columns as they are.")
        return heading

    def _say(self, heading: str, message: str, remedy: str) -> None:
        self._problems.add(self._records, self._row, heading, message, remedy)

    def _only(self, count: int) -> tuple[str, ...]:
        if len(self._figures) != count:
            wanted = "one column" if count == 1 else f"{count} columns, with a semicolon between"
            self._say("Figures", f"This relation is about {wanted}.", "Name them.")
            return (*self._figures, *[""] * count)[:count]
        return self._figures

    def _other(self) -> tuple[str, str]:
        """The table and the column in `Of`, written Table[Column]."""
        match = _COLUMN_OF.fullmatch(self._of)
        table = self._tables.get(match[1].casefold()) if match else None
        if match is None or table is None:
            self._say("Of", f"“{self._of}” is no column of another table.", "Write it like Table[Column].")
            return "", ""
        return table.name, self._heading(match[2], table, "Of")

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
        return PartOf(self._only(1)[0], self._heading(self._of, under="Of"), what, out_of)

    def at_most(self) -> Identity:
        less, more = self._only(1)[0], self._heading(self._of, under="Of")
        suspect = text(self._row, "Look at") or less
        return NoMoreThan(less, more, self._words or "{less} is more than {more}", self._heading(suspect))

    def columns_add_up(self) -> Identity:
        if "[" in self._of:
            table, total = self._other()
            return ColumnsAddUp(self._figures, total, table)
        return ColumnsAddUp(self._figures, self._heading(self._of, under="Of"))

    def rows_add_up(self) -> Identity:
        by, total = self._condition("Of")
        return RowsAddUp(self._only(1)[0], by=by, total=total, called=self._words or "rows")

    def carried_over(self) -> Identity:
        came, left = self._only(2)
        return CarriedOver(self._heading(self._of, under="Of"), came=came, left=left)

    def never_falls(self) -> Identity:
        return ToDate(self._figures, but=self._condition("Except") if self._row["Except"] else ("", ""))

    def sum_of_months(self) -> Identity:
        return SumOfMonths(text(self._row, "Indicator"), self._only(1)[0], *self._other())

    def at_year_end(self) -> Identity:
        return AtYearEnd(text(self._row, "Indicator"), self._only(1)[0], *self._other(), self._words)

    def left_of(self) -> Identity:
        return LeftOf(text(self._row, "Indicator"), self._only(1)[0], self._of, self._words)

    def told_in_words(self) -> Identity:
        if self._of.casefold() not in self._sections:
            self._say("Of", f"There is no section “{self._of}”.", f"Name one as {SECTIONS.sheet} has it.")
        return ToldInWords(self._only(1)[0], self._of, several(self._words))

    def lowest_and_highest(self) -> Identity:
        lowest, highest = self._only(2)
        return LowestAndHighest(lowest, highest, self._expression())

    def share_of(self) -> Identity:
        return ShareOf(self._only(1)[0], *self._other())

    def belongs_to(self) -> Identity:
        return BelongsTo(self._only(1)[0], *self._other())

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
                if leaf.name.casefold() not in {setting.name.casefold() for setting in ALL_SETTINGS}:
                    self._say("Of", f"There is no setting “{leaf.name}”.", "Name one of Settings.")
            elif not isinstance(leaf, Number):
                self._say("Of", "It is worked out from other things than the row's own columns.", "Name its columns.")
        return self._of


_READ = {
    Related.PART_OF: _Relation.part_of,
    Related.AT_MOST: _Relation.at_most,
    Related.COLUMNS_ADD_UP: _Relation.columns_add_up,
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
