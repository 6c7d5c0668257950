"""An xlwings engine that drives a real LibreOffice, so that code written for Excel runs in the tests unchanged.

    register()
    book = xlwings.Book("report.xlsx")    # starts LibreOffice on first use
    book.api                              # what Excel's own object model offers of it (calc_as_excel.py)

What the engine does not know raises NotImplementedError or AttributeError, so that nothing passes by accident.
"""

from __future__ import annotations

import os
from typing import Any

import xlwings

from helpers.xlwings_lo_app import PIPE_VARIABLE, Apps

NAME = "libreoffice"


class Engine:
    """What xlwings asks of an engine."""

    name, type = NAME, "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)


def register() -> Any:
    """Give xlwings the engine and make it the active one; attach to a LibreOffice that the environment names."""
    if NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=Engine()))
    engine = xlwings.engines.engines_by_name[NAME]
    engine.activate()
    if os.environ.get(PIPE_VARIABLE) and not len(engine.apps):
        engine.impl.apps.add(add_book=False)  # the “Excel” that is running already
    return engine
