"""Starting test relays, and the certificates that they show."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cyps_xl.mail.relay_settings import Relay

FAULTS = (
    *("none", "none", "none", "drop at mail", "later at mail", "drop at rcpt", "never at rcpt", "later at rcpt"),
    *("drop at data", "never at data", "drop in content", "later after content", "never after content"),
    *("leaves at rcpt", "leaves after content", "odd after content", "half a word after content"),
    *("drop after content", "silent after content"),
)
SERVER = Path(__file__).with_name("smtp_server.py")
needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None and not os.environ.get("CI"),
    reason="openssl is not installed, so sending over TLS was not tested",
)


def make_certificate(folder: Path, name: str, host: str, *, days: int = 2, authority: str = "") -> None:
    """A certificate for a host, signed by an authority made before, or by itself.

    -1 day makes one that has expired; openssl keeps that for tests.
    """
    base = ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-subj", f"/CN={host}"]
    if not authority:
        extra = ["-x509", "-days", str(days), "-addext", f"subjectAltName=DNS:{host}", "-out", f"{name}.pem"]
        _run([*base, *extra], folder)
        return
    _run([*base, "-out", f"{name}.csr"], folder)
    (folder / f"{name}.ext").write_text(f"subjectAltName=DNS:{host}\n", encoding="utf-8")
    signed = ["openssl", "x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key"]
    _run([*signed, "-CAcreateserial", "-days", str(days), "-extfile", f"{name}.ext", "-out", f"{name}.pem"], folder)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


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
