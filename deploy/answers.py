"""What a deployment has to know: asked once for each stage and kept in samconfig.toml, where sam
finds it too. Whoever wants another answer changes it there."""

import re
import shlex
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.world import Stopped, World

Check = Callable[[str], str]
DOMAIN = r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
ADDRESS = rf"[A-Za-z0-9._+-]+@({DOMAIN})"
CERTIFICATE = r"arn:[a-z-]+:acm:us-east-1:\d{12}:certificate/[\w-]+"
REGION = r"[a-z]{2}(-[a-z]+)+-\d"
STAGE = r"[a-z][a-z0-9-]{0,19}"  # CloudFront's names, which hold it, have 64 characters at most


@dataclass(frozen=True)
class Answers:
    stage: str
    stack: str
    region: str
    parameters: dict[str, str]

    @property
    def mail_domain(self) -> str:
        return self.parameters.get("MailDomain", "")


def answers(world: World, stage: str) -> Answers:
    if not re.fullmatch(STAGE, stage):
        raise Stopped(f"A stage is named by 1 to 20 of a-z, 0-9 and -, not {stage!r}.")
    return known(world.samconfig, stage) or _asked(world, stage)


def known(samconfig: Path, stage: str) -> Answers | None:
    tables = tomllib.loads(samconfig.read_text("utf-8")).get(stage, {})
    if "parameter_overrides" not in tables.get("deploy", {}).get("parameters", {}):
        return None
    overrides = tables["deploy"]["parameters"]["parameter_overrides"]
    pairs = shlex.split(overrides) if isinstance(overrides, str) else overrides
    parameters = dict(pair.split("=", 1) for pair in pairs)
    if "EdgeSecret" in parameters:
        raise Stopped(f"Take EdgeSecret out of {samconfig.name}: CloudFormation keeps it.")
    of_stack = tables["global"]["parameters"]
    found = Answers(stage, of_stack["stack_name"], of_stack["region"], parameters)
    _verify(found, samconfig.name)
    return found


def _verify(found: Answers, file: str) -> None:
    """It may have been changed by hand."""
    given = {"Region": found.region, **found.parameters}
    checks = {"Region": region, **_checks(found.mail_domain)}
    for name, check in checks.items():
        if wrong := given.get(name) and check(given[name]):
            raise Stopped(f"{name}={given[name]} in {file}, stage {found.stage}: {wrong}")


def _checks(mail_domain: str) -> dict[str, Check]:
    return {
        "MailDomain": domain,
        "FirstAdmin": address_outside(mail_domain),
        "AlarmAddress": address_outside(mail_domain),
        "SiteUrl": site_url,
        "CertificateArn": certificate,
    }


def _asked(world: World, stage: str) -> Answers:
    print(f"A few questions, once for the stage {stage!r}. Enter takes what stands in brackets.")
    here = world.session(None).region_name or "eu-west-1"
    chosen = _ask(world, "AWS region", region, default=here)
    given = {
        "MailDomain": _ask(world, "Domain whose mail all comes in, as desk.example.com", domain)
    }
    reachable = address_outside(given["MailDomain"])
    given["FirstAdmin"] = _ask(world, "Address of the first administrator", reachable)
    alarms = "Address that alarms go to, - for no alarms"
    given["AlarmAddress"] = _ask(world, alarms, reachable, default=given["FirstAdmin"])
    own = "Domain of your own for the site, - for the one that CloudFront gives"
    given["SiteUrl"] = _ask(world, own, site_url, default="-")
    if given["SiteUrl"]:
        given["SiteUrl"] = f"https://{given['SiteUrl'].removeprefix('https://')}"
        given["CertificateArn"] = _ask(world, "ARN of its certificate in us-east-1", certificate)
    stack = "deskhand" if stage == "default" else f"deskhand-{stage}"
    found = Answers(stage, stack, chosen, given)
    _keep(world.samconfig, found)
    print(f"Kept in {world.samconfig.name}; what else the template takes may be added there.")
    return found


def _ask(world: World, question: str, check: Check, default: str = "") -> str:
    """`-` answers what may be left out, which is what has a default."""
    while True:
        try:
            said = world.ask(f"{question}{f' [{default}]' if default else ''}: ").strip()
        except EOFError:
            raise Stopped("Run it once in a terminal, to be asked what it needs.") from None
        said = said or default
        if said == "-" and default:
            return ""
        wrong = check(said)
        if not wrong:
            return said
        print(f"  {wrong}")


def _keep(samconfig: Path, found: Answers) -> None:
    """All at once or not at all. The values hold nothing that TOML would have quoted."""
    lines = [
        "",
        f"[{found.stage}.global.parameters]",
        f'stack_name = "{found.stack}"',
        f'region = "{found.region}"',
        "",
        f"[{found.stage}.deploy.parameters]",
        'capabilities = "CAPABILITY_IAM"',
        "resolve_s3 = true",
        "parameter_overrides = [",
        *(f'    "{name}={value}",' for name, value in found.parameters.items() if value),
        "]",
        "",
    ]
    unfinished = samconfig.with_suffix(".new")
    unfinished.write_text(samconfig.read_text("utf-8") + "\n".join(lines), "utf-8")
    unfinished.replace(samconfig)


# --- what an answer may be: each check says what is wrong, or nothing -----------------------------


def region(said: str) -> str:
    return "" if re.fullmatch(REGION, said) else "A region, such as eu-west-1."


def domain(said: str) -> str:
    return "" if re.fullmatch(DOMAIN, said) else "A domain in lower case, such as desk.example.com."


def address_outside(mail_domain: str) -> Check:
    """Mail to the help desk's own domain would wait in a help desk that nobody can sign in to."""

    def check(said: str) -> str:
        found = re.fullmatch(ADDRESS, said)
        if not found:
            return "An e-mail address, such as you@example.com."
        return f"One outside of {mail_domain}." if found[1].lower() == mail_domain else ""

    return check


def site_url(said: str) -> str:
    return domain(said.removeprefix("https://"))


def certificate(said: str) -> str:
    right = "As arn:aws:acm:us-east-1:123456789012:certificate/..., where CloudFront looks for it."
    return "" if re.fullmatch(CERTIFICATE, said) else right
