"""The domain's values as the shapes of the APIs."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar
from urllib.parse import quote

from aws_lambda_powertools.event_handler import Response

from deskhand.actions.bodies import Uploaded
from deskhand.actions.page import SeenPage
from deskhand.actions.tickets import link_url
from deskhand.actions.viewing import Seen
from deskhand.domain import message as messages
from deskhand.domain import progress
from deskhand.domain.desk import Desk
from deskhand.domain.history import Event
from deskhand.domain.ids import time_of
from deskhand.domain.indexed import HEAD, Posting
from deskhand.domain.message import Message
from deskhand.domain.ticket import Ticket
from deskhand.http import page_shapes, shapes, writing_shapes
from deskhand.http.fitting import alone, fitting
from deskhand.http.shape import Shape
from deskhand.wiring import Helpdesk

A = TypeVar("A", bound=Shape)


def ticket(helpdesk: Helpdesk, shown: Ticket) -> shapes.Ticket:
    return shapes.Ticket(**_fields(helpdesk, shown))


def listed(
    helpdesk: Helpdesk, shown: Ticket, postings: Mapping[str, Posting]
) -> shapes.ListedTicket:
    posting, excerpt = postings.get(shown.id), None
    if posting and posting.excerpt:
        message_id = posting.source if posting.source != HEAD else None
        excerpt = shapes.Excerpt(text=posting.excerpt, message_id=message_id)
    return shapes.ListedTicket(**_fields(helpdesk, shown), excerpt=excerpt)


def conversation(helpdesk: Helpdesk, seen: Seen) -> shapes.Conversation:
    shown = seen.conversation
    answer = shapes.Conversation(
        **{**_fields(helpdesk, shown.ticket), "merged_into": _target(seen)},
        messages=[],
        left_out=0,
        events=[event(line) for line in shown.events],
        history=list(_earlier(seen)),
        also=[_other(other) for other in seen.also],
        suppressed=seen.suppressed,
        merged=[_merged(ticket) for ticket in seen.merged],
    )
    return _with(answer, shown.messages, partial(message, helpdesk))


def _with(answer: A, said: list[Message], shown: Callable[[Message], Shape]) -> A:
    messages, left_out = fitting(said, shown, answer)
    return answer.model_copy(update={"messages": messages, "left_out": left_out})


def opened(helpdesk: Helpdesk, shown: Message) -> shapes.Message:
    return alone(shown, partial(message, helpdesk))


def message(helpdesk: Helpdesk, shown: Message) -> shapes.Message:
    return shapes.Message(
        author=_author(shown.author),
        attachments=attachments(helpdesk, shown),
        **shown.model_dump(include=set(shapes.Message.model_fields) - {"author", "attachments"}),
    )


def attachments(helpdesk: Helpdesk, shown: Message) -> list[shapes.Attachment]:
    return [
        shapes.Attachment(
            url=helpdesk.files.download_url(file.key, disposition(file.filename)),
            **file.model_dump(exclude={"key"}),
        )
        for file in shown.attachments
    ]


def uploads(found: Mapping[str, Uploaded]) -> list[writing_shapes.DraftFile]:
    return [
        writing_shapes.DraftFile(
            id=id, filename=file.filename, content_type=file.content_type, size=file.size
        )
        for id, file in found.items()
    ]


def disposition(filename: str) -> str:
    """RFC 6266: a name for old clients, and the real one."""
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "._-" else "_" for c in filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


def event(shown: Event) -> shapes.Event:
    fields = set(shapes.Event.model_fields) - {"author"}
    return shapes.Event(author=_author(shown.author), **shown.model_dump(include=fields))


def desk(shown: Desk, counted: Mapping[str, int]) -> shapes.Desk:
    return shapes.Desk(**shown.model_dump(), counters=shapes.DeskCounters(**counted))


def page_unless_known(
    helpdesk: Helpdesk, seen: SeenPage | None
) -> Response[page_shapes.TicketPage | None]:
    if seen is None:
        return Response(status_code=204)
    return Response(200, "application/json", ticket_page(helpdesk, seen))


def ticket_page(helpdesk: Helpdesk, seen: SeenPage) -> page_shapes.TicketPage:
    ticket, said, events, _ = seen.conversation
    answer = page_shapes.TicketPage(
        may_comment=seen.may_comment,
        state=seen.state,
        desk=page_shapes.PageDesk(
            **seen.desk.model_dump(include=set(page_shapes.PageDesk.model_fields)),
            ink=seen.desk.ink,
        ),
        messages=[],
        left_out=0,
        progress=list(progress.steps(ticket, events)),
        turns=list(progress.turns(events)),
        **ticket.model_dump(
            include={"number", "subject", "status", "created_at", "updated_at", "closed_at"}
        ),
    )
    return _with(answer, said, partial(page_message, helpdesk))


def page_message(helpdesk: Helpdesk, shown: Message) -> page_shapes.PageMessage:
    return page_shapes.PageMessage(
        author=page_shapes.PageAuthor(kind=shown.author.kind, name=shown.author.name),
        attachments=attachments(helpdesk, shown),
        **shown.model_dump(include={"id", "text", "html", "created_at", "automatic", "cut"}),
    )


def _fields(helpdesk: Helpdesk, shown: Ticket) -> dict[str, object]:
    own = {"requester", "link_generation", "first_reply_at", "turns", "before_merge", "merged"}
    kept = shown.model_dump(exclude=own)
    return {**kept, "requester": shown.requester, "link_url": link_url(helpdesk, shown)}


def _earlier(seen: Seen) -> Iterable[shapes.EarlierTicket]:
    for item in seen.earlier:
        yield shapes.EarlierTicket(
            id=item.id,
            number=item.number,
            subject=item.subject,
            status=item.status,
            created_at=time_of(item.id),
        )


def _other(other: Ticket) -> shapes.OtherTicket:
    fields = set(shapes.OtherTicket.model_fields)
    return shapes.OtherTicket(**other.model_dump(include=fields))


def _merged(source: Ticket) -> shapes.EarlierTicket:
    fields = set(shapes.EarlierTicket.model_fields)
    return shapes.EarlierTicket(**source.model_dump(include=fields))


def _target(seen: Seen) -> shapes.MergedInto | None:
    target = seen.target
    if target.id == seen.conversation.ticket.id:
        return None
    return shapes.MergedInto(id=target.id, number=target.number, subject=target.subject)


def _author(author: messages.Author) -> shapes.Author:
    return shapes.Author(kind=author.kind, name=author.name, email=author.email)
