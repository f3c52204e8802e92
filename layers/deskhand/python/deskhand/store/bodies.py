"""Text and HTML of an item, in the files bucket where they are too long for it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from deskhand.store.files import Files
from deskhand.store.table import Item

LONGEST_INLINE = 3_000  # bytes of text and HTML that an item holds itself
LONGEST_BEGINNING = 200  # characters that it keeps of a text that lies elsewhere
LEAST = 10_000  # bytes that one counts for: a request takes its time whatever it brings


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

    def read(self, found: list[Item]) -> list[Item]:
        """With the bodies that lie elsewhere."""
        return self._with([item["body"] for item in found if "body" in item], found)

    def read_newest(self, found: list[Item], most: int) -> list[Item]:
        """`found` is in order of time: of more than `most` bytes of bodies that lie elsewhere the
        older ones are as in `begun`."""
        return self._with(list(_newest(found, most)), found)

    def _with(self, keys: list[str], found: list[Item]) -> list[Item]:
        bodies = dict(zip(keys, self._fetched(keys), strict=True))
        return [{**begun(item), **bodies.get(item.get("body", ""), {})} for item in found]

    def _fetched(self, keys: list[str]) -> list[Item]:
        if not keys:
            return []
        with ThreadPoolExecutor(max_workers=min(8, len(keys))) as pool:
            read = (json.loads(content) for content in pool.map(self.files.get, keys))
            return [{**body, "cut": False} for body in read]


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


def _newest(found: list[Item], most: int) -> Iterator[str]:
    for item in reversed(found):
        size = max(LEAST, int(item.get("bytes", 0)))
        if "body" in item and size <= most:
            most -= size
            yield item["body"]
