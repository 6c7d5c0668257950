"""An edition as it was published: its files, each held against the fingerprint in its manifest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cyps_xl.edition.data_files import sha256
from cyps_xl.edition.web import PAGE
from cyps_xl.errors import UnusableFile
from cyps_xl.web.read_back import Part, section_in
from cyps_xl.xlsx.opening.open_safely import read_bytes

_NAMES = ("council", "service", "board", "contact")
PUBLISH_AGAIN = "Publish the edition again with cyps-xl publish --force."


@dataclass(frozen=True)
class Edition:
    """What one folder of `cyps-xl publish` holds.

    `tag` is that of its language, as en-GB; `files` are what can be attached, by their ending (".xlsx", ".pdf"),
    each with its name and bytes. `withheld` tells that small numbers were left out; `inputs` is the
    fingerprint of the inputs it was made from, "" where small numbers are not shown; `told` are the
    figures that it shows, by their names. `names` are what the edition calls council, service, board
    and contact; empty in one that was published before it said so. `rows` are the words of the rows that hold a
    figure. `glance` is what the page At a glance says on the edition's web page, `glance_section` the name of that
    section; empty where the edition has no such page.
    """

    folder: Path
    title: str
    quarter: str
    tag: str
    audience: str
    draft: bool
    withheld: bool
    inputs: str
    files: Mapping[str, tuple[str, bytes]]
    small_numbers: str = ""
    told: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    glance: tuple[Part, ...] = ()
    glance_section: str = ""

    @property
    def language(self) -> str:
        """The code of its language, as en."""
        return self.tag.partition("-")[0]


def read_edition(folder: Path) -> Edition:
    """The edition in this folder. Raises UnusableFile when it is none, or a file is not the one that was published."""
    manifest = _manifest(folder)
    try:
        files = dict(_file(folder, entry["name"], entry["sha256"]) for entry in manifest["files"])
        return Edition(
            folder,
            str(manifest["title"]),
            str(manifest["quarter"]),
            str(manifest["language"]),
            str(manifest["audience"]),
            bool(manifest["draft"]),
            bool(manifest["suppressed"]),
            str(manifest["inputs"]),
            files,
            str(manifest.get("small_numbers", "")),
            dict(_told(manifest.get("figures", ()))),
            {name: str(manifest[name]) for name in _NAMES if name in manifest},
            frozenset(str(figure["row"]) for figure in manifest["figures"]),
            _glance(manifest, files),
            str(manifest.get("at_a_glance", "")),
        )
    except (KeyError, TypeError) as error:
        raise UnusableFile(f"{folder.name} is no edition that cyps-xl published.", PUBLISH_AGAIN) from error


def _glance(manifest: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]) -> tuple[Part, ...]:
    """What At a glance says on the web page that was published, nothing where the edition says that it has none.

    Raises KeyError where it says that there is one, and the page has it not.
    """
    name = str(manifest.get("at_a_glance", ""))
    if not name:
        return ()
    found = section_in(files[PAGE][1], name)
    if not found:
        raise KeyError(name)
    return found


def _told(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, float]]:
    """The figures shown, by the names that editions give them since they have some."""
    for row in rows:
        if "id" in row and row["value"] is not None:
            yield str(row["id"]), float(row["value"])


def _manifest(folder: Path) -> Any:
    found = sorted(path for path in folder.glob("*.json") if not path.name.endswith(".csv-metadata.json"))
    if len(found) != 1:
        raise UnusableFile(f"{folder} is not a folder that cyps-xl publish made.", "Name the edition's own folder.")
    try:
        return json.loads(read_bytes(found[0]))
    except ValueError as error:
        raise UnusableFile(f"{found[0].name} is damaged.", PUBLISH_AGAIN) from error


def _file(folder: Path, name: str, fingerprint: str) -> tuple[str, tuple[str, bytes]]:
    """One file by its ending. A name with a folder in it would lead elsewhere."""
    if Path(name).name != name:
        raise UnusableFile(f"{folder.name} names a file outside it.", PUBLISH_AGAIN)
    data = read_bytes(folder / name)
    if sha256(data) != fingerprint:
        raise UnusableFile(f"{name} is not the file that was published: it has changed since.", PUBLISH_AGAIN)
    return Path(name).suffix.lower(), (name, data)
