"""How a sheet is set up, item by item: colours, views, widths, page set-up. Read here; merged in keep_look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.parts.elements import Said, is_on
from cyps_xl.xlsx.parts.signature import attributes_of, signature

ATTRIBUTE_GROUPS: dict[str, tuple[str, ...]] = {
    "sheetPr/pageSetUpPr": (),
    "sheetViews/sheetView": ("tabSelected", "workbookViewId", "topLeftCell"),
    "printOptions": (),
    "pageMargins": (),
    "pageSetup": (RELATION_ID, "horizontalDpi", "verticalDpi", "usePrinterDefaults", "copies"),
    "headerFooter": (),
}
"""Elements whose attributes are merged one by one, and those of them that are always the staff's own."""

WHOLES = ("sheetPr/tabColor", "sheetViews/sheetView/pane", "rowBreaks", "colBreaks")
"""Elements that are merged as a whole."""

FOLLOWS_CONTENT = ("headerFooter/", "sheetViews/sheetView/pane", "rowBreaks", "colBreaks", "row ", "_xlnm.")
"""How the items begin that must fit what the sheet shows: in doubt they are ours, all others the staff's."""

_MOVED_BY_EXCEL = ("sheetViews/sheetView/pane", "rowBreaks", "colBreaks", "_xlnm.")
_ROW = "row "

_NO_DIFFERENCE = {
    "showGridLines": "1",
    "zoomScale": "100",
    "zoomScaleNormal": "100",
    "view": "normal",
    "orientation": "default",
    "paperSize": "1",
    "scale": "100",
    "fitToWidth": "1",
    "fitToHeight": "1",
    "alignWithMargins": "1",
    "scaleWithDoc": "1",
}
"""Values that say no more than the absence of the attribute."""

_PANE = ("xSplit", "ySplit", "state")


@dataclass(frozen=True)
class Choice:
    """Whose wish counts, item by item: the staff's where they changed what we wrote, otherwise ours.

    `written` is the look as we last wrote it; None when nothing tells, and then an item that
    must fit the content is ours and any other the staff's. With `rows_moved` staff put in or
    took out rows or columns, which changes print areas, breaks and frozen panes by itself:
    these are ours; with `columns_moved` so are the widths.
    """

    written: Mapping[str, str] | None
    staff: Mapping[str, str]
    fresh: Mapping[str, str]
    rows_moved: bool = False
    columns_moved: bool = False

    def takes_fresh(self, item: str) -> bool:
        """Whether an item has to be set as the fresh sheet has it."""
        theirs = self.staff.get(item)
        if theirs == self.fresh.get(item):
            return False
        if self.written is None:
            return item.startswith(FOLLOWS_CONTENT)
        if self.rows_moved and item.startswith(_MOVED_BY_EXCEL):
            return True
        return theirs == self.written.get(item)

    def keeps_staffs(self, item: str) -> bool:
        """Whether an item stays as staff have it, and the fresh sheet has it otherwise."""
        return self.staff.get(item) != self.fresh.get(item) and not self.takes_fresh(item)

    def kept_rows(self) -> list[int]:
        """The rows that staff set up otherwise than we did, in their order."""
        return [
            number
            for number in sorted(self._rows_of(self.written or ()) | self._rows_of(self.staff))
            if self._keeps(number)
        ]

    @staticmethod
    def _rows_of(look: Iterable[str]) -> set[int]:
        return {int(item.removeprefix(_ROW)) for item in look if item.startswith(_ROW)}

    def _keeps(self, number: int) -> bool:
        item = f"{_ROW}{number}"
        theirs = self.staff.get(item)
        if self.written is None:
            return False
        if not self.rows_moved:
            return theirs != self.written.get(item)
        return theirs is not None and theirs not in self._row_values

    @cached_property
    def _row_values(self) -> set[str]:
        looks = (self.written or {}, self.fresh)
        return {value for look in looks for name, value in look.items() if name.startswith(_ROW)}


def find(sheet: etree._Element, path: str) -> etree._Element | None:
    """The sheet's element on a path of plain names."""
    return sheet.find("/".join(main(name) for name in path.split("/")))


Rows = Iterable[tuple[int, Mapping[str, str]]]
"""The rows of a sheet by their numbers, with what is said of each."""


def look_of(sheet: etree._Element, rows: Rows) -> dict[str, str]:
    """Everything about a sheet's look that is merged item by item; what says nothing is left out.

    `sheet` is the sheet's root element, with or without its rows.
    """
    look: dict[str, str] = {}
    for path, own in ATTRIBUTE_GROUPS.items():
        element = find(sheet, path)
        if element is not None:
            look.update({f"{path}@{name}": value for name, value in _attributes(element, own)})
    footer = find(sheet, "headerFooter")
    for child in footer if footer is not None else ():
        if child.text:
            look[f"headerFooter/{etree.QName(child).localname}"] = child.text
    for path in WHOLES:
        element = find(sheet, path)
        if element is not None:
            look[path] = _whole(element)
    look.update({f"column {first}-{last}": value for first, last, value in columns_of(sheet)})
    look.update({f"row {number}": value for number, value in rows_of(rows)})
    return look


def columns_of(sheet: etree._Element) -> Iterator[tuple[int, int, str]]:
    """Runs of columns with their width and whether they are hidden."""
    cols = find(sheet, "cols")
    for column in cols if cols is not None else ():
        yield int(column.get("min", "1")), int(column.get("max", "1")), column_value(column)


def written_columns(look: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """The runs of columns of a look that was recorded."""
    found = []
    for item, value in look.items():
        if item.startswith("column "):
            first, _, last = item.removeprefix("column ").partition("-")
            found.append((int(first), int(last), value))
    return found


def column_value(column: etree._Element | None) -> str:
    """The width of a column, to be compared; with words when it is hidden or grouped."""
    if column is None:
        return ""
    width = f"{float(column.get('width', '0')):.1f}" if column.get("width") else ""
    return width + _hidden_or_grouped(column)


def rows_of(rows: Rows) -> Iterator[tuple[int, str]]:
    """The rows whose height somebody set, in whole points, or that are hidden or grouped."""
    for number, said in rows:
        height = str(round(float(said.get("ht", "0")))) if is_on(said, "customHeight") else ""
        value = height + _hidden_or_grouped(said)
        if value:
            yield number, value


def _hidden_or_grouped(element: Said) -> str:
    level = element.get("outlineLevel", "0")
    grouped = ("" if level == "0" else f" level {level}") + (" collapsed" if is_on(element, "collapsed") else "")
    return (" hidden" if is_on(element, "hidden") else "") + grouped


def _attributes(element: etree._Element, own: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name, value in attributes_of(element).items():
        plain = _plain(value)
        if name not in own and not name.startswith("{") and plain != _NO_DIFFERENCE.get(name):
            yield name, plain


def _plain(value: str) -> str:
    if value in ("true", "false"):
        return "1" if value == "true" else "0"
    try:
        return f"{round(float(value), 2):g}"
    except ValueError:
        return value


def _whole(element: etree._Element) -> str:
    name = etree.QName(element).localname
    if name == "pane":
        return " ".join(element.get(attribute, "") for attribute in _PANE)
    if name.endswith("Breaks"):
        return " ".join(child.get("id", "") for child in element if is_on(child, "man"))
    return repr(signature(element))
