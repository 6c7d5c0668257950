"""The sections of a report, made from the rows that declare them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cyps_xl.definition.blocks import blocks_by_section, order_of
from cyps_xl.definition.model import Block, Section, Term
from cyps_xl.definition.problems import Problems
from cyps_xl.definition.shape_rules import Wrong
from cyps_xl.definition.tables import PROGRAM_SHEETS, TAB_REMEDY, name_in, several, text
from cyps_xl.grid import is_tab
from cyps_xl.inputs.cells import BadCell
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.keys import refuse_unfindable
from cyps_xl.inputs.records import Inputs, Records, Row
from cyps_xl.inputs.tables.definition import BLOCKS, SECTIONS, TERMS, YES
from cyps_xl.inputs.tables.indicators import EXPLANATIONS
from cyps_xl.measures.periods import Quarter

_NAME = re.compile(r"[A-Za-z]\w{0,60}", re.ASCII)


def sections_of(inputs: Inputs, tables: Sequence[Table], problems: Problems) -> tuple[Section, ...]:
    """The sections that are shown, in their order, each with its blocks."""
    records = inputs[SECTIONS]
    blocks = blocks_by_section(inputs, {table.name.casefold(): table for table in tables}, problems)
    terms = terms_by_section(inputs)
    rows = sorted(records, key=lambda row: order_of(row["Order"]))
    found = [
        _section(records, row, blocks.get(name_in(row, "Section"), ()), terms, problems)
        for row in rows
        if row["Shown"] == YES
    ]
    _alike(records, found, tables, problems)
    return tuple(found)


def _section(
    records: Records,
    row: Row,
    blocks: tuple[Block, ...],
    terms: Mapping[str, tuple[Term, ...]],
    problems: Problems,
) -> Section:
    first, last = (Quarter.parse(text(row, heading)) if row[heading] else None for heading in ("From", "To"))
    section = Section(
        name=name_in(row, "Section"),
        number=text(row, "Number"),
        title=text(row, "Title"),
        tab=text(row, "Tab"),
        has_commentary=row["Commentary"] == YES,
        spoken_of_as=several(text(row, "Spoken of as")),
        one_page=row["One page"] == YES,
        first=first,
        last=last,
        blocks=blocks,
        terms=terms.get(name_in(row, "Section"), ()),
    )
    for heading, message, remedy in _section_problems(section):
        problems.add(records, row, heading, message, remedy)
    return section


def _section_problems(section: Section) -> Iterator[Wrong]:
    """What is wrong with a section itself, each under a heading of Sections."""
    name = section.name
    if not _NAME.fullmatch(name) or name in PROGRAM_SHEETS:
        remedy = "Use a word of letters, digits and _, such as visits."
        yield "Section", f"“{name}” cannot name a section.", remedy
    if not section.blocks:
        yield "Section", f"“{name}” has nothing to show.", f"Add a row to {BLOCKS.sheet}, or set Shown to no."
    try:
        refuse_unfindable(section.number, EXPLANATIONS.column("Item"), EXPLANATIONS)
    except BadCell as error:  # its words stand under it on Explanations, and are looked up by it
        yield "Number", error.message, error.remedy
    if not is_tab(section.tab_name):
        said = f"Excel takes “{section.tab_name}” for no tab's name."
        yield "Tab", said, f"{TAB_REMEDY}; the number counts as well."
    if section.first and section.last and section.last < section.first:
        yield "To", "The section ends before it begins.", "Correct one of the two quarters."


def _alike(records: Records, found: Sequence[Section], tables: Sequence[Table], problems: Problems) -> None:
    """A problem for each section that has the number or the tab of another of the same quarters, or an input's tab."""
    by_name = {name_in(row, "Section"): row for row in records}
    sheets = {*PROGRAM_SHEETS, *(table.sheet.casefold() for table in tables)}
    for at, section in enumerate(found):
        row, tab = by_name[section.name], section.tab_name.casefold()
        if tab in sheets:
            message = f"Another sheet is called “{section.tab_name}”: an input's, or one of the program's."
            problems.add(records, row, "Tab", message, "Choose other words for the tab.")
        for earlier in found[:at] if tab not in sheets else ():
            if not _meet(earlier, section):
                continue
            if earlier.number.casefold() == section.number.casefold():
                message = f"“{earlier.name}” and “{section.name}” are both section {section.number}."
                problems.add(records, row, "Number", message, "Give one of them another number.")
            elif earlier.tab_name.casefold() == tab:
                message = f"The sheet of “{earlier.name}” is called “{section.tab_name}” as well."
                problems.add(records, row, "Tab", message, "Choose other words for one of the two tabs.")


def _meet(one: Section, other: Section) -> bool:
    """Whether two sections are reported in the same quarter."""
    starts_late = one.last is not None and other.first is not None and one.last < other.first
    ends_early = other.last is not None and one.first is not None and other.last < one.first
    return not (starts_late or ends_early)


def terms_by_section(inputs: Inputs) -> dict[str, tuple[Term, ...]]:
    """The terms of each section's own key, and under "" those of the sheet Key."""
    found: dict[str, tuple[Term, ...]] = {}
    for row in inputs[TERMS]:
        term = Term(text(row, "Term"), text(row, "In full"), text(row, "Meaning"))
        section = name_in(row, "Section")
        found[section] = (*found.get(section, ()), term)
    return found
