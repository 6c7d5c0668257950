"""The kinds of file that people give for a workbook: how each shows itself, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SAVE_AS_WORKBOOK = "Open it in Excel and save it as Excel Workbook (.xlsx)."
GO_BACK = "Copy it again from where it came from, or go back to a backup."
GIVE_THE_WORKBOOK = "Give the workbook itself."
UNZIP = "Unzip it first and give the workbook inside it."


@dataclass(frozen=True)
class Kind:
    """What a file is, in words that follow its name, and what to do about it."""

    what: str
    remedy: str


NOTHING = Kind("is empty", "Go back to a backup of it.")
ONLY_ZEROS = Kind("holds nothing but zeros, as after a failed copy", GO_BACK)
OWNER_FILE = Kind("only says who has a workbook open", "Give the workbook itself, and close it first.")
UNKNOWN = Kind("is not an Excel workbook", "Check that it is the right file.")

_OLD_FORMAT = Kind("is a workbook in the old format (.xls)", SAVE_AS_WORKBOOK)
_VERY_OLD = Kind("is a worksheet of a very old Excel (.xls)", SAVE_AS_WORKBOOK)

FIRST_BYTES: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x05\x06", Kind("is an empty zip folder", GO_BACK)),
    (b"PK\x07\x08", Kind("is one piece of a zip in several pieces", UNZIP)),
    (b"%PDF", Kind("is a PDF", GIVE_THE_WORKBOOK)),
    (b"{\\rtf", Kind("is a rich text document (.rtf)", GIVE_THE_WORKBOOK)),
    (b"\x89PNG", Kind("is a picture (.png)", GIVE_THE_WORKBOOK)),
    (b"\xff\xd8\xff", Kind("is a picture (.jpg)", GIVE_THE_WORKBOOK)),
    (b"GIF8", Kind("is a picture (.gif)", GIVE_THE_WORKBOOK)),
    (b"\x1f\x8b", Kind("is a compressed file (.gz)", UNZIP)),
    (b"7z\xbc\xaf\x27\x1c", Kind("is a compressed folder (.7z)", UNZIP)),
    (b"Rar!", Kind("is a compressed folder (.rar)", UNZIP)),
    (b"MZ", Kind("is a program", "Do not open it; ask whoever sent it for the workbook.")),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Kind("is a shortcut to another file", "Give the file it leads to.")),
    (b"SQLite format 3\x00", Kind("is a database", GIVE_THE_WORKBOOK)),
    (b"ID;P", Kind("is a SYLK file (.slk)", SAVE_AS_WORKBOOK)),
    (b"\x09\x00\x04\x00", _VERY_OLD),
    (b"\x09\x02\x06\x00", _VERY_OLD),
    (b"\x09\x04\x06\x00", _VERY_OLD),
    (b"\x09\x08", _OLD_FORMAT),
)

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_COMPOUND = Kind("is some older Office file, not a workbook", GIVE_THE_WORKBOOK)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")  # as a compound file spells the names in its directory


LABELLED = Kind(
    "is encrypted by a sensitivity label or by rights management",
    "Open it in Excel, choose a label that does not encrypt, and save.",
)
WITH_PASSWORD = Kind(
    "is encrypted with a password",
    "In Excel, choose File, Info, Protect Workbook, Encrypt with Password, clear the password, and save.",
)

# In this order: encryption hides what else there may be, and "Workbook" holds "Book".
COMPOUND_STREAMS: tuple[tuple[bytes, Kind], ...] = (
    (_stream("DRMEncrypted"), LABELLED),
    (_stream("EncryptedPackage"), WITH_PASSWORD),
    (_stream("Workbook"), _OLD_FORMAT),
    (_stream("Book"), _OLD_FORMAT),
    (_stream("WordDocument"), Kind("is a Word document in the old format (.doc)", GIVE_THE_WORKBOOK)),
    (_stream("PowerPoint Document"), Kind("is a PowerPoint file in the old format (.ppt)", GIVE_THE_WORKBOOK)),
    (_stream("__properties_version1.0"), Kind("is an e-mail saved from Outlook (.msg)", "Save its attachment first.")),
)


def _text(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL | re.IGNORECASE)


_HTML = r"<(?:!doctype\s+html|html|head|meta|body|table|style|script|div|center|font|p|br)\b"
_XML = r"<\?xml.{0,2000}?"

TEXTS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (
        _text(_XML + "urn:schemas-microsoft-com:office:spreadsheet"),
        Kind("is an XML Spreadsheet 2003", SAVE_AS_WORKBOOK),
    ),
    (_text(_XML + "<office:document"), Kind("is a flat OpenDocument file", SAVE_AS_WORKBOOK)),
    (
        _text(rf"(?:<\?xml[^>]{{0,200}}>\s*)?(?:<!--.{{0,2000}}?-->\s*)?{_HTML}"),
        Kind("is a web page", SAVE_AS_WORKBOOK),
    ),
    (_text(r"<\?xml"), Kind("is an XML file", SAVE_AS_WORKBOOK)),
    (
        _text("MIME-Version:.{0,2000}multipart/related"),
        Kind("is a web page saved as one file (.mht)", SAVE_AS_WORKBOOK),
    ),
    (
        _text(r"(?:Received|Return-Path|Delivered-To|From|MIME-Version|X-[\w-]+): "),
        Kind("is an e-mail (.eml)", "Save its attachment first."),
    ),
    (_text(r"\[InternetShortcut\]"), Kind("is a shortcut to a web address", "Download the workbook first.")),
    (_text(r"[\[{]\s*[\[{\"]"), Kind("is a JSON file", GIVE_THE_WORKBOOK)),
)
CSV = Kind(
    "is a CSV file",
    "Bring its figures in with “cyps-xl import”, or open it in Excel and save it as Excel Workbook (.xlsx).",
)
PLAIN_TEXT = Kind("is a text file", GIVE_THE_WORKBOOK)

MIME_TYPES: Mapping[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.spreadsheet": Kind("is an OpenDocument spreadsheet (.ods)", SAVE_AS_WORKBOOK),
    b"application/vnd.oasis.opendocument.text": Kind("is an OpenDocument text (.odt)", GIVE_THE_WORKBOOK),
}

_BINARY = Kind("is an Excel Binary Workbook (.xlsb)", SAVE_AS_WORKBOOK)
_WORD = Kind("is a Word document (.docx)", GIVE_THE_WORKBOOK)
_POWERPOINT = Kind("is a PowerPoint file (.pptx)", GIVE_THE_WORKBOOK)

# A word in what the first part is said to be.
MAIN_TYPES: tuple[tuple[str, Kind], ...] = (
    ("ms-excel.sheet.binary", _BINARY),
    ("wordprocessingml", _WORD),
    ("ms-word", _WORD),
    ("presentationml", _POWERPOINT),
    ("ms-powerpoint", _POWERPOINT),
    ("ms-visio", Kind("is a Visio drawing (.vsdx)", GIVE_THE_WORKBOOK)),
)

# A part of this name, or with names that start so, says what the zip is.
PARTS: tuple[tuple[str, Kind], ...] = (
    ("xl/workbook.bin", _BINARY),
    ("word/", _WORD),
    ("ppt/", _POWERPOINT),
    ("Index/", Kind("is an Apple Numbers file", "In Numbers, export it to Excel.")),
    ("META-INF/", Kind("is a zip made by another program", GIVE_THE_WORKBOOK)),
)
ZIP_WITH_WORKBOOK = Kind("is a zip folder with a workbook in it", UNZIP)
HALF_A_WORKBOOK = Kind("is damaged: parts that every workbook has are missing", GO_BACK)
OTHER_ZIP = Kind("is a zip folder, not a workbook", GIVE_THE_WORKBOOK)
