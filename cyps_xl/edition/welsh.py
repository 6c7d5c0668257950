"""The words for a Welsh edition: the program's, the report's, the council's, and what to do about those missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cyps_xl import resources
from cyps_xl.definition.labels import labels_of
from cyps_xl.definition.model import Definition
from cyps_xl.edition.language import Translated, in_welsh
from cyps_xl.errors import Blocked
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.translations.phrases import BRACES, Phrase, Phrases
from cyps_xl.translations.po_files import po_text, read_po
from cyps_xl.xlsx.saving.disk import DISK, not_saved, write_whole


@dataclass(frozen=True)
class Words:
    """All words there are. Those of the report's definition count before the program's, and the council's before both.

    `suggested` are those that nobody has confirmed; `file` is the council's, None when not named.
    """

    phrases: Phrases
    suggested: dict[str, str]
    file: Path | None = None

    @classmethod
    def of(cls, file: Path | None, definition: Definition) -> Words:
        """The words for a report, the council's where its file is there. Raises UnusableFile for what is no .po."""
        theirs = read_po(file) if file is not None and file.exists() else ()
        labels = (Phrase(text) for text in labels_of(definition) if BRACES.search(text))
        every = (*labels, *read_po(resources.labels_path("cy")), *definition.translations, *theirs)
        suggested = {phrase.text: phrase.translation for phrase in every if phrase.fuzzy and phrase.translation}
        return cls(Phrases(every, definition.heading_numbers), suggested, file)

    def said(self, text: str) -> str:
        """The text in Welsh, or as it is where there are no words for it."""
        return self.phrases.said(text) or text

    def translated(self, report: ReportPlan, welsh: ReportPlan, *, allow_english: bool) -> Translated:
        """The report in Welsh. Raises Blocked, naming every text that has no Welsh, unless English may stand in.

        A file of the council's words that was named and is not there yet is made then, with
        every label that is missing.
        """
        translated = in_welsh(report, welsh, self.phrases, self.suggested)
        if translated.missing and not allow_english:
            made = self._made_file(translated.labels)
            raise Blocked(
                f"Some texts have no Welsh: nothing was published. --allow-english lets English stand in.{made}",
                translated.missing,
            )
        return translated

    def _made_file(self, labels: Iterable[tuple[str, str]]) -> str:
        """Write the missing labels for the translation unit, and say so; "" when there is nothing to write."""
        if self.file is None or self.file.exists():
            return ""
        phrases = [Phrase(text, self.suggested.get(text, ""), text in self.suggested, where) for text, where in labels]
        try:
            write_whole(DISK, self.file, po_text(phrases).encode())
        except OSError as error:
            raise not_saved(error, self.file) from error
        return f" {self.file.name} now lists the labels: have it filled in, and publish again with it."
