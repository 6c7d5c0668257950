"""Many runs with faults, killed runs and runs at once: nobody twice, nobody wrongly, nothing falsely sent.

CYPS_SENDS sets how many runs with faults (30).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path

from cyps_xl.mail.send_log import SendLog, State
from cyps_xl.mail.sending import send
from helpers.certificates import needs_openssl
from helpers.smtp_relays import FAULTS, relay, settings, taken, yes

from .conftest import MakeEdition, MakeMailing

RUNS = int(os.environ.get("CYPS_SENDS", "30"))

pytestmark = needs_openssl


def assert_honest(tmp_path: Path, log: SendLog, members: list[str]) -> None:
    """Nobody has two messages, nobody else has one, and "sent" is said only of what the relay took."""
    box = taken(tmp_path / "box")
    took = Counter(to for (to,), _ in box)
    assert [to for (to,), content in box if message_from_bytes(content).get_all("To") != [to]] == []
    assert set(took) <= set(members)
    assert [address for address, count in took.items() if count > 1] == []
    entries = {address: log.last(address) for address in members}
    assert [a for a, entry in entries.items() if entry and entry.state is State.SENT and took[a] != 1] == []
    assert [a for a, entry in entries.items() if entry and entry.state is State.REFUSED and took[a]] == []


def test_many_runs_with_faults_send_nobody_two_and_say_sent_of_nothing_that_was_not(
    make_mailing: MakeMailing, certificates: Path, tmp_path: Path
) -> None:
    dice = random.Random(20180308)
    faults = [dice.choice(FAULTS) for _ in range(RUNS * 4)]
    members = [f"member{number}@council.wales" for number in range(RUNS)]
    with relay(tmp_path / "box", certificates, "good", "starttls", *faults) as port:
        for run in range(RUNS):
            send(make_mailing(members[: run + 1][-3:]), settings(port, certificates, seconds=0.5), yes)
    assert_honest(tmp_path, make_mailing(members).log, members)


PROGRAM = """
import sys
from pathlib import Path
from cyps_xl.mail.editions import read_edition
from cyps_xl.mail.letters import Letter, message_to
from cyps_xl.mail.mailing import Mailing
from cyps_xl.mail.recipients import Recipient
from cyps_xl.mail.relay_settings import Relay
from cyps_xl.mail.send_log import SendLog
from cyps_xl.mail.sending import send

folder, log, port, authority, *addresses = sys.argv[1:]
edition = read_edition(Path(folder))
members = [Recipient(address, "en", (".xlsx",), "Members!B6") for address in addresses]
messages = tuple(message_to(member, edition, Letter("The report", "Attached.")) for member in members)
relay = Relay("localhost", int(port), "starttls", "report@council.wales", ("council.wales",), ca_file=authority)
print("ready", flush=True)
send(Mailing(messages, (edition,), SendLog(Path(log))), relay, lambda count: True)
"""


def test_a_run_killed_at_any_moment_sends_nobody_two(
    make_edition: MakeEdition, make_mailing: MakeMailing, certificates: Path, tmp_path: Path
) -> None:
    folder = make_edition("killed")
    dice = random.Random(20171231)
    members = [f"member{number}@council.wales" for number in range(max(6, RUNS // 3))]
    log = tmp_path / "CYPS sent.jsonl"
    with relay(tmp_path / "box", certificates) as port:
        arguments = [str(folder), str(log), str(port), str(certificates / "authority.pem"), *members]
        for _ in range(max(5, RUNS // 5)):
            with subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], stdout=subprocess.PIPE) as run:
                assert run.stdout is not None
                run.stdout.readline()
                time.sleep(dice.uniform(0, 0.08))
                run.kill()
        subprocess.run([sys.executable, "-c", PROGRAM, *arguments], check=True, capture_output=True)
    assert_honest(tmp_path, SendLog(log), members)
    states = {entry.state for address in members if (entry := SendLog(log).last(address))}
    assert states <= {State.SENT, State.UNKNOWN}


def test_two_runs_at_once_send_nobody_two(make_edition: MakeEdition, certificates: Path, tmp_path: Path) -> None:
    folder, log = make_edition("at once"), tmp_path / "CYPS sent.jsonl"
    members = [f"member{number}@council.wales" for number in range(40)]
    with relay(tmp_path / "box", certificates) as port:
        arguments = [str(folder), str(log), str(port), str(certificates / "authority.pem"), *members]
        runs = [subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], stdout=subprocess.PIPE) for _ in "ab"]
        assert [run.wait() for run in runs] == [0, 0]
        for run in runs:
            run.communicate()
    assert_honest(tmp_path, SendLog(log), members)
    assert len(taken(tmp_path / "box")) == len(members)
