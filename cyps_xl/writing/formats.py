"""What each style of the theme looks like, as XlsxWriter's format properties."""

from __future__ import annotations

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from cyps_xl.inputs.formula_like import begins_like_formula
from cyps_xl.sheets import theme
from cyps_xl.sheets.plan import ON_LINES, OPEN

Properties = dict[str, Any]

AS_TEXT: Properties = {"quote_prefix": True}
"""What a text needs that begins as a formula does: the apostrophe that nobody sees."""

_BASE: Properties = {"font_name": theme.FONT, "font_color": theme.INK, "valign": "vcenter"}
_ROW: Properties = {"bottom": 1, "bottom_color": theme.HAIRLINE}
_HEADER: Properties = {
    "bold": True,
    "font_color": theme.HEADER_INK,
    "bg_color": theme.HEADER_FILL,
    "text_wrap": True,
    "valign": "vcenter",
}
_FIGURE: Properties = _ROW | {"align": "right"}
_GREY: Properties = {"font_color": theme.GREY}
_TOP: Properties = {"valign": "top"}
_WRAPS: Properties = {"text_wrap": True}
_TOTAL: Properties = {"bold": True, "top": 1, "top_color": theme.INK, "bottom": 1, "bottom_color": theme.HAIRLINE}
_WORKINGS: Properties = {"font_color": theme.GREY, "font_size": 9, "align": "right"}

STYLES: dict[str, Properties] = {
    "title": {"bold": True, "font_size": theme.TITLE_SIZE, "font_color": theme.ACCENT_STRONG},
    "subtitle": _GREY,
    "section": {"bold": True, "font_size": theme.SECTION_SIZE, "font_color": theme.ACCENT_STRONG},
    "notice": {"bold": True, "font_color": theme.NOTICE_INK},
    "header": _HEADER,
    "header indented": _HEADER | {"indent": 1},
    "header right": _HEADER | {"align": "right"},
    "header turned": _HEADER | {"rotation": 90, "align": "right", "valign": "bottom"},  # above figures at the right
    "header center": _HEADER | {"align": "center"},
    "text": _ROW | _WRAPS,
    "text plain": {},
    "text top": _ROW | _TOP | _WRAPS,
    "text strong": _ROW | _WRAPS | {"bold": True},
    "text strong top": _TOP | _WRAPS | {"bold": True},
    "text strong row": _ROW | _TOP | _WRAPS | {"bold": True},
    "text indented": _ROW | _WRAPS | {"indent": 2},
    "overflow": {},
    "wrapped": _ROW | _TOP | {"text_wrap": True},
    "wrapped alarm": _ROW | _TOP | {"text_wrap": True, "bold": True, "font_color": theme.NOTICE_INK},
    "wrapped indented": _ROW | _TOP | {"text_wrap": True, "indent": 1},
    "wrapped middle": _ROW | {"text_wrap": True},
    "wrapped middle indented": _ROW | {"text_wrap": True, "indent": 1},
    "wrapped plain": _TOP | {"text_wrap": True},
    "wrapped plain indented": _TOP | {"text_wrap": True, "indent": 1},
    "wrapped grey": _ROW | _TOP | _GREY | {"text_wrap": True},
    "paragraph": _TOP | {"text_wrap": True},
    "explanation wide": _ROW | _TOP | {"text_wrap": True, "indent": 1},
    "explanation": _ROW | _TOP | {"text_wrap": True, "italic": True, "indent": 1},
    "grey label": _GREY | _WRAPS,
    "page number": _GREY,
    "grey text": _GREY | _ROW | _WRAPS | {"indent": 1},
    "left plain": {"align": "left"},
    "left free": _TOP | {"align": "left"},
    "left": _ROW | {"align": "left"},
    "left top": _ROW | _TOP | {"align": "left"},
    "figure": _FIGURE,
    "figure top": _FIGURE | _TOP,
    "figure strong": _FIGURE | {"bold": True},
    "count": _FIGURE | _GREY,
    "total label": _TOTAL | _WRAPS,
    "total": _TOTAL | {"align": "right"},
    "arrow": _ROW | {"align": "center"},
    "arrow plain": {"align": "center"},
    "sign": _ROW | {"align": "center", "font_size": 14},  # an arrow that is a character
    "sign plain": {"align": "center", "font_size": 14},
    "workings": _WORKINGS,
    "workings header": _WORKINGS | {"italic": True, "text_wrap": True, "valign": "vcenter"},
    "rule": _ROW,
    "link": {"font_color": theme.LINK, "underline": 1},
    "link wrapped": _ROW | _TOP | {"font_color": theme.LINK, "underline": 1, "text_wrap": True},
    "wrapped plain link": _TOP | {"font_color": theme.LINK, "underline": 1, "text_wrap": True},
    "link row": _ROW | {"font_color": theme.LINK, "underline": 1},
    "state": _ROW | {"font_color": theme.INK},
    "cover council": {"bold": True, "font_size": theme.SECTION_SIZE, "font_color": theme.ACCENT_STRONG},
    "cover line": _GREY,
    "cover title": {"text_wrap": True, "bold": True, "font_size": theme.COVER_SIZE, "font_color": theme.ACCENT_STRONG},
}


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, size: float = theme.SIZE) -> None:
        self._book, self._size = book, size
        self._made: dict[tuple[str, str, bool], Format] = {}

    def get(self, style: str, number_format: str = "", text: str = "") -> Format:
        """The format of a style with a number format, for a cell that holds `text`. KeyError for an unknown style."""
        key = (style, number_format, begins_like_formula(text))
        if key not in self._made:
            properties = {"font_size": self._size} | properties_of(style, number_format)
            self._made[key] = self._book.add_format(properties | AS_TEXT if begins_like_formula(text) else properties)
        return self._made[key]


def properties_of(style: str, number_format: str = "") -> Properties:
    """What a style with a number format looks like. KeyError for a style the theme lacks."""
    properties = _BASE | _style(style)
    if "indent" in properties:  # of a cell that stands at the top, XlsxWriter writes none without a side
        properties = {"align": "left"} | properties
    return properties | {"num_format": number_format} if number_format else properties


def _style(name: str) -> Properties:
    """A style of the theme; with OPEN, the same without the rule below it, with ON_LINES, wrapped."""
    if name.endswith(ON_LINES):
        return _style(name.removesuffix(ON_LINES)) | _WRAPS
    plain = name.removesuffix(OPEN)
    return {key: value for key, value in STYLES[plain].items() if name == plain or not key.startswith("bottom")}
