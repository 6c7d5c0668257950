"""Make the folder, and its zip, by which an officer sets cyps-xl up on Windows alone: no network, no administrator.

    python scripts/make_windows_folder.py python-3.13.N-embed-amd64.zip SHA256 [--wheels FOLDER] [--out FOLDER]

The embeddable Python is python.org's "Windows embeddable package (64-bit)", with the SHA-256 that python.org's page of
that release gives. The wheels are those of locks/run.txt: pip fetches them for Windows into FOLDER
(build/windows-wheels), and they are held against the lock's hashes; what is there already is not fetched again. Of the
packages, those that the program itself asks for go in, less what LEFT_OUT names. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

from documentation_pages import documentation, page
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cyps_xl.writing.same_bytes import MADE_ON

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "locks" / "run.txt"
TEXTS = Path(__file__).with_name("windows_folder")
PROGRAM = "program"
PACKAGES = "site-packages"
DOCUMENTATION = "documentation"

TOLD_BY_HEADERS = (
    ("libxml2", r".*/libxml/xmlversion\.h", r'LIBXML_DOTTED_VERSION "([^"]+)"'),
    ("libxslt", r".*/libxslt/xsltconfig\.h", r'LIBXSLT_DOTTED_VERSION "([^"]+)"'),
    ("zlib", r".*/zlib\.h", r'ZLIB_VERSION "([^"]+)"'),
)
"""Libraries that a compiled package has in it and no list names: the header that tells its version, and how."""

LONG_AGO = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o644 << 16

LEFT_OUT = (
    (r"(numpy|pandas)/(.*/)?tests/", "their own tests"),
    (r"numpy/(distutils|f2py|typing)/", "what builds other packages with numpy"),
    (r".*\.(lib|pxd|pyx|h|pyi)$", "what other packages are built with"),
    (r"xlwings/pro/|xlwings-.*LICENSE_PRO", "the part of xlwings that has another licence and is not used"),
    (r"xlwings/(addin|js|html|rest|quickstart|xlwings.*\.(bas|applescript))", "add-ins and examples of xlwings"),
    (r"(pythonwin|adodbapi|isapi)/|.*adodbapi/license", "programs that come with pywin32 and are not used"),
    (r"PyWin32\.chm|win32/(Demos|test|scripts)/|win32com/(demos|test|HTML|makegw)/", "help and examples of pywin32"),
    (r"win32/pythonservice\.exe|pywin32\.(pth|version\.txt)", "what runs Python as a service"),
    (r"win32comext/(?!shell/|__init__|License)", "what pywin32 knows of other programs"),
    (r"[^/]+\.data/", "launchers and files outside the packages"),
)
"""Files of wheels that do not go in, by their names (regular expressions), and what they are."""


@dataclass(frozen=True)
class Wheel:
    """A wheel: its metadata and its files by name."""

    name: str
    version: str
    metadata: Message
    files: Mapping[str, bytes]

    @classmethod
    def read(cls, path: Path) -> Wheel:
        """Unpack a wheel."""
        with zipfile.ZipFile(path) as archive:
            files = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
        (told,) = [name for name in files if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        metadata = BytesParser().parsebytes(files[told])
        return cls(str(canonicalize_name(metadata["Name"])), metadata["Version"], metadata, files)

    @property
    def licence(self) -> str:
        """The licence as the package's metadata names it."""
        named = self.metadata["License-Expression"] or self.metadata["License"] or ""
        if not named or "\n" in named:
            marked = [text for text in self.metadata.get_all("Classifier", []) if text.startswith("License ::")]
            named = ", ".join(text.rpartition(" :: ")[2] for text in marked)
        return str(named).strip()

    def asks_for(self, windows: Mapping[str, str]) -> Iterator[str]:
        """The names of the packages that this one needs on Windows."""
        for text in self.metadata.get_all("Requires-Dist", []):
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({**windows, "extra": ""}):
                yield str(canonicalize_name(requirement.name))


# --- the lock and its wheels -----------------------------------------------------------------------------------------


def windows_with(python: str) -> dict[str, str]:
    """What the conditions in a lock see on Windows with a Python ("3.12")."""
    return {
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }


def locked(lock: str, windows: Mapping[str, str]) -> dict[str, tuple[str, set[str]]]:
    """Each package of a lock that Windows gets: name → its version and the SHA-256 that its files may have."""
    found = {}
    for line in re.sub(r"\\\n", " ", re.sub(r"^\s*#.*$", "", lock, flags=re.MULTILINE)).splitlines():
        pinned, *hashes = line.split("--hash=sha256:")
        wanted, _, condition = pinned.partition(";")
        if wanted.strip() and (not condition.strip() or Marker(condition.strip()).evaluate(dict(windows))):
            name, _, version = wanted.strip().partition("==")
            found[str(canonicalize_name(name))] = (version, {digest.strip() for digest in hashes})
    return found


