"""A VBA project made from source text, without Excel: the same modules give the same bytes."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter
from pyopenvba import ExcelFile

MACROS = Path(__file__).resolve().parents[1] / "workbook_templates" / "macros"
"""The source text of every macro, as the Visual Basic editor exports and imports it."""
SHARED = ("CypsStart", "CypsWindows")
BUTTON = (*SHARED, "CypsButton")
"""The modules of the workbook with the button."""
RIBBON = (*SHARED, "CypsAsk", "CypsRibbon")
"""The modules of the add-in."""

_NAME = 'Attribute VB_Name = "'
_PROJECT = "xl/vbaProject.bin"


def source(module: str) -> str:
    """The text of one module of ours, without the line that names it."""
    named, _, body = (MACROS / f"{module}.bas").read_text(encoding="ascii").partition("\n")
    if named != f'{_NAME}{module}"':
        raise ValueError(f"{module}.bas begins with {named!r}, where its name is wanted")
    return body


def sources(modules: tuple[str, ...]) -> dict[str, str]:
    """The texts of several modules, by their names."""
    return {module: source(module) for module in modules}


def macro_project(modules: Mapping[str, str], sheets: int) -> bytes:
    """The part vbaProject.bin of a workbook with that many sheets, called Sheet1, Sheet2 … in the project."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "shell.xlsm")
        path.write_bytes(_shell(sheets))
        with ExcelFile(path) as shell:
            project = shell.add_vba_project()
            for name, text in modules.items():
                project.add_module(name, text.replace("\n", "\r\n"))
            shell.save()
        with zipfile.ZipFile(path) as parts:
            return parts.read(_PROJECT)


def _shell(sheets: int) -> bytes:
    buffer = io.BytesIO()
    shell = xlsxwriter.Workbook(buffer)
    for _ in range(sheets):
        shell.add_worksheet()
    shell.close()
    return buffer.getvalue()
