"""A report pack in another second language than Welsh, made from one that ships: words made up, months as they are."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from cyps_xl.definition.packs import read_pack
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.languages.what import LISTS, What
from cyps_xl.translations.phrases import Phrase
from cyps_xl.translations.po_files import po_text, read_po

POLISH: Mapping[What, str] = {
    What.NAME: "Polish",
    What.OWN_NAME: "polski",
    What.TAG: "pl-PL",
    What.NUMBER: "415",
    What.MONTHS: "styczeń; luty; marzec; kwiecień; maj; czerwiec; lipiec; sierpień; wrzesień; październik; listopad; "
    "grudzień",
    What.MONTHS_IN_A_DAY: "stycznia; lutego; marca; kwietnia; maja; czerwca; lipca; sierpnia; września; października; "
    "listopada; grudnia",
    What.SHORT_MONTHS: "sty; lut; mar; kwi; maj; cze; lip; sie; wrz; paź; lis; gru",
}
"""What a language is called, and its months."""

POLISH_IN_TEXTS: Mapping[What, str] = {
    What.DECIMAL: ",",
    What.THOUSANDS: "space; .",
    What.NUMBERS: "jeden / jedno / jedna; dwa / dwoje / dwóch / dwie; trzy / troje / trzech / trojgiem; cztery; "
    "pięć / pięcioro; sześć; siedem; osiem; dziewięć; dziesięć; jedenaście; dwanaście; trzynaście; czternaście; "
    "piętnaście; szesnaście; siedemnaście; osiemnaście; dziewiętnaście; dwadzieścia; 30 = trzydzieści; 100 = sto",
    What.ENDINGS: "-ro; -ga; -ech",
    What.PER_CENT: "procent; proc.",
    What.CHILD: "dziecko; dziewczyn*",
    What.CHILDREN: "dzieci; dziećmi; skarg*",
    What.ADULTS: "osób; osoby; rodzic*",
    What.TIMES: "dni; tygodni*; lat",
    What.NUMBERED: "etap*; rozdział*",
}
"""By what numbers are found in Polish texts."""

_WORD = re.compile(r"\{\w+\}|&[PN]|\[\w[\w ]*\]|[^\W\d_]+(?:['’][^\W\d_]+)*")
SIGN = "ż"


def made_up(text: str) -> str:
    """A text in words that no language has: each of its own begins with a sign. Places in braces stay."""
    return _WORD.sub(lambda word: word[0] if word[0][0] in "{&[" else f"{SIGN}{word[0]}", text)


def whole_language(known: Mapping[What, str] = POLISH) -> dict[What, str]:
    """A language with words for everything, made up where they are not known."""
    every = {what: made_up(ENGLISH.said(what)) for what in What if ENGLISH.has(what) and what not in LISTS}
    return {**every, **known}


def write_language(folder: Path, words: Mapping[What, str]) -> None:
    """A pack's Language.csv."""
    _write(folder / "Language.csv", [["What", "Words"], *([what.value, said] for what, said in words.items())])


def pack_in(folder: Path, name: str, words: Mapping[What, str]) -> Path:
    """The pack of this name in a folder, its texts and its example's in the language instead of Welsh."""
    shutil.copytree(read_pack(name).path, folder)
    write_language(folder, words)
    for path in folder.rglob("*.csv"):
        if path.name == "Translations.csv":
            _rewrite(path, lambda row: _translated(row, words[What.NAME]))
        else:
            _rewrite(path, lambda row: _in_language(row, words[What.NAME]))
    return folder


def _translated(row: dict[str, str], name: str) -> dict[str, str]:
    return {"English": row["English"], name: made_up(row["English"]), f"Source in {name}": "made up"}


def _in_language(row: dict[str, str], name: str) -> dict[str, str]:
    """A row whose Welsh columns are those of the language, with the English in made-up words."""
    english = {"Welsh": row.get("English", ""), "Name in Welsh": row.get("Name", "")}
    return {
        re.sub("Welsh$", name, heading): made_up(english[heading]) if heading in english else _value(said, name)
        for heading, said in row.items()
    }


def _value(said: str, name: str) -> str:
    return re.sub(r"^(The same in )?Welsh(\.?)$", rf"\1{name}\2", said)


def fill_in(words: Path) -> None:
    """Translate a file of missing labels, as a translator would."""
    filled = [Phrase(one.text, made_up(one.text)) for one in read_po(words)]
    words.write_text(po_text(filled), encoding="utf-8")


def _rewrite(path: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [change(row) for row in csv.DictReader(file)]
    if rows:
        _write(path, [list(rows[0]), *(list(row.values()) for row in rows)])


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
