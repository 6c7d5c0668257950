"""The editions that readers have already: found where editions are written, remembered there, asked for when missing.

Every edition for the public leaves a copy of its .json in a folder beside the editions. So what was
told stays known when an edition is replaced, moved or put on a website and deleted here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from cyps_xl.disclosure.previous import Origin, Previous
from cyps_xl.edition.write_folder import UNFINISHED
from cyps_xl.errors import CypsError, UnusableFile, WrongUse
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import SHIPPED
from cyps_xl.measures.periods import Quarter
from cyps_xl.printed.names import MEMORY, METADATA, PUBLIC, is_public
from cyps_xl.settings import Settings
from cyps_xl.xlsx.opening.open_safely import read_bytes
from cyps_xl.xlsx.saving.disk import DISK, not_saved, write_whole

_METADATA = f".csv{METADATA}"
AS_FAR_BACK = 4
"""Quarters back of which an edition that is known of must be there: later reports show few of its figures."""

Found = dict[str, Previous]
"""Editions by their fingerprints: the same file may lie in several places."""


def editions_before(
    out: Path,
    given: Sequence[Path],
    settings: Settings,
    audience: str,
    *,
    first: bool,
    languages: Sequence[Language] = SHIPPED,
) -> tuple[Previous, ...]:
    """The editions of this report that the readers of a new one have: those given, and those found in `out`.

    Everybody has the public editions, members have theirs as well. For the public every one
    must be there: raises WrongUse when none is, or one is missing, unless `first` says that there is no other;
    UnusableFile for a given edition that these readers do not have, or of another council. `languages` are those that
    editions may be called in.
    """
    named = [_given(path, settings, audience) for path in given]
    lying = tuple(_lying_in(out))
    had = [one for one in lying if _have(one, audience) and not one.draft and one.council == settings.council]
    known = {one.origin.sha256: one for one in had if is_of_report(one.report, settings.service)}
    known |= {one.origin.sha256: one for one in named}
    _add_renamed(known, had)
    if audience == PUBLIC:
        unread = _without_json(out, {edition.origin.name for edition in (*lying, *named)}, languages)
        _refuse_missing(out, (*unread, *_named_by_others(known, settings.quarter)))
        if not first:
            _ask(out, known, settings.quarter)
    return tuple(sorted(known.values(), key=lambda edition: edition.origin))


def is_of_report(report: str, service: str) -> bool:
    """Whether an edition is of the report on a service, by the one that it names; one that names none is."""
    return report in ("", service)


def _add_renamed(known: Found, had: Iterable[Previous]) -> None:
    """Add the editions, of whatever service, that known ones were made after: the service was called otherwise then."""
    others = {one.origin.sha256: one for one in had}
    waiting = list(known.values())
    while waiting:
        for origin in waiting.pop().made_after:
            if origin.sha256 in others and origin.sha256 not in known:
                known[origin.sha256] = others[origin.sha256]
                waiting.append(others[origin.sha256])


def of_other_reports(out: Path, settings: Settings) -> Iterator[str]:
    """A line that tells of final editions of the council's other reports in the folder, where there is none of this.

    So it is when a second report joins the first, and when the service of the only one is called otherwise.
    """
    finals = [edition for edition in _lying_in(out) if not edition.draft and edition.council == settings.council]
    others = sorted({edition.report for edition in finals if not is_of_report(edition.report, settings.service)})
    if others and not any(is_of_report(edition.report, settings.service) for edition in finals):
        yield (
            f"{out.name} holds editions of {', '.join(others)} as well: another report, none of whose figures was "
            "reckoned with. If it is this one under an earlier name, give its .json with --previous."
        )


def earlier_than(editions: Iterable[Previous], told: object) -> list[Origin]:
    """What a new edition says it was made after: not itself, made before or in another language."""
    origins = {origin for one in editions for origin in (*one.made_after, *(() if one.told == told else (one.origin,)))}
    return sorted(origins)


def remember(out: Path, name: str, companion: bytes) -> None:
    """Keep the .json of a public edition. Raises NotSaved when the disk refuses."""
    edition = Previous.read(companion, name)
    path = out / MEMORY / f"{name.removesuffix('.json')} {edition.origin.sha256[:8]}.json"
    if edition.is_public and not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(DISK, path, companion)
        except OSError as error:
            raise not_saved(error, path) from error


def _given(path: Path, settings: Settings, audience: str) -> Previous:
    edition = Previous.read(read_bytes(path), path.name)
    if not _have(edition, audience):
        raise UnusableFile(
            f"{path.name} belongs to an edition for members, and this one is for the public.",
            "Give the .json of the edition for the public; where there is none, leave --previous out and say so with "
            "--first-edition.",
        )
    if edition.council != settings.council:
        raise UnusableFile(
            f"{path.name} is of {edition.council or 'a council that it does not name'}, "
            f"and this workbook is of {settings.council or 'none, by its Settings'}.",
            "Give the .json of this council’s edition, or correct Council on Settings.",
        )
    return edition


def _have(edition: Previous, audience: str) -> bool:
    """Whether readers of an audience have an edition: everybody has the public ones."""
    return edition.audience in (PUBLIC, audience)


def _lying_in(out: Path) -> Iterator[Previous]:
    """Every edition whose .json can be read in a folder among the editions, or loose among them."""
    for path in sorted((*out.glob("*.json"), *out.glob("*/*.json"))):
        if not path.name.endswith(_METADATA) and not path.parent.name.startswith(UNFINISHED) and path.is_file():
            try:
                yield Previous.read(read_bytes(path), path.name)
            except CypsError:
                continue  # what is no edition's is not ours; an edition's that is damaged is asked for by its folder


def _refuse_missing(out: Path, names: Iterable[str]) -> None:
    missing = tuple(dict.fromkeys(names))
    if missing:
        raise WrongUse(
            f"Readers have these editions for the public, and what they told cannot be found: {'; '.join(missing)}.",
            f"Put each .json back into {out}, or give it with --previous: it was published beside its edition.",
        )


def _ask(out: Path, known: Found, quarter: str) -> None:
    """Ask for the editions that nothing tells of."""
    if not known:
        raise WrongUse(
            f"No earlier edition for the public was found in {out}.",
            "Who has one can hold it against this one: give its .json with --previous. Where there is none, "
            "say so with --first-edition.",
        )
    latest = max(edition.quarter for edition in known.values())
    if latest < _back(quarter, 1):
        raise WrongUse(
            f"The latest edition for the public that was found in {out} is of {latest}.",
            "If one was published since, give its .json with --previous. If none was, say so with --first-edition.",
        )


def _without_json(out: Path, read: Collection[str], languages: Sequence[Language]) -> Iterator[str]:
    """Folders that by their names are public editions, and have no .json that can be read."""
    for folder in sorted(out.iterdir() if out.is_dir() else ()):
        if folder.is_dir() and is_public(folder.name, languages) and f"{folder.name}.json" not in read:
            yield folder.name


def _named_by_others(known: Found, quarter: str) -> Iterator[str]:
    """Editions that a known one was made after, and that are neither there nor too old to matter."""
    for edition in known.values():
        for origin in edition.made_after:
            if origin.sha256 not in known and origin.quarter >= _back(quarter, AS_FAR_BACK):
                yield origin.name


def _back(quarter: str, steps: int) -> str:
    found = Quarter.parse(quarter)
    for _ in range(steps):
        found = found.previous
    return str(found)
