"""Members, a small edition, and certificates."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from cyps_xl.edition.data_files import sha256
from cyps_xl.mail.editions import Edition, read_edition
from cyps_xl.mail.letters import Letter, message_to
from cyps_xl.mail.mailing import Mailing
from cyps_xl.mail.recipients import Recipient
from cyps_xl.mail.send_log import SendLog
from helpers.certificates import make_certificate

MakeEdition = Callable[..., Path]
MakeMailing = Callable[..., Mailing]


@pytest.fixture
def make_edition(tmp_path: Path) -> MakeEdition:
    """A folder as publish writes it, its files a few bytes long."""

    def make(name: str = "edition", files: Mapping[str, bytes] | None = None, **said: object) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        held = files if files is not None else {"report.xlsx": b"workbook" * 400, "report.pdf": b"%PDF-1.7 pages" * 400}
        manifest = {
            "title": "Report",
            "quarter": "2017-18 Q3",
            "language": "en-GB",
            "audience": "members",
            "draft": False,
            "suppressed": [],
            "inputs": "",
            "figures": [{"row": f"{number}, PI {number + 23}, Name"} for number in range(1, 6)],
            "files": [{"name": n, "sha256": sha256(d)} for n, d in held.items()],
        }
        for n, d in held.items():
            (folder / n).write_bytes(d)
        (folder / "report.json").write_text(json.dumps(manifest | said), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def make_mailing(make_edition: MakeEdition, tmp_path: Path) -> MakeMailing:
    """One message for each address, planned from a small edition, with a log that a second mailing shares."""
    folder = make_edition("made")

    def make(addresses: Sequence[str], edition: Edition | None = None) -> Mailing:
        used = edition or read_edition(folder)
        words = Letter("The report", "Dear member,\n\nThe report is attached.\n")
        members = [Recipient(a, "en", (".xlsx",), f"Members!B{n}") for n, a in enumerate(addresses, start=6)]
        log = SendLog(tmp_path / "CYPS sent.jsonl")
        return Mailing(tuple(message_to(member, used, words) for member in members), (used,), log)

    return make


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority, a good certificate, and three bad ones."""
    folder = tmp_path_factory.mktemp("certificates")
    make_certificate(folder, "authority", "Test authority")
    make_certificate(folder, "good", "localhost", authority="authority")
    make_certificate(folder, "wrong host", "elsewhere.example", authority="authority")
    make_certificate(folder, "expired", "localhost", days=-1, authority="authority")
    make_certificate(folder, "self-signed", "localhost")
    return folder
