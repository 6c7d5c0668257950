"""The input sheets as the definition declares them: put in, widened and renamed; what staff typed stays where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cyps_xl.as_declared.declared_before import (
    declared_digest,
    known_without_record,
    rows_of_2017,
    rule_digests,
    ruled_columns,
    written_rule,
)
from cyps_xl.errors import CypsError
from cyps_xl.grid import Area
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Column, Table, folded
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.records import Records
from cyps_xl.inputs.tables.definition import is_definition
from cyps_xl.inputs.tables.settings import LANGUAGE, SETTINGS, column_of, is_settings
from cyps_xl.writing.input_sheets import ROOM_TO_GROW, input_sheets_book
from cyps_xl.xlsx.grafting.input_columns import FreshColumn, add_column
from cyps_xl.xlsx.grafting.input_rules import add_rule, choices_on, ours_on, replace_rule, rule_digest
from cyps_xl.xlsx.grafting.input_sheets import FreshInputSheets, add_input_sheets
from cyps_xl.xlsx.grafting.tab_names import free_tab, rename_tabs
from cyps_xl.xlsx.input_tables.last_definition import LastTable
from cyps_xl.xlsx.input_tables.tables import TableLocation, TablesFound, find_tables
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import defined_names, sheets_of, workbook_root

LEFT = "-"
"""Before the digest of a column's rule that is no longer declared."""

NEW_DEFINITION = "The report's definition stands on the sheets {} … {}."
NEWER_SHEET = "The report's definition has a new sheet: {}."


@dataclass(frozen=True)
class InputSheets:
    """A workbook whose input sheets are as its catalogue declares them.

    `tables` are to be remembered as what they were declared to be; `news` says what was changed, a line each;
    `renamed` are the tabs that have other names now.
    """

    package: Package
    tables: Mapping[str, LastTable]
    news: tuple[str, ...]
    renamed: Mapping[str, str]


def input_sheets_as_declared(
    package: Package, catalogue: Catalogue, last: Mapping[str, LastTable] | None
) -> InputSheets:
    """The workbook with every input sheet and column that its definition declares, and that it never had.

    A table or column that it had and has no more stays away: reading it names what is missing. Raises CypsError when
    something of staff's stands where a table, its name or a column of it has to go.
    """
    known = known_without_record(package, catalogue) if last is None else last
    if last is not None and _as_it_was(catalogue, last):
        return InputSheets(package, last, (), {})
    return _Work(package, catalogue, known).done()


def _as_it_was(catalogue: Catalogue, last: Mapping[str, LastTable]) -> bool:
    """Whether nothing was declared otherwise since the workbook was last brought in line."""
    were = {name: table.declared for name, table in last.items() if table.declared}
    return were == {table.name: declared_digest(table) for table in catalogue}


