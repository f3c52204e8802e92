"""Addresses that take no mail any more, since mail to them bounced or was called spam."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from deskhand.domain.errors import NotFound
from deskhand.domain.people import address as plain
from deskhand.domain.suppression import Suppression
from deskhand.http import mail_shapes
from deskhand.http.app import Router
from deskhand.wiring import helpdesk

router = Router()


@router.get("/api/admin/suppressions", summary="Which of these get no mail", tags=["mail"])
def list_suppressions(
    address: Annotated[list[str], Query(description="Which ones to look for.", max_length=50)],
) -> mail_shapes.SuppressionList:
    found = helpdesk().suppressions.of(plain(each) for each in address)
    return mail_shapes.SuppressionList(items=found, cursor=None)


@router.get("/api/admin/suppressions/<address>", summary="Whether and why", tags=["mail"])
def get_suppression(address: str) -> Suppression:
    found = helpdesk().suppressions.get(plain(address))
    if found is None:
        raise NotFound
    return found


@router.delete(
    "/api/admin/suppressions/<address>",
    summary="Let mail go there again",
    tags=["mail"],
    status_code=204,
)
def lift_suppression(address: str) -> Response[None]:
    helpdesk().suppressions.lift(plain(address))
    return Response(status_code=204)
