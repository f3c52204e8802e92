"""The site's files in their bucket, each with its type and how long it may be kept."""

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from deploy.world import Stopped

YEAR = "public, max-age=31536000, immutable"
FIVE_MINUTES = "public, max-age=300"
EACH_TIME = "no-cache"
NEVER = "no-store"
# CloudFront compresses by these.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
PLACES = {"admin": "admin/", "ticket": "t/", "widget": ""}  # the demo stays at home
SUPERSEDED = "superseded.json"
KEPT = timedelta(days=30)  # a page that was open all the time still loads its parts


@dataclass(frozen=True)
class File:
    key: str
    cache: str
    body: bytes

    def put(self, s3: Any, bucket: str) -> None:
        kind = TYPES.get(Path(self.key).suffix)
        if kind is None:
            raise Stopped(f"{self.key}: deploy/site.py knows no Content-Type for it.")
        s3.put_object(
            Bucket=bucket, Key=self.key, Body=self.body, ContentType=kind, CacheControl=self.cache
        )


def upload(s3: Any, dist: Path, outputs: Mapping[str, str], today: date) -> None:
    bucket = outputs["SiteBucketName"]
    files = [*built(dist), settings(outputs)]
    print(f"Uploading the site: {len(files)} files to {bucket}")
    # What a page loads is there before the page.
    for parts in (True, False):
        with ThreadPoolExecutor(8) as pool:
            chosen = (file for file in files if (file.cache == YEAR) is parts)
            list(pool.map(lambda file: file.put(s3, bucket), chosen))
    _clear(s3, bucket, {file.key for file in files}, today)


def built(dist: Path) -> Iterator[File]:
    for folder, place in PLACES.items():
        found = sorted(path for path in (dist / folder).rglob("*") if path.is_file())
        if not found:
            raise Stopped(f"{dist / folder} is empty: run `make site`.")
        for path in found:
            name = path.relative_to(dist / folder).as_posix()
            yield File(place + name, _cache(folder, name), path.read_bytes())


def _cache(folder: str, name: str) -> str:
    """What is named by its content never changes. The widget's tag names `widget.js` for years."""
    if folder == "widget":
        return FIVE_MINUTES if name == "widget.js" else YEAR
    return YEAR if name.startswith(("assets/", "texts/")) else EACH_TIME


def settings(outputs: Mapping[str, str]) -> File:
    """Where operators sign in: read by static_site/src/admin/auth/session.ts."""
    said = {"issuer": outputs["Issuer"], "client_id": outputs["ClientId"]}
    if url := outputs.get("SignOutUrl"):
        said["sign_out_url"] = _quoted(url)
    return File("admin/config.json", NEVER, json.dumps(said).encode())


def _quoted(url: str) -> str:
    """CloudFormation can't quote the address within the address."""
    parts = urlsplit(url)
    return parts._replace(query=urlencode(parse_qsl(parts.query))).geturl()


def _clear(s3: Any, bucket: str, current: set[str], today: date) -> None:
    """Old files stay for a while after the deployment that no longer had them."""
    since = _superseded(s3, bucket)
    old = sorted(set(_keys(s3, bucket)) - current - {SUPERSEDED})
    noted = {key: since.get(key, today.isoformat()) for key in old}
    gone = [key for key, day in noted.items() if today - date.fromisoformat(day) > KEPT]
    for key in gone:
        s3.delete_object(Bucket=bucket, Key=key)
        del noted[key]
    File(SUPERSEDED, NEVER, json.dumps(noted).encode()).put(s3, bucket)


def _superseded(s3: Any, bucket: str) -> dict[str, str]:
    try:
        found: dict[str, str] = json.load(s3.get_object(Bucket=bucket, Key=SUPERSEDED)["Body"])
    except s3.exceptions.NoSuchKey:
        return {}
    return found


def _keys(s3: Any, bucket: str) -> Iterator[str]:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for found in page.get("Contents", ()):
            yield found["Key"]
