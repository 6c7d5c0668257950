"""A registry read from a .reg file, as the registry editor of Windows exports it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

HEAD = "Windows Registry Editor Version 5.00"


class RegFile:
    """What cyps_xl.windows.registry.Registry asks, answered from an export's text. Names are alike in any capitals."""

    def __init__(self, text: str, refused: Collection[str] = ()) -> None:
        self._refused = {key.lower() for key in refused}
        first, *lines = text.strip().splitlines()
        assert first == HEAD, "not an export of the registry editor"
        self._keys: dict[str, dict[str, str | int]] = {}
        values: dict[str, str | int] = {}
        for line in lines:
            if line.startswith("["):
                values = self._keys.setdefault(line.strip("[]").lower(), {})
            elif line.strip():
                name, _, value = line.partition("=")
                values["" if name == "@" else _text(name).lower()] = _value(value)

    def value(self, key: str, name: str) -> str | int | None:
        return self._read(key).get(name.lower())

    def subkeys(self, key: str) -> Sequence[str]:
        start = f"{key.lower()}\\"
        if self.is_refused(key):
            return []
        return list(dict.fromkeys(k.removeprefix(start).split("\\")[0] for k in self._keys if k.startswith(start)))

    def names(self, key: str) -> Sequence[str]:
        return list(self._read(key))

    def is_refused(self, key: str) -> bool:
        return key.lower() in self._refused

    def _read(self, key: str) -> Mapping[str, str | int]:
        return {} if self.is_refused(key) else self._keys.get(key.lower(), {})


def _value(text: str) -> str | int:
    return int(text.removeprefix("dword:"), 16) if text.startswith("dword:") else _text(text)


def _text(quoted: str) -> str:
    assert re.fullmatch(r'".*"', quoted), quoted
    return re.sub(r"\\(.)", r"\1", quoted[1:-1])


def registry(*blocks: str, refused: Collection[str] = ()) -> RegFile:
    """A registry with these blocks of an export in it, and keys that the user may not read."""
    return RegFile("\n".join((HEAD, *blocks)), refused)
