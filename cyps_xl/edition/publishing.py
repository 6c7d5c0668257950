"""The story of an edition: plan what may leave, make it, prove it, write its files together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cyps_xl.as_declared.workbook import as_declared
from cyps_xl.checks.finding import Finding
from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import definition_of
from cyps_xl.disagreement import differing
from cyps_xl.disclosure.previous import Previous
from cyps_xl.edition import data_files as companion
from cyps_xl.edition import pdf
from cyps_xl.edition.build import Made, Wanted, made_edition
from cyps_xl.edition.earlier import earlier_than, editions_before, of_other_reports, remember
from cyps_xl.edition.left_out import left_out
from cyps_xl.edition.revisions import earlier_editions
from cyps_xl.edition.texts_cut import refuse_cut
from cyps_xl.edition.web import PAGE, leads_nowhere, other_page, page_of
from cyps_xl.edition.words import Words
from cyps_xl.edition.workbook_file import About, edition_file
from cyps_xl.edition.write_folder import refuse_published, write_together
from cyps_xl.errors import Blocked, Problem, UnusableFile, WrongUse
from cyps_xl.inputs.tables.definition import LANGUAGE
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.languages.what import What
from cyps_xl.measures.periods import Quarter
from cyps_xl.planning import Planned, plan_of
from cyps_xl.printed.described import Described, measures_shown
from cyps_xl.printed.leaving import leaving, speaking_notices
from cyps_xl.printed.names import MEMBERS, METADATA, SHOWN, EditionName, short_name
from cyps_xl.printed.provenance import PublishedFigure
from cyps_xl.proof import disagreements_in
from cyps_xl.scan import scan_bytes
from cyps_xl.settings import Settings
from cyps_xl.sheets import glance
from cyps_xl.sheets.fingerprint import fingerprint
from cyps_xl.web.page import SKIP, section_of
from cyps_xl.writing.output_sheets import fresh_workbook
from cyps_xl.xlsx.grafting.graft import ReportParts, graft_and_tell
from cyps_xl.xlsx.opening.open_safely import read_bytes
from cyps_xl.xlsx.parts.package import Package

__all__ = ["Published", "Wanted", "publish"]

Tell = Callable[[str], None]

_REFRESH = "Run cyps-xl refresh on the workbook, which names the cell that makes it, and publish again."


@dataclass(frozen=True)
class Published:
    """An edition on the disk: its folder, its files with their bytes, its figures, and what must be told."""

    folder: Path
    files: dict[str, bytes]
    figures: tuple[PublishedFigure, ...]
    suppressed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    workbook: str = ""


def publish(path: Path, out: Path, wanted: Wanted, tell: Tell = lambda step: None) -> Published:
    """Make an edition of the workbook at `path`, in a folder of its own within `out`.

    The workbook stays as it is. Raises Blocked, with nothing written, while an unaccepted check
    blocks, when words in its language are missing, when a formula does not give its value, or when a scan of
    the very bytes finds what may not leave; WrongUse when the edition is there already.
    """
    tell("Opening the workbook")
    opened = _Opened.of(path, out, wanted)
    tell("Looking for earlier editions")
    earlier = _earlier(opened.planned, out, wanted)
    tell("Making the edition")
    made = _made(opened, out, wanted, earlier)
    language = opened.definition.languages[wanted.language].name
    refuse_cut(made.plan, made.planned.inputs, Quarter.parse(made.planned.settings.quarter), language)
    stem, settings = made.name.stem, opened.planned.settings
    files = _documents(made, wanted, tell)
    files |= page_of(made, wanted.language, opened.words)
    notes = [*made.notes, *of_other_reports(out, settings), *leads_nowhere(made, out)]
    if wanted.make_pdf and f"{stem}.pdf" not in files:
        notes.append(pdf.NOBODY_PRINTS)
    files |= companions(made, files, wanted, opened.said)
    tell("Looking for what the pages do not show")
    _refuse_exposed(files, made, opened.said)
    tell("Writing")
    _remember_replaced(out, out / stem)
    write_together(out / stem, files, force=wanted.force)
    remember(out, f"{stem}.json", files[f"{stem}.json"])
    return Published(out / stem, files, made.figures, made.suppressed, tuple(notes), f"{stem}.xlsx")


@dataclass(frozen=True)
class _Opened:
    """A workbook whose report may be published: what is in it, its plan, the edition's words and name, and the parts of
    its report's sheets as they stand."""

    package: Package
    planned: Planned
    definition: Definition
    words: Words | None
    name: EditionName
    parts: ReportParts

    @classmethod
    def of(cls, path: Path, out: Path, wanted: Wanted) -> _Opened:
        """Raises as `publish` does where it may not be, or is published already."""
        upkeep = as_declared(Package.read(path)).upkeep
        planned = plan_of(upkeep)
        definition = definition_of(planned.inputs)
        _refuse_other_language(definition, wanted)
        words = None if wanted.language == ENGLISH.code else Words.of(wanted.words, definition)
        name = _name(planned.settings, definition, wanted, words.said if words else str)
        refuse_published(out / name.stem, force=wanted.force)
        if not wanted.draft:
            _refuse_blocked(planned)
        fresh = Package.of_our_own(fresh_workbook(planned.plan), "the new output sheets")
        grafted = graft_and_tell(upkeep.package, fresh)
        if not wanted.draft:
            _refuse_differing(planned, upkeep.package, grafted.package)
        return cls(upkeep.package, planned, definition, words, name, grafted.parts)

    @property
    def said(self) -> Callable[[str], str]:
        """Words of ours as the edition's language has them."""
        return self.words.said if self.words else str


