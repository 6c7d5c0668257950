"""Over a hundred files that are no usable workbook, each with the sentence that a user must read about it."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from helpers.good_files import (
    RELATIONS,
    SHEET,
    TABLE,
    TYPES,
    WORKBOOK,
    good_file,
    good_parts,
    spoilt,
    with_part,
    zipped,
)


@dataclass(frozen=True)
class BadFile:
    """A file that must be refused: its name, how its bytes are made, and the sentence it must get."""

    name: str
    make: Callable[[], bytes]
    sentence: str


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _compound(*streams: str) -> Callable[[], bytes]:
    return lambda: _OLE + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams) + bytes(2048)


def _raw(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _owner_file(user: str) -> bytes:
    narrow = bytes([len(user)]) + user.encode().ljust(54)
    return narrow + bytes([len(user), 0]) + user.encode("utf-16-le").ljust(108, b" ")


def _not_zips() -> list[BadFile]:
    web, csv = "web.xlsx is a web page.", "figures.xlsx is a CSV file."
    return [
        BadFile("empty.xlsx", _raw(b""), "empty.xlsx is empty."),
        BadFile("zeros.xlsx", _raw(bytes(5000)), "zeros.xlsx holds nothing but zeros, as after a failed copy."),
        BadFile("old.xls", _compound("Root Entry", "Workbook"), "old.xls is a workbook in the old format (.xls)."),
        BadFile("old.xlsx", _compound("Root Entry", "Workbook"), "old.xlsx is a workbook in the old format (.xls)."),
        BadFile("older.xls", _compound("Root Entry", "Book"), "older.xls is a workbook in the old format (.xls)."),
        BadFile("bare.xls", _raw(b"\x09\x08\x10\x00" + bytes(99)), "bare.xls is a workbook in the old format (.xls)."),
        BadFile("1988.xls", _raw(b"\x09\x00\x04\x00\x02\x00\x10\x00"), "1988.xls is a worksheet of a very old Excel (.xls)."),
        BadFile("1990.xls", _raw(b"\x09\x02\x06\x00\x00\x00\x10\x00"), "1990.xls is a worksheet of a very old Excel (.xls)."),
        BadFile("1992.xls", _raw(b"\x09\x04\x06\x00\x00\x00\x10\x00"), "1992.xls is a worksheet of a very old Excel (.xls)."),
        BadFile("locked.xlsx", _compound("EncryptionInfo", "EncryptedPackage"), "locked.xlsx is encrypted with a password."),
        BadFile(
            "label.xlsx",
            _compound("DRMEncryptedDataSpace", "EncryptedPackage"),
            "label.xlsx is encrypted by a sensitivity label or by rights management.",
        ),
        BadFile("letter.xlsx", _compound("WordDocument"), "letter.xlsx is a Word document in the old format (.doc)."),
        BadFile("slides.xlsx", _compound("PowerPoint Document"), "slides.xlsx is a PowerPoint file in the old format (.ppt)."),
        BadFile("mail.xlsx", _compound("__properties_version1.0"), "mail.xlsx is an e-mail saved from Outlook (.msg)."),
        BadFile("other.xlsx", _compound("Contents"), "other.xlsx is some older Office file, not a workbook."),
        BadFile("~$CYPS.xlsx", _raw(_owner_file("Ann Other")), "~$CYPS.xlsx only says who has a workbook open."),
        BadFile("copied.xlsx", _raw(_owner_file("Ann Other")), "copied.xlsx only says who has a workbook open."),
        BadFile(".~lock.CYPS.xlsx#", _raw(b",ann,pc1,01.12.2017 09:00,;"), ".~lock.CYPS.xlsx# only says who has a workbook open."),
        BadFile("web.xlsx", _raw(b"<html><body><table><tr><td>1</td></tr></table></body></html>"), web),
        BadFile("web.xlsx", _raw(b"\xef\xbb\xbf\r\n  <!DOCTYPE html><html></html>"), web),
        BadFile("web.xlsx", _raw(b"<table border=1><tr><td>Month</td></tr></table>"), web),
        BadFile("web.xlsx", _raw('<HTML xmlns:x="urn:schemas-microsoft-com:office:excel">'.encode("utf-16")), web),
        BadFile("web.xlsx", _raw(b"<?xml version='1.0'?><!-- export --><html/>"), web),
        BadFile("web.xlsx", _raw(b"<!-- made by a portal -->\n<meta charset='utf-8'><table></table>"), web),
        BadFile(
            "2003.xml",
            _raw(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
                 b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'),
            "2003.xml is an XML Spreadsheet 2003.",
        ),
        BadFile("flat.xlsx", _raw(b'<?xml version="1.0"?><office:document></office:document>'), "flat.xlsx is a flat OpenDocument file."),
        BadFile("data.xlsx", _raw(b'<?xml version="1.0"?><figures/>'), "data.xlsx is an XML file."),
        BadFile("page.xlsx", _raw(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; x\r\n"), "page.xlsx is a web page saved as one file (.mht)."),
        BadFile("mail.xlsx", _raw(b"Received: from a by b\r\nSubject: figures\r\n"), "mail.xlsx is an e-mail (.eml)."),
        BadFile("link.xlsx", _raw(b"[InternetShortcut]\r\nURL=https://example.org"), "link.xlsx is a shortcut to a web address."),
        BadFile("link.xlsx", _raw(b"L\x00\x00\x00\x01\x14\x02\x00\x00"), "link.xlsx is a shortcut to another file."),
        BadFile("data.xlsx", _raw(b'[{"month": "2017-10", "children": 12}]'), "data.xlsx is a JSON file."),
        BadFile("figures.xlsx", _raw(b"Month,Children\r\n2017-10,12\r\n"), csv),
        BadFile("figures.xlsx", _raw(b"\xef\xbb\xbfMonth;Children\n2017-10;12\n"), csv),
        BadFile("figures.xlsx", _raw("Month\tChildren\n2017-10\t12\n".encode("utf-16")), csv),
        BadFile("figures.xlsx", _raw("Mis,Plant mewn gofal, Tŷ\n".encode("cp1252", "replace")), csv),
        BadFile("note.xlsx", _raw(b"See the other file."), "note.xlsx is a text file."),
        BadFile("sylk.xlsx", _raw(b"ID;PWXL;N;E\r\n"), "sylk.xlsx is a SYLK file (.slk)."),
        BadFile("report.xlsx", _raw(b"%PDF-1.7\n%\xe2\xe3"), "report.xlsx is a PDF."),
        BadFile("letter.xlsx", _raw(b"{\\rtf1\\ansi}"), "letter.xlsx is a rich text document (.rtf)."),
        BadFile("chart.xlsx", _raw(b"\x89PNG\r\n\x1a\n"), "chart.xlsx is a picture (.png)."),
        BadFile("photo.xlsx", _raw(b"\xff\xd8\xff\xe0"), "photo.xlsx is a picture (.jpg)."),
        BadFile("spin.xlsx", _raw(b"GIF89a"), "spin.xlsx is a picture (.gif)."),
        BadFile("CYPS.xlsx.gz", _raw(b"\x1f\x8b\x08\x00"), "CYPS.xlsx.gz is a compressed file (.gz)."),
        BadFile("all.7z", _raw(b"7z\xbc\xaf\x27\x1c\x00"), "all.7z is a compressed folder (.7z)."),
        BadFile("all.rar", _raw(b"Rar!\x1a\x07\x00"), "all.rar is a compressed folder (.rar)."),
        BadFile("setup.xlsx", _raw(b"MZ\x90\x00"), "setup.xlsx is a program."),
        BadFile("base.xlsx", _raw(b"SQLite format 3\x00"), "base.xlsx is a database."),
        BadFile("noise.xlsx", lambda: b"\x01" + random.Random(1).randbytes(3000), "noise.xlsx is not an Excel workbook."),
    ]  # fmt: skip


def _zip_of(**parts: str) -> Callable[[], bytes]:
    return lambda: zipped({name: text.encode() for name, text in parts.items()})


def _other_zips() -> list[BadFile]:
    ods = "application/vnd.oasis.opendocument.spreadsheet"
    missing = " is damaged: parts that every workbook has are missing."
    return [
        BadFile("old.ods", _zip_of(mimetype=ods, **{"content.xml": "<x/>"}), "old.ods is an OpenDocument spreadsheet (.ods)."),
        BadFile("CYPS.xlsx", _zip_of(mimetype=ods), "CYPS.xlsx is an OpenDocument spreadsheet (.ods)."),
        BadFile("text.xlsx", _zip_of(mimetype=ods.replace("spreadsheet", "text")), "text.xlsx is an OpenDocument text (.odt)."),
        BadFile("quick.xlsb", _zip_of(**{TYPES: "<x/>", "xl/workbook.bin": "x"}), "quick.xlsb is an Excel Binary Workbook (.xlsb)."),
        BadFile("letter.xlsx", _zip_of(**{TYPES: "<x/>", "word/document.xml": "<x/>"}), "letter.xlsx is a Word document (.docx)."),
        BadFile("slides.xlsx", _zip_of(**{TYPES: "<x/>", "ppt/presentation.xml": "<x/>"}), "slides.xlsx is a PowerPoint file (.pptx)."),
        BadFile("ipad.xlsx", _zip_of(**{"Index/Document.iwa": "x"}), "ipad.xlsx is an Apple Numbers file."),
        BadFile("app.xlsx", _zip_of(**{"META-INF/MANIFEST.MF": "x"}), "app.xlsx is a zip made by another program."),
        BadFile("sent.zip", _zip_of(**{"2017/CYPS.xlsx": "x"}), "sent.zip is a zip folder with a workbook in it."),
        BadFile("photos.zip", _zip_of(**{"1.jpg": "x"}), "photos.zip is a zip folder, not a workbook."),
        BadFile("none.xlsx", _raw(b"PK\x05\x06" + bytes(18)), "none.xlsx is an empty zip folder."),
        BadFile("piece.xlsx", _raw(b"PK\x07\x08" + good_file()), "piece.xlsx is one piece of a zip in several pieces."),
        BadFile("half.xlsx", lambda: with_part(TYPES, None), "half.xlsx" + missing),
        BadFile("half.xlsx", lambda: with_part(WORKBOOK, None), "half.xlsx" + missing),
        BadFile("half.xlsx", _zip_of(**{TYPES: "<x/>"}), "half.xlsx" + missing),
    ]  # fmt: skip


def _truncated(share: float) -> Callable[[], bytes]:
    return lambda: good_file()[: int(len(good_file()) * share)]


def _patched(signature: bytes, offset: int, value: bytes, *, number: int = 0) -> Callable[[], bytes]:
    """The workbook with bytes of its nth local (PK34) or directory (PK12) record put otherwise."""

    def make() -> bytes:
        data = bytearray(good_file())
        at = -1
        for _ in range(number + 1):
            at = data.find(signature, at + 1)
        data[at + offset : at + offset + len(value)] = value
        return bytes(data)

    return make


_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def _last_entry_flipped() -> bytes:
    """One byte of a part's packed bytes is another."""
    data = bytearray(good_file())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("xl/sharedStrings.xml")
    data[info.header_offset + 30 + len(info.filename) + 20] ^= 0xFF
    return bytes(data)


