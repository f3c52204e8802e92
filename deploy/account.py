"""Whether the account can take the stack: found out before anything is made."""

from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from deploy.answers import Answers
from deploy.stack import Stack
from deploy.world import Stopped, World

FEW = 100


def enter(world: World, answers: Answers) -> boto3.Session:
    try:
        session = world.session(answers.region)
        caller = session.client("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise Stopped(
            f"AWS does not let us in: {error}\nSign in first, by `aws configure` or `aws sso login`"
            " and AWS_PROFILE, and see with `aws sts get-caller-identity` who you are."
        ) from None
    print(f"Account {caller['Account']}, {answers.region}, as {caller['Arn'].split(':')[-1]}")
    return session


def check(world: World, session: boto3.Session, answers: Answers, stack: Stack | None) -> None:
    _tell_if_few_may_run(session, answers.region)
    if answers.mail_domain:
        _receives(world, answers.region)
        _identity_is_free(session.client("sesv2"), answers, stack)
    if arn := answers.parameters.get("CertificateArn"):
        _certificate_is_valid(session.client("acm", region_name="us-east-1"), arn)


def _tell_if_few_may_run(session: boto3.Session, region: str) -> None:
    """docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: a new account has less."""
    limits = session.client("lambda").get_account_settings()["AccountLimit"]
    if limits["ConcurrentExecutions"] < FEW:
        print(
            f"Only {limits['ConcurrentExecutions']} runs of functions may go on at once in this"
            " account: enough to try it. Ask for the usual 1,000, it may take a day:\n"
            "  aws service-quotas request-service-quota-increase --service-code lambda"
            f" --quota-code L-B99A9384 --desired-value 1000 --region {region}"
        )


def _receives(world: World, region: str) -> None:
    """SES takes mail in some regions only, and these alone have such a name.
    docs.aws.amazon.com/general/latest/gr/ses.html"""
    if world.look_up(f"inbound-smtp.{region}.amazonaws.com", "A") == []:
        raise Stopped(
            f"SES receives no mail in {region}. Regions that do stand in"
            " https://docs.aws.amazon.com/general/latest/gr/ses.html under Email receiving"
            " endpoints, eu-west-1 and us-east-1 among them: change it in samconfig.toml."
        )


def _identity_is_free(ses: Any, answers: Answers, stack: Stack | None) -> None:
    """CloudFormation takes over none that is there already."""
    if stack and stack.parameters.get("MailDomain") == answers.mail_domain:
        return
    try:
        ses.get_email_identity(EmailIdentity=answers.mail_domain)
    except ses.exceptions.NotFoundException:
        return
    raise Stopped(
        f"{answers.mail_domain} is an identity in SES already, of another stack or made by hand."
        " Take a subdomain of it (MailDomain in samconfig.toml); or, if nothing else sends as it:\n"
        f"  aws sesv2 delete-email-identity --email-identity {answers.mail_domain}"
        f" --region {answers.region}"
    )


def _certificate_is_valid(acm: Any, arn: str) -> None:
    """Else CloudFront refuses it half an hour later, and all is rolled back."""
    try:
        status = acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"]
    except acm.exceptions.ResourceNotFoundException:
        raise Stopped(f"There is no certificate {arn} in this account.") from None
    if status != "ISSUED":
        raise Stopped(
            f"The certificate is {status}, not ISSUED. Set the DNS record that ACM wants:\n"
            f"  aws acm describe-certificate --region us-east-1 --certificate-arn {arn}"
            " --query Certificate.DomainValidationOptions"
        )


def in_sandbox(session: boto3.Session) -> bool:
    return not session.client("sesv2").get_account()["ProductionAccessEnabled"]