def _made(opened: _Opened, out: Path, wanted: Wanted, earlier: Sequence[Previous]) -> Made:
    """The edition, without what staff hid, and beside the ones that were published before."""
    settings, name = opened.planned.settings, opened.name
    hidden = left_out(opened.package, leaving(opened.planned.plan), opened.parts)
    before = earlier_editions(
        out, name.language_tag, wanted.audience, settings.quarter, wanted.previous, settings.service
    )
    made = made_edition(opened.planned, name, opened.words, wanted, earlier, hidden, before)
    return replace(made, other_page=other_page(settings, opened.definition, out, wanted))


def _documents(made: Made, wanted: Wanted, tell: Tell) -> dict[str, bytes]:
    """The workbook, proved, and where it is wanted and something prints, the PDF; by the files' names."""
    about, stem = _about(made, wanted), made.name.stem
    workbook = edition_file(made.plan, about)
    tell("Proving it")
    _prove(made, workbook)
    if not wanted.make_pdf:
        return {f"{stem}.xlsx": workbook}
    tell("Printing the PDF")
    printed = pdf.printed(edition_file(made.plan, about, page_notes=True), made.name.language_tag)
    return {f"{stem}.xlsx": workbook} | ({} if printed is None else {f"{stem}.pdf": printed})


def _name(settings: Settings, definition: Definition, wanted: Wanted, said: Callable[[str], str]) -> EditionName:
    """What the edition is called; `said` gives a text in its language."""
    service, short = settings.service, short_name(definition, settings.service)
    language = definition.languages[wanted.language]
    return EditionName.of(settings, language, wanted.audience, wanted.draft, said(service), said(short))


def _refuse_other_language(definition: Definition, wanted: Wanted) -> None:
    """Raise WrongUse for a language that is none of the report's two."""
    if wanted.language not in definition.languages:
        codes = " or ".join(definition.languages)
        raise WrongUse(
            f"The report is not in a language {wanted.language!r}: its second language is {definition.language.name}.",
            f"Say --language {codes}. A report has another second language by its pack’s {LANGUAGE.sheet}.csv.",
        )


def _earlier(planned: Planned, out: Path, wanted: Wanted) -> tuple[Previous, ...]:
    """The editions that readers have; none where they see every number anyway."""
    if not wanted.previous and wanted.audience == MEMBERS and planned.settings.small_for_members:
        return ()
    return editions_before(
        out,
        wanted.previous,
        planned.settings,
        wanted.audience,
        first=wanted.first_edition,
        languages=definition_of(planned.inputs).languages_known,
    )


def _remember_replaced(out: Path, folder: Path) -> None:
    """Keep what an edition told that is about to be replaced. Nothing is kept of a file that cannot be read as one."""
    path = folder / f"{folder.name}.json"
    if path.exists():
        with suppress(UnusableFile):
            remember(out, path.name, read_bytes(path))


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


def _refuse_differing(planned: Planned, package: Package, grafted: Package) -> None:
    """Have a second engine work the report out, as a refresh does. Raises Blocked when it gets something else."""
    wrong = differing(planned, package, grafted)
    if wrong:
        raise Blocked("Two ways of working the report out do not agree. Nothing was published.", wrong)