def _damaged() -> list[BadFile]:
    end = "cut.xlsx is incomplete or damaged: its end is missing or broken."
    types = "cut.xlsx is damaged: its part “[Content_Types].xml” cannot be unpacked."
    texts = "cut.xlsx is damaged: its part “xl/sharedStrings.xml” cannot be unpacked."
    return [
        BadFile("cut.xlsx", _raw(b"PK\x03\x04"), end),
        *(BadFile("cut.xlsx", _truncated(share), end) for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99)),
        BadFile("cut.xlsx", lambda: good_file()[:-1], end),
        BadFile("cut.xlsx", lambda: good_file()[:-4] + b"\xff" * 4, types),
        BadFile("cut.xlsx", lambda: good_file().replace(b"PK\x05\x06", b"PK\x05\x07"), end),
        BadFile("cut.xlsx", _patched(_CENTRAL, 0, b"XX"), end),
        BadFile("cut.xlsx", _patched(_LOCAL, 0, b"XX"), "cut.xlsx is not an Excel workbook."),
        BadFile("cut.xlsx", _patched(_LOCAL, 26, b"\xff\xff"), types),
        BadFile("cut.xlsx", _patched(_LOCAL, 30, b"[content"), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 42, struct.pack("<L", 99)), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 42, struct.pack("<L", 0xFFFFFFF0)), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 20, struct.pack("<L", 40)), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 24, struct.pack("<L", 40)), types),
        BadFile("cut.xlsx", _patched(_CENTRAL, 16, b"\0\0\0\0"), types),
        BadFile("cut.xlsx", _last_entry_flipped, texts),
        BadFile("cut.xlsx", _patched(_CENTRAL, 8, b"\x01\x00"), "cut.xlsx is a zip with a password, not a workbook as Excel saves it."),
        BadFile("cut.xlsx", _patched(_CENTRAL, 10, b"\x0c\x00"), "cut.xlsx holds a part, “[Content_Types].xml”, packed in a way that Excel does not use."),
        BadFile("cut.xlsx", _patched(_CENTRAL, 10, b"\x63\x00"), "cut.xlsx holds a part, “[Content_Types].xml”, packed in a way that Excel does not use."),
    ]  # fmt: skip


