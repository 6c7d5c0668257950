"""What Microsoft Defender forbids: two attack surface reduction rules, what is exempt from them, and kept folders.

The rules are "Block all Office applications from creating child processes", and "Block executable files from running
unless they meet a prevalence, age, or trusted list criterion". Both are set by group policy, by Intune, or on the
computer itself, and so are exclusions, for all such rules or for one. Controlled folder access keeps programs that
Defender does not know from writing in Documents and the like. The registry values are those of Microsoft's
administrative template (WindowsDefender.admx) and of its policies for Intune (Defender CSP).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from cyps_xl.windows.excel_policies import START_MENU, expanded
from cyps_xl.windows.points import Point, State
from cyps_xl.windows.registry import MACHINE, Registry

CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
PREVALENCE = "01443614-cd74-433a-b99e-2ecdc07bfc25"
BLOCK, WARN = 1, 6
"""States of a rule that stop a program; 0 is off and 2 only writes down."""

_POLICY = rf"{MACHINE}\SOFTWARE\Policies\Microsoft\Windows Defender"
_GUARD_BY_POLICY = rf"{_POLICY}\Windows Defender Exploit Guard"
_GUARD_ON_THE_COMPUTER = rf"{MACHINE}\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard"
_BY_POLICY = rf"{_GUARD_BY_POLICY}\ASR"
_BY_INTUNE = rf"{_POLICY}\Policy Manager"
_ON_THE_COMPUTER = rf"{_GUARD_ON_THE_COMPUTER}\ASR"
_RULES = (_BY_POLICY, rf"{_BY_POLICY}\Rules", _BY_INTUNE, rf"{_ON_THE_COMPUTER}\Rules")
_EXCLUSIONS = tuple(
    rf"{key}\{exempt}"
    for key in (_BY_POLICY, _ON_THE_COMPUTER)
    for exempt in ("ASROnlyExclusions", "ASROnlyPerRuleExclusions")
)
_KEPT_FOLDERS = "Controlled Folder Access"

_OF_THE_SYSTEM = {"SYSTEMDRIVE", "SYSTEMROOT", "WINDIR", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMDATA", "PUBLIC"}
"""The %NAMES% that count in an exclusion: Defender runs for the system, and knows none of a user."""

ASK = (
    f"An exclusion from the attack surface reduction rule {CHILD_PROCESSES} (Office child processes) "
    "for the program named in python.txt, by its whole path (%LOCALAPPDATA% counts for nothing there). "
    "It is best given to a program where the user may not write, such as one in Program Files."
)
ASK_FOR_LIBRARIES = (
    f"If it is so: an exclusion from the attack surface reduction rule {PREVALENCE} (prevalence, age, or trusted list) "
    "for the folder of the program named in python.txt."
)
ASK_WHAT_IS_SET = "What is set for attack surface reduction and its exclusions: this user may not read it."
ASK_FOR_FOLDERS = (
    "That the program named in python.txt, and the python.exe beside it, may write under controlled folder access."
)
ELSEWHERE = "Where a workbook cannot be saved, keep it in a folder that is not kept so, such as one beside Documents."
WITHOUT_LAUNCHER = (
    "Where cyps-xl itself does not start, write the Python’s name and -m cyps_xl instead: it does the same. "
    "The button, the ribbon and the Start menu start Python, and not that launcher."
)


def defender_points(
    registry: Registry,
    python: Path | None = None,
    environment: Mapping[str, str] | None = None,
    launcher: Path | None = None,
) -> Iterator[Point]:
    """Whether Defender lets Excel start a program.

    `python` is the one that is recorded for the button, `launcher` the cyps-xl.exe beside it, where pip made one.
    """
    known = environment or {}
    yield _child_processes(registry, python, known)
    yield from _kept_folders(registry, python)
    yield from _rare_programs(registry, python, launcher, known)


def _rare_programs(
    registry: Registry, python: Path | None, launcher: Path | None, environment: Mapping[str, str]
) -> Iterator[Point]:
    """A note where programs and libraries that few computers have are stopped, for those that are not exempt.

    Microsoft names .exe, .dll and .scr; the packages beside the Python bring libraries that nobody signed.
    """
    if _state(registry, PREVALENCE) not in (BLOCK, WARN):
        return
    if launcher and not _is_excluded(registry, PREVALENCE, launcher, environment):
        says = f"Microsoft Defender stops programs that few computers have, which may be {launcher.name}."
        yield Point(State.NOTE, says, WITHOUT_LAUNCHER)
    if python and not _is_excluded(registry, PREVALENCE, python, environment):
        says = "Microsoft Defender stops libraries that few computers have, which may be some of this program’s."
        yield Point(State.NOTE, says, "If commands end with “DLL load failed”, that is why.", ASK_FOR_LIBRARIES)


def _child_processes(registry: Registry, python: Path | None, environment: Mapping[str, str]) -> Point:
    state = _state(registry, CHILD_PROCESSES)
    if state not in (BLOCK, WARN) and any(map(registry.is_refused, _RULES)):
        says = "Whether Microsoft Defender forbids Office to start programs may not be read by this user."
        return Point(State.NOTE, says, f"If the button does nothing: {START_MENU}", ASK_WHAT_IS_SET)
    if state in (BLOCK, WARN) and _is_excluded(registry, CHILD_PROCESSES, python, environment):
        says = "Microsoft Defender forbids Office to start programs, and exempts the Python that the button starts."
        return Point(State.FINE, says)
    if state == BLOCK:
        says = "Microsoft Defender forbids Office to start programs, so neither the button nor the ribbon works."
        if any(map(registry.is_refused, _EXCLUSIONS)):
            says = f"{says} What it exempts may not be read by this user: that may be the button’s Python."
        return Point(State.STOPS, says, START_MENU, ASK)
    if state == WARN:
        says = "Microsoft Defender warns when Office starts a program: press Unblock when it asks."
        return Point(State.NOTE, says, START_MENU, ASK)
    return Point(State.FINE, "No rule of Microsoft Defender is known here that forbids Office to start programs.")


def _kept_folders(registry: Registry, python: Path | None) -> Iterator[Point]:
    """A note where programs that Defender does not know may not write in Documents, and the button's is not named."""
    places = (
        registry.value(rf"{_GUARD_BY_POLICY}\{_KEPT_FOLDERS}", "EnableControlledFolderAccess"),
        registry.value(_BY_INTUNE, "EnableControlledFolderAccess"),
        registry.value(rf"{_GUARD_ON_THE_COMPUTER}\{_KEPT_FOLDERS}", "EnableControlledFolderAccess"),
    )
    state = next((state for state in map(_number, places) if state is not None), None)
    if state == BLOCK and not (python and str(python).lower() in _may_write(registry)):
        says = (
            "Microsoft Defender lets only programs that it knows write in Documents and other kept folders "
            "(controlled folder access); whether it knows this one is not known here."
        )
        yield Point(State.NOTE, says, ELSEWHERE, ASK_FOR_FOLDERS)


