"""Which ticket a mail belongs to: its reply address, then the mails it answers, then the number
in its subject."""

import re
from collections.abc import Iterable

from deskhand.domain import numbers, tokens
from deskhand.domain.desk import Desk, without_detail
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.domain.tokens import Claim, Keyring
from deskhand.domain.value import Value

_PREFIXES = re.compile(
    r"^\s*(?:(?:re|aw|sv|fwd?|wg|odp|pd|tr|rv|r|res|rif|enc|antw|doorst|vs|vá|ynt|[iİ]lt|отв|"
    r"回复|回覆|答复|转发|轉寄)\s*(?:\[\d+\])?\s*[:：]\s*)+",
    re.I,
)
MOST_ANSWERED = 20


class Clues(Value):
    """What a mail says about its ticket, strongest first. Nothing of it is believed before it
    was looked up."""

    claims: tuple[Claim, ...]
    answered: tuple[str, ...]
    numbers: tuple[str, ...]


def clues(desk: Desk, *, recipients: Iterable[str], answers: Iterable[str], subject: str) -> Clues:
    """`recipients` of envelope and header, `answers` In-Reply-To and References, nearest first."""
    ours = [address for address in recipients if without_detail(address) in desk.addresses]
    answered = tuple(dict.fromkeys(answers))[:MOST_ANSWERED]
    claims = (*map(tokens.reply_claim, ours), *map(tokens.thread_claim, answered))
    return Clues(
        claims=tuple(dict.fromkeys(filter(None, claims))),
        answered=answered,
        numbers=tuple(numbers.found_in(subject, desk.number_pattern)),
    )


def by_claim(
    clues: Clues, tickets: Iterable[Ticket], desk: Desk, keyring: Keyring
) -> Ticket | None:
    candidates = {ticket.id: ticket for ticket in tickets if ticket.desk_id == desk.id}
    for claim in clues.claims:
        ticket = candidates.get(claim.ticket_id)
        if ticket and claim.proves(ticket, keyring):
            return ticket
    return None


def by_operator(
    clues: Clues,
    tickets: Iterable[Ticket],
    desk: Desk,
    keyring: Keyring,
    operator: Operator,
    *,
    private: bool = False,
) -> Ticket | None:
    """The ticket whose own address for this operator's answers, or notes, the mail was sent to."""
    replies = [claim for claim in clues.claims if claim.purpose == "reply"]
    own = [claim.as_operator(operator.id, private=private) for claim in replies]
    return by_claim(clues.model_copy(update={"claims": tuple(own)}), tickets, desk, keyring)


def by_number(ticket: Ticket | None, *, sender: str, proven: bool) -> Ticket | None:
    """Anyone can write a number: it counts only for somebody who provably takes part in the
    ticket."""
    return ticket if ticket and proven and sender in ticket.participants else None


def title(subject: str) -> str:
    """The subject without its answer and forward marks."""
    return _PREFIXES.sub("", subject).strip()[:300]