def _named(name: str) -> Callable[[], bytes]:
    return lambda: zipped({**good_parts(), name: b"<x/>"})


def _twice() -> bytes:
    """The same part twice, as the standard library would not write without a warning."""
    data = zipped({**good_parts(), "xl/workbook.xmk": b"<x/>"})
    return data.replace(b"xl/workbook.xmk", b"xl/workbook.xml")


def _names() -> list[BadFile]:
    unsafe = "sent.xlsx holds a part with an unsafe name, “{}”."
    return [
        *(
            BadFile("sent.xlsx", _named(name), unsafe.format(name))
            for name in ("../evil.xml", "xl/../../evil.xml", "/etc/passwd", "C:/evil.xml", "xl\\evil.xml", "xl/./a.xml", "..")
        ),
        BadFile("sent.xlsx", lambda: _named("xl/a#b.xml")().replace(b"xl/a#b.xml", b"xl/a\0b.xml"), unsafe.format("xl/a")),
        BadFile("sent.xlsx", _named("xl/a\x1bb.xml"), unsafe.format("xl/a?b.xml")),
        BadFile("sent.xlsx", _twice, "sent.xlsx holds two parts named “xl/workbook.xml”."),
        BadFile("sent.xlsx", _named("xl/Workbook.xml"), "sent.xlsx holds two parts named “xl/Workbook.xml”."),
        BadFile("sent.xlsx", _named("XL/WORKBOOK.XML"), "sent.xlsx holds two parts named “XL/WORKBOOK.XML”."),
    ]  # fmt: skip


