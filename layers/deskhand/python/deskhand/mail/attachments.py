"""What a mail carries besides its text."""

import re

from deskhand.mail import embedded, filenames, headers, inline, plain, tnef, transfer
from deskhand.mail.bodies import Bodies
from deskhand.mail.defects import Defects
from deskhand.mail.model import Attachment
from deskhand.mail.structure import Part

MAX_ATTACHMENTS = 1_000
MAX_LETTERS = 5  # in a winmail.dat
MAX_JUDGED = 20  # parts: a winmail.dat behind them is listed without a look at its text
MAX_COMPARED = 20_000  # characters, and so many words of that text:
MAX_WORDS = 10

_WORD = re.compile(r"\w+")


def read(letter: Bodies, defects: Defects) -> list[Attachment]:
    shown = inline.shown_by(letter.html)
    found: list[Attachment] = []
    for number, part in enumerate(letter.attached, start=1):
        if len(found) >= MAX_ATTACHMENTS:
            break
        one = _attachment(part, number, shown, defects)
        text = letter.text[:MAX_COMPARED] if number <= MAX_JUDGED else None
        found += _unpacked(one, text, shown, defects)
    found += [_file(name, "", "", content, shown) for name, content in letter.files]
    if len(found) > MAX_ATTACHMENTS or len(letter.attached) > MAX_ATTACHMENTS:
        defects.note(f"more than {MAX_ATTACHMENTS} attachments, the rest is ignored")
    return found[:MAX_ATTACHMENTS]


def _attachment(part: Part, number: int, shown: set[str], defects: Defects) -> Attachment:
    content = transfer.read(part, defects)
    name = filenames.filename(part, content, number, defects)
    content_id = headers.clean(part.fields.first("content-id")).strip("<> ")
    return _file(name, _content_type(part), content_id or inline.location(part), content, shown)


def _file(
    name: str, content_type: str, content_id: str, content: bytes, shown: set[str]
) -> Attachment:
    filename = filenames.safe_filename(name) or "attachment"
    content_id = headers.clean(content_id)
    if filename.lower() in shown and content_id.lower() not in shown:
        content_id = filename
    return Attachment(
        filename=filename,
        content_type=content_type or filenames.type_by_name(filename),
        size=len(content),
        content_id=content_id,
        # Not by disposition: Gmail sends shown images as attachments, Apple Mail marks PDFs
        # as inline. Only what the HTML refers to may be left out of the list of files.
        inline=bool(content_id) and content_id.lower() in shown,
        content=content,
    )


def _unpacked(
    one: Attachment, text: str | None, shown: set[str], defects: Defects
) -> list[Attachment]:
    """Outlook's winmail.dat, which nothing but Outlook opens, gives way to what is in it."""
    if not tnef.is_tnef(one.content):
        return [one]
    nothing = tnef.Unpacked(tnef.Message())
    inside = defects.attempt("winmail.dat", lambda: tnef.unpack(one.content, defects), nothing)
    is_used_up = inside.is_whole and not inside.attached and _is_said(inside.message, text, defects)
    letters = [_letter(each, defects) for each in inside.attached[:MAX_LETTERS]]
    files = [
        _file(
            each.name or f"attachment-{number}",
            each.content_type,
            each.content_id,
            each.content,
            shown,
        )
        for number, each in enumerate(inside.files, start=1)
    ]
    return [letter for letter in letters if letter] + files or [one] * (not is_used_up)


def _is_said(message: tnef.Message, text: str | None, defects: Defects) -> bool:
    """The letter says already what the one in winmail.dat says."""
    if text is None:
        return False
    read = defects.attempt("text in winmail.dat", message.with_rtf_read, None)
    if read is None:
        return False
    said = read.text or plain.to_text(read.html)
    return set(_WORD.findall(said)[:MAX_WORDS]) <= set(_WORD.findall(text))


def _letter(message: tnef.Message, defects: Defects) -> Attachment | None:
    read = defects.attempt("message in winmail.dat", message.with_rtf_read, message)
    if not (read.text or read.html):
        return None
    content = defects.attempt("message in winmail.dat", lambda: embedded.to_eml(read), b"")
    name = filenames.of_subject(headers.clean(message.subject))
    return _file(name, "message/rfc822", "", content, set()) if content else None


def _content_type(part: Part) -> str:
    cut_short = part.content_type.startswith("multipart/")  # beyond the bounds of structure
    return "application/octet-stream" if cut_short else part.content_type
