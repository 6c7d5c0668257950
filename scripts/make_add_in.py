"""Make workbook_templates/cyps_report.xlam, the add-in with the ribbon, from its macros and its ribbon's text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter
from macro_project import MACROS, RIBBON, macro_project, sources

from cyps_xl.writing.same_bytes import MADE_ON

ADD_IN = Path(__file__).resolve().parents[1] / "workbook_templates" / "cyps_report.xlam"
RIBBON_PART = "customUI/customUI.xml"

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_RELATION = (
    '<Relationship Id="cypsRibbon" Type="http://schemas.microsoft.com/office/2006/relationships/ui/extensibility" '
    f'Target="{RIBBON_PART}"/></Relationships>'
)
_CHANGES = {
    "[Content_Types].xml": (
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    ),
    "_rels/.rels": ("</Relationships>", _RELATION),
    "xl/workbook.xml": ("<workbookView ", '<workbookView visibility="hidden" '),
}
"""What makes an add-in of a workbook: its type, the ribbon, and a window that does not show."""


def add_in(modules: Mapping[str, str]) -> bytes:
    """The add-in with these macros, as a file's bytes. The same macros give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(macro_project(modules, 1)))) as book, zipfile.ZipFile(out, "w") as made:
        for name in book.namelist():
            _write(made, name, _changed(name, book.read(name)))
        _write(made, RIBBON_PART, (MACROS / "ribbon.xml").read_bytes().replace(b"\r\n", b"\n"))
    return out.getvalue()


def workbook(macros: bytes) -> bytes:
    """A workbook of one empty sheet with a macro project: an add-in but for its type and its ribbon."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties(
        {
            "title": "Children’s services performance report",
            "comments": "A tab with the buttons Recalculate, Check, Publish and Help.",
            "created": dt.datetime(2000, 1, 1),
        }
    )
    book.add_worksheet()
    book.add_vba_project(io.BytesIO(macros), is_stream=True)
    book.close()
    return buffer.getvalue()


def _changed(name: str, data: bytes) -> bytes:
    if name not in _CHANGES:
        return data
    before, after = (text.encode() for text in _CHANGES[name])
    if data.count(before) != 1:
        raise ValueError(f"{name} holds {before!r} {data.count(before)} times, where once is wanted")
    return data.replace(before, after)


def _write(made: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = MADE_ON
    made.writestr(entry, data)


def main() -> None:
    """Write the add-in, and say how large it is."""
    ADD_IN.write_bytes(add_in(sources(RIBBON)))
    print(f"{ADD_IN.name}: {ADD_IN.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
