"""Lambda answers with 6 MB at most. Of a conversation that is longer the newest messages are whole,
of older ones there is the beginning, and where even that is too much the oldest are left out.
docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from deskhand.domain.message import Message
from deskhand.http.shape import Shape

S = TypeVar("S", bound=Shape)
Shown = Callable[[Message], S]

LARGEST = 5_000_000  # bytes of an answer
FOR_BEGINNINGS = 1_000_000  # of these
SHORT = 1_500  # bytes of a message
LONGEST_BEGINNING, LONGEST_ALONE = 200, 300_000  # characters


def fitting(said: Sequence[Message], shown: Shown[S], around: Shape) -> tuple[list[S], int]:
    """In order of time, beside the rest of the answer; and how many are left out."""
    shapes = list(_newest(said, shown, LARGEST - _size(around)))
    return shapes[::-1], len(said) - len(shapes)


def _newest(said: Sequence[Message], shown: Shown[S], room: int) -> Iterator[S]:
    for message in reversed(said):
        shape, size = _fitting(message, shown, room - FOR_BEGINNINGS)
        room -= size
        if room < 0:
            return
        yield shape


def _fitting(message: Message, shown: Shown[S], room: int) -> tuple[S, int]:
    """And its size. Whole if there is room, or if it takes hardly more than its beginning; else its
    files too are left to who opens it: each has a long address."""
    if not message.cut:
        whole = shown(message)
        size = _size(whole)
        if size <= max(room, SHORT):
            return whole, size
    begun = shown(_begun(message, LONGEST_BEGINNING).model_copy(update={"attachments": ()}))
    return begun, _size(begun)


def alone(message: Message, shown: Shown[S]) -> S:
    """Cut only if nothing can hold it: of a mail there is still the original."""
    whole = shown(message)
    return whole if _size(whole) <= LARGEST else shown(_begun(message, LONGEST_ALONE))


def _begun(message: Message, length: int) -> Message:
    return message.model_copy(update={"text": message.text[:length], "html": "", "cut": True})


def _size(shape: Shape) -> int:
    """In bytes: the answer is JSON as a text within JSON, where an emoji takes fourteen and a quote
    within a text four."""
    text = json.dumps(shape.model_dump(mode="json"))
    return len(text) + text.count('"') + text.count("\\")
