"""The validations of input columns, in step with the definition: ours follow it, staff's own stay as they are."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.grid import Area, parse_areas
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.schema_order import SHEET_CHILDREN, insert_child
from cyps_xl.xlsx.parts.signature import digest
from cyps_xl.xlsx.parts.workbook_part import sheets_of

_RULES = f"{main('dataValidations')}/{main('dataValidation')}"
_SAID = ("type", "operator", "errorStyle", "errorTitle", "error", "promptTitle", "prompt")
_UNSAID = {"operator": "between", "errorStyle": "stop"}
_FORMULAS = (main("formula1"), main("formula2"))
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def written_rules(book: Package) -> list[etree._Element]:
    """The validations of a workbook of one sheet, in the order in which they were written."""
    part = sheets_of(book)[0].part
    return list(Draft(book).root(part).iterfind(_RULES))


def rule_digest(rule: etree._Element) -> str:
    """Four characters that stand for what a validation says, wherever its cells are and whoever saved it last."""
    first = str(_first(rule))
    cell = re.compile(rf"(?<![A-Z0-9$]){first}(?![0-9])")
    said = [rule.get(name) or _UNSAID.get(name, "") for name in _SAID]
    for name in _FORMULAS:
        text = (rule.findtext(name) or "").strip()
        said.append(f"{float(text):.15g}" if _NUMBER.fullmatch(text) else cell.sub("#", text))
    return digest("\n".join(said))


def _first(rule: etree._Element) -> Area:
    """The first cell of a validation, from which its formulas reckon."""
    areas = parse_areas(rule.get("sqref", "A1")) or [Area(1, 1, 1, 1)]
    row, column = min(area.first_row for area in areas), min(area.first_column for area in areas)
    return Area(row, column, row, column)


def add_rule(draft: Draft, part: str, rule: etree._Element) -> None:
    """Put one validation on a sheet beside those that are there."""
    sheet = draft.change(part)
    rules = sheet.find(main("dataValidations"))
    if rules is None:
        rules = insert_child(sheet, etree.Element(main("dataValidations")), SHEET_CHILDREN)
    rules.append(copy.deepcopy(rule))
    rules.set("count", str(len(rules)))


def ours_on(draft: Draft, part: str, column: int, digest_of_ours: str) -> Iterator[etree._Element]:
    """The validations of a column that say just what we wrote for it."""
    for rule in draft.root(part).iterfind(_RULES):
        areas = parse_areas(rule.get("sqref", "A1"))
        of_column = all(area.first_column == column == area.last_column for area in areas)
        if of_column and rule_digest(rule) == digest_of_ours:
            yield rule


def choices_on(draft: Draft, part: str, column: int) -> Iterator[tuple[str, ...]]:
    """What may be chosen by each list that stands in validations of a column's cells."""
    for rule in draft.root(part).iterfind(_RULES):
        areas, said = parse_areas(rule.get("sqref", "A1")), (rule.findtext(main("formula1")) or "").strip()
        if rule.get("type") == "list" and said[:1] == '"' and all(area.first_column == column for area in areas):
            yield tuple(said.strip('"').split(","))


def replace_rule(draft: Draft, part: str, old: etree._Element, new: etree._Element) -> None:
    """Let a validation say something else of the same cells."""
    draft.change(part)
    made = copy.deepcopy(new)
    made.set("sqref", old.get("sqref", ""))
    parent = old.getparent()
    assert parent is not None
    parent.replace(old, made)
