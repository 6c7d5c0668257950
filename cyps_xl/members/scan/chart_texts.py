"""The words drawn in charts: those that a reader sees, and those that nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cyps_xl.members.scan.colours import PAPER, alike
from cyps_xl.members.scan.formats import SMALLEST
from cyps_xl.xlsx.namespaces import CHART, DRAWING
from cyps_xl.xlsx.package import Package, parse_part

_RUN, _TEXT, _LOOK = f"{{{DRAWING}}}r", f"{{{DRAWING}}}t", f"{{{DRAWING}}}rPr"
_USUAL_LOOK = f"{{{DRAWING}}}pPr/{{{DRAWING}}}defRPr"
_NO_INK, _INK = f"{{{DRAWING}}}noFill", f"{{{DRAWING}}}solidFill/{{{DRAWING}}}srgbClr"
_TITLE = f"{{{CHART}}}title"


def read_texts(package: Package) -> Iterator[str]:
    """The titles and labels that are drawn in the workbook's charts."""
    for part, data in package.parts.items():
        if part.startswith("xl/charts/chart") and part.endswith(".xml"):
            yield from (_text(run) for run in parse_part(data, part).iter(_RUN) if not _is_unread(run))


def unread_texts(chart: etree._Element) -> Iterator[str]:
    """The titles and labels of a chart that are too small to read, have no ink, or have the paper's."""
    return (_text(run) for run in chart.iter(_RUN) if _text(run).strip() and _is_unread(run))


def _text(run: etree._Element) -> str:
    return run.findtext(_TEXT) or ""


def _is_unread(run: etree._Element) -> bool:
    above = run.getparent()
    looks = (run.find(_LOOK), None if above is None else above.find(_USUAL_LOOK))
    return any(_hides(look, run) for look in looks if look is not None)


def _hides(look: etree._Element, run: etree._Element) -> bool:
    if look.find(_NO_INK) is not None or int(look.get("sz", "1000")) < SMALLEST * 100:  # in hundredths of a point
        return True
    ink = look.find(_INK)
    # Labels may stand on a dark column; a title stands on the paper.
    return ink is not None and next(run.iterancestors(_TITLE), None) is not None and alike(ink.get("val"), PAPER)
