"""Every key of the one table, and what each access costs.

Items
    pk                         sk                 item
    T#<ticket>                 T                  ticket
    T#<ticket>                 E#<entry>          message, with the events of its change, or event
    T#<ticket>                 P#<operator>       who has it open: one query with the ticket
    DRAFTS#<operator>          <ticket>#<kind>    what he writes, for 30 days
    READ#<operator>            <ticket>           how far he has read it, for 60 days
    NUMBER#<desk>#<number>     NUMBER             ticket number -> ticket
    MAIL#<desk>#<Message-ID>   MAIL               mail id -> ticket, for threading
    RECEIPT#<mail>             <desk> or -        what became of a received mail
    NOTICE#<message|event>     <notice>           one mail to one address
    SUPPRESSED#<address>       SUPPRESSED         an address that takes no mail
    QUOTA#<desk>#<address>     <hour> or kind     automatic mail, and what the widget was asked
    SEARCH#<desk>#<2 letters>  <word>#<ticket>    search posting, with text around; of customers too
    SAID#<ticket>              T or <message>     what its postings were made of
    COUNTED#<ticket|receipt>   COUNTED            what the counters hold for it
    COUNTERS                   <desk|operator>    counters; of a desk, one more for each list shard
    DAYS#<desk>                <day>#<0 to 3>     what happened on a day, in UTC
    RECOUNT#<pass>             <desk|operator>    counters as a recount that goes on finds them
    JOBS                       <kind>             how far a recount or a reindexing is
    SEQUENCE#<desk>            SEQUENCE           last number given
    C#<customer>               C                  customer
    CLAIM#<kind>#<name>        CLAIM              a name that one may have: an email, an external id
    DESK_ADDRESS#<address>     DESK_ADDRESS       mail address -> desk
    CANNED_REPLIES or VIEWS    <id>               what is kept, one's own or the team's
    DELETIONS                  <ticket>           a deleted ticket of which something is left
    TEAM                       D# or O#<id>       desk, operator
    SECRETS                    KEYRING or <desk>  keys of the tokens; secrets of a desk's widget

Indexes (template.yaml)
    by_status       status_list, updated     tickets of a desk, status and shard
    by_assignee     assignee_list, updated   of an operator and status; of nobody as by_status
    by_creation     phase_list, created      open or closed ones of a shard; keys and status only
    by_urgency      phase_list, urgency      the same by priority
    by_owner        owner_list, owner_sort   of a customer, else of an address; customers by name
    by_external_id  external_list, created   of an external id: free for a customer (X), linked (L)
    by_due          due_list, due            snoozed tickets of a desk, notices not yet sent

Access patterns: requests, read units and written units (with indexes), held by tests/store
    pattern                                    requests  RU    WU
    list of 50 of desk or operator and status  1         2     a further list, counters: 1 more each
    50 by creation, priority; of quarantine    2         27.5; 26   and customers by words
    list of what has no key of its own         to 16     to 10 1,000 tickets looked at, then partial
    conversation; earlier ones; a cut message  1; 2; 2   1; 1.5; 2   per 4 KB; and 1 a merged one
    counters of the side bar                   1         0.5   per desk, shard and operator
    search of one word; of three               2; to 14  30; to 160   most to load the tickets
    search of a phrase; that meets nothing     to 90     240   3,000 postings read, then partial
    reply to a new ticket; note; taken back    2; 2; 3   1; 2  11; 8; 14, and 2 to remove its draft
    change of status, closing                  2         1     11, 13
    who has a ticket open; counters with it    2; 3      1; 2  1     that it is read: 2, 1, 1
    a draft kept; found; list of them          2; 1; 1   1     1, per KB of up to 3
    open a ticket; by mail; by form, IPv6 +1   2; 6; 6   0; 3.5; 1  12; 16; 17 (5, 0, 15 unnamed)
    a ticket's life: 6 messages, 4 changes                     109; counters 47, search 79
    own tickets in the widget; comment there   5; 5      28.5; 2.5  11
    one of them; a look, where nothing is new  3; 2      2.5; 1.5
    page of a ticket; a look; comment there    2; 1; 5   2; 1; 3    11
    merge, unmerge; split a message off        3; 6      2; 4  21; 24
    desks, operators; read marks; what is kept 1         1     per 4 KB of all there is
"""

import hashlib

from deskhand.domain.ids import from_base32
from deskhand.domain.inbound import NO_DESK
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.words import bucket
from deskhand.store import order

TEAM, CUSTOMERS, COUNTERS = "TEAM", "CUSTOMERS", "COUNTERS"
CANNED_REPLIES, VIEWS = "CANNED_REPLIES", "VIEWS"
DELETIONS, JOBS = "DELETIONS", "JOBS"

Key = dict[str, str]


def _single(pk: str, sk: str) -> Key:
    return {"pk": pk, "sk": sk}


def ticket(id: str) -> Key:
    return _single(conversation(id), "T")


def conversation(ticket_id: str) -> str:
    return f"T#{ticket_id}"


def entry(ticket_id: str, id: str) -> Key:
    return _single(conversation(ticket_id), f"E#{id}")


def presence(ticket_id: str, operator_id: str) -> Key:
    return _single(conversation(ticket_id), f"P#{operator_id}")


def draft(operator_id: str, ticket_id: str, kind: str) -> Key:
    return _single(f"DRAFTS#{operator_id}", f"{ticket_id}#{kind}")


