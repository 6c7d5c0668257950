"""What the policies of a council mean for the button, told from registry exports as its computers give them."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest

from cyps_xl.windows.excel_policies import excel_points, excel_version, in_trusted_location, is_on_the_network
from cyps_xl.windows.points import Point, State
from helpers.reg_files import registry

EXCEL = """[HKEY_CLASSES_ROOT\\Excel.Application\\CurVer]
@="Excel.Application.16"
"""
POLICY = r"HKEY_CURRENT_USER\Software\Policies\Microsoft\Office\16.0"
CLOUD = r"HKEY_CURRENT_USER\Software\Policies\Microsoft\Cloud\Office\16.0"
CHOICE = r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0"
TRUSTED = (
    CHOICE
    + r"""\Excel\Security\Trusted Locations\Location3]
"Path"="%USERPROFILE%\\Reports\\"
"AllowSubFolders"=dword:00000001
"""
)
ENVIRONMENT = {"UserProfile": r"C:\Users\Siân"}


def points(*blocks: str, trusted: bool = False) -> list[Point]:
    return list(excel_points(registry(*blocks), "16.0", trusted=trusted))


def stops(*blocks: str) -> list[str]:
    return [point.says for point in points(*blocks) if point.state is State.STOPS]


def warnings(root: str, value: int) -> str:
    return f'[{root}\\Excel\\Security]\n"VBAWarnings"=dword:{value:08x}\n'


def test_the_version_is_that_of_the_excel_that_opens_workbooks() -> None:
    assert excel_version(registry(EXCEL)) == "16.0"


def test_without_excel_there_is_no_version() -> None:
    assert excel_version(registry()) == ""


def test_nothing_set_means_that_excel_asks() -> None:
    (point,) = points()
    assert point.state is State.FINE
    assert "Enable Content" in point.says


@pytest.mark.parametrize(("value", "stopped"), [(1, False), (2, False), (3, True), (4, True)])
def test_each_macro_setting_has_its_meaning(value: int, stopped: bool) -> None:
    assert bool(stops(warnings(POLICY, value))) is stopped
    assert bool(stops(warnings(CHOICE, value))) is stopped


def test_a_policy_goes_before_the_users_choice_and_a_cloud_policy_before_both() -> None:
    assert stops(warnings(POLICY, 2), warnings(CHOICE, 4)) == []
    assert stops(warnings(CLOUD, 4), warnings(POLICY, 2)) != []


def test_a_trusted_location_lets_the_button_work_whatever_the_macro_setting() -> None:
    assert [point.state for point in points(warnings(POLICY, 4), trusted=True)] == [State.FINE]


def test_blocked_macros_name_another_way_and_what_to_ask_for() -> None:
    (point,) = (point for point in points(warnings(POLICY, 4)) if point.state is State.STOPS)
    assert "Start menu" in point.remedy and "rusted location" in point.ask


@pytest.mark.parametrize("value", [3, 4])
def test_where_neither_macros_nor_add_ins_load_no_remedy_names_the_button_or_the_ribbon(value: int) -> None:
    """A remedy that names the ribbon beside a point that the ribbon may not appear would help nobody."""
    signed = f'[{POLICY}\\Excel\\Security]\n"VBAWarnings"=dword:{value:08x}\n"RequireAddinSig"=dword:00000001\n'
    found = points(signed)
    assert [point.state for point in found] == [State.STOPS, State.NOTE]
    for point in found:
        assert "Start menu" in point.remedy
        assert "ribbon" not in point.remedy and "button" not in point.remedy


def test_vba_switched_off_stops_everything_and_trusted_locations_do_not_help() -> None:
    block = f'[{POLICY}\\Common]\n"vbaoff"=dword:00000001\n'
    assert [point.state for point in points(block, trusted=True)] == [State.STOPS]


@pytest.mark.parametrize(
    "block",
    [
        f'[{POLICY}\\Excel\\Security]\n"RequireAddinSig"=dword:00000001\n',
        f'[{POLICY}\\Excel\\Security]\n"DisableAllAddins"=dword:00000001\n',
        f'[{POLICY}\\Common\\Security]\n"requirealwaysonmacrosig"=dword:00000001\n',
        f'[{POLICY}\\Excel\\Security\\Trusted Locations]\n"AllLocationsDisabled"=dword:00000001\n',
    ],
)
def test_what_keeps_the_ribbon_away_is_a_note_and_does_not_stop_the_button(block: str) -> None:
    assert [point.state for point in points(block)] == [State.FINE, State.NOTE]
    assert [point.state for point in points(block.replace("00000001", "00000000"))] == [State.FINE]


@pytest.mark.parametrize(
    ("add_in", "allowed", "states"),
    [
        (r"\\server\users\Siân\XLSTART\cyps_report.xlam", 0, [State.FINE, State.NOTE]),
        (r"\\server\users\Siân\XLSTART\cyps_report.xlam", 1, [State.FINE]),
        (r"C:\Users\Siân\XLSTART\cyps_report.xlam", 0, [State.FINE]),
    ],
)
def test_a_tab_on_a_server_is_a_note_unless_excel_trusts_folders_there(
    add_in: str, allowed: int, states: list[State]
) -> None:
    told = registry(network(POLICY, allowed))
    found = list(excel_points(told, "16.0", trusted=False, add_in=PureWindowsPath(add_in)))
    assert [point.state for point in found] == states
    assert all("lies on a server" in point.says for point in found[1:])


@pytest.mark.parametrize(
    ("folder", "trusted"),
    [(r"C:\Users\Siân\Reports", True), (r"c:\users\siân\reports\2017-18", True), (r"C:\Users\Siân", False)],
)
def test_a_trusted_location_holds_its_folder_and_those_below(folder: str, trusted: bool) -> None:
    workbook = PureWindowsPath(folder, "CYPS.xlsm")
    assert in_trusted_location(registry(f"[{TRUSTED}"), "16.0", workbook, ENVIRONMENT) is trusted


def test_a_trusted_location_without_its_folders_below_holds_itself_alone() -> None:
    alone = registry(f"[{TRUSTED}".replace('"AllowSubFolders"=dword:00000001\n', ""))
    assert in_trusted_location(alone, "16.0", PureWindowsPath(r"C:\Users\Siân\Reports\CYPS.xlsm"), ENVIRONMENT)
    assert not in_trusted_location(alone, "16.0", PureWindowsPath(r"C:\Users\Siân\Reports\a\CYPS.xlsm"), ENVIRONMENT)


def test_no_location_is_trusted_where_the_policy_says_none_is() -> None:
    none = f'[{POLICY}\\Excel\\Security\\Trusted Locations]\n"AllLocationsDisabled"=dword:00000001\n'
    workbook = PureWindowsPath(r"C:\Users\Siân\Reports\CYPS.xlsm")
    assert not in_trusted_location(registry(f"[{TRUSTED}", none), "16.0", workbook, ENVIRONMENT)


def test_a_trusted_location_for_all_of_office_counts() -> None:
    block = f'[{POLICY}\\Common\\Security\\Trusted Locations\\Location1]\n"Path"="S:\\\\Children"\n'
    assert in_trusted_location(registry(block), "16.0", PureWindowsPath(r"S:\Children\CYPS.xlsm"), {})


def located(path: str, root: str = CHOICE, *more: str) -> str:
    quoted = path.replace("\\", "\\\\")
    return f'[{root}\\Excel\\Security\\Trusted Locations\\Location1]\n"Path"="{quoted}"\n' + "\n".join(more)


def network(root: str, allowed: int) -> str:
    return f'[{root}\\Excel\\Security\\Trusted Locations]\n"AllowNetworkLocations"=dword:{allowed:08x}\n'


MAPPED = '[HKEY_CURRENT_USER\\Network\\P]\n"RemotePath"="\\\\\\\\server\\\\children"\n'


@pytest.mark.parametrize(
    ("folder", "drives"), [(r"\\server\children", ""), ("P:\\Reports", MAPPED), ("p:\\Reports", MAPPED)]
)
def test_a_trusted_folder_on_the_network_counts_only_where_the_network_is_allowed(folder: str, drives: str) -> None:
    workbook = PureWindowsPath(folder, "CYPS.xlsm")
    listed = located(folder)
    assert not in_trusted_location(registry(listed, drives), "16.0", workbook, {})
    assert in_trusted_location(registry(listed, drives, network(CHOICE, 1)), "16.0", workbook, {})
    forbidden = registry(listed, drives, network(CHOICE, 1), network(POLICY, 0))
    assert not in_trusted_location(forbidden, "16.0", workbook, {})


def test_a_folder_of_the_computers_own_needs_no_leave_for_the_network() -> None:
    workbook = PureWindowsPath("P:\\Reports\\CYPS.xlsm")
    assert not is_on_the_network(workbook, registry())
    assert in_trusted_location(registry(located("P:\\Reports")), "16.0", workbook, {})


@pytest.mark.parametrize(("allowed", "trusted"), [(0, False), (1, True)])
def test_users_own_locations_count_only_where_the_policy_allows_them(allowed: int, trusted: bool) -> None:
    policy = f'[{POLICY}\\Common\\Security\\Trusted Locations]\n"allow user locations"=dword:{allowed:08x}\n'
    workbook = PureWindowsPath("C:\\Reports\\CYPS.xlsm")
    assert in_trusted_location(registry(located("C:\\Reports"), policy), "16.0", workbook, {}) is trusted
    assert in_trusted_location(registry(located("C:\\Reports", POLICY), policy), "16.0", workbook, {})
