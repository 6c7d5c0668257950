"""What became of each message: an append-only log that survives a power cut at any moment, and holds no names."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.opening.open_safely import read_bytes
from cyps_xl.xlsx.saving.disk import DISK, discard, not_saved, write_whole


class State(Enum):
    """What is known of a message. Until it is handed over it is queued; from then until the relay's word, unknown."""

    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Entry:
    """The last that is known of a message: its state, and the fingerprints of the files that it carried."""

    state: State
    files: tuple[str, ...]


class SendLog:
    """A file of JSON lines. Addresses stand in it as salted hashes; nobody can read who was written to.

    The first line holds the salt, each further one the number of its line: a log that lost a line
    says so. Raises UnusableFile for one that is empty, has lost a line or was changed, since nobody
    can tell from it who was sent the report.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: dict[str, Entry] = {}
        self._salt = ""
        self._lines = 0
        if path.exists():
            self._read()

    @property
    def is_new(self) -> bool:
        """Whether nothing is written down yet: nobody is known to have the report."""
        return self._lines == 0

    @property
    def files(self) -> frozenset[str]:
        """The fingerprints of all files that it tells of."""
        return frozenset(file for entry in self._entries.values() for file in entry.files)

    def key(self, address: str) -> str:
        """The salted hash by which an address is known in this log."""
        if not self._salt:
            self._begin()
        return hashlib.sha256(f"{self._salt} {address.lower()}".encode()).hexdigest()[:32]

    def last(self, address: str) -> Entry | None:
        """The last that is known of the message to an address; None when none was begun."""
        return self._entries.get(self.key(address)) if self._salt else None

    def note(self, address: str, state: State, files: Sequence[str], why: str = "") -> None:
        """Write down what became of a message, and return once it is on the disk. Raises NotSaved when it cannot be."""
        key = self.key(address)
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self._append({"at": at, "to": key, "state": state.value, "files": list(files), "why": why})
        self._entries[key] = Entry(state, tuple(files))

    def _read(self) -> None:
        for number, line in enumerate(self._whole_lines(), start=1):
            if line.strip():  # an editor may leave an empty line at the end
                self._lines += 1
                self._take(number, line)
        if not self._lines:
            raise self._unusable("is empty")

    def _whole_lines(self) -> list[bytes]:
        """The lines that were written whole. A run killed while writing leaves a torn one at the end; one that is
        whole but for its end of line counts, as an editor leaves it."""
        *lines, rest = read_bytes(self.path).split(b"\n")
        return [*lines, rest] if lines and _is_json(rest) else lines

    def _take(self, number: int, line: bytes) -> None:
        try:
            record = json.loads(line)
            if self._lines == 1:
                self._salt = _salt(record)
            else:
                self._take_entry(record)
        except (ValueError, KeyError, TypeError) as error:
            raise self._unusable(f"is damaged in line {number}") from error

    def _take_entry(self, record: dict[str, Any]) -> None:
        """A line after the first. Logs of earlier versions number no lines."""
        if record.get("line", self._lines) != self._lines or not _KEY.fullmatch(record["to"]):
            raise ValueError(record)
        files = record["files"]
        if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
            raise TypeError(files)
        self._entries[record["to"]] = Entry(State(record["state"]), tuple(files))

    def _unusable(self, what: str) -> UnusableFile:
        return UnusableFile(
            f"{self.path.name} {what}: who was sent the report cannot be told.",
            "Nothing was sent. Put the file back as it was: right-click it, Restore previous versions; or ask ICT. "
            "Only if you know that nobody was sent this report yet, delete it and begin again.",
        )

    def _begin(self) -> None:
        """Make the log with its first line, in one step: a log that is there always has its salt."""
        self._salt = secrets.token_hex(16)
        unfinished = self.path.with_name(f".{self.path.name}.new")
        try:
            discard(DISK, unfinished)
            write_whole(DISK, unfinished, json.dumps({"salt": self._salt}).encode() + b"\n")
            DISK.replace(unfinished, self.path)
            DISK.sync_folder(self.path.parent)  # or a power cut would take the log with its name
        except OSError as error:
            raise not_saved(error, self.path) from error
        self._lines = 1

    def _append(self, record: dict[str, object]) -> None:
        """Add a line and wait until it is on the disk. A torn line before it is taken off first."""
        line = json.dumps({"line": self._lines + 1, **record}).encode() + b"\n"
        try:
            with self.path.open("r+b") as file:  # never makes a file: one that went away meanwhile is an error
                file.seek(self._close_last_line(file))
                DISK.write(file, line)
                DISK.sync(file)
        except OSError as error:
            raise not_saved(error, self.path) from error
        self._lines += 1

    def _close_last_line(self, file: BinaryIO) -> int:
        """Where the next line begins: after the last whole one, which is given its end where it has none."""
        data = file.read()
        end = data.rfind(b"\n") + 1
        if _is_json(data[end:]):
            DISK.write(file, b"\n")
            return len(data) + 1
        file.truncate(end)
        return end


_KEY = re.compile(r"[0-9a-f]{32}")


def _salt(record: object) -> str:
    """The salt that the first line holds. Raises ValueError when it is no such line."""
    salt = record.get("salt") if isinstance(record, dict) else None
    if not isinstance(salt, str) or not _KEY.fullmatch(salt):
        raise ValueError(record)
    return salt


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
