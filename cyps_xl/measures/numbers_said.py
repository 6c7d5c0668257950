"""Numbers that a text says, in figures or in words, in English and in Welsh: the one finder for all who look for them.

It errs on the side of finding. What is no count at all, such as a stage, a section, the day of a date or a
span of time, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from cyps_xl.measures import number_words
from cyps_xl.measures.periods import NAMES_OF_MONTHS
from cyps_xl.measures.plain_text import PlainText, plain_text

_CHILD = (
    "child|boy|girl|baby|infant|toddler|teenager|sibling|brother|sister|pupil|leaver|case|complaint|compliment|"
    "re-admission|readmission|registration|closure|"
    "plentyn|blentyn|phlentyn|bachgen|fachgen|merch|ferch|baban|faban|babi|fabi|brawd|frawd|chwaer|disgybl|ddisgybl|"
    "achos|cwyn|gwyn|gŵyn|cŵyn|chwyn|chŵyn"
)
_CHILDREN = (
    "children|boys|girls|babies|infants|toddlers|teenagers|siblings|brothers|sisters|twins|triplets|pupils|leavers|"
    "cases|complaints|compliments|re-admissions|readmissions|registrations|closures|"
    "plant|blant|phlant|bechgyn|fechgyn|merched|ferched|babanod|fabanod|brodyr|frodyr|chwiorydd|efeilliaid|"
    "gefeilliaid|disgyblion|ddisgyblion|achosion|cwynion|gwynion|chwynion|canmoliaeth|ganmoliaeth"
)
_GROWN = (
    "person|people|individual|individuals|family|families|parent|parents|mother|mothers|father|fathers|carer|carers|"
    "worker|workers|manager|managers|officer|officers|"
    "berson|pherson|personau|pobl|bobl|phobl|unigolyn|unigolion|teulu|deulu|theulu|teuluoedd|deuluoedd|rhiant|riant|"
    "rhieni|rieni|mam|fam|tad|dad|gofalwr|ofalwr|gofalwyr|ofalwyr|gweithiwr|weithiwr|gweithwyr|weithwyr|rheolwr|"
    "reolwr|rheolwyr|reolwyr|swyddog|swyddogion"
)
_COUNTED_NOUNS = f"{_CHILD}|{_CHILDREN}|{_GROWN}"
_OF_THEM = r"\s+(?:of|o)\s+(?:them|whom|these\s+children)\b|\s+ohonyn(?:t|\s+nhw)\b"
_COUNTED = re.compile(rf"\s+(?:[\w’'-]+\s+){{0,2}}?(?P<noun>{_COUNTED_NOUNS})\b", re.IGNORECASE)
_COUNTED_THEM = re.compile(_OF_THEM, re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;]\s")
_COUNTED_BEFORE = re.compile(rf"\b(?P<noun>{_CHILDREN})(?:\s*[:=(]|\s+[–-])\s*$", re.IGNORECASE)

_TIMES = (
    r"(?:working\s+|calendar\s+|financial\s+|reporting\s+|school\s+)?"
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|quarters?|terms?|period)\b"
    r"|diwrnod|dyddiau|wythnos|mis\b|fis\b|misoedd|blynedd|flynedd|mlynedd|flwyddyn|blwyddyn|chwarter|awr\b|cyfnod"
)
_SPAN_AFTER = re.compile(rf"\s*(?:(?:{_TIMES})|(?:{'|'.join(NAMES_OF_MONTHS)})\b|oed\b)", re.IGNORECASE)
_NO_COUNT_BEFORE = re.compile(
    r"\b(?:stage|section|part|chapter|table|figure|quarter|schedule|regulation|level|step|tier|band|phase|annex|page"
    r"|PI|aged?|target\s+of|limit\s+of|targed\s+o"
    r"|cam|adran|rhan|ran o|pennod|tabl|lefel|atodlen|rheoliad|haen|tudalen|chwarter|oed)\s*$",
    re.IGNORECASE,
)
_OF_THE_REPORT = (
    r"kinds?|sorts?|ways?|measures?|indicators?|sections?|tables?|charts?|pages?|reports?"
    r"|math|fath|ffordd|mesur|mesurau|fesur|fesurau|dangosydd|dangosyddion|adran|adrannau|tabl|tablau|siart|tudalen"
)
"""What a report itself is made of: how many there are of it tells of nobody."""
_NO_COUNT_AFTER = re.compile(
    rf"\s+(?:another|day|halves|thirds|quarters|fifths|tenths|ran o|rhan o"
    rf"|(?:(?:main|other|national|local|quarterly|annual|new)\s+)?(?:{_OF_THE_REPORT}))\b",
    re.IGNORECASE,
)
_ONE_OF_A_KIND = re.compile(r"\b(?:no|this|that|which|each|every|any|another|other|yr|pob|bob)\s+$", re.IGNORECASE)
"""Before "one" and "un" it makes no number: "no one", "this one", "yr un" (the same)."""
_CENT_BEFORE = re.compile(r"\by\s+$", re.IGNORECASE)
_PERCENT = r"(?:\s?%|\s+per\s?cent\b|\s+percent\b|\s+y\s+cant\b)"

_NO_NUMBERS = re.compile(
    r"\b(?:19|20)\d\d\s?[-–/]\s?\d{2,4}\b"  # a financial year
    r"|(?<![\w/])\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d(?![\w/])"  # a date
    r"|(?<!\d)\d{1,2}:\d\d(?!\d)"  # a time of day
)
_BEFORE_DIGITS = r"(?<![\w.,/£])(?<!\D[-–])(?<!^[-–])"
_AFTER_DIGITS = r"(?![\w/]|[.,]\d|[-–](?!\d)|-\d{3})"
_ORDINALS = {
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
_GROUPS = {
    "twins|efeilliaid|gefeilliaid": 2,
    "triplets|tripledi|dripledi": 3,
    "quadruplets|quads": 4,
}
_GROUPS_OF = {
    "pair of|couple of|duo of|pâr o|bâr o|phâr o|par o|cwpl o|gwpl o": 2,
    "trio of|triawd o|driawd o": 3,
    "quartet of|pedwarawd o|bedwarawd o": 4,
}
_PARTS = {
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
_WELSH_PARTS = {"hanner": 2, "traean|draean|thraean": 3, "deuparth|ddeuparth": 3, "chwarter|chwarteri": 4}
_ROMAN = "II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|XIII|XIV|XV|XVI|XVII|XVIII|XIX|XX"
_ROMAN_LETTERS = {"I": 1, "V": 5, "X": 10}


def _all(words: dict[str, int]) -> str:
    return "|".join(words)


def _value(words: dict[str, int], said: str) -> int:
    plain = " ".join(said.lower().split())
    return next(value for alike, value in words.items() if plain in alike.split("|"))


_OF_A_TIME = rf"(?!\s+(?:(?:of|o['’]r|o|y|yr)\s+)?(?:(?:the|this|that|last|next|each|a|an|y|yr)\s+)*(?:{_TIMES}))"
_SOLE = r"(?:single|sole|lone|solitary|(?<=the\s)only)"
_NUMBER = re.compile(
    rf"{_BEFORE_DIGITS}(?P<mixed>\d+)\s+(?P<mixed_part>\d)/(?P<mixed_whole>\d)(?![\w/])"
    rf"|{_BEFORE_DIGITS}(?P<part>\d{{1,3}})\s?/\s?(?P<whole>\d{{1,3}})(?![\w/]|[.,]\d)"
    rf"|{_BEFORE_DIGITS}(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<percent>{_PERCENT})?{_AFTER_DIGITS}"
    rf"|(?<![\w-])(?:(?P<parts>an?|one|two|three|four|five|six|seven|eight|nine)[\s-])?"
    rf"(?P<fraction>{_all(_PARTS)})(?=\s+of\b|\s+(?:the|these|those|our)\s){_OF_A_TIME}"
    rf"|(?<![\w-])(?:(?P<welsh_parts>un|dau|ddau|dri|tri|thri)\s+)?(?P<welsh_fraction>{_all(_WELSH_PARTS)})"
    rf"(?=\s+(?:o|o['’]r|y|yr)\b){_OF_A_TIME}"
    rf"|(?<![\w-])(?P<rhan>un|dwy|ddwy|tair|dair|pedair|bedair)\s+rh?an\s+o\s+(?P<rhan_o>{number_words.PATTERN})(?![\w-])"
    rf"|(?<![\w-])(?P<ordinal>{_all(_ORDINALS)})(?=\s+(?:such\s+)?(?:{_CHILD})\b)"
    rf"|(?<![\w-])(?P<group>{_all(_GROUPS)})(?![\w-])"
    rf"|(?<![\w-])(?P<group_of>{_all(_GROUPS_OF).replace(' ', chr(92) + 's+')})(?![\w-])"
    rf"|(?<![\w-])(?P<twin>twin)(?=\s+(?:{_CHILD}|{_CHILDREN})\b)"
    rf"|(?<![\w-])(?P<both>both|neither)(?=\s+(?:of\s+)?(?:the\s+|these\s+)?(?:{_CHILD}|{_CHILDREN}|them|whom)\b"
    rf"|\s+(?:were|was|had|returned|came)\b)"
    rf"|(?<![\w-])(?P<sole>{_SOLE})(?=\s+(?:[\w’'-]+\s+)?(?:{_CHILD})\b)"
    rf"|(?<![\w-])(?P<unig>unig)(?=\s+(?:{_CHILD})\b)"
    rf"|(?<![\w-])(?P<roman>(?-i:{_ROMAN}))(?=\s+(?:[\w’'-]+\s+)?(?:{_COUNTED_NOUNS})\b)"
    rf"|(?<![\w-])(?P<word>{number_words.PATTERN})(?P<word_percent>{_PERCENT})?(?![\w-]|[’']s\b)",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(
    r"\b(?:on|from|to|until|till|by|since|dated|w/c|ar|erbyn|hyd|hyd at|tan|ers|the)\s+$", re.IGNORECASE
)
_ONLY_COUNTED = re.compile(r"un|mil|fil|v|x|(?:a|an|\w+)\s+score", re.IGNORECASE)
"""Words that are numbers only where something is counted: Welsh "un" is also "any" and "same", "mil" an animal."""
_ARTICLE = re.compile(r"\b(?:y|yr|the)\s+$", re.IGNORECASE)
_RATIO = re.compile(r"\s+(?:in|in\s+every|mewn|ym\s+mhob|o\s+bob|allan\s+o)\s+$", re.IGNORECASE)
_RATIO_OF_A_NOUN = re.compile(rf"\s+(?:{_COUNTED_NOUNS})\s+(?:in|in\s+every|mewn|ym\s+mhob|o\s+bob)\s+$", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–]\s*|\s+(?:to|or|and|neu|i|a|ac)\s+", re.IGNORECASE)
_OUT_OF = re.compile(
    r"\s+(?:out\s+of|of|allan\s+o|o['’]r|o)\s+(?:(?:the|its|our|these|those|all|y|yr)\s+)*$", re.IGNORECASE
)


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


def numbers_said(text: str) -> Iterator[Said]:
    """The numbers of a text that may be figures, in their order."""
    yield from (found.said for found in _joined(plain_text(text)))


def digits_in(text: str) -> Iterator[Said]:
    """Every number that is written in digits, whatever it is: years, days and sections among them."""
    plain = plain_text(text)
    for match in _NUMBER.finditer(plain.plain):
        if match["digits"] is not None:
            yield _digits(match, plain.written(match.start(), match.end()))


def _joined(text: PlainText) -> Iterator[_Found]:
    """What was found, "one in five" as one share, and the one of "one of the five children" as a count of children."""
    waiting: _Found | None = None
    for found in _each(text):
        if waiting is None:
            waiting = found
            continue
        between = text.plain[waiting.end : found.start]
        if _RATIO.fullmatch(between) or _RATIO_OF_A_NOUN.fullmatch(between):
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


def _each(text: PlainText) -> Iterator[_Found]:
    plain = _NO_NUMBERS.sub(lambda none: "\x00" * len(none[0]), text.plain)
    for match in _NUMBER.finditer(plain):
        said = _said(match, plain, text.written(match.start(), match.end()))
        if said is not None:
            yield _Found(said, match.start(), match.end())


def _said(match: re.Match[str], plain: str, words: str) -> Said | None:
    """What a match says; None when it is no count."""
    kind = next(name for name in _READERS if match[name] is not None)
    said = _READERS[kind](match, words)
    before = plain[max(0, match.start() - 40) : match.start()]
    if _NO_COUNT_BEFORE.search(before) or _NO_COUNT_AFTER.match(plain, match.end()):
        return None
    if said.value.denominator == 1 and not said.share and _SPAN_AFTER.match(plain, match.end()):
        return None
    if kind == "part" and (not 0 < said.value <= 1 or _DATE_BEFORE.search(before)):
        return None
    counted = said.counted or _noun(said, kind, plain, match, before)
    said = replace(said, counted=counted)
    return None if kind == "word" and _is_no_number(said, before) else said


def _is_no_number(said: Said, before: str) -> bool:
    word = said.words.lower()
    if word in ("one", "un") and _ONE_OF_A_KIND.search(before):
        return True
    if word == "cant" and _CENT_BEFORE.search(before):
        return True
    return not said.counted and _ONLY_COUNTED.fullmatch(word) is not None


def _noun(said: Said, kind: str, plain: str, match: re.Match[str], before: str) -> str:
    """The noun of the people counted: after the number, within it ("un plentyn ar ddeg"), or before a colon."""
    if kind == "word" and (inside := re.search(rf"\b(?:{_COUNTED_NOUNS})\b", match["word"], re.IGNORECASE)):
        return inside[0].lower()
    if found := _COUNTED.match(plain, match.end()):
        noun = found["noun"].lower()
        # "Both people signed", "the two parents": of somebody who has been named, and said of every case.
        named = _ARTICLE.search(before) and re.fullmatch(_GROWN, noun)
        return "" if named and kind == "word" else noun
    if _COUNTED_THEM.match(plain, match.end()):
        sentence = _SENTENCE_END.split(plain[: match.start()])[-1]
        nouns = re.findall(rf"\b(?:{_COUNTED_NOUNS})\b", sentence, re.IGNORECASE)
        return nouns[-1].lower() if nouns else ""
    if kind == "digits" and (found := _COUNTED_BEFORE.search(before)):
        return found["noun"].lower()
    return ""


def _digits(match: re.Match[str], words: str) -> Said:
    plain = match["digits"].replace(",", "")
    return Said(
        words,
        Fraction(plain),
        percent=match["percent"] is not None,
        places=len(plain.partition(".")[2]),
    )


def _mixed(match: re.Match[str], words: str) -> Said:
    value = int(match["mixed"]) + Fraction(int(match["mixed_part"]), max(1, int(match["mixed_whole"])))
    return Said(words, value, places=1)


def _written_share(match: re.Match[str], words: str) -> Said:
    part, whole = int(match["part"]), int(match["whole"])
    return Said(words, Fraction(part, whole) if whole else Fraction(0), share=True, part=part)


def _share(match: re.Match[str], words: str) -> Said:
    parts = (match["parts"] or "one").lower()
    return Said(
        words,
        Fraction(1 if parts in ("a", "an") else number_words.worth(parts)) / _value(_PARTS, match["fraction"]),
        share=True,
    )


def _welsh_share(match: re.Match[str], words: str) -> Said:
    name = match["welsh_fraction"].lower()
    parts = number_words.worth(match["welsh_parts"] or "un") * (2 if name.endswith("deuparth") else 1)
    return Said(words, parts / _value(_WELSH_PARTS, name), share=True)


def _rhan(match: re.Match[str], words: str) -> Said:
    whole = number_words.worth(match["rhan_o"])
    return Said(words, number_words.worth(match["rhan"]) / whole if whole else Fraction(0), share=True)


def _counting(value: int, words: str, counted: str = "") -> Said:
    return Said(words, Fraction(value), counted=counted)


def _roman(match: re.Match[str], words: str) -> Said:
    values = [_ROMAN_LETTERS[letter] for letter in match["roman"]]
    value = sum(-one if one < after else one for one, after in pairwise([*values, 0]))
    return _counting(value, words)


def _in_words(match: re.Match[str], words: str) -> Said:
    value = number_words.worth(match["word"])
    return Said(words, value, percent=match["word_percent"] is not None, places=0 if value.denominator == 1 else 1)


_READERS = {
    "mixed": _mixed,
    "part": _written_share,
    "digits": _digits,
    "fraction": _share,
    "welsh_fraction": _welsh_share,
    "rhan": _rhan,
    "ordinal": lambda match, words: _counting(_value(_ORDINALS, match["ordinal"]), words),
    "group": lambda match, words: _counting(_value(_GROUPS, match["group"]), words, match["group"].lower()),
    "group_of": lambda match, words: _counting(_value(_GROUPS_OF, match["group_of"]), words),
    "twin": lambda match, words: _counting(2, words),
    "both": lambda match, words: _counting(2, words),
    "sole": lambda match, words: _counting(1, words),
    "unig": lambda match, words: _counting(1, words),
    "roman": _roman,
    "word": _in_words,
}
"""How each kind of number is read, by the name of its group in the pattern."""
