"""The commands, given a workbook as other programs make it, or something else where a workbook is wanted."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl.cli import main
from cyps_xl.xlsx.opening.identify_file import kind_of
from cyps_xl.xlsx.parts.package import Package
from helpers.bad_kinds import BadFile, not_zips, other_zips
from helpers.good_files import zipped
from helpers.odd_names import renamed
from helpers.staff_features import planted
from helpers.unread_parts import CONTENTS, PLACES, POWER_QUERY, holding

COMMANDS = {
    "refresh": ("refresh", "FILE"),
    "check": ("check", "FILE"),
    "show": ("show", "FILE"),
    "scan": ("scan", "FILE"),
    "publish": ("publish", "FILE", "--out", "editions"),
    "email": ("email", "FILE", "--edition", "editions"),
    "import into it": ("import", "FILE", "figures"),
}
"""Every command that opens a workbook of staff's on any computer."""

ENDINGS = {
    "xls": "old format",
    "xlsb": "Binary",
    "ods": "OpenDocument spreadsheet",
    "html": "web page.",
    "zip": "with a workbook in it",
    "csv": "CSV",
    "docx": "(.docx)",
    "msg": "(.msg)",
}
"""What people give for a workbook, by the name that it has, and how the sentence on it goes."""


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def of_kind(words: str) -> BadFile:
    return next(bad for bad in [*not_zips(), *other_zips()] if words in bad.what)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_is_no_workbook_is_told_with_what_to_do(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    for ending, words in ENDINGS.items():
        if command[0] == "scan" and ending == "html":
            continue  # a web page is looked into, as editions are that
        bad = of_kind(words)
        file = tmp_path / f"last year.{ending}"
        file.write_bytes(bad.make())
        result = run(*(file if word == "FILE" else word for word in command))
        assert (result.exit_code, result.stdout) == (2, ""), ending
        assert f"last year.{ending} {bad.what}" in result.stderr
        assert file.read_bytes() == bad.make()


def test_one_question_tells_what_a_file_is(example: Package) -> None:
    for ending, words in ENDINGS.items():
        bad = of_kind(words)
        kind = kind_of(bad.make(), f"last year.{ending}")
        assert kind is not None
        assert f"{kind.what}." == bad.what
    assert kind_of(example.to_bytes(), "CYPS.xlsx") is None


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Package:
    path = tmp_path_factory.mktemp("example") / "CYPS.xlsx"
    assert run("new", path, "--example").exit_code == 0
    return Package.read(path)


def _unzipped(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {info.orig_filename: archive.read(info) for info in archive.infolist()}


def _odd(package: Package) -> dict[str, bytes]:
    """The workbook with Power Query and much else in it that nobody reads, its own parts under other names."""
    contents = [*CONTENTS.values()]
    features = (holding(place, contents[at % len(contents)]) for at, place in enumerate(PLACES.values()))
    filled = planted(package, *features, POWER_QUERY)
    new = {
        "xl/workbook.xml": "xl/Workbook2.xml",
        "xl/sharedStrings.xml": "xl/Texts/words.xml",
        "xl/styles.xml": "xl/Styles.xml",
    }
    parts = renamed(filled.parts, new)
    wide = ("xl/Workbook2.xml", "xl/worksheets/sheet21.xml", "xl/Texts/words.xml", "xl/tables/table3.xml")
    for part in wide:
        parts[part] = parts[part].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return {part.replace("/", "\\") if "sheet" in part else part: data for part, data in parts.items()}


def test_a_workbook_with_other_names_and_unread_parts_is_worked_with_as_any_other(
    example: Package, tmp_path: Path
) -> None:
    odd, file = _odd(example), tmp_path / "CYPS.xlsx"
    file.write_bytes(zipped(odd))
    plain = tmp_path / "plain.xlsx"
    plain.write_bytes(example.to_bytes())
    for command in (("refresh", "--quarter", "2017-18 Q2"), ("refresh", "--quarter", "2017-18 Q3"), ("show",)):
        told, expected = (run(command[0], name, *command[1:]) for name in (file, plain))
        assert (told.exit_code, expected.exit_code) == (0, 0), told.stderr
        assert told.stdout.replace("CYPS", "plain").splitlines()[1:3] == expected.stdout.splitlines()[1:3]
    checked, expected = run("check", file, "--format", "csv"), run("check", plain, "--format", "csv")
    assert (checked.exit_code, checked.stdout) == (expected.exit_code, expected.stdout)
    assert run("publish", file, "--out", tmp_path / "editions", "--no-pdf", "--draft").exit_code == 0
    after = _unzipped(file)
    assert list(after) == list(odd)
    for part in [part.name for place in (*PLACES.values(), POWER_QUERY) for part in place.parts]:
        assert after[part] == odd[part], part
