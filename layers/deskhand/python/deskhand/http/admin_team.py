"""Desks, operators, and who I am."""

from deskhand.actions import figures, team, tickets
from deskhand.domain import access
from deskhand.domain.desk import Desk
from deskhand.domain.errors import NotFound
from deskhand.domain.people import Operator
from deskhand.http import requests, shapes, showing
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.http.versions import IfMatch, version
from deskhand.wiring import helpdesk

router = Router()


@router.get("/api/admin/me", summary="Who is signed in, and his desks", tags=["team"])
def get_me(me: Me) -> shapes.Me:
    seen = _shown(me, tickets.desks(helpdesk(), me))
    return shapes.Me(operator=me, desks=seen, open=sum(desk.counters.mine for desk in seen))


@router.patch("/api/admin/me", summary="Change my name, and which mails I get", tags=["team"])
def change_me(me: Me, change: requests.MyChange, if_match: IfMatch = None) -> Operator:
    return team.change_oneself(helpdesk(), me, change.given(), seen=version(if_match))


@router.get("/api/admin/desks", summary="List desks with their counters", tags=["team"])
def list_desks(me: Me) -> shapes.DeskList:
    return shapes.DeskList(items=_shown(me, tickets.desks(helpdesk(), me)), cursor=None)


def _shown(me: Operator, desks: list[Desk]) -> list[shapes.Desk]:
    counted, mine = figures.now(helpdesk(), me, desks)
    return [
        showing.desk(desk, {**counted[desk.id], "mine": mine.get(desk.id, 0)}) for desk in desks
    ]


@router.post("/api/admin/desks", summary="Add a desk", tags=["team"], status_code=201)
def add_desk(me: Me, new: requests.NewDesk) -> shapes.Desk:
    return showing.desk(team.add_desk(helpdesk(), me, new.given()), {})


@router.get("/api/admin/desks/<id>", summary="A desk", tags=["team"])
def get_desk(me: Me, id: str) -> shapes.Desk:
    desk = access.visible(helpdesk().team.desk(id), me)
    return _shown(me, [desk])[0]


@router.patch("/api/admin/desks/<id>", summary="Change a desk", tags=["team"])
def change_desk(
    me: Me, id: str, change: requests.DeskChange, if_match: IfMatch = None
) -> shapes.Desk:
    changed = team.change_desk(helpdesk(), me, id, change.given(), seen=version(if_match))
    return _shown(me, [changed])[0]


@router.get("/api/admin/operators", summary="List operators", tags=["team"])
def list_operators(me: Me) -> shapes.OperatorList:
    """With how many open tickets each of them has."""
    counted = figures.open_of_operators(helpdesk(), me)
    team = [
        shapes.ListedOperator(**each.model_dump(), open=counted.get(each.id, 0))
        for each in helpdesk().team.operators()
    ]
    return shapes.OperatorList(items=team, cursor=None)


@router.post("/api/admin/operators", summary="Add an operator", tags=["team"], status_code=201)
def add_operator(me: Me, new: requests.NewOperator) -> Operator:
    return team.add_operator(helpdesk(), me, new.given())


@router.get("/api/admin/operators/<id>", summary="An operator", tags=["team"])
def get_operator(id: str) -> Operator:
    found = helpdesk().team.operator(id)
    if found is None:
        raise NotFound
    return found


@router.patch("/api/admin/operators/<id>", summary="Change an operator", tags=["team"])
def change_operator(
    me: Me, id: str, change: requests.OperatorChange, if_match: IfMatch = None
) -> Operator:
    return team.change_operator(helpdesk(), me, id, change.given(), seen=version(if_match))
