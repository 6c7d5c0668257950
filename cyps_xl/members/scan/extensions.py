"""Extensions that newer programs add to a part: those that only dress what is there, and all others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cyps_xl.members.scan.exposure import Exposure, exposure, values_in
from cyps_xl.members.scan.words import Known

_DRESSING = """extLst ext id uniqueId creationId conditionalFormattings conditionalFormatting cfRule dataBar iconSet
cfvo cfIcon f sqref fillColor borderColor negativeFillColor negativeBorderColor axisColor sparklineGroups sparklineGroup
sparklines sparkline colorSeries colorNegative colorAxis colorMarkers colorFirst colorLast colorHigh colorLow
dataDisplayOptions16 dispNaAsBlank slicerStyles timelineStyles workbookPr calcFeatures feature"""
DRESSING = frozenset(_DRESSING.split())
"""Elements of extensions that say how something looks, or number it."""
_FORMAL_WORDS = """dataBar iconSet leftToRight rightToLeft context autoMin autoMax num percent percentile formula
min max automatic none middle gap zero span column stacked line individual group custom true false"""
_FORMAL_WORD = "|".join(_FORMAL_WORDS.split())
_GUID = r"\{[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\}"
_FORMAL = re.compile(
    rf"{_FORMAL_WORD}|{_GUID}|-?\d+(\.\d+)?([Ee][-+]?\d+)?|[0-9A-F]{{8}}|[345][A-Z][A-Za-z0-9]+|"
    r"(Slicer|Timeline)Style\w*\d|microsoft\.com:[A-Z]\w*(\.\w+)?"
)
_ADDRESS = re.compile(r"\$?\b[A-Z]{1,3}\$?\d+\b")


def in_extensions(parent: etree._Element, kind: str, place: str, known: Known) -> Iterator[Exposure]:
    """What the outermost lists of extensions under an element hold beyond dressing."""
    for extensions in parent.iter("{*}extLst"):
        if not any(etree.QName(up).localname == "extLst" for up in extensions.iterancestors()):
            yield from _in_list(extensions, kind, place, known)


def _in_list(extensions: etree._Element, kind: str, place: str, known: Known) -> Iterator[Exposure]:
    names = {etree.QName(e).localname for e in extensions.iter() if isinstance(e.tag, str)}
    if names - DRESSING:
        yield exposure(kind, f"{place}, an extension", values_in(extensions))
        return
    for value in _values(extensions):
        if not _FORMAL.fullmatch(value):
            yield from known.exposures(f"{place}, an extension", _ADDRESS.sub(" ", value))


def _values(element: etree._Element) -> Iterator[str]:
    for part in element.iter():
        if isinstance(part.tag, str):
            yield from (str(value) for value in part.attrib.values())
            yield from (text.strip() for text in (part.text, part.tail) if text and text.strip())
