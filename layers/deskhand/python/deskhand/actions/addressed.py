"""Which ticket a mail is for, and whether it is an operator who writes."""

from typing import NamedTuple

from deskhand.actions.incoming import Incoming
from deskhand.actions.merged import target_of
from deskhand.domain import threads
from deskhand.domain.merging import are_one
from deskhand.domain.people import Operator
from deskhand.domain.threads import Clues
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk


class Addressed(NamedTuple):
    """Without a ticket it begins one. `operator`: it is his answer, proven by DMARC and by the
    reply address that only he was given; whatever else comes from him is a customer's message.
    `private`: a note of his, as he answers one. `elsewhere`: it was said on a ticket of somebody
    else, which was merged into this one."""

    ticket: Ticket | None = None
    operator: Operator | None = None
    private: bool = False
    elsewhere: bool = False


def addressed(helpdesk: Helpdesk, incoming: Incoming) -> Addressed:
    """What is for a merged ticket is for its target."""
    found = _found(helpdesk, incoming)
    if found.ticket is None or found.ticket.merged_into is None:
        return found
    target = target_of(helpdesk, found.ticket)
    elsewhere = not are_one(found.ticket, target)
    return found._replace(ticket=target, elsewhere=elsewhere)


def _found(helpdesk: Helpdesk, incoming: Incoming) -> Addressed:
    desk, mail = incoming.desk, incoming.mail
    clues = threads.clues(
        desk,
        recipients=incoming.recipients,
        answers=[*mail.in_reply_to, *reversed(mail.references), *_returned(incoming)],
        subject=mail.subject,
    )
    if clues.claims:
        claimed = helpdesk.tickets.get_all(claim.ticket_id for claim in clues.claims)
        if by_operator := _by_operator(helpdesk, incoming, clues, claimed):
            return by_operator
        if found := threads.by_claim(clues, claimed, desk, helpdesk.keyring):
            return Addressed(found)
    answered = helpdesk.mails.tickets_of(desk.id, clues.answered) if clues.answered else []
    for ticket in helpdesk.tickets.get_all(answered[:1]):
        return Addressed(ticket)
    for number in clues.numbers:
        named = helpdesk.tickets.with_number(desk.id, number)
        proven = incoming.proof == "dmarc"
        if found := threads.by_number(named, sender=incoming.sender, proven=proven):
            return Addressed(found)
    return Addressed()


def _by_operator(
    helpdesk: Helpdesk, incoming: Incoming, clues: Clues, claimed: list[Ticket]
) -> Addressed | None:
    operator = _operator(helpdesk, incoming)
    if operator is None:
        return None
    for private in (False, True):
        found = threads.by_operator(
            clues, claimed, incoming.desk, helpdesk.keyring, operator, private=private
        )
        if found:
            return Addressed(found, operator, private)
    return None


def _operator(helpdesk: Helpdesk, incoming: Incoming) -> Operator | None:
    if incoming.proof != "dmarc" or not incoming.sender:
        return None
    operator = helpdesk.team.operator_with(incoming.sender)
    allowed = operator and incoming.desk.is_worked_by(operator)
    return operator if allowed else None


def _returned(incoming: Incoming) -> list[str]:
    """A bounce answers the mail that it brings back."""
    bounce = incoming.mail.bounce
    return [bounce.original_message_id] if bounce and bounce.original_message_id else []
