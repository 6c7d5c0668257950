"""The words drawn in charts: those that a reader sees, and those that nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cyps_xl.scan.colours import PAPER, alike
from cyps_xl.scan.formats import SMALLEST
from cyps_xl.xlsx.opening.namespaces import CHART, DRAWING
from cyps_xl.xlsx.parts.package import Package, parse_part

_RUN, _TEXT, _LOOK = f"{{{DRAWING}}}r", f"{{{DRAWING}}}t", f"{{{DRAWING}}}rPr"
_PARAGRAPH, _USUAL_LOOK = f"{{{DRAWING}}}p", f"{{{DRAWING}}}pPr/{{{DRAWING}}}defRPr"
_NO_INK, _INK = f"{{{DRAWING}}}noFill", f"{{{DRAWING}}}solidFill"
_OWN_TEXT = f"{{{CHART}}}txPr/{{{DRAWING}}}p/{{{DRAWING}}}pPr/{{{DRAWING}}}defRPr"
_TITLE, _LABEL, _DELETE = f"{{{CHART}}}title", f"{{{CHART}}}dLbl", f"{{{CHART}}}delete"
_AXES = tuple(f"{{{CHART}}}{name}" for name in ("catAx", "valAx", "dateAx", "serAx"))
_WITH_LOOKS = (*_AXES, _TITLE, _LABEL, f"{{{CHART}}}dLbls", f"{{{CHART}}}legend", f"{{{CHART}}}chartSpace")
_PLACE = f"{{{CHART}}}layout/{{{CHART}}}manualLayout"
_SERIES, _NAME = f"{{{CHART}}}ser", f"{{{CHART}}}tx/{{{CHART}}}v"
_GROUND = f"{{{CHART}}}spPr/{_INK}/*"
_BLACK = "000000"
_PLAIN = dict.fromkeys(("bg1", "lt1", "white", "window"), PAPER) | dict.fromkeys(
    ("tx1", "dk1", "black", "windowText"), _BLACK
)
_MOST_SEEN_THROUGH = 50_000  # of a ground: what lies below shows more than it does
_LEAST_INK = 15_000  # thousandths of a per cent: letters of less cover can hardly be seen


def read_texts(package: Package) -> Iterator[str]:
    """The titles and labels that are drawn in the workbook's charts, and the names of series in a legend."""
    for part, data in package.parts.items():
        if part.startswith("xl/charts/chart") and part.endswith(".xml"):
            yield from read_in_chart(parse_part(data, part))


def read_in_chart(chart: etree._Element) -> Iterator[str]:
    """As `read_texts`, of one chart."""
    yield from (text.text or "" for text in chart.iter(_TEXT) if _is_drawn(text) and not _is_unread(text))
    yield from names_in_legend(chart)


def names_in_legend(chart: etree._Element) -> Iterator[str]:
    """The names that series have of themselves, where a legend or label shows them."""
    legend = chart.find(f".//{{{CHART}}}legend")
    gone = set() if legend is None else {_number(entry, "idx") for entry in _deleted_entries(legend)}
    for at, series in enumerate(chart.iter(_SERIES)):
        name = series.findtext(_NAME) or ""
        if name and ((legend is not None and at not in gone) or _is_told(series)):
            yield name


def unseen_words(chart: etree._Element) -> Iterator[str]:
    """Words that a chart stores and does not draw: the title of a deleted axis, a series that no legend names."""
    yield from (text.text or "" for text in chart.iter(_TEXT) if not _is_drawn(text))
    shown = set(names_in_legend(chart))
    for series in chart.iter(_SERIES):
        name = series.findtext(_NAME) or ""
        if name not in shown:
            yield name


def unread_texts(chart: etree._Element) -> Iterator[str]:
    """The titles and labels of a chart that are too small to read, have no ink, or have the paper's."""
    return (text.text or "" for text in chart.iter(_TEXT) if (text.text or "").strip() and _is_unread(text))


def _deleted_entries(legend: etree._Element) -> Iterator[etree._Element]:
    return (entry for entry in legend.iter(f"{{{CHART}}}legendEntry") if _is_set(entry.find(_DELETE)))


