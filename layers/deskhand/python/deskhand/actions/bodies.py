"""What an operator or a customer wrote, as the text and safe HTML of a message, with the files
that he uploaded."""

from collections.abc import Iterable, Iterator

from deskhand.domain.errors import Invalid
from deskhand.domain.message import Attachment
from deskhand.domain.people import Operator
from deskhand.domain.value import Value
from deskhand.mail.html import sanitise
from deskhand.mail.plain import to_text
from deskhand.store.files import Uploaded as Uploaded
from deskhand.wiring import Helpdesk

MOST_FILES = 20


class Body(Value):
    """`uploads` are ids of files that the same writer uploaded."""

    text: str = ""
    html: str = ""
    uploads: tuple[str, ...] = ()

    def cleaned(self, field: str = "text") -> "Body":
        """Raises Invalid for the `field` that it came in."""
        html = sanitise(self.html) if self.html else ""
        text = self.text.strip() or to_text(html or self.html).strip()
        if not text and not self.uploads:
            raise Invalid(field, "must not be empty")
        return Body(text=text, html=html, uploads=self.uploads)


def of_operator(operator: Operator) -> str:
    """Where his uploads lie, for as long as his drafts, which name them."""
    return f"drafts/files/{operator.id}"


def of_visitor(ticket_id: str) -> str:
    """Where those of a ticket's page lie, for two days."""
    return f"uploads/{ticket_id}"


def of_widget(desk_id: str) -> str:
    """Where those of a desk's widget lie, for two days: their ids, which nobody can guess, are told
    to the visitor alone."""
    return f"uploads/widget/{desk_id}"


def upload_form(
    helpdesk: Helpdesk, place: str, *, filename: str, content_type: str, size: int
) -> dict[str, object]:
    """Where to POST a file to, and the id to name it by afterwards; only whoever's `place` it is
    can name it."""
    id = helpdesk.new_id()
    form = helpdesk.files.upload_form(f"{place}/{id}", filename, content_type, size)
    return {"id": id, **form}


def attached(
    helpdesk: Helpdesk, place: str, ids: Iterable[str], *, ticket_id: str
) -> tuple[Attachment, ...]:
    """Copies uploads to where they stay; raises Invalid for one that is not there."""
    ids = tuple(dict.fromkeys(ids))
    if len(ids) > MOST_FILES:
        raise Invalid("attachments", f"at most {MOST_FILES} files")
    return tuple(_attached(helpdesk, place, id, ticket_id) for id in ids)


def _attached(helpdesk: Helpdesk, place: str, id: str, ticket_id: str) -> Attachment:
    found = helpdesk.files.uploaded(f"{place}/{id}")
    if found is None:
        raise Invalid("attachments", f"{id} was not uploaded, or too long ago")
    key = f"attachments/{ticket_id}/{id}"
    helpdesk.files.copy(f"{place}/{id}", key)
    return Attachment(
        id=id,
        filename=found.filename or "file",
        content_type=found.content_type,
        size=found.size,
        key=key,
    )


def uploaded(helpdesk: Helpdesk, place: str, ids: Iterable[str]) -> Iterator[tuple[str, Uploaded]]:
    """Those of them that are there."""
    for id in ids:
        if found := helpdesk.files.uploaded(f"{place}/{id}"):
            yield id, found
