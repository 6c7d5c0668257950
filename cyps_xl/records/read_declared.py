"""Reading what a pack declares of records and counts: every cell right, or named with what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cyps_xl.errors import Blocked, Problem, WrongUse
from cyps_xl.inputs.csv_files import read_csv_files
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.conditions import DAYS_OF_PERIOD, BadCondition, Condition, read_condition
from cyps_xl.records.declared import (
    Case,
    Count,
    Declared,
    Fact,
    Layout,
    RecordTable,
    TableLayout,
    Target,
)
from cyps_xl.records.spans import overlap, span, span_of, within
from cyps_xl.records.tables import (
    CASES,
    COUNTS,
    DECLARED,
    FACTS,
    RECORD_COLUMNS,
    RECORD_TABLES,
    SYSTEM_CODES,
    SYSTEM_COLUMNS,
    YES,
    Counts,
    Over,
    When,
)
from cyps_xl.resources import packs_folder

FOLDER = "records"
"""What the folder of a pack is called in which its records and counts are declared."""

OWN_LAYOUT = "as declared"
"""The layout in which every file and every heading is called as the record tables call them."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_TARGET = re.compile(r"([A-Za-z][A-Za-z0-9]*)\[([^\[\]]+)\]")


def packs_with_counts() -> tuple[str, ...]:
    """The packs that ship and declare counts, by name."""
    return tuple(sorted(path.parent.parent.name for path in packs_folder().glob(f"*/{FOLDER}/Counts.csv")))


def read_declared(name_or_folder: str | Path) -> Declared:
    """The records and counts of a pack that ships, by its name, or of a folder that is a pack or its records.

    Raises WrongUse when there are none, Blocked with every cell that is wrong.
    """
    folder = _folder_of(name_or_folder)
    files = read_csv_files(folder, DECLARED)
    raw = {table.name: RawTable(table.name, f"{table.sheet}.csv", _headings(table.columns), ()) for table in DECLARED}
    inputs, problems = read_inputs({**raw, **files.tables}, DECLARED)
    if files.problems or problems:
        raise Blocked("The counts that are declared cannot be read.", (*files.problems, *problems))
    reader = _Reader(inputs)
    declared = reader.read(folder.parent.name if folder.name == FOLDER else folder.name, folder)
    if reader.problems:
        raise Blocked("The counts that are declared cannot be read.", reader.problems)
    return declared


