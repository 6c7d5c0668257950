"""LibreOffice's Python bridge, reached from a virtual environment that does not hold it."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import Any

BRIDGE = ("uno.py", "unohelper.py")
FOLDERS = (Path("/usr/lib/python3/dist-packages"), Path("/usr/lib/libreoffice/program"))
"""Where Debian and LibreOffice itself put the bridge."""


def find_uno() -> bool:
    """Whether `import uno` will do, after linking the bridge, and nothing else of the system's, onto the path."""
    if importlib.util.find_spec("uno") is not None:
        return True
    for folder in FOLDERS:
        if all((folder / name).exists() for name in BRIDGE):
            links = Path(tempfile.mkdtemp(prefix="uno-"))
            for name in BRIDGE:
                (links / name).symlink_to(folder / name)
            sys.path.append(str(links))
            importlib.invalidate_caches()
            return _starts()
    return False


def _starts() -> bool:
    try:
        import uno  # noqa: F401
    except ImportError:  # made for another Python
        return False
    return True


def struct(name: str, **values: Any) -> Any:
    """A UNO struct such as table.CellAddress, filled."""
    import uno

    made = uno.createUnoStruct(f"com.sun.star.{name}")
    for key, value in values.items():
        setattr(made, key, value)
    return made


def properties(**values: Any) -> tuple[Any, ...]:
    """Named arguments as UNO takes them."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())
