"""XlsxWriter reports most mistakes by returning a negative number; here they become errors."""

from __future__ import annotations

from typing import Any

from cyps_xl.errors import CypsError


class NotWritten(CypsError):
    """XlsxWriter refused a call and would have left the cell, rule or chart out."""


class StrictSheet:
    """A worksheet of XlsxWriter's whose every refusal is raised, so that nothing goes missing unseen."""

    def __init__(self, worksheet: Any) -> None:
        self._worksheet = worksheet

    def __getattr__(self, name: str) -> Any:
        """The worksheet's own method, which raises NotWritten when it refuses; or its attribute."""
        attribute = getattr(self._worksheet, name)
        if not callable(attribute):
            return attribute

        def call(*args: Any, **kwargs: Any) -> Any:
            result = attribute(*args, **kwargs)
            if isinstance(result, int) and result < 0:
                raise NotWritten(
                    f"A part of the sheet {self._worksheet.get_name()} could not be written ({name}, {result}).",
                    "Look for a text that is too long on the input sheets.",
                )
            return result

        setattr(self, name, call)  # asked for once, and called for every cell
        return call
