"""How the cells of an input sheet look: tinted where figures are typed, grey where Excel works."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cyps_xl.inputs.declare import Column, Kind
from cyps_xl.inputs.tables.settings import TOLERANCE, Setting
from cyps_xl.sheets import theme

if TYPE_CHECKING:
    import xlsxwriter

TEXT = "@"
"""Excel's format for text: a No of 1 or an Item of 2.6 stays what was typed."""

_CLEAR_OF_THE_EDGE = "_0_0"
"""Two digits' room after a number, as wide as the heading's indent: some viewers lose a number's own indent."""

_NUMBER_FORMATS = {
    Kind.WHOLE: theme.WHOLE + _CLEAR_OF_THE_EDGE,
    Kind.DECIMAL: "General" + _CLEAR_OF_THE_EDGE,
    Kind.DATE: theme.SHORT_DATE,
    Kind.MONTH: theme.MONTH,
    Kind.KEY: "General",
}
_NUMBERS = (Kind.WHOLE, Kind.DECIMAL)


class InputFormats:
    """The formats of one workbook's input sheets, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        @cache
        def made(*properties: tuple[str, Any]) -> Any:
            base = {"font_name": theme.FONT, "font_size": theme.SIZE, "font_color": theme.INK}
            return book.add_format({**base, **dict(properties)})

        self._made = made
        self.title = self._format(bold=True, font_size=16, font_color=theme.ACCENT_STRONG)
        self.guide = self._format(font_color=theme.GREY)
        self.setting_name = self._format(bold=True, **_TOP_LEFT, **_HAIRLINE)
        self.setting_help = self._format(font_color=theme.GREY, text_wrap=True, **_TOP_LEFT, **_HAIRLINE)

    def _format(self, **properties: Any) -> Any:
        return self._made(*sorted(properties.items()))

    def unit(self, column: Column) -> Any:
        """What a column counts, small above its heading."""
        return self._format(font_color=theme.GREY, font_size=9, valign="bottom", **_side(column))

    def header(self, column: Column) -> Any:
        """A heading: white on dark."""
        return self._format(
            bold=True,
            font_color=theme.HEADER_INK,
            bg_color=theme.HEADER_FILL,
            valign="vcenter",
            text_wrap=True,
            **_side(column),
        )

    def cell(self, column: Column) -> Any:
        """A cell of the table: tinted to be typed in, plain grey when Excel works it out."""
        if column.kind is Kind.KEY:
            return self._format(font_color=theme.GREY, font_size=9, **_looks(column), **_HAIRLINE)
        return self._format(bg_color=theme.INPUT_TINT, **_looks(column), **_HAIRLINE)

    def below(self, column: Column) -> Any:
        """A cell under the table, for the rows to come: as typed, but without the tint."""
        return self._format(**_looks(column))

    def setting_value(self, setting: Setting) -> Any:
        """The value of a setting: tinted, to the left whatever it is."""
        looks = {**_looks(setting.as_column()), **_TOP_LEFT, "text_wrap": True}
        looks["num_format"] = looks["num_format"].removesuffix(_CLEAR_OF_THE_EDGE)
        if setting is TOLERANCE:
            looks["num_format"] = theme.PERCENT_ONE
        return self._format(bg_color=theme.INPUT_TINT, **looks, **_HAIRLINE)


_HAIRLINE = {"bottom": 1, "bottom_color": theme.HAIRLINE}
_TOP_LEFT = {"align": "left", "indent": 1, "valign": "top"}


def _side(column: Column) -> dict[str, Any]:
    # Headings of numbers keep clear of the filter button, which Excel draws at the right end.
    return {"align": "right", "indent": 2} if column.kind in _NUMBERS else {"align": "left", "indent": 1}


def _looks(column: Column) -> dict[str, Any]:
    return {
        "num_format": _NUMBER_FORMATS.get(column.kind, TEXT),
        "valign": "top",
        "text_wrap": column.kind in (Kind.LONG_TEXT, Kind.TEXT),
        **({"align": "right"} if column.kind in _NUMBERS else _side(column)),
    }