def _spaces(size: int, noise: int) -> bytes:
    """Mostly spaces, with some that does not pack, so that the ratio stays under the limit."""
    return b" " * size + random.Random(2).randbytes(noise)


def _many(count: int) -> bytes:
    return zipped({**good_parts(), **{f"xl/media/{number}.png": b"" for number in range(count)}})


def _nested_directory() -> bytes:
    """Two million directory records and nothing else: slow for whoever counts them one by one."""
    record = _CENTRAL + bytes(42)
    listing = record * 400_000
    return good_file()[:30] + listing + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 65535, 65535, len(listing), 30, 0)


def _liar() -> bytes:
    """A part that says it is small and unpacks to fifty megabytes."""
    packed = zlib.compress(bytes(50_000_000), 1)[2:-4]
    name, data = b"xl/media/a.png", good_file()
    header = struct.pack("<4s5H3L2H", _LOCAL, 20, 0, 8, 0, 33, 0, len(packed), 60_000, len(name), 0)
    directory = struct.pack(
        "<4s6H3L5H2L", _CENTRAL, 20, 20, 0, 8, 0, 33, 0, len(packed), 60_000, len(name), 0, 0, 0, 0, 0, 0
    )
    start = len(header) + len(name) + len(packed)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory) + len(name), start, 0)
    assert data.startswith(_LOCAL)
    return header + name + packed + directory + name + end


