"""Make workbook_templates/cyps_quarterly.xlsx from the declarations of the input tables and the output sheets."""

from __future__ import annotations

from pathlib import Path

from cyps_xl.writing.template import template_bytes

TEMPLATE = Path(__file__).resolve().parents[1] / "workbook_templates" / "cyps_quarterly.xlsx"


def main() -> None:
    """Write the template, and say where."""
    TEMPLATE.write_bytes(template_bytes())
    print(f"{TEMPLATE.name}: {TEMPLATE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
