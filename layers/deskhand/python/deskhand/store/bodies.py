"""Text and HTML of an item, in the files bucket where they are too long for it."""

import json
from concurrent.futures import ThreadPoolExecutor

from deskhand.store.files import Files
from deskhand.store.table import Item

LONGEST_INLINE = 3_000  # bytes of text and HTML that an item holds itself


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
        body = json.dumps({"text": text, "html": html})
        self.files.put(key, body.encode(), "application/json")
        return {**item, "text": None, "html": None, "body": key}

    def read(self, found: list[Item]) -> list[Item]:
        """With the bodies that lie elsewhere."""
        elsewhere = [item["body"] for item in found if "body" in item]
        bodies = dict(zip(elsewhere, self._fetched(elsewhere), strict=True))
        return [{"text": "", **item, **bodies.get(item.get("body", ""), {})} for item in found]

    def _fetched(self, keys: list[str]) -> list[dict[str, str]]:
        if not keys:
            return []
        with ThreadPoolExecutor(max_workers=min(8, len(keys))) as pool:
            return [json.loads(content) for content in pool.map(self.files.get, keys)]
