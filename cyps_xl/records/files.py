"""Files of records: CSV, Excel exports and Parquet, each found by its name and its headings, and the layout of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.csv_files import table_named
from cyps_xl.inputs.file_fingerprint import fingerprint_of
from cyps_xl.inputs.headings import find_headings
from cyps_xl.records.declared import Layout
from cyps_xl.records.file_rows import READABLE, ParquetFile, TextRows, first_headings, require_readable, rows_of

_Seen = tuple[int, int]


def _seen(path: Path) -> _Seen:
    """A file's size and the moment of its last change, by which it is known again; (-1, -1) where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return (-1, -1)
    return found.st_size, found.st_mtime_ns


@dataclass(frozen=True)
class Source:
    """Where records are: the layout that they are read by, their files, and a line on each file that was left alone.

    `paths` are those of the files, each with its size and the moment of its last change when it was first looked at;
    none of records that stand in no file of their own.
    """

    layout: Layout
    files: tuple[TextRows | ParquetFile, ...]
    remarks: tuple[str, ...]
    paths: Mapping[Path, _Seen] = field(default_factory=dict)

    def fingerprint(self) -> str:
        """What stands for all that is in the files. Raises UnusableFile."""
        return fingerprint_of(tuple(self.paths))

    def require_unchanged(self) -> None:
        """Raise UnusableFile where a file is another than it was: Parquet is read anew for each slice, CSV twice."""
        for path, seen in self.paths.items():
            if _seen(path) != seen:
                raise UnusableFile(
                    f"{path.name} changed while it was counted.",
                    "Nothing was written. Count again when its export has come to its end.",
                )


def read_source(where: Path, layouts: Sequence[Layout], system: str | None = None) -> Source:
    """The files of a folder, or one file, by the layout that is named, or by the one whose headings they have.

    Raises WrongUse when there is no such system or no telling which, UnusableFile when nothing can be read.
    """
    files = {file: _seen(file) for file in _files_of(where)}
    if system is not None:
        return _read(files, layout_named(layouts, system), where)
    fits = {layout.system: _headings_found(files, layout) for layout in layouts}
    if not any(fits.values()):
        _raise_what_is_wrong(files, layouts)
        names = sorted({one.file for layout in layouts for one in layout.tables})
        raise UnusableFile(
            f"{where.name or where} holds no records that a declared layout knows.",
            f"A file must be named after one of {', '.join(names)}, with the headings that System columns says. "
            "Where another folder declares its layout, add --counts (or --new-counts) with that.",
        )
    return _read(files, layout_that_fits(layouts, fits, where.name or str(where)), where)


def layout_named(layouts: Sequence[Layout], system: str) -> Layout:
    """The layout of a system. Raises WrongUse when there is none of that name."""
    found = next((layout for layout in layouts if layout.system.casefold() == system.casefold()), None)
    if found is None:
        known = ", ".join(layout.system for layout in layouts)
        raise WrongUse(f"No layout is called {system}.", f"Declared are: {known}.")
    return found


def layout_that_fits(layouts: Sequence[Layout], fits: Mapping[str, int], where: str) -> Layout:
    """The layout of which most headings were found, as `fits` says. Raises WrongUse where two have as many."""
    most = max(fits.values())
    best = [layout for layout in layouts if fits[layout.system] == most]
    if len(best) > 1:
        known = " or ".join(layout.system for layout in best)
        raise WrongUse(f"{where} may be of {known}.", "Add --system with the one that it is.")
    return best[0]


def _files_of(where: Path) -> list[Path]:
    if not where.exists():
        raise UnusableFile(f"{where} is not there.", "Check the name and the folder.")
    try:
        files = sorted(where.iterdir()) if where.is_dir() else [where]
    except OSError as error:
        raise UnusableFile(f"{where.name} cannot be opened ({error.strerror}).", "Ask for access to it.") from None
    _require_letters(where.absolute(), "folder" if where.is_dir() else "file")
    found = [file for file in files if file.is_file() and file.name[0] not in ".~"]
    for file in found:
        _require_letters(file, "file")
    return found


def _require_letters(path: Path, what: str) -> None:
    """Raise UnusableFile where a name is no text: on Linux it may be any bytes, as from another computer's archive."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise UnusableFile(
            f"The name of the {what} {path.name} has signs that are no letters in UTF-8.",
            "Give it another name (each folder that it lies in as well), or take it elsewhere, and try again.",
        ) from None


def _headings_found(files: Iterable[Path], layout: Layout) -> int:
    """How many headings of a layout stand in files that are named after its tables."""
    catalogue = _catalogue(layout)
    found = 0
    for file in files:
        table = table_named(file.stem, catalogue)
        if table is not None:
            found += len(find_headings(first_headings(file, table), table).positions)
    return found


def _catalogue(layout: Layout) -> Catalogue:
    return Catalogue(tuple(one.as_table for one in layout.tables))


def _raise_what_is_wrong(files: Iterable[Path], layouts: Sequence[Layout]) -> None:
    """Raise what is wrong with the first file that is named after a table, where something is."""
    for layout in layouts:
        catalogue = _catalogue(layout)
        for file in files:
            table = table_named(file.stem, catalogue)
            if table is not None and file.suffix.lower() in READABLE:
                require_readable(file, table)


def _read(files: Mapping[Path, _Seen], layout: Layout, where: Path) -> Source:
    catalogue = _catalogue(layout)
    by_file = {one.as_table.name: one for one in layout.tables}
    found: list[TextRows | ParquetFile] = []
    paths: dict[Path, _Seen] = {}
    remarks = []
    for file, seen in files.items():
        table = table_named(file.stem, catalogue)
        if table is None or file.suffix.lower() not in READABLE:
            remarks.append(f"{file.name}: left alone, because {_not_a_file_of(file, layout)}.")
            continue
        one = by_file[table.name]
        paths[file] = seen
        found.append(rows_of(file, one))
    if not found:
        names = ", ".join(one.file for one in layout.tables)
        raise UnusableFile(f"{where.name or where} holds no file of {layout.system}.", f"It has: {names}.")
    return Source(layout, tuple(found), tuple(remarks), paths)


def _not_a_file_of(file: Path, layout: Layout) -> str:
    if file.suffix.lower() not in READABLE:
        return "it is neither CSV, a workbook nor Parquet"
    return f"it is named after no file of {layout.system}"