def _problem(finding: Finding) -> Problem:
    return Problem(finding.where, f"{finding.message} ({finding.reference})", finding.remedy)


def _about(made: Made, wanted: Wanted) -> About:
    return About(
        title=made.name.title,
        language=made.name.language_tag,
        day=_day(made.planned, wanted) or Quarter.parse(made.planned.settings.quarter).end,
    )


def _day(planned: Planned, wanted: Wanted) -> dt.date | None:
    """The day of publication: as told, else the meeting's. Never the clock's: the same input gives the same bytes."""
    return wanted.published or planned.settings.meeting_date


def _prove(made: Made, workbook: bytes) -> None:
    """Have a second engine work every formula of the edition out. Raises Blocked when one differs."""
    package = Package.of_our_own(workbook, "the edition")
    wrong = disagreements_in(made.plan, package, made.planned.inputs.catalogue)
    if wrong:
        raise Blocked(
            "Two ways of working the edition out do not agree. Nothing was published.",
            [Problem(cell.where, f"The edition {cell.message}", _REFRESH) for cell in wrong],
        )


def _refuse_exposed(files: Mapping[str, bytes], made: Made, in_its_language: Callable[[str], str]) -> None:
    """Scan the very bytes that will be sent. Raises Blocked for anything that the pages do not show."""
    said = [chart.name for sheet in made.plan.sheets for chart in sheet.charts]
    workbook = next(data for name, data in files.items() if name.endswith(".xlsx"))
    definition = definition_of(made.planned.inputs)
    language = next(one for one in definition.languages.values() if one.tag == made.name.language_tag)
    said += [language.tag, language.said(What.TITLE), *map(language.quarter_of_file, range(1, 5))]
    said += [in_its_language(SKIP)]
    found = [
        Problem(f"{name}, {exposure.place}", f"{exposure.what}: {exposure.found}.", exposure.remedy)
        for name, data in files.items()
        if name.endswith((".xlsx", ".pdf", PAGE))
        for exposure in scan_bytes(
            data, name, (*said, *_read_out(made)), workbook if name.endswith(PAGE) else None, definition.languages_known
        )
    ]
    if found:
        raise Blocked("The edition holds something that its pages do not show. Nothing was published.", found)


def _read_out(made: Made) -> list[str]:
    """What no page shows and readers come upon: descriptions of charts, tabs, which a PDF has as bookmarks, and the
    file that a web page leads to."""
    texts = [text for sheet in made.plan.sheets for text in (*(chart.alt for chart in sheet.charts), sheet.tab)]
    return [*texts, made.other_page] if made.other_page else texts


def companions(
    made: Made, files: dict[str, bytes], wanted: Wanted, said: Callable[[str], str] = str
) -> dict[str, bytes]:
    """What stands beside the workbook for machines, each file by its name; `said` gives a text in its language."""
    name, planned = made.name, made.planned
    day = _day(planned, wanted)
    manifest = companion.Manifest(
        title=name.title,
        council=said(planned.settings.council),
        quarter=planned.settings.quarter,
        language=name.language_tag,
        audience=wanted.audience,
        draft=wanted.draft,
        published=day.isoformat() if day else "",
        inputs=fingerprint(planned.inputs) if made.small_numbers == SHOWN and wanted.audience == MEMBERS else "",
        small_numbers=made.small_numbers,
        service=said(planned.settings.service),
        board=said(planned.settings.board),
        contact=said(planned.settings.contact),
        report=planned.settings.service,
        at_a_glance=section_of(made.plan, glance.KEY),
    )
    table = f"{name.stem}.csv"
    beside = {
        table: companion.figures_csv(made.figures),
        f"{table}{METADATA}": companion.csvw_metadata(table, manifest, _described(made, wanted)),
    }
    whole = companion.manifest_json(
        manifest,
        files | beside,
        made.figures,
        made.suppressed,
        _accepted(planned.findings),
        earlier_than(made.earlier, made.told),
        _read_out(made),
    )
    return beside | {f"{name.stem}.json": whole}


def _described(made: Made, wanted: Wanted) -> Described:
    """What the metadata say for whoever adds the figures to those of other councils: nothing but what readers see."""
    settings = made.planned.settings
    return Described.of(
        settings.quarter,
        wanted.audience,
        made.small_numbers,
        measures_shown(made.planned.inputs[INDICATORS], made.figures),
        settings.small_number,
        draft=wanted.draft,
    )


def _accepted(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.accepted is not None]
