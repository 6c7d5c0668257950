"""The story of an edition: plan what may leave, make it, prove it, write its files together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cyps_xl.checks.finding import Finding
from cyps_xl.errors import Blocked, Problem
from cyps_xl.measures.periods import Quarter
from cyps_xl.members import companion, pdf
from cyps_xl.members.disclosure.suppress import MARK, Protected, suppress
from cyps_xl.members.edition import edition_plan, leaving, speaking_notices
from cyps_xl.members.edition_file import About, edition_file
from cyps_xl.members.markup import EMPTY_NOTE, marked_up
from cyps_xl.members.names import COLUMNS, EditionName
from cyps_xl.members.phrases import SHORT_MONTHS, WELSH_SHORT
from cyps_xl.members.provenance import PublishedFigure, figures
from cyps_xl.members.rows import without_free_rows
from cyps_xl.members.scan import scan_bytes
from cyps_xl.members.together import refuse_published, write_together
from cyps_xl.members.welsh import Words
from cyps_xl.planning import Planned, plan_report
from cyps_xl.proof import disagreements
from cyps_xl.sheets.fingerprint import fingerprint
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.xlsx.package import Package
from cyps_xl.xlsx.recalculate import recalculated

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """What kind of edition is asked for.

    `language` is en or cy, `audience` members or public. `published` is the day of publication:
    the meeting's when it is not given. `words` is a .po file with the council's own words in
    Welsh. `allow_english` lets English stand where Welsh is missing.
    """

    language: str = "en"
    audience: str = "members"
    draft: bool = False
    force: bool = False
    allow_english: bool = False
    make_pdf: bool = True
    published: dt.date | None = None
    words: Path | None = None


@dataclass(frozen=True)
class Published:
    """An edition on the disk: its folder, its files with their bytes, its figures, and what must be told."""

    folder: Path
    files: dict[str, bytes]
    figures: tuple[PublishedFigure, ...]
    suppressed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    workbook: str = ""


@dataclass(frozen=True)
class _Made:
    """An edition before it is a file."""

    planned: Planned
    name: EditionName
    plan: ReportPlan
    figures: tuple[PublishedFigure, ...]
    notes: list[str] = field(default_factory=list)

    @property
    def suppressed(self) -> tuple[str, ...]:
        """The cells that show a mark in place of their figure."""
        return tuple(f"{figure.sheet}!{figure.cell}" for figure in self.figures if figure.shown == MARK)


def publish(path: Path, out: Path, wanted: Wanted, tell: Tell = lambda step: None) -> Published:
    """Make an edition of the workbook at `path`, in a folder of its own within `out`.

    The workbook stays as it is. Raises Blocked, with nothing written, while an unaccepted check
    blocks, when Welsh is missing, when a formula does not give its value, or when a scan of
    the very bytes finds what may not leave; WrongUse when the edition is there already.
    """
    tell("Opening the workbook")
    planned = plan_report(Package.read(path))
    words = Words.of(wanted.words) if wanted.language == "cy" else None
    service = words.said(planned.settings.service) if words else ""
    name = EditionName.of(planned.settings, wanted.language, wanted.audience, wanted.draft, service)
    refuse_published(out / name.stem, force=wanted.force)
    if not wanted.draft:
        _refuse_blocked(planned)
    tell("Making the edition")
    made = _make(planned, name, words, wanted)
    about = _about(made, wanted)
    workbook = edition_file(made.plan, about)
    tell("Proving it")
    _prove(made.plan, workbook)
    files = {f"{name.stem}.xlsx": workbook}
    if wanted.make_pdf:
        tell("Printing the PDF")
        printed = pdf.printed(edition_file(made.plan, about, page_notes=True), name.language_tag)
        if printed is None:
            made.notes.append(pdf.NOBODY_PRINTS)
        else:
            files[f"{name.stem}.pdf"] = printed
    files |= _companions(made, files, wanted)
    tell("Looking for what the pages do not show")
    _refuse_exposed(files)
    tell("Writing")
    write_together(out / name.stem, files, force=wanted.force)
    return Published(out / name.stem, files, made.figures, made.suppressed, tuple(made.notes), f"{name.stem}.xlsx")


def _make(planned: Planned, name: EditionName, words: Words | None, wanted: Wanted) -> _Made:
    origin = _report(planned, "en")
    protected = suppress(origin, planned.inputs, planned.settings, wanted.audience)
    _refuse_disclosing(protected)
    origin, report, welsh = without_free_rows(origin, protected.plan, _report(planned, "cy"))
    english = edition_plan(report, draft=name.draft_word)
    if words is None:
        return _Made(planned, name, marked_up(english, SHORT_MONTHS), figures(english, english, origin))
    translated = words.translated(report, welsh, allow_english=wanted.allow_english)
    edition = edition_plan(translated.plan, draft=name.draft_word)
    rows = figures(edition, english, origin)
    made = _Made(planned, name, marked_up(edition, WELSH_SHORT, words.said(EMPTY_NOTE)), rows)
    if translated.missing:
        made.notes.append(f"{len(translated.missing)} texts have no Welsh yet and stand in English.")
    return made


def _report(planned: Planned, language: str) -> ReportPlan:
    """The sheets that leave, under the tabs' own names: what staff call them is their own affair."""
    return leaving(lay_out(planned.inputs, replace(planned.settings, language=COLUMNS[language]), {}))


