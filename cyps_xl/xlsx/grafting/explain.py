"""What became of each part of a workbook: kept byte for byte, changed, added or removed, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from cyps_xl.xlsx.grafting.written_record import record_part
from cyps_xl.xlsx.input_tables.last_definition import definition_part
from cyps_xl.xlsx.opening.content_types import TYPES_PART
from cyps_xl.xlsx.opening.relations import owner_of, relations_if_whole
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import our_tabs, sheets_of


class State(Enum):
    """What became of a part; the value is the word that a reader sees."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class PartStory:
    """One part of the package, what became of it, and why; kept parts need no reason."""

    part: str
    state: State
    why: str = ""


_OWN_SHEET = "figures were set, or formulas show new ones or read rows that moved, on “{}”"
_LIST_OF_SHEETS = "the list of sheets and names; Excel is asked to calculate when it opens the file"
_WRITTEN = "the record of what was written, by which your own changes are told from ours"
_DEFINITION = "the record of the definition, by which what is new in it is told from what was lost or renamed"
_OF_THE_WORKBOOK = {
    "calcChain": "the order of calculation, which Excel makes anew",
    "styles": "formats that the report's sheets use were added; yours stay as they are",
    "sharedStrings": "texts of cells",
}


def explain(before: Package, after: Package) -> list[PartStory]:
    """What became of every part, in the order of the package; those that went come last."""
    reasons = _Reasons(before, after)
    told = [_story(part, before, after, reasons) for part in after.parts]
    told += [PartStory(part, State.REMOVED, reasons.of(part)) for part in before.parts if part not in after.parts]
    return told


def _story(part: str, before: Package, after: Package, reasons: _Reasons) -> PartStory:
    if part not in before.parts:
        return PartStory(part, State.ADDED, reasons.of(part))
    if before.parts.holds_as(part, after.parts):
        return PartStory(part, State.KEPT)
    return PartStory(part, State.CHANGED, reasons.of(part))


class _Reasons:
    """Why a part changes, by what it is to the workbook."""

    def __init__(self, before: Package, after: Package) -> None:
        self._owners = {**_owners(before), **_owners(after)}
        ours = {tab.lower() for tab in our_tabs(after).values()}
        self._sheets = {sheet.part: (sheet.name, sheet.name.lower() in ours) for sheet in sheets_of(after)}
        self._records = {record_part(after): _WRITTEN, definition_part(after): _DEFINITION}
        self._new = {sheet.part for sheet in sheets_of(after) if sheet.part not in before.parts}
        self._fixed = {TYPES_PART: "the list of parts", after.workbook: _LIST_OF_SHEETS}
        for package in (after, before):
            for relation in relations_if_whole(package.parts, package.workbook):
                if relation.kind in _OF_THE_WORKBOOK:
                    self._fixed[relation.target] = _OF_THE_WORKBOOK[relation.kind]

    def of(self, part: str) -> str:
        """The reason, in the officer's words."""
        if part in self._fixed:
            return self._fixed[part]
        if part.lower().endswith(".rels"):
            return f"what {owner_of(part) or 'the package'} leads to"
        for record in (part, self._owners.get(part, "")):
            if record in self._records:
                return self._records[record]
        return self._of_sheet(part)

    def _of_sheet(self, part: str) -> str:
        sheet = next((owner for owner in self._chain(part) if owner in self._sheets), "")
        if not sheet:
            return "belongs to the report"
        tab, is_ours = self._sheets[sheet]
        if sheet in self._new and not is_ours:
            return f"a new sheet, “{tab}”, with its table, as the definition says"
        if part == sheet:
            return f"the report's sheet “{tab}”" if is_ours else _OWN_SHEET.format(tab)
        if "/tables/" in part:
            return f"your table stands with its rows on “{tab}”" if is_ours else f"the table on “{tab}” grew"
        if "omment" in part:
            return f"comments stand with their rows on “{tab}”"
        if part.endswith(".vml"):
            return f"buttons, and the boxes of comments, on “{tab}”"
        return f"charts and their places on “{tab}”" if is_ours else f"a chart on “{tab}” shows new figures"

    def _chain(self, part: str) -> Iterator[str]:
        """The part, the part that leads to it, and so on up; each once."""
        seen: set[str] = set()
        while part and part not in seen:
            seen.add(part)
            yield part
            part = self._owners.get(part, "")


def _owners(package: Package) -> Mapping[str, str]:
    """The part that leads to each part."""
    return {
        relation.target: part
        for part in package.parts
        if not part.lower().endswith(".rels")
        for relation in relations_if_whole(package.parts, part)
        if relation.target != part
    }
