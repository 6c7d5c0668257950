"""The command publish: the edition that members or the public are given."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyps_xl.commands.several import Told, is_several, require_names_apart, work_through
from cyps_xl.terminal import WORKBOOK, Door, at_the_door

if TYPE_CHECKING:
    from cyps_xl.edition.publishing import Wanted

JSON = click.Path(path_type=Path, dir_okay=False)


def _published(path: Path, out: Path, wanted: Wanted, report_accessibility: bool) -> Told:
    """One of several workbooks, published into a folder that bears its name."""
    from cyps_xl.edition.messages import lines_on_accessibility
    from cyps_xl.edition.publishing import publish

    published = publish(path, out / path.stem, wanted)
    counts = f"{len(published.figures):,} figures published, {len(published.suppressed)} suppressed"
    more = tuple(lines_on_accessibility(published)) if report_accessibility else ()
    return Told(f"{published.folder.name}, {counts}.", more=more)


@click.command()
@click.argument("paths", metavar="PATH...", type=WORKBOOK, nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where editions go.")
@click.option("--language", default="en", metavar="CODE", help="en, or the report’s second language: cy for Welsh.")
@click.option("--audience", type=click.Choice(["members", "public"]), default="members", help="Who will read it.")
@click.option("--draft", is_flag=True, help="Make a draft, marked as one, although checks block.")
@click.option("--force", is_flag=True, help="Replace an edition that was published before.")
@click.option("--allow-english", is_flag=True, help="Let English stand where words are missing.")
@click.option(
    "--words",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The council’s own words in the second language: a .po file.",
)
@click.option("--previous", type=JSON, multiple=True, help="The .json of an edition readers have, from another folder.")
@click.option("--first-edition", is_flag=True, help="Say that the public has no other edition.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The day of publication; the meeting’s by default.")
@click.option("--no-pdf", is_flag=True, help="Make no PDF.")
@click.option("--report-accessibility", is_flag=True, help="Print the accessibility checklist, line by line.")
@click.pass_obj
def publish(
    door: Door,
    paths: tuple[Path, ...],
    out: Path,
    language: str,
    audience: str,
    draft: bool,
    force: bool,
    allow_english: bool,
    words: Path | None,
    previous: tuple[Path, ...],
    first_edition: bool,
    date: dt.datetime | None,
    no_pdf: bool,
    report_accessibility: bool,
) -> None:
    """Make the edition that leaves the building: a workbook, a PDF, and its figures as data.

    Only what prints is in it; figures pulled from the inputs are plain numbers, figures worked out
    on the page stay formulas. Nothing is written while a check blocks that nobody has accepted.
    Several workbooks, or a folder of them, are published at once, each in a folder of its name.

    \b
    Example:  cyps-xl publish "CYPS.xlsx" --out editions
    """
    with at_the_door(door):
        from cyps_xl.edition.messages import lines, lines_on_accessibility
        from cyps_xl.edition.publishing import Wanted, publish

        wanted = Wanted(
            language=language,
            audience=audience,
            draft=draft,
            force=force,
            allow_english=allow_english,
            make_pdf=not no_pdf,
            published=date.date() if date else None,
            words=words,
            previous=previous,
            first_edition=first_edition,
        )
        if is_several(paths):
            require_names_apart(paths, out)
            work = partial(_published, out=out, wanted=wanted, report_accessibility=report_accessibility)
            sys.exit(work_through(door, paths, work))
        published = publish(paths[0], out, wanted, door.step)
        for line in (*lines(published), *(lines_on_accessibility(published) if report_accessibility else ())):
            door.say(line)
