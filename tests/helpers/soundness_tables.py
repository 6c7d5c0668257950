"""Excel Tables: their names and numbers, their headings, and their places on the sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from helpers.soundness_terms import MAIN, OFFICE, Book, box, meet, number_of


def check(book: Book) -> Iterator[str]:
    """Every fault of the workbook's tables."""
    places = [(tab, part, relation.part) for tab, part in book.sheets() for relation in book.leads(part, "table")]
    tables = [(tab, part, book.roots[table]) for tab, part, table in places if table in book.roots]
    yield from (f"{table}: stands on two sheets" for table, n in Counter(t for _, _, t in places).items() if n > 1)
    for what in ("id", "displayName"):
        values = Counter(root.get(what, "").lower() for _, _, root in tables)
        yield from (f"two tables have the {what} {value!r}" for value, times in values.items() if times > 1)
    defined = book.roots[book.workbook()].iterfind(f"{MAIN}definedNames/{MAIN}definedName")
    names = {element.get("name", "").lower() for element in defined}
    for tab, part, root in tables:
        if root.get("displayName", "").lower() in names:
            yield f"the table {root.get('displayName')} and a name are called alike"
        yield from _table(book, tab, part, root)
    yield from _lists(book)
    yield from _overlaps(tables)


def _table(book: Book, tab: str, part: str, root: etree._Element) -> Iterator[str]:
    name, area = root.get("displayName", ""), box(root.get("ref", ""))
    columns = [column.get("name", "") for column in root.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")]
    if area is None:
        yield f"the table {name} stands nowhere ({root.get('ref')})"
        return
    if area[3] - area[1] + 1 != len(columns):
        yield f"the table {name} is {area[3] - area[1] + 1} columns wide and has {len(columns)}"
    if len(columns) != len({column.lower() for column in columns}):
        yield f"the table {name} has two headings alike"
    if area[2] - area[0] < 1 + int(root.get("totalsRowCount", "0")):
        yield f"the table {name} has no rows"
    filtered = root.find(f"{MAIN}autoFilter")
    if filtered is not None and filtered.get("ref") != _without_totals(root):
        yield f"the table {name} filters {filtered.get('ref')}, and has {_without_totals(root)}"
    if int(root.get("headerRowCount", "1")):
        shown = _texts(book, part, area[0], area[1], area[3])
        for column, heading in enumerate(columns, start=area[1]):
            if shown.get(column, "") != heading.replace("_x000a_", "\n"):
                yield f"{tab}: the heading {heading!r} of {name} reads {shown.get(column, '')!r} in its cell"


def _without_totals(root: etree._Element) -> str:
    first, _, last = root.get("ref", "").partition(":")
    letters = last.rstrip("0123456789")
    return f"{first}:{letters}{int(last.removeprefix(letters)) - int(root.get('totalsRowCount', '0'))}"


def _texts(book: Book, part: str, row: int, first: int, last: int) -> dict[int, str]:
    """The texts of a row's cells, by column."""
    shared = book.only("sharedStrings")
    found = {}
    for cell in book.roots[part].iterfind(f"{MAIN}sheetData/{MAIN}row[@r='{row}']/{MAIN}c"):
        column = number_of(cell.get("r", "").rstrip("0123456789"))
        value = cell.findtext(f"{MAIN}v") or ""
        source: etree._Element | None = cell
        if cell.get("t") == "s" and shared is not None and int(value) < len(shared):
            source = shared[int(value)]
        if first <= column <= last and source is not None:
            texts = [element.text or "" for element in source.iter(f"{MAIN}t")]
            found[column] = "".join(texts) if cell.get("t") in ("s", "inlineStr") else value
    return found


def _lists(book: Book) -> Iterator[str]:
    for tab, part in book.sheets():
        listed = [e.get(f"{OFFICE}id", "") for e in book.roots[part].iterfind(f"{MAIN}tableParts/{MAIN}tablePart")]
        if sorted(listed) != sorted(relation.id for relation in book.leads(part, "table")):
            yield f"{tab}: lists other tables than it leads to"


def _overlaps(tables: list[tuple[str, str, etree._Element]]) -> Iterator[str]:
    for at, (tab, part, root) in enumerate(tables):
        for _, other_part, other in tables[at + 1 :]:
            one, two = box(root.get("ref", "")), box(other.get("ref", ""))
            if part == other_part and one and two and meet(one, two):
                yield f"{tab}: the tables {root.get('displayName')} and {other.get('displayName')} overlap"
