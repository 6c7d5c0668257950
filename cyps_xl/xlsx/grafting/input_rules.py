"""The validations of input columns, in step with the definition: ours follow it, staff's own stay as they are."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.grid import Area
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import areas_of, sheet_child, validations_of
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.signature import digest
from cyps_xl.xlsx.parts.workbook_part import sheets_of

_SAID = ("type", "operator", "errorStyle", "errorTitle", "error", "promptTitle", "prompt")
_UNSAID = {"operator": "between", "errorStyle": "stop"}
_FORMULAS = (main("formula1"), main("formula2"))
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def written_rules(book: Package) -> list[etree._Element]:
    """The validations of a workbook of one sheet, in the order in which they were written."""
    part = sheets_of(book)[0].part
    return list(validations_of(Draft(book).root(part)))


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
    areas = areas_of(rule) or [Area(1, 1, 1, 1)]
    row, column = min(area.first_row for area in areas), min(area.first_column for area in areas)
    return Area(row, column, row, column)


def add_rule(draft: Draft, part: str, rule: etree._Element) -> None:
    """Put one validation on a sheet beside those that are there."""
    sheet = draft.change(part)
    rules = sheet_child(sheet, "dataValidations")
    rules.append(copy.deepcopy(rule))
    rules.set("count", str(len(rules)))


def ours_on(draft: Draft, part: str, column: int, digest_of_ours: str) -> Iterator[etree._Element]:
    """The validations of a column that say just what we wrote for it."""
    for rule in validations_of(draft.root(part)):
        columns = {(area.first_column, area.last_column) for area in areas_of(rule)}
        if columns == {(column, column)} and rule_digest(rule) == digest_of_ours:
            yield rule


def choices_on(draft: Draft, part: str, column: int) -> Iterator[tuple[str, ...]]:
    """What may be chosen by each list that stands in validations of a column's cells."""
    for rule in validations_of(draft.root(part)):
        begins, said = {area.first_column for area in areas_of(rule)}, (rule.findtext(main("formula1")) or "").strip()
        if rule.get("type") == "list" and said[:1] == '"' and begins == {column}:
            yield tuple(said.strip('"').split(","))


def replace_rule(draft: Draft, part: str, old: etree._Element, new: etree._Element) -> None:
    """Let a validation say something else of the same cells."""
    draft.change(part)
    made = copy.deepcopy(new)
    made.set("sqref", old.get("sqref", ""))
    parent = old.getparent()
    assert parent is not None
    parent.replace(old, made)
