"""The folder that sets cyps-xl up on Windows, made from small inputs: what goes in, what does not, and what it says."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from helpers.scripts import script

MAKER = script("make_windows_folder")
WINDOWS = MAKER.windows_with("3.12")
PYTHON = {"python.exe": b"exe", "pythonw.exe": b"exe", "python312.dll": b"dll", "python312._pth": b"import site"}
LOCK = """\
appscript==1.5.0 ; sys_platform == 'darwin' \\
    --hash=sha256:aaa
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:bbb
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:ccc \\
    --hash=sha256:ddd
    # via pandas
Et_XmlFile==2.0.0 \\
    --hash=sha256:eee
"""


def zip_of(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def wheel(folder: Path, name: str, *asks: str, files: tuple[str, ...] = (), licence: str = "License: MIT") -> Path:
    """A wheel of version 1.0 that asks for others."""
    lines = [f"Name: {name}", "Version: 1.0", licence, *(f"Requires-Dist: {ask}" for ask in asks)]
    told = {f"{name}-1.0.dist-info/METADATA": "\n".join(["Metadata-Version: 2.1", *lines, ""]).encode()}
    path = folder / f"{name}-1.0-py3-none-any.whl"
    path.write_bytes(zip_of({f"{name}/__init__.py": b"", **dict.fromkeys(files, b"data"), **told}))
    return path


def read(folder: Path, *wheels: Path) -> dict[str, object]:
    found = (MAKER.Wheel.read(path) for path in wheels)
    return {one.name: one for one in found}


def test_a_python_with_another_sum_is_refused() -> None:
    with pytest.raises(SystemExit, match="another file than was meant"):
        MAKER.embedded(zip_of(PYTHON), "0" * 64)


@pytest.mark.parametrize("lacks", ["pythonw.exe", "python312.dll"])
def test_what_is_no_embeddable_python_is_refused(lacks: str) -> None:
    data = zip_of({name: content for name, content in PYTHON.items() if name != lacks})
    with pytest.raises(SystemExit, match="not an embeddable Python"):
        MAKER.embedded(data, hashlib.sha256(data).hexdigest())


def test_the_version_is_that_of_its_library_and_its_own_search_path_does_not_come_along() -> None:
    data = zip_of(PYTHON)
    version, files = MAKER.embedded(data, hashlib.sha256(data).hexdigest().upper())
    assert version == "3.12"
    assert set(files) == {"python.exe", "pythonw.exe", "python312.dll"}


def test_the_lock_is_read_as_windows_sees_it() -> None:
    assert MAKER.locked(LOCK, WINDOWS) == {"numpy": ("2.5.5", {"ccc", "ddd"}), "et-xmlfile": ("2.0.0", {"eee"})}
    assert MAKER.locked(LOCK, MAKER.windows_with("3.11"))["numpy"] == ("2.4.6", {"bbb"})


def test_a_wheel_that_the_lock_does_not_know_by_its_hash_is_not_taken(tmp_path: Path) -> None:
    known, other = wheel(tmp_path, "known"), wheel(tmp_path, "other")
    lock = {"known": ("1.0", {hashlib.sha256(known.read_bytes()).hexdigest()})}
    assert set(MAKER.fetched(lock, "3.12", tmp_path)) == {"known"}
    assert other.exists()


def test_what_the_program_asks_for_on_windows_goes_in_and_nothing_else(tmp_path: Path) -> None:
    asks = ("near>=1", 'mac; sys_platform == "darwin"', 'more; extra == "records"')
    wheels = read(
        tmp_path, wheel(tmp_path, "near", "Far_Away"), wheel(tmp_path, "far_away", "near"), wheel(tmp_path, "builder")
    )
    program = MAKER.Wheel.read(wheel(tmp_path, "program", *asks))
    assert [one.name for one in MAKER.needed(program, wheels, WINDOWS)] == ["far-away", "near", "program"]


def test_a_package_that_the_lock_lacks_is_named(tmp_path: Path) -> None:
    program = MAKER.Wheel.read(wheel(tmp_path, "program", "near"))
    with pytest.raises(SystemExit, match="no near for Windows"):
        MAKER.needed(program, {}, WINDOWS)


def made(tmp_path: Path, *files: str) -> dict[str, bytes]:
    _, interpreter = MAKER.embedded(zip_of(PYTHON), hashlib.sha256(zip_of(PYTHON)).hexdigest())
    return dict(MAKER.folder_of("3.12", interpreter, [MAKER.Wheel.read(wheel(tmp_path, "program", files=files))]))


def test_each_file_of_the_program_is_listed_with_its_sum(tmp_path: Path) -> None:
    files = made(tmp_path, "program/ŷ.py")
    lines = files["program/files.txt"].decode("utf-8").splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    program = {name.removeprefix("program/"): data for name, data in files.items() if name.startswith("program/")}
    del program["files.txt"]
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in program.items()}


def test_python_looks_in_the_folder_alone(tmp_path: Path) -> None:
    path = made(tmp_path)["program/python312._pth"].decode("ascii").split()
    assert path[:3] == ["python312.zip", ".", "site-packages"]
    assert "import" not in path


@pytest.mark.parametrize(
    "name",
    [
        "pandas/tests/io/test_x.py",
        "numpy/_core/tests/data/x.csv",
        "xlwings/pro/__init__.py",
        "xlwings-0.37.8.dist-info/LICENSE_PRO.txt",
        "xlwings-0.37.8.data/data/xlwings64-0.37.8.dll",
        "pythonwin/Pythonwin.exe",
        "win32/pythonservice.exe",
        "win32comext/mapi/mapi.pyd",
    ],
)
def test_what_is_not_used_stays_out(tmp_path: Path, name: str) -> None:
    assert f"program/site-packages/{name}" not in made(tmp_path, name)


@pytest.mark.parametrize(
    "name",
    [
        "pandas/_testing/__init__.py",
        "xlwings/_xlwindows.py",
        "xlwings-0.37.8.dist-info/LICENSE.txt",
        "win32/win32api.pyd",
        "win32comext/shell/shell.pyd",
        "pywin32_system32/pywintypes312.dll",
        "cyps_xl/_data/cyps_report.xlam",
    ],
)
def test_what_is_used_goes_in(tmp_path: Path, name: str) -> None:
    assert f"program/site-packages/{name}" in made(tmp_path, name)


def test_the_list_names_each_package_with_its_version_and_licence(tmp_path: Path) -> None:
    listed = made(tmp_path)["What is in it.txt"].decode("utf-8-sig")
    assert re.search(r"^Python +3\.12 +PSF-2\.0", listed, re.MULTILINE)
    assert re.search(r"^program +1\.0 +MIT", listed, re.MULTILINE)


@pytest.mark.parametrize(
    ("told", "licence"),
    [
        ("License-Expression: BSD-3-Clause", "BSD-3-Clause"),
        ("Classifier: License :: OSI Approved :: MIT License", "MIT License"),
        ("License: Copyright\n  all of it\nClassifier: License :: OSI Approved :: BSD License", "BSD License"),
    ],
)
def test_a_licence_is_taken_from_where_a_package_names_it(tmp_path: Path, told: str, licence: str) -> None:
    assert MAKER.Wheel.read(wheel(tmp_path, "one", licence=told)).licence == licence


def test_files_for_the_command_window_have_its_line_ends_and_its_letters(tmp_path: Path) -> None:
    for name, data in made(tmp_path).items():
        if name.endswith(".cmd"):
            assert data.isascii()
            assert data.count(b"\n") == data.count(b"\r\n") > 0


def test_the_page_needs_no_network_and_has_a_picture_for_each_step(tmp_path: Path) -> None:
    page = made(tmp_path)["How to set up.html"].decode("utf-8")
    assert "Double-click" in page
    assert page.count('src="data:image/png;base64,') == 4
    assert not re.findall(r'src="(?!data:)', page)


def test_every_link_of_the_pages_leads_to_a_page_and_a_heading_that_are_there(tmp_path: Path) -> None:
    files = made(tmp_path)
    pages = {name: data.decode("utf-8") for name, data in files.items() if name.endswith(".html")}
    assert len(pages) > 15
    for name, page in pages.items():
        for address in re.findall(r'(?:href|src)="(?!https?:|data:)([^"]*)"', page):
            file, _, heading = address.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(file))) if file else name
            assert target in files, f"{name}: {address}"
            assert not heading or f'id="{unquote(heading)}"' in pages[target], f"{name}: {address}"


def test_the_list_names_libraries_of_others_inside_packages(tmp_path: Path) -> None:
    files = ("one.libs/blas-1a.dll", "one-1.0.dist-info/sboms/one.json", "one/fast.pyd")
    assert list(MAKER.inside(MAKER.Wheel.read(wheel(tmp_path, "one", files=files)))) == [
        "blas-1a.dll",
        "those of program\\site-packages\\one-1.0.dist-info\\sboms\\one.json",
    ]
    header = {"two/includes/libxml/xmlversion.h": b'#define LIBXML_DOTTED_VERSION "2.11.9"'}
    two = replace(MAKER.Wheel.read(wheel(tmp_path, "two")), files=header)
    assert list(MAKER.inside(two)) == ["libxml2 2.11.9"]
    assert list(MAKER.inside(MAKER.Wheel.read(wheel(tmp_path, "three", files=("three/fast.pyd",))))) == [
        "compiled; tells of none"
    ]
    assert list(MAKER.inside(MAKER.Wheel.read(wheel(tmp_path, "four")))) == []


def test_the_zip_is_the_same_each_time_and_is_one_folder(tmp_path: Path) -> None:
    files = made(tmp_path)
    data = MAKER.zipped(files, "cyps-xl 1.0")
    assert data == MAKER.zipped(files, "cyps-xl 1.0")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.filename.partition("/")[0] for entry in archive.infolist()} == {"cyps-xl 1.0"}


def test_the_folder_is_written_anew(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    MAKER.write_folder({"a/old.txt": b"old"}, folder)
    MAKER.write_folder({"a/new.txt": b"new"}, folder)
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["new.txt"]
