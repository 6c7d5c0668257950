"""The report's sheets as the definition declares them: tabs that follow it, sections that leave and that come back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cyps_xl.definition.model import Definition, Section
from cyps_xl.definition.packs import default_pack
from cyps_xl.errors import Blocked, CypsError, Problem
from cyps_xl.grid import ESCAPE
from cyps_xl.inputs.read import read_part
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.measures.periods import Quarter
from cyps_xl.settings import Settings, read_settings
from cyps_xl.sheets import glance, not_reported
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.report_plan import sheet_tabs
from cyps_xl.xlsx.grafting.leaving import LeavingSheet, leave, leaving_sheets, left_references
from cyps_xl.xlsx.grafting.overwritten import OverwrittenCell
from cyps_xl.xlsx.grafting.tab_names import free_tab, rename_tabs, reorder_tabs
from cyps_xl.xlsx.input_tables.last_definition import LastDefinition
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of

NOT_REPORTED = " (left out)"
"""Ends the tab of a sheet that stays though its section left the report."""


@dataclass(frozen=True)
class ReportTabs:
    """A workbook whose report's tabs are called, and stand, as the definition says.

    `tabs` are what they were given, by key in the order of the report, to be remembered, as are `recorded_numbers`,
    those of the sections; `leaving` the keys of the sheets that are there and whose sections are not reported;
    `numbers` the sections' new numbers by the old ones.
    """

    package: Package
    tabs: Mapping[str, str]
    leaving: Collection[str] = ()
    news: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    recorded_numbers: Mapping[str, str] = field(default_factory=dict)


def tabs_as_declared(package: Package, definition: Definition, last: LastDefinition | None) -> ReportTabs:
    """The workbook with each tab of the report called as the definition says, unless staff renamed it.

    The tabs change places only where the definition changed the order of sections. Raises CypsError when a sheet of
    staff's has the name that one of ours needs.
    """
    settings = _settings_of(package, definition)
    if settings is None:
        return ReportTabs(package, {} if last is None else last.tabs)
    given = _tabs_before_records() if last is None or not last.tabs else last.tabs
    sections = definition.reported(Quarter.parse(settings.quarter))
    wanted = sheet_tabs(definition, sections, has_glance=glance.is_shown(settings, sections))
    located = our_tabs(package)
    _refuse_escapes(located.values())
    renamed = {
        tab: wanted[key]
        for key, tab in located.items()
        if key in wanted and tab == given.get(key) and tab != wanted[key]
    }
    leaving = {key: tab for key, tab in located.items() if key not in wanted}
    # A section that takes the number of one that left needs the tab of a sheet that may stay for what staff have there.
    aside = _set_aside(package, leaving, set(wanted.values()))
    renamed |= {leaving[key]: tab for key, tab in aside.items()}
    known = {**wanted, **{key: aside.get(key, given.get(key, "")) for key in leaving}}
    stayed = {key: tab for key, tab in located.items() if last is None or key not in last.kept}
    is_reordered = _among(given, stayed, wanted) != _among(wanted, stayed, given)
    draft = Draft(package)
    rename_tabs(draft, renamed)
    now = {key: renamed.get(tab, tab) for key, tab in located.items()}
    is_reordered = is_reordered and reorder_tabs(draft, [now[key] for key in wanted if key in located])
    news = [*_new(wanted, given, located), *_back(wanted, located, last)]
    news += [f"“{old}” is called “{new}” now." for old, new in renamed.items() if NOT_REPORTED not in old + new]
    news += ["The report's sheets stand in their new order."] if is_reordered else []
    numbers = _numbers_that_changed(sections, given, located, last)
    recorded = _numbers_of(sections, leaving, last)
    return ReportTabs(draft.package(), known, tuple(leaving), tuple(news), renamed, numbers, recorded)


def _tabs_before_records() -> dict[str, str]:
    """The tabs that the report's sheets had before workbooks remembered what theirs were called."""
    shipped = default_pack().definition
    return sheet_tabs(shipped, shipped.sections, has_glance=False)


def _refuse_escapes(tabs: Iterable[str]) -> None:
    """Raise Blocked for tabs of the report that staff gave a name which files of Excel keep for another one."""
    problems = [
        Problem(tab, "The tab holds a sign by its number, as only files of Excel have it.", "Give it another name.")
        for tab in tabs
        if ESCAPE.search(tab)
    ]
    if problems:
        raise Blocked("Some tabs of the report cannot be called so. Nothing was written.", problems)


def _numbers_that_changed(
    sections: Sequence[Section], given: Mapping[str, str], located: Mapping[str, str], last: LastDefinition | None
) -> dict[str, str]:
    """The new numbers of sections that the workbook has, by the old ones, which their tabs or the record tell."""
    were = {} if last is None else last.numbers
    was_made_so = [one for one in sections if last is not None or located.get(one.name) == given.get(one.name)]
    numbers = {
        were.get(one.name) or _number(given[one.name], one): one.number
        for one in was_made_so
        if one.name in given and one.name in located
    }
    return {old: new for old, new in numbers.items() if old.lower() != new.lower()}


