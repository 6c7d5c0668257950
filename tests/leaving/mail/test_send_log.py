"""The send log: what survives a torn line, and what stops a run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cyps_xl.edition.data_files import sha256
from cyps_xl.errors import UnusableFile
from cyps_xl.mail.editions import read_edition
from cyps_xl.mail.mailing import log_of
from cyps_xl.mail.send_log import Entry, SendLog, State

from .conftest import MakeEdition

A, B = "a@council.wales", "b@council.wales"


def test_a_torn_last_line_is_closed_off_and_the_rest_is_read(tmp_path: Path) -> None:
    log = SendLog(tmp_path / "log.jsonl")
    log.note(A, State.SENT, ["f"])
    with log.path.open("ab") as file:
        file.write(b'{"at": "2018-03-08T10:00:00", "to": "ab')
    again = SendLog(log.path)
    again.note(B, State.SENT, ["f"])
    whole = SendLog(log.path)
    assert [entry and entry.state for entry in (whole.last(A), whole.last(B))] == [State.SENT, State.SENT]


def test_a_log_damaged_in_the_middle_stops_the_run_and_names_the_line(tmp_path: Path) -> None:
    log = SendLog(tmp_path / "log.jsonl")
    log.note(A, State.SENT, ["f"])
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(lines[0] + b"}{\n" + lines[1])
    with pytest.raises(UnusableFile, match="line 2"):
        SendLog(log.path)


def sent_to_both(tmp_path: Path) -> SendLog:
    log = SendLog(tmp_path / "log.jsonl")
    for address in (A, B):
        log.note(address, State.UNKNOWN, ["f"])
        log.note(address, State.SENT, ["f"])
    return log


@pytest.mark.parametrize("missing", range(4))
def test_a_log_that_lost_a_line_stops_the_run(tmp_path: Path, missing: int) -> None:
    log = sent_to_both(tmp_path)
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(b"".join(lines[:missing] + lines[missing + 1 :]))
    with pytest.raises(UnusableFile, match=r"cannot be told\. Nothing was sent\. Put the file back"):
        SendLog(log.path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"\r\n\r\n",
        lambda data: data[:20],
        lambda data: data.decode().encode("utf-16"),
        lambda data: b"".join(b'"' + line.replace(b'"', b'""') + b'"\r\n' for line in data.splitlines()),
        lambda data: data.replace(b'"salt"', b'"Salt"', 1),
        lambda data: data.replace(b'"to": "', b'"to": "x', 1),
        lambda data: data.replace(b"sent", b"done"),
        lambda data: data.replace(b'["f"]', b'"f"', 1),
        lambda data: data.splitlines(keepends=True)[0] + data,
        lambda data: b"[]\n" + data,
        lambda data: b"7\n" + data,
    ],
    ids=["empty", "blank", "cut short", "UTF-16", "saved by Excel", "salt renamed", "hash", "state", "files", "twice",
         "list", "number"],
)  # fmt: skip
def test_a_log_that_is_empty_or_damaged_in_any_way_stops_the_run(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    log = sent_to_both(tmp_path)
    log.path.write_bytes(damage(log.path.read_bytes()))
    with pytest.raises(UnusableFile, match="who was sent the report cannot be told"):
        SendLog(log.path)


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data + b"\r\n\r\n",
        lambda data: data.removesuffix(b"\n"),
        lambda data: re.sub(rb'"line": \d+, ', b"", data),
    ],
    ids=["byte order mark", "ends of lines of Windows", "empty lines", "no end of line", "an earlier version's"],
)
def test_what_an_editor_leaves_behind_changes_nothing(tmp_path: Path, edit: Callable[[bytes], bytes]) -> None:
    log = sent_to_both(tmp_path)
    log.path.write_bytes(edit(log.path.read_bytes()))
    again = SendLog(log.path)
    again.note(A, State.SENT, ["g"])
    whole = SendLog(log.path)
    assert whole.last(A) == Entry(State.SENT, ("g",))
    assert whole.last(B) == Entry(State.SENT, ("f",))


@pytest.mark.parametrize("cut", range(2, 40, 3))
def test_wherever_a_line_is_torn_the_state_before_it_stands(tmp_path: Path, cut: int) -> None:
    log = SendLog(tmp_path / "log.jsonl")
    log.note(A, State.UNKNOWN, ["f"])
    log.note(A, State.SENT, ["f"])
    log.path.write_bytes(log.path.read_bytes()[:-cut])
    last = SendLog(log.path).last(A)
    assert last is not None
    assert last.state is State.UNKNOWN


def test_an_address_is_known_whatever_its_capitals_and_by_another_hash_in_another_log(tmp_path: Path) -> None:
    one, other = SendLog(tmp_path / "one.jsonl"), SendLog(tmp_path / "other.jsonl")
    assert one.key(A) == one.key(A.upper())
    assert one.key(A) != other.key(A)


def test_asking_of_a_log_writes_none(tmp_path: Path) -> None:
    assert SendLog(tmp_path / "log.jsonl").last(A) is None
    assert list(tmp_path.iterdir()) == []


def test_each_report_has_its_own_log_beside_its_workbook(tmp_path: Path, make_edition: MakeEdition) -> None:
    edition, path = read_edition(make_edition()), tmp_path / "Adults.xlsx"
    assert log_of(path, [edition], "CYPS").path.name == "CYPS report 2017-18 Q3 members sent.jsonl"
    log_of(path, [edition], "CYPS").note(A, State.SENT, ["the files of another report"])
    assert log_of(path, [edition], "Adult services").is_new


def test_a_log_by_another_name_that_tells_of_this_very_edition_is_found(
    tmp_path: Path, make_edition: MakeEdition
) -> None:
    edition, path = read_edition(make_edition()), tmp_path / "CYPS.xlsx"
    files = [sha256(data) for _, data in edition.files.values()]
    log_of(path, [edition], "CYPS").note(A, State.SENT, files[:1])
    found = log_of(path, [edition], "Children’s services").last(A)
    assert found is not None and found.state is State.SENT, "else everybody would be sent it again"


def test_a_log_by_another_name_that_cannot_be_read_stops_the_mailing(tmp_path: Path, make_edition: MakeEdition) -> None:
    edition = read_edition(make_edition())
    (tmp_path / "CYPS report 2017-18 Q3 members sent.jsonl").write_bytes(b"")
    with pytest.raises(UnusableFile, match="Nothing was sent"):
        log_of(tmp_path / "CYPS.xlsx", [edition], "Children’s services")
