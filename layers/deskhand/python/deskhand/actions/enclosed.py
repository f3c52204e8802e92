"""What goes along with an answer: its pictures and files, as far as a mail carries them."""

from typing import NamedTuple

from deskhand.domain.message import Attachment, Message
from deskhand.mail import enclosures, fields, pictures
from deskhand.mail.compose import Part
from deskhand.mail.paragraphs import paragraphs
from deskhand.wiring import Helpdesk


class Enclosed(NamedTuple):
    """`left` are the files that have to be downloaded instead."""

    html: str = ""
    parts: tuple[Part, ...] = ()
    left: tuple[Attachment, ...] = ()


def enclosed(helpdesk: Helpdesk, answer: Message) -> Enclosed:
    shown = pictures.shown(answer.html or paragraphs(answer.text), id=answer.id)
    room = enclosures.MOST - sum(enclosures.encoded_size(len(p.content)) for p in shown.parts)
    carried, left = [], []
    for file in answer.attachments:
        size = enclosures.encoded_size(file.size)
        if size > room or enclosures.is_refused(fields.filename(file.filename)):
            left.append(file)
        else:
            room -= size
            carried.append(file)
    return Enclosed(
        shown.html, (*shown.parts, *(_part(helpdesk, file) for file in carried)), tuple(left)
    )


def _part(helpdesk: Helpdesk, file: Attachment) -> Part:
    content = helpdesk.files.get(file.key)
    return Part(file.filename, file.content_type, content, file.content_id, file.inline)


def named(files: tuple[Attachment, ...]) -> str:
    return "\n".join(
        f"- {fields.filename(file.filename)} ({enclosures.size_in_words(file.size)})"
        for file in files
    )
