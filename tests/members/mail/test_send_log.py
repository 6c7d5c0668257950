"""The send log: what survives a torn line, and what stops a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.members.mail.send_log import SendLog, State

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


@pytest.mark.parametrize("cut", range(1, 40, 3))
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
