"""How well letters stand out from their ground: the contrast ratio of WCAG 2.1."""

from __future__ import annotations


def contrast_of(ink: str, ground: str) -> float:
    """The ratio of two colours written as RRGGBB, from 1 (alike) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.1 defines it for sRGB."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
