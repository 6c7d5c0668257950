"""Which words a reader knows: those on the pages, and those of a report's own vocabulary.

The vocabulary is that of the program's labels and of the report packs that ship. An edition says nowhere which report
it was made from, so whoever scans one of another report hands its words on. A workbook that holds its own definition
shows it on sheets, where its words are read as any other; on hidden ones nobody reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from cyps_xl.definition.labels import words_of_report
from cyps_xl.definition.packs import pack_names, read_pack
from cyps_xl.languages.shipped import SECOND, SHIPPED
from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.translations.po_files import program_texts

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)
_CAMEL = re.compile(r"[_\s]+")

_OF_THE_FORMAT = """microsoft excel sheet table chart print area titles worksheets named ranges
normal heading true false office theme of page picture image"""
_TAGS = [language.tag.casefold() for language in SHIPPED]
TECHNICAL = frozenset((*_OF_THE_FORMAT.split(), *_TAGS, *(part for tag in _TAGS for part in tag.split("-"))))
"""Words of the file format and of its properties, in small letters."""

_FONT_WORDS = """arial calibri cambria carlito aptos liberation sans verdana tahoma times new roman segoe ui symbol
light display narrow minor major mn mj lt ea cs math black bold semibold medium condensed georgia candara consolas
constantia corbel courier trebuchet ms wingdings garamond franklin gothic gill mt century gothic dejavu noto serif open
lato roboto montserrat source pro caladea helvetica neue lucida console unicode palatino linotype book antiqua bookman
old style grande emoji webdings
mincho gothic pmingliu simsun malgun nyala vrinda shruti daunpenh tunga raavi euphemia plantagenet cherokee microsoft yi
baiti himalaya boli mv mangal gautami latha estrangelo edessa kalinga kartika dokchampa iskoola pota mongolian uighur
sylfaen angsana cordia ebrima myanmar text javanese phagspa yu meiryo moolboran khmer leelawadee nirmala batang gulim
dotum dengxian fangsong kaiti heiti simhei jhenghei yahei pgothic pmincho deja vu"""
_FONTS = frozenset(_FONT_WORDS.split())
_OF_THE_THEME = re.compile(r"\+m[nj]-(?:lt|ea|cs)")
_EAST_ASIAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef\s]{1,20}(?:Light)?")


def is_usual_font(name: str) -> bool:
    """Whether a font has the name that a usual font has, or that a theme gives it."""
    if _OF_THE_THEME.fullmatch(name) or _EAST_ASIAN.fullmatch(name):
        return True
    return all(word in _FONTS for word in name.casefold().split())


def words_of(text: str) -> set[str]:
    """The words and numbers of a text, in small letters; underscores part words."""
    return {word.casefold() for word in _WORD.findall(_CAMEL.sub(" ", text))}


class Known:
    """The words that a reader of the pages knows."""

    def __init__(self, visible: Iterable[str]) -> None:
        self._words = _all_words(visible) | TECHNICAL

    def unknown(self, text: str) -> str:
        """The words of a text that no page and no phrase of the report holds, one after another; "" for none."""
        return " ".join(word for word in _WORD.findall(_CAMEL.sub(" ", text)) if not self.knows(word.casefold()))

    def exposures(self, place: str, text: str) -> Iterator[Exposure]:
        """A finding, where a text that readers do not look at holds words that they do not know."""
        unknown = self.unknown(text)
        if unknown:
            yield exposure("unseen words", place, unknown)

    def font(self, place: str, name: str) -> Iterator[Exposure]:
        """A finding, where a font has a name that no usual font has."""
        if not is_usual_font(name):
            yield from self.exposures(place, name)

    def knows(self, word: str) -> bool:
        """Whether a page or a phrase of the report holds a word, given in small letters; one letter is none."""
        return len(word) < 2 or word in self._words or word in _labels() or word in _of_packs()


def _all_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text))


@cache
def _labels() -> frozenset[str]:
    """The words of the program's own labels, in each language that ships, and of what it calls its charts."""
    phrases = (phrase for language in SECOND.values() for phrase in program_texts(language))
    return _all_words(text for phrase in phrases for text in (phrase.text, phrase.translation, "cyps"))


@cache
def _of_packs() -> frozenset[str]:
    """The words of the reports that ship; read only when a word is met that no page and no label has."""
    return _all_words(text for name in pack_names() for text in words_of_report(read_pack(name).definition))
