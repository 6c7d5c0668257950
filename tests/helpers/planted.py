"""A secret, and the ways to put it into a part of a workbook."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from cyps_xl.xlsx.parts.package import Package

SECRET = "Zanzibar-7731"
SHEET, CHART, DRAWING = "xl/worksheets/sheet5.xml", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml"
BOOK, STYLES, TEXTS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
CORE, APP, TABLE, THEME = "docProps/core.xml", "docProps/app.xml", "xl/tables/table1.xml", "xl/theme/theme1.xml"
NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Planter = Callable[[Package], Package]


def swap(part: str, old: str, new: str) -> Planter:
    """Put a text in the place of the first like it. Fails where there is none: no place would be planted."""

    def plant(package: Package) -> Package:
        text = package.parts[part].decode()
        assert old in text, f"{part} has no {old}"
        return package.with_parts({part: text.replace(old, new, 1).encode()})

    return plant


def new_part(name: str, kind: str, data: bytes = SECRET.encode(), owner: str = SHEET) -> Planter:
    """Add a part and a relation that leads to it."""

    def plant(package: Package) -> Package:
        folder, _, file = owner.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels" if owner else "_rels/.rels"
        text = package.parts.get(rels, NO_RELATIONS).decode()
        relation = f'<Relationship Id="rId{900 + len(package.parts)}" Type="{OFFICE}/{kind}" Target="/{name}"/>'
        return package.with_parts(
            {name: data, rels: text.replace("</Relationships>", f"{relation}</Relationships>").encode()}
        )

    return plant


def outside(owner: str) -> Planter:
    """Add a relation that leads out of the file."""
    folder, _, file = owner.rpartition("/")
    target = f"https://example.org/{SECRET}"
    relation = f'<Relationship Id="rId899" Type="{OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
    return swap(f"{folder}/_rels/{file}.rels", "</Relationships>", f"{relation}</Relationships>")


def cell(address: str, style: str = "", value: str = SECRET) -> Planter:
    """A row of its own with one cell, after all others."""
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    attributes = f' s="{style}"' if style else ""
    text = f'<row r="{row}"><c r="{address}"{attributes} t="inlineStr"><is><t>{value}</t></is></c></row>'
    return swap(SHEET, "</sheetData>", f"{text}</sheetData>")


def styled(address: str, font: str = "", number_format: str = "") -> Planter:
    """A cell on the page, in a format of its own; its row is empty but for the first cell, if there at all."""

    def plant(package: Package) -> Package:
        styles, sheet = package.parts[STYLES].decode(), package.parts[SHEET].decode()
        fonts = int(styles.split('<fonts count="')[1].split('"')[0])
        formats = styles.count("<xf ", styles.index("<cellXfs"), styles.index("</cellXfs>"))
        formatted = 400 + formats if number_format else 0
        added = styles.count("<font>") - fonts  # by planters before this one, beyond the count
        if font:
            styles = styles.replace("</fonts>", f"<font>{font}</font></fonts>")
        if number_format:
            listed = f'<numFmt numFmtId="{formatted}" formatCode="{number_format}"/></numFmts>'
            styles = styles.replace("</numFmts>", listed)
        xf = f'<xf numFmtId="{formatted}" fontId="{fonts + added if font else 0}" fillId="0" borderId="0"/>'
        styles = styles.replace("</cellXfs>", f"{xf}</cellXfs>")
        text = f'<c r="{address}" s="{formats}" t="inlineStr"><is><t>{SECRET}</t></is></c>'
        return package.with_parts({STYLES: styles.encode(), SHEET: _with_cell(sheet, address, text).encode()})

    return plant


def _with_cell(sheet: str, address: str, cell: str) -> str:
    """A sheet with a cell put at the end of its row, or in a row of its own."""
    row = int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    at = sheet.find(f'<row r="{row}"')
    if at >= 0:
        end = sheet.index("</row>", at)
        return sheet[:end] + cell + sheet[end:]
    before = next(f'<row r="{n}"' for n in range(row + 1, 500) if f'<row r="{n}"' in sheet)
    return sheet.replace(before, f'<row r="{row}">{cell}</row>{before}', 1)


def in_sight(address: str, then: Planter) -> Planter:
    """The secret in plain sight; what comes then hides it."""
    ink = '<sz val="11"/><color rgb="FF1F2933"/><name val="Arial"/>'
    return lambda package: then(styled(address, font=ink)(package))


def hide_sheet(tab: str, state: str) -> Planter:
    return swap(BOOK, f'name="{tab}"', f'name="{tab}" state="{state}"')


def links(attributes: str) -> Planter:
    return sheet_element(f'<hyperlinks><hyperlink ref="A1" {attributes}/></hyperlinks>')


def png(*chunks: tuple[bytes, bytes], points: bytes = b"\0\0") -> bytes:
    """A picture of one point with these chunks besides."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(points))
    more = b"".join(chunk(name, data) for name, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + head + more + body + chunk(b"IEND", b"")


def jpeg(remark: bytes) -> bytes:
    """The markers of a picture with a camera's data."""
    exif = b"Exif\0\0" + remark
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xda\0\2\xff\xd9"


def sheet_element(xml: str, before: str = "<pageMargins") -> Planter:
    return swap(SHEET, before, xml + before)
