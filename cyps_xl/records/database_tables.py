"""The tables of a PostgreSQL that hold records: found by their names and headings, as files of an export are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.declare import Kind, folded
from cyps_xl.inputs.headings import find_headings
from cyps_xl.records.databases import Database
from cyps_xl.records.declared import Declared, Layout, TableLayout
from cyps_xl.records.files import layout_named, layout_that_fits
from cyps_xl.records.loading import ROW, Loaded
from cyps_xl.records.loading_in_place import load_in_place
from cyps_xl.records.postgresql import PostgreSQL
from cyps_xl.records.quoting import as_name, as_text
from cyps_xl.records.typing_cells import LINE, Raw

_LETTERS = 12
PLACE = ("Table", "Key")

_READABLE = """
SELECT n.nspname::text, c.relname::text,
  has_schema_privilege(n.oid, 'USAGE'),
  coalesce(array_agg(a.attname::text ORDER BY a.attnum)
    FILTER (WHERE has_column_privilege(c.oid, a.attnum, 'SELECT')), '{}'),
  coalesce(array_agg(format_type(a.atttypid, NULL) ORDER BY a.attnum)
    FILTER (WHERE has_column_privilege(c.oid, a.attnum, 'SELECT')), '{}'),
  coalesce((SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::smallint[], k.attnum))
    FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
    WHERE i.indrelid = c.oid AND i.indisprimary), '{}')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND n.nspname = ANY ($1)
