"""A case number in every setting and text of every part is found, or Excel shows it: no place is left out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from lxml import etree

from cyps_xl.errors import UnusableFile
from cyps_xl.scan import scan_bytes
from cyps_xl.xlsx.parts.package import Package
from helpers.clean_books import CLEAN, more_clean_books
from helpers.excel_saved import as_excel_saves

NAME = "book.xlsx"
CASES = ("AB12345", "CYP1234", "Zanzibar-7731")
"""Two that are the addresses of cells, and one that is none."""

SHOWN = {
    "sheets sheet name": "a tab is on the screen",
    "si t": "the text of a cell",
    "r t": "a part of the text of a cell, or the title of a chart",
}
"""The places in which Excel shows a reader what stands there, by the element above, the element and the setting."""

UNSEEN_NUMBERS = """A number where the format wants a number (a width, a colour, a count, the number of a style), six to
eight letters from A to F where it wants a colour, and the 32 digits of a number of a thing: nobody can tell them from
the ones that belong there. An address of cells near those in use: it says where something is. The address of an empty
cell, and the name of a function that Excel does not know, which it shows as #NAME?."""
"""What the scan cannot tell, and why; docs/scan.md says the same."""

BOOKS: Mapping[str, bytes] = {
    name: as_excel_saves(data) for name, data in (CLEAN | more_clean_books()).items() if name != "formula of the day"
}


def places(package: Package, seen: set[tuple[str, ...]]) -> Iterator[tuple[str, str, bytes, str]]:
    """Each kind of place once: its name, its part, the part with the place held open, and what stood there."""
    for part, data in package.parts.items():
        if not part.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(data)
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            above = element.getparent()
            names = ("" if above is None else etree.QName(above).localname, etree.QName(element).localname)
            for setting in (*(str(key) for key in element.attrib), ""):
                place = " ".join((*names, etree.QName(setting).localname if setting else "")).strip()
                if (part.split("/")[-2:][0], place) in seen:
                    continue
                seen.add((part.split("/")[-2:][0], place))
                was = element.get(setting) if setting else element.text
                if setting:
                    element.set(setting, "@@@")
                else:
                    element.text = "@@@"
                yield place, part, etree.tostring(root), was or ""
                if setting:
                    element.set(setting, was or "")
                else:
                    element.text = was


def is_found(package: Package, part: str, data: bytes, case: str) -> bool:
    planted = package.with_parts({part: data.replace(b"@@@", case.encode())}).to_bytes()
    try:
        found = scan_bytes(planted, NAME)
    except UnusableFile:
        return True  # told in a sentence; nothing is sent
    name = case.partition("-")[0]  # in a formula, the rest is a number that is taken away
    return any(name in f"{exposure.place} {exposure.found}" for exposure in found)


def test_a_case_number_is_found_in_every_setting_and_text_of_every_part() -> None:
    seen: set[tuple[str, ...]] = set()
    missed: set[str] = set()
    looked_at = 0
    for data in BOOKS.values():
        package = Package.from_bytes(data, NAME)
        for place, part, opened, _ in places(package, seen):
            case = CASES[looked_at % len(CASES)]
            looked_at += 1
            if place not in SHOWN and not is_found(package, part, opened, case):
                missed.add(f"{part}: {place} ({case})")
    assert looked_at > 700
    assert missed == set()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    "place",
    [
        "docProps/core.xml title",
        "docProps/app.xml Company",
        "xl/workbook.xml definedName",
        "xl/worksheets/sheet1.xml hyperlink tooltip",
        "xl/worksheets/sheet1.xml hyperlink display",
        "xl/worksheets/sheet1.xml hyperlink location",
        "xl/tables/table1.xml table name",
    ],
)
def test_what_looks_like_a_cell_is_no_cell_where_words_stand(place: str, case: str) -> None:
    part, name, *setting = place.split()
    book = next(
        b for b in BOOKS.values() if part in (p := Package.from_bytes(b, NAME)).parts and name.encode() in p.parts[part]
    )
    package = Package.from_bytes(book, NAME)
    root = etree.fromstring(package.parts[part])
    element = next(root.iter(f"{{*}}{name}"))
    if setting:
        element.set(setting[0], case)
    else:
        element.text = f'"{case}"' if name == "definedName" else case
    found = scan_bytes(package.with_parts({part: etree.tostring(root)}).to_bytes(), NAME)
    assert [e for e in found if case in e.found]
