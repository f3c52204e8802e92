"""Counters, reports by day, and the jobs that set them and the search right."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from deskhand.actions import figures, jobs
from deskhand.domain.job import Job, Kind
from deskhand.http import shapes, side_bar
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.wiring import helpdesk

router = Router()


@router.get("/api/admin/counters", summary="How many tickets there are", tags=["figures"])
def get_counters(me: Me) -> shapes.Counters:
    """All that the side bar shows."""
    return side_bar.counters(helpdesk(), me)


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