def fetched(lock: Mapping[str, tuple[str, set[str]]], python: str, folder: Path) -> dict[str, Wheel]:
    """The wheels of a lock for Windows, each with a hash that the lock allows; pip fetches what is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    there = _wheels_in(folder, lock)
    missing = {name: pinned for name, pinned in lock.items() if name not in there}
    if missing:
        with tempfile.TemporaryDirectory() as temporary:
            asked = Path(temporary, "lock.txt")
            lines = (_pinned(name, version, hashes) for name, (version, hashes) in missing.items())
            asked.write_text("\n".join(lines), encoding="utf-8")
            command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "-r", str(asked)]
            kind = ["--platform", "win_amd64", "--python-version", python, "--only-binary=:all:"]
            if subprocess.run([*command, *kind, "--dest", str(folder), "--quiet"], check=False).returncode:
                sys.exit("pip could not fetch the wheels that are missing. Is there a network? Then try again.")
        there = _wheels_in(folder, lock)
    return there


def _pinned(name: str, version: str, hashes: Iterable[str]) -> str:
    return " ".join([f"{name}=={version}", *(f"--hash=sha256:{digest}" for digest in sorted(hashes))])


def _wheels_in(folder: Path, lock: Mapping[str, tuple[str, set[str]]]) -> dict[str, Wheel]:
    """The wheels of a folder that the lock knows by their hashes; others are passed over."""
    allowed = {digest: name for name, (_, hashes) in lock.items() for digest in hashes}
    found = {}
    for path in sorted(folder.glob("*.whl")):
        name = allowed.get(hashlib.sha256(path.read_bytes()).hexdigest())
        if name:
            found[name] = Wheel.read(path)
    return found


def of_this_checkout() -> Wheel:
    """The project's own wheel, built with the builder of the lock."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        (wheel,) = Path(folder).glob("*.whl")
        return Wheel.read(wheel)


def needed(program: Wheel, wheels: Mapping[str, Wheel], windows: Mapping[str, str]) -> list[Wheel]:
    """The program and every package that it asks for, itself or through another, in the order of their names."""
    found, open_ = {program.name: program}, [program]
    while open_:
        for name in open_.pop().asks_for(windows):
            if name not in found:
                if name not in wheels:
                    sys.exit(f"The lock holds no {name} for Windows.")
                found[name] = wheels[name]
                open_.append(wheels[name])
    return [found[name] for name in sorted(found)]


# --- the folder ------------------------------------------------------------------------------------------------------


def embedded(data: bytes, sha256: str) -> tuple[str, dict[str, bytes]]:
    """The version ("3.12") and the files of an embeddable Python. Exits unless it has this SHA-256."""
    digest = hashlib.sha256(data).hexdigest()
    if digest != sha256.lower():
        sys.exit(f"The Python is another file than was meant: its SHA-256 is {digest}.")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    names = [found for found in (re.fullmatch(r"python3(\d+)\.dll", name) for name in files) if found]
    if len(names) != 1 or not {"python.exe", "pythonw.exe"} <= files.keys():
        sys.exit("This is not an embeddable Python: python.exe, pythonw.exe and python3….dll are not at its top.")
    return f"3.{names[0][1]}", {name: files[name] for name in files if not name.endswith("._pth")}


def search_path(python: str) -> str:
    """What the embedded Python imports from, and nothing else: its own library, and the packages beside it."""
    tag = python.replace(".", "")
    inside = (f"{PACKAGES}\\win32", f"{PACKAGES}\\win32\\lib")  # as pywin32's .pth file would say
    return "\r\n".join([f"python{tag}.zip", ".", PACKAGES, *inside, ""])


def is_left_out(name: str) -> bool:
    """Whether a file of a wheel does not go in."""
    return any(re.match(pattern, name) for pattern, _ in LEFT_OUT)


def folder_of(python: str, interpreter: Mapping[str, bytes], wheels: Iterable[Wheel]) -> dict[str, bytes]:
    """Every file of the folder by its name."""
    wheels = list(wheels)
    program = dict(interpreter)
    program[f"python{python.replace('.', '')}._pth"] = search_path(python).encode("ascii")
    for wheel in wheels:
        for name, data in wheel.files.items():
            if not is_left_out(name):
                program[f"{PACKAGES}/{name}"] = data
    for name in ("cyps-xl.cmd", "guide.cmd", "window.cmd"):
        program[f"commands/{name}"] = _text(name)
    program.update({f"{DOCUMENTATION}/{name}": data for name, data in documentation().items()})
    listed = (f"{hashlib.sha256(program[name]).hexdigest()}  {name}" for name in sorted(program))
    program["files.txt"] = "\n".join([*listed, ""]).encode("utf-8")
    made = {f"{PROGRAM}/{name}": data for name, data in program.items()}
    for name in ("Set up.cmd", "Remove.cmd"):
        made[name] = _text(name)
    made["How to set up.html"] = page("set-up.md", f"{PROGRAM}/{DOCUMENTATION}/", whole=True)
    made["What is in it.txt"] = what_is_in_it(python, interpreter, wheels).encode("utf-8-sig")
    return {name: made[name] for name in sorted(made)}


