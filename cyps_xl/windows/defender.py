"""Microsoft Defender's rule that forbids Office to start programs, and how it is set on a computer.

Microsoft calls it "Block all Office applications from creating child processes", one of the
attack surface reduction rules. It is set by group policy, by Intune, or on the computer itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.windows.excel_policies import START_MENU
from cyps_xl.windows.points import Point, State
from cyps_xl.windows.registry import MACHINE, Registry

CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
BLOCK, WARN = 1, 6
"""States of a rule that stop a program; 0 is off and 2 only writes down."""

_BY_POLICY = rf"{MACHINE}\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR"
_BY_INTUNE = rf"{MACHINE}\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_ON_THE_COMPUTER = rf"{MACHINE}\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"

ASK = (
    f"An exclusion from the attack surface reduction rule {CHILD_PROCESSES} (Office child processes) "
    "for the program named in python.txt."
)


def defender_points(registry: Registry) -> Iterator[Point]:
    """Whether Defender lets Excel start a program."""
    state = next((state for state in _states(registry) if state is not None), None)
    if state == BLOCK:
        says = "Microsoft Defender forbids Office to start programs, so neither the button nor the ribbon works."
        yield Point(State.STOPS, says, START_MENU, ASK)
    elif state == WARN:
        says = "Microsoft Defender warns when Office starts a program: press Unblock when it asks."
        yield Point(State.NOTE, says, START_MENU, ASK)
    else:
        yield Point(State.FINE, "No rule of Microsoft Defender is known here that forbids Office to start programs.")


def _states(registry: Registry) -> Iterator[int | None]:
    """How the rule is set in each place that can set it, the ones that count first."""
    if _number(registry.value(_BY_POLICY, "ExploitGuard_ASR_Rules")) != 0:
        yield _number(registry.value(rf"{_BY_POLICY}\Rules", CHILD_PROCESSES))
    yield _in_a_list(str(registry.value(_BY_INTUNE, "ASRRules") or ""))
    yield _number(registry.value(_ON_THE_COMPUTER, CHILD_PROCESSES))


def _in_a_list(rules: str) -> int | None:
    """The rule's state in a text such as "d4f940ab-…=1|3b576869-…=2"."""
    for rule in rules.split("|"):
        name, _, state = rule.partition("=")
        if name.strip().lower() == CHILD_PROCESSES:
            return _number(state)
    return None


def _number(value: str | int | None) -> int | None:
    text = str(value).strip()
    return int(text) if text.isdigit() else None
