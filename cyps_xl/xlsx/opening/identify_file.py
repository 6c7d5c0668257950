"""What a file is when it is not a workbook, told by its bytes and not by its name."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.opening import file_kinds
from cyps_xl.xlsx.opening.content_types import TYPES_PART, content_type
from cyps_xl.xlsx.opening.file_kinds import Kind
from cyps_xl.xlsx.opening.part_names import Parts
from cyps_xl.xlsx.opening.relations import main_part
from cyps_xl.xlsx.opening.xml_part import parse_part
from cyps_xl.xlsx.opening.zip_entries import read_entries

_ZIP = b"PK\x03\x04"
_START = 4_096  # bytes in which a text shows what it is
_OWNER_FILE_SIZE = 165
_USUAL_WORKBOOK = "xl/workbook.xml"
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb")


def kind_of(data: bytes, name: str) -> Kind | None:
    """What the bytes of a file called `name` are; None when they may be a workbook as Excel saves it.

    Raises UnusableFile for a zip that is damaged or goes beyond every limit.
    """
    if not data.startswith(_ZIP):
        return _kind_of_file(data, name)
    parts = Parts(dict(read_entries(data, name)))
    return None if _may_be_workbook(parts, name) else _kind_of_zip(parts, name)


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raise UnusableFile, saying what the file is, unless it starts as a zip does."""
    if not data.startswith(_ZIP):
        _refuse(name, _kind_of_file(data, name))


def refuse_other_zips(parts: Mapping[str, bytes], name: str) -> None:
    """Raise UnusableFile, saying what the zip is, unless it begins with a list of sheets, or has one."""
    if not _may_be_workbook(parts, name):
        _refuse(name, _kind_of_zip(parts, name))


def what_it_is(data: bytes, name: str) -> Kind | None:
    """What a file is; None when it starts as a zip does, and may be a workbook."""
    return None if data.startswith(_ZIP) else _kind_of_file(data, name)


def is_text(data: bytes, name: str) -> bool:
    """Whether a file is plain text, as a CSV is, whatever its name ends in."""
    return what_it_is(data, name) in (file_kinds.CSV, file_kinds.PLAIN_TEXT)


def is_encrypted(data: bytes) -> bool:
    """Whether a file is encrypted: Excel opens it for those who may, and nothing else does."""
    return _kind_of_file(data, "") in (file_kinds.LABELLED, file_kinds.WITH_PASSWORD)


def _refuse(name: str, kind: Kind) -> None:
    raise UnusableFile(f"{name} {kind.what}.", kind.remedy)


def _kind_of_file(data: bytes, name: str) -> Kind:
    if not data:
        return file_kinds.NOTHING
    if name.startswith((".~lock.", "~$")) or _is_owner_file(data):
        return file_kinds.OWNER_FILE
    if not data.strip(b"\x00"):
        return file_kinds.ONLY_ZEROS
    if data.startswith(file_kinds.COMPOUND_FILE):
        streams = file_kinds.COMPOUND_STREAMS
        return next((kind for stream, kind in streams if stream in data), file_kinds.OTHER_COMPOUND)
    for start, kind in file_kinds.FIRST_BYTES:
        if data.startswith(start):
            return kind
    text = _as_text(data[:_START])
    return file_kinds.UNKNOWN if text is None else _kind_of_text(text)


def _is_owner_file(data: bytes) -> bool:
    """Excel's ~$ file: the user's name after its length, in 8-bit letters and again in 16-bit ones."""
    return len(data) == _OWNER_FILE_SIZE and 0 < data[0] <= 54 and data[0] == data[55]


def _as_text(start: bytes) -> str | None:
    """The start of a text file, whatever its encoding; None when the bytes are no text."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start.decode("utf-16", "ignore")
    else:
        text = start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return None if any(letter < " " and letter not in "\t\r\n\f" for letter in text) else text.lstrip()


def _kind_of_text(text: str) -> Kind:
    for pattern, kind in file_kinds.TEXTS:
        if pattern.match(text):
            return kind
    first_line = text.partition("\n")[0]
    return file_kinds.CSV if any(mark in first_line for mark in ",;\t") else file_kinds.PLAIN_TEXT


def _may_be_workbook(parts: Mapping[str, bytes], name: str) -> bool:
    """Whether a zip has what every workbook has: the kinds of its parts, and a list of sheets."""
    if TYPES_PART not in parts:
        return False
    main = main_part(parts, name)
    return _USUAL_WORKBOOK in parts if main is None else _other_kind(parts, main, name) is None


def _other_kind(parts: Mapping[str, bytes], main: str, name: str) -> Kind | None:
    """What a package is that begins with another part than a list of sheets; None when it may be one."""
    said = content_type(parse_part(parts[TYPES_PART], TYPES_PART, name), main)
    return next((kind for word, kind in file_kinds.MAIN_TYPES if word in said), None)


def _kind_of_zip(parts: Mapping[str, bytes], name: str) -> Kind:
    mime_type = parts.get("mimetype", b"").strip()
    if mime_type in file_kinds.MIME_TYPES:
        return file_kinds.MIME_TYPES[mime_type]
    main = main_part(parts, name) if TYPES_PART in parts else None
    lower = [part.lower() for part in parts]
    said = _other_kind(parts, main, name) if main is not None else None
    shown = (kind for start, kind in file_kinds.PARTS if any(part.startswith(start.lower()) for part in lower))
    if found := said or next(shown, None):
        return found
    if any(part.endswith(_WORKBOOK_NAMES) for part in lower):
        return file_kinds.ZIP_WITH_WORKBOOK
    half = any(part == TYPES_PART.lower() or part.startswith("xl/") for part in lower)
    return file_kinds.HALF_A_WORKBOOK if half else file_kinds.OTHER_ZIP