def _numbers_of(sections: Sequence[Section], leaving: Collection[str], last: LastDefinition | None) -> dict[str, str]:
    """The numbers of sections, by key, also of those that leave: no tab tells for sure where its number ends."""
    were = {} if last is None else last.numbers
    gone = {key: number for key, number in were.items() if key in leaving}
    return {**{one.name: one.number for one in sections}, **gone}


def _number(given: str, section: Section) -> str:
    """The number with which the tab of a section begins: what stands before the section's words, or its first word."""
    words = f" {section.tab}"
    return given.removesuffix(words) if given.endswith(words) else given.partition(" ")[0]


def _set_aside(package: Package, leaving: Mapping[str, str], wanted: Collection[str]) -> dict[str, str]:
    """Other tabs for the sheets of sections that leave, by key, where another section needs theirs."""
    taken = {sheet.name.lower() for sheet in sheets_of(package)}
    found = {}
    for key, tab in leaving.items():
        if tab.lower() in {one.lower() for one in wanted}:
            found[key] = free_tab(tab, NOT_REPORTED, taken)
            taken.add(found[key].lower())
    return found


def _among(order: Mapping[str, str], *keys: Mapping[str, str]) -> list[str]:
    """The keys that are in all of these, in the order of the first."""
    return [key for key in order if all(key in those for those in keys)]


def _new(wanted: Mapping[str, str], given: Mapping[str, str], located: Mapping[str, str]) -> list[str]:
    return [f"The report has a new sheet: “{tab}”." for key, tab in wanted.items() if key not in {**given, **located}]


def _back(wanted: Mapping[str, str], located: Mapping[str, str], last: LastDefinition | None) -> list[str]:
    kept = () if last is None else last.kept
    return [f"“{wanted[key]}” is reported again, on its own sheet." for key in kept if key in wanted and key in located]


def _settings_of(package: Package, definition: Definition) -> Settings | None:
    """What Settings says; None where it cannot be read, which is told where all cells are read."""
    try:
        read = read_part(read_raw_tables(package, (SETTINGS.name,)), Inputs({}, definition.catalogue))
        return read_settings(read.inputs)
    except CypsError:
        return None


@dataclass(frozen=True)
class Left:
    """A workbook that the sheets of sections that left have gone from, but for those that hold something of staff's.

    `sheets` are what these show now, to be put in their place; `overwritten` is what of staff's reads what went.
    `record` is to be remembered, `renamed` are the tabs that have other names now.
    """

    package: Package
    record: LastDefinition
    sheets: tuple[SheetPlan, ...] = ()
    news: tuple[str, ...] = ()
    overwritten: tuple[OverwrittenCell, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


def sections_left(package: Package, leaving: Collection[str], record: LastDefinition) -> Left:
    """The workbook without the sheets of the sections with these keys, and `record` with what became of them.

    A sheet that holds nothing of staff's goes. Any other stays, marked by its tab, with all that is theirs.
    """
    found = leaving_sheets(package, leaving) if leaving else []
    if not found:
        return Left(package, record)
    overwritten = left_references(package, found)
    package = leave(package, found)
    tabs = _marked(package, [one for one in found if one.things], record)
    renamed = {one.sheet.name: tab for one in found if (tab := tabs.get(one.key, one.sheet.name)) != one.sheet.name}
    draft = Draft(package)
    rename_tabs(draft, renamed)
    sheets = [not_reported.lay_out(key, tab) for key, tab in tabs.items()]
    given = {one.key: renamed.get(one.sheet.name, record.tabs.get(one.key, "")) for one in found if one.things}
    reported = {key: tab for key, tab in record.tabs.items() if key not in leaving}
    tabs_now = {**reported, **given}
    numbers = {key: number for key, number in record.numbers.items() if key in tabs_now}
    now = replace(record, tabs=tabs_now, kept=tuple(sorted(given)), numbers=numbers)
    news = _told(found, tabs, record)
    return Left(draft.package(), now, tuple(sheets), tuple(news), tuple(overwritten), renamed)


def _marked(package: Package, kept: Sequence[LeavingSheet], record: LastDefinition) -> dict[str, str]:
    """The tabs of sheets that stay, by key: marked, unless staff gave them a name of their own."""
    taken = {sheet.name.lower() for sheet in sheets_of(package)}
    found = {}
    for one in kept:
        tab = one.sheet.name
        if tab == record.tabs.get(one.key) and NOT_REPORTED not in tab:
            tab = free_tab(tab, NOT_REPORTED, taken)
            taken.add(tab.lower())
        found[one.key] = tab
    return found


def _told(found: Sequence[LeavingSheet], tabs: Mapping[str, str], record: LastDefinition) -> list[str]:
    news = []
    for one in found:
        if not one.things:
            # marked on its way out, since another section took its tab, the name is one that nobody has seen
            tab = one.sheet.name if one.key in record.kept else one.sheet.name.removesuffix(NOT_REPORTED)
            news.append(f"“{tab}” is not reported now. Its sheet held nothing of yours and is gone.")
        elif one.key not in record.kept:
            called = "" if tabs[one.key] == one.sheet.name else f", is called “{tabs[one.key]}”"
            news.append(
                f"“{one.sheet.name}” is not reported now. Its sheet shows no figures any more{called}, and keeps what "
                f"is yours: {', '.join(one.things)}."
            )
    return news
