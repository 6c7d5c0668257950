"""Who receives the report: the Members table, every address looked at before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cyps_xl.definition.packs import definition_of
from cyps_xl.errors import Blocked, Problem
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.people import MEMBERS
from cyps_xl.languages.shipped import ENGLISH

_BEFORE_THE_AT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
_ADDRESS = re.compile(f"{_BEFORE_THE_AT}@{_DOMAIN}")
_LONGEST = 254
FORMATS = {"workbook": (".xlsx",), "PDF": (".pdf",), "both": (".xlsx", ".pdf")}
"""The endings of what is attached, by the member's choice."""
_OTHER_DOMAIN = "Correct the address, or have the domain added to allowed_domains in the relay's settings."


@dataclass(frozen=True)
class Recipient:
    """One member. `language` is a code, as en, `endings` those of the files to attach, `where` the address's cell."""

    address: str
    language: str
    endings: tuple[str, ...]
    where: str

    @property
    def domain(self) -> str:
        """What stands after the @, in small letters."""
        return self.address.rpartition("@")[2].lower()


def recipients_of(inputs: Inputs) -> tuple[Recipient, ...]:
    """The members in the order of their table. Raises Blocked, naming each cell, when an address cannot be used."""
    records = inputs[MEMBERS]
    codes = {language.name: code for code, language in definition_of(inputs).languages.items()}
    found: dict[str, Recipient] = {}
    problems = []
    for row in records:
        address, where = str(row["E-mail"] or "").strip(), records.where(row, "E-mail")
        language, form = str(row["Language"] or ENGLISH.name), str(row["Format"] or "workbook")
        if not is_usable(address):
            problems.append(Problem(where, "This is no e-mail address that can be used.", "Type one like a@b.wales."))
        elif address.lower() in found:
            first = found[address.lower()].where
            problems.append(Problem(where, f"This address stands in {first} too.", "Leave one row for each member."))
        else:
            found[address.lower()] = Recipient(address, codes[language], FORMATS[form], where)
    if problems:
        raise Blocked("Some addresses cannot be used. Nothing was written or sent.", problems)
    if not found:
        raise Blocked("Nobody is listed on the sheet Members. Nothing was written or sent.", [])
    return tuple(found.values())


def refuse_other_domains(recipients: Iterable[Recipient], allowed: Iterable[str]) -> None:
    """Raise Blocked, naming each cell, when an address lies outside the domains that may receive the report."""
    domains = {domain.lower().removeprefix("@") for domain in allowed}
    problems = [
        Problem(
            recipient.where, f"{recipient.domain} is not among the domains that may receive the report.", _OTHER_DOMAIN
        )
        for recipient in recipients
        if recipient.domain not in domains
    ]
    if problems:
        raise Blocked("Some addresses lie outside the allowed domains. Nothing was sent.", problems)


def is_usable(address: str) -> bool:
    """Whether this is one e-mail address, in letters that every relay takes, and nothing besides."""
    before = address.rpartition("@")[0]
    odd_dots = ".." in address or before.startswith(".") or before.endswith(".")
    return len(address) <= _LONGEST and not odd_dots and bool(_ADDRESS.fullmatch(address))
