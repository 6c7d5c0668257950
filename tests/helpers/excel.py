"""A workbook as Excel writes it when somebody saves it: the same to a reader, other XML all over."""

from __future__ import annotations

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import SPACE, main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from cyps_xl.xlsx.parts.workbook_part import sheets_of

_REVISION = "{http://schemas.microsoft.com/office/spreadsheetml/2014/revision}uid"
_DESCENT = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac}dyDescent"
_TEXTS = "xl/sharedStrings.xml"
_FONT_ORDER = ["b", "i", "u", "sz", "color", "name", "family", "scheme"]


def as_excel_saves(package: Package) -> Package:
    """The package after a round through Excel, as far as can be told from files that Excel saved.

    Texts are shared, formulas filled down are shared, tabs that need no quotes have none, a
    font's properties come in another order, programs' own marks stand on rows and rules, and
    page set-up has the printer's resolution.
    """
    draft = Draft(package)
    texts = draft.change(_TEXTS)
    for sheet in sheets_of(package):
        root = draft.change(sheet.part)
        _share_texts(root, texts)
        _share_formulas(root)
        _mark(root)
    texts.set("uniqueCount", str(len(texts)))
    for font in draft.change("xl/styles.xml").iterfind(f"{main('fonts')}/{main('font')}"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    _unquote_names(draft)
    return draft.package()


def _share_texts(root: etree._Element, texts: etree._Element) -> None:
    for cell in root.iter(main("c")):
        inline = cell.find(main("is"))
        if inline is not None:
            shared = etree.SubElement(texts, main("si"))
            shared[:] = list(inline)
            cell.remove(inline)
            cell.set("t", "s")
            etree.SubElement(cell, main("v")).text = str(len(texts) - 1)


def _share_formulas(root: etree._Element) -> None:
    """Share the formulas of column C, as when somebody filled them down."""
    group = [f for f in root.iter(main("f")) if (f.text or "").startswith("IF(B") and "–" in (f.text or "")]
    for at, formula in enumerate(group):
        cell, last = formula.getparent(), group[-1].getparent()
        assert cell is not None
        assert last is not None
        formula.set("t", "shared")
        formula.set("si", "0")
        if at == 0:
            formula.set("ref", f"{cell.get('r')}:{last.get('r')}")
        else:
            formula.text = None


def _mark(root: etree._Element) -> None:
    for row in root.iter(main("row")):
        row.set("spans", "1:9")
        row.set(_DESCENT, "0.25")
        if not row.get("customHeight"):
            row.set("ht", "15")
    for rule in root.iter(main("dataValidation"), main("hyperlink")):
        rule.set(_REVISION, "{00000000-0002-0000-0000-000000000000}")
    for page in root.iter(main("pageSetup")):
        page.set("horizontalDpi", "4294967293")
        page.set("scale", "64")
    for margins in root.iter(main("pageMargins")):
        margins.set("top", "0.59999999999999998")
    for text in root.iter(main("t")):
        text.set(SPACE, "preserve")
    for formula in root.iter(main("f")):
        formula.text = (formula.text or "").replace("'Alpha'!", "Alpha!") or None


def _unquote_names(draft: Draft) -> None:
    for name in draft.change("xl/workbook.xml").iter(main("definedName")):
        name.text = (name.text or "").replace("'Alpha'!", "Alpha!").replace("'Beta'!", "Beta!")
