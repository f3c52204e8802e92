"""Every mail that was sent, as a file in the data folder."""

import email
import email.policy
import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from local.ses_receipt import decoded


@dataclass(frozen=True)
class Mail:
    id: str
    """What SES returned; its Message-ID is <id@eu-west-1.amazonses.com>."""
    message_id: str
    source: str
    recipients: list[str]
    sent_at: str
    tags: dict[str, list[str]]
    headers: list[dict[str, str]]

    def header(self, name: str) -> str:
        found = (h["value"] for h in self.headers if h["name"].lower() == name.lower())
        return decoded(next(found, ""))

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "message_id": self.message_id,
            "from": self.header("from"),
            "to": self.header("to"),
            "cc": self.header("cc"),
            "reply_to": self.header("reply-to"),
            "subject": self.header("subject"),
            "date": self.header("date"),
            "sent_at": self.sent_at,
            "recipients": self.recipients,
            "tags": self.tags,
            "headers": self.headers,
        }


class Outbox:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = threading.Lock()
        self._mails: dict[str, Mail] = {}
        for path in sorted(folder.glob("*.json")):
            mail = Mail(**json.loads(path.read_text()))
            self._mails[mail.id] = mail

    def add(self, mail: Mail, raw: bytes) -> None:
        (self._folder / f"{mail.id}.eml").write_bytes(raw)
        (self._folder / f"{mail.id}.json").write_text(json.dumps(asdict(mail)))
        with self._lock:
            self._mails[mail.id] = mail

    def newest_first(self) -> list[Mail]:
        with self._lock:
            return sorted(self._mails.values(), key=lambda mail: mail.id, reverse=True)

    def get(self, id_: str) -> Mail | None:
        with self._lock:
            return self._mails.get(id_)

    def raw(self, mail: Mail) -> bytes:
        return (self._folder / f"{mail.id}.eml").read_bytes()

    def parts(self, mail: Mail) -> Mapping[str, str]:
        """The text and the HTML of a mail, as far as it has them."""
        message = email.message_from_bytes(self.raw(mail), policy=email.policy.default)
        assert isinstance(message, EmailMessage)  # noqa: S101 - the policy makes it one
        found = {}
        for kind in ("plain", "html"):
            part = message.get_body((kind,))
            if part is not None:
                found[kind] = str(part.get_content())
        return found
