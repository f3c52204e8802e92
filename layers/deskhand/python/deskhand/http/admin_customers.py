from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from deskhand.actions import customers
from deskhand.domain.people import Customer
from deskhand.http import cursors, requests, shapes
from deskhand.http.app import Cursor, Limit, Router
from deskhand.http.versions import IfMatch, version
from deskhand.wiring import helpdesk

router = Router()
FOUND_BY = (
    "Beginnings of words of name and company, of an email, external id or telephone number; "
    "all of them have to be there."
)


@router.get("/api/admin/customers", summary="List customers by name", tags=["customers"])
def list_customers(
    q: Annotated[str, Query(description=FOUND_BY, max_length=300)] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> shapes.CustomerList:
    asked, keyring = f"customers\0{q}", helpdesk().keyring
    position = cursors.position(cursor, asked, keyring)
    found = customers.page(helpdesk(), query=q, position=position, limit=limit)
    return shapes.CustomerList(
        items=found.customers, cursor=cursors.cursor(found.position, asked, keyring)
    )


@router.post("/api/admin/customers", summary="Add a customer", tags=["customers"], status_code=201)
def add_customer(new: requests.CustomerChange) -> Customer:
    return customers.add(helpdesk(), new.given())


@router.get("/api/admin/customers/<id>", summary="A customer", tags=["customers"])
def get_customer(id: str) -> shapes.ShownCustomer:
    found = helpdesk().customers.get(id)
    suppressed = helpdesk().suppressions.of(found.emails) if found.emails else []
    return shapes.ShownCustomer(**found.model_dump(), suppressed=suppressed)


@router.patch("/api/admin/customers/<id>", summary="Change a customer", tags=["customers"])
def change_customer(id: str, change: requests.CustomerChange, if_match: IfMatch = None) -> Customer:
    return customers.change(helpdesk(), id, change.given(), seen=version(if_match))


@router.delete(
    "/api/admin/customers/<id>",
    summary="Remove a customer; his tickets stay",
    tags=["customers"],
    status_code=204,
)
def remove_customer(id: str) -> Response[None]:
    customers.remove(helpdesk(), id)
    return Response(status_code=204)
