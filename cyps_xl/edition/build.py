"""Making an edition before it is a file: what may leave, without what its audience may not see, in its language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cyps_xl.checks.wording import and_list, plural
from cyps_xl.definition.packs import definition_of
from cyps_xl.disclosure.previous import Previous
from cyps_xl.disclosure.suppress import Protected, as_protected, suppress
from cyps_xl.edition.drop_empty_rows import without_free_rows
from cyps_xl.edition.for_readers import with_page_numbers, without_plumbing
from cyps_xl.edition.language import lacking
from cyps_xl.edition.left_out import LeftOut, told, with_empty_sections
from cyps_xl.edition.markup import EMPTY_NOTE, marked_up
from cyps_xl.edition.revisions import HEADING, LINE, Earlier, marked_as_revised, revised
from cyps_xl.edition.words import Words
from cyps_xl.errors import Blocked, Problem
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.tables.definition import LANGUAGE
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import ENGLISH, SECOND
from cyps_xl.planning import Planned
from cyps_xl.printed.displayed_text import MARK
from cyps_xl.printed.leaving import edition_plan
from cyps_xl.printed.names import SHOWN, EditionName
from cyps_xl.printed.provenance import PublishedFigure, figures
from cyps_xl.sheets.pages import paged
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers
from cyps_xl.translations.phrases import Piece
from cyps_xl.web.page import CONTENTS, SKIP

NOTHING_HIDDEN = LeftOut()


@dataclass(frozen=True)
class Wanted:
    """What kind of edition is asked for.

    `language` is en, or the code of the report's second language, as cy; `audience` members or public. `published` is
    the day of publication: the meeting's when it is not given. `words` is a .po file with the council's own words in
    that language. `allow_english` lets English stand where its words are missing. `previous` are the
    .json of editions that the same readers have and that do not lie among the new ones; `first_edition`
    says that there are no others.
    """

    language: str = "en"
    audience: str = "members"
    draft: bool = False
    force: bool = False
    allow_english: bool = False
    make_pdf: bool = True
    published: dt.date | None = None
    words: Path | None = None
    previous: tuple[Path, ...] = ()
    first_edition: bool = False


@dataclass(frozen=True)
class Made:
    """An edition before it is a file: its plan, its figures, and what must be told of it.

    `small_numbers` says how small counts are treated; `earlier` are the editions that its readers have.
    """

    planned: Planned
    name: EditionName
    plan: ReportPlan
    figures: tuple[PublishedFigure, ...]
    notes: tuple[str, ...] = ()
    small_numbers: str = SHOWN
    earlier: tuple[Previous, ...] = ()
    in_english: frozenset[str] = frozenset()
    """The texts that stand in English, of an edition in the second language."""
    in_both: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    """Those of which a part does."""
    other_page: str = ""
    """The file of the web page in the other language, "" where there is none yet."""

    @property
    def told(self) -> dict[str, float]:
        """The figures that it shows, by their names."""
        return {figure.id: float(figure.value) for figure in self.figures if figure.value is not None}

    @property
    def suppressed(self) -> tuple[str, ...]:
        """The cells that show a mark in place of their figure."""
        return tuple(f"{figure.sheet}!{figure.cell}" for figure in self.figures if figure.shown == MARK)


def made_edition(
    planned: Planned,
    name: EditionName,
    words: Words | None,
    wanted: Wanted,
    earlier: Sequence[Previous] = (),
    hidden: LeftOut = NOTHING_HIDDEN,
    printed_before: Sequence[Earlier] = (),
) -> Made:
    """The edition of a planned report; in its second language when `words` are given, without what staff hid.

    `earlier` are the editions that its readers have, `printed_before` those against which figures
    are held that have been revised.

    Raises Blocked when words in the language are missing, and when a reader would come to know a small number
    whatever the tables withhold.
    """
    planned = replace(planned, settings=as_protected(planned.settings, wanted.audience))
    report = _report(planned, ENGLISH)
    left = with_empty_sections(hidden, report, planned.inputs.catalogue)
    protected = suppress(report, planned.inputs, planned.settings, wanted.audience, earlier, left.places(report))
    other = definition_of(planned.inputs).language
    origin, second = protected.origin, protected.alike(_report(planned, other), other)
    said = protected.texts_in(left.seen(second)) if words else ()
    _refuse_disclosing((*protected.exposed, *protected.texts, *said))
    notes = (
        *_without_glance(planned, report),
        *_notes(protected, earlier),
        *(_numbers_unknown(other, protected) if words else ()),
        *told(left, origin, *((origin, second) if words else (origin,))),
    )
    report, origin, second = without_plumbing(*without_free_rows(*left.applied_to(protected.plan, origin, second)))
    english = edition_plan(report, draft=name.draft_word)
    pages = _Pages(english, marked_up(english))
    if words is not None:
        pages = _in_second(words, report, second, wanted, name.draft_word)
    rows = pages.figures(english, origin, planned.inputs.catalogue, protected.statuses)
    rows = revised(rows, printed_before, planned.settings.quarter)
    plan = _as_printed(pages, rows, words, wanted)
    notes = (*notes, *_notes_on_figures(rows), *_notes_on_words(pages, other))
    english_parts = pages.in_english, pages.in_both
    return Made(planned, name, plan, rows, notes, protected.small_numbers, tuple(earlier), *english_parts)


@dataclass(frozen=True)
class _Pages:
    """The pages of an edition: as their figures are read, and `plan` as they are printed. Of those in the second
    language: how many of the texts stand in English, and which of the cells do, whole or in part."""

    shown: ReportPlan
    plan: ReportPlan
    missing: int = 0
    in_english: frozenset[str] = frozenset()
    in_both: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)

    def figures(
        self, english: ReportPlan, origin: ReportPlan, catalogue: Catalogue, statuses: Mapping[str, str]
    ) -> tuple[PublishedFigure, ...]:
        """Every figure of theirs, with what protection says of it; `english` and `origin` as in `provenance`."""
        rows = figures(self.shown, english, origin, catalogue)
        return tuple(replace(row, status=statuses.get(row.id, row.status)) for row in rows)


def _in_second(words: Words, report: ReportPlan, second: ReportPlan, wanted: Wanted, draft_word: str) -> _Pages:
    """The pages in the second language."""
    translated = words.translated(
        report, second, allow_english=wanted.allow_english, beside=(SKIP, CONTENTS, EMPTY_NOTE)
    )
    shown = edition_plan(translated.plan, draft=draft_word)
    marked = marked_up(shown, words.language, words.said(EMPTY_NOTE))
    return _Pages(shown, marked, len(translated.missing), translated.english, translated.mixed)


def _as_printed(pages: _Pages, rows: Sequence[PublishedFigure], words: Words | None, wanted: Wanted) -> ReportPlan:
    """The pages with their numbers, and a mark at each figure that has been revised."""
    plan = pages.plan
    if any(row.was is not None for row in rows):
        plan = marked_as_revised(plan, rows, _said(words, wanted))
    return with_page_numbers(replace(plan, sheets=tuple(paged(sheet, plan.size) for sheet in plan.sheets)))


def _notes_on_figures(rows: Sequence[PublishedFigure]) -> Iterator[str]:
    if changed := sum(row.was is not None for row in rows):
        yield f"{plural(changed, 'figure')} revised since an earlier edition: marked (r)."


def _notes_on_words(pages: _Pages, second: Language) -> Iterator[str]:
    if pages.missing:
        yield f"{pages.missing} texts have no {second.name} yet and stand in English."


def _said(words: Words | None, wanted: Wanted) -> Callable[[str], str]:
    """Words of ours on revisions in the edition's language. Raises Blocked when it has none and English may not
    stand in."""
    if words is None:
        return str
    missing = [text for text in (HEADING, LINE) if words.phrases.said(text) is None]
    if missing and not wanted.allow_english:
        problems = [lacking(text, "Revised figures", words.suggested, words.language) for text in missing]
        raise Blocked(words.refusal, problems)
    return words.said


def _without_glance(planned: Planned, report: ReportPlan) -> Iterator[str]:
    """That At a glance is left out for the sake of small numbers, where the report has it otherwise."""
    settings = planned.settings
    if settings.withholds_chance and settings.has_glance and any(sheet.scorecards for sheet in report.sheets):
        yield "At a glance is left out: what stands out follows from every count, those that are protected too."


def _notes(protected: Protected, earlier: Sequence[Previous]) -> Iterator[str]:
    """What the officer should know of what was left out, and for whose sake."""
    quarters = dict.fromkeys(edition.quarter for edition in earlier)
    if quarters and protected.small_numbers != SHOWN:
        yield f"Readers have the editions of {', '.join(quarters)}: what they told counts as known."
    if protected.left_out:
        if len(protected.left_out) == 1:
            which = f"The explanation of indicator {protected.left_out[0]} is left out with the direction"
            yield f"{which}: that there is one would tell."
        else:
            which = f"The explanations of indicators {and_list(protected.left_out)} are left out with the directions"
            yield f"{which}: that there are some would tell."
    yield from protected.known_before


def _numbers_unknown(language: Language, protected: Protected) -> Iterator[str]:
    """What nobody but the officer looks for in the texts of a language which does not ship."""
    if protected.small_numbers == SHOWN or language.code in SECOND:
        return
    name, lacking = language.name, [f"“{what.value}”" for what in language.lacking_in_texts]
    if lacking:
        yield (
            f"Numbers in {name} texts are not all found: the sheet {LANGUAGE.sheet} has no {and_list(lacking)}. "
            f"Add those rows, or read the {name} texts for small numbers yourself."
        )
    else:
        yield (
            f"In {name} texts numbers are found by the words of the sheet {LANGUAGE.sheet} alone: read them yourself "
            "for what is said otherwise, as a third, twins, or the second child."
        )


def _report(planned: Planned, language: Language) -> ReportPlan:
    """The sheets that leave, in a language."""
    return lay_out_for_readers(planned.inputs, replace(planned.settings, language=language.name))


def _refuse_disclosing(problems: Iterable[Problem]) -> None:
    """Raise Blocked while a small number can be worked out, or read in a text."""
    found = tuple(dict.fromkeys(problems))
    if found:
        raise Blocked("A small number would be known to readers who may not see it: nothing was published.", found)