def _refuse_blocked(planned: Planned) -> None:
    if planned.blocking:
        raise Blocked(
            "Checks stand in the way: nothing was published. Correct the figures, or accept the findings with a "
            "reason on Accepted findings; --draft makes a draft meanwhile.",
            [_problem(finding) for finding in planned.blocking],
        )
    unshown = speaking_notices(planned.plan)
    if unshown:
        raise Blocked(
            "Some of what was typed would not be shown: nothing was published.",
            [Problem(tab, notice, "Correct the input sheet it comes from.") for tab, notice in unshown],
        )


def _problem(finding: Finding) -> Problem:
    return Problem(finding.where, f"{finding.message} ({finding.reference})", finding.remedy)


def _refuse_disclosing(protected: Protected) -> None:
    """Raise Blocked while a small number can be worked out, or read in a text, whatever the tables withhold."""
    problems = (*protected.exposed, *protected.texts)
    if problems:
        raise Blocked("A small number would be known to the public: nothing was published.", problems)


def _about(made: _Made, wanted: Wanted) -> About:
    return About(
        title=made.name.title,
        language=made.name.language_tag,
        day=_day(made.planned, wanted) or Quarter.parse(made.planned.settings.quarter).end,
    )


def _day(planned: Planned, wanted: Wanted) -> dt.date | None:
    """The day of publication: as told, else the meeting's. Never the clock's: the same input gives the same bytes."""
    return wanted.published or planned.settings.meeting_date


def _prove(plan: ReportPlan, workbook: bytes) -> None:
    """Have a second engine work every formula of the edition out. Raises Blocked when one differs."""
    package = Package.of_our_own(workbook, "the edition")
    wrong = disagreements(plan, recalculated(package, [sheet.tab for sheet in plan.sheets]))
    if wrong:
        raise Blocked("Two ways of working the edition out do not agree. Nothing was published.", wrong)


def _refuse_exposed(files: Mapping[str, bytes]) -> None:
    """Scan the very bytes that will be sent. Raises Blocked for anything that the pages do not show."""
    found = [
        Problem(f"{name}, {exposure.place}", f"{exposure.what}: {exposure.found}.", exposure.remedy)
        for name, data in files.items()
        if name.endswith((".xlsx", ".pdf"))
        for exposure in scan_bytes(data, name)
    ]
    if found:
        raise Blocked("The edition holds something that its pages do not show. Nothing was published.", found)


def _companions(made: _Made, files: dict[str, bytes], wanted: Wanted) -> dict[str, bytes]:
    name, planned = made.name, made.planned
    day = _day(planned, wanted)
    manifest = companion.Manifest(
        title=name.title,
        council=planned.settings.council,
        quarter=planned.settings.quarter,
        language=name.language_tag,
        audience=wanted.audience,
        draft=wanted.draft,
        published=day.isoformat() if day else "",
        inputs=fingerprint(planned.inputs) if wanted.audience == "members" else "",
    )
    table = f"{name.stem}.csv"
    beside = {
        table: companion.figures_csv(made.figures),
        f"{table}-metadata.json": companion.csvw_metadata(table, manifest),
    }
    whole = companion.manifest_json(
        manifest, files | beside, made.figures, made.suppressed, _accepted(planned.findings)
    )
    return beside | {f"{name.stem}.json": whole}


def _accepted(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.accepted is not None]