def _text(name: str) -> bytes:
    return (TEXTS / name).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def what_is_in_it(python: str, interpreter: Mapping[str, bytes], wheels: Iterable[Wheel]) -> str:
    """The list of what is in the folder: versions, licences, where the licences' texts are, what was left out."""
    licence = f"{PROGRAM}\\LICENSE.txt" if "LICENSE.txt" in interpreter else ""
    rows = [("Python", _whole_version(python, interpreter), "PSF-2.0", licence)]
    rows += [(wheel.name, wheel.version, wheel.licence, _licence_texts(wheel)) for wheel in wheels]
    lines = ["What is in this folder: name, version, licence, where the licence’s text is", ""]
    lines += [f"{name:18}{version:14}{licence:52}{text}".rstrip() for name, version, licence, text in rows]
    lines += ["", "Libraries of others inside these packages, as far as the packages tell:", ""]
    lines += [f"{wheel.name:18}{', '.join(told)}" for wheel in wheels if (told := list(inside(wheel)))]
    lines += ["", "Of these packages, left out because cyps-xl does not use them:", ""]
    lines += [f"- {what}" for _, what in LEFT_OUT]
    lines += ["", f"Each file of the program, with its SHA-256: {PROGRAM}\\files.txt", ""]
    return "\r\n".join(lines)


def inside(wheel: Wheel) -> Iterator[str]:
    """What libraries of others a package brings, as far as it tells; that it tells nothing, where it is compiled."""
    told = [name.rpartition("/")[2] for name in wheel.files if re.fullmatch(r"[^/]+\.libs/.+\.dll", name)]
    for name, header, version in TOLD_BY_HEADERS:
        for file, data in wheel.files.items():
            if re.fullmatch(header, file) and (found := re.search(version, data.decode("utf-8", "replace"))):
                told.append(f"{name} {found[1]}")
    told += [f"those of {PROGRAM}\\{PACKAGES}\\{name}" for name in wheel.files if re.search(r"/sboms/.+\.json$", name)]
    yield from (name.replace(f"{PACKAGES}/", f"{PACKAGES}\\").replace("/", "\\") for name in sorted(told))
    if not told and any(name.endswith((".pyd", ".dll")) for name in wheel.files if not is_left_out(name)):
        yield "compiled; tells of none"


def _whole_version(python: str, interpreter: Mapping[str, bytes]) -> str:
    """The version as Python's own library tells Windows ("3.12.8"); the short one where it does not."""
    dll = interpreter[f"python{python.replace('.', '')}.dll"]
    told = dll.partition("ProductVersion".encode("utf-16-le"))[2][:64].decode("utf-16-le", "ignore")
    found = re.search(rf"{re.escape(python)}\.\d+", told)
    return found[0] if found else python


def _licence_texts(wheel: Wheel) -> str:
    texts = [name for name in wheel.files if ".dist-info/" in name and re.search(r"licen[cs]e|copying", name, re.I)]
    folder = f"{PROGRAM}\\{PACKAGES}\\" + (min(texts, key=len).partition("/")[0] if texts else "")
    return folder if texts else ""


def zipped(files: Mapping[str, bytes], top: str) -> bytes:
    """The zip of a folder's files under one name: the same each time, wherever zlib is the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{top}/{name}", LONG_AGO)
            entry.create_system, entry.external_attr, entry.compress_type = MADE_ON, PLAIN_FILE, zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """The folder itself, anew."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def main(arguments: list[str] | None = None) -> Path:
    """Make the folder and its zip, and say what came of it; returns the zip."""
    parser = argparse.ArgumentParser(description="Make the folder that sets cyps-xl up on Windows, and its zip.")
    parser.add_argument("python", type=Path, help="the embeddable Python for Windows, as a zip")
    parser.add_argument("sha256", help="its SHA-256, from python.org's page of the release")
    parser.add_argument("--wheels", type=Path, default=ROOT / "build" / "windows-wheels", help="wheels fetched before")
    parser.add_argument("--out", type=Path, default=ROOT / "build", help="where the folder and its zip go")
    asked = parser.parse_args(arguments)
    version, interpreter = embedded(asked.python.read_bytes(), asked.sha256)
    windows = windows_with(version)
    wheels = fetched(locked(LOCK.read_text(encoding="utf-8"), windows), version, asked.wheels)
    program = of_this_checkout()
    files = folder_of(version, interpreter, needed(program, wheels, windows))
    top = f"cyps-xl {program.version}"
    write_folder(files, asked.out / top)
    made: Path = asked.out / f"{top} for Windows.zip"
    made.write_bytes(zipped(files, top))
    whole = sum(map(len, files.values()))
    print(f"{made.name}: {made.stat().st_size / 1e6:.0f} MB, unzipped {whole / 1e6:.0f} MB in {len(files):,} files")
    print(f"SHA-256 {hashlib.sha256(made.read_bytes()).hexdigest()}")
    return made


if __name__ == "__main__":
    main()
