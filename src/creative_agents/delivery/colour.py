"""Colour: the brand's accent, made readable on white and under its own text."""

import re
from dataclasses import dataclass
from typing import Final

from creative_agents.domain.brand import Identity

INK: Final = "#1a1c20"
"""The text colour, and the accent of a brand without a palette."""
READABLE: Final = 4.5
"""The least contrast of text that WCAG 2.2 AA accepts."""
_DARKER: Final = 0.92
_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Palette:
    """The colours of one deck, as hexadecimal values."""

    accent: str
    """The brand's primary colour, for surfaces and rules."""
    accent_text: str
    """The accent, darkened until it can be read on white."""
    on_accent: str
    """The text colour on the accent: ink or white, whichever reads better."""
    swatches: tuple[str, ...]
    """The whole palette, primary first."""


def palette(identity: Identity) -> Palette:
    """Make the deck's colours from the brand's.

    Args:
        identity: The brand's identity; without a palette the deck is black on white.

    Returns:
        Colours whose text meets WCAG AA on its ground.
    """
    swatches = tuple(colour.value for colour in identity.colours if _HEX.fullmatch(colour.value))
    accent = swatches[0] if swatches else INK
    on_accent = max(("#ffffff", INK), key=lambda ink: contrast(ink, accent))
    return Palette(accent, _readable(accent), on_accent, swatches or (INK,))


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _readable(colour: str) -> str:
    while contrast(colour, "#ffffff") < READABLE:
        colour = "#" + "".join(f"{int(part * _DARKER):02x}" for part in _parts(colour))
    return colour


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
