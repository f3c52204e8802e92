"""Answers that operators write once and give often."""

from collections.abc import Mapping
from typing import Any

from deskhand.actions import kept
from deskhand.actions.changes import decided_again, desk_of, visible
from deskhand.actions.variables import variables
from deskhand.domain import access
from deskhand.domain.errors import Invalid, Unrenderable
from deskhand.domain.kept import CannedReply, compared
from deskhand.domain.people import Operator
from deskhand.mail import render
from deskhand.wiring import Helpdesk


def seen(helpdesk: Helpdesk, operator: Operator) -> list[CannedReply]:
    """By name."""
    found = helpdesk.canned_replies.of(operator.id)
    shown = (reply for reply in found if kept.sees(helpdesk, operator, reply))
    return sorted(shown, key=lambda reply: (compared(reply.name), reply.id))


def get(helpdesk: Helpdesk, operator: Operator, reply_id: str) -> CannedReply:
    return kept.visible(helpdesk, operator, helpdesk.canned_replies.get(reply_id))


def add(helpdesk: Helpdesk, operator: Operator, fields: Mapping[str, Any]) -> CannedReply:
    reply = kept.new(helpdesk, operator, CannedReply, fields)
    _check(reply)
    helpdesk.canned_replies.add(reply)
    return reply


def change(
    helpdesk: Helpdesk,
    operator: Operator,
    reply_id: str,
    fields: Mapping[str, Any],
    *,
    seen: int | None = None,
) -> CannedReply:
    def attempt() -> CannedReply:
        before = get(helpdesk, operator, reply_id)
        after = kept.changed(helpdesk, operator, before, fields, seen=seen)
        _check(after)
        helpdesk.canned_replies.save(before, after)
        return after

    return decided_again(attempt)


def _check(reply: CannedReply) -> None:
    from deskhand.mail import checking  # brings Jinja2: 20 ms of a cold start

    try:
        checking.check(reply.text, render.IN_REPLIES)
    except checking.BadTemplate as error:
        raise Unrenderable("text", error.line, str(error)) from error


def remove(helpdesk: Helpdesk, operator: Operator, reply_id: str) -> None:
    found = get(helpdesk, operator, reply_id)
    access.require_keeper(found, operator)
    helpdesk.canned_replies.remove(found)


def filled(helpdesk: Helpdesk, operator: Operator, ticket_id: str, reply_id: str) -> str:
    """As this operator would say it on this ticket."""
    ticket = visible(helpdesk, operator, ticket_id)
    reply = get(helpdesk, operator, reply_id)
    if not reply.suits(ticket.desk_id):
        raise Invalid("reply_id", "is a reply of another desk")
    desk = desk_of(helpdesk, ticket)
    return render.text(reply.text, variables(helpdesk, ticket, desk, operator_name=operator.name))
