"""Reading the Windows registry, through a seam narrow enough to be played by an exported .reg file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

USER, MACHINE, CLASSES = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE", "HKEY_CLASSES_ROOT"


class Registry(Protocol):
    """What is asked of the registry. Keys are whole paths that begin with one of the roots above."""

    def value(self, key: str, name: str) -> str | int | None:
        """A value by its name ("" for the key's own); None when it is not there or may not be read."""

    def subkeys(self, key: str) -> Sequence[str]:
        """The names of the keys right below a key; none when it is not there or may not be read."""

    def names(self, key: str) -> Sequence[str]:
        """The names of a key's values; none when it is not there or may not be read."""

    def is_refused(self, key: str) -> bool:
        """Whether a key is there and Windows does not let this user read it: nothing is known then of what it sets."""


class NoRegistry:
    """Where there is no Windows."""

    def value(self, key: str, name: str) -> str | int | None:
        """Nothing is set."""
        return None

    def subkeys(self, key: str) -> Sequence[str]:
        """Nothing is there."""
        return ()

    def names(self, key: str) -> Sequence[str]:
        """Nothing is set."""
        return ()

    def is_refused(self, key: str) -> bool:
        """Nothing is there to be refused."""
        return False


def registry_of_this_computer() -> Registry:
    """The registry as the person at the keyboard may read it."""
    if sys.platform == "win32":
        return _WindowsRegistry()
    return NoRegistry()


if sys.platform == "win32":
    import winreg

    _ROOTS = {
        USER: winreg.HKEY_CURRENT_USER,
        MACHINE: winreg.HKEY_LOCAL_MACHINE,
        CLASSES: winreg.HKEY_CLASSES_ROOT,
    }
    # A 32-bit Python would be shown another part of the machine's keys than the one that policies write.
    _READING = winreg.KEY_READ | winreg.KEY_WOW64_64KEY

    class _WindowsRegistry:
        """The registry, read through winreg."""

        def value(self, key: str, name: str) -> str | int | None:
            """See Registry."""
            try:
                with self._opened(key) as opened:
                    found = winreg.QueryValueEx(opened, name)[0]
            except OSError:
                return None
            return found if isinstance(found, str | int) else None

        def subkeys(self, key: str) -> Sequence[str]:
            """See Registry."""
            try:
                with self._opened(key) as opened:
                    return [winreg.EnumKey(opened, number) for number in range(winreg.QueryInfoKey(opened)[0])]
            except OSError:
                return ()

        def names(self, key: str) -> Sequence[str]:
            """See Registry."""
            try:
                with self._opened(key) as opened:
                    return [winreg.EnumValue(opened, number)[0] for number in range(winreg.QueryInfoKey(opened)[1])]
            except OSError:
                return ()

        def is_refused(self, key: str) -> bool:
            """See Registry."""
            try:
                self._opened(key).Close()
            except PermissionError:
                return True
            except OSError:
                return False
            return False

        def _opened(self, key: str) -> winreg.HKEYType:
            root, _, below = key.partition("\\")
            return winreg.OpenKey(_ROOTS[root], below, 0, _READING)
