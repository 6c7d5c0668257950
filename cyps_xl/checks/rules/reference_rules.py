"""WD, continued: where texts send the reader, and what they say of days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.text_columns import Text
from cyps_xl.checks.wording import and_list, plural, quoted, tab_of
from cyps_xl.inputs.tables.indicators import EXPLANATIONS, INDICATORS

SECTIONS = ("1", "2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "3", "4", "5")
"""The numbers that the report's sections bear."""
SUBJECTS = {
    r"supervis": ("2.1",),
    r"caseload": ("2.2",),
    r"vacanc|agency (?:staff|worker)|sickness": ("2.3",),
    r"\baudit": ("2.4", "5"),
    r"re-?admi|back into care": ("2.6",),
    r"step(?:ped|ping)?[ -](?:up|down)": ("2.7",),
    r"\bclosures?\b": ("2.8",),
    r"complaint|compliment": ("3",),
    r"child protection register|registrations?\b": ("4",),
}
"""What each section is about, as its subject is spoken of in English, and where it stands."""
AUDITS_SECTION = "2.4"
"""It holds no figures, and sends its reader to those of section 5."""
SHORTEST_SPAN = 10
"""Days. Shorter spans are said loosely; longer ones are those of a rule."""

_REFERENCE = re.compile(r"\b(?:section|adran)\s+(?P<section>\d(?:\.\d)?)(?![\d.]*\d)", re.IGNORECASE)
_LAW = re.compile(
    r"\s*(?:\(\d|of the|o Ddeddf|o'r Ddeddf|orders?\b|enquir|investigation|agreement|duty|duties)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_SPAN = re.compile(r"\b(?P<number>\d+)\s+(?P<working>working\s+)?days?\b", re.IGNORECASE)


def reference_to_no_section(checked: Checked) -> Iterator[Fault]:
    """A text of the report speaks of a section that the report does not have. Sections of Acts are passed over: those
    from 10 on, those “of the” Act, and section 8 orders and the like."""
    for text in checked.texts:
        unknown = [number for number in sections_referred_to(text.words) if number not in SECTIONS]
        if text.in_report and unknown:
            message = f"The report has no section {and_list(unknown)}."
            yield at(checked.inputs[text.table], text.row, text.heading, message)


def sections_referred_to(words: str) -> list[str]:
    """The sections of the report that a text sends its reader to."""
    return [found["section"] for found in _REFERENCE.finditer(words) if not _LAW.match(words, found.end())]


def reference_to_another_subject(checked: Checked) -> Iterator[Fault]:
    """An English sentence sends the reader to one section and speaks of what stands in another: audits “in section 4”,
    which holds the register. Silent where the sentence also names what its section is about."""
    for text in checked.texts:
        if not text.in_report or text.heading != "English":
            continue
        for sentence in _SENTENCE_END.split(text.words):
            references = sections_referred_to(sentence)
            meant = _subjects(text, sentence) if len(references) == 1 else []
            if meant and references[0] in SECTIONS and not _fits(references[0], meant):
                message = f"{quoted(sentence)} sends to section {references[0]}; that stands in {and_list(meant)}."
                yield at(checked.inputs[text.table], text.row, text.heading, message)


def _subjects(text: Text, sentence: str) -> list[str]:
    """The sections whose subjects a sentence names."""
    named = (where for words, where in SUBJECTS.items() if re.search(words, sentence, re.IGNORECASE))
    found = {section for sections in named for section in sections}
    if text.table is EXPLANATIONS and text.row["Item"] == AUDITS_SECTION:
        found |= {AUDITS_SECTION, "5"}
    return sorted(found)


def _fits(section: str, meant: list[str]) -> bool:
    """Whether a section, or the one it is a part of, or a part of it, is among those meant. Section 1 is about all."""
    return section == "1" or any(one == section or one.startswith(f"{section}.") for one in meant)


def days_and_working_days(checked: Checked) -> Iterator[Fault]:
    """One span is said to be of days in one place and of working days in another: 42 days in an indicator's name, 42
    working days in a text. Spans under ten days are not looked at; nor is Welsh."""
    said: dict[int, tuple[bool, str]] = {}
    for words, where in _names(checked):
        for days, working in _spans(words):
            said.setdefault(days, (working, where))
    for text in checked.texts:
        if not text.in_report or text.heading == "Welsh":
            continue
        for days, working in _spans(text.words):
            before, where = said.setdefault(days, (working, tab_of(checked.inputs[text.table])))
            if before != working:
                message = f"{_span(days, working)} here; {_span(days, before)} on {where}."
                yield at(checked.inputs[text.table], text.row, text.heading, message)


def _names(checked: Checked) -> Iterator[tuple[str, str]]:
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
        "“The audits stand in section 4”, which holds the register; section 5 holds the audits.",
        "See where the text should send the reader, and correct the number.",
        reference_to_another_subject,
    ),
    Rule(
        "WD12",
        Severity.LOOK,
        "Days in one place, working days in another",
        "42 working days in an audit finding, where indicator 1 says 42 days.",
        "Find out which is meant, and say it so in both places.",
        days_and_working_days,
    ),
)
