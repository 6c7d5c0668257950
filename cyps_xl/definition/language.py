"""A report's second language, as the table Language has it: Welsh where a report says nothing."""

from __future__ import annotations

import locale
import re
from collections.abc import Iterator, Mapping

from cyps_xl.definition.problems import Problems
from cyps_xl.definition.tables import text
from cyps_xl.errors import Blocked, Problem
from cyps_xl.inputs.catalogue import AFTER, BEFORE, Catalogue, in_language
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.definition import DEFINITION_TABLES, LANGUAGE
from cyps_xl.languages.language import Language, conditions_of, listed, numbers_listed, places_of
from cyps_xl.languages.shipped import DEFAULT, ENGLISH, SECOND
from cyps_xl.languages.what import IN_TEXTS, LISTS, PLACES, What

_SHAPES = {
    What.NAME: (re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*"), "Write letters alone: Polish, Scottish Gaelic."),
    What.TAG: (re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?"), "Write it like pl or pl-PL: the language, the country."),
    What.NUMBER: (re.compile(r"[0-9A-Fa-f]{3,5}"), "Write it in hexadecimal signs alone: 415 for Polish."),
}
_IN_FILES = (What.REPORT, What.QUARTER_OF_FILE, What.MEMBERS, What.PUBLIC, What.DRAFT)
_NOT_IN_FILES = re.compile(r'[\\/:*?"<>|.\n]')
_NOT_IN_DATES = re.compile(r'["\\\n\r\t]')
_LONGEST_NAME = 20
"""Letters of a name: headings of columns are made of it."""
_TAKEN = {folded(column.heading) for table in (*BEFORE, *AFTER) for column in table.columns}
_TAKEN -= {folded(ENGLISH.name), folded(DEFAULT.name)}
"""Headings that columns have in any language."""
_SIGN = re.compile(r"[^\w\s;]")
_SIGN_OR_SPACE = re.compile(r"[^\w\s;]|space", re.IGNORECASE)
_STARRED = re.compile(r"[^*]*|[^*]{2,}\*")
_NUMBER = re.compile(r"[^\W\d_][^\d_;/=]*")
_BRACES = re.compile(r"[{}]")
_PLACE = re.compile(r"\{\w+\}")


def language_of(inputs: Inputs, problems: Problems) -> Language:
    """The second language that the rows of Language declare, a problem for each that cannot be.

    What they do not say of a language that ships, its own files say.
    """
    records = inputs[LANGUAGE]
    if not records.rows:
        return DEFAULT
    words: dict[What, str] = {}
    for row in records:
        what, said = What(text(row, "What")), text(row, "Words")
        words[what] = said
        for message, remedy in _faults(what, said):
            problems.add(records, row, "Words", message, remedy)
    tag = words.get(What.TAG, "")
    ships = SECOND.get(tag.partition("-")[0])
    whole = {**(dict(ships.words) if ships else {}), **words}
    for what in (What.NAME, What.TAG):
        if what not in whole:
            problems.tell(
                Problem(
                    records.sheet or LANGUAGE.sheet,
                    f"The second language has no {what.value}.",
                    f"Add a row with {what.value} under What, as {dict(DEFAULT.words)[what]} is of {DEFAULT.name}.",
                )
            )
    for row in records:
        what = What(text(row, "What"))
        for message, remedy in _contradictions(what, whole):
            problems.add(records, row, "Words", message, remedy)
    return Language(tuple(whole.items()), ENGLISH)


def definition_in(raw: Mapping[str, RawTable]) -> Catalogue:
    """The definition tables as they are headed in a report whose second language these name, as far as they do."""
    return Catalogue((*in_language(DEFINITION_TABLES, name_in(raw)), LANGUAGE))


def name_in(raw: Mapping[str, RawTable], otherwise: str = DEFAULT.name) -> str:
    """What the second language is called by tables that nobody has read yet; `otherwise` where they do not say."""
    said = _said_in(raw)
    return otherwise if said is None else _name_of(said) or otherwise


def refuse_nameless(raw: Mapping[str, RawTable]) -> None:
    """Raise Blocked where there is a sheet Language that does not say which: columns are headed by its name, and would
    be looked for under that of Welsh."""
    said = _said_in(raw)
    if said is None or _name_of(said):
        return
    nothing = "has no rows" if not any(said.values()) else f"has no {What.NAME.value}"
    problem = Problem(
        next(table.source for name, table in raw.items() if folded(name) == folded(LANGUAGE.name)),
        f"The sheet says in which second language the report is, and {nothing}.",
        f"Give it two rows: {What.NAME.value} under What and the language's name, such as Polish, under Words, as the "
        f"columns for its texts are headed; {What.TAG.value} and its tag, such as pl-PL.",
    )
    raise Blocked("The report has no second language. Nothing was written.", [problem])


def _said_in(raw: Mapping[str, RawTable]) -> dict[str, str] | None:
    """What the rows of Language say that nobody has read yet; None where there is no such table."""
    table = next((one for name, one in raw.items() if folded(name) == folded(LANGUAGE.name)), None)
    at = find_headings(table.headings, LANGUAGE).positions if table else {}
    if table is None or len(at) < len(LANGUAGE.columns):
        return None
    rows = (row for row in table.rows if len(row) > max(at.values()))
    return {folded(str(row[at["What"]] or "")): str(row[at["Words"]] or "").strip() for row in rows}


def _name_of(said: Mapping[str, str]) -> str:
    """What the language is called; one that ships need not say it. "" where it is not said."""
    ships = SECOND.get(said.get(folded(What.TAG.value), "").partition("-")[0])
    return said.get(folded(What.NAME.value)) or (ships.name if ships else "")


def _contradictions(what: What, words: Mapping[What, str]) -> Iterator[tuple[str, str]]:
    """What of a row cannot be beside the others."""
    name, tag, number = (words.get(one, "") for one in (What.NAME, What.TAG, What.NUMBER))
    code = tag.partition("-")[0]
    if what is What.NAME and tag:
        for ships in SECOND.values():
            if (folded(name) == folded(ships.name)) != (code == ships.code):
                yield (
                    f"The language is called {name}, and its tag, {tag}, is "
                    + (f"that of {ships.name}." if code == ships.code else f"not that of {ships.name}."),
                    f"Give the row Tag the tag of {name}, or the row Name the name of the language of {tag}.",
                )
    if what is What.NUMBER and _NUMBERED.get(number.lstrip("0").lower(), code) != code:
        yield (
            f"Excel knows {_NUMBERED[number.lstrip('0').lower()]} by {number}, and the tag is {tag}.",
            f"Give the row {What.NUMBER.value} the number of {tag}, or the row Tag the tag of this number.",
        )
    if what is What.THOUSANDS and words.get(What.DECIMAL, ENGLISH.said(What.DECIMAL)) in listed(words[what]):
        yield (
            f"The sign before decimals is “{words.get(What.DECIMAL, ENGLISH.said(What.DECIMAL))}”, and it cannot stand "
            "between thousands as well.",
            f"Write another sign here, or in the row {What.DECIMAL.value}.",
        )


_NUMBERED = {f"{number:x}": tag.partition("_")[0] for number, tag in locale.windows_locale.items()}
"""The languages that Excel knows by numbers, by those."""


def _faults(what: What, said: str) -> Iterator[tuple[str, str]]:
    """What cannot be of the words for something, each with what to do."""
    shape = _SHAPES.get(what)
    if shape is not None and not shape[0].fullmatch(said):
        yield f"“{said}” cannot be the {what.value} of a language.", shape[1]
    first, _, _ = ENGLISH.said(what).partition("-")
    if what in (What.NAME, What.TAG) and folded(said.partition("-")[0]) == folded(first):
        yield f"The second language cannot be {ENGLISH.name}, which is the first.", "Name another language."
    if what is What.NAME and folded(said) in _TAKEN:
        yield f"A column of the input sheets is headed {said} already.", "Call the language otherwise."
    if what is What.NAME and len(said) > _LONGEST_NAME:
        yield f"The name has {len(said)} letters, and columns are headed by it.", f"Use {_LONGEST_NAME} at most."
    if what in (What.DAY, What.MONTH) and _NOT_IN_DATES.search(said):
        yield (
            f"The words for “{what.value}” cannot be part of a date’s format.",
            'Write them without " and \\, on one line.',
        )
    yield from _faults_in_texts(what, said)
    if what is What.LETTER:
        yield from _faults_in_conditions(said)
    if what in LISTS and (len(listed(said)) != 12 or "" in listed(said)):
        yield f"{what.value} has {len(listed(said))} names.", "Write twelve, with semicolons between them."
    if what in _IN_FILES and _NOT_IN_FILES.search(said):
        yield f"“{said}” cannot be part of a file’s name.", 'Write it without any of \\/:*?"<>|. and on one line.'
    yield from _faults_in_braces(what, said)


def _faults_in_conditions(letter: str) -> Iterator[tuple[str, str]]:
    """Words in brackets before a line of the letter that wait for nothing: the line would never be there."""
    known = conditions_of(ENGLISH.said(What.LETTER))
    for unknown in conditions_of(letter):
        if unknown not in known:
            listed_ = ", ".join(f"[{one}]" for one in known)
            yield (
                f"A line of the letter begins with [{unknown}], for which no line can wait: it would be left out.",
                f"Leave the words in brackets in English, in small letters: {listed_}.",
            )


def _faults_in_texts(what: What, said: str) -> Iterator[tuple[str, str]]:
    """What cannot be of the words and signs by which texts are searched."""
    if what is What.DECIMAL and not _SIGN.fullmatch(said):
        yield f"“{said}” cannot be the sign before decimals.", "Write one sign alone: , or ."
    if what is What.THOUSANDS and not all(_SIGN_OR_SPACE.fullmatch(sign) for sign in listed(said)):
        yield (
            f"“{said}” cannot be the signs between thousands.",
            "Write single signs with semicolons between them, and the word space for a space: space; .",
        )
    if what in IN_TEXTS and "*" in said and not all(map(_STARRED.fullmatch, re.split(r"\s*[;/]\s*", said.strip()))):
        yield "A star stands for the ending of a word.", "Write it behind two letters at least, at a word’s end: dzie*."
    if what is What.NUMBERS and not all(_NUMBER.fullmatch(word) for word, _ in numbers_listed(said)):
        yield (
            "A number in words is empty, or has figures in it.",
            "Write them from one on with semicolons between them, the forms of each with slashes, and a higher one "
            "with its value: one; two / couple; 30 = thirty.",
        )


def _faults_in_braces(what: What, said: str) -> Iterator[tuple[str, str]]:
    """Of a letter each place must be one that the English letter has; anything else has its own places, each once."""
    wanted = sorted(PLACES[what]) if what in PLACES else sorted(set(places_of(ENGLISH.said(what))))
    found = places_of(said)
    fits = set(found) <= set(wanted) if what is What.LETTER else found == wanted
    if not fits or _BRACES.search(_PLACE.sub("", said)):
        places = ", ".join(f"{{{place}}}" for place in wanted) or "none"
        how = "Write none but these" if what is What.LETTER else "Write each of these once"
        yield f"The words for “{what.value}” have other places in braces than they need.", f"{how}: {places}."
