"""What drafted sentences say, in each language: they are for the officer alone, who corrects them before anyone reads.

So they are no labels of the report, whose Welsh a translator confirms and which a file of words may set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cyps_xl.sheets.draft_lines import Covers
from cyps_xl.sheets.figure_words import Between

WHICH_COULD_BE, MORE_THAN, NOT_KNOWN = range(3)


@dataclass(frozen=True)
class Words:
    """A language's sentences, with places in braces, and the words that fill these.

    `now` is of an indicator, `now_covers` of a line, by the days that its figure covers. `chance` are what follows a
    size: could be chance, more than chance, not known.
    """

    quarter: str
    between: Between
    now: str
    now_covers: Mapping[Covers, str]
    year_ago: str
    part: str
    last: str
    points: str
    higher: str
    lower: str
    same: str
    chance: tuple[str, str, str]


ENGLISH = Words(
    quarter="Quarter {number} {year}",
    between=Between(),
    now="{name}: {figure} in {quarter}.",
    now_covers={
        Covers.QUARTER: "{name}: {figure} in {quarter}.",
        Covers.LAST_MONTH: "{name}: {figure} in the last month of {quarter}.",
        Covers.LAST_COUNT: "{name}: {figure} at the last count in {quarter}.",
        Covers.TO_DATE: "{name}: {figure} up to the end of {quarter}.",
    },
    year_ago=" A year before: {figure}; {compared}.",
    part=" In the quarter by itself: {part}, against {figure} up to {quarter}; {compared}.",
    last=" In {quarter} it was {figure}; now {compared}.",
    points=" points",
    higher=" higher",
    lower=" lower",
    same="the same",
    chance=(", which could be chance", ", more than chance", ", and whether by chance is not known"),
)
WELSH = Words(
    quarter="Chwarter {number} {year}",
    between=Between(of=" o ", among=" ymhlith "),
    now="{name}: {figure} yn {quarter}.",
    now_covers={
        Covers.QUARTER: "{name}: {figure} yn {quarter}.",
        Covers.LAST_MONTH: "{name}: {figure} ym mis olaf {quarter}.",
        Covers.LAST_COUNT: "{name}: {figure} yn ôl cyfrif olaf {quarter}.",
        Covers.TO_DATE: "{name}: {figure} hyd at ddiwedd {quarter}.",
    },
    year_ago=" Flwyddyn ynghynt: {figure}; {compared}.",
    part=" Yn y chwarter ei hun: {part}, o’i gymharu â {figure} hyd at {quarter}; {compared}.",
    last=" Yn {quarter} roedd yn {figure}; bellach {compared}.",
    points=" pwynt",
    higher=" yn uwch",
    lower=" yn is",
    same="yr un fath",
    chance=(", a allai fod ar hap", ", mwy na hap", ", ac ni wyddys ai hap yw hynny"),
)
LANGUAGES = {"English": ENGLISH, "Welsh": WELSH}
