"""What became of each message: an append-only log that survives a power cut at any moment, and holds no names."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.disk import DISK, not_saved
from cyps_xl.xlsx.open_safely import read_bytes


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
    """A file of JSON lines. Addresses stand in it as salted hashes; nobody can read who was written to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: dict[str, Entry] = {}
        self._salt = ""
        for number, line in enumerate(self._whole_lines(), start=1):
            self._take(number, line)

    def key(self, address: str) -> str:
        """The salted hash by which an address is known in this log."""
        if not self._salt:
            self._salt = secrets.token_hex(16)
            self._append({"salt": self._salt})
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

    def _whole_lines(self) -> list[bytes]:
        """The lines that were written whole; a run killed while writing leaves a torn one at the end."""
        if not self.path.exists():
            return []
        return read_bytes(self.path).split(b"\n")[:-1]

    def _take(self, number: int, line: bytes) -> None:
        try:
            record = json.loads(line)
            if "salt" in record:
                self._salt = str(record["salt"])
            else:
                self._entries[str(record["to"])] = Entry(State(record["state"]), tuple(record["files"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UnusableFile(
                f"{self.path.name} is damaged in line {number}: who was sent the report cannot be told.",
                "Do not send again. Ask ICT for the file as it was, and see with the relay what went out.",
            ) from error

    def _append(self, record: dict[str, object]) -> None:
        """Add a line and wait until it is on the disk. A torn line before it is closed off first."""
        line = json.dumps(record).encode() + b"\n"
        is_new = not self.path.exists()
        try:
            with self.path.open("ab") as file:
                if file.tell() and not self._ends_whole():
                    file.truncate(self._length_of_whole_lines())
                    file.seek(0, os.SEEK_END)
                DISK.write(file, line)
                DISK.sync(file)
            if is_new:
                DISK.sync_folder(self.path.parent)  # or a power cut would take the log with its name
        except OSError as error:
            raise not_saved(error, self.path) from error

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _length_of_whole_lines(self) -> int:
        return self.path.read_bytes().rfind(b"\n") + 1
