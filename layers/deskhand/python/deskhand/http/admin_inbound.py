"""Received mail that became nothing yet: read, tried again, taken in, discarded."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query

from deskhand.actions import quarantine
from deskhand.domain.errors import HelpdeskError, Invalid, NotFound
from deskhand.domain.inbound import NO_DESK, Receipt
from deskhand.domain.people import Operator
from deskhand.http import cursors, mail_shapes, requests, shapes
from deskhand.http.app import Cursor, Limit, Router
from deskhand.http.signed_in import Me
from deskhand.wiring import helpdesk

router = Router()


@router.get("/api/admin/inbound", summary="List mail in quarantine, newest first", tags=["mail"])
def list_quarantine(
    me: Me,
    desk: Annotated[list[str], Query(description="Ids of desks, `-` for none.")] = [],  # noqa: B006
    state: Annotated[Literal["quarantined", "discarded"], Query()] = "quarantined",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> mail_shapes.QuarantineList:
    asked, keyring = f"inbound\0{sorted(desk)}\0{state}", helpdesk().keyring
    found = quarantine.page(
        helpdesk(),
        me,
        [_desk(id) for id in desk],
        state,
        position=cursors.position(cursor, asked, keyring),
        limit=limit,
    )
    return mail_shapes.QuarantineList(
        items=[_shown(receipt) for receipt in found.receipts],
        cursor=cursors.cursor(found.position, asked, keyring),
    )


@router.get("/api/admin/inbound/counts", summary="What came of received mail", tags=["mail"])
def count_mail(me: Me) -> mail_shapes.MailCountsList:
    counted = quarantine.counts(helpdesk(), me)
    return mail_shapes.MailCountsList(
        items=[_counts(desk_id, found) for desk_id, found in counted.items()], cursor=None
    )


def _counts(desk_id: str, counted: dict[str, int]) -> mail_shapes.MailCounts:
    own = {name.removeprefix("mail_"): n for name, n in counted.items() if name[:5] == "mail_"}
    return mail_shapes.MailCounts(desk_id=desk_id or None, **own)


@router.post("/api/admin/inbound/bulk", summary="Deal with many mails", tags=["mail"])
def deal_with_mails(me: Me, bulk: requests.MailBulk) -> shapes.BulkResults:
    """Each for itself: what can't be done holds up nothing."""
    return shapes.BulkResults(items=[_dealt_with(me, id, bulk) for id in dict.fromkeys(bulk.ids)])


def _dealt_with(me: Operator, id: str, bulk: requests.MailBulk) -> shapes.BulkResult:
    try:
        match bulk.do:
            case "retry":
                quarantine.retry(helpdesk(), me, *_parts(id))
            case "ticket":
                quarantine.accept(helpdesk(), me, *_parts(id), at_desk=bulk.desk_id)
            case "discard":
                quarantine.discard(helpdesk(), me, *_parts(id))
    except HelpdeskError as error:
        said = str(error) if isinstance(error, Invalid) else type(error).__name__
        return shapes.BulkResult(id=id, ok=False, error=said)
    return shapes.BulkResult(id=id, ok=True)


@router.get("/api/admin/inbound/<id>", summary="Read a mail in quarantine", tags=["mail"])
def read_mail(me: Me, id: str) -> mail_shapes.ShownMail:
    receipt, mail, headers, html, whole, url = quarantine.show(helpdesk(), me, *_parts(id))
    delivery = receipt.delivery
    return mail_shapes.ShownMail(
        **_shown(receipt).model_dump(),
        text=mail.text,
        html=html,
        headers=[mail_shapes.MailHeader(name=name, value=value) for name, value in headers],
        attachments=[mail_shapes.MailPart(**part.model_dump()) for part in mail.attachments],
        verdicts=mail_shapes.MailVerdicts(**delivery.model_dump()) if delivery else None,
        defects=mail.defects,
        whole=whole,
        url=url,
    )


@router.post("/api/admin/inbound/<id>/retry", summary="Decide on it again", tags=["mail"])
def retry_mail(me: Me, id: str) -> mail_shapes.TakenIn:
    return _taken_in(quarantine.retry(helpdesk(), me, *_parts(id)))


@router.post("/api/admin/inbound/<id>/ticket", summary="Take it in all the same", tags=["mail"])
def accept_mail(me: Me, id: str, where: requests.TakeIn) -> mail_shapes.TakenIn:
    """On the ticket that it answers, else on a new one; nothing automatic is sent for it."""
    taken = quarantine.accept(helpdesk(), me, *_parts(id), at_desk=where.desk_id)
    return _taken_in(taken)


@router.post("/api/admin/inbound/<id>/discard", summary="Put it out of sight", tags=["mail"])
def discard_mail(me: Me, id: str) -> mail_shapes.QuarantinedMail:
    """It can still be taken in as long as its original is kept."""
    return _shown(quarantine.discard(helpdesk(), me, *_parts(id)))


def _taken_in(receipts: list[Receipt]) -> mail_shapes.TakenIn:
    return mail_shapes.TakenIn(items=[_shown(receipt) for receipt in receipts])


def _parts(id: str) -> tuple[str, str]:
    """A mail may lie in the quarantine of several desks."""
    mail, dot, desk = id.rpartition(".")
    if not (mail and dot and desk):
        raise NotFound
    return mail, _desk(desk)


def _desk(id: str) -> str:
    return "" if id == NO_DESK else id


def _shown(receipt: Receipt) -> mail_shapes.QuarantinedMail:
    own = {"id", "desk_id", "ticket_id"}
    fields = set(mail_shapes.QuarantinedMail.model_fields) - own
    return mail_shapes.QuarantinedMail(
        id=f"{receipt.id}.{receipt.desk_id or NO_DESK}",
        desk_id=receipt.desk_id or None,
        ticket_id=receipt.ticket_id or None,
        recipients=list(receipt.delivery.recipients) if receipt.delivery else [],
        **receipt.model_dump(include=fields),
    )
