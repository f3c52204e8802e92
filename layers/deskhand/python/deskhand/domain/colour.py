from typing import Literal

Ink = Literal["#000000", "#ffffff"]


def ink_on(colour: str) -> Ink:
    """Whichever reads better on a colour that a desk chose freely (WCAG 2.2, 1.4.3)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    # Where both have the same contrast: 1.05 / (l + 0.05) = (l + 0.05) / 0.05
    return "#000000" if luminance > 0.179 else "#ffffff"


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04 else ((channel + 0.055) / 1.055) ** 2.4
