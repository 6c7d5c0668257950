"""Set-up shared by the scripts: a virtual environment with locked dependencies, made once and kept in step."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
OLDEST = (3, 11)

LIBREOFFICE_PACKAGES = (
    "libreoffice-calc",
    "libreoffice-script-provider-python",
    "python3-uno",
    "fonts-liberation",
    "fonts-crosextra-carlito",
    "poppler-utils",
)
LIBREOFFICE_FOLDERS = (
    Path(os.environ.get("PROGRAMFILES", ""), "LibreOffice", "program"),
    Path("/Applications/LibreOffice.app/Contents/MacOS"),
)
"""Where installers for Windows and macOS put LibreOffice, without putting it on the path."""


def python() -> Path:
    """The Python of the virtual environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def set_up(lock: str) -> Path:
    """Bring the environment into step with a lock file ("run" or "dev"); returns its Python.

    Nothing is installed again while neither the lock nor the project's metadata has changed.
    Exits with a sentence when this cannot be done.
    """
    if sys.version_info < OLDEST:
        sys.exit(f"cyps-xl needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
    wanted = _stamp(lock)
    stamp = VENV / f"{lock}.stamp"
    if python().exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python()
    print("Setting up (once; this takes a minute) ...", flush=True)
    if not python().exists():
        _make_venv()
    # A lock names everything: left to resolve, some versions of pip ask for a younger release of what has extras.
    _pip("install", "--require-hashes", "--no-deps", "-r", str(ROOT / "locks" / f"{lock}.txt"))
    _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    _pip("check")
    stamp.write_text(wanted, encoding="utf-8")
    return python()


def _stamp(lock: str) -> str:
    """What an environment was made from: the lock, the project's metadata, and this Python."""
    parts = [(ROOT / "locks" / f"{lock}.txt").read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode(), str(ROOT).encode()])).hexdigest()


def _make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except subprocess.CalledProcessError:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv.")


def _pip(*arguments: str) -> None:
    """Run pip, quiet unless it fails."""
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=ROOT, check=False)
    if done.returncode != 0:
        print(done.stdout[-3000:], done.stderr[-3000:], sep="\n", file=sys.stderr)
        sys.exit("Set-up failed: pip could not install what is locked. Is there a network? Then try again.")


def run(*arguments: str | Path) -> int:
    """Run a command with the environment's Python, which keeps what it compiles; returns its exit code.

    The tests start many processes, of which each would compile all of the program again.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([str(python()), *map(str, arguments)], cwd=ROOT, env=kept, check=False).returncode


def libreoffice() -> str | None:
    """The LibreOffice on this machine, installed through apt where it is missing and that may be done.

    One that is installed but not on the path is put there, for this process and those it starts.
    """
    for folder in LIBREOFFICE_FOLDERS:
        if shutil.which("soffice") is None and folder.is_dir():
            os.environ["PATH"] += f"{os.pathsep}{folder}"
    if shutil.which("soffice") is None and shutil.which("apt-get") and _is_root():
        print("Installing LibreOffice for the tests ...", flush=True)
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", *LIBREOFFICE_PACKAGES)
    return shutil.which("soffice")


def postgresql() -> Path | None:
    """The folder of this machine's PostgreSQL, installed through apt where it is missing and that may be done.

    No server of the machine's own is made or started: the tests make one, which vanishes with them.
    """
    if postgresql_programs() is None and shutil.which("apt-get") and _is_root():
        print("Installing PostgreSQL for the tests ...", flush=True)
        without = Path("/etc/postgresql-common/createcluster.conf")
        if not without.exists():
            without.parent.mkdir(parents=True, exist_ok=True)
            without.write_text("create_main_cluster = false\n", encoding="utf-8")
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", "postgresql")
    return postgresql_programs()


def postgresql_programs() -> Path | None:
    """Where initdb and pg_ctl are; Debian keeps them off the path, a folder for each version."""
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "postgres").exists():
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, default=None)


def _version(folder: Path) -> float:
    """Of a folder such as /usr/lib/postgresql/15/bin."""
    return float(folder.parent.name)


def _apt(*arguments: str) -> None:
    """Run apt-get, quiet unless it fails."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    done = subprocess.run(
        ["apt-get", *arguments], env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode != 0:
        print(done.stdout[-2000:], done.stderr[-2000:], sep="\n", file=sys.stderr)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
