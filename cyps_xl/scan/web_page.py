"""What an edition's web page holds that its readers do not see, or that the workbook beside it does not show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from urllib.parse import unquote

from lxml import etree, html

from cyps_xl.errors import UnusableFile
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import SHIPPED
from cyps_xl.scan.exposure import Exposure, exposure, values_in
from cyps_xl.scan.web_against import UNITS, against, parent_of, words_in
from cyps_xl.scan.web_markup import REFERENCES, is_attribute, is_element, is_in_place, may_hold_text
from cyps_xl.scan.words import Known
from cyps_xl.scan.workbook_shown import shown_in
from cyps_xl.web.elements import as_page
from cyps_xl.web.page import CONTENTS, SKIP
from cyps_xl.web.style import style_sheet
from cyps_xl.web.tables import HEADING
from cyps_xl.xlsx.opening.file_kinds import GO_BACK

ENDINGS = (".html", ".htm")
LONGEST = 4_000_000
"""Bytes of a page that is looked through; an edition has a hundred thousand."""

Element = etree._Element


def is_web_page(name: str) -> bool:
    """Whether a file of this name is one for a browser."""
    return name.lower().endswith(ENDINGS)


def in_web_page(
    data: bytes, name: str, texts: Iterable[str], workbook: bytes | None, languages: Sequence[Language] = SHIPPED
) -> Iterator[Exposure]:
    """Everything on a page that an edition's page has not, that nobody sees, or that its workbook does not show.

    `texts` may stand where readers do not look; `languages` are those that a page may be in. Raises
    UnusableFile for what is no page at all.
    """
    root, texts = _parsed(data, name), tuple(texts)
    if as_page(root) != data:
        yield exposure("web page", name, "it is not written as cyps-xl writes a page")
    marks = [one for one in root.iter() if isinstance(one.tag, str)]
    yield from _remarks(root)
    yield from chain.from_iterable(_markup(one, languages) for one in marks)
    yield from _style(root)
    yield from _other_language(root, languages)
    shown = shown_in(workbook, languages) if workbook is not None else None
    names = (word for language in languages for word in language.words_of_files)
    known = Known((*_seen(marks), *names, SKIP, CONTENTS, *texts, *(shown.descriptions if shown else ())))
    yield from _references(marks)
    yield from _headings_told(marks)
    yield from _links(marks, known, languages)
    yield from _out_of_sight(marks)
    yield from _unseen(marks, known, Known(texts))
    if shown is not None:
        yield from against(root, shown)


def _parsed(data: bytes, name: str) -> Element:
    if len(data) > LONGEST:
        raise UnusableFile(f"{name} is too long to look through.", GO_BACK)
    try:
        return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        raise UnusableFile(f"{name} is no web page.", GO_BACK) from error


def _remarks(root: Element) -> Iterator[Exposure]:
    """Comments and instructions, before, in and after the page."""
    around = (*root.itersiblings(preceding=True), *root.itersiblings())
    for one in (*around, *root.iter(etree.Comment, etree.PI, etree.Entity)):
        yield exposure("web page", "a remark between the lines", one.text if isinstance(one.text, str) else "")


def _markup(one: Element, languages: Sequence[Language]) -> Iterator[Exposure]:
    tag = str(one.tag)
    if not is_element(tag):
        yield exposure("web page", f"the element {tag}", values_in(one))
        return
    for name, value in ((_plain(name), _plain(value)) for name, value in one.attrib.items()):
        if not is_attribute(tag, name, value, languages):
            yield exposure("web page", f"the attribute {name} of {tag}", value)
    look, parents = one.get("class", ""), [str(up.tag) for up in one.iterancestors()]
    if not is_in_place(tag, look, parents):
        yield exposure("web page", f"the element {tag}, where none stands", words_in(one))
    loose = [] if may_hold_text(tag, look, parents) else [one.text, *(child.tail for child in one)]
    for text in loose:
        if text and text.strip():
            yield exposure("web page", f"between the parts of {tag}", text)


def _style(root: Element) -> Iterator[Exposure]:
    styles = list(root.iter("style"))
    for one in styles:
        if one.text != style_sheet():
            yield exposure("web page", "a style sheet that is not this program’s", (one.text or "")[:200])
    if len(styles) != 1 or not any(one.get("http-equiv") for one in root.iter("meta")):
        yield exposure("web page", "the head", "its style sheet or its security policy is missing")


def _other_language(root: Element, languages: Sequence[Language]) -> Iterator[Exposure]:
    """The link to the page in the other language: once, first in the header, called what that language calls itself."""
    for one in root.iter("p"):
        if one.get("class") != "other":
            continue
        links = [(link.get("hreflang"), words_in(link)) for link in one]
        others = [[(other.tag, other.own_name)] for other in languages if other.tag != root.get("lang")]
        is_first = parent_of(one) == "header" and one.getprevious() is None
        if not is_first or links not in others or words_in(one) != links[0][1]:
            yield exposure("web page", "the link to the other language", words_in(one))


def _references(marks: list[Element]) -> Iterator[Exposure]:
    """Names that stand twice, and references to none."""
    names = Counter(one.get("id") for one in marks if one.get("id"))
    for name, times in names.items():
        if times > 1:
            yield exposure("web page", "a name that stands twice", str(name))
    for one in marks:
        for attribute in REFERENCES:
            for name in (one.get(attribute) or "").split():
                if name not in names:
                    yield exposure("web page", f"{attribute} of {one.tag}", name)


def _headings_told(marks: list[Element]) -> Iterator[Exposure]:
    """Cells of a table that say another heading than the one above them."""
    for one in (one for one in marks if one.get(HEADING) is not None):
        beside = [*next(one.iterancestors("tr"), ())]
        table = next(one.iterancestors("table"), None)
        above = [] if table is None else [words_in(heading) for heading in table.iterfind("thead/tr/*")]
        said = next((words for cell, words in zip(beside, above, strict=False) if cell is one), None)
        if len(beside) != len(above) or said != one.get(HEADING):
            yield exposure("unseen words", "the heading that a cell tells", one.get(HEADING) or "")


def _links(marks: list[Element], known: Known, languages: Sequence[Language]) -> Iterator[Exposure]:
    """Links lead to a place on the page, or to a file beside it whose name says nothing that the page does not."""
    names = {one.get("id") for one in marks}
    for one in marks:
        target = one.get("href")
        if target is None or (target.startswith("#") and target[1:] in names):
            continue
        file = unquote(target)
        if not is_web_page(file) or any(sign in file for sign in '/\\:?#"<>|'):
            yield exposure("link out", "a link", target)
        elif unknown := known.unknown(_said_by_name(file, one.get("hreflang"), languages)):
            yield exposure("link out", "a link", unknown)


def _said_by_name(file: str, tag: str | None, languages: Sequence[Language]) -> str:
    """What a file's name says, but for the code that ends it where the language has no words for files yet."""
    stem = file.rpartition(".")[0]
    return next((stem.removesuffix(f" {one.code}") for one in languages if one.tag == tag), stem)


