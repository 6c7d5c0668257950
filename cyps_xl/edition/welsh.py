"""The words for a Welsh edition: the report's own, the council's own, and what to do about those that are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cyps_xl import resources
from cyps_xl.edition.language import Translated, in_welsh
from cyps_xl.errors import Blocked
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.translations.phrases import Phrases
from cyps_xl.translations.po_files import Phrase, po_text, read_po
from cyps_xl.xlsx.saving.disk import DISK, not_saved, write_whole


@dataclass(frozen=True)
class Words:
    """Both files of words. The council's counts before the report's; `file` is the council's, None when not named."""

    phrases: Phrases
    suggested: dict[str, str]
    file: Path | None = None

    @classmethod
    def of(cls, file: Path | None) -> Words:
        """The report's words and, where the file is there, the council's. Raises UnusableFile for what is not .po."""
        own = read_po(resources.labels_path("cy"))
        theirs = read_po(file) if file is not None and file.exists() else ()
        suggested = {phrase.text: phrase.translation for phrase in (*own, *theirs) if phrase.fuzzy}
        return cls(Phrases((*own, *theirs)), suggested, file)

    def said(self, text: str) -> str:
        """The text in Welsh, or as it is where there are no words for it."""
        return self.phrases.said(text) or text

    def translated(self, report: ReportPlan, welsh: ReportPlan, *, allow_english: bool) -> Translated:
        """The report in Welsh. Raises Blocked, naming every text that has no Welsh, unless English may stand in.

        A file of the council's words that was named and is not there yet is made then, with
        every label that is missing.
        """
        translated = in_welsh(report, welsh, self.phrases)
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
