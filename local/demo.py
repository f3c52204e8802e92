"""The demo desk: what a first start is filled with."""

from typing import Any


def fill(helpdesk: Any) -> None:
    """Fills an empty help desk with a team, customers and tickets."""
