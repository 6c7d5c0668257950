"""WD, continued: the report's two languages against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.tables import in_two_languages, is_of
from cyps_xl.checks.texts.numbers import numbers_in
from cyps_xl.checks.wording import and_list, quoted
from cyps_xl.inputs.records import Records, Row

SAME_WORDS = 3
"""Words from which the same text in both languages is one that was not translated: "IRO" is the same in both."""


@dataclass(frozen=True)
class _Pair:
    """A text of the report in both languages, and the cells they stand in; "" for an empty one."""

    records: Records
    row: Row
    english_heading: str
    second_heading: str

    @property
    def english(self) -> str:
        return str(self.row[self.english_heading] or "")

    @property
    def second(self) -> str:
        return str(self.row[self.second_heading] or "")

    def fault(self, heading: str, message: str) -> Fault:
        return at(self.records, self.row, heading, message)


def _pairs(checked: Checked, *, translated: bool = False) -> Iterator[_Pair]:
    """The texts of this quarter's report; with `translated`, of the tables of which both languages are asked for."""
    language = checked.definition.language.name
    for table, english, second in in_two_languages(checked.inputs.catalogue, language):
        records = checked.inputs[table]
        wanted = checked.settings.language == language or any(row[second] for row in records)
        for row in records if wanted or not translated else ():
            if is_of(table, row, checked.quarter):
                yield _Pair(records, row, english, second)


def text_in_one_language(checked: Checked) -> Iterator[Fault]:
    """A text of the report, or an indicator's name, is there in one language and empty in the other. Where a table has
    nothing at all in the second language and the report is in English, it is not asked for."""
    for pair in _pairs(checked, translated=True):
        words, empty = pair.english or pair.second, pair.second_heading if pair.english else pair.english_heading
        in_one = bool(pair.english) != bool(pair.second)
        if in_one and pair.records.where(pair.row, empty) not in checked.unreadable:
            filled = pair.english_heading if pair.english else pair.second_heading
            yield pair.fault(empty, f"{empty} is empty, where {filled} has {quoted(words)}.")


def second_language_left_as_the_english(checked: Checked) -> Iterator[Fault]:
    """A text in both languages is the same words, capitals and spaces aside, three or more of them."""
    for pair in _pairs(checked):
        english, second = (" ".join(text.lower().split()) for text in (pair.english, pair.second))
        if english == second and len(english.split()) >= SAME_WORDS:
            name = checked.definition.language.name
            yield pair.fault(pair.second_heading, f"The {name} is the same as the English: {quoted(pair.second)}.")


def languages_that_give_different_numbers(checked: Checked) -> Iterator[Fault]:
    """Numbers written in figures in one language are not those of the other. Numbers in words are not looked at."""
    for pair in _pairs(checked):
        language = checked.definition.language
        there, here = Counter(numbers_in(pair.english)), Counter(numbers_in(pair.second, language))
        if pair.english and pair.second and there != here:
            name = language.name
            message = f"English alone has {_only(there, here)}, {name} alone {_only(here, there)}."
            yield pair.fault(pair.second_heading, message)


def _only(these: Counter[str], those: Counter[str]) -> str:
    rest = sorted((these - those).elements())
    return and_list(rest) if rest else "none"


RULES = (
    Rule(
        "WD04",
        Severity.SHOULD_FIX,
        "A text is there in one language only",
        "Welsh is empty, where English has “The number grew until September…”.",
        "Type the other language.",
        text_in_one_language,
    ),
    Rule(
        "WD05",
        Severity.SHOULD_FIX,
        "The second language is the same as the English",
        "“The number grew until September…” under both.",
        "Have the text translated.",
        second_language_left_as_the_english,
    ),
    Rule(
        "WD06",
        Severity.SHOULD_FIX,
        "The two languages give different numbers",
        "English alone has 18, Welsh alone 81.",
        "Correct the wrong one; write a number in figures in both languages or in neither.",
        languages_that_give_different_numbers,
    ),
)
