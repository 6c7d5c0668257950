"""Translation files as gettext has them (.po), so that a translation unit can work in the tools it knows."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.errors import UnusableFile

HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: cyps-xl\n"
"Language: cy\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""


@dataclass(frozen=True)
class Phrase:
    """One text and its translation, "" while there is none.

    `fuzzy` marks a suggestion that a translator has not confirmed: it is never published.
    `where` names a place in the report where the text stands.
    """

    text: str
    translation: str = ""
    fuzzy: bool = False
    where: str = ""


def read_po(path: Path) -> tuple[Phrase, ...]:
    """The phrases of a file, its header left out. Raises UnusableFile, naming the line, for what is not .po."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UnusableFile(
            f"{path.name} cannot be read.", "Give a .po file saved as UTF-8, as translation tools save it."
        ) from None
    reader = _Reader(path.name)
    for number, line in enumerate(lines, start=1):
        reader.line(number, line.strip())
    return reader.finished()


def po_text(phrases: Iterable[Phrase]) -> str:
    """The phrases as a file's text, in the order given."""
    return HEADER + "".join(f"\n{_entry(phrase)}" for phrase in phrases)


def _entry(phrase: Phrase) -> str:
    where = f"#: {phrase.where}\n" if phrase.where else ""
    fuzzy = "#, fuzzy\n" if phrase.fuzzy else ""
    return f"{where}{fuzzy}msgid {_quoted(phrase.text)}\nmsgstr {_quoted(phrase.translation)}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


class _Reader:
    """Collects phrases line by line. A comment begins the next phrase, as does a msgid."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._phrases: list[Phrase] = []
        self._parts = {"msgid": "", "msgstr": ""}
        self._part = ""
        self._fuzzy, self._where = False, ""

    def line(self, number: int, line: str) -> None:
        keyword, _, rest = line.partition(" ")
        if line.startswith("#~") or not line:
            return
        if line.startswith("#"):
            self._comment(line)
        elif keyword in ("msgid", "msgstr"):
            if keyword == "msgid" and self._part:
                self._close()
            self._part = keyword
            self._parts[keyword] = self._text(number, rest)
        elif line.startswith('"') and self._part:
            self._parts[self._part] += self._text(number, line)
        else:
            raise self._unusable(number)

    def finished(self) -> tuple[Phrase, ...]:
        if self._part:
            self._close()
        return tuple(self._phrases)

    def _comment(self, line: str) -> None:
        if self._part == "msgstr":
            self._close()
        if line.startswith("#,"):
            self._fuzzy = "fuzzy" in line
        elif line.startswith("#:"):
            self._where = line[2:].strip()

    def _close(self) -> None:
        if self._parts["msgid"]:
            self._phrases.append(Phrase(self._parts["msgid"], self._parts["msgstr"], self._fuzzy, self._where))
        self._parts = {"msgid": "", "msgstr": ""}
        self._part, self._fuzzy, self._where = "", False, ""

    def _text(self, number: int, quoted: str) -> str:
        """The text between quotation marks; gettext escapes as C does, and so as Python does."""
        try:
            text = ast.literal_eval(quoted)
        except (SyntaxError, ValueError):
            raise self._unusable(number) from None
        if not isinstance(text, str) or not quoted.startswith('"'):
            raise self._unusable(number)
        return text

    def _unusable(self, number: int) -> UnusableFile:
        return UnusableFile(
            f"{self._name}, line {number}, is not as a .po file has it.",
            "Open the file in a translation program, correct the line, and save it again.",
        )
