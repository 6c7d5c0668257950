"""The colours of letters and of their ground, and whether the two can be told apart."""

from __future__ import annotations

import colorsys

from lxml import etree

from cyps_xl.scan.contrast import contrast_of
from cyps_xl.xlsx.opening.namespaces import main

LEAST_CONTRAST = 1.3  # from 1, alike, to 21; letters under it cannot be seen, even by who looks for them
PAPER = "FFFFFF"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BASIC = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_INK, _GROUND = 64, 65  # the colours that a system gives to letters and to paper
_ORDER = [
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
]
_OFFICE = dict(zip(_ORDER, ("FFFFFF", "000000", "EEECE1", "1F497D"), strict=False))


class Palette:
    """What a workbook's colours are on paper: its theme's, its own numbered ones, and plain ones."""

    def __init__(self, styles: etree._Element, theme: etree._Element | None) -> None:
        own = [element.get("rgb", "")[-6:].upper() for element in styles.iter(main("rgbColor"))]
        self._numbered = dict(enumerate(own or (*_BASIC, *_BASIC)))
        self._numbered |= {_INK: "000000", _GROUND: PAPER}
        self._theme = [_of_theme(theme, name) for name in _ORDER]

    def rgb(self, colour: etree._Element | None) -> str | None:
        """A colour element as RRGGBB; None when it is not there or cannot be told."""
        if colour is None:
            return None
        tint = float(colour.get("tint", "0"))
        if colour.get("rgb"):
            return _tinted(colour.get("rgb", "")[-6:].upper(), tint)
        if colour.get("theme"):
            number = int(colour.get("theme", "0"))
            base = self._theme[number] if 0 <= number < len(self._theme) else None
            return _tinted(base, tint) if base else None
        return self._numbered.get(int(colour.get("indexed", "-1")))


def alike(ink: str | None, ground: str | None) -> bool:
    """Whether letters cannot be told from their ground; False when a colour is not known."""
    try:
        return ink is not None and ground is not None and contrast_of(ink, ground) < LEAST_CONTRAST
    except ValueError:
        return False  # a colour that no program could draw


def _of_theme(theme: etree._Element | None, name: str) -> str | None:
    if theme is None:
        return _OFFICE.get(name)
    for colour in theme.iterfind(f".//{_DRAWING}clrScheme/{_DRAWING}{name}/*"):
        return str(colour.get("lastClr") or colour.get("val") or "")[-6:].upper() or None
    return _OFFICE.get(name)


def _tinted(rgb: str, tint: float) -> str:
    """A colour lightened (tint above 0) or darkened, as ECMA-376 18.3.1.15 has it, by its lightness."""
    if not tint:
        return rgb
    try:
        red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return rgb
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(1, max(0, light)), strength))
