"""Whether Microsoft Defender lets Excel start a program, told from registry exports."""

from __future__ import annotations

import pytest

from cyps_xl.windows.defender import CHILD_PROCESSES, defender_points
from cyps_xl.windows.points import State
from helpers.reg_files import registry

ASR = r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR"
INTUNE = r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
LOCAL = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
OTHER = "3b576869-a4ec-4529-8536-b80a7769e899"


def state(*blocks: str) -> State:
    (point,) = defender_points(registry(*blocks))
    return point.state


def by_policy(value: str, rule: str = CHILD_PROCESSES, switch: int = 1) -> str:
    return f'[{ASR}]\n"ExploitGuard_ASR_Rules"=dword:{switch:08x}\n[{ASR}\\Rules]\n"{rule}"="{value}"\n'


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0", State.FINE), ("1", State.STOPS), ("2", State.FINE), ("5", State.FINE), ("6", State.NOTE)],
)
def test_each_state_of_the_rule_has_its_meaning(value: str, expected: State) -> None:
    assert state(by_policy(value)) is expected


def test_another_rule_says_nothing_about_this_one() -> None:
    assert state(by_policy("1", rule=OTHER)) is State.FINE


def test_a_policy_that_is_switched_off_sets_no_rule() -> None:
    assert state(by_policy("1", switch=0)) is State.FINE


def test_intune_lists_rules_in_one_text() -> None:
    block = f'[{INTUNE}]\n"ASRRules"="{OTHER}=2|{CHILD_PROCESSES.upper()}=1"\n'
    assert state(block) is State.STOPS
    assert state(block.replace("=1", "=2")) is State.FINE


def test_a_rule_set_on_the_computer_counts_where_no_policy_sets_it() -> None:
    block = f'[{LOCAL}]\n"{CHILD_PROCESSES}"=dword:00000001\n'
    assert state(block) is State.STOPS
    assert state(block, by_policy("0")) is State.FINE


def test_a_registry_without_defender_stops_nothing() -> None:
    assert state() is State.FINE


@pytest.mark.parametrize("value", ["1", "6"])
def test_the_way_it_leaves_open_is_one_on_which_excel_starts_no_program(value: str) -> None:
    (point,) = defender_points(registry(by_policy(value)))
    assert "Start menu" in point.remedy
    assert "ribbon" not in point.remedy and "button" not in point.remedy


def test_what_to_ask_for_names_the_rule() -> None:
    (point,) = defender_points(registry(by_policy("1")))
    assert CHILD_PROCESSES in point.ask
