"""What drafted sentences say, in each language: they are for the officer alone, who corrects them before anyone reads.

So they are no labels of the report, which a translator confirms and a file of words may set: they stand with what else
a language has (`languages/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cyps_xl.definition.model import Definition
from cyps_xl.languages.language import Language
from cyps_xl.languages.what import OF_AREAS, What
from cyps_xl.sheets.draft_lines import Covers
from cyps_xl.sheets.figure_words import Between

WHICH_COULD_BE, MORE_THAN, NOT_KNOWN = range(3)


@dataclass(frozen=True)
class Words:
    """A language's sentences, with places in braces, and the words that fill these.

    `now` is of an indicator, `now_covers` of a line, by the days that its figure covers. `chance` are what follows a
    size: could be chance, more than chance, not known. `year` and `area` are of full years beside other areas, "" where
    the language has no words for that.
    """

    quarter: str
    between: Between
    now: str
    now_covers: Mapping[Covers, str]
    year_ago: str
    part: str
    last: str
    year: str
    area: str
    points: str
    higher: str
    lower: str
    same: str
    chance: tuple[str, str, str]


def words_of(language: Language) -> Words:
    """The sentences of a language."""
    said, figure = language.said, language.said(What.DRAFTED)
    return Words(
        quarter=said(What.QUARTER),
        between=Between(of=f" {said(What.DRAFTED_OF)} ", among=f" {said(What.DRAFTED_AMONG)} "),
        now=figure,
        now_covers={
            Covers.QUARTER: figure,
            Covers.LAST_MONTH: said(What.DRAFTED_LAST_MONTH),
            Covers.LAST_COUNT: said(What.DRAFTED_LAST_COUNT),
            Covers.TO_DATE: said(What.DRAFTED_TO_DATE),
        },
        year_ago=f" {said(What.DRAFTED_YEAR_AGO)}",
        part=f" {said(What.DRAFTED_PART)}",
        last=f" {said(What.DRAFTED_LAST)}",
        **_of_areas(language),
        points=f" {said(What.DRAFTED_POINTS)}",
        higher=f" {said(What.DRAFTED_HIGHER)}",
        lower=f" {said(What.DRAFTED_LOWER)}",
        same=said(What.DRAFTED_SAME),
        chance=(
            f", {said(What.DRAFTED_CHANCE)}",
            f", {said(What.DRAFTED_MORE)}",
            f", {said(What.DRAFTED_NOT_KNOWN)}",
        ),
    )


def _of_areas(language: Language) -> dict[str, str]:
    has_words = all(map(language.has, OF_AREAS))
    return {name: f" {language.said(what)}" * has_words for name, what in zip(("year", "area"), OF_AREAS, strict=True)}


def drafted_in(definition: Definition) -> dict[str, Words]:
    """The sentences by the names of languages: English, and the second language where it has all of them."""
    return {one.name: words_of(one) for one in definition.languages.values() if one.has_drafts}
