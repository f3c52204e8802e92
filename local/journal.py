"""Every change of the table since ministack last saved it, and how far each stream reader has come.

ministack writes its state only when it is stopped cleanly, and forgets the stream records that
nobody has read. So each record is written here before it is delivered. The journal is always the
newest part of the history: put into the table again, in order, it brings back what a crash took.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]  # as Lambda gets it: DynamoDB JSON, bytes in base64

_SCHEMA = """
CREATE TABLE IF NOT EXISTS change (
  position INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, record TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS reader (name TEXT PRIMARY KEY, position INTEGER NOT NULL);
"""


class Journal:
    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        # With a write-ahead log each commit survives the end of this process, however it ends.
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        self._database.close()

    def register(self, readers: Iterable[str]) -> None:
        """Keeps these readers' positions and forgets others, so that those hold nothing back."""
        names = list(readers)
        with self._lock, self._database:
            for name in names:
                self._database.execute("INSERT OR IGNORE INTO reader VALUES (?, 0)", (name,))
            marks = ",".join("?" * len(names))
            self._database.execute(f"DELETE FROM reader WHERE name NOT IN ({marks})", names)  # noqa: S608

    def append(self, records: Iterable[Record]) -> None:
        now = time.time()
        rows = [(now, json.dumps(record, separators=(",", ":"))) for record in records]
        with self._lock:
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO change (at, record) VALUES (?, ?)", rows)
            self._database.execute("COMMIT")

    def after(self, position: int, limit: int) -> list[tuple[int, Record]]:
        with self._lock:
            rows = self._database.execute(
                "SELECT position, record FROM change WHERE position > ? ORDER BY position LIMIT ?",
                (position, limit),
            ).fetchall()
        return [(position, json.loads(record)) for position, record in rows]

    def position(self, reader: str) -> int:
        with self._lock:
            row = self._database.execute(
                "SELECT position FROM reader WHERE name = ?", (reader,)
            ).fetchone()
        return int(row[0])

    def advance(self, reader: str, position: int) -> None:
        with self._lock:
            self._database.execute(
                "UPDATE reader SET position = ? WHERE name = ?", (position, reader)
            )

    def newest(self) -> float:
        """When the last change was written, in seconds since 1970; 0 if there is none."""
        with self._lock:
            (at,) = self._database.execute("SELECT coalesce(max(at), 0) FROM change").fetchone()
        return float(at)

    def latest_images(self) -> Iterator[tuple[Record, Record | None]]:
        """Key and newest image of each changed item; no image: it was deleted."""
        with self._lock:
            rows = self._database.execute("SELECT record FROM change ORDER BY position").fetchall()
        newest: dict[str, tuple[Record, Record | None]] = {}
        for (text,) in rows:
            change = json.loads(text)["dynamodb"]
            keys = change["Keys"]
            newest[json.dumps(keys, sort_keys=True)] = (keys, change.get("NewImage"))
        yield from newest.values()

    def forget_delivered(self) -> None:
        """For when the storage has saved its state."""
        with self._lock:
            self._database.execute(
                "DELETE FROM change"
                " WHERE position <= (SELECT coalesce(min(position), 9e18) FROM reader)"
            )
