"""WD, continued: where texts send the reader, and what they say of days."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.text_columns import Text
from cyps_xl.checks.wording import and_list, plural, quoted, tab_of
from cyps_xl.definition.section_numbers import meant_by, mentions_in, sections_referred_to
from cyps_xl.inputs.tables.choices import Shape
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATORS
from cyps_xl.languages.shipped import ENGLISH

SHORTEST_SPAN = 10
"""Days. Shorter spans are said loosely; longer ones are those of a rule."""

FIRST_OF_ACTS = 10
"""Sections from this number on that the report does not have are taken for those of Acts."""

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_SPAN = re.compile(r"\b(?P<number>\d+)\s+(?P<working>working\s+)?days?\b", re.IGNORECASE)


def reference_to_no_section(checked: Checked) -> Iterator[Fault]:
    """A text of the report speaks of a section that the report does not have. Sections of Acts are passed over: those
    from 10 on, those “of the” Act, and section 8 orders and the like."""
    known = _numbers(checked)
    for text in checked.texts:
        unknown = [number for number in sections_referred_to(text.words) if _is_unknown(number, known)]
        if text.in_report and unknown:
            message = f"The report has no section {and_list(unknown)}."
            yield at(checked.inputs[text.table], text.row, text.heading, message)


def _numbers(checked: Checked) -> frozenset[str]:
    """The numbers of the report's sections, and of those that they are parts of: 2 of 2.1."""
    parts = (section.number.split(".") for section in checked.sections)
    return frozenset(".".join(found[:at]) for found in parts for at in range(1, len(found) + 1))


def _is_unknown(number: str, known: Collection[str]) -> bool:
    return number not in known and int(number.partition(".")[0]) < FIRST_OF_ACTS


def reference_to_a_section_that_moved(checked: Checked) -> Iterator[Fault]:
    """A text names a section by a number that has gone to another section since it was written: sections 3 and 4 have
    changed places, “see section 3” has not. Silent once the text is changed, or the section has its number again. What
    was changed before the workbook was made, or in a text itself, it cannot know."""
    if not checked.book.meant:
        return
    sections = {section.name: section for section in checked.definition.sections}
    now = {name: section.number for name, section in sections.items()}
    for records in checked.inputs:
        for row in records:
            for heading, words in row.values.items():
                for mention in mentions_in(words) if isinstance(words, str) else ():
                    meant = [sections[name] for name in checked.book.meant.get(mention, ()) if name in sections]
                    if meant and not {one.name for one in meant} & {*meant_by(mention.number, now)}:
                        titles = and_list(f"{one.number} {one.title}" for one in meant)
                        message = f"Section {mention.number} was another when this was written: {titles}."
                        yield at(records, row, heading, message)


def reference_to_another_subject(checked: Checked) -> Iterator[Fault]:
    """An English sentence sends the reader to one section and speaks of what stands in another: audits “in section 4”,
    which holds the register. What a section is spoken of as stands in Sections. Silent where the sentence also names
    what its section is about."""
    known, about_all = _numbers(checked), _about_all(checked)
    for text in checked.texts:
        if not text.in_report or text.language != ENGLISH.name:
            continue
        for sentence in _SENTENCE_END.split(text.words):
            references = sections_referred_to(sentence)
            meant = _subjects(checked, text, sentence) if len(references) == 1 else []
            if meant and references[0] in known - about_all and not _fits(references[0], meant):
                message = f"{quoted(sentence)} sends to section {references[0]}; that stands in {and_list(meant)}."
                yield at(checked.inputs[text.table], text.row, text.heading, message)


def _about_all(checked: Checked) -> frozenset[str]:
    """The sections that are about everything: those of the indicators."""
    return frozenset(section.number for section in checked.sections if section.shows(Shape.INDICATORS))


def _subjects(checked: Checked, text: Text, sentence: str) -> list[str]:
    """The sections whose subjects a sentence names.

    What a section says that leads to another is about both.
    """
    found = {section.number for section in checked.sections if _names(section.spoken_of_as, sentence)}
    own = [section for section in checked.sections if section.is_item(text.row.values.get("Item"))]
    for section in own if text.table.name == EXPLANATIONS.name else ():
        led_to = {block.leads_to for block in section.blocks if block.leads_to}
        if led_to:
            others = {one.number for one in checked.sections if one.name in led_to}
            found |= {section.number, *others}
    return sorted(found)


def _names(beginnings: Sequence[str], sentence: str) -> bool:
    """Whether a sentence has a word, or words, that begin so; a hyphen is as good as a space."""
    found = "|".join(re.escape(word).replace(r"\-", "[- ]?").replace(r"\ ", "[- ]") for word in beginnings)
    return bool(beginnings) and re.search(rf"\b(?:{found})", sentence, re.IGNORECASE) is not None


def _fits(section: str, meant: list[str]) -> bool:
    """Whether a section, or the one it is a part of, or a part of it, is among those meant."""
    return any(one == section or one.startswith(f"{section}.") for one in meant)


def days_and_working_days(checked: Checked) -> Iterator[Fault]:
    """One span is said to be of days in one place and of working days in another: 42 days in an indicator's name, 42
    working days in a text. Spans under ten days are not looked at; nor is the second language."""
    said: dict[int, tuple[bool, str]] = {}
    for words, where in _bound_by(checked):
        for days, working in _spans(words):
            said.setdefault(days, (working, where))
    for text in checked.texts:
        if not text.in_report or text.language not in ("", ENGLISH.name):
            continue
        for days, working in _spans(text.words):
            before, where = said.setdefault(days, (working, tab_of(checked.inputs[text.table])))
            if before != working:
                message = f"{_span(days, working)} here; {_span(days, before)} on {where}."
                yield at(checked.inputs[text.table], text.row, text.heading, message)


def _bound_by(checked: Checked) -> Iterator[tuple[str, str]]:
    """What the report is bound by: the names of its indicators, and what its tables are said to count."""
    indicators = checked.inputs[INDICATORS]
    yield from ((str(row["Name"] or ""), tab_of(indicators)) for row in indicators)
    yield from ((records.table.guide, tab_of(records)) for records in checked.inputs)


def _spans(words: str) -> Iterator[tuple[int, bool]]:
    """The spans of days in a text, each with whether working days are meant."""
    for found in _SPAN.finditer(words):
        if int(found["number"]) >= SHORTEST_SPAN:
            yield int(found["number"]), found["working"] is not None


def _span(days: int, working: bool) -> str:
    return plural(days, "working day" if working else "day")


RULES = (
    Rule(
        "WD17",
        Severity.SHOULD_FIX,
        "A text names a section by a number that another has now",
        "Section 3 was another when this was written: 4 Visits.",
        "See which section is meant, and put its number right. If the number is right as it is, accept the finding.",
        reference_to_a_section_that_moved,
    ),
    Rule(
        "WD10",
        Severity.SHOULD_FIX,
        "A text sends the reader to a section that is not there",
        "“…see section 6”, where the report ends with section 5.",
        "Correct the section's number.",
        reference_to_no_section,
    ),
    Rule(
        "WD11",
        Severity.LOOK,
        "A text sends the reader to the wrong section",
        "“The visits stand in section 4”, which holds the repairs; section 5 holds the visits.",
        "See where the text should send the reader, and correct the number.",
        reference_to_another_subject,
    ),
    Rule(
        "WD12",
        Severity.LOOK,
        "Days in one place, working days in another",
        "42 working days in a text, where indicator 1 says 42 days.",
        "Find out which is meant, and say it so in both places.",
        days_and_working_days,
    ),
)
