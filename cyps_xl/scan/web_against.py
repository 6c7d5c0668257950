"""Where an edition's web page and the workbook beside it differ: each section against its sheet, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.words import Known
from cyps_xl.scan.workbook_charts import ChartShown
from cyps_xl.scan.workbook_shown import SheetShown, Shown
from cyps_xl.web.tables import WHOLE

Element = etree._Element

UNITS = ("h1", "h2", "h3", "p", "li", "dt", "dd", "th", "td")
"""The elements of which each shows one cell."""
_KIND = "not the workbook’s"


def against(root: Element, shown: Shown) -> Iterator[Exposure]:
    """Every difference: a text on one of the two alone, in another place, or not said of the same chart."""
    sections = {one.get("id", ""): one for one in root.iter("section")}
    names = section_names(shown.sheets)
    if list(sections) != [name for name in names if name in sections]:
        yield exposure(_KIND, "sections that are not the sheets, in their order", " ".join(sections))
    cover, front = shown.sheets[0], _texts(root.iter("header"))
    listed = _texts(root.iter("nav"))
    yield from _cover(cover, shown.title, front, listed, _section(sections.get("s1")), root)
    for name, sheet in zip(names, shown.sheets, strict=True):
        if sheet is not cover:
            yield from _same(_section(sections.get(name)), sheet.texts)
        yield from _charts(sections.get(name), sheet)
    for title in root.findall("head/title"):
        if words_in(title) != shown.title:
            yield exposure(_KIND, "the page’s title", words_in(title))


def section_names(sheets: Sequence[SheetShown]) -> list[str]:
    """The names of the sections that show these sheets, in their order."""
    return [f"s{number}" for number in range(1, len(sheets) + 1)]


def words_in(one: Element) -> str:
    """What an element says, on a line; a line break parts words; what keeps a year whole, or is in another language,
    does not."""
    return " ".join("".join(_pieces(one)).split())


def _pieces(one: Element) -> Iterator[str]:
    yield one.text or ""
    for part in one:
        look = part.get("class")
        is_within = look == WHOLE or (part.tag == "span" and not look)
        parted = "" if is_within else " "
        yield from (parted, *_pieces(part), parted, part.tail or "")


def parent_of(one: Element) -> str:
    """The tag of the element around one; "" for none."""
    parent = one.getparent()
    return "" if parent is None else str(parent.tag)


def _texts(parts: Iterable[Element]) -> list[str]:
    return [text for part in parts for text in _section(part)]


def _section(section: Element | None) -> list[str]:
    """The texts of a part of the page in order; the cells of a table also where they are empty."""
    if section is None:
        return []
    units = (one for one in section.iter(*UNITS) if next(one.iterancestors("figure"), None) is None)
    texts = ((one, words_in(one)) for one in units if one.get("class") != "other")
    return [text for one, text in texts if text or one.tag in ("th", "td")]


def _cover(
    cover: SheetShown, title: str, front: list[str], listed: list[str], rest: list[str], root: Element
) -> Iterator[Exposure]:
    """The first sheet: its lines are the header, its contents the list of links, and what else it says a section."""
    own = list(_own_contents(root))
    if not set(listed) & set(cover.texts):
        yield from _same([text for text in listed if text not in own], [])
        listed = []
    elif listed[0] in own and listed[0] not in cover.texts:
        listed = listed[1:]
    if front == [title] and title not in cover.texts:
        front = []
    wanted, page = list(cover.texts), [*front, *rest]
    at = next((at for at in range(len(wanted)) if listed and wanted[at : at + len(listed)] == listed), None)
    yield from _same([*page, *listed] if at is None else page, wanted if at is None else _without(wanted, at, listed))


def _without(texts: list[str], at: int, some: list[str]) -> list[str]:
    return texts[:at] + texts[at + len(some) :]


def _own_contents(root: Element) -> Iterator[str]:
    """What the page says in a list of contents of its own, where the workbook’s cover has none: its headings."""
    headings = {words_in(one) for one in root.iter("h2") if parent_of(one) == "section"}
    labels = Known(())
    for one in root.iterfind(".//nav//*"):
        text = words_in(one)
        is_heading = one.tag == "h2" and not labels.unknown(text)
        if is_heading or (one.tag == "li" and text in headings):
            yield text


def _same(page: Sequence[str], workbook: Sequence[str]) -> Iterator[Exposure]:
    """What is on one alone; where that is nothing, the first text in another place."""
    added, lost = Counter(page) - Counter(workbook), Counter(workbook) - Counter(page)
    yield from (exposure(_KIND, "on the page alone", text) for text in added)
    yield from (exposure(_KIND, "in the workbook alone", text) for text in lost)
    if not added and not lost:
        moved = next((one for one, other in zip(page, workbook, strict=True) if one != other), None)
        if moved is not None:
            yield exposure(_KIND, "on the page in another place", moved)


def _charts(section: Element | None, sheet: SheetShown) -> Iterator[Exposure]:
    figures = [] if section is None else list(section.iter("figure"))
    if len(figures) != len(sheet.charts):
        yield exposure(_KIND, "charts", f"{len(figures)} on the page, {len(sheet.charts)} in the workbook")
    for figure, chart in zip(figures, sheet.charts, strict=False):
        yield from _chart(figure, chart)


def _chart(figure: Element, chart: ChartShown) -> Iterator[Exposure]:
    """What is said of a chart is what the workbook says of it; what is written in it stands in its own cells."""
    said = {"b": chart.title, "title": chart.title, "desc": chart.description}
    for tag, wanted in said.items():
        found = [words_in(one) for one in figure.iter(tag)]
        if found != [wanted]:
            yield exposure(_KIND, f"the {tag} of a drawing", " ".join(found) or wanted)
    spans = list(figure.iter("span"))
    units = [words_in(one) for one in spans if parent_of(one) == "figcaption"]
    yield from _in_a_chart(one for one in units if one not in chart.titles)
    named = [words_in(one) for one in spans if parent_of(one) == "li"]
    if named and Counter(named) != Counter(chart.names):
        yield from _in_a_chart((Counter(named) - Counter(chart.names)) or ["a name of the legend is missing"])
    for drawing in figure.iterfind("svg"):  # one for narrow screens may stand beside that for all others
        yield from _written(drawing, chart)


def _written(drawing: Element, chart: ChartShown) -> Iterator[Exposure]:
    """What is written in a drawing: the names, labels and signs of the workbook's cells, in their order."""
    texts = [(one.get("class", "").split(), words_in(one)) for one in drawing.iter("text")]
    below = [text for looks, text in texts if {"name", "of"} & set(looks)]
    yield from _in_a_chart(_out_of_order(below, [*chart.categories, *chart.titles]))
    labels = [text for looks, text in texts if not {"name", "of"} & set(looks)]
    # Among what is written in a chart are the words beside its points, which say what changed there.
    allowed = Counter(text for values in chart.values for text in values) + Counter((*chart.names, *chart.titles))
    yield from _in_a_chart(Counter(labels) - allowed)
    if chart.is_side_by_side:
        yield from _in_a_chart(_out_of_order(labels, [text for at in zip(*chart.values, strict=False) for text in at]))
    elif chart.is_lines:
        yield from _in_a_chart(_at_another_point(drawing, chart))
        yield from _signs(Counter(text for looks, text in texts if "gap" in looks), chart)


