"""The authorities whose certificates this computer takes: a client library's own OpenSSL may look for them elsewhere.

It was built on another kind of computer, whose place for them need not be there, and then no server is known.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

SYSTEM = "system"
"""What the client library is told where it has to find them itself."""


@contextmanager
def of_this_computer() -> Iterator[str]:
    """The file that holds them, by Python's own OpenSSL. Windows keeps them in no file: one is made for as long as it
    is wanted; certificates of authorities are no secret."""
    file = ssl.get_default_verify_paths().cafile
    if file is not None:
        yield file
        return
    known = ssl.create_default_context().get_ca_certs(binary_form=True)
    if not known:
        yield SYSTEM
        return
    with TemporaryDirectory(prefix="cyps-xl-") as folder:
        made = Path(folder, "authorities.pem")
        made.write_text("".join(map(ssl.DER_cert_to_PEM_cert, known)), encoding="ascii")
        yield str(made)
