"""The case records that a command names: where they lie, by which counts, of which quarters; read into an engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.errors import WrongUse
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.database_tables import InDatabase
from cyps_xl.records.databases import Database
from cyps_xl.records.declared import Declared
from cyps_xl.records.files import Source, read_source
from cyps_xl.records.loading import Loaded
from cyps_xl.records.loading_files import load
from cyps_xl.records.loading_in_slices import load_in_slices
from cyps_xl.records.reach import AsOf
from cyps_xl.records.read_declared import packs_with_counts, read_declared
from cyps_xl.records.servers import load_from_database
from cyps_xl.records.shown import place
from cyps_xl.settings import quarter_named, read_settings

_REASONS_SHOWN = 20


@dataclass(frozen=True)
class Asked:
    """What is counted from: the records; their system and the pack of the counts where those do not tell themselves.

    `new_groups` are the groups, such as teams, that may come into the workbook though none of its rows has them yet.
    `drawn` is the day on which the records were drawn, where somebody says it.
    """

    records: Path | Database
    system: str | None = None
    counts: str | None = None
    new_groups: tuple[str, ...] = ()
    drawn: dt.date | None = None

    @property
    def name(self) -> str:
        """What the records are called: by the folder's or the file's name, or the database's."""
        return self.records.name if isinstance(self.records, Database) else self.records.resolve().name

    def as_of(self, today: dt.date) -> AsOf:
        """When they are counted, and when they were drawn. Raises WrongUse where that is still to come."""
        return AsOf(self.name, today, self.drawn)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where no list may be written, because it would be taken for records."""
        return () if isinstance(self.records, Database) else (self.records,)


def quarters_of(named: Sequence[str], inputs: Inputs) -> tuple[Quarter, ...]:
    """The quarters that were asked for; the workbook's own where none was."""
    return tuple(dict.fromkeys(quarter_named(text) for text in named or (read_settings(inputs).quarter,)))


def declared_for(asked: Asked, inputs: Inputs) -> Declared:
    """The counts that were named, or those of the pack that ships of which the workbook has every table."""
    if asked.counts is not None:
        return read_declared(asked.counts)
    for name in packs_with_counts():
        declared = read_declared(name)
        if all(count.into is None or count.into.table in inputs.catalogue for count in declared.counts):
            return declared
    raise WrongUse(
        "No counts that ship are those of this workbook's tables.",
        "Add --counts with a folder that declares them; docs/counts-from-records.md says how.",
    )


def load_records(
    asked: Asked, declared: Declared, *, in_slices: bool = False
) -> tuple[Loaded, list[str], Source | InDatabase]:
    """The records in an engine, what is to be told of where they lie and of the rows set aside, and where they lie.

    With `in_slices` those of large files are not all there at once, and are asked for slice by slice.
    """
    source: Source | InDatabase
    if isinstance(asked.records, Database):
        loaded, source = load_from_database(asked.records, declared, asked.system)
    else:
        source = read_source(asked.records, declared.layouts, asked.system)
        loaded = load_in_slices(source, declared) if in_slices else load(source, declared)
    try:
        source.require_unchanged()
        return loaded, _read_in_words(loaded, source), source
    except BaseException:
        loaded.engine.close()
        raise


def _read_in_words(loaded: Loaded, source: Source | InDatabase) -> list[str]:
    """What is to be told of the records that were read."""
    read = ", ".join(f"{rows:,} rows of {name}" for name, rows in loaded.rows.items())
    remarks = [*source.remarks, f"Read by the layout “{source.layout.system}”: {read}."]
    if loaded.set_aside:
        remarks.append(f"{loaded.set_aside:,} rows cannot be used and were set aside:")
    reasons = loaded.reasons()
    for file, why, rows, line in reasons[:_REASONS_SHOWN]:
        first = "" if file in loaded.untold else f", first in {place('', line)}"
        remarks.append(f"  {file}: {why} ({rows:,}{first})")
    if len(reasons) > _REASONS_SHOWN:
        remarks.append(f"  and {len(reasons) - _REASONS_SHOWN:,} more reasons")
    return remarks
