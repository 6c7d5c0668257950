"""By what numbers are found in texts, and what stands around them, as patterns: in English, in Welsh, and in a language
as a report declares it.

What is grammar (a third, twins, the second child) is known of English and Welsh alone. What is mere words or signs
comes from the languages' tables, so that any language is searched for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import SHIPPED
from cyps_xl.languages.what import What
from cyps_xl.measures import number_words
from cyps_xl.measures.periods import NAMES_OF_MONTHS

ORDINALS = {
    "second|2nd|ail": 2,
    "third|3rd|trydydd|trydedd|drydedd": 3,
    "fourth|4th|pedwerydd|pedwaredd|bedwaredd": 4,
    "fifth|5th|pumed|bumed": 5,
    "sixth|6th|chweched": 6,
    "seventh|7th|seithfed": 7,
    "eighth|8th|wythfed": 8,
    "ninth|9th|nawfed": 9,
    "tenth|10th|degfed|ddegfed": 10,
}
GROUPS = {
    "twins|efeilliaid|gefeilliaid": 2,
    "triplets|tripledi|dripledi": 3,
    "quadruplets|quads": 4,
}
GROUPS_OF = {
    "pair of|couple of|duo of|pâr o|bâr o|phâr o|par o|cwpl o|gwpl o": 2,
    "trio of|triawd o|driawd o": 3,
    "quartet of|pedwarawd o|bedwarawd o": 4,
}
PARTS = {
    "half|halves": 2,
    "third|thirds": 3,
    "quarter|quarters": 4,
    "fifth|fifths": 5,
    "sixth|sixths": 6,
    "seventh|sevenths": 7,
    "eighth|eighths": 8,
    "ninth|ninths": 9,
    "tenth|tenths": 10,
}
WELSH_PARTS = {"hanner": 2, "traean|draean|thraean": 3, "deuparth|ddeuparth": 3, "chwarter|chwarteri": 4}
_ROMAN = "II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|XIII|XIV|XV|XVI|XVII|XVIII|XIX|XX"

_OF_THEM = r"\s+(?:of|o)\s+(?:them|whom|these\s+children)\b|\s+ohonyn(?:t|\s+nhw)\b"
_BEFORE_TIMES = r"(?:(?:working|calendar|financial|reporting|school)\s+)?"
_OF_THE_REPORT = (
    r"kinds?|sorts?|ways?|measures?|indicators?|sections?|tables?|charts?|pages?|reports?"
    r"|math|fath|ffordd|mesur|mesurau|fesur|fesurau|dangosydd|dangosyddion|adran|adrannau|tabl|tablau|siart|tudalen"
)
"""What a report itself is made of: how many there are of it tells of nobody."""
_SOLE = r"(?:single|sole|lone|solitary|(?<=the\s)only)"

NO_NUMBERS = re.compile(
    r"\b(?:19|20)\d\d\s?[-–/]\s?\d{2,4}\b"  # a financial year
    r"|(?<![\w/])\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d(?![\w/])"  # a date
    r"|(?<!\d)\d{1,2}:\d\d(?!\d)"  # a time of day
)
COUNTED_THEM = re.compile(_OF_THEM, re.IGNORECASE)
NO_COUNT_AFTER = re.compile(
    rf"\s+(?:another|day|halves|thirds|quarters|fifths|tenths|ran o|rhan o"
    rf"|(?:(?:main|other|national|local|quarterly|annual|new)\s+)?(?:{_OF_THE_REPORT}))\b",
    re.IGNORECASE,
)
_BEFORE_DIGITS = r"(?<![\w.,/£])(?<!\D[-–])(?<!^[-–])"
_AFTER_DIGITS = r"(?![\w/]|[.,]\d|[-–](?!\d)|-\d{3})"
_BRITISH = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"

_IN_BRITISH = re.compile(_BRITISH)


class Patterns:
    """The patterns for texts in English and Welsh, and in `language` where it is another. Of one that ships a report
    may have other words."""

    def __init__(self, language: Language | None) -> None:
        others = tuple(one for one in SHIPPED if language is None or one.code != language.code)
        self._languages = (*others, language) if language else others
        self._language = language if others == SHIPPED else None

    def _words(self, *what: What) -> str:
        """A pattern for any of the words that the languages have for these."""
        return any_of(word for one in what for language in self._languages for word in language.in_texts(one))

    @cached_property
    def _child(self) -> str:
        return self._words(What.CHILD)

    @cached_property
    def _children(self) -> str:
        return self._words(What.CHILDREN)

    @cached_property
    def _times(self) -> str:
        return rf"{_BEFORE_TIMES}(?:{self._words(What.TIMES)})(?!\w)"

    @cached_property
    def nouns(self) -> str:
        """Words for those who are counted."""
        return self._words(What.CHILD, What.CHILDREN, What.ADULTS)

    @cached_property
    def noun(self) -> re.Pattern[str]:
        """One of them, anywhere."""
        return re.compile(rf"\b(?:{self.nouns})\b", re.IGNORECASE)

    @cached_property
    def grown(self) -> re.Pattern[str]:
        """A word for grown people."""
        return re.compile(self._words(What.ADULTS), re.IGNORECASE)

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """Behind a number, whom it counts."""
        return re.compile(rf"\s+(?:[\w’'-]+\s+){{0,2}}?(?P<noun>{self.nouns})\b", re.IGNORECASE)

    @cached_property
    def counted_before(self) -> re.Pattern[str]:
        """Before a number, whom it counts: children: 3."""
        return re.compile(rf"\b(?P<noun>{self._children})(?:\s*[:=(]|\s+[–-])\s*$", re.IGNORECASE)

    @cached_property
    def ratio_of_a_noun(self) -> re.Pattern[str]:
        """Between two numbers, that make a ratio: one child in five."""
        return re.compile(rf"\s+(?:{self.nouns})\s+(?:in|in\s+every|mewn|ym\s+mhob|o\s+bob)\s+$", re.IGNORECASE)

    @cached_property
    def span_after(self) -> re.Pattern[str]:
        """Behind a number that is a span of time, or the day of a date."""
        return re.compile(rf"\s*(?:{self._times}|(?:{any_of(NAMES_OF_MONTHS)})\b{self._day_after})", re.IGNORECASE)

    @property
    def _day_after(self) -> str:
        """What makes a number a day in the further language: {day}. {month}."""
        if self._language is None:
            return ""
        between = self._language.said(What.DAY).partition("{day}")[2].partition("{month}")
        signs = r"\s*".join(map(re.escape, between[0].split())) if between[1] else ""
        months = any_of((*self._language.months, *self._language.months_in_a_day))
        return rf"|{signs}\s*(?:{months})\b"

    @cached_property
    def no_count_before(self) -> re.Pattern[str]:
        """Before a number that counts nothing: stage 2."""
        return re.compile(rf"\b(?:{self._words(What.NUMBERED)})\s*$", re.IGNORECASE)

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number in any of the ways that it is written; which one its group tells."""
        child, percent = self._child, rf"(?:\s?%|\s+(?:{self._words(What.PER_CENT)})(?!\w))"
        of_a_time = (
            rf"(?!\s+(?:(?:of|o['’]r|o|y|yr)\s+)?(?:(?:the|this|that|last|next|each|a|an|y|yr)\s+)*{self._times})"
        )
        own = self._own_number
        return re.compile(
            rf"{_BEFORE_DIGITS}(?P<mixed>\d+)\s+(?P<mixed_part>\d)/(?P<mixed_whole>\d)(?![\w/])"
            rf"|{_BEFORE_DIGITS}(?P<part>\d{{1,3}})\s?/\s?(?P<whole>\d{{1,3}})(?![\w/]|[.,]\d)"
            rf"|{_BEFORE_DIGITS}(?P<digits>{self._digits})(?:{self._endings})(?P<percent>{percent})?{_AFTER_DIGITS}"
            rf"|(?<![\w-])(?:(?P<parts>an?|one|two|three|four|five|six|seven|eight|nine)[\s-])?"
            rf"(?P<fraction>{'|'.join(PARTS)})(?=\s+of\b|\s+(?:the|these|those|our)\s){of_a_time}"
            rf"|(?<![\w-])(?:(?P<welsh_parts>un|dau|ddau|dri|tri|thri)\s+)?(?P<welsh_fraction>{'|'.join(WELSH_PARTS)})"
            rf"(?=\s+(?:o|o['’]r|y|yr)\b){of_a_time}"
            rf"|(?<![\w-])(?P<rhan>un|dwy|ddwy|tair|dair|pedair|bedair)\s+rh?an\s+o\s+"
            rf"(?P<rhan_o>{number_words.PATTERN})(?![\w-])"
            rf"|(?<![\w-])(?P<ordinal>{'|'.join(ORDINALS)})(?=\s+(?:such\s+)?(?:{child})\b)"
            rf"|(?<![\w-])(?P<group>{'|'.join(GROUPS)})(?![\w-])"
            rf"|(?<![\w-])(?P<group_of>{'|'.join(GROUPS_OF).replace(' ', chr(92) + 's+')})(?![\w-])"
            rf"|(?<![\w-])(?P<twin>twin)(?=\s+(?:{child}|{self._children})\b)"
            rf"|(?<![\w-])(?P<both>both|neither)(?=\s+(?:of\s+)?(?:the\s+|these\s+)?"
            rf"(?:{child}|{self._children}|them|whom)\b|\s+(?:were|was|had|returned|came)\b)"
            rf"|(?<![\w-])(?P<sole>{_SOLE})(?=\s+(?:[\w’'-]+\s+)?(?:{child})\b)"
            rf"|(?<![\w-])(?P<unig>unig)(?=\s+(?:{child})\b)"
            rf"|(?<![\w-])(?P<roman>(?-i:{_ROMAN}))(?=\s+(?:[\w’'-]+\s+)?(?:{self.nouns})\b)"
            + (rf"|(?<![\w-])(?P<own>{own})(?P<own_percent>{percent})?(?![\w-])" if own else "")
            + rf"|(?<![\w-])(?P<word>{number_words.PATTERN})(?P<word_percent>{percent})?(?![\w-]|[’']s\b)",
            re.IGNORECASE,
        )

    @property
    def _own_number(self) -> str:
        """A number in words of the further language: a ten with a one behind it is a single number (21)."""
        numbers = self._language.numbers if self._language else ()
        hundreds, tens, small = (
            any_of(word for word, value in numbers if low <= value < high)
            for low, high in ((100, 1000), (20, 100), (0, 20))
        )
        then_small = rf"(?:[\s-]+(?:{small}))?" if small else ""
        then_tens = rf"(?:[\s-]+(?:{tens}))?" if tens else ""
        ways = ((hundreds, then_tens + then_small), (tens, then_small), (small, ""))
        return "|".join(rf"(?:{first}){rest}" for first, rest in ways if first)

    def own_worth(self, words: str) -> int:
        """What a number in words of the further language is worth."""
        values = {_word(word): value for word, value in self._language.numbers} if self._language else {}
        known = re.compile("|".join(sorted(values, key=len, reverse=True)), re.IGNORECASE)
        found = (one[0] for one in known.finditer(words))
        return sum(next(value for word, value in values.items() if re.fullmatch(word, one, re.I)) for one in found)

    @property
    def _digits(self) -> str:
        """A number in figures: first as the further language writes it, then as British texts do."""
        if self._language is None:
            return _BRITISH
        signs, point = _signs(self._language), re.escape(self._language.said(What.DECIMAL))
        return rf"\d{{1,3}}(?:[{signs}]\d{{3}})+(?:{point}\d+)?(?!\d)|\d+{point}\d+|{_BRITISH}"

    @property
    def _endings(self) -> str:
        """What may hang on a number in figures."""
        return any_of((*self._language.in_texts(What.ENDINGS), "") if self._language else ("",))

    def read_as_british(self, digits: str) -> str | None:
        """A number in figures as British texts mean it, where the further language writes with the same signs."""
        own = re.match(self._digits, digits) if self._language else None
        return own[0].replace(",", "") if own and _IN_BRITISH.fullmatch(own[0]) else None

    def as_python_writes(self, digits: str) -> str:
        """A number in figures as the further language means it, or as British texts do where it is none of its own."""
        language = self._language
        if language is None:
            return digits.replace(",", "")
        point = language.said(What.DECIMAL)
        own = rf"(?:\d{{1,3}}(?:[{_signs(language)}]\d{{3}})+|\d+)(?:{re.escape(point)}\d+)?"
        if not re.fullmatch(own, digits):
            return digits.replace(",", "")
        whole, _, decimals = digits.partition(point)
        whole = "".join(filter(str.isdigit, whole))
        return f"{whole}.{decimals}" if decimals else whole


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; a star stands for any ending."""
    return "|".join(sorted(dict.fromkeys(map(_word, words)), key=len, reverse=True))


def _word(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split())).replace(r"\*", r"\w*")


def _signs(language: Language) -> str:
    return "".join(map(re.escape, language.thousands_signs))


@lru_cache(maxsize=8)
def patterns_of(language: Language | None) -> Patterns:
    """The patterns for texts in this language, made once: those for English texts know all that ships."""
    return patterns_of(None) if language in SHIPPED else Patterns(language)
