"""Make the templates in workbook_templates/, with and without the button, from the declarations and the macros."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from macro_project import BUTTON, macro_project, sources

from cyps_xl.definition.packs import default_pack
from cyps_xl.settings import read_settings
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.writing.template import empty_inputs, template_bytes

FOLDER = Path(__file__).resolve().parents[1] / "workbook_templates"
TEMPLATE = FOLDER / "cyps_quarterly.xlsx"
WITH_BUTTON = FOLDER / "cyps_quarterly.xlsm"


def with_button(modules: Mapping[str, str]) -> bytes:
    """The template with macros and the buttons that run them."""
    inputs = empty_inputs(default_pack())
    sheets = len(lay_out(inputs, read_settings(inputs), {}).sheets) + len(inputs.catalogue)
    return template_bytes(default_pack(), macro_project(modules, sheets))


def main() -> None:
    """Write the templates, and say where."""
    for path, data in ((TEMPLATE, template_bytes(default_pack())), (WITH_BUTTON, with_button(sources(BUTTON)))):
        path.write_bytes(data)
        print(f"{path.name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
