"""Whether Microsoft Defender lets Excel start a program, told from registry exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl.windows.defender import CHILD_PROCESSES, PREVALENCE, defender_points
from cyps_xl.windows.points import State
from helpers.reg_files import RegFile, registry

ASR = r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR"
INTUNE = r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
LOCAL = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
OTHER = "3b576869-a4ec-4529-8536-b80a7769e899"


def defender_state(told: RegFile) -> State:
    (point,) = defender_points(told)
    return point.state


def state(*blocks: str) -> State:
    return defender_state(registry(*blocks))


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


PYTHON = Path(r"C:\Users\Siân\AppData\Local\cyps-xl\program\pythonw.exe")
LAUNCHER = Path(r"C:\Users\Siân\AppData\Local\cyps-xl\venv\Scripts\cyps-xl.exe")
ON_THE_COMPUTER = LOCAL.removesuffix(r"\Rules")


def exempt(*blocks: str, rule: str = "1") -> bool:
    """Whether the button's Python is found to be exempt from the rule, where it is in force."""
    (point,) = defender_points(registry(by_policy(rule), *blocks), PYTHON, {"ProgramFiles": r"C:\Program Files"})
    return point.state is State.FINE


def listed(path: str, key: str = ASR, switch: int = 1) -> str:
    """An exclusion for all rules, as a group policy writes it."""
    quoted = path.replace("\\", "\\\\")
    on = f'[{ASR}]\n"ExploitGuard_ASR_ASROnlyExclusions"=dword:{switch:08x}\n' if key == ASR else ""
    return f'{on}[{key}\\ASROnlyExclusions]\n"{quoted}"="0"\n'


@pytest.mark.parametrize(
    ("path", "covers"),
    [
        (str(PYTHON), True),
        (str(PYTHON).upper(), True),
        (r"C:\Users\Siân\AppData\Local\cyps-xl\program", True),
        (r"C:\Users\Siân\AppData\Local\cyps-xl\program\\", True),
        (r"C:\Users\*\AppData\Local\cyps-xl\program\python*.exe", True),
        (r"C:\Users\*\program", False),
        (r"C:\Users\Siân\AppData\Local\cyps-xl\prog", False),
        (r"C:\Users\Siân\AppData\Local\cyps-xl\program\python.exe", False),
        (r"%LOCALAPPDATA%\cyps-xl", False),
        ("", False),
    ],
)
def test_an_exclusion_covers_its_file_and_what_is_below_its_folder(path: str, covers: bool) -> None:
    assert exempt(listed(path)) is covers


def test_an_exclusion_may_name_a_folder_of_the_system() -> None:
    python = Path(r"C:\Program Files\cyps-xl\pythonw.exe")
    rules = registry(by_policy("1"), listed(r"%ProgramFiles%\cyps-xl"))
    (point,) = defender_points(rules, python, {"ProgramFiles": r"C:\Program Files"})
    assert point.state is State.FINE


def test_exclusions_of_a_policy_that_is_switched_off_count_for_nothing() -> None:
    assert not exempt(listed(str(PYTHON), switch=0))


def test_exclusions_on_the_computer_count_beside_a_policy() -> None:
    assert exempt(listed(str(PYTHON), key=ON_THE_COMPUTER))


@pytest.mark.parametrize(("rule", "counts"), [(CHILD_PROCESSES, True), (OTHER, False)])
def test_an_exclusion_for_one_rule_counts_for_that_rule(rule: str, counts: bool) -> None:
    paths = r"C:\\Tools\\other.exe>C:\\Users\\Siân\\AppData\\Local\\cyps-xl"
    block = (
        f'[{ASR}]\n"ExploitGuard_ASR_ASROnlyPerRuleExclusions"=dword:00000001\n'
        f'[{ASR}\\ASROnlyPerRuleExclusions]\n"{rule}"="{paths}"\n'
    )
    assert exempt(block) is counts


