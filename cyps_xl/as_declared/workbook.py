"""A workbook brought in line with its own definition, before anything is read from it or worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from cyps_xl.as_declared.input_sheets import input_sheets_as_declared
from cyps_xl.as_declared.report_sheets import tabs_as_declared
from cyps_xl.as_declared.section_references import meant_before
from cyps_xl.as_declared.section_words import words_along
from cyps_xl.xlsx.grafting.tab_names import rename_tabs
from cyps_xl.xlsx.input_tables.last_definition import LastDefinition, put_last_definition, read_last_definition
from cyps_xl.xlsx.input_tables.upkeep import Upkeep, put_right
from cyps_xl.xlsx.input_tables.workbook_catalogue import workbook_definition
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package


@dataclass(frozen=True)
class AsDeclared:
    """A workbook whose sheets are as its definition declares them, and what was done to it.

    `upkeep` has its input tables put right; `record` is what it remembers of its definition. `news` are the lines
    that tell which sheets came, `renamed` the new names of tabs by the old ones. `leaving` are the keys of the
    report's sheets that are there and whose sections are not reported, `back` those that were kept and are again.
    """

    upkeep: Upkeep
    record: LastDefinition
    news: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    leaving: Collection[str] = ()
    back: Collection[str] = ()


def as_declared(package: Package) -> AsDeclared:
    """The workbook with the sheets that its definition declares, and its input tables put right.

    A workbook that was brought in line before, and of which nothing is declared otherwise, stays as it is. Raises
    Blocked when the definition declares no report, CypsError when something of staff's is in the way of a sheet.
    """
    definition, last = workbook_definition(package), read_last_definition(package)
    inputs = input_sheets_as_declared(package, definition.catalogue, None if last is None else last.tables)
    tabs = tabs_as_declared(inputs.package, definition, last)
    package, moved = words_along(tabs.package, definition.catalogue, tabs.numbers)
    kept = () if last is None else last.kept
    kept_now = tuple(key for key in kept if key in tabs.leaving)
    known = {} if last is None else last.meant
    meant = meant_before(package, definition.catalogue, definition.sections, tabs.numbers, known)
    record = LastDefinition(inputs.tables, tabs.tabs, kept_now, tabs.recorded_numbers, meant)
    changed = package if record == last else put_last_definition(package, record)
    return AsDeclared(
        put_right(changed, definition.catalogue),
        record,
        (*inputs.news, *tabs.news, *moved),
        {**inputs.renamed, **tabs.renamed},
        tabs.leaving,
        tuple(key for key in kept if key not in tabs.leaving),
    )


def with_renamed_tabs(package: Package, renamed: Mapping[str, str]) -> Package:
    """The workbook with other tabs, by the ones it has, and everything that reads them."""
    if not renamed:
        return package
    draft = Draft(package)
    rename_tabs(draft, renamed)
    return draft.package()
