"""A PostgreSQL of the tests' own: made in a folder that vanishes, reached by a socket there and by no network."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cyps_xl.records.databases import Database
from helpers.scripts import script

OWNER, READER, LOCKED = "owner", "reader", "locked"
"""Who made the tables, who may read them, and who needs a password to be let in."""
PASSWORD = "correct horse"  # of a server that lives as long as a test
DATES = dict.fromkeys(
    ("started", "ended", "born", "referred", "completed", "due", "registered", "de_registered", "allocated", "closed"),
    "date",
)
"""The columns of the made-up records that hold days, as columns of dates."""
NOBODY = 65534
"""As whom it runs where the tests run as root, which it refuses."""
_RULES = f"local all {LOCKED} scram-sha-256\nlocal all all trust\nhost all {LOCKED} 127.0.0.1/32 scram-sha-256\n"
_SETTINGS = {"listen_addresses": "", "fsync": "off", "timezone": "UTC", "log_min_messages": "panic"}


def programs() -> Path | None:
    """Where PostgreSQL's programs are; None where it is not installed."""
    found: Path | None = script("environment").postgresql_programs()
    return found


@dataclass
class Server:
    """A running PostgreSQL. `connection` is its owner's; `port` that of this computer, where it is reached by one."""

    folder: Path
    connection: Any
    port: int = 0

    @property
    def log(self) -> str:
        """What it has logged."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def url(self, user: str = READER, database: str = "records") -> str:
        """The URL by which a user reaches it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def do(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a statement as its owner; the rows, where there are any."""
        cursor = self.connection.execute(sql)
        return cursor.fetchall() if cursor.description else []

    def put(
        self,
        schema: str,
        folder: Path,
        kinds: Mapping[str, str] | None = None,
        names: Sequence[str] | None = None,
        *,
        key: bool = True,
    ) -> None:
        """The CSV files of a folder as tables of a schema that the reader may read, in the order of their lines.

        `kinds` are the types of columns, text otherwise; with `key` each has a column `id` as its primary key.
        """
        self.do(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
        self.do(f'CREATE SCHEMA "{schema}"')
        for file in sorted(folder.glob("*.csv")):
            if names is not None and file.stem not in names:
                continue
            with file.open(encoding="utf-8-sig", newline="") as opened:
                headings, *rows = csv.reader(opened)
            columns = ", ".join(f'"{name}" {(kinds or {}).get(name, "text")}' for name in headings)
            own = "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, " if key else ""
            table = f'"{schema}"."{file.stem}"'
            self.do(f"CREATE TABLE {table} ({own}{columns})")
            listed = ", ".join(f'"{name}"' for name in headings)
            with self.connection.cursor().copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([cell or None for cell in row])
        self.do(f'GRANT USAGE ON SCHEMA "{schema}" TO {READER}, {LOCKED}')
        self.do(f'GRANT SELECT ON ALL TABLES IN SCHEMA "{schema}" TO {READER}, {LOCKED}')

    def contents(self) -> object:
        """All that is in it: every row of every table."""
        tables = self.do("SELECT schemaname, relname FROM pg_stat_user_tables ORDER BY 1, 2")
        quoted = [[str(name).replace('"', '""') for name in table] for table in tables]  # one is called ca"ses
        found = [self.do('SELECT t::text FROM "{}"."{}" t ORDER BY 1'.format(*names)) for names in quoted]
        return list(zip(tables, found, strict=True))


@contextmanager
def running(more: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A PostgreSQL for a while; with settings of its own, where `port` is one of this computer's."""
    import psycopg

    programs_of = programs()
    assert programs_of is not None
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    as_whom: dict[str, Any] = {}
    if os.geteuid() == 0:  # which it refuses
        os.chown(folder, NOBODY, NOBODY)
        as_whom = {"user": NOBODY, "group": NOBODY, "extra_groups": ()}
    data = folder / "data"
    quiet: dict[str, Any] = {"check": True, "capture_output": True, "cwd": folder, **as_whom}
    try:
        made = (programs_of / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        subprocess.run([*map(str, made)], **quiet)
        (data / "pg_hba.conf").write_text(_RULES, encoding="utf-8")
        chosen = {**_SETTINGS, **(more or {})}
        settings = " ".join(f"-c {name}='{value}'" for name, value in chosen.items())
        server = [str(programs_of / "pg_ctl"), "-D", str(data), "-l", str(folder / "log")]
        subprocess.run([*server, "-w", "-o", f"-k {folder} {settings}", "start"], **quiet)
        try:
            folder.chmod(0o755)
            port = int(chosen.get("port", 0))
            where = f"?host={folder}&port={port or 5432}"
            with psycopg.connect(f"postgresql://{OWNER}@/postgres{where}", autocommit=True) as first:
                first.execute("CREATE DATABASE records")
                first.execute(f"CREATE ROLE {READER} LOGIN")
                first.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD '{PASSWORD}'")
            with psycopg.connect(f"postgresql://{OWNER}@/records{where}", autocommit=True) as connection:
                yield Server(folder, connection, port)
        finally:
            subprocess.run([*server, "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def in_database(server: Server, *schemas: str, user: str = READER) -> Database:
    """The records that lie in some schemas of a server, as a user reads them."""
    return Database("cases", server.url(user), schemas)
