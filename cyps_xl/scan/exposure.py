"""What a scan finds: something in a file that a reader of its pages does not see."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True)
class Kind:
    """A hiding place: what it is, and what to do when something is there."""

    name: str
    what: str
    remedy: str


PAGE_ANEW = "Put the page on the site as cyps-xl publish made it; publish the edition anew."
MAKE_ANEW = "Do not send this file. Publish the edition anew with cyps-xl publish."
UNHIDE = "Show it and look at it; delete what nobody should see."

INSPECT = "Remove it in Excel (File, Info, Inspect Document), or send a PDF."

KINDS: tuple[Kind, ...] = (
    Kind("zip", "Bytes, comments or notes around the parts of the file", MAKE_ANEW),
    Kind("foreign part", "A part that no page shows", INSPECT),
    Kind("loose part", "A part that nothing in the workbook leads to", MAKE_ANEW),
    Kind("macro", "A program in the file", "Save it as Excel Workbook (.xlsx)."),
    Kind("comment", "Comments, notes or the names of those who wrote them", "Delete them on the Review tab."),
    Kind("link out", "A way out of the file: a link, a connection, another workbook", "Remove the link or connection."),
    Kind("hidden sheet", "A sheet that is hidden", UNHIDE),
    Kind("hidden row or column", "Rows or columns that are hidden, filtered out or without size", UNHIDE),
    Kind("off the page", "Cells outside the printed page", "Clear them, or widen the print area."),
    Kind("covered", "Cells under a chart, under a picture or under a merged cell", UNHIDE),
    Kind(
        "invisible text",
        "Text or figures that cannot be seen: colour, size, number format or a rule hides them",
        UNHIDE,
    ),
    Kind("unseen drawing", "A chart or picture that nobody sees whole: off the page, tiny, covered or cut", UNHIDE),
    Kind("unseen words", "Words where readers do not look, which no page shows", "Take them out."),
    Kind("unused text", "A text that the file stores and no cell shows", MAKE_ANEW),
    Kind("stale figure", "A chart stores figures that its cells do not hold", "Open it in Excel, and save."),
    Kind("stale value", "A formula's stored value is not the one it gives", "Open it in Excel, and save."),
    Kind("sheet feature", "Something on a sheet that can hold what no page shows", INSPECT),
    Kind("workbook feature", "Something in the workbook that can hold what no page shows", INSPECT),
    Kind("properties", "What the file says of its author and history", "Clear it: File, Info, Inspect Document."),
    Kind("picture", "A picture that carries more than itself: place, device", "Save it without details."),
    Kind("xml", "Remarks between the lines of a part", MAKE_ANEW),
    Kind("web page", "Something in a web page that its readers do not see, or that no edition’s page has", PAGE_ANEW),
    Kind("not the workbook’s", "A web page and the workbook beside it do not show the same", PAGE_ANEW),
    Kind("pdf", "Something in a PDF that its pages do not show", "Make the PDF anew with cyps-xl publish."),
)
"""Every kind of finding, by its name; docs/scan.md lists them."""

_BY_NAME = {kind.name: kind for kind in KINDS}
_LONGEST = 60


@dataclass(frozen=True)
class Exposure:
    """One finding: its kind, the sheet and cell or the part, what is there (cut short), and what to do."""

    kind: str
    place: str
    found: str

    @property
    def what(self) -> str:
        """The hiding place in words."""
        return _BY_NAME[self.kind].what

    @property
    def remedy(self) -> str:
        """What to do."""
        return _BY_NAME[self.kind].remedy


def exposure(kind: str, place: str, found: str = "") -> Exposure:
    """A finding of a known kind; what is there on one line and cut short. KeyError for an unknown kind."""
    line = " ".join(found.split())
    return Exposure(_BY_NAME[kind].name, place, line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")


def texts_in(element: etree._Element) -> list[str]:
    """The texts of an XML element, in their order."""
    return [text if isinstance(text, str) else text.decode() for text in element.itertext()]


def values_in(element: etree._Element) -> str:
    """What an element holds, in a line: its texts, and the values of its attributes."""
    texts = [text for text in texts_in(element) if text.strip()]
    return " ".join([*texts, *(str(v) for e in element.iter() if isinstance(e.tag, str) for v in e.attrib.values())])
