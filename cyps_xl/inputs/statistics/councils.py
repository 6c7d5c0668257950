"""The councils of Wales, and Wales: their names in both languages as tables spell them, and the codes of the ONS."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Council:
    """A council, or Wales: its usual English name, the Welsh one, its area code, and how else it is written."""

    name: str
    welsh: str
    code: str
    also: tuple[str, ...] = ()


WALES = Council(
    "Wales",
    "Cymru",
    "W92000004",
    (
        "All Wales", "Cymru gyfan", "Wales total", "Cyfanswm Cymru", "Total Welsh local authorities",
        "All Welsh local authorities", "Cyfanswm awdurdodau lleol Cymru", "Pob awdurdod lleol yng Nghymru",
    ),
)  # fmt: skip

COUNCILS = (
    Council("Isle of Anglesey", "Ynys Môn", "W06000001", ("Anglesey", "Sir Ynys Môn", "Môn")),
    Council("Gwynedd", "Gwynedd", "W06000002"),
    Council("Conwy", "Conwy", "W06000003"),
    Council("Denbighshire", "Sir Ddinbych", "W06000004"),
    Council("Flintshire", "Sir y Fflint", "W06000005", ("Sir Fflint",)),
    Council("Wrexham", "Wrecsam", "W06000006"),
    Council("Powys", "Powys", "W06000023", ("W06000007",)),
    Council("Ceredigion", "Ceredigion", "W06000008"),
    Council("Pembrokeshire", "Sir Benfro", "W06000009"),
    Council("Carmarthenshire", "Sir Gaerfyrddin", "W06000010", ("Sir Gâr",)),
    Council("Swansea", "Abertawe", "W06000011"),
    Council("Neath Port Talbot", "Castell-nedd Port Talbot", "W06000012", ("Neath & Port Talbot", "NPT")),
    Council("Bridgend", "Pen-y-bont ar Ogwr", "W06000013", ("Pen-y-bont",)),
    Council("Vale of Glamorgan", "Bro Morgannwg", "W06000014"),
    Council("Cardiff", "Caerdydd", "W06000015"),
    Council(
        "Rhondda Cynon Taf", "Rhondda Cynon Taf", "W06000016", ("Rhondda Cynon Taff", "Rhondda, Cynon, Taf", "RCT")
    ),
    Council("Merthyr Tydfil", "Merthyr Tudful", "W06000024", ("W06000017",)),
    Council("Caerphilly", "Caerffili", "W06000018"),
    Council("Blaenau Gwent", "Blaenau Gwent", "W06000019"),
    Council("Torfaen", "Torfaen", "W06000020", ("Tor-faen",)),
    Council("Monmouthshire", "Sir Fynwy", "W06000021"),
    Council("Newport", "Casnewydd", "W06000022"),
)
"""In the order of the statistics office. Powys and Merthyr Tydfil had other codes until 2012."""

_BEFORE = (
    "cyngor bwrdeistref sirol ", "cyngor dinas a sir ", "cyngor dinas ", "cyngor sir ", "cyngor ", "dinas a sir ",
    "bwrdeistref sirol ", "city and county of ", "city of ", "county of ", "the ",
)  # fmt: skip
_AFTER = (
    " county borough council", " city and county council", " city council", " county council", " council",
    " county borough", " ua",
)  # fmt: skip
"""What stands around a council's name in its full title."""


def council_called(name: str) -> Council | None:
    """The council, or Wales, that a name or an area code is of, however it is spelt; None where it is none of them."""
    plain = _plain(name)
    while plain:
        if (found := _by_name().get(plain)) is not None:
            return found
        shorter = _without_title(plain)
        if shorter == plain:
            return None
        plain = shorter
    return None


def _without_title(plain: str) -> str:
    for end in _AFTER:
        if plain.endswith(end):
            return plain.removesuffix(end)
    for start in _BEFORE:
        if plain.startswith(start):
            return plain.removeprefix(start)
    return plain


@cache
def _by_name() -> dict[str, Council]:
    return {
        _plain(spelling): one for one in (WALES, *COUNCILS) for spelling in (one.name, one.welsh, one.code, *one.also)
    }


def _plain(name: str) -> str:
    """Small letters without accents, hyphens, commas and doubled spaces; & as and."""
    letters = unicodedata.normalize("NFD", name.casefold().replace("&", " and "))
    kept = (" " if letter in "-–,." else letter for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())