def _is_told(series: etree._Element) -> bool:
    return any(_is_set(element) for element in series.iter(f"{{{CHART}}}showSerName"))


def _is_set(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") in ("1", "true")


def _number(element: etree._Element, name: str) -> int:
    found = element.find(f"{{{CHART}}}{name}")
    return -1 if found is None else int(found.get("val", "-1"))


def _is_drawn(text: etree._Element) -> bool:
    """Whether a text belongs to something that the chart draws, within its frame."""
    for up in text.iterancestors(_TITLE, _LABEL, *_AXES):
        if _is_set(up.find(_DELETE)) or _is_outside(up.find(_PLACE)):
            return False
        if up.tag == _LABEL and not 0 <= _number(up, "idx") < _points_of(up):
            return False
    return True


def _points_of(label: etree._Element) -> int:
    series = next(label.iterancestors(_SERIES), None)
    counts = () if series is None else series.iter(f"{{{CHART}}}ptCount")
    return max((int(count.get("val", "0")) for count in counts), default=0)


def _is_outside(place: etree._Element | None) -> bool:
    """Whether something was moved out of the chart's frame, of which it is given in parts."""
    if place is None:
        return False
    where = (place.find(f"{{{CHART}}}{side}") for side in ("x", "y"))
    return any(w is not None and not -1 < float(w.get("val", "0")) < 1 for w in where)


def _looks(text: etree._Element) -> Iterator[etree._Element]:
    """What says how a text looks, the nearest first."""
    run = text.getparent()
    paragraph = next(text.iterancestors(_PARAGRAPH), None)
    found = [None if run is None else run.find(_LOOK), None if paragraph is None else paragraph.find(_USUAL_LOOK)]
    found += [up.find(_OWN_TEXT) for up in text.iterancestors(*_WITH_LOOKS)]
    return (look for look in found if look is not None)


def _is_unread(text: etree._Element) -> bool:
    size = next((look.get("sz") for look in _looks(text) if look.get("sz")), None)
    if size is not None and int(size) < SMALLEST * 100:  # in hundredths of a point
        return True
    for look in _looks(text):
        if look.find(_NO_INK) is not None:
            return True
        ink = look.find(_INK)
        if ink is not None:
            return _has_no_colour(ink, _ground_of(text))
    return False


def _ground_of(text: etree._Element) -> str | None:
    """The colour on which a title stands: its own, else its chart's, else the paper's. None for labels, which may stand
    on a dark column."""
    title = next(text.iterancestors(_TITLE), None)
    if title is None:
        return None
    filled = (up.find(_GROUND) for up in (title, *text.iterancestors(f"{{{CHART}}}chartSpace")))
    ground = next((colour for colour in filled if colour is not None and not _is_see_through(colour)), None)
    return PAPER if ground is None else _plain(ground)


def _is_see_through(colour: etree._Element) -> bool:
    cover = colour.find(f"{{{DRAWING}}}alpha")
    return cover is not None and int(cover.get("val", "100000")) < _MOST_SEEN_THROUGH


def _has_no_colour(ink: etree._Element, ground: str | None) -> bool:
    """Whether letters are see-through, or of the colour of their ground."""
    cover = ink.find(f"*/{{{DRAWING}}}alpha")
    if cover is not None and int(cover.get("val", "100000")) < _LEAST_INK:
        return True
    letters = _plain(ink[0]) if len(ink) else ""
    return ground is not None and (letters == ground or alike(letters, ground))


def _plain(colour: etree._Element) -> str:
    """A colour as RRGGBB where it can be told, black and white by how much of them is taken and added (Office Open XML,
    lumMod and lumOff), else by its name in the theme."""
    value = str(colour.get("val", ""))
    plain = _PLAIN.get(value, value)
    changes = {etree.QName(one).localname: int(one.get("val", "0")) / 100_000 for one in colour}
    if plain not in (PAPER, _BLACK) or not changes:
        return plain
    light = (plain == PAPER) * changes.get("lumMod", 1.0) + changes.get("lumOff", 0.0)
    return f"{round(255 * max(0.0, min(1.0, light))):02X}" * 3
