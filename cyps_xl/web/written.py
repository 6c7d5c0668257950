"""A cell written into an element: its text as displayed, its link, its language where that is not the page's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cyps_xl.printed.displayed_text import as_read
from cyps_xl.sheets.plan import CellPlan
from cyps_xl.web.elements import Element, add_text, element


@dataclass(frozen=True)
class Written:
    """How cells become text. `targets` are the sections by the addresses that cells link to; `foreign` the texts that
    stand in the language `foreign_tag`."""

    targets: Mapping[str, str]
    foreign: Collection[str] = ()
    foreign_tag: str = "en"

    def into(self, parent: Element, cell: CellPlan) -> Element:
        """The element with what the cell shows in it."""
        text = as_read(cell)
        if text in self.foreign:
            parent.set("lang", self.foreign_tag)
        target = self.targets.get(cell.link, "") if cell.link else ""
        if target:
            parent.append(element("a", text, href=f"#{target}"))
        else:
            add_text(parent, text)
        return parent
