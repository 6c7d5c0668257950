"""docs/translations-to-confirm.md: what no translator has confirmed, of all translations that come along."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_xl.definition.packs import pack_names, read_pack
from cyps_xl.languages.shipped import DEFAULT
from cyps_xl.translations.po_files import Phrase, program_texts
from pages import markdown

_TRANSLATIONS_TOP = """# Welsh that waits to be confirmed

Everything in Welsh that comes with cyps-xl and that no translator has confirmed, once. None of it is published: the
English text stands in, or the edition is stopped and says what is missing
([Publishing](publishing.md#in-the-second-language)).

To confirm a text of a report, write who did under *Source*, on the sheet *Translations* of the workbook or in the
Translations.csv of its pack; to confirm one of the program's, take the mark *fuzzy* from it in
`cyps_xl/languages/cy/texts.po`. Then run `python scripts/make_docs.py`.

*usual words* under Source are everyday words and names of things, which are published though no source is named for
them: a translator's reading of Translations.csv would do them good as well.
"""


def page() -> str:
    """What has no confirmed translation, as Markdown: the program's own phrases, then those of each pack that ships."""
    sections = [("The program", program_texts(DEFAULT))]
    sections += [(f"The pack {name}", read_pack(name).definition.translations) for name in pack_names()]
    return "\n".join([_TRANSLATIONS_TOP, *(_to_confirm(title, phrases) for title, phrases in sections)])


def _to_confirm(title: str, phrases: Iterable[Phrase]) -> str:
    phrases = tuple(phrases)
    waiting = [(one.text, one.translation) for one in phrases if _waits(one)]
    return markdown.section(
        f"## {title}",
        f"{len(waiting)} of {len(phrases)}.",
        markdown.table(("English", "First translation"), waiting),
    )


def _waits(phrase: Phrase) -> bool:
    return phrase.fuzzy or not phrase.translation
