"""What stands beside an edition for machines: its figures as CSV with CSV-W metadata, and a manifest as JSON."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from cyps_xl.checks.finding import Finding
from cyps_xl.disclosure.marked import ROUNDED_NOTE
from cyps_xl.disclosure.previous import Origin
from cyps_xl.printed.described import ISSUED, PUBLISHER, TITLE, Described
from cyps_xl.printed.names import ROUNDED, SHOWN
from cyps_xl.printed.provenance import PublishedFigure

COLUMNS = {
    "sheet": "The tab of the edition",
    "cell": "The cell's address on it",
    "table": "The heading over the table, where the sheet has one",
    "row": "The words of the row",
    "column": "The heading of the column; a month as 2017-04",
    "period": "The month, day, quarter to date or full year; else the first and last day the sheet covers",
    "value": "The figure itself; empty where it is suppressed",
    "shown": "The figure as it is read on the page",
    "formula": "The sum or division on the page that gives the figure",
    "source": "The sheets and columns of the council's workbook that the figure comes from",
    "id": "The figure's name, the same in every language and edition",
    "status": "withheld; rounded, to the nearest 5; or from rounded, worked out from rounded figures; else empty",
    "was": "The number that an earlier edition printed, where it was revised since",
    "was_shown": "That number as it was read on the page",
    "was_in": "The quarter of that edition",
}


NUMBERS = ("value", "was")


@dataclass(frozen=True)
class Manifest:
    """What an edition says of itself.

    `council`, `service`, `board` and `contact` are as the edition's language has them.
    `published` is an ISO date, or "" while that is not decided. `inputs` is the fingerprint of the
    inputs, by which the council finds them again; "" where small numbers are not shown, since readers
    could try some against it. `small_numbers` says how they are treated. `report` is the service as Settings has it,
    whatever the language: by it editions of one report are told from those of another. `at_a_glance` is the section
    of its web page that letters carry, "" where it has none.
    """

    title: str
    council: str
    quarter: str
    language: str
    audience: str
    draft: bool
    published: str
    inputs: str
    small_numbers: str
    service: str = ""
    board: str = ""
    contact: str = ""
    report: str = ""
    at_a_glance: str = ""


def sha256(data: bytes) -> str:
    """The fingerprint by which a file is known, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def figures_csv(figures: Iterable[PublishedFigure]) -> bytes:
    """One line a figure, UTF-8 with a byte order mark, without which Excel spoils Welsh letters."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(PublishedFigure)], lineterminator="\r\n")
    writer.writeheader()
    for figure in figures:
        writer.writerow({name: _harmless(value) for name, value in asdict(figure).items()})
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    """A text that a spreadsheet would take for a formula begins with an apostrophe; numbers stay as they are."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return "" if value is None else value


def csvw_metadata(csv_name: str, manifest: Manifest, described: Described) -> bytes:
    """The metadata of the CSV, as the W3C's "CSV on the Web" has it.

    `described` is what another reader needs who adds the figures to those of other councils.
    """
    whole = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": manifest.language}],
        "url": csv_name,
        TITLE: manifest.title,
        **({"dc:description": ROUNDED_NOTE} if manifest.small_numbers == ROUNDED else {}),
        PUBLISHER: manifest.council,
        "dc:language": manifest.language,
        **({ISSUED: manifest.published} if manifest.published else {}),
        **described.as_metadata(),
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [
                {
                    "name": name,
                    "titles": name,
                    "datatype": "number" if name in NUMBERS else "string",
                    "dc:description": words,
                }
                for name, words in COLUMNS.items()
            ],
            "primaryKey": ["sheet", "cell"],
        },
    }
    return _as_json(whole)


def manifest_json(
    manifest: Manifest,
    files: Mapping[str, bytes],
    figures: Iterable[PublishedFigure],
    suppressed: Sequence[str],
    findings: Iterable[Finding],
    earlier: Iterable[Origin] = (),
    descriptions: Sequence[str] = (),
) -> bytes:
    """The whole edition for a machine: its files with their fingerprints, its figures, what was withheld, revised and
    accepted.

    An accepted check is named by its rule, the post and the day. Neither its message nor the
    officer's reason leaves: both may say what the edition does not; nor its reference, which is made from the
    message. Where small numbers are not shown nothing is said of checks: that one found something tells
    of figures. `earlier` are the editions whose readers were thought of; `descriptions` say what the charts show,
    and a scan of the edition reads there which words it may meet.
    """
    whole: dict[str, Any] = asdict(manifest)
    whole["files"] = [{"name": name, "sha256": sha256(data), "bytes": len(data)} for name, data in files.items()]
    whole["suppressed"] = list(suppressed)
    if manifest.small_numbers == SHOWN:
        whole["accepted"] = [
            {
                "check": finding.code,
                "by": finding.accepted.by,
                "on": finding.accepted.date.isoformat() if finding.accepted.date else "",
            }
            for finding in findings
            if finding.accepted is not None
        ]
    whole["descriptions"] = list(descriptions)
    whole["earlier"] = [asdict(one) for one in earlier]
    whole["figures"] = [asdict(figure) for figure in figures]
    whole["revisions"] = [row for row in whole["figures"] if row["was"] is not None]
    return _as_json(whole)


def _as_json(whole: Mapping[str, Any]) -> bytes:
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode()
