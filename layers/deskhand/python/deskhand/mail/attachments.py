"""What a mail carries besides its text."""

from deskhand.mail import filenames, headers, inline, tnef, transfer
from deskhand.mail.bodies import Bodies
from deskhand.mail.defects import Defects
from deskhand.mail.model import Attachment
from deskhand.mail.structure import Part


def read(letter: Bodies, defects: Defects) -> list[Attachment]:
    shown = inline.shown_by(letter.html)
    found: list[Attachment] = []
    for number, part in enumerate(letter.attached, start=1):
        one = _attachment(part, number, shown, defects)
        found += _unpacked(one, shown, defects) or [one]
    return found + [_file(name, "", "", content, shown) for name, content in letter.files]


def _attachment(part: Part, number: int, shown: set[str], defects: Defects) -> Attachment:
    content = defects.attempt("attachment", lambda: transfer.content(part, defects), part.body)
    name = filenames.filename(part, content, number, defects)
    content_id = headers.clean(part.fields.first("content-id")).strip("<> ")
    return _file(name, _content_type(part), content_id or inline.location(part), content, shown)


def _file(
    name: str, content_type: str, content_id: str, content: bytes, shown: set[str]
) -> Attachment:
    filename = filenames.safe_filename(name) or "attachment"
    content_id = headers.clean(content_id)
    if not content_id and filename.lower() in shown:
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


def _unpacked(winmail: Attachment, shown: set[str], defects: Defects) -> list[Attachment]:
    """Outlook's winmail.dat, which nothing but Outlook opens, gives way to what is in it."""
    if not tnef.is_tnef(winmail.content):
        return []
    nothing = tnef.Unpacked()
    inside = defects.attempt("winmail.dat", lambda: tnef.unpack(winmail.content, defects), nothing)
    return [
        _file(
            each.name or f"attachment-{number}",
            each.content_type,
            each.content_id,
            each.content,
            shown,
        )
        for number, each in enumerate(inside.files, start=1)
    ]


def _content_type(part: Part) -> str:
    cut_short = part.content_type.startswith("multipart/")  # beyond the bounds of structure
    return "application/octet-stream" if cut_short else part.content_type
