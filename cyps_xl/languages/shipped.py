"""The languages that come with the program: English, and what second languages there are, a folder each."""

from __future__ import annotations

import csv
from pathlib import Path

from cyps_xl.languages.language import Language
from cyps_xl.languages.what import What

_FOLDER = Path(__file__).parent


def texts_path(code: str) -> Path:
    """Where the file of the program's own texts in a language lies (.po), if one ships."""
    return _FOLDER / code / "texts.po"


def _read(folder: Path, instead: Language | None = None) -> Language:
    """A language as its folder has it: Language.csv, as a pack may bring one, and beside it the letter to members."""
    with (folder / "Language.csv").open(encoding="utf-8", newline="") as file:
        words = [(What(row["What"]), row["Words"]) for row in csv.DictReader(file)]
    letter = (folder / "letter.txt").read_text(encoding="utf-8")
    return Language((*words, (What.LETTER, letter)), instead)


ENGLISH = _read(_FOLDER / "en")
SECOND = {
    folder.name: _read(folder, ENGLISH)
    for folder in sorted(_FOLDER.iterdir())
    if (folder / "Language.csv").exists() and folder.name != ENGLISH.code
}
"""The second languages that ship, by their codes."""
DEFAULT = SECOND["cy"]
"""That of a report which says nothing of it."""
SHIPPED = (ENGLISH, *SECOND.values())
