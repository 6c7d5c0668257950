"""What drafted sentences say, in each language: they are for the officer alone, who corrects them before anyone reads.

So they are no labels of the report, whose Welsh a translator confirms and which a file of words may set.
"""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.sheets.figure_words import Between

WHICH_COULD_BE, MORE_THAN, NOT_KNOWN = range(3)


@dataclass(frozen=True)
class Words:
    """A language's sentences, with places in braces, and the words that fill these.

    `chance` are what follows a size: could be chance, more than chance, not known.
    """

    quarter: str
    between: Between
    now: str
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
