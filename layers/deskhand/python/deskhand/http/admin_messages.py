"""Single messages of a ticket: whole, taken back, and as they came in."""

from deskhand.actions import taking_back, viewing
from deskhand.http import mail_shapes, shapes, showing, writing_shapes
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.wiring import helpdesk

router = Router()


@router.get(
    "/api/admin/tickets/<id>/messages/<message_id>",
    summary="A message that was cut in its conversation",
    tags=["tickets"],
)
def get_message(me: Me, id: str, message_id: str) -> shapes.Message:
    """Whole, if an answer can hold it: of a mail there is also the original."""
    return showing.opened(helpdesk(), viewing.message(helpdesk(), me, id, message_id))


@router.delete(
    "/api/admin/tickets/<id>/messages/<message_id>",
    summary="Take an answer back before it is sent",
    tags=["tickets"],
)
def take_back(me: Me, id: str, message_id: str) -> writing_shapes.TakenBack:
    """By whoever wrote it, and by admins, until the first of its mails to customers is on its
    way: for as long as the desk's `undo_seconds`. Notes, and answers that no such mail tells of,
    for ten minutes."""
    ticket, message, changed, files = taking_back.take_back(helpdesk(), me, id, message_id)
    return writing_shapes.TakenBack(
        kind=message.kind,
        text=message.text,
        html=message.html,
        attachments=list(files),
        files=showing.uploads(files),
        cc=list(changed.ccs[1]) if changed.ccs else None,
        status=changed.status[1] if changed.status else None,
        mentions=list(message.mentions),
        ticket=showing.ticket(helpdesk(), ticket),
    )


@router.get(
    "/api/admin/tickets/<id>/messages/<message_id>/original",
    summary="The mail as it came in",
    tags=["tickets"],
)
def get_original(me: Me, id: str, message_id: str) -> shapes.Original:
    return shapes.Original(url=viewing.original_url(helpdesk(), me, id, message_id))


@router.get(
    "/api/admin/tickets/<id>/messages/<message_id>/headers",
    summary="The header of the mail as it came in",
    tags=["tickets"],
)
def get_headers(me: Me, id: str, message_id: str) -> mail_shapes.MailHeaderList:
    """In the order of the mail, readable: what is hidden in it the original shows."""
    fields = viewing.original_headers(helpdesk(), me, id, message_id)
    return mail_shapes.MailHeaderList(
        items=[mail_shapes.MailHeader(name=name, value=value) for name, value in fields],
        cursor=None,
    )
