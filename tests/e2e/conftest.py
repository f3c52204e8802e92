"""The whole product on this machine, used as its users do: SMTP, HTTP, the outbox."""

import re
import smtplib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, TypeVar

import httpx
import pytest

from local.process import StackProcess

T = TypeVar("T")
PATIENCE = 20  # seconds; a usual answer takes less than one


def eventually(look: Callable[[], T | None]) -> T:
    """What `look` finds at last; a stack works through stream and queue behind the request."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline, "did not happen"
        time.sleep(0.05)
    return found


@dataclass
class Person:
    """An operator at the admin API."""

    stack: StackProcess
    email: str

    def __post_init__(self) -> None:
        self.token = self.stack.token(self.email)

    def call(
        self, method: str, path: str, body: Any = None, *, expect: int = 200, **more: Any
    ) -> Any:
        headers = {"authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        answer = self.stack.http.request(
            method, f"/api/admin{path}", json=body, headers=headers, **more
        )
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    def get(self, path: str, **params: Any) -> Any:
        return self.call("GET", path, params=params)

    def ticket(self, id: str) -> Any:
        return self.get(f"/tickets/{id}")


@dataclass
class Mailbox:
    """A customer's mail program."""

    stack: StackProcess
    address: str
    name: str

    def send(
        self,
        text: str,
        *,
        to: str,
        subject: str,
        answers: EmailMessage | None = None,
        client: str = "",
    ) -> str:
        """`to` is one address or several with commas. A client's name plays what SES finds out."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"{self.name} <{self.address}>", to, subject
        mail["Message-ID"] = f"<{time.time_ns()}@{self.address.partition('@')[2]}>"
        if answers:
            mail["In-Reply-To"] = answers["Message-ID"]
            mail["References"] = f"{answers.get('References', '')} {answers['Message-ID']}".strip()
        mail.set_content(text)
        hand_over(self.stack, mail.as_bytes(), self.address, to.split(", "), client=client)
        return str(mail["Message-ID"])

    def answer(self, text: str, mail: EmailMessage) -> str:
        """As mail programs do: to Reply-To, with the mail that is answered quoted below."""
        quoted = "\n".join(f"> {line}" for line in plain(mail).splitlines())
        to = mail["Reply-To"].addresses[0].addr_spec
        written = f"{text}\n\nOn Sun, 22 Nov 2026 at 10:00, Support wrote:\n{quoted}"
        return self.send(written, to=to, subject=f"Re: {mail['Subject']}", answers=mail)

    def received(self, containing: str = "") -> EmailMessage:
        """The newest mail to this address with this text, as soon as it is there."""
        return eventually(lambda: self._newest(containing))

    def _newest(self, containing: str) -> EmailMessage | None:
        return next((mail for mail in self.inbox() if containing in plain(mail)), None)

    def inbox(self) -> Iterator[EmailMessage]:
        """Newest first."""
        for entry in self.stack.http.get("/outbox/messages.json").json():
            if self.address in entry["recipients"]:
                raw = self.stack.http.get(f"/outbox/{entry['id']}.eml").content
                mail = message_from_bytes(raw, policy=policy.default)
                assert isinstance(mail, EmailMessage)
                yield mail


def hand_over(
    stack: StackProcess, raw: bytes, sender: str, recipients: list[str], *, client: str = ""
) -> None:
    """To the mail server, as another one does."""
    name = client or "client.test"
    with smtplib.SMTP("127.0.0.1", stack.smtp_port, local_hostname=name, timeout=10) as smtp:
        smtp.sendmail(sender, recipients, raw)


def plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def link_token(mail: EmailMessage) -> str:
    found = re.search(r"/t/#(\S+)", plain(mail))
    assert found
    return found.group(1)


def ticket_page(
    stack: StackProcess, token: str, method: str = "GET", path: str = "", **more: Any
) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"}
    return stack.http.request(method, f"/api/ticket{path}", headers=headers, **more)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackProcess]:
    stack = StackProcess(tmp_path_factory.mktemp("stack") / "data")
    stack.start()
    yield stack
    if stack.runs:
        stack.stop()


@pytest.fixture(scope="module")
def admin(stack: StackProcess) -> Person:
    return Person(stack, "admin@desk.localhost")


@pytest.fixture(scope="module")
def olga(stack: StackProcess, admin: Person) -> Person:
    new = {"email": "olga@desk.localhost", "name": "Olga Nowak"}
    admin.call("POST", "/operators", new, expect=201)
    return Person(stack, "olga@desk.localhost")


@pytest.fixture(scope="module")
def desk(admin: Person, olga: Person) -> Any:
    new = {
        "name": "Support",
        "addresses": ["support@desk.localhost"],
        "number_pattern": "SUP-{nr}",
        "members": [olga.get("/me")["operator"]["id"]],
        "undo_seconds": 0,
    }
    return admin.call("POST", "/desks", new, expect=201)


@pytest.fixture(scope="module")
def ada(stack: StackProcess, desk: Any) -> Mailbox:
    return Mailbox(stack, "ada@byron.example", "Ada Byron")
