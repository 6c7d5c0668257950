"""Starting test relays, and the certificates that they show."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cyps_xl.mail.relay_settings import Relay

FAULTS = (
    *("none", "none", "none", "drop at mail", "later at mail", "drop at rcpt", "never at rcpt", "later at rcpt"),
    *("drop at data", "never at data", "drop in content", "later after content", "never after content"),
    *("leaves at rcpt", "leaves after content", "odd after content", "half a word after content"),
    *("drop after content", "silent after content"),
)
SERVER = Path(__file__).with_name("smtp_server.py")


@contextmanager
def relay(folder: Path, certificates: Path, name: str = "good", mode: str = "starttls", *faults: str) -> Iterator[int]:
    """A relay that runs for a while; its port."""
    folder.mkdir(exist_ok=True)
    files = [str(certificates / f"{name}.pem"), str(certificates / f"{name}.key")]
    command = [sys.executable, str(SERVER), str(folder), *files, mode, *faults]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def taken(folder: Path) -> list[tuple[list[str], bytes]]:
    """What the relay took: the addresses of each message's envelope, and its content."""
    found = []
    for path in sorted(folder.glob("*.taken")):
        envelope, _, content = path.read_bytes().partition(b"\r\n\r\n")
        lines = envelope.decode().splitlines()
        found.append(([line.partition("<")[2].partition(">")[0] for line in lines], content))
    return found


def settings(
    port: int, certificates: Path, security: str = "starttls", *, seconds: float = 1.0, user: str = ""
) -> Relay:
    """The settings with which a test relay is reached and trusted."""
    authority = str(certificates / "authority.pem")
    domains = ("council.wales",)
    return Relay("localhost", port, security, "report@council.wales", domains, user, authority, seconds)


def yes(count: int) -> bool:
    """Confirm any number of messages."""
    return True
