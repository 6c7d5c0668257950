"""What the pages of a PDF draw: the texts that a reader sees, and those that are there and cannot be seen.

A page is drawn as ISO 32000-1 has it, as far as that tells where a text stands, how large it is,
in which colour, on which ground, and what was drawn over it later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import hypot

from cyps_xl.scan import pdf_geometry as geometry
from cyps_xl.scan.colours import alike
from cyps_xl.scan.pdf_fonts import Font
from cyps_xl.scan.pdf_geometry import Box, Matrix, Point
from cyps_xl.scan.pdf_objects import PdfReader
from cyps_xl.scan.pdf_page import Drawn, Page
from cyps_xl.scan.pdf_tokens import decoded, tokens
from cyps_xl.scan.pdf_values import Document, Name, Reference, Remark, Text, Value, values

OVER_THE_EDGE = ("text beyond the page", "text that is cut off")
REMARK = "a remark between the lines"
NO_CONTENT = ("XRef", "ObjStm", "Metadata")

_SMALLEST = 2.0  # points; what is printed smaller cannot be read
_LEAST_COVER, _FULL_COVER = 0.15, 0.95
_DEEPEST = 12
_MOST_WORDS = 1_000_000  # an edition of thirty pages has 100,000, and each chart with limits 25,000 more
_MOST_LOOKS = 2_000_000
_ONLY_FOR_CLIPPING, _UNSEEN = 7, 3


@dataclass(frozen=True)
class _State:
    """How things are drawn at a moment."""

    place: Matrix = geometry.AS_IT_IS
    clip: Box = geometry.EVERYWHERE
    ink: str | None = "000000"
    cover: float = 1.0
    font: Font | None = None
    size: float = 0.0
    mode: float = 0.0
    wide: float = 1.0
    rise: float = 0.0
    apart: float = 0.0
    leading: float = 0.0


class Pages:
    """Draws every page of a document. Afterwards: `texts`, `drawn` objects, `loose` texts, `unread` reasons."""

    def __init__(self, document: Document, reader: PdfReader) -> None:
        self._document, self._reader = document, reader
        self._fonts: dict[object, Font] = {}
        self.texts: list[Drawn] = []
        self.drawn: set[int] = set()
        self.loose: list[tuple[str, str]] = []
        self.words = 0
        self._pages: list[Page] = []
        for number, (at, page) in enumerate(document.of_type("Page"), 1):
            self._draw(at, page, number)

    @property
    def too_much(self) -> bool:
        """Whether there is more on the pages than can be looked through in a few seconds."""
        return self.words > _MOST_WORDS or sum(page.looks for page in self._pages) > _MOST_LOOKS

    def _draw(self, at: int, page: Mapping[str, Value], number: int) -> None:
        media = _inherited(self._document, page, "MediaBox") or [0.0, 0.0, 612.0, 792.0]
        crop = _inherited(self._document, page, "CropBox")
        box = (
            geometry.within(geometry.box_of(media), geometry.box_of(crop)) if len(crop) == 4 else geometry.box_of(media)
        )
        content = b""
        for piece in self._document.items(page.get("Contents")):
            found = self._document.objects.get(piece.number) if isinstance(piece, Reference) else None
            if found is not None and found.value("Type") not in NO_CONTENT:
                content += self.content_of(found.number) + b"\n"
        self._pages.append(Page(number))
        drawing = _Drawing(self, self._pages[-1], box)
        resources = page.get("Resources")
        parent = page
        for _ in range(_DEEPEST):
            if resources is not None:
                break
            parent = self._document.mapping(parent.get("Parent"))
            resources = parent.get("Resources")
        drawing.run(content, self._document.mapping(resources), _State(clip=box), 0)
        self.texts.extend(drawing.page.texts)

    def font(self, what: Value) -> Font:
        """A font, looked into once."""
        key = what.number if isinstance(what, Reference) else id(what)
        if key not in self._fonts:
            self._fonts[key] = Font(self._document, self._reader, what)
        return self._fonts[key]

    @property
    def document(self) -> Document:
        """The document that the pages belong to."""
        return self._document

    def content_of(self, number: int) -> bytes:
        """The stream of an object that a page draws; it counts as drawn from then on."""
        self.drawn.add(number)
        return self._reader.unpacked(self._document.objects[number]) or b""


def _inherited(document: Document, page: Mapping[str, Value], key: str) -> list[float]:
    for _ in range(_DEEPEST):
        if key in page:
            return document.numbers(page[key])
        page = document.mapping(page.get("Parent"))
    return []


class _Drawing:
    """One page while it is drawn, with the forms that it puts in."""

    def __init__(self, pages: Pages, page: Page, box: Box) -> None:
        self._pages, self.page, self._box = pages, page, box
        self._path: list[Point] = []
        self._line = self._at = geometry.AS_IT_IS
        self._clips = False

    def run(self, content: bytes, resources: Mapping[str, Value], state: _State, depth: int) -> None:
        """Draw what a stream says."""
        saved: list[_State] = []
        before: list[Value] = []
        words = tuple(islice(tokens(_without_pictures(content), raw=True), _MOST_WORDS + 1 - self._pages.words))
        self._pages.words += len(words)
        for what in values(words):
            if isinstance(what, Remark):
                self._pages.loose.append((REMARK, what))
            elif not isinstance(what, str) or isinstance(what, Name | Text):
                before.append(what)
            elif what == "q":
                saved.append(state)
            else:
                if what == "Q":
                    state = saved.pop() if saved else state
                else:
                    state = self._do(what, before, resources, state, depth)
                before = []
            if self._pages.too_much:
                return
        self._tell_loose("the end", before)

    def _do(self, what: str, before: list[Value], resources: Mapping[str, Value], state: _State, depth: int) -> _State:
        if what == "Do":
            self._put_in(before, resources, state, depth)
        elif what in _SHOW:
            self._show(what, before, state)
        elif what in _PATHS:
            self._trace(what, before, state)
        elif what in _PAINT:
            return self._paint(what, state)
        else:
            self._tell_loose(what, before)
            return self._set(what, before, resources, state)
        return state

    def _tell_loose(self, what: str, before: list[Value]) -> None:
        """Texts that a page keeps and does not draw: told to a screen reader, or to nobody."""
        if what not in _OPERATORS:
            self._pages.loose.append((what, what))
        for item in before:
            if isinstance(item, Text):
                self._pages.loose.append((what, decoded(item.encode("latin-1"))))
            elif isinstance(item, Mapping):
                texts = (text for text in item.values() if isinstance(text, Text))
                self._pages.loose.extend((what, decoded(text.encode("latin-1"))) for text in texts)

    def _set(self, what: str, before: list[Value], resources: Mapping[str, Value], state: _State) -> _State:
        numbers = [item for item in before if isinstance(item, float)]
        match what:
            case "cm" if len(numbers) == 6:
                return replace(state, place=geometry.times(geometry.matrix_of(numbers), state.place))
            case "rg" | "g" | "k" | "sc" | "scn":
                return replace(state, ink=_colour(numbers))
            case "cs":
                return replace(state, ink="000000")
            case "gs":
                return self._look(before, resources, state)
            case "Tf":
                fonts = self._pages.document.mapping(resources.get("Font"))
                name = next((item for item in before if isinstance(item, Name)), "")
                return replace(state, font=self._pages.font(fonts.get(name)), size=numbers[-1] if numbers else 0.0)
            case "Tr" if numbers:
                return replace(state, mode=numbers[-1])
            case "Tz" if numbers:
                return replace(state, wide=numbers[-1] / 100)
            case "Ts" if numbers:
                return replace(state, rise=numbers[-1])
            case "Tc" if numbers:
                return replace(state, apart=numbers[-1])
        return self._move(what, numbers, state)

    def _move(self, what: str, numbers: list[float], state: _State) -> _State:
        match what:
            case "BT":
                self._line = self._at = geometry.AS_IT_IS
            case "Tm" if len(numbers) == 6:
                self._line = self._at = geometry.matrix_of(numbers)
            case "Td" | "TD" if len(numbers) == 2:
                self._line = self._at = geometry.times((1, 0, 0, 1, numbers[0], numbers[1]), self._line)
                return replace(state, leading=-numbers[1]) if what == "TD" else state
            case "T*":
                self._line = self._at = geometry.times((1, 0, 0, 1, 0, -state.leading), self._line)
            case "TL" if numbers:
                return replace(state, leading=numbers[-1])
            case "W" | "W*":
                self._clips = True
        return state

    def _look(self, before: list[Value], resources: Mapping[str, Value], state: _State) -> _State:
        looks = self._pages.document.mapping(resources.get("ExtGState"))
        name = next((item for item in before if isinstance(item, Name)), "")
        cover = self._pages.document.value(self._pages.document.mapping(looks.get(name)).get("ca"))
        return replace(state, cover=cover) if isinstance(cover, float) else state

    def _put_in(self, before: list[Value], resources: Mapping[str, Value], state: _State, depth: int) -> None:
        document = self._pages.document
        things = document.mapping(resources.get("XObject"))
        what = things.get(next((item for item in before if isinstance(item, Name)), ""))
        if not isinstance(what, Reference) or what.number not in document.objects or depth > _DEEPEST:
            return
        thing = document.mapping(what)
        if thing.get("Subtype") == "Form":
            own = document.numbers(thing.get("Matrix"))
            place = geometry.times(geometry.matrix_of(own), state.place) if len(own) == 6 else state.place
            box = document.numbers(thing.get("BBox"))
            clip = (
                geometry.within(state.clip, geometry.moved(geometry.box_of(box), place))
                if len(box) == 4
                else state.clip
            )
            inside = document.mapping(thing.get("Resources")) or resources
            self.run(self._pages.content_of(what.number), inside, replace(state, place=place, clip=clip), depth + 1)
        else:
            self._pages.drawn.add(what.number)
            area = geometry.within(geometry.moved((0, 0, 1, 1), state.place), state.clip)
            is_clear = "SMask" in thing or "Mask" in thing or thing.get("ImageMask") == "true"
            self.page.paint(area, (), None, hides=state.cover >= _FULL_COVER and not is_clear)

    def _trace(self, what: str, before: list[Value], state: _State) -> None:
        numbers = [item for item in before if isinstance(item, float)]
        if what == "re" and len(numbers) == 4:
            x, y, width, height = numbers
            points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        else:
            points = [(numbers[-2], numbers[-1])] if len(numbers) > 1 else []
        self._path.extend(geometry.moved_point(point, state.place) for point in points)

    def _paint(self, what: str, state: _State) -> _State:
        corners = tuple(self._path)
        self._path = []
        if not corners:
            self._clips = False
            return state
        box = geometry.around(corners)
        if what not in ("n", "S", "s"):
            is_square = all(x in (box[0], box[2]) and y in (box[1], box[3]) for x, y in corners)
            shown = geometry.within(box, state.clip)
            self.page.paint(shown, () if is_square else corners, state.ink, state.cover >= _FULL_COVER and is_square)
        if self._clips:
            self._clips = False
            return replace(state, clip=geometry.within(state.clip, box))
        return state

    def _show(self, what: str, before: list[Value], state: _State) -> None:
        if what in ("'", '"'):
            self._move("T*", [], state)
        pieces = before[-1] if before and isinstance(before[-1], list) else before[-1:]
        said, width = [], 0.0
        font = state.font
        for piece in pieces if isinstance(pieces, list) else []:
            if isinstance(piece, Text):
                said.append(font.decoded(piece) if font else piece)
                width += ((font.width(piece) if font else 0.0) * state.size + state.apart * len(piece)) * state.wide
            elif isinstance(piece, float):
                width -= piece / 1000 * state.size * state.wide
        place = geometry.times(self._at, state.place)
        box = geometry.moved((0, state.rise, width, state.rise + state.size * 0.6), place)
        text = "".join(said)
        why = self._why_unseen(box, state, place) if text.strip() else ""
        size = state.size * hypot(place[2], place[3])
        self.page.texts.append(Drawn(self.page.number, text, box, why, state.clip, size))
        self._at = geometry.times((1, 0, 0, 1, width, 0), self._at)

    def _why_unseen(self, box: Box, state: _State, place: Matrix) -> str:
        height = state.size * max(abs(place[1]) + abs(place[0]), abs(place[2]) + abs(place[3]))
        if state.mode in (_UNSEEN, _ONLY_FOR_CLIPPING):
            return "text that is not drawn"
        if not geometry.meets(box, self._box):
            return "text beyond the page"
        if not geometry.meets(box, state.clip):
            return "text that is cut off"
        if abs(height) < _SMALLEST:
            return "text too small to read"
        if state.cover < _LEAST_COVER:
            return "text that can be seen through"
        return "text in the colour of its ground" if alike(state.ink, self.page.ground(box)) else ""


_SHOW = frozenset(("Tj", "TJ", "'", '"'))
_PATHS = frozenset(("m", "l", "c", "v", "y", "re", "h"))
_OTHERS = """
b* B* BDC BMC BT BX cm CS cs d d0 d1 DP EMC ET EX G g gs i j J K k M MP q Q RG rg ri SC sc SCN scn sh T* Tc Td TD Tf TL
Tm Tr Ts Tw Tz w W W* true false R"""
_OPERATORS = frozenset((*_OTHERS.split(), "the end"))
_PAINT = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"))


def _without_pictures(content: bytes) -> bytes:
    """A stream without the data of the pictures that stand within it."""
    kept, at = [], 0
    while (begin := content.find(b"BI", at)) >= 0:
        data = content.find(b"ID", begin, begin + 2_000)
        end = content.find(b"EI", data) if data >= 0 else -1
        if end < 0:
            break
        kept.append(content[at:begin])
        at = end + 2
    return b"".join((*kept, content[at:]))


def _colour(numbers: Sequence[float]) -> str | None:
    """A colour as RRGGBB: of one number grey, of three red, green and blue, of four what is printed over paper."""
    shares = [min(1.0, max(0.0, number)) for number in numbers]
    if len(shares) == 1:
        shares *= 3
    elif len(shares) == 4:
        shares = [(1 - share) * (1 - shares[3]) for share in shares[:3]]
    return "".join(f"{round(share * 255):02X}" for share in shares) if len(shares) == 3 else None
