"""Sound workbooks, spoilt at random thousands of times over: read alike, or refused in a sentence. Nothing else.

CYPS_FUZZ sets how many are made (400); CYPS_FUZZ_SEED where the dice start.
"""

from __future__ import annotations

import io
import os
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter

from cyps_xl.errors import CypsError
from cyps_xl.inputs.raw import RawValue
from cyps_xl.xlsx.input_tables.grids import read_grids
from cyps_xl.xlsx.input_tables.tables import find_tables, read_raw_tables
from cyps_xl.xlsx.parts.package import Package
from helpers.good_files import good_parts, zipped

COUNT = int(os.environ.get("CYPS_FUZZ", "400"))
SEED = int(os.environ.get("CYPS_FUZZ_SEED", "20171231"))
TEMPLATE = Path(__file__).parents[2] / "workbook_templates" / "cyps_quarterly.xlsx"

NASTY = (
    *("", "-1", "0", "1", "999999999", "99999999999999999999", "1e999", "NaN", "INF", "true", "s", "b", "e", "str"),
    *("inlineStr", "A0", "a1", "XFD1048576", "XFE1", "A1:XFD1048576", "A:A", "B3:A1", "#REF!", "rId1", "rId999"),
    *("../../evil.xml", "/xl/workbook.xml", "http://example.org/", "&#0;", "&x;", "&lt;", "<", "]]>", "é" * 300),
)

Grids = dict[str, list[list[RawValue]]]


@cache
def _workbooks() -> tuple[bytes, ...]:
    """Three sound workbooks: tiny, one with most of what Excel can hold, and the template."""
    return (zipped(good_parts()), _rich(), TEMPLATE.read_bytes())


def _rich() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        date = book.add_format({"num_format": "mmm yyyy"})
        for tab in ("Supervision", "Team's figures", "Notes"):
            sheet = book.add_worksheet(tab)
            for row in range(1, 25):
                sheet.write_number(row, 0, 43000 + 31 * row, date)
                sheet.write_number(row, 1, row / 7)
                sheet.write_string(row, 2, f"month {row % 5}")
                sheet.write_formula(row, 3, f"=B{row + 1}*2", None, 2 * row / 7)
                sheet.write_boolean(row, 4, bool(row % 2))
            sheet.write_formula(30, 0, "=1/0", None, "#DIV/0!")
            headings = [{"header": heading} for heading in ("Month", "Due", "Note", "Twice", "Done")]
            sheet.add_table(0, 0, 24, 4, {"columns": headings, "name": re.sub(r"\W", "_", tab)})
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": [tab, 1, 1, 24, 1]})
            sheet.insert_chart("H2", chart)
            sheet.conditional_format("B2:B25", {"type": "icon_set", "icon_style": "3_arrows"})
            sheet.data_validation("C2:C25", {"validate": "list", "source": ["a", "b"]})
        book.define_name("Latest", "=Supervision!$B$25")
    return out.getvalue()


def _use(data: bytes) -> Grids | CypsError:
    """All that the program reads of a workbook, or what it says about it."""
    try:
        return _read(data)
    except CypsError as error:
        return error


def _read(data: bytes) -> Grids:
    package = Package.from_bytes(data, "CYPS.xlsx")
    tables = find_tables(package)
    read_raw_tables(package, tables)
    return read_grids(package, {table.sheet for table in tables.values()})


