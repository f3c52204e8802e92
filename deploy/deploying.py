"""From answers to a help desk that answers. Each step may be done again: what is done is left."""

import secrets
from datetime import UTC, datetime

import boto3

from deploy import account, destroying, receiving, records, site, stack
from deploy.answers import Answers, answers
from deploy.records import Record
from deploy.stack import Stack
from deploy.world import ROOT, Stopped, World
from local import template


def deploy(world: World, stage: str) -> None:
    said = answers(world, stage)
    session = account.enter(world, said)
    cloudformation, ses = session.client("cloudformation"), session.client("ses")
    destroying.clear_failed(session, said)
    before = stack.ready(cloudformation, said)
    account.check(world, session, said, before)
    print("Building")
    stack.build()
    joined = receiving.to_join(ses, before) if said.mail_domain else ""
    _bring_up(world, said, before, joined)
    after = stack.find(cloudformation, said.stack)
    if after is None:
        raise Stopped(f"sam made no stack {said.stack} in {said.region}.")
    if said.mail_domain:
        receiving.activate(ses, after)
    site.upload(session.client("s3"), world.dist, after.outputs, datetime.now(UTC).date())
    _invite(session, said, after)
    _tell(world, session, said, after)


def _bring_up(world: World, said: Answers, before: Stack | None, joined: str) -> None:
    """What would refuse to be deleted could not be rolled back either if the first one failed."""
    parameters = {**_defaults(), **said.parameters, "ReceiptRuleSetName": joined}
    if before is None:
        print("Deploying for the first time; CloudFront takes some minutes")
        fresh = {"EdgeSecret": secrets.token_urlsafe(32), "Protect": "false"}
        stack.update(said, world.samconfig, parameters | fresh)
        print("Protecting table and user pool from being deleted")
    else:
        print(f"Deploying what has changed to {said.stack}")
    stack.update(said, world.samconfig, parameters | {"Protect": "true"})


def _defaults() -> dict[str, str]:
    """Else what was taken out of samconfig.toml would stay as it was. The secret, which has none,
    does."""
    parameters = template.read(ROOT / "template.yaml")["Parameters"]
    return {name: str(p["Default"]) for name, p in parameters.items() if "Default" in p}


def _invite(session: boto3.Session, said: Answers, after: Stack) -> None:
    """By mail, once. Who is first later on takes nobody's sign-in away."""
    pool, email = after.outputs.get("UserPoolId"), said.parameters.get("FirstAdmin")
    if not pool or not email:
        return
    cognito, proven = session.client("cognito-idp"), {"email": email, "email_verified": "true"}
    try:
        cognito.admin_create_user(
            UserPoolId=pool,
            Username=email,
            UserAttributes=[{"Name": name, "Value": value} for name, value in proven.items()],
            DesiredDeliveryMediums=["EMAIL"],
        )
    except cognito.exceptions.UsernameExistsException:
        return
    print(f"Inviting {email} to sign in")


def _tell(world: World, session: boto3.Session, said: Answers, after: Stack) -> None:
    url = after.outputs["SiteUrl"]
    found = records.records(world, after.outputs)
    print(f"\nPanel         {url}/admin/\nTicket pages  {url}/t/\nWidget        {url}/widget.js")
    if found:
        print(f"\nDNS records\n{records.table(found)}")
    print(f"\nNext: {_next(session, said, after, found)}")


def _next(session: boto3.Session, said: Answers, after: Stack, found: list[Record]) -> str:
    if any(record.seen is False for record in found):
        again = "make deploy" if said.stage == "default" else f"make deploy STAGE={said.stage}"
        return f"set the records marked TO SET where the domain's DNS is, then run `{again}` again."
    if said.mail_domain and not _verified(session, said.mail_domain):
        return "wait for SES to see the DKIM records, a few minutes as a rule and 72 hours at most."
    if said.mail_domain and account.in_sandbox(session):
        return (
            "ask AWS to let SES send to everybody (docs/deploying.md, step 5); until then it sends"
            " to addresses alone that you have verified."
        )
    return (
        f"sign in at {after.outputs['SiteUrl']}/admin/ as {said.parameters.get('FirstAdmin')},"
        " add a desk and write to its address."
    )


def _verified(session: boto3.Session, domain: str) -> bool:
    ses = session.client("sesv2")
    return bool(ses.get_email_identity(EmailIdentity=domain)["VerifiedForSendingStatus"])