def _bombs() -> list[BadFile]:
    far = "boom.xlsx unpacks to far more than a workbook needs (“{}”)."
    ratio = "boom.xlsx holds a part, “{}”, that unpacks to over 100 times its size."
    many = "boom.xlsx is made of more than 1,000 parts, which no workbook needs."
    return [
        BadFile("boom.xlsx", lambda: with_part(SHEET, b" " * 20_000_000), ratio.format(SHEET)),
        BadFile("boom.xlsx", lambda: with_part("xl/styles.xml", b"<" * 200_000), ratio.format("xl/styles.xml")),
        BadFile("boom.xlsx", lambda: with_part("xl/a.bin", _spaces(100_000_001, 0)), far.format("xl/a.bin")),
        BadFile("boom.xlsx", _patched(_CENTRAL, 24, struct.pack("<L", 0xFFFFFFF0)), far.format("[Content_Types].xml")),
        BadFile(
            "boom.xlsx",
            lambda: zipped({**good_parts(), **{f"xl/{n}.bin": _spaces(70_000_000, 900_000) for n in range(3)}}),
            far.format("xl/2.bin"),
        ),
        BadFile("boom.xlsx", lambda: _many(1_000), many),
        BadFile("boom.xlsx", lambda: _many(5_000), many),
        BadFile("boom.xlsx", _nested_directory, many),
        BadFile("boom.xlsx", _liar, "boom.xlsx is damaged: its part “xl/media/a.png” cannot be unpacked."),
    ]


def _entities(part: str, declaration: str) -> Callable[[], bytes]:
    return lambda: with_part(part, good_parts()[part].replace(b"?>", f"?>{declaration}".encode(), 1))


_LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"


def _odd_xml() -> list[BadFile]:
    doctype = "sent.xlsx holds a part, {}, with a DOCTYPE or entities, which Excel never writes."
    utf8 = "sent.xlsx holds a part, {}, that is not written in UTF-8."
    sheet = good_parts()[SHEET]
    wide = sheet.decode().replace("UTF-8", "UTF-16")
    return [
        *(
            BadFile("sent.xlsx", _entities(part, "<!DOCTYPE x>"), doctype.format(part))
            for part in (SHEET, WORKBOOK, RELATIONS, TYPES, TABLE, "_rels/.rels", "xl/sharedStrings.xml")
        ),
        BadFile("sent.xlsx", _entities(SHEET, _LAUGHS), doctype.format(SHEET)),
        BadFile("sent.xlsx", _entities(WORKBOOK, "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"), doctype.format(WORKBOOK)),
        BadFile("sent.xlsx", _entities(SHEET, "<!DOCTYPE x [<!ENTITY a SYSTEM 'http://example.org'>]>"), doctype.format(SHEET)),
        BadFile("sent.xlsx", _entities("xl/sharedStrings.xml", "<!ENTITY a 'b'>"), doctype.format("xl/sharedStrings.xml")),
        BadFile("sent.xlsx", lambda: with_part(SHEET, wide.encode("utf-16")), utf8.format(SHEET)),
        BadFile("sent.xlsx", lambda: with_part(SHEET, wide.encode("utf-16-be")), utf8.format(SHEET)),
        BadFile("sent.xlsx", lambda: with_part(SHEET, wide.encode("utf-16-le")), utf8.format(SHEET)),
        BadFile("sent.xlsx", lambda: with_part(SHEET, sheet.replace(b"UTF-8", b"UTF-7")), utf8.format(SHEET)),
        BadFile("sent.xlsx", lambda: with_part(SHEET, sheet.replace(b"UTF-8", b"windows-1252")), utf8.format(SHEET)),
    ]  # fmt: skip


