"""The whole page: head, cover, contents, a section for each sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from cyps_xl.languages.language import Language
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan
from cyps_xl.translations.phrases import Piece
from cyps_xl.web.blocks import (
    COVER,
    PAGE_TITLE,
    Block,
    Figure,
    Heading,
    Links,
    Pairs,
    Paragraph,
    Table,
    blocks_of,
    with_whole_lists,
)
from cyps_xl.web.charts import figure_of
from cyps_xl.web.elements import Element, as_page, element
from cyps_xl.web.style import policy, style_sheet
from cyps_xl.web.tables import table_of
from cyps_xl.web.written import Written

SKIP = "Skip to main content"
CONTENTS = "Contents"
"""What the page says beside the report, in words of the program."""


@dataclass(frozen=True)
class About:
    """What the page says of itself.

    `language` is the page's, `other_language` the other of the report's two. `skip` and `contents` are the page's own
    words. `other` is the name of the file that holds the same edition in the other language, "" where there is none
    yet. `foreign` are texts that stand in the other language, `mixed` those of which a part does, piece by piece.
    """

    title: str
    language: Language
    other_language: Language
    skip: str = SKIP
    contents: str = CONTENTS
    other: str = ""
    foreign: Collection[str] = ()
    mixed: Mapping[str, Sequence[Piece]] = field(default_factory=dict)


def web_page(plan: ReportPlan, about: About) -> bytes:
    """The edition as one HTML file. The same plan gives the same bytes."""
    return as_page(_Page(plan, about).whole())


def section_of(plan: ReportPlan, key: str) -> str:
    """The identifier of the section that shows the sheet of this key, "" where the edition has no such sheet."""
    return next((_anchor(number) for number, sheet in enumerate(plan.sheets, start=1) if sheet.key == key), "")


class _Page:
    def __init__(self, plan: ReportPlan, about: About) -> None:
        self._about = about
        self._sheets = tuple(map(with_whole_lists, plan.sheets))
        self._anchors = {sheet.tab: _anchor(number) for number, sheet in enumerate(plan.sheets, start=1)}
        self._written = Written(dict(self._targets()), about.foreign, about.mixed, about.other_language.tag)
        self._cover = next((sheet for sheet in self._sheets if any(c.style == PAGE_TITLE for c in sheet.cells)), None)
        self._used: dict[str, int] = {}

    def whole(self) -> Element:
        body = element("body", element("a", self._about.skip, href="#main", class_="skip"))
        front, contents, rest = self._parted(self._cover)
        body.append(self._header(front))
        body.append(contents if contents is not None else self._contents())
        main = element("main", id="main")
        for sheet in self._sheets:
            blocks = rest if sheet is self._cover else list(blocks_of(sheet))
            if blocks:
                main.append(self._section(sheet, blocks))
        body.append(main)
        return element("html", self._head(), body, lang=self._about.language.tag)

    def _head(self) -> Element:
        secured = element("meta", content=policy())
        secured.set("http-equiv", "Content-Security-Policy")
        looks = element("style")
        looks.text = style_sheet()  # its lines stay lines
        return element(
            "head",
            element("meta", charset="utf-8"),
            secured,
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("title", self._about.title),
            looks,
        )

    def _targets(self) -> Iterator[tuple[str, str]]:
        """The sections by the addresses by which the workbook's cells link to its sheets."""
        for sheet in self._sheets:
            yield f"'{sheet.tab.replace(chr(39), chr(39) * 2)}'!A1", self._anchors[sheet.tab]

    def _parted(self, cover: SheetPlan | None) -> tuple[list[Block], Element | None, list[Block]]:
        """A cover's own lines, its contents as a list of links, and what else stands on it."""
        if cover is None:
            return [], None, []
        blocks = list(blocks_of(cover))
        own = 0
        while own < len(blocks) and _is_front(blocks[own]):
            own += 1
        front, rest = blocks[:own], blocks[own:]
        at = next((at for at, block in enumerate(rest) if isinstance(block, Links)), None)
        if at is None:
            return front, None, rest
        heading = rest[at - 1] if at else None
        if not isinstance(heading, Heading):
            return front, self._contents(rest[at]), rest[:at] + rest[at + 1 :]
        return front, self._contents(rest[at], heading), rest[: at - 1] + rest[at + 1 :]

    def _contents(self, links: Block | None = None, heading: Heading | None = None) -> Element:
        """The contents: the cover's, or where that has none, every sheet by its title."""
        called = element("h2", id="contents")
        if heading is None:
            called.text = self._about.contents
        else:
            self._written.into(called, heading.cell)
        made = element("nav", called, aria_labelledby="contents")
        if isinstance(links, Links):
            made.append(self._links(links, ""))
        else:
            entries = (element("a", sheet.title, href=f"#{self._anchors[sheet.tab]}") for sheet in self._sheets)
            made.append(element("ul", *(element("li", entry) for entry in entries)))
        return made

    def _header(self, front: list[Block]) -> Element:
        made = element("header")
        if self._about.other:
            language = self._about.other_language
            link = element("a", language.own_name, href=quote(self._about.other), lang=language.tag)
            link.set("hreflang", language.tag)
            made.append(element("p", link, class_="other"))
        titled = False
        for block in front:
            if not isinstance(block, Paragraph):
                continue
            is_title = block.cell.style == PAGE_TITLE and not titled
            titled = titled or is_title
            line = element("h1") if is_title else element("p", class_=_look(block.cell))
            made.append(self._written.into(line, block.cell))
        if not titled:
            made.append(element("h1", self._about.title))
        return made

    def _section(self, sheet: SheetPlan, blocks: list[Block]) -> Element:
        anchor = self._anchors[sheet.tab]
        wide = any(table.span.last_column - table.span.first_column >= WIDE for table in sheet.tables)
        made = element("section", id=anchor, class_="across" if wide else "")
        self._used = {}
        for block in blocks:
            made.append(self._block(sheet, block, anchor))
        return made

    def _block(self, sheet: SheetPlan, block: Block, anchor: str) -> Element:
        match block:
            case Heading(cell, of_sheet):
                return self._written.into(element("h2" if of_sheet else "h3"), cell)
            case Paragraph(cell):
                return self._written.into(element("p", class_=_look(cell)), cell)
            case Links():
                return self._links(block, "links")
            case Pairs(rows):
                return self._pairs(rows)
            case Table():
                return table_of(sheet, block, self._name(anchor, "t"), self._written)
            case Figure(chart):
                return figure_of(sheet, chart, self._name(anchor, "g"), self._written)

    def _name(self, anchor: str, kind: str) -> str:
        """The next name for a table or chart of a section: s4-t2."""
        self._used[kind] = self._used.get(kind, 0) + 1
        return f"{anchor}-{kind}{self._used[kind]}"

    def _links(self, block: Links, look: str) -> Element:
        entries = (self._written.into(element("li"), cell) for cell in block.cells)
        return element("ul", *entries, class_=look)

    def _pairs(self, rows: list[list[CellPlan]]) -> Element:
        """Rows of a word and what belongs to it. A row that begins further right goes on with the one above."""
        made = element("dl", class_="pairs")
        for row in rows:
            for at, cell in enumerate(row):
                is_word = at == 0 and (cell.column == 0 or not len(made))
                made.append(self._written.into(element("dt" if is_word else "dd"), cell))
        return made


WIDE = 9
"""Columns beyond the first of a table that is printed across the page."""


def _anchor(number: int) -> str:
    return f"s{number}"


def _is_front(block: Block) -> bool:
    """Whether a block belongs to the head of the page: the cover's own lines, up to the first that is none."""
    return isinstance(block, Paragraph) and block.cell.style.startswith((COVER, "subtitle"))


def _look(cell: CellPlan) -> str:
    style = cell.style
    looks = {
        "council": style == "cover council",
        "sub": style.startswith(("subtitle", "cover line", "grey")),
        "notice": style.startswith("notice"),
        "b": "strong" in style,
    }
    return " ".join(name for name, is_so in looks.items() if is_so)