def _headings(columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(column.heading for column in columns)


def _folder_of(name_or_folder: str | Path) -> Path:
    places = [packs_folder() / str(name_or_folder), Path(name_or_folder)]
    if str(name_or_folder) not in packs_with_counts():
        places = places[1:]
    for place in places:
        for folder in (place / FOLDER, place):
            if (folder / "Counts.csv").is_file():
                return folder
    raise WrongUse(
        f"{name_or_folder} declares no counts.",
        f"Name one of {', '.join(packs_with_counts())}, or a folder with Counts.csv in it.",
    )


def _codes_of(columns: Iterable[Column]) -> dict[str, tuple[str, ...]]:
    """The codes of those columns that have some, by the column."""
    return {column.heading: tuple(column.choices) for column in columns if column.choices}


class _Reader:
    """Reads the declared tables one after the other, and keeps what is wrong in each cell."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self.problems: list[Problem] = []
        self._tables: dict[str, RecordTable] = {}
        self._facts: dict[str, Fact] = {}

    def read(self, name: str, folder: Path) -> Declared:
        self._tables = {str(row["Table"]): self._table(row) for row in self._inputs[RECORD_TABLES]}
        for row in self._inputs[RECORD_COLUMNS]:
            self._known(RECORD_COLUMNS, row, "Table", self._tables)
        layouts = (*self._systems(), self._own_layout())
        for row in self._inputs[FACTS]:
            self._fact(row)
        counts = tuple(self._counts())
        return Declared(name, folder, self._tables, layouts, self._facts, counts, tuple(self._cases(counts)))

    def _wrong(self, table: Table, row: Row, heading: str, message: str, remedy: str) -> None:
        records = self._inputs[table]
        self.problems.append(Problem(records.where(row, heading), message, remedy))

    def _known(self, table: Table, row: Row, heading: str, names: Iterable[str]) -> bool:
        """Whether what stands under a heading is one of some names; a problem when it is not."""
        known = tuple(names)
        if str(row[heading]) in known:
            return True
        self._wrong(table, row, heading, f"“{row[heading]}” is not declared.", f"Declared are: {', '.join(known)}.")
        return False

    def _named(self, table: Table, row: Row, heading: str) -> str:
        name = str(row[heading])
        if not _NAME.fullmatch(name) or name in DAYS_OF_PERIOD or name == "this":
            self._wrong(
                table, row, heading, f"“{name}” cannot be a name in a condition.", "Use small letters, digits and _."
            )
        return name

    def _table(self, row: Row) -> RecordTable:
        name = self._named(RECORD_TABLES, row, "Table")
        rows = [one for one in self._inputs[RECORD_COLUMNS] if one["Table"] == name]
        columns = tuple(self._column(one) for one in rows)
        names = [column.heading for column in columns]
        key = tuple(part.strip() for part in str(row["Key"]).split(";"))
        pairs = [(heading, str(row[heading])) for heading in ("Person", "Begins", "Ends") if row[heading]]
        for heading, column in (*pairs, *(("Key", part) for part in key)):
            if column not in names:
                self._wrong(
                    RECORD_TABLES, row, heading, f"{name} has no column “{column}”.", "Declare it on Record columns."
                )
        return RecordTable(
            name,
            str(row["One row is"]),
            str(row["Person"]),
            str(row["Begins"] or ""),
            str(row["Ends"] or ""),
            key,
            row["Apart"] == YES,
            columns,
            tuple(str(one["Column"]) for one in rows if one["Wanted"] == YES),
            self._condition(RECORD_TABLES, row, "Followed when", tuple(names), codes=_codes_of(columns)),
        )

    def _column(self, row: Row) -> Column:
        name = self._named(RECORD_COLUMNS, row, "Column")
        kind = Kind(row["Holds"])
        choices = tuple(part.strip() for part in str(row["Codes"] or "").split(";") if part.strip())
        if (kind is Kind.CHOICE) != bool(choices):
            self._wrong(
                RECORD_COLUMNS, row, "Codes", "A choice has codes, and nothing else has.", "Write them with semicolons."
            )
        return Column(name, kind, str(row["Help"]), required=row["Required"] == YES, choices=choices)

    def _own_layout(self) -> Layout:
        tables = self._tables.values()
        return Layout(
            OWN_LAYOUT, tuple(TableLayout(one, one.name, {name: name for name in one.names}) for one in tables)
        )

    def _systems(self) -> Iterator[Layout]:
        rows = [row for row in self._inputs[SYSTEM_COLUMNS] if self._is_column(SYSTEM_COLUMNS, row)]
        codes = self._codes()
        for system in dict.fromkeys(str(row["System"]) for row in rows):
            own = [row for row in rows if row["System"] == system]
            layouts = []
            for table in dict.fromkeys(str(row["Table"]) for row in own):
                columns = [row for row in own if row["Table"] == table]
                headings = {str(row["Column"]): str(row["Heading"]) for row in columns}
                self._require_needed(columns[0], self._tables[table], headings)
                of_table = {column: found for (s, t, column), found in codes.items() if (s, t) == (system, table)}
                layouts.append(TableLayout(self._tables[table], str(columns[0]["File"]), headings, of_table))
            yield Layout(system, tuple(layouts))

    def _require_needed(self, row: Row, table: RecordTable, headings: dict[str, str]) -> None:
        for column in table.columns:
            if column.required and column.heading not in headings:
                self._wrong(
                    SYSTEM_COLUMNS,
                    row,
                    "Column",
                    f"The system does not say where {table.name} has its {column.heading}.",
                    "Add a row for it.",
                )

    def _codes(self) -> dict[tuple[str, str, str], dict[str, str]]:
        found: dict[tuple[str, str, str], dict[str, str]] = {}
        for row in self._inputs[SYSTEM_CODES]:
            if not self._is_column(SYSTEM_CODES, row):
                continue
            column = self._tables[str(row["Table"])].column(str(row["Column"]))
            if self._known(SYSTEM_CODES, row, "Our code", column.choices):
                key = (str(row["System"]), str(row["Table"]), str(row["Column"]))
                found.setdefault(key, {})[str(row["Their code"]).casefold()] = str(row["Our code"])
        return found

    def _is_column(self, table: Table, row: Row) -> bool:
        if not self._known(table, row, "Table", self._tables):
            return False
        return self._known(table, row, "Column", self._tables[str(row["Table"])].names)

    def _condition(
        self, table: Table, row: Row, heading: str, columns: tuple[str, ...], **more: object
    ) -> Condition | None:
        if not row[heading]:
            return None
        try:
            return read_condition(str(row[heading]), columns, **more)  # type: ignore[arg-type]
        except BadCondition as error:
            self._wrong(table, row, heading, error.message, error.remedy)
            return None

    def _fact(self, row: Row) -> None:
        name = self._named(FACTS, row, "Fact")
        if not (self._known(FACTS, row, "Table", self._tables) and self._known(FACTS, row, "From", self._tables)):
            return
        table, source = self._tables[str(row["Table"])], self._tables[str(row["From"])]
        if name in table.names:
            self._wrong(FACTS, row, "Fact", f"{table.name} has a column of that name.", "Call the fact something else.")
        codes = {**_codes_of(source.columns), **{f"this.{name}": own for name, own in _codes_of(table.columns).items()}}
        value = self._condition(FACTS, row, "Value", source.names, this=table.names, aggregate=True, codes=codes)
        where = self._condition(FACTS, row, "Where", source.names, this=table.names, codes=codes)
        if value is not None:
            self._facts[name] = Fact(name, table, source, value, where, str(row["Words"]))

    def _counts(self) -> Iterator[Count]:
        found: dict[tuple[str, str], Count] = {}
        for row in self._inputs[COUNTS]:
            count = self._count(row, found)
            if count is not None:
                self._require_apart(row, count, found)
                found[count.name, count.first] = count
                yield count

    def _whole(self, row: Row, before: dict[tuple[str, str], Count]) -> Count | None:
        """The one rule of the whole that holds in every quarter in which the part's does."""
        name = str(row["Out of"])
        holding = [count for (of, _), count in before.items() if of == name and overlap(span(row), span_of(count))]
        if len(holding) == 1 and within(span(row), span_of(holding[0])):
            return holding[0]
        spans = (
            "; ".join(f"{first or 'any'} to {last or 'any'}" for first, last in map(span_of, holding)) or "no quarter"
        )
        self._wrong(
            COUNTS,
            row,
            "Out of",
            f"The rule of {name} is not one for all quarters of this row: it holds for {spans}.",
            "Write a row for each of those spans, with its From and To.",
        )
        return None

    def _require_apart(self, row: Row, count: Count, before: dict[tuple[str, str], Count]) -> None:
        """Rules of one count hold one after the other, and one cell of the workbook has one count."""
        for other in before.values():
            if not overlap(span_of(count), span_of(other)):
                continue
            if other.name.casefold() == count.name.casefold():
                self._wrong(
                    COUNTS,
                    row,
                    "From",
                    f"{count.name} has another row that holds in the same quarters.",
                    "Give the older rule a To before this one's From.",
                )
            elif count.into is not None and count.into == other.into:
                self._wrong(
                    COUNTS,
                    row,
                    "Into",
                    f"{other.name} goes into the same cell.",
                    "Leave Into empty for one of them, or name another row in Into where.",
                )

    def _group(self, row: Row, table: RecordTable) -> None:
        """A group's name goes into the workbook, so no column may be one that tells who a person is."""
        if not self._known(COUNTS, row, "Group", table.names):
            return
        name = str(row["Group"])
        column = table.column(name)
        about_a_person = name in self._persons or (name in table.key and len(table.key) == 1)
        if about_a_person or column.kind not in (Kind.CHOICE, Kind.TEXT):
            self._wrong(
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

    def _count(self, row: Row, before: dict[tuple[str, str], Count]) -> Count | None:
        whole = None
        if row["Out of"]:
            if not self._known(COUNTS, row, "Out of", dict.fromkeys(name for name, _ in before)):
                return None
            whole = self._whole(row, before)
            if whole is None:
                return None
            for heading in ("Records", "When", "Last day counts"):
                if row[heading]:
                    self._wrong(
                        COUNTS, row, heading, f"{whole.name} says it already.", "Leave the cell empty, or Out of."
                    )
        elif not self._has_its_own(row):
            return None
        table = whole.table if whole else self._tables[str(row["Records"])]
        when = whole.when if whole else When(row["When"])
        self._require_dates(row, table, when)
        known = (*table.names, *(name for name, fact in self._facts.items() if fact.table is table))
        codes = _codes_of(table.columns)
        if row["Group"]:
            self._group(row, table)
        return Count(
            str(row["Count"]),
            Counts(row["Counts"]),
            table,
            when,
            whole.last_day if whole else row["Last day counts"] == YES,
            self._condition(COUNTS, row, "Where", known, codes=codes),
            self._condition(COUNTS, row, "Left out", known, codes=codes),
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

    def _has_its_own(self, row: Row) -> bool:
        """Whether a count that is no part of another says its records and its dates."""
        missing = [heading for heading in ("Records", "When", "Last day counts") if not row[heading]]
        for heading in missing:
            self._wrong(COUNTS, row, heading, "The cell is empty, and Out of names no count that says it.", "Fill one.")
        return not missing and self._known(COUNTS, row, "Records", self._tables)

    def _require_dates(self, row: Row, table: RecordTable, when: When) -> None:
        needs_end = when is When.ENDED_IN or row["Counts"] == Counts.DAYS.value
        if (when is not When.ENDED_IN and not table.begins) or (needs_end and not table.ends):
            self._wrong(
                COUNTS, row, "When", f"{table.name} does not say when its rows begin and end.", "See Record tables."
            )

    def _target(self, row: Row) -> Target | None:
        if not row["Into"]:
            return None
        match = _TARGET.fullmatch(str(row["Into"]).strip())
        if match is None:
            self._wrong(COUNTS, row, "Into", f"“{row['Into']}” is no place.", "Write it like Table[Column].")
            return None
        pairs = [part.partition("=") for part in str(row["Into where"] or "").split(",") if part.strip()]
        return Target(match[1], match[2], tuple((heading.strip(), value.strip()) for heading, _, value in pairs))

    def _cases(self, counts: tuple[Count, ...]) -> Iterator[Case]:
        for row in self._inputs[CASES]:
            if self._known(CASES, row, "Count", dict.fromkeys(count.name for count in counts)):
                yield Case(
                    self._inputs[CASES].where(row, "Answer"),
                    str(row["Set"]),
                    str(row["Count"]),
                    Quarter.parse(str(row["Quarter"])),
                    row["Month"],  # type: ignore[arg-type]
                    str(row["Group"] or ""),
                    int(row["Answer"]),  # type: ignore[arg-type]
                    str(row["Shows"]),
                )
