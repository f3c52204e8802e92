from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MAX_DEFECTS = 50


class Defects:
    """What was wrong with a mail, in words for the operator; each thing is said once."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}

    def note(self, defect: str) -> None:
        if len(self._found) < MAX_DEFECTS:
            self._found.setdefault(defect)

    def attempt(self, what: str, read: Callable[[], T], otherwise: T) -> T:
        """The one wide catch: whatever a hostile mail makes the standard library raise
        (ValueError, LookupError, RecursionError, ...) costs one field and never the mail."""
        try:
            return read()
        except Exception as error:  # noqa: BLE001
            self.note(f"{what} cannot be read ({type(error).__name__})")
            return otherwise

    def as_list(self) -> list[str]:
        return list(self._found)
