"""A cell written into an element: its text as displayed, its link, its language where that is not the page's."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from cyps_xl.printed.displayed_text import as_read
from cyps_xl.sheets.plan import CellPlan
from cyps_xl.translations.phrases import Piece
from cyps_xl.web.elements import Element, add_text, element


@dataclass(frozen=True)
class Written:
    """How cells become text. `targets` are the sections by the addresses that cells link to; `foreign` the texts that
    stand in the language `foreign_tag`, `mixed` those of which some pieces do."""

    targets: Mapping[str, str]
    foreign: Collection[str] = ()
    mixed: Mapping[str, Sequence[Piece]] = field(default_factory=dict)
    foreign_tag: str = "en"

    def into(self, parent: Element, cell: CellPlan) -> Element:
        """The element with what the cell shows in it."""
        text = as_read(cell)
        target = self.targets.get(cell.link, "") if cell.link else ""
        if not target:
            return self.said(parent, text)
        self._tell_language(parent, text)
        parent.append(self._in_pieces(element("a", href=f"#{target}"), text))
        return parent

    def said(self, parent: Element, text: str) -> Element:
        """The element with a text in it, and its language told."""
        self._tell_language(parent, text)
        return self._in_pieces(parent, text)

    def said_whole(self, parent: Element, text: str) -> Element:
        """The same where no part of a text can be told from another, as in what is said of a drawing."""
        self._tell_language(parent, text)
        add_text(parent, text)
        return parent

    def _tell_language(self, parent: Element, text: str) -> None:
        if text in self.foreign:
            parent.set("lang", self.foreign_tag)

    def _in_pieces(self, parent: Element, text: str) -> Element:
        """The element with a text in it, what of it is of another language told so."""
        for piece in self.mixed.get(text, [Piece(text)]):
            if piece.is_said:
                add_text(parent, piece.text)
            else:
                parent.append(element("span", piece.text, lang=self.foreign_tag))
        return parent
