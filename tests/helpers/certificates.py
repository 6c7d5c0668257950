"""Certificates for servers of the tests' own, made by openssl."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None and not os.environ.get("CI"),
    reason="openssl is not installed, so nothing over TLS was tested",
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
