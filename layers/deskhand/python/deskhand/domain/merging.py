"""Two tickets of one matter become one: messages stay where they are, the source leads to its
target."""

from datetime import datetime

from deskhand.domain.errors import Invalid
from deskhand.domain.people import OF_TOKEN
from deskhand.domain.ticket import MOST_FOLLOWERS, BeforeMerge, Status, Ticket, TicketRef

MOST_MERGED = 10  # the target's conversation reads all of them
MOST_COPIES = 50


def require_mergeable(source: Ticket, target: Ticket) -> None:
    if source.merged_into:
        there = source.merged_into.number
        raise Invalid("merged_into", f"{source.number} was merged into {there} already")
    if source.id == target.id:
        raise Invalid("into", "a ticket can't be merged into itself")
    if source.desk_id != target.desk_id:
        raise Invalid("into", f"{target.number} is of another desk")
    if target.merged_into:
        there = target.merged_into.number
        raise Invalid("into", f"{target.number} was merged into {there}: merge into that one")
    if source.merged:
        raise Invalid("merged", f"others were merged into {source.number}: unmerge them first")
    if len(target.merged) >= MOST_MERGED:
        raise Invalid("into", f"{MOST_MERGED} tickets were merged into {target.number} already")
    if _claims_an_address_of(source, target) and not _are_of_one(source, target):
        whose = f"nobody proved that the address of {target.number}'s requester is his"
        raise Invalid("into", f"{whose}: merge it into {source.number}, or change the requester")


def merged(source: Ticket, target: Ticket, *, lasting: bool, at: datetime) -> tuple[Ticket, Ticket]:
    """Both as they are afterwards. Whoever took part in the source is in copy of the target from
    then on, and whoever followed it follows the target. Nothing is closed for the customer, so it
    is no turn of the source's. `lasting`: neither ever had another requester."""
    source, target = _kept_from_strangers(source), _kept_from_strangers(target)
    known = {*target.participants}
    everybody = filter(None, (source.requester.email, *source.ccs))
    joined = tuple(address for address in dict.fromkeys(everybody) if address not in known)
    ccs = (*target.ccs, *joined)
    if len(ccs) > MOST_COPIES:
        raise Invalid("into", f"{target.number} would have more than {MOST_COPIES} in copy")
    followers = tuple(dict.fromkeys((*target.followers, *source.followers)))
    if len(followers) > MOST_FOLLOWERS:
        raise Invalid("into", f"more than {MOST_FOLLOWERS} would follow {target.number}")
    merged = (*target.merged, source.id)
    taken = target.changed(merged=merged, ccs=ccs, followers=followers, at=at)
    before = BeforeMerge(
        status=source.status,
        closed_at=source.closed_at,
        snoozed_until=source.snoozed_until,
        since=taken.version,
        as_one=lasting and _are_of_one(source, target),
        joined=joined,
    )
    gone = source.changed(
        merged_into=TicketRef(id=target.id, number=target.number),
        before_merge=before,
        status=Status.CLOSED,
        closed_at=source.closed_at or at,
        snoozed_until=None,
        at=at,
    )
    return gone, taken


def unmerged(source: Ticket, target: Ticket, *, at: datetime) -> tuple[Ticket, Ticket]:
    """Who came into copy of the target by the merge leaves it again; who follows it goes on."""
    before = source.before_merge
    assert before  # noqa: S101 - tells mypy that it was merged
    back = source.changed(
        merged_into=None,
        before_merge=None,
        status=before.status,
        closed_at=before.closed_at,
        snoozed_until=before.snoozed_until,
        at=at,
    )
    left = target.changed(
        merged=tuple(id for id in target.merged if id != source.id),
        ccs=tuple(address for address in target.ccs if address not in before.joined),
        at=at,
    )
    return back, left


def are_one(source: Ticket, target: Ticket) -> bool:
    """Whether whoever holds a link of one may read the other. A requester who was changed since is
    somebody else."""
    as_one = source.before_merge is not None and source.before_merge.as_one
    return as_one and _are_of_one(source, target)


def reads_on(source: Ticket, target: Ticket) -> bool:
    """Whether whoever can open the source reads and writes on at its target. Who only claims an
    address that takes part there does not: no operator sees that there is another."""
    if are_one(source, target) or _is_of_its_address(source):
        return True
    email, before = source.requester.email, source.before_merge
    return email is None or before is None or email in before.joined


def _kept_from_strangers(ticket: Ticket) -> Ticket:
    """With a link that is only mailed from now on."""
    if not _is_open_to_a_stranger(ticket):
        return ticket
    return ticket.model_copy(update={"link_generation": ticket.link_generation + 1})


def _is_open_to_a_stranger(ticket: Ticket) -> bool:
    """Whoever fills a form is given the link of its ticket, whatever address he names."""
    unproven = ticket.channel == "widget" and ticket.requester.proven == "none"
    return unproven and ticket.link_generation == 0


def _claims_an_address_of(source: Ticket, target: Ticket) -> bool:
    """He would read what they write, and no operator sees that he is another."""
    return _is_open_by_id(target) and target.requester.email in source.participants


def _is_of_its_address(ticket: Ticket) -> bool:
    """Whether nobody can open it but who reads the mail of its requester's address."""
    return not _is_open_by_id(ticket) and not _is_open_to_a_stranger(ticket)


def _is_open_by_id(ticket: Ticket) -> bool:
    """Who is signed in has it by his id, also with an address that is another's, and also once an
    operator changed the address. Who opens a ticket for him vouches for both."""
    requester = ticket.requester
    has_id = requester.external_id is not None and ticket.channel != "panel"
    return requester.proven == "identity" or (has_id and not requester.has_proven_address)


def _are_of_one(one: Ticket, other: Ticket) -> bool:
    """Whether the same people can open both: by mail to one address, or by one id."""
    requester, others = one.requester, other.requester
    if requester.email != others.email:
        return False
    if requester.email and _is_of_its_address(one) and _is_of_its_address(other):
        return True
    by_id = requester.proven in OF_TOKEN and others.proven in OF_TOKEN
    return by_id and requester.external_id == others.external_id is not None
