"""An answer that is taken back before it is sent, a note soon after it was written."""

from typing import NamedTuple

from deskhand.actions.bodies import of_operator, uploaded
from deskhand.actions.changes import decided_again, require_unmerged
from deskhand.domain import access, notices, taking_back
from deskhand.domain.change import Change
from deskhand.domain.desk import Desk
from deskhand.domain.errors import NotFound
from deskhand.domain.history import ccs_at
from deskhand.domain.message import Message
from deskhand.domain.notices import Notice
from deskhand.domain.people import Operator
from deskhand.domain.taking_back import Changed
from deskhand.domain.ticket import Ticket
from deskhand.store import moving
from deskhand.store.files import Uploaded
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk


class TakenBack(NamedTuple):
    """`ticket` is as it is now, `changed` what was changed with the message and is not any more;
    `files` are those of its uploads that are there to be sent again, by id."""

    ticket: Ticket
    message: Message
    changed: Changed
    files: dict[str, Uploaded]


def take_back(helpdesk: Helpdesk, operator: Operator, ticket_id: str, message_id: str) -> TakenBack:
    """Raises TooLate. It leaves no line in the history: the lines of what it changed go with it."""
    return decided_again(lambda: _take_back(helpdesk, operator, ticket_id, message_id))


def _take_back(
    helpdesk: Helpdesk, operator: Operator, ticket_id: str, message_id: str
) -> TakenBack:
    conversation = helpdesk.tickets.whole(ticket_id)
    desk = access.visible(helpdesk.team.desk(conversation.ticket.desk_id), operator)
    require_unmerged(conversation.ticket)
    message = next((m for m in conversation.messages if m.id == message_id), None)
    if message is None:
        raise NotFound
    access.require_writer(message, operator)
    mails, at = _mails(helpdesk, conversation, message, desk), helpdesk.now()
    taking_back.require_fresh(message, mailed=bool(mails), at=at)
    before, changed = conversation.ticket, taking_back.changed_with(message, conversation.events)
    others = [other for other in conversation.messages if other != message]
    after = taking_back.without(before, message, changed, others, at=at)
    helpdesk.tickets.commit(
        Change(before=before, after=after),
        shards=desk.shards_written(at),
        also=[
            moving.removed(message),
            *(helpdesk.notices.withdrawn(mail) for mail in mails),
        ],
    )
    ids = (file.id for file in message.attachments)
    return TakenBack(after, message, changed, dict(uploaded(helpdesk, of_operator(operator), ids)))


def _mails(
    helpdesk: Helpdesk, conversation: Conversation, message: Message, desk: Desk
) -> list[Notice]:
    """Those to customers that are written down, and those that will be once the stream tells of the
    message. Colleagues may have read it: their mails hold nothing up, and those that are not sent
    yet find nothing to tell of."""
    ticket, events, team = conversation.ticket, conversation.events, helpdesk.team.operators()
    then = ticket.model_copy(update={"ccs": ccs_at(message.version, ticket, events)})
    expected = notices.caused_by_message(message, then, desk, team)
    written = helpdesk.notices.of(message.id)
    mails = {notice.id: notice for notice in (*expected, *written) if not notice.is_for_team}
    return list(mails.values())
