"""A section of the page as part of a letter: what a mail program shows, which knows no style sheet and no width.

Every look is an inline style out of a closed list. A table is turned, a row of it standing as rows of two columns, what
the figure is and the figure: six columns beside each other cannot be read on a telephone, and mail programs neither
scroll a table by itself nor ask how wide the screen is. Nothing is a link, nothing is fetched, no name is given twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cyps_xl.sheets import theme
from cyps_xl.web.elements import Element, as_page, element
from cyps_xl.web.read_back import Line, Part, Rows, Text

CALLED_BY = 2
"""The first cells of a row that call what the row is about: an indicator's reference and its name."""

_FONT = "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.45"
_CELL = f"padding:4px 8px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid {theme.HAIRLINE}"
STYLES = {
    "page": f"margin:0;padding:0;background-color:#ffffff;color:{theme.INK}",
    "letter": f"max-width:640px;padding:16px;overflow-wrap:break-word;color:{theme.INK};{_FONT}",
    "heading 2": f"margin:24px 0 8px 0;font-size:22px;line-height:1.25;color:{theme.ACCENT_STRONG}",
    "heading 3": f"margin:24px 0 8px 0;font-size:18px;line-height:1.25;color:{theme.ACCENT_STRONG}",
    "paragraph": "margin:0 0 12px 0",
    "table": f"width:100%;border-collapse:collapse;margin:0 0 20px 0;color:{theme.INK};{_FONT}",
    "called": f"padding:16px 0 6px 0;text-align:left;vertical-align:top;border-bottom:2px solid {theme.ACCENT_STRONG}",
    "what": f"width:38%;font-weight:normal;color:{theme.GREY};{_CELL}",
    "said": _CELL,
}
"""Every style that a letter has."""


def letter_page(title: str, language: str, before: str, parts: Iterable[Part], after: str) -> bytes:
    """The letter as one page: paragraphs of plain text, the section, paragraphs. `language` is a tag, as en-GB."""
    body = element("div", style=STYLES["letter"])
    body.extend([*_paragraphs(before), *(made for one in _headed(parts) for made in _part(one)), *_paragraphs(after)])
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
    )
    return as_page(element("html", head, element("body", body, style=STYLES["page"]), lang=language))


def named_rows(rows: Rows) -> Iterator[tuple[tuple[Text, ...], tuple[tuple[Text | None, Text], ...]]]:
    """Each row as what it is called by, and below that what each figure is with the figure, without what is empty.

    A row of one text has no name and stands by itself.
    """
    for row in rows.rows:
        if len(row) == 1:
            yield (), ((None, row[0]),)
        else:
            said = zip(rows.headings[CALLED_BY:], row[CALLED_BY:], strict=True)
            yield tuple(filter(None, row[:CALLED_BY])), tuple((what, text) for what, text in said if text)


def _paragraphs(text: str) -> Iterator[Element]:
    """Paragraphs as plain text parts them, by an empty line."""
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield element("p", paragraph.strip(), style=STYLES["paragraph"])


def _headed(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, a line right above a table being its heading: on the sheet it is a link to what the table is of."""
    listed = [*parts]
    for part, following in zip(listed, [*listed[1:], None], strict=True):
        if isinstance(part, Line) and not part.level and isinstance(following, Rows):
            yield replace(part, level=3)
        else:
            yield part


def _part(part: Part) -> Iterator[Element]:
    """What a part is on the page. A table that holds but a sentence, as that nothing stands out, is that sentence."""
    if isinstance(part, Line):
        look = f"heading {part.level}" if part.level else "paragraph"
        yield _written(f"h{part.level - 1}" if part.level else "p", part.text, look)
    elif all(len(row) == 1 for row in part.rows):
        yield from (_written("p", row[0], "paragraph") for row in part.rows)
    else:
        table = element("table", style=STYLES["table"])
        table.extend([*_groups(part)])
        yield table


def _groups(rows: Rows) -> Iterator[Element]:
    """A group of rows for each row of the page: its name over it, then a heading and a cell in each."""
    for called, said in named_rows(rows):
        group = element("tbody")
        if called:
            names: list[Element | str] = []
            for text in called:
                names += [" "] * bool(names) + [_written("span", text)]
            name = element("th", *names, scope="rowgroup", colspan="2", style=STYLES["called"])
            group.append(element("tr", name))
        for what, text in said:
            group.append(element("tr", *_row(what, text)))
        yield group


def _row(what: Text | None, text: Text) -> Sequence[Element]:
    cell = _written("td", text, "said")
    if what is None:
        cell.set("colspan", "2")
        return (cell,)
    heading = _written("th", what, "what")
    heading.set("scope", "row")
    return heading, cell


def _written(tag: str, text: Text, look: str = "") -> Element:
    return element(tag, "\n".join(text.lines), lang=text.language, style=STYLES[look] if look else "")