def mark(operator_id: str, ticket_id: str) -> Key:
    return _single(f"READ#{operator_id}", ticket_id)


def number(desk_id: str, number: str) -> Key:
    return _single(f"NUMBER#{desk_id}#{number}", "NUMBER")


def mail(desk_id: str, mail_id: str) -> Key:
    """A Message-ID may be longer than a key: long ones are kept as their digest."""
    short = mail_id if len(mail_id) <= 250 else hashlib.sha256(mail_id.encode()).hexdigest()
    return _single(f"MAIL#{desk_id}#{short}", "MAIL")


def receipt(mail: str, desk_id: str) -> Key:
    return _single(receipts(mail), desk_id or NO_DESK)


def receipts(mail: str) -> str:
    return f"RECEIPT#{mail}"


def waiting_mail(state: str, desk_id: str) -> str:
    return f"{state.upper()}#{desk_id or NO_DESK}"


def notice(cause: str, id: str) -> Key:
    return _single(f"NOTICE#{cause}", id)


def sequence(desk_id: str) -> Key:
    return _single(f"SEQUENCE#{desk_id}", "SEQUENCE")


def suppression(address: str) -> Key:
    return _single(f"SUPPRESSED#{address}", "SUPPRESSED")


def quota(desk_id: str, address: str, hour: str) -> Key:
    return _single(f"QUOTA#{desk_id}#{address}", hour)


def posting(desk_id: str, word: str, ticket_id: str) -> Key:
    return _single(postings(desk_id, word), f"{word}#{ticket_id}")


def postings(desk_id: str, word: str) -> str:
    return f"SEARCH#{desk_id}#{bucket(word)}"


def said(ticket_id: str, source: str = "") -> Key:
    return _single(f"SAID#{ticket_id}", source)


def counted(what: str) -> Key:
    return _single(f"COUNTED#{what}", "COUNTED")


def counters(owner_id: str, stripe: int = 0) -> Key:
    return _single(COUNTERS, f"{owner_id}#{stripe}" if stripe else owner_id)


def day_counters(desk_id: str, day: str, stripe: int) -> Key:
    return _single(days(desk_id), f"{day}#{stripe}")


def days(desk_id: str) -> str:
    return f"DAYS#{desk_id}"


def recount(pass_id: str, owner: str = "") -> Key:
    return _single(f"RECOUNT#{pass_id}", owner)


def customer(id: str) -> Key:
    return _single(f"C#{id}", "C")


def claim(kind: str, name: str) -> Key:
    return _single(f"CLAIM#{kind}#{name}", "CLAIM")


def kept(shelf: str, id: str) -> Key:
    return _single(shelf, id)


def desk(id: str) -> Key:
    return _single(TEAM, f"D#{id}")


def operator(id: str) -> Key:
    return _single(TEAM, f"O#{id}")


def desk_address(address: str) -> Key:
    return _single(f"DESK_ADDRESS#{address}", "DESK_ADDRESS")


def secrets(of: str) -> Key:
    return _single("SECRETS", of)


# An item stands in a list by carrying the list's key as an attribute.
STATUS_CODES = {Status.NEW: "n", Status.IN_PROGRESS: "i", Status.WAITING: "w", Status.CLOSED: "c"}
STATUSES = {code: status for status, code in STATUS_CODES.items()}


def lists_of(ticket: Ticket, shards: int) -> dict[str, str | None]:
    shard = shard_of(ticket.id, shards)
    external_id, free = ticket.requester.external_id, ticket.may_link_by_itself
    unassigned = unassigned_list(ticket.desk_id, ticket.status, shard)
    held = operators_list(ticket.assignee, ticket.status) if ticket.assignee else unassigned
    return {
        "status_list": status_list(ticket.desk_id, ticket.status, shard),
        "phase_list": phase_list(ticket.desk_id, ticket.status is Status.CLOSED, shard),
        "assignee_list": held,
        "updated": order.updated(ticket),
        "created": ticket.id,
        "urgency": order.urgency(ticket),
        "owner_list": owner_list(ticket.customer_id, ticket.requester.email),
        "owner_sort": ticket.id,
        "external_list": external_list(external_id, free=free),
        "due_list": snoozed_list(ticket.desk_id) if ticket.snoozed_until else None,
        "due": order.due(ticket),
    }


def status_list(desk_id: str, status: Status, shard: int) -> str:
    return f"{desk_id}#{STATUS_CODES[status]}#{shard}"


def phase_list(desk_id: str, closed: bool, shard: int) -> str:
    """Open or closed: a ticket that only moves among the open ones stays where it is."""
    return f"{desk_id}#{'closed' if closed else 'open'}#{shard}"


def shard_of(ticket_id: str, shards: int) -> int:
    """Stays the same for a ticket until its desk's number of shards is raised."""
    return from_base32(ticket_id[-4:]) % shards


def operators_list(operator_id: str, status: Status) -> str:
    return f"O#{operator_id}#{STATUS_CODES[status]}"


def unassigned_list(desk_id: str, status: Status, shard: int) -> str:
    return f"D#{status_list(desk_id, status, shard)}"


def snoozed_list(desk_id: str) -> str:
    return f"SNOOZED#{desk_id}"


def owner_list(customer_id: str | None, email: str | None) -> str | None:
    return f"C#{customer_id}" if customer_id else f"E#{email}" if email else None


def external_list(external_id: str | None, *, free: bool = True) -> str | None:
    return f"{'X' if free else 'L'}#{external_id}" if external_id else None
