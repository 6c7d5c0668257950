"""The words for an edition in the second language: the program's, the report's, the council's, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.definition.labels import labels_of
from cyps_xl.definition.model import Definition
from cyps_xl.edition.language import Translated, in_second_language
from cyps_xl.errors import Blocked
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import DEFAULT, ENGLISH
from cyps_xl.languages.what import What
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.translations.phrases import BRACES, Phrase, Phrases
from cyps_xl.translations.po_files import po_text, program_texts, read_po
from cyps_xl.xlsx.saving.disk import DISK, not_saved, write_whole


@dataclass(frozen=True)
class Words:
    """All words there are. Those of the report's definition count before the program's, and the council's before both.

    `suggested` are those that nobody has confirmed; `file` is the council's, None when not named.
    """

    phrases: Phrases
    suggested: dict[str, str]
    file: Path | None = None
    language: Language = DEFAULT

    @classmethod
    def of(cls, file: Path | None, definition: Definition) -> Words:
        """The words for a report, the council's where its file is there. Raises UnusableFile for what is no .po."""
        theirs = read_po(file) if file is not None and file.exists() else ()
        labels = (Phrase(text) for text in labels_of(definition) if BRACES.search(text))
        language = definition.language
        every = (*labels, *_of_language(language), *program_texts(language), *definition.translations, *theirs)
        suggested = {phrase.text: phrase.translation for phrase in every if phrase.fuzzy and phrase.translation}
        return cls(Phrases(every, definition.heading_numbers, language), suggested, file, language)

    def said(self, text: str) -> str:
        """The text in the second language, or as it is where there are no words for it."""
        return self.phrases.said(text) or text

    def translated(
        self, report: ReportPlan, second: ReportPlan, *, allow_english: bool, beside: Iterable[str] = ()
    ) -> Translated:
        """The report in the second language, as which it was laid out for staff's own texts; `beside` are texts that
        the edition says beside it.

        Raises Blocked, naming every text that has no words in it, unless English may stand in.

        A file of the council's words that was named and is not there yet is made then, with
        every label that is missing.
        """
        translated = in_second_language(report, second, self.phrases, self.suggested, self.language, beside)
        if translated.missing and not allow_english:
            made = self._made_file(translated.labels)
            raise Blocked(f"{self.refusal}{made}", translated.missing)
        return translated

    @property
    def refusal(self) -> str:
        """What is said where texts have no words in the language."""
        return f"Some texts have no {self.language.name}: nothing was published. --allow-english lets English stand in."

    def _made_file(self, labels: Iterable[tuple[str, str]]) -> str:
        """Write the missing labels for the translation unit, and say so; "" when there is nothing to write."""
        if self.file is None or self.file.exists():
            return ""
        phrases = [Phrase(text, self.suggested.get(text, ""), text in self.suggested, where) for text, where in labels]
        try:
            write_whole(DISK, self.file, po_text(phrases, self.language).encode())
        except OSError as error:
            raise not_saved(error, self.file) from error
        return f" {self.file.name} now lists the labels: have it filled in, and publish again with it."


def _of_language(language: Language) -> Iterator[Phrase]:
    """What a language says by itself, of quarters and reports: the same words as in its letters and names of files."""
    for what, before in ((What.QUARTER, ""), (What.TITLE, "{service}: ")):
        if language.has(what):
            yield Phrase(f"{before}{ENGLISH.said(what)}", f"{before}{language.said(what)}")
