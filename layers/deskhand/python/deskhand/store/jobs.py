from deskhand.domain.errors import Conflict
from deskhand.domain.job import Job, Kind
from deskhand.store import keys, table
from deskhand.store.table import Item, Table


class Jobs:
    def __init__(self, table: Table) -> None:
        self.table = table

    def get(self, kind: Kind) -> Job | None:
        item = self.table.get(keys.kept(keys.JOBS, kind))
        return to_job(item) if item else None

    def save(self, before: Job | None, after: Job) -> None:
        """Raises Conflict when somebody else went on with it meanwhile."""
        item = from_job(after)
        if before is None:
            write = table.put_new(item, Conflict())
        else:
            write = table.change(from_job(before), item, version=before.version)
        self.table.commit([write])


def from_job(job: Job) -> Item:
    return {**keys.kept(keys.JOBS, job.kind), **job.model_dump(mode="json", exclude={"kind"})}


def to_job(item: Item) -> Job:
    kept = {name: item[name] for name in Job.model_fields if name in item}
    return Job(**{**kept, "kind": item["sk"]})
