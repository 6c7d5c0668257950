"""A Windows for the scripts that try things there: Wine, and a Windows Python for it.

Both come from a folder of tools with make_windows_python.py in it, which is no part of the project: it says for itself
what it needs and what it cannot show. A pass under it is evidence, not proof.
"""

from __future__ import annotations

import importlib
import io
import py_compile
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PureWindowsPath
from typing import Any

LONG_AGO = (1980, 1, 1, 0, 0, 0)


def tools(folder: Path) -> Any:
    """The module make_windows_python of that folder, its Windows Python made. Exits where there is none."""
    if not (folder / "make_windows_python.py").is_file():
        sys.exit(f"There is no make_windows_python.py in {folder}.")
    sys.path.insert(0, str(folder.resolve()))
    made = importlib.import_module("make_windows_python")
    made.make()
    return made


def embeddable(base: Path) -> bytes:
    """An installed Windows Python as python.org packs its embeddable one: flat, with its library compiled in a zip."""
    library, out = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(library, "w") as archive, tempfile.TemporaryDirectory() as folder:
        for source in sorted((base / "Lib").rglob("*.py")):
            name = source.relative_to(base / "Lib")
            if name.parts[0] not in ("site-packages", "ensurepip", "tkinter", "lib2to3", "venv"):
                compiled = Path(folder, "one.pyc")
                mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
                py_compile.compile(str(source), str(compiled), str(name), doraise=True, invalidation_mode=mode)
                archive.writestr(zipfile.ZipInfo(f"{name.as_posix()}c", LONG_AGO), compiled.read_bytes())
    (dll,) = base.glob("python3?*.dll")
    beside = [*base.glob("*.dll"), *base.glob("*.exe"), *(base / "DLLs").iterdir()]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(beside):
            if not file.name.startswith(("tcl", "tk", "_tkinter", "_msi")):
                archive.writestr(zipfile.ZipInfo(file.name, LONG_AGO), file.read_bytes(), zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo(f"{dll.stem}.zip", LONG_AGO), library.getvalue(), zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo(f"{dll.stem}._pth", LONG_AGO), f"{dll.stem}.zip\r\n.\r\n#import site\r\n")
        licence = base / "Lib" / "LICENSE.txt"
        if licence.exists():
            archive.writestr(zipfile.ZipInfo("LICENSE.txt", LONG_AGO), licence.read_bytes())
    return out.getvalue()


class User:
    """A user of an empty Windows of their own, with a name that no code page of Western Europe can write."""

    NAME = "Gŵen Llŷr"

    def __init__(self, made: Any, folder: Path) -> None:
        self.made = made
        made.PREFIX = folder / "windows"
        made.make_prefix()
        made.bridge_gaps()
        self.home = made.PREFIX / "drive_c" / "users" / self.NAME
        for below in ("AppData/Local/Temp", "AppData/Roaming", "Documents", "Downloads"):
            (self.home / below).mkdir(parents=True)
        subprocess.run(["wineserver", "-p900"], env=made.wine_environment(), check=True)  # else this is forgotten
        whole = self.windows(self.home)
        for key, values in {
            r"HKCU\Volatile Environment": {
                "USERPROFILE": whole,
                "APPDATA": rf"{whole}\AppData\Roaming",
                "LOCALAPPDATA": rf"{whole}\AppData\Local",
                "TEMP": rf"{whole}\AppData\Local\Temp",
                "TMP": rf"{whole}\AppData\Local\Temp",
            },
            r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders": {
                "Personal": rf"{whole}\Documents"
            },
        }.items():
            for name, value in values.items():
                made.inside("reg", "add", key, "/v", name, "/d", value, "/f")

    def windows(self, path: Path) -> str:
        """How Windows names a file of its drive C:."""
        return str(PureWindowsPath("C:/", path.relative_to(self.made.PREFIX / "drive_c")))

    def run(self, program: Path, *arguments: str, cwd: Path | None = None) -> tuple[int, str]:
        """Run a program or a .cmd as a double-click does, its keyboard silent; the exit code and what it said."""
        start = ("cmd", "/c", self.windows(program)) if program.suffix == ".cmd" else (self.windows(program),)
        code, said = self.made.run(start[0], *start[1:], *arguments, cwd=cwd or self.home, output=subprocess.PIPE)
        return code, said.decode("cp1252", "replace").replace("\r\n", "\n")

    def files(self) -> list[str]:
        """Every file and every empty folder of the user's, but for the temporary ones."""
        kept = [path for path in self.home.rglob("*") if path.is_file() or not any(path.iterdir())]
        return sorted(str(path.relative_to(self.home)) for path in kept)
