"""Files of words as translation programs have them: what is right is taken as it is, what is not is named."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.languages.shipped import texts_path
from cyps_xl.translations.phrases import Phrases
from cyps_xl.translations.po_files import BRACES, Phrase, po_text, read_po

FILES = [texts_path("cy")]
HEADER = 'msgid ""\nmsgstr "Language: cy\\n"\n\n'


def read(folder: Path, text: str) -> tuple[Phrase, ...]:
    path = folder / "council.po"
    path.write_text(HEADER + text, encoding="utf-8")
    return read_po(path)


def faults(path: Path) -> list[str]:
    """What a compiler of .po files would say of one: `msgfmt --check`."""
    file = polib.pofile(str(path), encoding="utf-8")
    found = [
        f"the header has no {field}"
        for field in ("Project-Id-Version", "Language", "MIME-Version", "Content-Transfer-Encoding", "Plural-Forms")
        if not file.metadata.get(field)
    ]
    if file.metadata.get("Content-Type") != "text/plain; charset=UTF-8":
        found.append(f"the header says {file.metadata.get('Content-Type')}")
    keys = [(entry.msgctxt, entry.msgid) for entry in file]
    found += [f"“{key[1]}” stands twice" for key in sorted(set(keys), key=str) if keys.count(key) > 1]
    for entry in file:
        for words in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            if sorted(BRACES.findall(entry.msgid)) != sorted(BRACES.findall(words)):
                found.append(f"“{entry.msgid}” and its translation have other places")
            if [entry.msgid.endswith("\n"), entry.msgid[:1] == "\n"] != [words.endswith("\n"), words[:1] == "\n"]:
                found.append(f"“{entry.msgid}” and its translation begin or end with other lines")
        if entry.msgid_plural and len(entry.msgstr_plural) != 4:
            found.append(f"“{entry.msgid}” has {len(entry.msgstr_plural)} plurals, not four")
        if BRACES.search(entry.msgid) and "python-brace-format" not in entry.flags:
            found.append(f"“{entry.msgid}” does not say that it has places in braces")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_files_of_words_are_as_a_compiler_of_them_wants_them(path: Path) -> None:
    assert faults(path) == []


def test_a_file_that_we_make_is_as_well(tmp_path: Path) -> None:
    path = tmp_path / "made.po"
    path.write_text(po_text([Phrase("Wales {year}", "Cymru {year}", fuzzy=True), Phrase("a\nb\n", "c\nd\n")]), "utf-8")
    assert faults(path) == []


def test_the_compiler_s_look_finds_each_fault(tmp_path: Path) -> None:
    path = tmp_path / "bad.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=ASCII\\n"\n\n'
        'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n\nmsgid "{year}"\nmsgstr "{blwyddyn}"\n\n'
        'msgid "line\\n"\nmsgstr "llinell"\n\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "un"\n',
        encoding="utf-8",
    )
    found = faults(path)
    wanted = ("Language", "ASCII", "twice", "other places", "other lines", "plurals", "does not say")
    assert [word for word in wanted if not any(word in fault for fault in found)] == []


def test_a_text_in_a_context_is_read(tmp_path: Path) -> None:
    text = 'msgctxt "cover"\nmsgid "Report"\nmsgstr "Adroddiad"\n\nmsgctxt "page"\nmsgid "Report"\nmsgstr "Adroddiad"\n'
    assert read(tmp_path, text) == (Phrase("Report", "Adroddiad"), Phrase("Report", "Adroddiad"))


def test_of_a_text_with_plurals_the_singular_is_read(tmp_path: Path) -> None:
    text = 'msgid "case"\nmsgid_plural "cases"\n' + "".join(f'msgstr[{n}] "achos{n}"\n' for n in range(4))
    assert read(tmp_path, text) == (Phrase("case", "achos0"),)


def test_a_text_that_stands_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="“East team” twice, in lines 4 and 7"):
        read(tmp_path, 'msgid "East team"\nmsgstr "Tîm y De"\n\nmsgid "East team"\nmsgstr "Tîm y Dwyrain"\n')


@pytest.mark.parametrize("words", ["Cymru {blwyddyn}", "Cymru", "Cymru {year} {year}"])
def test_a_translation_that_loses_or_renames_a_place_is_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(UnusableFile, match=r"line 4.*“Wales \{year\}”"):
        read(tmp_path, f'msgid "Wales {{year}}"\nmsgstr "{words}"\n')


def test_a_suggestion_that_loses_a_place_is_no_more_than_a_suggestion(tmp_path: Path) -> None:
    assert Phrases(read(tmp_path, '#, fuzzy\nmsgid "Wales {year}"\nmsgstr "Cymru"\n')).said("Wales 2017-18") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("msgid 'a'\nmsgstr \"b\"\n", 4),
        ('msgid "a"\nmsgstr "b" c\n', 5),
        ('msgid "a"\nmsgstr "b"c"\n', 5),
        ('msgstr "b"\n', 4),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[x] "c"\n', 6),
        ('msgid "a"\nmsgstr "b\\"\n', 5),
        ("#| what was\n", 4),
    ],
)
def test_a_line_that_no_such_file_has_is_named(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(UnusableFile, match=f"council.po, line {line}, is not"):
        read(tmp_path, text)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"PK\x03\x04\n\x00\x81", 'msgid "â"\nmsgstr "ê"'.encode("cp1252")])
def test_what_is_no_text_in_utf_8_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "council.po"
    path.write_bytes(data)
    with pytest.raises(UnusableFile, match=r"council\.po cannot be read"):
        read_po(path)


def test_an_empty_file_holds_no_words(tmp_path: Path) -> None:
    assert read(tmp_path, "") == ()
