"""Counters, reports by day, and the jobs that set them and the search right."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from deskhand.actions import figures, jobs, tickets
from deskhand.domain.job import Job, Kind
from deskhand.http import shapes
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.wiring import helpdesk

router = Router()


@router.get("/api/admin/counters", summary="How many tickets there are", tags=["figures"])
def get_counters(me: Me) -> shapes.Counters:
    """All that the side bar shows."""
    desks = tickets.desks(helpdesk(), me)
    counted, mine = figures.now(helpdesk(), me, desks)
    of_desks = [
        shapes.CountersOfDesk(desk_id=desk.id, mine=mine.get(desk.id, 0), **counted[desk.id])
        for desk in desks
    ]
    return shapes.Counters(items=of_desks, mine=sum(each.mine for each in of_desks))


@router.get("/api/admin/reports/days", summary="What happened on each day", tags=["figures"])
def get_days(
    me: Me,
    desk: Annotated[str, Query(description="Id of a desk.")],
    first: Annotated[date, Query(alias="from", description="A day in UTC.")],
    last: Annotated[date, Query(alias="to", description="The last day, at most 400 later.")],
) -> shapes.DayList:
    found = figures.days(helpdesk(), me, desk, first, last)
    days = [shapes.Day(day=each.day, **each.counted) for each in found]
    return shapes.DayList(items=days, cursor=None)


@router.get("/api/admin/jobs", summary="How far recount and reindexing are", tags=["figures"])
def list_jobs(me: Me) -> shapes.JobList:
    return shapes.JobList(items=jobs.show(helpdesk(), me), cursor=None)


@router.post("/api/admin/jobs/<kind>", summary="Begin a job, or go on with it", tags=["figures"])
def go_on_with_job(me: Me, kind: Kind) -> Job:
    """Answers after at most ten seconds how far it is; what is left is done in the background, or
    sooner by asking again."""
    return jobs.go_on(helpdesk(), me, kind)
