"""Reading the declared counts: facts, the rules with their conditions and dates, and the cases that try them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.records import Row
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.declared import Case, Count, Fact, RecordTable, Target
from cyps_xl.records.declared_cells import Cells, codes_of
from cyps_xl.records.tables import CASES, COUNTS, FACTS, YES, Counts, Over, When

_TARGET = re.compile(r"([A-Za-z][A-Za-z0-9]*)\[([^\[\]]+)\]")
_Before = Mapping[tuple[str, str], Count]
"""The counts that were read, by name and first quarter."""
_OF_ITS_OWN = ("Records", "When", "Last day counts")
"""What a count says that is no part of another."""

_Span = tuple[str, str]
"""The first and the last quarter of a rule; "" where it has none. Quarters sort as they follow one another."""


def _span(row: Row) -> _Span:
    return str(row["From"] or ""), str(row["To"] or "")


def _span_of(count: Count) -> _Span:
    return count.first, count.last


def _overlap(one: _Span, other: _Span) -> bool:
    return all(not first or not last or first <= last for first, last in ((one[0], other[1]), (other[0], one[1])))


def _within(inner: _Span, outer: _Span) -> bool:
    begins = not outer[0] or (bool(inner[0]) and outer[0] <= inner[0])
    return begins and (not outer[1] or (bool(inner[1]) and inner[1] <= outer[1]))


class CountsReader:
    """Reads facts, counts and cases over record tables; what is wrong is kept by the cells."""

    def __init__(self, cells: Cells, tables: Mapping[str, RecordTable]) -> None:
        self._cells, self._tables = cells, tables
        self.facts: dict[str, Fact] = {}
        for row in cells.inputs[FACTS]:
            self._fact(row)

    def counts(self) -> Iterator[Count]:
        """The counts in their order, each after those that it is part of."""
        found: dict[tuple[str, str], Count] = {}
        for row in self._cells.inputs[COUNTS]:
            count = self._count(row, found)
            if count is not None:
                self._require_apart(row, count, found)
                found[count.name, count.first] = count
                yield count

    def _fact(self, row: Row) -> None:
        name = self._cells.named(FACTS, row, "Fact")
        if not (
            self._cells.known(FACTS, row, "Table", self._tables) and self._cells.known(FACTS, row, "From", self._tables)
        ):
            return
        table, source = self._tables[str(row["Table"])], self._tables[str(row["From"])]
        if name in table.names:
            self._cells.wrong(
                FACTS, row, "Fact", f"{table.name} has a column of that name.", "Call the fact something else."
            )
        codes = {**codes_of(source.columns), **{f"this.{name}": own for name, own in codes_of(table.columns).items()}}
        value = self._cells.condition(FACTS, row, "Value", source.names, this=table.names, aggregate=True, codes=codes)
        where = self._cells.condition(FACTS, row, "Where", source.names, this=table.names, codes=codes)
        if value is not None:
            self.facts[name] = Fact(name, table, source, value, where, str(row["Words"]))

    def _whole(self, row: Row, before: _Before) -> Count | None:
        """The one rule of the whole that holds in every quarter in which the part's does."""
        name = str(row["Out of"])
        holding = [count for (of, _), count in before.items() if of == name and _overlap(_span(row), _span_of(count))]
        if len(holding) == 1 and _within(_span(row), _span_of(holding[0])):
            return holding[0]
        spans = (
            "; ".join(f"{first or 'any'} to {last or 'any'}" for first, last in map(_span_of, holding)) or "no quarter"
        )
        self._cells.wrong(
            COUNTS,
            row,
            "Out of",
            f"The rule of {name} is not one for all quarters of this row: it holds for {spans}.",
            "Write a row for each of those spans, with its From and To.",
        )
        return None

    def _require_apart(self, row: Row, count: Count, before: _Before) -> None:
        """Rules of one count hold one after the other, and one cell of the workbook has one count."""
        for other in before.values():
            if not _overlap(_span_of(count), _span_of(other)):
                continue
            if other.name.casefold() == count.name.casefold():
                self._cells.wrong(
                    COUNTS,
                    row,
                    "From",
                    f"{count.name} has another row that holds in the same quarters.",
                    "Give the older rule a To before this one's From.",
                )
            elif count.into is not None and count.into == other.into:
                self._cells.wrong(
                    COUNTS,
                    row,
                    "Into",
                    f"{other.name} goes into the same cell.",
                    "Leave Into empty for one of them, or name another row in Into where.",
                )

    def _group(self, row: Row, table: RecordTable) -> None:
        """A group's name goes into the workbook, so no column may be one that tells who a person is."""
        if not self._cells.known(COUNTS, row, "Group", table.names):
            return
        name = str(row["Group"])
        column = table.column(name)
        about_a_person = name in self._persons or (name in table.key and len(table.key) == 1)
        if about_a_person or column.kind not in (Kind.CHOICE, Kind.TEXT):
            self._cells.wrong(
                COUNTS,
                row,
                "Group",
                f"“{name}” tells of a person, and the names of groups go into the workbook.",
                "Name a column such as the team: a choice, or a text that no person has alone.",
            )

    @property
    def _persons(self) -> frozenset[str]:
        """The columns that say who a person is, in any table."""
        return frozenset(table.person for table in self._tables.values())

    def _count(self, row: Row, before: _Before) -> Count | None:
        whole = None
        if row["Out of"]:
            whole = self._part_of(row, before)
            if whole is None:
                return None
        elif not self._has_its_own(row):
            return None
        table = whole.table if whole else self._tables[str(row["Records"])]
        when = whole.when if whole else When(row["When"])
        self._require_dates(row, table, when)
        if row["Group"]:
            self._group(row, table)
        wrong = (name for name in self._cells.named_under(FACTS, "Fact") if name not in self.facts)
        known = (*table.names, *(name for name, fact in self.facts.items() if fact.table is table), *wrong)
        where, left_out = (
            self._cells.condition(COUNTS, row, heading, known, codes=codes_of(table.columns))
            for heading in ("Where", "Left out")
        )
        return Count(
            str(row["Count"]),
            Counts(row["Counts"]),
            table,
            when,
            whole.last_day if whole else row["Last day counts"] == YES,
            where,
            left_out,
            Over(row["Over"]),
            str(row["Group"] or ""),
            self._target(row),
            str(row["From"] or ""),
            str(row["To"] or ""),
            str(row["Words"]),
            str(row["Words in Welsh"] or ""),
            str(row["Source"]),
            whole,
        )

    def _part_of(self, row: Row, before: _Before) -> Count | None:
        """The count that this one is part of, which says its records and dates; None where that cannot be."""
        names, above = dict.fromkeys(name for name, _ in before), self._cells.named_under(COUNTS, "Count", row)
        if str(row["Out of"]) not in above and str(row["Out of"]) in self._cells.named_under(COUNTS, "Count"):
            said = f"“{row['Out of']}” stands below the row that is a part of it."
            self._cells.wrong(COUNTS, row, "Out of", said, "Move its row above this one.")
            return None
        if not self._cells.known(COUNTS, row, "Out of", names, wrong=above):
            return None
        whole = self._whole(row, before)
        for heading in _OF_ITS_OWN if whole else ():
            if row[heading]:
                said = f"{row['Out of']} says it already."
                self._cells.wrong(COUNTS, row, heading, said, "Leave the cell empty, or Out of.")
        return whole

    def _has_its_own(self, row: Row) -> bool:
        """Whether a count that is no part of another says its records and its dates."""
        missing = [heading for heading in _OF_ITS_OWN if not row[heading]]
        for heading in missing:
            self._cells.wrong(
                COUNTS, row, heading, "The cell is empty, and Out of names no count that says it.", "Fill one."
            )
        return not missing and self._cells.known(COUNTS, row, "Records", self._tables)

    def _require_dates(self, row: Row, table: RecordTable, when: When) -> None:
        needs_end = when is When.ENDED_IN or row["Counts"] == Counts.DAYS.value
        if (when is not When.ENDED_IN and not table.begins) or (needs_end and not table.ends):
            self._cells.wrong(
                COUNTS, row, "When", f"{table.name} does not say when its rows begin and end.", "See Record tables."
            )

    def _target(self, row: Row) -> Target | None:
        if not row["Into"]:
            return None
        match = _TARGET.fullmatch(str(row["Into"]).strip())
        if match is None:
            self._cells.wrong(COUNTS, row, "Into", f"“{row['Into']}” is no place.", "Write it like Table[Column].")
            return None
        pairs = [part.partition("=") for part in str(row["Into where"] or "").split(",") if part.strip()]
        return Target(match[1], match[2], tuple((heading.strip(), value.strip()) for heading, _, value in pairs))

    def cases(self, counts: tuple[Count, ...]) -> Iterator[Case]:
        """The hand-worked answers of counts."""
        named = self._cells.named_under(COUNTS, "Count")
        for row in self._cells.inputs[CASES]:
            if self._cells.known(CASES, row, "Count", dict.fromkeys(one.name for one in counts), wrong=named):
                yield Case(
                    self._cells.inputs[CASES].where(row, "Answer"),
                    str(row["Set"]),
                    str(row["Count"]),
                    Quarter.parse(str(row["Quarter"])),
                    row["Month"],  # type: ignore[arg-type]
                    str(row["Group"] or ""),
                    int(row["Answer"]),  # type: ignore[arg-type]
                    str(row["Shows"]),
                )