def _may_write(registry: Registry) -> set[str]:
    """The programs that are named as ones that may write in kept folders, in small letters."""
    named = [
        name
        for key in (_GUARD_BY_POLICY, _GUARD_ON_THE_COMPUTER)
        for name in registry.names(rf"{key}\{_KEPT_FOLDERS}\AllowedApplications")
    ]
    named += _paths(_text(registry, _BY_INTUNE, "ControlledFolderAccessAllowedApplications"))
    return {name.strip().lower() for name in named}


def _state(registry: Registry, rule: str) -> int | None:
    """How a rule is set, by the first place that sets it; the ones that count come first."""
    places = (
        _number(registry.value(rf"{_BY_POLICY}\Rules", rule)) if _policy_sets(registry, "Rules") else None,
        _number(_in_a_list(_text(registry, _BY_INTUNE, "ASRRules"), rule)),
        _number(registry.value(rf"{_ON_THE_COMPUTER}\Rules", rule)),
    )
    return next((state for state in places if state is not None), None)


def _policy_sets(registry: Registry, what: str) -> bool:
    """Whether the group policy is on that sets rules, or exclusions; one that nobody set counts by what it holds."""
    return _number(registry.value(_BY_POLICY, f"ExploitGuard_ASR_{what}")) != 0


def _is_excluded(registry: Registry, rule: str, program: Path | None, environment: Mapping[str, str]) -> bool:
    """Whether a program is exempt from a rule, in any of the places: Defender adds them up."""
    if program is None:
        return False
    systems = {name: value for name, value in environment.items() if name.upper() in _OF_THE_SYSTEM}
    return any(_covers(expanded(path, systems), str(program)) for path in _exclusions(registry, rule))


def _exclusions(registry: Registry, rule: str) -> Iterator[str]:
    for key in (_BY_POLICY, _ON_THE_COMPUTER):
        everyones = key == _ON_THE_COMPUTER
        if everyones or _policy_sets(registry, "ASROnlyExclusions"):
            yield from registry.names(rf"{key}\ASROnlyExclusions")
        if everyones or _policy_sets(registry, "ASROnlyPerRuleExclusions"):
            yield from _paths(str(registry.value(rf"{key}\ASROnlyPerRuleExclusions", rule) or ""))
    yield from _paths(_text(registry, _BY_INTUNE, "ASROnlyExclusions"))
    yield from _paths(_in_a_list(_text(registry, _BY_INTUNE, "ASROnlyPerRuleExclusions"), rule))


def _covers(exclusion: str, program: str) -> bool:
    """Whether an exclusion means a program: its own path, or a folder above it; * and ? stand for letters.

    In a folder's name * stands for one folder (Microsoft: "Use wildcards in the file name and folder path").
    """
    wanted, parts = _parts(exclusion), _parts(program)
    return 0 < len(wanted) <= len(parts) and all(
        fnmatchcase(part, re.sub(r"\[", "[[]", pattern)) for pattern, part in zip(wanted, parts, strict=False)
    )


def _parts(path: str) -> list[str]:
    return [part for part in path.strip().strip('"').lower().replace("/", "\\").split("\\") if part]


def _paths(text: str) -> Iterator[str]:
    """The paths of a list; group policy parts them by > and Intune by | or >."""
    yield from (path.strip() for path in re.split("[>|]", text) if path.strip())


def _in_a_list(rules: str, wanted: str) -> str:
    """What a text such as "d4f940ab-…=1|3b576869-…=2" says of a rule."""
    for rule in rules.split("|"):
        name, _, value = rule.partition("=")
        if name.strip().lower() == wanted:
            return value
    return ""


def _text(registry: Registry, key: str, name: str) -> str:
    return str(registry.value(key, name) or "")


def _number(value: str | int | None) -> int | None:
    text = str(value).strip()
    return int(text) if text.isdigit() else None
