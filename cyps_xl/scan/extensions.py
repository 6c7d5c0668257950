"""Extensions that newer programs add to a part: those that only dress what is there, and all others."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cyps_xl.scan.exposure import Exposure, exposure, values_in
from cyps_xl.scan.formal_values import is_formal
from cyps_xl.scan.formula_words import FormulaWords

_DRESSING = """extLst ext id uniqueId creationId conditionalFormattings conditionalFormatting cfRule dataBar iconSet
cfvo cfIcon f sqref fillColor borderColor negativeFillColor negativeBorderColor axisColor sparklineGroups sparklineGroup
sparklines sparkline colorSeries colorNegative colorAxis colorMarkers colorFirst colorLast colorHigh colorLow
dataDisplayOptions16 dispNaAsBlank slicerStyles timelineStyles workbookPr calcFeatures feature decorative useLocalDpi
layout showLeaderLines leaderLines spPr ln solidFill noFill schemeClr srgbClr lumMod lumOff alpha round prstGeom avLst
invertSolidFillFmt effectLst showDataLabelsRange xForSave autoCat crossBetween tx14 themeFamily showDLblsOverMax
hiddenFill hiddenLine hiddenEffects compatExt headEnd tailEnd miter prstDash dataValidations dataValidation formula1
formula2"""
_THEMES = (("themeFamily", "Office Theme"), ("themeFamily", "Office Theme 2013 - 2022"))
DRESSING = frozenset(_DRESSING.split())
"""Elements of extensions that say how something looks, or number it."""


def in_extensions(parent: etree._Element, kind: str, place: str, formulas: FormulaWords) -> Iterator[Exposure]:
    """What the outermost lists of extensions under an element hold beyond dressing."""
    for extensions in parent.iter("{*}extLst"):
        if not any(etree.QName(up).localname == "extLst" for up in extensions.iterancestors()):
            yield from _in_list(extensions, kind, place, formulas)


def _in_list(extensions: etree._Element, kind: str, place: str, formulas: FormulaWords) -> Iterator[Exposure]:
    names = {etree.QName(e).localname for e in extensions.iter() if isinstance(e.tag, str)}
    if names - DRESSING:
        yield exposure(kind, f"{place}, an extension", values_in(extensions))
        return
    for element in extensions.iter():
        if isinstance(element.tag, str):
            yield from _told(element, f"{place}, an extension", formulas)


def _told(element: etree._Element, place: str, formulas: FormulaWords) -> Iterator[Exposure]:
    name = str(element.tag).rpartition("}")[2]
    text = (element.text or "").strip()
    if name == "f":
        yield from formulas.exposures(place, text, None)
    elif text and not (
        (name == "id" and is_formal(name, "", text)) or (name == "sqref" and formulas.cells.all_near(text))
    ):
        yield from formulas.known.exposures(place, text)
    values = [(str(key).rpartition("}")[2], str(value)) for key, value in element.attrib.items()]
    for key, value in (*values, ("", (element.tail or "").strip())):
        if value and not is_formal(name, key, value) and (name, value) not in _THEMES:
            yield from formulas.known.exposures(place, value)