def _kinds() -> list[BadFile]:
    macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return [
        BadFile("strict.xlsx", lambda: spoilt(WORKBOOK, _MAIN, _STRICT), "strict.xlsx is a Strict Open XML workbook."),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, "<workbookPr/>", '<workbookPr date1904="1"/>'), "CYPS.xlsx counts its dates from 1904."),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, "<workbookPr/>", '<workbookPr date1904="true"/>'), "CYPS.xlsx counts its dates from 1904."),
        BadFile("new.xltx", lambda: spoilt(TYPES, "sheet.main+xml", "template.main+xml"), "new.xltx is an Excel template."),
        BadFile("CYPS.xlsx", lambda: spoilt(TYPES, plain, macros), "CYPS.xlsx is a workbook with macros, which Excel opens only as .xlsm."),
        BadFile("CYPS.xlsm", good_file, "CYPS.xlsm is a workbook without macros, which Excel opens only as .xlsx."),
    ]  # fmt: skip


def _lost_sheets() -> list[BadFile]:
    sheet = '<sheet name="Data" sheetId="1" r:id="rId1"/>'
    no_sheet = "CYPS.xlsx is damaged: its sheet “Data” is missing."
    twins = "CYPS.xlsx is damaged: two of its sheets are named “{}”, or one has no name."
    nowhere = "CYPS.xlsx is damaged: nothing leads to its list of sheets."
    garbled = "CYPS.xlsx is damaged: its part {} breaks off or is garbled in line 2."
    return [
        BadFile("CYPS.xlsx", lambda: with_part(SHEET, None), no_sheet),
        BadFile("CYPS.xlsx", lambda: spoilt(RELATIONS, "sheet1.xml", "sheet9.xml"), no_sheet),
        BadFile("CYPS.xlsx", lambda: spoilt(RELATIONS, 'Id="rId1"', 'Id="rId9"'), no_sheet),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, 'r:id="rId1"', ""), no_sheet),
        BadFile("CYPS.xlsx", lambda: with_part("_rels/.rels", None), nowhere),
        BadFile("CYPS.xlsx", lambda: spoilt("_rels/.rels", "xl/workbook.xml", "xl/book.xml"), nowhere),
        BadFile("CYPS.xlsx", lambda: with_part(RELATIONS, None), no_sheet),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, 'sheetId="1"', 'sheetId="x"'), "CYPS.xlsx is damaged: its sheet “Data” has no number."),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, sheet, ""), "CYPS.xlsx has no worksheets."),
        BadFile("CYPS.xlsx", lambda: spoilt(RELATIONS, "/worksheet", "/chartsheet"), "CYPS.xlsx has no worksheets."),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, sheet, sheet * 2), twins.format("Data")),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, sheet, sheet + sheet.replace("Data", "DATA")), twins.format("DATA")),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, 'name="Data"', ""), twins.format("")),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, _MAIN, "urn:other"), "CYPS.xlsx is damaged: what should list its sheets does not."),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, "</sheets>", ""), garbled.format(WORKBOOK)),
        BadFile("CYPS.xlsx", lambda: spoilt(RELATIONS, "</Relationships>", "</Relation"), garbled.format(RELATIONS)),
        BadFile("CYPS.xlsx", lambda: spoilt(WORKBOOK, 'sheetId="1"', 'sheetId="&x;"'), garbled.format(WORKBOOK)),
        BadFile("CYPS.xlsx", lambda: with_part(SHEET, b"<worksheet/>"), "CYPS.xlsx is damaged: its sheet “Data” has lost its cells."),
        BadFile("CYPS.xlsx", lambda: with_part(SHEET, b""), "CYPS.xlsx is damaged: its sheet “Data” has lost its cells."),
    ]  # fmt: skip