def test_intune_lists_exclusions_in_one_text_for_all_rules_and_for_each() -> None:
    path = r"C:\\Users\\Siân\\AppData\\Local\\cyps-xl"
    assert exempt(f'[{INTUNE}]\n"ASROnlyExclusions"="C:\\\\Tools|{path}"\n')
    assert exempt(f'[{INTUNE}]\n"ASROnlyPerRuleExclusions"="{OTHER}=C:\\\\Tools|{CHILD_PROCESSES}=D:\\\\x>{path}"\n')
    assert not exempt(f'[{INTUNE}]\n"ASROnlyPerRuleExclusions"="{OTHER}={path}"\n')


def test_a_rule_that_warns_does_not_warn_of_what_is_exempt() -> None:
    assert exempt(listed(str(PYTHON)), rule="6")


def test_without_a_recorded_python_nothing_is_exempt() -> None:
    (point,) = defender_points(registry(by_policy("1"), listed("C:")))
    assert point.state is State.STOPS


@pytest.mark.parametrize(("value", "notes"), [("0", 0), ("1", 1), ("2", 0), ("6", 1)])
def test_the_rule_on_rare_programs_is_a_note_that_says_what_to_type(value: str, notes: int) -> None:
    points = list(defender_points(registry(by_policy(value, rule=PREVALENCE)), None, {}, LAUNCHER))
    assert [point.state for point in points] == [State.FINE, *[State.NOTE] * notes]
    assert all("-m cyps_xl" in point.remedy for point in points[1:])


def test_an_exempt_folder_needs_no_note_on_rare_programs() -> None:
    folder = listed(r"C:\Users\Siân\AppData\Local\cyps-xl")
    (point,) = defender_points(registry(by_policy("1", rule=PREVALENCE), folder), PYTHON, {}, LAUNCHER)
    assert point.state is State.FINE


def test_without_a_launcher_the_rule_on_rare_programs_is_said_to_speak_of_libraries() -> None:
    _, point = defender_points(registry(by_policy("1", rule=PREVALENCE)), PYTHON)
    assert point.state is State.NOTE
    assert "libraries" in point.says and PREVALENCE in point.ask


@pytest.mark.parametrize("key", [rf"{ASR}\Rules", INTUNE, LOCAL])
def test_a_rule_that_may_not_be_read_is_not_taken_for_one_that_is_not_set(key: str) -> None:
    (point,) = defender_points(registry(f'[{key}]\n"{CHILD_PROCESSES}"="1"\n', refused=[key]))
    assert point.state is State.NOTE
    assert "may not be read" in point.says and point.ask


def test_a_rule_that_is_known_to_stop_stops_whatever_else_may_not_be_read() -> None:
    assert defender_state(registry(by_policy("1"), refused=[INTUNE])) is State.STOPS


def test_exclusions_that_may_not_be_read_may_be_for_the_buttons_python() -> None:
    hidden = rf"{ASR}\ASROnlyExclusions"
    (point,) = defender_points(registry(by_policy("1"), listed(str(PYTHON)), refused=[hidden]), PYTHON)
    assert point.state is State.STOPS
    assert "exempts may not be read" in point.says


def kept(value: str, *named: str) -> str:
    """Controlled folder access as it is set on a computer, and the programs that are named for it."""
    key = LOCAL.removesuffix(r"ASR\Rules") + "Controlled Folder Access"
    lines = (f'"{name}"=dword:00000000\n'.replace("\\", "\\\\") for name in named)
    return f'[{key}]\n"EnableControlledFolderAccess"=dword:{value}\n[{key}\\AllowedApplications]\n{"".join(lines)}'


@pytest.mark.parametrize(("value", "notes"), [("00000000", 0), ("00000001", 1), ("00000002", 0)])
def test_folders_in_which_unknown_programs_may_not_write_are_a_note(value: str, notes: int) -> None:
    found = list(defender_points(registry(kept(value)), PYTHON))[1:]
    assert len(found) == notes
    assert all("Documents" in point.says and point.ask for point in found)


def test_a_program_that_is_named_for_kept_folders_needs_no_note() -> None:
    assert len(list(defender_points(registry(kept("00000001", str(PYTHON).upper())), PYTHON))) == 1
    doubled = str(PYTHON).replace("\\", "\\\\")
    by_intune = f'"EnableControlledFolderAccess"="1"\n"ControlledFolderAccessAllowedApplications"="D:|{doubled}"\n'
    assert len(list(defender_points(registry(f"[{INTUNE}]\n{by_intune}"), PYTHON))) == 1
