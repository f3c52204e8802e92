"""Text and HTML of an item, in the files bucket where they are too long for it."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from deskhand.store.files import Files
from deskhand.store.table import Item

LONGEST_INLINE = 3_000  # bytes of text and HTML that an item holds itself
LONGEST_BEGINNING = 200  # characters that it keeps of a text that lies elsewhere
LEAST = 10_000  # bytes that one counts for: a request takes its time whatever it brings


class Place(NamedTuple):
    """Where a long body lies, and how many bytes it has."""

    key: str
    size: int


class Bodies:
    def __init__(self, files: Files) -> None:
        self.files = files

    def put_away(self, item: Item, place: str) -> Item:
        """A long body goes to the files bucket first: an item must never point to nothing. So
        `place` must be no other item's, also of none that is refused."""
        text, html = item["text"], item["html"]
        if len(text.encode()) + len(html.encode()) <= LONGEST_INLINE:
            return item
        key = f"{place}.json"
        body = json.dumps({"text": text, "html": html}).encode()
        self.files.put(key, body, "application/json")
        return {**item, **_lying(key, len(body), text[:LONGEST_BEGINNING])}

    def read(self, item: Item) -> Item:
        """With its body, also if that lies elsewhere."""
        place = place_of(item)
        return {**begun(item), **(self.fetched([place])[place] if place else {})}

    def fetched(self, places: Iterable[Place]) -> dict[Place, Item]:
        """What belongs into the items whose bodies lie there."""
        wanted = list(places)
        if not wanted:
            return {}
        with ThreadPoolExecutor(max_workers=min(8, len(wanted))) as pool:
            read = pool.map(self.files.get, (place.key for place in wanted))
            bodies = [{**json.loads(content), "cut": False} for content in read]
        return dict(zip(wanted, bodies, strict=True))


def elsewhere(item: Item) -> Item:
    """Of an item as it lies, what stands in it for its body; nothing if that is short."""
    if "body" not in item:
        return {}
    return _lying(item["body"], item.get("bytes"), item.get("begins"))


def _lying(key: str, size: int | None, begins: str | None) -> Item:
    return {"text": None, "html": None, "body": key, "bytes": size, "begins": begins}


def begun(item: Item) -> Item:
    """`cut`, with its beginning, where the body lies elsewhere."""
    if "body" not in item:
        return {"text": "", **item}
    return {**item, "text": item.get("begins", ""), "cut": True}


def place_of(item: Item) -> Place | None:
    return Place(item["body"], int(item.get("bytes", 0))) if "body" in item else None


def newest(places: Iterable[Place], most: int) -> Iterator[Place]:
    """`places`, newest first, as far as there are no more than `most` bytes in all."""
    for place in places:
        size = max(LEAST, place.size)
        if size <= most:
            most -= size
            yield place
