"""Files of other kinds that people give for a workbook, each with the sentence that it must get."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from helpers.good_files import TYPES, WORKBOOK, good_file, with_part, zipped


@dataclass(frozen=True)
class BadFile:
    """A file that must be refused: its name, how its bytes are made, and what must be said of it."""

    name: str
    make: Callable[[], bytes]
    what: str

    @property
    def sentence(self) -> str:
        """What a user must read."""
        return f"{self.name} {self.what}"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _compound(*streams: str) -> Callable[[], bytes]:
    return lambda: _OLE + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams) + bytes(2048)


def raw(data: bytes) -> Callable[[], bytes]:
    """These very bytes."""
    return lambda: data


def _owner_file(user: str) -> bytes:
    narrow = bytes([len(user)]) + user.encode().ljust(54)
    return narrow + bytes([len(user), 0]) + user.encode("utf-16-le").ljust(108, b" ")


def not_zips() -> list[BadFile]:
    """Files that are no zip at all."""
    web, csv = "is a web page.", "is a CSV file."
    return [
        BadFile("empty.xlsx", raw(b""), "is empty."),
        BadFile("zeros.xlsx", raw(bytes(5000)), "holds nothing but zeros, as after a failed copy."),
        BadFile("old.xls", _compound("Root Entry", "Workbook"), "is a workbook in the old format (.xls)."),
        BadFile("old.xlsx", _compound("Root Entry", "Workbook"), "is a workbook in the old format (.xls)."),
        BadFile("older.xls", _compound("Root Entry", "Book"), "is a workbook in the old format (.xls)."),
        BadFile("bare.xls", raw(b"\x09\x08\x10\x00" + bytes(99)), "is a workbook in the old format (.xls)."),
        BadFile("1988.xls", raw(b"\x09\x00\x04\x00\x02\x00\x10\x00"), "is a worksheet of a very old Excel (.xls)."),
        BadFile("1990.xls", raw(b"\x09\x02\x06\x00\x00\x00\x10\x00"), "is a worksheet of a very old Excel (.xls)."),
        BadFile("1992.xls", raw(b"\x09\x04\x06\x00\x00\x00\x10\x00"), "is a worksheet of a very old Excel (.xls)."),
        BadFile("locked.xlsx", _compound("EncryptionInfo", "EncryptedPackage"), "is encrypted with a password."),
        BadFile(
            "label.xlsx",
            _compound("DRMEncryptedDataSpace", "EncryptedPackage"),
            "is encrypted by a sensitivity label or by rights management.",
        ),
        BadFile("letter.xlsx", _compound("WordDocument"), "is a Word document in the old format (.doc)."),
        BadFile("slides.xlsx", _compound("PowerPoint Document"), "is a PowerPoint file in the old format (.ppt)."),
        BadFile("mail.xlsx", _compound("__properties_version1.0"), "is an e-mail saved from Outlook (.msg)."),
        BadFile("other.xlsx", _compound("Contents"), "is some older Office file, not a workbook."),
        BadFile("~$CYPS.xlsx", raw(_owner_file("Ann Other")), "only says who has a workbook open."),
        BadFile("copied.xlsx", raw(_owner_file("Ann Other")), "only says who has a workbook open."),
        BadFile(".~lock.CYPS.xlsx#", raw(b",ann,pc1,01.12.2017 09:00,;"), "only says who has a workbook open."),
        BadFile("web.xlsx", raw(b"<html><body><table><tr><td>1</td></tr></table></body></html>"), web),
        BadFile("web.xlsx", raw(b"\xef\xbb\xbf\r\n  <!DOCTYPE html><html></html>"), web),
        BadFile("web.xlsx", raw(b"<table border=1><tr><td>Month</td></tr></table>"), web),
        BadFile("web.xlsx", raw('<HTML xmlns:x="urn:schemas-microsoft-com:office:excel">'.encode("utf-16")), web),
        BadFile("web.xlsx", raw(b"<?xml version='1.0'?><!-- export --><html/>"), web),
        BadFile("web.xlsx", raw(b"<!-- made by a portal -->\n<meta charset='utf-8'><table></table>"), web),
        BadFile(
            "2003.xml",
            raw(
                b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
                b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
            ),
            "is an XML Spreadsheet 2003.",
        ),
        BadFile(
            "flat.xlsx",
            raw(b'<?xml version="1.0"?><office:document></office:document>'),
            "is a flat OpenDocument file.",
        ),
        BadFile("data.xlsx", raw(b'<?xml version="1.0"?><figures/>'), "is an XML file."),
        BadFile(
            "page.xlsx",
            raw(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; x\r\n"),
            "is a web page saved as one file (.mht).",
        ),
        BadFile("mail.xlsx", raw(b"Received: from a by b\r\nSubject: figures\r\n"), "is an e-mail (.eml)."),
        BadFile("link.xlsx", raw(b"[InternetShortcut]\r\nURL=https://example.org"), "is a shortcut to a web address."),
        BadFile("link.xlsx", raw(b"L\x00\x00\x00\x01\x14\x02\x00\x00"), "is a shortcut to another file."),
        BadFile("data.xlsx", raw(b'[{"month": "2017-10", "children": 12}]'), "is a JSON file."),
        BadFile("figures.xlsx", raw(b"Month,Children\r\n2017-10,12\r\n"), csv),
        BadFile("figures.xlsx", raw(b"\xef\xbb\xbfMonth;Children\n2017-10;12\n"), csv),
        BadFile("figures.xlsx", raw("Month\tChildren\n2017-10\t12\n".encode("utf-16")), csv),
        BadFile("figures.xlsx", raw("Mis,Plant mewn gofal, Tŷ\n".encode("cp1252", "replace")), csv),
        BadFile("note.xlsx", raw(b"See the other file."), "is a text file."),
        BadFile("sylk.xlsx", raw(b"ID;PWXL;N;E\r\n"), "is a SYLK file (.slk)."),
        BadFile("report.xlsx", raw(b"%PDF-1.7\n%\xe2\xe3"), "is a PDF."),
        BadFile("letter.xlsx", raw(b"{\\rtf1\\ansi}"), "is a rich text document (.rtf)."),
        BadFile("chart.xlsx", raw(b"\x89PNG\r\n\x1a\n"), "is a picture (.png)."),
        BadFile("photo.xlsx", raw(b"\xff\xd8\xff\xe0"), "is a picture (.jpg)."),
        BadFile("spin.xlsx", raw(b"GIF89a"), "is a picture (.gif)."),
        BadFile("CYPS.xlsx.gz", raw(b"\x1f\x8b\x08\x00"), "is a compressed file (.gz)."),
        BadFile("all.7z", raw(b"7z\xbc\xaf\x27\x1c\x00"), "is a compressed folder (.7z)."),
        BadFile("all.rar", raw(b"Rar!\x1a\x07\x00"), "is a compressed folder (.rar)."),
        BadFile("setup.xlsx", raw(b"MZ\x90\x00"), "is a program."),
        BadFile("base.xlsx", raw(b"SQLite format 3\x00"), "is a database."),
        BadFile("noise.xlsx", lambda: b"\x01" + random.Random(1).randbytes(3000), "is not an Excel workbook."),
    ]


def _zip_of(**parts: str) -> Callable[[], bytes]:
    return lambda: zipped({name: text.encode() for name, text in parts.items()})


def other_zips() -> list[BadFile]:
    """Zips of another kind, and half a workbook."""
    ods = "application/vnd.oasis.opendocument.spreadsheet"
    missing = "is damaged: parts that every workbook has are missing."
    return [
        BadFile("old.ods", _zip_of(mimetype=ods, **{"content.xml": "<x/>"}), "is an OpenDocument spreadsheet (.ods)."),
        BadFile("CYPS.xlsx", _zip_of(mimetype=ods), "is an OpenDocument spreadsheet (.ods)."),
        BadFile("text.xlsx", _zip_of(mimetype=ods.replace("spreadsheet", "text")), "is an OpenDocument text (.odt)."),
        BadFile(
            "quick.xlsb", _zip_of(**{TYPES: "<x/>", "xl/workbook.bin": "x"}), "is an Excel Binary Workbook (.xlsb)."
        ),
        BadFile("letter.xlsx", _zip_of(**{TYPES: "<x/>", "word/document.xml": "<x/>"}), "is a Word document (.docx)."),
        BadFile(
            "slides.xlsx", _zip_of(**{TYPES: "<x/>", "ppt/presentation.xml": "<x/>"}), "is a PowerPoint file (.pptx)."
        ),
        BadFile("ipad.xlsx", _zip_of(**{"Index/Document.iwa": "x"}), "is an Apple Numbers file."),
        BadFile("app.xlsx", _zip_of(**{"META-INF/MANIFEST.MF": "x"}), "is a zip made by another program."),
        BadFile("sent.zip", _zip_of(**{"2017/CYPS.xlsx": "x"}), "is a zip folder with a workbook in it."),
        BadFile("photos.zip", _zip_of(**{"1.jpg": "x"}), "is a zip folder, not a workbook."),
        BadFile("none.xlsx", raw(b"PK\x05\x06" + bytes(18)), "is an empty zip folder."),
        BadFile("piece.xlsx", raw(b"PK\x07\x08" + good_file()), "is one piece of a zip in several pieces."),
        BadFile("half.xlsx", lambda: with_part(TYPES, None), missing),
        BadFile("half.xlsx", lambda: with_part(WORKBOOK, None), missing),
        BadFile("half.xlsx", _zip_of(**{TYPES: "<x/>"}), missing),
    ]
