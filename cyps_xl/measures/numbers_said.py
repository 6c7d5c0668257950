"""Numbers that a text says, in figures or in words: the one finder for all who look for them.

English and Welsh are known whole, a further language as far as a report declares it. It errs on the side of finding.
What is no count at all, such as a stage, a section, the day of a date or a span of time, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from cyps_xl.languages.language import Language
from cyps_xl.measures import number_words
from cyps_xl.measures.number_patterns import (
    COUNTED_THEM,
    GROUPS,
    GROUPS_OF,
    NO_COUNT_AFTER,
    NO_NUMBERS,
    ORDINALS,
    PARTS,
    WELSH_PARTS,
    Patterns,
    patterns_of,
)  # fmt: skip
from cyps_xl.measures.plain_text import PlainText, plain_text

_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.!?;]\s")
_ONE_OF_A_KIND = re.compile(r"\b(?:no|this|that|which|each|every|any|another|other|yr|pob|bob)\s+$", re.IGNORECASE)
"""Before "one" and "un" it makes no number: "no one", "this one", "yr un" (the same)."""
_CENT_BEFORE = re.compile(r"\by\s+$", re.IGNORECASE)
_DATE_BEFORE = re.compile(
    r"\b(?:on|from|to|until|till|by|since|dated|w/c|ar|erbyn|hyd|hyd at|tan|ers|the)\s+$", re.IGNORECASE
)
_ONLY_COUNTED = re.compile(r"un|mil|fil|v|x|(?:a|an|\w+)\s+score", re.IGNORECASE)
"""Words that are numbers only where something is counted: Welsh "un" is also "any" and "same", "mil" an animal."""
_ARTICLE = re.compile(r"\b(?:y|yr|the)\s+$", re.IGNORECASE)
_RATIO = re.compile(r"\s+(?:in|in\s+every|mewn|ym\s+mhob|o\s+bob|allan\s+o)\s+$", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–]\s*|\s+(?:to|or|and|neu|i|a|ac)\s+", re.IGNORECASE)
_OUT_OF = re.compile(
    r"\s+(?:out\s+of|of|allan\s+o|o['’]r|o)\s+(?:(?:the|its|our|these|those|all|y|yr)\s+)*$", re.IGNORECASE
)
_REACH = 40
"""So far before a number is looked for what it is no count for, or whom it counts."""
_ROMAN_LETTERS = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Said:
    """A number that a text says.

    `words` is as it is written, `value` what it is worth. `percent`: it is a percentage. `share`: it is a part
    of one, such as a third or 1/7. `counted` is the noun of the people that it counts, in small letters; "" when it
    counts none. `places` are the decimals it is written with.
    `part` is the upper number of a share that is written with two numbers, 1 of "1/7"; 0 otherwise.
    """

    words: str
    value: Fraction
    percent: bool = False
    counted: str = ""
    share: bool = False
    places: int = 0
    part: int = 0

    @property
    def counts_people(self) -> bool:
        """Whether people are counted with it."""
        return self.counted != ""


@dataclass(frozen=True)
class _Found:
    """A number and the stretch of the plain text that it takes."""

    said: Said
    start: int
    end: int


def numbers_said(text: str, language: Language | None = None) -> Iterator[Said]:
    """The numbers of a text that may be figures, in their order; `language` is the one of the text, if not English."""
    yield from _all_said(text, language)


@lru_cache(maxsize=4096)  # a report's texts are looked through by several checks, and again before it is published
def _all_said(text: str, language: Language | None) -> tuple[Said, ...]:
    return tuple(found.said for found in _joined(plain_text(text), patterns_of(language)))


def numbers_meant(text: str, language: Language | None = None) -> Iterator[Said]:
    """The same, in both ways where a comma or a point means something else in English than in `language`."""
    plain, patterns = plain_text(text), patterns_of(language)
    for found in _joined(plain, patterns):
        yield found.said
        otherwise = patterns.read_as_british(plain.plain[found.start : found.end])
        if otherwise is not None and not found.said.share and otherwise != str(found.said.value):
            yield _in_figures(found.said.words, otherwise, found.said.percent, found.said.counted)


def digits_in(text: str, language: Language | None = None) -> Iterator[Said]:
    """Every number that is written in digits, whatever it is: years, days and sections among them.

    `language` is the one that it is written in.
    """
    yield from _all_digits(text, language)


@lru_cache(maxsize=4096)
def _all_digits(text: str, language: Language | None) -> tuple[Said, ...]:
    plain, patterns = plain_text(text), patterns_of(language)
    if not _DIGIT.search(plain.plain):
        return ()
    return tuple(
        _digits(match, plain.written(match.start(), match.end()), patterns)
        for match in patterns.number.finditer(plain.plain)
        if match["digits"] is not None
    )


def _joined(text: PlainText, patterns: Patterns) -> Iterator[_Found]:
    """What was found, "one in five" as one share, and the one of "one of the five children" as a count of children."""
    waiting: _Found | None = None
    for found in _each(text, patterns):
        if waiting is None:
            waiting = found
            continue
        between = text.plain[waiting.end : found.start]
        if _RATIO.fullmatch(between) or patterns.ratio_of_a_noun.fullmatch(between):
            waiting = _ratio(text, waiting, found) or found
            continue
        if not waiting.said.counted and _same_noun(waiting.said, between, found.said):
            waiting = replace(waiting, said=replace(waiting.said, counted=found.said.counted))
        yield waiting
        waiting = found
    if waiting is not None:
        yield waiting


def _same_noun(first: Said, between: str, second: Said) -> bool:
    """Whether the first counts what the second does: "one of the five children", "2–3 children"."""
    alike = first.percent == second.percent and first.share == second.share
    of = _OUT_OF.fullmatch(between) is not None and not first.share and first.value <= second.value
    return of or (alike and _RANGE.fullmatch(between) is not None)


def _ratio(text: PlainText, part: _Found, whole: _Found) -> _Found | None:
    if not 0 < part.said.value <= whole.said.value or part.said.share or whole.said.share:
        return None
    words = text.written(part.start, whole.end)
    counted = whole.said.counted or part.said.counted
    said = Said(words, part.said.value / whole.said.value, counted=counted, share=True)
    return _Found(said, part.start, whole.end)


def _each(text: PlainText, patterns: Patterns) -> Iterator[_Found]:
    plain = NO_NUMBERS.sub(lambda none: "\x00" * len(none[0]), text.plain)
    for match in patterns.number.finditer(plain):
        said = _said(match, plain, text.written(match.start(), match.end()), patterns)
        if said is not None:
            yield _Found(said, match.start(), match.end())


def _said(match: re.Match[str], plain: str, words: str, patterns: Patterns) -> Said | None:
    """What a match says; None when it is no count."""
    kind = next(name for name in _READERS if match.groupdict().get(name) is not None)
    said = _READERS[kind](match, words, patterns)
    before = plain[max(0, match.start() - _REACH) : match.start()]
    if patterns.no_count_before.search(before) or NO_COUNT_AFTER.match(plain, match.end()):
        return None
    if said.value.denominator == 1 and not said.share and patterns.span_after.match(plain, match.end()):
        return None
    if kind == "part" and (not 0 < said.value <= 1 or _DATE_BEFORE.search(before)):
        return None
    counted = said.counted or _noun(kind, plain, match, patterns)
    said = replace(said, counted=counted)
    return None if kind == "word" and _is_no_number(said, before) else said


def _is_no_number(said: Said, before: str) -> bool:
    word = said.words.lower()
    if word in ("one", "un") and _ONE_OF_A_KIND.search(before):
        return True
    if word == "cant" and _CENT_BEFORE.search(before):
        return True
    return not said.counted and _ONLY_COUNTED.fullmatch(word) is not None


def _noun(kind: str, plain: str, match: re.Match[str], patterns: Patterns) -> str:
    """The noun of the people counted: after the number, within it ("un plentyn ar ddeg"), or before a colon."""
    before = plain[max(0, match.start() - _REACH) : match.start()]
    if kind == "word" and (inside := patterns.noun.search(match["word"])):
        return inside[0].lower()
    if found := patterns.counted.match(plain, match.end()):
        noun = found["noun"].lower()
        # "Both people signed", "the two parents": of somebody who has been named, and said of every case.
        named = _ARTICLE.search(before) and patterns.grown.fullmatch(noun)
        return "" if named and kind == "word" else noun
    if COUNTED_THEM.match(plain, match.end()):
        sentence = _SENTENCE_END.split(plain[: match.start()])[-1]
        nouns = patterns.noun.findall(sentence)
        return nouns[-1].lower() if nouns else ""
    if kind == "digits" and (found := patterns.counted_before.search(before)):
        return found["noun"].lower()
    return ""


def _value(words: dict[str, int], said: str) -> int:
    plain = " ".join(said.lower().split())
    return next(value for alike, value in words.items() if plain in alike.split("|"))


def _digits(match: re.Match[str], words: str, patterns: Patterns) -> Said:
    return _in_figures(words, patterns.as_python_writes(match["digits"]), match["percent"] is not None)


def _in_figures(words: str, plain: str, percent: bool, counted: str = "") -> Said:
    return Said(words, Fraction(plain), percent, counted, places=len(plain.partition(".")[2]))


def _mixed(match: re.Match[str], words: str, _: Patterns) -> Said:
    value = int(match["mixed"]) + Fraction(int(match["mixed_part"]), max(1, int(match["mixed_whole"])))
    return Said(words, value, places=1)


def _written_share(match: re.Match[str], words: str, _: Patterns) -> Said:
    part, whole = int(match["part"]), int(match["whole"])
    return Said(words, Fraction(part, whole) if whole else Fraction(0), share=True, part=part)


def _share(match: re.Match[str], words: str, _: Patterns) -> Said:
    parts = (match["parts"] or "one").lower()
    return Said(
        words,
        Fraction(1 if parts in ("a", "an") else number_words.worth(parts)) / _value(PARTS, match["fraction"]),
        share=True,
    )


def _welsh_share(match: re.Match[str], words: str, _: Patterns) -> Said:
    name = match["welsh_fraction"].lower()
    parts = number_words.worth(match["welsh_parts"] or "un") * (2 if name.endswith("deuparth") else 1)
    return Said(words, parts / _value(WELSH_PARTS, name), share=True)


def _rhan(match: re.Match[str], words: str, _: Patterns) -> Said:
    whole = number_words.worth(match["rhan_o"])
    return Said(words, number_words.worth(match["rhan"]) / whole if whole else Fraction(0), share=True)


def _counting(value: int, words: str, counted: str = "") -> Said:
    return Said(words, Fraction(value), counted=counted)


def _roman(match: re.Match[str], words: str, _: Patterns) -> Said:
    values = [_ROMAN_LETTERS[letter] for letter in match["roman"]]
    value = sum(-one if one < after else one for one, after in pairwise([*values, 0]))
    return _counting(value, words)


def _in_words(match: re.Match[str], words: str, _: Patterns) -> Said:
    value = number_words.worth(match["word"])
    return Said(words, value, percent=match["word_percent"] is not None, places=0 if value.denominator == 1 else 1)


def _own(match: re.Match[str], words: str, patterns: Patterns) -> Said:
    value = Fraction(patterns.own_worth(match["own"]))
    return Said(words, value, percent=match["own_percent"] is not None)


_READERS = {
    "mixed": _mixed,
    "part": _written_share,
    "digits": _digits,
    "fraction": _share,
    "welsh_fraction": _welsh_share,
    "rhan": _rhan,
    "ordinal": lambda match, words, _: _counting(_value(ORDINALS, match["ordinal"]), words),
    "group": lambda match, words, _: _counting(_value(GROUPS, match["group"]), words, match["group"].lower()),
    "group_of": lambda match, words, _: _counting(_value(GROUPS_OF, match["group_of"]), words),
    "twin": lambda match, words, _: _counting(2, words),
    "both": lambda match, words, _: _counting(2, words),
    "sole": lambda match, words, _: _counting(1, words),
    "unig": lambda match, words, _: _counting(1, words),
    "roman": _roman,
    "own": _own,
    "word": _in_words,
}
"""How each kind of number is read, by the name of its group in the pattern."""
