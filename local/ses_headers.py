"""The header fields that SES puts on top of a mail that it received.

As in the examples on docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html and
docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-examples.html
"""

import email.utils
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

_FROM = re.compile(rb"^from:(?:[^\n]|\n[ \t])*@([A-Za-z0-9.-]+)", re.IGNORECASE | re.MULTILINE)
_HEADER_LIMIT = 64_000  # bytes in which From is looked for
_RESULTS = {"PASS": "pass", "FAIL": "fail"}


def on_top(
    message_id: str,
    content: bytes,
    *,
    sender: str,
    recipients: Sequence[str],
    client: str,
    verdicts: Mapping[str, str],
) -> bytes:
    """`verdicts` as in the receipt: PASS, FAIL or GRAY of spam, virus, spf, dkim and dmarc."""
    name = re.sub(r"[^A-Za-z0-9.\-\[\]:_]", "?", client)
    lines = (
        f"Return-Path: <{sender}>",
        *_received(message_id, name, recipients),
        f"X-SES-Spam-Verdict: {verdicts['spam']}",
        f"X-SES-Virus-Verdict: {verdicts['virus']}",
        *_authentication(content, sender, name, verdicts),
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def _received(message_id: str, client: str, recipients: Sequence[str]) -> Iterator[str]:
    """Whom it was for stands there when that is one: else they would see each other's addresses."""
    date = email.utils.format_datetime(datetime.now(UTC))
    yield f"Received: from {client} (localhost [127.0.0.1])"
    id = f" by inbound-smtp.eu-west-1.amazonaws.com with SMTP id {message_id}"
    yield from (id, f" for {recipients[0]};") if len(recipients) == 1 else (f"{id};",)
    yield f" {date} (UTC)"


def _authentication(
    content: bytes, sender: str, client: str, verdicts: Mapping[str, str]
) -> Iterator[str]:
    spf, dkim, dmarc = (_RESULTS.get(verdicts[name], "none") for name in ("spf", "dkim", "dmarc"))
    domain = sender.rpartition("@")[2]
    checked = f"{spf} (spfCheck: domain of {domain}) client-ip=127.0.0.1;"
    checked += f" envelope-from={sender}; helo={client};"
    header = content[:_HEADER_LIMIT].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    found = _FROM.search(header)
    author = found[1].decode() if found else domain
    yield f"Received-SPF: {checked}"
    yield "Authentication-Results: amazonses.com;"
    yield f" spf={checked}"
    yield f" dkim={dkim} header.i=@{author};"
    yield f" dmarc={dmarc} header.from={author};"
