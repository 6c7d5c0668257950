"""The mark in a cell's look that says that a text is one, though it begins as a formula does.

In Excel it is the apostrophe in front of what is typed; in the file, quotePrefix in the cell's
look. Without it Excel makes a formula of such a text as soon as somebody presses F2 and Enter.
With it a number becomes a text then: so it goes where it is not needed.
"""

from __future__ import annotations

import copy

from lxml import etree

from cyps_xl.inputs.formula_like import begins_like_formula
from cyps_xl.inputs.records import Value
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.elements import is_on
from cyps_xl.xlsx.parts.signature import Signature, signature

_MARK = "quotePrefix"
_LOOKS = main("cellXfs")


class TextMarks:
    """The looks of a workbook's cells, each with a twin that has the mark or lacks it, made once when it is needed."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._part = draft.related(draft.workbook, "styles")
        found = draft.root(self._part).find(_LOOKS) if self._part else None
        self._looks = [] if found is None else list(found)
        self._known: dict[Signature, int] = {}

    def suit(self, cell: etree._Element, value: Value) -> None:
        """Give a cell that was set to a value the look that it needs: with the mark for such a text alone."""
        marked = isinstance(value, str) and begins_like_formula(value)
        look = self._twin(cell.get("s", "0"), marked)
        if look != cell.get("s", "0"):
            cell.set("s", look)

    def without(self, look: str) -> str:
        """The look, by its number in the styles, that differs from another in the mark alone."""
        return self._twin(look, marked=False)

    def _twin(self, look: str, marked: bool) -> str:
        number = int(look)
        if number >= len(self._looks) or is_on(self._looks[number], _MARK) == marked:
            return look
        made = copy.deepcopy(self._looks[number])
        made.attrib.pop(_MARK, "")
        if marked:
            made.set(_MARK, "1")
        if not self._known:
            for at, known in enumerate(self._looks):
                self._known.setdefault(signature(known), at)
        if signature(made) not in self._known:
            self._add(made)
        return str(self._known[signature(made)])

    def _add(self, look: etree._Element) -> None:
        parent = self._draft.change(self._part).find(_LOOKS)
        assert parent is not None, "looks were read from it"
        parent.append(look)
        parent.set("count", str(len(parent)))
        self._looks.append(look)
        self._known[signature(look)] = len(self._looks) - 1