GROUP BY n.oid, n.nspname, c.oid, c.relname
ORDER BY array_position($1::text[], n.nspname::text), c.relname
"""
"""Every table and view of some schemas: its columns that may be read, their types, and its primary key."""

_TEXTS = ("text", "character varying")
_AS_THEY_ARE = ("date", "smallint", "integer", "bigint", "numeric", "real", "double precision")


@dataclass(frozen=True)
class _Table:
    """A table, or a view, that a role may see: the types of the columns that it may read, and its primary key."""

    schema: str
    name: str
    kinds: Mapping[str, str]
    key: tuple[str, ...]

    @property
    def shown(self) -> str:
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class InDatabase:
    """Records that lie in a database: the layout that they are read by, and a line on each table left alone."""

    engine: PostgreSQL
    layout: Layout
    tables: tuple[str, ...]
    remarks: tuple[str, ...]

    def require_unchanged(self) -> None:
        """All that is read is of one moment: of one transaction."""

    def fingerprint(self) -> str:
        """What stands for all that is in the columns that are read, whatever the order of the rows."""
        sums = [
            self.engine.run_own(
                "SELECT count(*), coalesce(sum(('x' || substr(encode(sha256(convert_to(CAST(t AS text), 'UTF8')), "
                f"'hex'), 1, 15))::bit(60)::bigint), 0)::text FROM {as_name(name)} t",
                name,
            )[0]
            for name in self.tables
        ]
        return hashlib.sha256(repr(sums).encode()).hexdigest()[:_LETTERS]


def load_tables(engine: PostgreSQL, declared: Declared, system: str | None) -> tuple[Loaded, InDatabase]:
    """The records in the tables of a PostgreSQL. Raises UnusableFile; WrongUse where their layout cannot be told."""
    seen = [
        _Table(schema, name, dict(zip(columns, kinds, strict=True)) if usable else {}, tuple(key))
        for schema, name, usable, columns, kinds, key in engine.ask(_READABLE, (list(engine.schemas),))
    ]
    layout = _layout_of(engine.database, declared.layouts, system, seen)
    raws: list[Raw] = []
    remarks: list[str] = []
    for one in layout.tables:
        found = [table for table in seen if folded(table.name) == folded(one.file)]
        for table in found[1:]:
            remarks.append(f"{table.shown}: left alone, because {found[0].shown} has its name.")
        if found and not found[0].kinds:
            remarks.append(f"{found[0].shown}: left alone, because {engine.database.user or 'you'} may not read it.")
        elif found:
            raws.append(_raw(engine, one, found[0], f"_text{len(raws)}"))
    if not raws:
        raise UnusableFile(
            f"{engine.database.name} has no table of {layout.system} that {engine.database.user or 'you'} may read.",
            f"They are called {', '.join(one.file for one in layout.tables)}; looked into: {', '.join(engine.schemas)}."
            " Name other schemas in records.toml, or ask ICT for the right to read them.",
        )
    loaded = load_in_place(engine, raws, declared, place=PLACE)
    return loaded, InDatabase(engine, layout, tuple(raw.name for raw in raws), tuple(remarks))


def _layout_of(database: Database, layouts: Sequence[Layout], system: str | None, seen: Sequence[_Table]) -> Layout:
    if system is not None:
        return layout_named(layouts, system)
    fits = {layout.system: _headings_found(layout, seen) for layout in layouts}
    if not any(fits.values()):
        names = sorted({one.file for layout in layouts for one in layout.tables})
        shut = [table.shown for table in seen if not table.kinds and folded(table.name) in map(folded, names)]
        whom = database.user or "you"
        if shut:
            raise UnusableFile(
                f"{database.name} has {', '.join(shut)}, which {whom} may not read.",
                "Ask ICT for the right to read it (SELECT, and USAGE of its schema).",
            )
        raise UnusableFile(
            f"{database.name} holds no records that a declared layout knows.",
            f"A table or view must be named after one of {', '.join(names)}, with the columns that System columns "
            f"says, in a schema that {whom} may read. Name its schemas in records.toml.",
        )
    return layout_that_fits(layouts, fits, database.name)


def _headings_found(layout: Layout, seen: Sequence[_Table]) -> int:
    """How many headings of a layout stand in tables that are named after its own."""
    found = 0
    for one in layout.tables:
        table = next((table for table in seen if folded(table.name) == folded(one.file)), None)
        found += len(find_headings(tuple(table.kinds), one.as_table).positions) if table else 0
    return found


def _raw(engine: PostgreSQL, layout: TableLayout, table: _Table, name: str) -> Raw:
    """The raw table of a table of the database: its declared columns alone, their texts compared letter by letter."""
    theirs = tuple(table.kinds)
    found = find_headings(theirs, layout.as_table)
    if found.repeated:
        raise UnusableFile(
            f"{table.shown} has more than one column {found.repeated_in_words}, but for capitals and blanks.",
            "Ask ICT for a view that has one of them.",
        )
    at = found.positions
    columns = {ours: theirs[at[heading]] for ours, heading in layout.headings.items() if heading in at}
    required = (column.heading for column in layout.table.columns if column.required)
    missing = [layout.headings[name] for name in required if name not in columns]
    if missing:
        raise UnusableFile(
            f"{table.shown} has no column {', '.join(f'“{one}”' for one in missing)} that "
            f"{engine.database.user or 'you'} may read.",
            f"Ask ICT for it, or for a view that has it; its columns are: {', '.join(theirs)}.",
        )
    cells = [f"{_cell(table, column)} AS {as_name(ours)}" for ours, column in columns.items()]
    key = table.key if table.key and set(table.key) <= set(theirs) else ()
    tells = not key or any(_tells_persons(layout, columns, one) for one in key)
    by = key or tuple(columns[ours] for ours in layout.table.key if ours in columns)
    order = [as_name(one) for one in key] or [_cell(table, one) for one in (*by, *columns.values())]
    line = ", ".join(f"{as_text(one + ' ')} || coalesce(CAST({as_name(one)} AS text), '(empty)')" for one in by)
    engine.keep_own(
        name,
        f'SELECT row_number() OVER (ORDER BY {", ".join(order)}) AS "{ROW}", concat_ws(\', \', {line}) COLLATE "C" '
        f'AS "{LINE}", {", ".join(cells)} FROM {as_name(table.schema)}.{as_name(table.name)}',
    )
    return Raw(name, layout, table.shown, frozenset(columns), tells)


def _tells_persons(layout: TableLayout, columns: Mapping[str, str], column: str) -> bool:
    """Whether a column of a key tells whose row it is: the person's own, or a day."""
    ours = [ours for ours, theirs in columns.items() if theirs == column]
    return any(one == layout.table.person or layout.table.column(one).kind is Kind.DATE for one in ours)


def _cell(table: _Table, column: str) -> str:
    """A cell: days and numbers as they are, all else as text, compared by its letters in no language's order."""
    if table.kinds[column] in _AS_THEY_ARE:
        return as_name(column)
    text = as_name(column) if table.kinds[column] in _TEXTS else f"CAST({as_name(column)} AS text)"
    return f'{text} COLLATE "C"'
