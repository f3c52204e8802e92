"""Two tickets of one matter become one: messages stay where they are, the source leads to its
target."""

from datetime import datetime

from deskhand.domain.errors import Invalid
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


def merged(source: Ticket, target: Ticket, *, as_one: bool, at: datetime) -> tuple[Ticket, Ticket]:
    """Both as they are afterwards. Whoever took part in the source is in copy of the target from
    then on, and whoever followed it follows the target. Nothing is closed for the customer, so it
    is no turn of the source's."""
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
        as_one=as_one,
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
    return as_one and source.requester.email == target.requester.email