class _Work:
    """One workbook being brought in line."""

    def __init__(self, package: Package, catalogue: Catalogue, known: Mapping[str, LastTable]) -> None:
        self._package, self._catalogue = package, catalogue
        self._known = {name.lower(): table for name, table in known.items()}
        self._names = {name.lower(): name for name in known}
        self._news: list[str] = []
        self._renamed: dict[str, str] = {}
        self._columns_added: set[tuple[str, str]] = set()
        self._rules = rule_digests(
            [t for t in catalogue if (was := self._was(t)) is None or was.declared != declared_digest(t)]
        )
        self._added: dict[str, str] = {}

    def _was(self, table: Table) -> LastTable | None:
        return self._known.get(table.name.lower())

    def _was_declared(self, table: Table) -> bool:
        was = self._was(table)
        return was is not None and bool(was.declared)

    def done(self) -> InputSheets:
        self._rename_tabs()
        self._add_sheets()
        self._add_columns()
        self._follow_rules()
        self._follow_language()
        self._tell_what_left()
        return InputSheets(self._package, self._remembered(), tuple(self._news), self._renamed)

    # Tabs

    def _rename_tabs(self) -> None:
        """Let the tab of an input sheet follow the definition, where it still bears the name that it was given."""
        tables = find_tables(self._package)
        taken = {sheet.name.lower() for sheet in sheets_of(self._package)}
        for table in self._catalogue:
            was, here = self._was(table), tables.get(table.name)
            is_ours = was is not None and here is not None and was.tab.lower() == here.sheet.lower()
            if here is not None and is_ours and here.sheet != table.sheet and table.sheet.lower() not in taken:
                self._renamed[here.sheet] = table.sheet
                self._news.append(f"The input sheet “{here.sheet}” is called “{table.sheet}” now.")
        if self._renamed:
            draft = Draft(self._package)
            rename_tabs(draft, self._renamed)
            self._package = draft.package()

    # Sheets

    def _add_sheets(self) -> None:
        tables = find_tables(self._package)
        new = [table for table in self._catalogue if table.name not in tables and not self._was_declared(table)]
        self._refuse_taken_names(new)
        tabs = dict(self._free_tabs(new))
        if new:
            rows = {tab: rows_of_2017(table) for table, tab in tabs.items()}
            draft = Draft(self._package)
            after = {tab: self._before(table, tabs, tables) for table, tab in tabs.items()}
            add_input_sheets(draft, Package.of_our_own(input_sheets_book(rows), "the new input sheets"), after)
            self._package = draft.package()
        self._added = {table.name: tab for table, tab in tabs.items()}
        self._tell_of_sheets(tabs)

    def _free_tabs(self, new: Sequence[Table]) -> Iterator[tuple[Table, str]]:
        taken = {sheet.name.lower() for sheet in sheets_of(self._package)}
        for table in new:
            tab = table.sheet if table.sheet.lower() not in taken else free_tab(table.sheet, " (figures)", taken)
            taken.add(tab.lower())
            yield table, tab

    def _before(self, table: Table, tabs: Mapping[Table, str], tables: TablesFound) -> list[str]:
        """The tabs of the tables that are declared before this one, the nearest first."""
        names = [one for one in self._catalogue if one in tabs or one.name in tables]
        before = names[: names.index(table)]
        return [tabs[one] if one in tabs else tables[one.name].sheet for one in reversed(before)]

    def _refuse_taken_names(self, new: Sequence[Table]) -> None:
        taken = {
            (element.get("name") or "").lower(): element.text or ""
            for element in defined_names(workbook_root(self._package))
        }
        for table in new:
            if table.name.lower() in taken:
                raise CypsError(
                    f"The name {table.name} stands for {taken[table.name.lower()]} in the workbook, so that the table "
                    f"{table.name}, which the definition declares, cannot have it.",
                    "Rename it in Excel (Formulas, Name Manager), or give the table another name on the sheet "
                    "“Tables”, save, and try again. Nothing was written.",
                )

    def _tell_of_sheets(self, tabs: Mapping[Table, str]) -> None:
        of_definition = [tab for table, tab in tabs.items() if is_definition(table)]
        if len(of_definition) == 1:
            self._news.append(NEWER_SHEET.format(of_definition[0]))
        elif of_definition:
            self._news.append(NEW_DEFINITION.format(of_definition[0], of_definition[-1]))
        for table, tab in tabs.items():
            if is_definition(table):
                continue
            self._news.append(f"The input sheet “{tab}” is new: one row is {table.one_row_is}.")
            if tab != table.sheet:
                self._news.append(
                    f"It is called “{tab}”, as the workbook has a sheet “{table.sheet}” already. If a table on that "
                    f"sheet is meant, give it the name {table.name} (Table Design, Table Name) and delete “{tab}”."
                )

    # Columns

    def _add_columns(self) -> None:
        for table in self._catalogue:
            here = find_tables(self._package).get(table.name)
            if here is None or table.name in self._added or not here.shows_headings:
                continue
            if self._was(table) is None:
                self._require_its_own(table, here)
                self._news.append(f"The report reads your table {here.name} on “{here.sheet}”.")
            new = [heading for heading in self._missing(table, here) if not self._had(table, heading)]
            if new:
                self._add_columns_of(table, new)
                named = ", ".join(f"“{heading}”" for heading in new)
                self._news.append(f"New on “{here.sheet}”: the column{'s' if len(new) > 1 else ''} {named}.")

    def _missing(self, table: Table, here: TableLocation) -> list[str]:
        typed = {column.heading for column in table.typed_columns}
        return [heading for heading in find_headings(here.headings, table).missing(table) if heading in typed]

    def _had(self, table: Table, heading: str) -> bool:
        was = self._was(table)
        known = was.rules if was is not None else {}
        return folded(heading) in {folded(one) for one, rule in known.items() if not rule.startswith(LEFT)}

    def _require_its_own(self, table: Table, here: TableLocation) -> None:
        """Refuse to take a table of staff's for the declared one when it does not have what tells its rows apart."""
        found = find_headings(here.headings, table).positions
        missing = [heading for heading in table.key if heading not in found]
        if missing:
            raise CypsError(
                f"The table {here.name} on “{here.sheet}” is not the one that the definition declares: it has no "
                f"column {', '.join(f'“{heading}”' for heading in missing)}.",
                "Give your table that column or another name (Table Design, Table Name), or declare another name on "
                "the sheet “Tables”. Nothing was written.",
            )

    def _add_columns_of(self, table: Table, headings: Sequence[str]) -> None:
        fresh = Package.of_our_own(input_sheets_book({table.sheet: Records(table)}), "the new columns")
        for heading in headings:
            draft, tables = Draft(self._package), find_tables(self._package)
            here = tables[table.name]
            last_row = max(here.last_row, here.first_row + ROOM_TO_GROW - 1)
            like = FreshColumn(FreshInputSheets(draft, fresh), table.sheet, heading)
            at = add_column(draft, here, like, tables.values(), last_row)
            add_rule(
                draft, here.sheet_part, written_rule(table.column(heading), Area(here.first_row, at, last_row, at))
            )
            self._package = draft.package()
            self._columns_added.add((table.name, heading))

    # Rules

    def _follow_rules(self) -> None:
        """Let each validation of ours say what the definition says now."""
        tables = find_tables(self._package)
        draft = Draft(self._package)
        for table in self._catalogue:
            here, was = tables.get(table.name), self._was(table)
            if here is None or was is None or is_settings(table) or table.name not in self._rules:
                continue
            positions = find_headings(here.headings, table).positions
            for column in ruled_columns(table):
                old = was.rules.get(column.heading, "").removeprefix(LEFT)
                new = self._rules[table.name][column.heading]
                if old and old != new and column.heading in positions:
                    self._follow_rule(draft, here, here.first_column + positions[column.heading], column, old)
        self._package = draft.package()

    def _follow_rule(self, draft: Draft, here: TableLocation, at: int, column: Column, old: str) -> None:
        found = list(ours_on(draft, here.sheet_part, at, old))
        if not found:
            return
        area = Area(here.first_row, at, here.first_row + 1, at)
        new = written_rule(column, area)
        for rule in found:
            replace_rule(draft, here.sheet_part, rule, new)
        self._news.append(f"What may be typed under “{column.heading}” on “{here.sheet}” follows the definition.")

    def _follow_language(self) -> None:
        """Let the list of languages on Settings, where each cell has a rule of its own, say those of the report."""
        here, table = find_tables(self._package).get(SETTINGS.name), self._catalogue.get(SETTINGS.name)
        at = find_headings(here.headings, SETTINGS).positions.get("Value") if here else None
        if here is None or table is None or at is None:
            return
        area = Area(here.first_row, here.first_column + at, here.first_row + 1, here.first_column + at)
        draft, now = Draft(self._package), column_of(LANGUAGE, table)
        for choices in set(choices_on(draft, here.sheet_part, area.first_column)) - {now.choices}:
            old = rule_digest(written_rule(replace(now, heading=LANGUAGE.name, choices=choices), area))
            for rule in list(ours_on(draft, here.sheet_part, area.first_column, old)):
                replace_rule(draft, here.sheet_part, rule, written_rule(replace(now, heading=LANGUAGE.name), area))
        self._package = draft.package()

    # What stays behind

    def _tell_what_left(self) -> None:
        tables = find_tables(self._package)
        for name, was in self._known.items():
            here, table = tables.get(name), self._catalogue.get(name)
            if here is not None and was.declared and table is None:
                self._news.append(
                    f"The table {self._names[name]} is no longer read: “{here.sheet}” keeps all its figures."
                )
            elif here is not None and table is not None:
                self._news += [
                    f"The column “{heading}” of “{here.sheet}” is no longer read: it keeps all its figures."
                    for heading, rule in _left(table, was).items()
                    if not rule.startswith(LEFT) and folded(heading) in {folded(one) for one in here.headings}
                ]

    def _remembered(self) -> dict[str, LastTable]:
        """What to remember of every table, those that left the definition last."""
        found = {table.name: self._remembered_of(table) for table in self._catalogue}
        for name, was in self._known.items():
            if self._catalogue.get(name) is None:
                found[self._names[name]] = replace(was, declared="")
        return found

    def _remembered_of(self, table: Table) -> LastTable:
        was, headings = self._was(table), [column.heading for column in ruled_columns(table)]
        if was is None:
            was = LastTable("", "", dict.fromkeys(headings, "") if table.name not in self._added else {})
        here = find_tables(self._package).get(table.name)
        is_renamed = here is not None and here.sheet in self._renamed.values()
        tab = self._added.get(table.name, table.sheet if is_renamed else was.tab)
        now = self._rules.get(table.name, was.rules)
        rules = {
            one: now[one] if was.rules.get(one, "?") or (table.name, one) in self._columns_added else ""
            for one in headings
        }
        left = {heading: LEFT + rule.removeprefix(LEFT) for heading, rule in _left(table, was).items()}
        return LastTable(tab, declared_digest(table), {**rules, **left})


def _left(table: Table, was: LastTable) -> dict[str, str]:
    """The rules of the columns that a table had and that it is no longer declared to have."""
    declared = {folded(column.heading) for column in table.columns}
    return {heading: rule for heading, rule in was.rules.items() if folded(heading) not in declared}
