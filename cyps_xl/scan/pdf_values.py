"""The objects of a PDF as values: dictionaries, lists, numbers, names, texts, and references to other objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from cyps_xl.scan.pdf_objects import Pdf, PdfObject
from cyps_xl.scan.pdf_tokens import Sort, Token

_DEEPEST = 40
_NUMBERS = "0123456789+-."


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Text(str):
    """A text, without its brackets."""

    __slots__ = ()


class Remark(str):
    """What stands behind a percent sign, which no program reads."""

    __slots__ = ()


@dataclass(frozen=True)
class Reference:
    """Another object, by its number."""

    number: int


Value = Mapping[str, "Value"] | list["Value"] | float | str | Reference | None


class Document:
    """A PDF whose objects are asked for by number; of two with one number the later counts."""

    def __init__(self, pdf: Pdf) -> None:
        self.objects: Mapping[int, PdfObject] = {found.number: found for found in pdf.objects}
        self._values: dict[int, Value] = {}

    def value(self, what: Value) -> Value:
        """A value itself, where a reference leads to it; None where it leads nowhere."""
        for _ in range(_DEEPEST):
            if not isinstance(what, Reference):
                return what
            if what.number not in self._values:
                found = self.objects.get(what.number)
                self._values[what.number] = None if found is None else next(values(found.words), None)
            what = self._values[what.number]
        return None

    def mapping(self, what: Value) -> Mapping[str, Value]:
        """A dictionary, empty where there is none."""
        found = self.value(what)
        return found if isinstance(found, Mapping) else {}

    def items(self, what: Value) -> list[Value]:
        """A list; one of one thing where the thing stands alone, an empty one where there is nothing."""
        found = self.value(what)
        if isinstance(found, list):
            return found
        return [] if found is None else [what]

    def numbers(self, what: Value) -> list[float]:
        """The numbers of a list."""
        return [item for item in map(self.value, self.items(what)) if isinstance(item, float)]

    def of_type(self, kind: str) -> Iterator[tuple[int, Mapping[str, Value]]]:
        """The dictionaries that say they are of a type, with the numbers of their objects."""
        for number in self.objects:
            found = self.mapping(Reference(number))
            if found.get("Type") == kind:
                yield number, found


def values(words: Iterable[Token]) -> Iterator[Value]:
    """The values that words of a PDF are, one after another; keywords are plain strings."""
    waiting = list(words)
    waiting.reverse()
    while waiting:
        yield _next(waiting, 0)


def _next(waiting: list[Token], depth: int) -> Value:
    token = waiting.pop()
    if token.sort is Sort.NAME:
        return Name(token.text)
    if token.sort is Sort.REMARK:
        return Remark(token.text)
    if token.sort is Sort.TEXT:
        return Text(token.text)
    if token.sort is Sort.BRACKET and token.text in ("<<", "[") and depth < _DEEPEST:
        inside = list(_until(waiting, ">>" if token.text == "<<" else "]", depth + 1))
        if token.text == "[":
            return inside
        pairs = zip(islice(inside, 0, None, 2), islice(inside, 1, None, 2), strict=False)
        return {str(key): value for key, value in pairs if isinstance(key, str)}
    if token.text[:1] in _NUMBERS:
        return _number(token.text, waiting)
    return None if token.text == "null" else token.text


def _until(waiting: list[Token], close: str, depth: int) -> Iterator[Value]:
    while waiting:
        if waiting[-1].sort is Sort.BRACKET and waiting[-1].text == close:
            waiting.pop()
            return
        if waiting[-1].sort is Sort.REMARK:
            waiting.pop()
            continue
        yield _next(waiting, depth)


def _number(text: str, waiting: list[Token]) -> Value:
    if len(waiting) > 1 and waiting[-2] == Token(Sort.WORD, "R") and text.isdigit() and waiting[-1].text.isdigit():
        del waiting[-2:]
        return Reference(int(text))
    try:
        return float(text)
    except ValueError:
        return text