def _at_another_point(drawing: Element, chart: ChartShown) -> Iterator[str]:
    """The figures beside a line that are not of the point whose name stands right below them."""
    texts = [(one.get("class", "").split(), one.get("x"), words_in(one)) for one in drawing.iter("text")]
    named = {x: text for looks, x, text in texts if "name" in looks}
    words = (*chart.names, *chart.titles)
    for looks, x, text in texts:
        if "value" in looks and x in named and text not in words:
            at = [number for number, name in enumerate(chart.categories) if name == named[x]]
            if text not in {values[number] for values in chart.values for number in at}:
                yield text


def _signs(drawn: Counter[str], chart: ChartShown) -> Iterator[Exposure]:
    """A line has a sign wherever it has no figure. Guides, which have none, come after the lines they belong to."""
    could = [Counter(text for signs in chart.signs[:count] for text in signs) for count in range(len(chart.signs) + 1)]
    if drawn not in could[1:]:
        yield from _in_a_chart([f"signs for what is not known: {' '.join(drawn.elements())}"])


def _in_a_chart(texts: Iterable[str]) -> Iterator[Exposure]:
    return (exposure(_KIND, "in a chart of the page alone", text) for text in texts)


def _out_of_order(texts: Iterable[str], wanted: Sequence[str]) -> Iterator[str]:
    """The texts that do not follow each other as they are wanted to; some may be left out."""
    at = 0
    for text in texts:
        try:
            at = wanted.index(text, at) + 1
        except ValueError:
            yield text
