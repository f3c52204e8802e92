import pytest

from deskhand.domain.colour import ink_on


@pytest.mark.parametrize("colour", ["#ffffff", "#FFE14D", "#808080", "#e67700", "#00ff00"])
def test_on_a_light_colour_black_reads_better(colour: str) -> None:
    assert ink_on(colour) == "#000000"


@pytest.mark.parametrize("colour", ["#000000", "#2f5bea", "#C92A2A", "#0b7285", "#0000ff"])
def test_on_a_dark_colour_white_reads_better(colour: str) -> None:
    assert ink_on(colour) == "#ffffff"


def test_on_every_grey_the_chosen_one_can_be_read() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    for grey in range(256):
        channel = grey / 255
        linear = channel / 12.92 if channel <= 0.04 else ((channel + 0.055) / 1.055) ** 2.4
        ink = ink_on(f"#{grey:02x}" + f"{grey:02x}" * 2)
        light, dark = (linear, 0.0) if ink == "#000000" else (1.0, linear)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, grey