def _cells(cells: str) -> Callable[[], bytes]:
    return lambda: spoilt(SHEET, "</sheetData>", f"{cells}</sheetData>")


def _odd_cells() -> list[BadFile]:
    far = "CYPS.xlsx has a value too far away to be read, on its sheet “Data” in {}."
    apart = "CYPS.xlsx has values too far apart to be read, on its sheet “Data” in {}."
    number = "CYPS.xlsx stores “{}” where a number should be, on its sheet “Data” in C2."
    pointer = "CYPS.xlsx is damaged: a cell points at a text that is not there, on its sheet “Data” in C2."
    wrong = "CYPS.xlsx is damaged: a cell of its sheet “Data” says it is {}."
    garbled = "CYPS.xlsx is damaged: its sheet “Data” breaks off or is garbled."
    value = "<v>1</v></c></row>"
    wide_row = "<row>" + "<c/>" * 5_000 + f"<c>{value}"
    return [
        BadFile("CYPS.xlsx", _cells(f'<row r="1048576"><c r="XFD1048576">{value}'), far.format("XFD1048576")),
        BadFile("CYPS.xlsx", _cells(f'<row r="9"><c r="XFD9">{value}<row r="1048576"><c r="A1048576">{value}'), apart.format("A1048576 and XFD9")),
        BadFile("CYPS.xlsx", _cells(f'<row r="1048576"><c r="J1048576" s="2">{value}'), far.format("J1048576")),
        BadFile("CYPS.xlsx", _cells('<row r="1"><c r="AAA9000" t="inlineStr"><is><t>x</t></is></c></row>'), far.format("AAA9000")),
        BadFile("CYPS.xlsx", _cells(f'<row r="1048577"><c r="A1048577">{value}'), apart.format("A1048577 and B1")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="XFE4">{value}'), far.format("XFE4")),
        BadFile("CYPS.xlsx", _cells(f"<row r='1048576'><c s='1' r='ZZ1048576'>{value}"), far.format("ZZ1048576")),
        BadFile("CYPS.xlsx", _cells(f'<row r="9000"></row>{wide_row}'), far.format("GJI9001")),
        BadFile("CYPS.xlsx", _cells(f'<x:row xmlns:x="{_MAIN}" r="1000000"><x:c r="ZZ1000000"><x:v>1</x:v></x:c></x:row>'), far.format("ZZ1000000")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="A0">{value}'), wrong.format("“A0”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="4">{value}'), wrong.format("“4”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="">{value}'), wrong.format("“”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="AAAA4">{value}'), wrong.format("“AAAA4”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c r="A99999999">{value}'), wrong.format("“A99999999”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="-4"><c>{value}'), wrong.format("in row “-4”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4294967295"><c>{value}'), wrong.format("in row “4294967295”")),
        BadFile("CYPS.xlsx", _cells(f'<row r="4"><c s="1">{value.removesuffix("</row>")}'), garbled),
        BadFile("CYPS.xlsx", _cells('<c r="C2"><v>NaN</v></c>'), number.format("NaN")),
        BadFile("CYPS.xlsx", _cells('<c r="C2"><v>-nan</v></c>'), number.format("-nan")),
        BadFile("CYPS.xlsx", _cells('<c r="C2" s="3"><v> INF </v></c>'), number.format("INF")),
        BadFile("CYPS.xlsx", _cells('<c r="C2"><f>A1/A2</f><v>-Infinity</v></c>'), number.format("-Infinity")),
        BadFile("CYPS.xlsx", _cells('<c r="C2" t="n"><v>1e999</v></c>'), number.format("1e999")),
        BadFile("CYPS.xlsx", _cells('<c r="C2"><v>-1.5E+400</v></c>'), number.format("-1.5E+400")),
        BadFile("CYPS.xlsx", _cells('<c r="C2" t="s"><v>2</v></c>'), pointer),
        BadFile("CYPS.xlsx", _cells('<c r="C2" s="1" t="s"><v>-1</v></c>'), pointer),
        BadFile("CYPS.xlsx", _cells('<c r="C2" t="s"><v>99999999999999999999</v></c>'), pointer),
        BadFile("CYPS.xlsx", _cells('<c r="C2" t="s"><v>one</v></c>'), pointer),
        BadFile(
            "CYPS.xlsx",
            lambda: with_part("xl/worksheets/sheet1.xml", _dense(1_000_001)),
            "CYPS.xlsx stores more than 1,000,000 cells, too many by its sheet “Data”.",
        ),
    ]  # fmt: skip


def _odd_tables() -> list[BadFile]:
    nowhere = "CYPS.xlsx is damaged: its table “Children” does not say where it stands."
    missing = "CYPS.xlsx is damaged: one of its tables is missing."
    headings = "CYPS.xlsx is damaged: its table “Children” has 2 headings for the columns of {}."
    empty = "CYPS.xlsx has a table, “Children”, that covers {}, mostly empty rows or columns."
    column = '<tableColumn id="2" name="Children"/>'
    wide = "".join(f'<tableColumn id="{number}" name="{number}"/>' for number in range(2, 16_385))
    whole = good_parts()[TABLE].decode().replace("A1:B3", "A1:XFD1048576").replace(column, wide).encode()
    return [
        *(BadFile("CYPS.xlsx", _area(ref), nowhere) for ref in ("", "A:B", "A0:B3", "B", "A1:B99999999", "1e9")),
        BadFile("CYPS.xlsx", lambda: spoilt(TABLE, ' ref="A1:B3"', ""), nowhere),
        BadFile("CYPS.xlsx", lambda: spoilt(TABLE, ' id="1"', ' id="1" headerRowCount="x"'), nowhere),
        BadFile("CYPS.xlsx", lambda: spoilt(TABLE, ' id="1"', ' id="1" totalsRowCount="-9"'), nowhere),
        *(BadFile("CYPS.xlsx", _area(ref), headings.format(ref)) for ref in ("A1:C3", "A1", "B3:A1", "A9:B1")),
        BadFile("CYPS.xlsx", lambda: with_part(TABLE, None), missing),
        BadFile("CYPS.xlsx", lambda: with_part("xl/worksheets/_rels/sheet1.xml.rels", None), missing),
        BadFile("CYPS.xlsx", lambda: spoilt("xl/worksheets/_rels/sheet1.xml.rels", '/table"', '/tablet"'), missing),
        BadFile("CYPS.xlsx", lambda: spoilt(TABLE, _MAIN, "urn:other"), nowhere),
        BadFile("CYPS.xlsx", lambda: with_part(TABLE, whole), empty.format("A1:XFD1048576")),
    ]


def _area(ref: str) -> Callable[[], bytes]:
    return lambda: spoilt(TABLE, "A1:B3", ref)


def _dense(cells: int) -> bytes:
    """A sheet of many cells that hold nothing, close together."""
    filler = os.urandom(400_000).hex().encode()  # keeps the ratio under the limit
    return f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode() + b"<c/>" * cells + b"</sheetData><!--" + filler + b"-->"


BAD_FILES: tuple[BadFile, ...] = (
    *_not_zips(),
    *_other_zips(),
    *_damaged(),
    *_names(),
    *_bombs(),
    *_odd_xml(),
    *_kinds(),
    *_lost_sheets(),
    *_odd_cells(),
    *_odd_tables(),
)
