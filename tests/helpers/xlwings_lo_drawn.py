"""What is drawn on the engine's sheets: charts, buttons, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from helpers.xlwings_lo_look import Extent
from helpers.xlwings_lo_trips import asked


class Charts(base_classes.Collection):
    """The charts on a sheet, as drawn objects."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        return self.sheet.xl.Charts

    @asked
    def __iter__(self) -> Iterator[Chart]:
        page = self.sheet.xl.DrawPage
        shapes = (page.getByIndex(number) for number in range(page.Count))
        return iter([Chart(shape) for shape in shapes if hasattr(shape, "CLSID") and shape.CLSID])


class Chart(base_classes.Chart):
    """One chart."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape

    @property
    @asked
    def name(self) -> str:
        return str(self.shape.Name)


class Shape(Extent, base_classes.Shape):
    """Anything drawn on a sheet: a chart, a button, a picture."""

    def __init__(self, xl: Any) -> None:
        self.xl = xl

    @property
    @asked
    def name(self) -> str:
        return str(self.xl.Name)

    @property
    @asked
    def type(self) -> str:
        if self.xl.supportsService("com.sun.star.drawing.ControlShape"):
            return "form_control"
        return "chart" if getattr(self.xl, "CLSID", "") else "picture"