def _bytes_changed(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut_short(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _stretch_lost(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randint(1, 400) :]


def _stretch_doubled(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[: start + dice.randint(1, 400)] + data[start:]


def _attribute_changed(text: str, dice: random.Random) -> str:
    found = list(re.finditer(r'\s[\w:]+="([^"]*)"', text))
    if not found:
        return text
    start, end = dice.choice(found).span(1)
    return text[:start] + dice.choice(NASTY) + text[end:]


def _attribute_lost(text: str, dice: random.Random) -> str:
    found = list(re.finditer(r'\s[\w:]+="[^"]*"', text))
    return _without(text, dice.choice(found)) if found else text


def _tag_lost(text: str, dice: random.Random) -> str:
    found = list(re.finditer(r"<[^>]+>", text))
    return _without(text, dice.choice(found)) if found else text


def _element_doubled(text: str, dice: random.Random) -> str:
    found = list(re.finditer(r"<([\w:]+)[^>]*/>|<([\w:]+)[^>]*>[^<]*</\2>", text))
    if not found:
        return text
    element = dice.choice(found)
    return text[: element.end()] + element.group() + text[element.end() :]


def _text_changed(text: str, dice: random.Random) -> str:
    found = list(re.finditer(r">([^<]+)<", text))
    if not found:
        return text
    start, end = dice.choice(found).span(1)
    return text[:start] + dice.choice(NASTY) + text[end:]


def _letters_changed(text: str, dice: random.Random) -> str:
    letters = list(text)
    for _ in range(dice.randint(1, 5)):
        letters[dice.randrange(len(letters))] = chr(dice.randrange(1, 256))
    return "".join(letters)


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + text[found.end() :]


XML_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _attribute_changed,
    _attribute_lost,
    _tag_lost,
    _element_doubled,
    _text_changed,
    _letters_changed,
)


def _xml_changed(data: bytes, dice: random.Random) -> bytes:
    parts = dict(Package.from_bytes(data, "CYPS.xlsx").parts)
    for _ in range(dice.randint(1, 3)):
        part = dice.choice([part for part in parts if part.endswith((".xml", ".rels")) and parts[part]])
        changed = dice.choice(XML_CHANGES)(parts[part].decode("utf-8", "replace"), dice)
        parts[part] = changed.encode("utf-8", "replace")
    return zipped(parts)


def _part_lost_or_moved(data: bytes, dice: random.Random) -> bytes:
    parts = dict(Package.from_bytes(data, "CYPS.xlsx").parts)
    one, other = dice.sample(list(parts), 2)
    what = dice.randrange(4)
    if what == 0:
        del parts[one]
    elif what == 1:
        parts[one], parts[other] = parts[other], parts[one]
    elif what == 2:
        parts[one] = b""
    else:
        parts[f"xl/{dice.randrange(99)}.xml"] = parts.pop(one)
    return zipped(parts)


FILE_CHANGES = (_bytes_changed, _cut_short, _stretch_lost, _stretch_doubled)
PART_CHANGES = (_xml_changed, _xml_changed, _xml_changed, _part_lost_or_moved)


@pytest.mark.parametrize("which", range(3), ids=["tiny", "rich", "template"])
def test_a_file_spoilt_in_its_bytes_is_refused_or_reads_as_before(which: int) -> None:
    sound = _workbooks()[which]
    before = _read(sound)
    dice = random.Random(SEED + which)
    outcomes = [_use(FILE_CHANGES[number % len(FILE_CHANGES)](sound, dice)) for number in range(-(-COUNT // 6))]
    assert [grids for grids in outcomes if not isinstance(grids, CypsError) and grids != before] == []
    assert any(isinstance(outcome, CypsError) for outcome in outcomes)  # else the dice spoil nothing


@pytest.mark.parametrize("which", range(3), ids=["tiny", "rich", "template"])
def test_a_workbook_spoilt_in_its_parts_is_refused_in_a_sentence_or_read(which: int) -> None:
    sound = _workbooks()[which]
    dice = random.Random(SEED + 3 + which)
    outcomes = [_use(PART_CHANGES[number % len(PART_CHANGES)](sound, dice)) for number in range(-(-COUNT // 6))]
    refusals = [str(outcome) for outcome in outcomes if isinstance(outcome, CypsError)]
    assert [text for text in refusals if not text.endswith(".")] == []
    assert len(refusals) > COUNT // 24
