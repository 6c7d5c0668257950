"""A letter held against the edition that goes with it, before anything is written or sent."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.errors import Blocked, Problem
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import SHIPPED
from cyps_xl.mail.editions import PUBLISH_AGAIN, Edition
from cyps_xl.mail.letters import Letter
from cyps_xl.scan import scan_letter
from cyps_xl.web.read_back import Rows


def refuse_exposed(edition: Edition, letter: Letter, languages: Sequence[Language] = SHIPPED) -> None:
    """Raise Blocked where a letter that carries At a glance says anything that the edition's workbook does not show.

    The page was held against the workbook when it was published; this holds what was made of it since. `languages` are
    those that it may be in.
    """
    if not letter.page:
        return
    name, workbook = edition.files[".xlsx"]
    covering = (letter.subject, *letter.covering)
    headings = (" ".join(text.lines) for part in edition.glance if isinstance(part, Rows) for text in part.headings)
    found = scan_letter(letter.page, letter.text, covering, headings, workbook, edition.glance_section, languages)
    if found:
        raise Blocked(
            "The letter says something that the edition does not. Nothing was written or sent.",
            [Problem(f"{name}, {one.place}", f"{one.what}: {one.found}.", PUBLISH_AGAIN) for one in found],
        )
