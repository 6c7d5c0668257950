"""An xlwings engine that drives a real LibreOffice, so that code written for Excel runs in the tests unchanged.

    register()
    book = xlwings.Book("report.xlsx")    # starts LibreOffice on first use

What the engine does not know raises NotImplementedError, so that nothing passes by accident.
What it cannot show: how Excel behaves while busy or while a cell is being edited, AutoSave,
Protected View, macro security, functions that LibreOffice 7.4 lacks. Typed text is
understood as in English.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Any

import xlwings

from helpers.xlwings_lo_app import PIPE_VARIABLE, Apps
from helpers.xlwings_lo_cells import ErrorValue

NAME = "libreoffice"


class Engine:
    """What xlwings asks of an engine."""

    name, type = NAME, "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A value made ready to be written."""
        if value is None or (isinstance(value, float) and value != value):
            return ""
        if isinstance(value, dict | set | list | tuple):
            raise TypeError(f"a cell cannot hold a {type(value).__name__}: {value!r}")
        return value

    @staticmethod
    def clean_value_data(
        data: list[list[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[Any], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Values as they were read, turned into what the caller asked for."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, ErrorValue):
                return str(value) if err_to_str else None
            if isinstance(value, dt.datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return datetime_builder(**{part: getattr(value, part) for part in parts}, tzinfo=None)
            return number_builder(value) if number_builder is not None and isinstance(value, float) else value

        return [[clean(value) for value in row] for row in data]


def register() -> Any:
    """Give xlwings the engine and make it the active one; attach to a LibreOffice that the environment names."""
    if NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=Engine()))
    engine = xlwings.engines.engines_by_name[NAME]
    engine.activate()
    if os.environ.get(PIPE_VARIABLE) and not len(engine.apps):
        engine.impl.apps.add(add_book=False)  # the “Excel” that is running already
    return engine
