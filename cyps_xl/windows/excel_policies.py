"""Which Excel is installed, and what its settings and the council's policies for Office mean for the button and
the ribbon.

The registry values are those of Microsoft's administrative templates for Office (excel16.admx
and office16.admx). A cloud policy goes before a group policy, and both before the user's own
choice.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import PureWindowsPath

from cyps_xl.windows.places import is_of_a_server
from cyps_xl.windows.points import Point, State
from cyps_xl.windows.registry import CLASSES, MACHINE, USER, Registry

POLICIES = (
    rf"{USER}\Software\Policies\Microsoft\Cloud\Office",
    rf"{USER}\Software\Policies\Microsoft\Office",
    rf"{MACHINE}\Software\Policies\Microsoft\Office",
)
"""Where policies are set, the ones that count first."""
CHOICES = rf"{USER}\Software\Microsoft\Office"
"""Where the user's own choices are kept."""

START_MENU = (
    "Choose “Recalculate CYPS report” in the Start menu while the workbook is open: "
    "it needs no macro, and Excel starts no program."
)
"""The way that none of these settings closes. One that closes the button may come with one that closes the ribbon."""
TRUSTED_FOLDER = (
    "A trusted location for the folder of the workbook (Excel Options, Trust Center, Trusted Locations; for a folder "
    "on the network, “Allow Trusted Locations on my network” as well). "
    "Or your signature on the macro: Alt+F11 in the workbook shows its whole source."
)
REMOTE = 4
"""What GetDriveTypeW answers for a drive of a server (DRIVE_REMOTE)."""
ALL_WITHOUT_A_WORD, ONLY_SIGNED = 4, 3
"""Values of VBAWarnings under which an unsigned macro does not run, outside trusted locations."""


def excel_version(registry: Registry) -> str:
    """The version of the Excel that is installed, as the registry spells it ("16.0"); "" when there is none."""
    current = registry.value(rf"{CLASSES}\Excel.Application\CurVer", "")
    found = re.fullmatch(r"Excel\.Application\.(\d+)", str(current or ""))
    return f"{found[1]}.0" if found else ""


def excel_points(
    registry: Registry, version: str, *, trusted: bool, add_in: PureWindowsPath | None = None
) -> Iterator[Point]:
    """What Excel allows. `trusted` says that the workbook lies in a trusted location, where macros run unasked.

    `add_in` is where the tab lies, or would.
    """
    if _is_on(registry, version, "Common", "VBAOff"):
        yield Point(
            State.STOPS,
            "Macros are switched off for all of Office (policy “Disable VBA for Office applications”).",
            START_MENU,
            "That VBA is not disabled for the people who make this report.",
        )
        return
    yield _macros(registry, version, trusted)
    yield from _add_ins(registry, version, add_in)


def _macros(registry: Registry, version: str, trusted: bool) -> Point:
    setting = _setting(registry, version, r"Excel\Security", "VBAWarnings")
    if trusted:
        return Point(State.FINE, "The workbook is in a trusted location: its button works without a question.")
    if setting == ALL_WITHOUT_A_WORD:
        says = "Excel runs no macros, and does not say so."
    elif setting == ONLY_SIGNED:
        says = "Excel runs signed macros only, and the button’s is not signed."
    else:
        return Point(State.FINE, "Excel asks before it runs a macro: press Enable Content once for each workbook.")
    return Point(State.STOPS, says, START_MENU, TRUSTED_FOLDER)


def _add_ins(registry: Registry, version: str, add_in: PureWindowsPath | None) -> Iterator[Point]:
    security = r"Excel\Security"
    reasons = (
        (_is_on(registry, version, security, "DisableAllAddins"), "Excel loads no add-ins at all"),
        (_is_on(registry, version, security, "RequireAddinSig"), "Excel loads signed add-ins only"),
        (
            _is_on(registry, version, r"Common\Security", "RequireAlwaysOnMacroSig"),
            "Excel loads add-ins only when a trusted publisher signed their macros",
        ),
        (
            _is_on(registry, version, rf"{security}\Trusted Locations", "AllLocationsDisabled"),
            "no folder is a trusted location, the one for add-ins (XLSTART) included",
        ),
        (
            add_in is not None and is_on_the_network(add_in, registry) and not _trusts_network(registry, version),
            "it lies on a server with this user’s settings (AppData), and Excel trusts no folder there",
        ),
    )
    for holds, why in reasons:
        if holds:
            yield Point(
                State.NOTE,
                f"The tab on the ribbon may not appear: {why}.",
                START_MENU,
                "That cyps_report.xlam may be loaded: an exception, or a signature by your own publisher.",
            )


def in_trusted_location(
    registry: Registry, version: str, workbook: PureWindowsPath, environment: Mapping[str, str]
) -> bool:
    """Whether a workbook lies in a folder that Excel trusts. One on the network counts only where that is allowed."""
    if _is_on(registry, version, r"Excel\Security\Trusted Locations", "AllLocationsDisabled"):
        return False
    if is_on_the_network(workbook, registry) and not _trusts_network(registry, version):
        return False
    users_own = _setting(registry, version, r"Common\Security\Trusted Locations", "Allow User Locations") != 0
    for root in (*POLICIES, *([CHOICES] if users_own else [])):
        for part in ("Excel", "Common"):  # policies may trust a folder for all of Office
            key = rf"{root}\{version}\{part}\Security\Trusted Locations"
            for name in registry.subkeys(key):
                path = registry.value(rf"{key}\{name}", "Path")
                below = registry.value(rf"{key}\{name}", "AllowSubFolders")
                if isinstance(path, str) and _holds(expanded(path, environment), workbook, bool(below)):
                    return True
    return False


def _trusts_network(registry: Registry, version: str) -> bool:
    return _is_on(registry, version, r"Excel\Security\Trusted Locations", "AllowNetworkLocations")


def is_on_the_network(path: PureWindowsPath, registry: Registry) -> bool:
    """Whether a file lies on a server: by its name, or on a drive that a user has for a folder of one."""
    if is_of_a_server(path):
        return True
    mapped = registry.value(rf"{USER}\Network\{path.drive[:1]}", "RemotePath")
    return bool(path.drive and mapped) or _is_remote(path.drive)


def _is_remote(drive: str) -> bool:
    """What Windows itself says of a drive: one that is there until the user signs out is in no key of the registry."""
    if sys.platform != "win32" or not drive:
        return False
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")) == REMOTE


def _holds(folder: str, workbook: PureWindowsPath, below: bool) -> bool:
    trusted = PureWindowsPath(folder)
    return trusted == workbook.parent or (below and trusted in workbook.parents)


def expanded(path: str, environment: Mapping[str, str]) -> str:
    """A path of the registry with its %NAMES% filled in."""
    known = {name.upper(): value for name, value in environment.items()}
    return re.sub(r"%([^%]+)%", lambda found: known.get(found[1].upper(), found[0]), path)


def _setting(registry: Registry, version: str, below: str, name: str) -> str | int | None:
    """A setting as it counts: the policy's, or else the user's."""
    for root in (*POLICIES, CHOICES):
        value = registry.value(rf"{root}\{version}\{below}", name)
        if value is not None:
            return value
    return None


def _is_on(registry: Registry, version: str, below: str, name: str) -> bool:
    return _setting(registry, version, below, name) == 1
