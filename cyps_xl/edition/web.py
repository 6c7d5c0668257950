"""The edition's web page: written from its plan, linked to the page in the other language where that is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import definition_of
from cyps_xl.edition.build import Made, Wanted
from cyps_xl.edition.words import Words
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.printed.names import EditionName, short_name
from cyps_xl.settings import Settings
from cyps_xl.web.page import CONTENTS, SKIP, About, web_page

PAGE = ".html"


def page_of(made: Made, language: str, words: Words | None) -> dict[str, bytes]:
    """The web page by its file's name. `words` are those of an edition in the second language."""
    languages = definition_of(made.planned.inputs).languages
    about = About(
        title=made.name.title,
        language=languages[language],
        other_language=_other(languages, language),
        skip=words.said(SKIP) if words else SKIP,
        contents=words.said(CONTENTS) if words else CONTENTS,
        other=made.other_page,
        foreign=made.in_english,
        mixed=made.in_both,
    )
    return {f"{made.name.stem}{PAGE}": web_page(made.plan, about)}


def _other(languages: Mapping[str, Language], language: str) -> Language:
    """The other of a report's two languages."""
    return next(one for code, one in languages.items() if code != language)


def other_page(settings: Settings, definition: Definition, out: Path, wanted: Wanted) -> str:
    """The name of the file that holds the same edition's page in the other language, "" where `out` has none."""
    language = _other(definition.languages, wanted.language)
    said = str if language is ENGLISH else Words.of(wanted.words, definition).said
    short = short_name(definition, settings.service)
    name = EditionName.of(settings, language, wanted.audience, wanted.draft, said(settings.service), said(short))
    return f"{name.stem}{PAGE}" if _file(out, f"{name.stem}{PAGE}").is_file() else ""


def leads_nowhere(made: Made, out: Path) -> Iterator[str]:
    """A line that tells when the page in the other language was published before this one, and has no link to it."""
    if made.other_page and quote(f"{made.name.stem}{PAGE}").encode() not in _file(out, made.other_page).read_bytes():
        yield f"{made.other_page} does not lead to this edition yet: publish that one again, with --force."


def _file(out: Path, name: str) -> Path:
    return out / name.removesuffix(PAGE) / name
