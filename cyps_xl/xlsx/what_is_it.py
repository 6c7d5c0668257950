"""What a file is when it is not a workbook, told by its bytes and not by its name."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx import file_kinds
from cyps_xl.xlsx.file_kinds import Kind

_ZIP = b"PK\x03\x04"
_START = 4_096  # bytes in which a text shows what it is
_OWNER_FILE_SIZE = 165
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb")


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raise UnusableFile, saying what the file is, unless it starts as a zip does."""
    if not data.startswith(_ZIP):
        _refuse(name, _kind_of_file(data, name))


def refuse_other_zips(parts: Mapping[str, bytes], name: str) -> None:
    """Raise UnusableFile, saying what the zip is, unless it holds the two parts that every workbook has."""
    if "[Content_Types].xml" not in parts or "xl/workbook.xml" not in parts:
        _refuse(name, _kind_of_zip(parts))


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


def _kind_of_zip(parts: Mapping[str, bytes]) -> Kind:
    mime_type = parts.get("mimetype", b"").strip()
    if mime_type in file_kinds.MIME_TYPES:
        return file_kinds.MIME_TYPES[mime_type]
    for start, kind in file_kinds.PARTS:
        if any(part.startswith(start) for part in parts):
            return kind
    if any(part.lower().endswith(_WORKBOOK_NAMES) for part in parts):
        return file_kinds.ZIP_WITH_WORKBOOK
    half = any(part == "[Content_Types].xml" or part.startswith("xl/") for part in parts)
    return file_kinds.HALF_A_WORKBOOK if half else file_kinds.OTHER_ZIP
