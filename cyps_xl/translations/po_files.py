"""Translation files as gettext has them (.po), so that a translation unit can work in the tools it knows.

polib reads and writes them. What it takes for granted is looked at here: that each line is one of
such a file, that a text has one translation, and that both name the same places in braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import polib

from cyps_xl.errors import UnusableFile
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import DEFAULT, texts_path
from cyps_xl.translations.phrases import BRACES, Phrase, places_in

__all__ = ["BRACES", "Phrase", "po_text", "read_po"]

_METADATA = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_PLURALS = {"cy": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n!=8 && n!=11) ? 2 : 3;"}
"""What translation programs are told of a language's plurals, where it is known; no text of ours has any."""
_REMEDY = "Open the file in a translation program, correct the line, and save it again."
_LINE = re.compile(r'(#.*|(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*"([^"\\]|\\.)*")?')
_HAS_PLACES = "python-brace-format"
"""With this flag, translation programs look whether the translation has the same places."""


def read_po(path: Path) -> tuple[Phrase, ...]:
    """The phrases of a file, its header and what is out of use left out.

    Of a text with a plural it is the singular: no text of the report has words that follow a number. Raises
    UnusableFile, naming the line, for what is not .po, for a text that is translated in two
    ways, and for a translation that lacks a place which its text has.
    """
    _refuse_other_lines(path)
    try:
        entries = [entry for entry in polib.pofile(str(path), encoding="utf-8-sig") if not entry.obsolete]
    except OSError as error:  # polib's own, with the line in its text
        number = re.search(r"line (\d+)", str(error))
        raise _no_such_line(path, int(number[1]) if number else 1) from None
    _refuse_two_translations(path.name, entries)
    _refuse_other_places(path.name, entries)
    return tuple(_phrase(entry) for entry in entries)


def program_texts(language: Language) -> tuple[Phrase, ...]:
    """What the program itself prints, in a language: without translations where no file of it ships."""
    path = texts_path(language.code)
    if path.exists():
        return read_po(path)
    return tuple(Phrase(one.text, where=one.where) for one in read_po(texts_path(DEFAULT.code)))


def po_text(phrases: Iterable[Phrase], language: Language = DEFAULT) -> str:
    """The phrases as a file's text, in the order given."""
    file = polib.POFile(wrapwidth=0)
    file.header = f"Words of the report in {language.name}"
    plurals = {"Plural-Forms": _PLURALS[language.code]} if language.code in _PLURALS else {}
    file.metadata = {"Project-Id-Version": "cyps-xl", "Language": language.code, **_METADATA, **plurals}
    file.extend(_entry(phrase) for phrase in phrases)
    return f"{file}"


def _entry(phrase: Phrase) -> polib.POEntry:
    flags = (["fuzzy"] if phrase.fuzzy else []) + ([_HAS_PLACES] if BRACES.search(phrase.text) else [])
    places = [(phrase.where, "")] if phrase.where else []
    return polib.POEntry(msgid=phrase.text, msgstr=phrase.translation, flags=flags, occurrences=places)


def _phrase(entry: polib.POEntry) -> Phrase:
    where = " ".join(f"{place}:{line}" if line else place for place, line in entry.occurrences)
    return Phrase(entry.msgid, _translation(entry), entry.fuzzy, where)


def _translation(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def _refuse_other_lines(path: Path) -> None:
    """Raise UnusableFile at the first line that no .po file has: polib cuts off what it takes for quotation marks."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        raise UnusableFile(
            f"{path.name} cannot be read.", "Give a .po file saved as UTF-8, as translation tools save it."
        ) from None
    for number, line in enumerate(lines, start=1):
        if not _LINE.fullmatch(line.strip()):
            raise _no_such_line(path, number)


def _no_such_line(path: Path, number: int) -> UnusableFile:
    return UnusableFile(f"{path.name}, line {number}, is not as a .po file has it.", _REMEDY)


def _refuse_two_translations(name: str, entries: Iterable[polib.POEntry]) -> None:
    seen: dict[tuple[str, str | None], polib.POEntry] = {}
    for entry in entries:
        first = seen.setdefault((entry.msgid, entry.msgctxt), entry)
        if first is not entry:
            raise UnusableFile(
                f"{name} has “{entry.msgid}” twice, in lines {first.linenum} and {entry.linenum}.",
                "Keep the translation that is right, and take the other out.",
            )


def _refuse_other_places(name: str, entries: Iterable[polib.POEntry]) -> None:
    for entry in entries:
        text, translation = entry.msgid, _translation(entry)
        wanted, given = places_in(text), places_in(translation)
        if translation and not entry.fuzzy and wanted != given:
            places = ", ".join(f"{{{place}}}" for place in wanted) or "none"
            raise UnusableFile(
                f"{name}, line {entry.linenum}: the translation of “{text}” has other places in braces than the text.",
                f"Write in the translation what is in braces as it stands in the text ({places}), each once.",
            )
