"""The DNS records that mail and a site of its own need, and which of them are still to be set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deploy.world import World

OUTPUTS = (
    *("DkimRecord1", "DkimRecord2", "DkimRecord3", "MxRecord", "DmarcRecord"),
    *("MailFromMxRecord", "MailFromSpfRecord"),
)


@dataclass(frozen=True)
class Record:
    name: str
    type: str
    value: str
    seen: bool | None

    @property
    def state(self) -> str:
        return {True: "set", False: "TO SET", None: "not seen: no DNS here"}[self.seen]


def records(world: World, outputs: Mapping[str, str]) -> list[Record]:
    return [
        Record(name, type, value, _seen(world, name, type, value))
        for name, type, value in _wanted(outputs)
    ]


def _wanted(outputs: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for output in OUTPUTS:
        if output in outputs:
            name, type, value = outputs[output].split(" ", 2)
            yield name, type, value
    site, distribution = outputs["SiteUrl"].removeprefix("https://"), outputs["DistributionDomain"]
    if site != distribution:
        yield site, "CNAME", distribution


def _seen(world: World, name: str, type: str, value: str) -> bool | None:
    found = world.look_up(name, type)
    if found is None:
        return None
    values = {_plain(each) for each in found}
    if name.startswith("_dmarc."):  # a stricter one is as good
        return any(each.startswith("v=dmarc1") for each in values)
    if _plain(value) in values:
        return True
    return type == "CNAME" and _same_place(world, name, value)


def _plain(value: str) -> str:
    return value.replace('"', "").removesuffix(".").lower()


def _same_place(world: World, name: str, alias_of: str) -> bool:
    """Where a domain itself is the site's it can have no CNAME; an ALIAS looks like an A."""
    return bool({*(world.look_up(name, "A") or ())} & {*(world.look_up(alias_of, "A") or ())})


def table(found: list[Record]) -> str:
    rows = [("name", "type", "value", ""), *((r.name, r.type, r.value, r.state) for r in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join([*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[3]]).rstrip()
        for row in rows
    )
