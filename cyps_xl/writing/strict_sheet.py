"""XlsxWriter reports most mistakes by returning a negative number; here they become errors."""

from __future__ import annotations

from typing import Any


class CellNotWritten(Exception):
    """XlsxWriter refused a call and would have left the cell, rule or chart out unseen."""


class StrictSheet:
    """A worksheet whose every refusal is raised, so that nothing goes missing from a workbook."""

    def __init__(self, worksheet: Any) -> None:
        self._worksheet = worksheet

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._worksheet, name)
        if not callable(attribute):
            return attribute

        def call(*args: Any, **kwargs: Any) -> Any:
            result = attribute(*args, **kwargs)
            if isinstance(result, int) and result < 0:
                raise CellNotWritten(f"{self._worksheet.name}: {name}{args!r} was refused ({result})")
            return result

        return call
