"""The officer's words on Explanations, which are found by their section's number: they go along when it changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.records import as_excel_text
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, NARRATIVE, NOTE
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package

ITEM, KIND = "Item", "Kind"


def words_along(package: Package, catalogue: Catalogue, numbers: Mapping[str, str]) -> tuple[Package, tuple[str, ...]]:
    """The workbook in which narratives and notes stand under their section's new number, and a line on each move.

    `numbers` has the new numbers by the old ones. Where words stand under the new number that do not move
    themselves, both are left alone, and the line says so.
    """
    if not numbers:
        return package, ()
    raw = read_raw_tables(package, (EXPLANATIONS.name,)).get(EXPLANATIONS.name)
    if raw is None:
        return package, ()
    held: dict[str, list[int]] = {}
    for row, item in _items(raw):
        held.setdefault(folded(item), []).append(row)
    moved = _moving({old: new for old, new in numbers.items() if folded(old) in held}, held)
    unclear = [old for old in numbers if folded(old) in held and old not in moved]
    updates = {row: {ITEM: new} for old, new in moved.items() for row in held[folded(old)]}
    news = [_told(len(held[folded(old)]), old, new, raw.source) for old, new in moved.items()]
    news += [
        f"Section {old} is {numbers[old]} now, and “{raw.source}” has texts under both: see which belong to it."
        for old in sorted(unclear)
    ]
    change = TableChange(EXPLANATIONS.name, updates)
    return apply_changes(package, [change], catalogue), tuple(news)


def _moving(numbers: Mapping[str, str], held: Collection[str]) -> dict[str, str]:
    """Those of the numbers, all with words, whose words can move: none that stay stand where they go.

    What stays holds up what would come in its place, and so on down a row of sections that each take the next number.
    """
    moving = dict(numbers)
    while True:
        staying = set(held) - {folded(old) for old in moving}
        clear = {old: new for old, new in moving.items() if folded(new) not in staying}
        if clear == moving:
            return clear
        moving = clear


def _told(count: int, old: str, new: str, tab: str) -> str:
    texts, stand = ("A text", "stands") if count == 1 else (f"{count} texts", "stand")
    return f"{texts} of section {old} on “{tab}” {stand} under {new} now."


def _items(raw: RawTable) -> Iterator[tuple[int, str]]:
    """The sheet's rows with words of sections, each with the number that they stand under."""
    positions = find_headings(raw.headings, EXPLANATIONS).positions
    if ITEM not in positions or KIND not in positions:
        return
    for row, cells in enumerate(raw.rows, raw.first_row):
        item, kind = cells[positions[ITEM]], cells[positions[KIND]]
        if isinstance(kind, str) and kind.casefold() in (NARRATIVE, NOTE) and isinstance(item, str | int | float):
            yield row, as_excel_text(item)
