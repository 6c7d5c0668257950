"""The cells of a workbook whose text begins as a formula does, and whether their look says that it is a text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cyps_xl.inputs.formula_like import begins_like_formula
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.opening.relations import part_of_kind
from cyps_xl.xlsx.parts.package import Package, parse_part
from cyps_xl.xlsx.parts.sheet_cells import contents, shared_texts
from cyps_xl.xlsx.parts.workbook_part import sheets_of, texts_root


def marked(package: Package) -> dict[str, str]:
    """The text of every cell with the mark, by "Tab!A1"; what is no text with "!" in front."""
    found = {}
    for place, look, text in _cells(package):
        if look.get("quotePrefix") == "1":
            found[place] = "!" if text is None else text
    return found


def unmarked(package: Package) -> dict[str, str]:
    """The text of every cell that needs the mark and has it not."""
    return {
        place: text
        for place, look, text in _cells(package)
        if text is not None and begins_like_formula(text) and look.get("quotePrefix") != "1"
    }


def _cells(package: Package) -> Iterator[tuple[str, etree._Element, str | None]]:
    """Each cell's place, its look, and its text, None where it holds a formula or something else."""
    styles = part_of_kind(package.parts, package.workbook, "styles")
    looks = list(parse_part(package.parts[styles], styles).iterfind(f"{main('cellXfs')}/{main('xf')}"))
    texts = shared_texts(texts_root(package))
    for sheet in sheets_of(package):
        root = parse_part(package.parts[sheet.part], sheet.part)
        held = dict(contents(root, texts))
        for cell, content in zip(root.iter(main("c")), held.values(), strict=True):
            is_text = cell.get("t") in ("s", "inlineStr") and not content.formula
            yield f"{sheet.name}!{cell.get('r')}", looks[int(cell.get("s", "0"))], content.value if is_text else None