def _out_of_sight(marks: list[Element]) -> Iterator[Exposure]:
    """Marks of a drawing without size, or outside it."""
    for drawing in (one for one in marks if one.tag == "svg"):
        height = _number(drawing.get("height"))
        for mark in drawing.iter("rect", "text", "circle", "line", "tspan"):
            across = [_number(mark.get(name)) for name in ("x", "x1", "x2", "cx") if mark.get(name)]
            down = [_number(mark.get(name)) for name in ("y", "y1", "y2", "cy") if mark.get(name)]
            sizes = [_number(mark.get(name)) for name in ("width", "height", "r") if mark.get(name)]
            if max(across, default=0) > 100 or max(down, default=0) > height or 0 in sizes:
                yield exposure("invisible text", "a mark outside its drawing, or without size", words_in(mark))
        if height == 0 or _number(drawing.get("width")) == 0:
            yield exposure("invisible text", "a drawing without size", words_in(drawing))
        if drawing.get("aria-hidden") and [child.tag for child in drawing] not in (["rect"], ["line"]):
            yield exposure("web page", "a sample in a legend", words_in(drawing))


def _number(text: str | None) -> float:
    try:
        return float((text or "0").removesuffix("%"))
    except ValueError:
        return 0.0


def _unseen(marks: list[Element], known: Known, labels: Known) -> Iterator[Exposure]:
    """Words that only a screen reader or a tab shows: the title, captions, what is said of drawings."""
    headings = {words_in(one) for one in marks if one.tag in ("h2", "h3", "b", "title")}
    links = [one for one in marks if one.tag == "a" and one.get("class") == "skip"]
    for one in links:
        if len(links) > 1 or labels.unknown(words_in(one)):
            yield exposure("unseen words", "the link past the contents", words_in(one))
    for one in marks:
        if one.tag == "caption" and words_in(one) not in headings:
            yield exposure("unseen words", "the caption of a table", words_in(one))
        if one.tag in ("title", "desc"):
            place = "the page’s title" if _is_in(one, "head") else f"the {one.tag} of a drawing"
            yield from known.exposures(place, words_in(one))


def _seen(marks: list[Element]) -> Iterator[str]:
    """What readers of the page see."""
    return (words_in(one) for one in marks if one.tag in (*UNITS, "b", "span", "text"))


def _is_in(one: Element, tag: str) -> bool:
    return next(one.iterancestors(tag), None) is not None


def _plain(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode()
