"""`make deploy` and `make destroy` on a faked account."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from deploy import site, stack, world
from deploy.answers import known
from deploy.deploying import deploy
from deploy.destroying import destroy
from deploy.world import Stopped, World
from tests import aws
from tests.conftest import ROOT
from tests.deploy.faked_account import DISTRIBUTION, REGION, Account, Stacks, tools

pytestmark = pytest.mark.slow

DOMAIN = "desk.example.com"
ADMIN = "ada@example.org"
RULES = "deskhand-ReceiptRuleSet-1"
SITE, FILES, MAILS, TABLE = "the-site", "the-files", "the-mails", "the-table"
OUTPUTS = {
    "SiteUrl": f"https://{DISTRIBUTION}",
    "DistributionDomain": DISTRIBUTION,
    "SiteBucketName": SITE,
    "Issuer": "https://cognito-idp.eu-west-1.amazonaws.com/pool",
    "ClientId": "panel",
    "SignOutUrl": f"https://in.example/logout?client_id=panel&logout_uri=https://{DISTRIBUTION}/admin/",
    "ReceiptRuleSet": RULES,
    "MxRecord": f"{DOMAIN} MX 10 inbound-smtp.eu-west-1.amazonaws.com",
    "DkimRecord1": f"a._domainkey.{DOMAIN} CNAME a.dkim.amazonses.com",
    "DmarcRecord": f'_dmarc.{DOMAIN} TXT "v=DMARC1; p=none"',
}
RECORDS = {
    ("inbound-smtp.eu-west-1.amazonaws.com", "A"): ["192.0.2.1"],
    (DOMAIN, "MX"): ["10 inbound-smtp.eu-west-1.amazonaws.com."],
    (f"a._domainkey.{DOMAIN}", "CNAME"): ["a.dkim.amazonses.com."],
    (f"_dmarc.{DOMAIN}", "TXT"): ['"v=DMARC1; p=reject"'],
}
BUILT = (
    *("admin/index.html", "admin/assets/app-1.js", "admin/assets/app-1.css"),
    *("ticket/index.html", "ticket/texts/de.1.json"),
    *("widget/widget.js", "widget/panel.1.js", "widget/texts/de.1.json"),
    "demo/index.html",
)


class Desk:
    """A person at a terminal, with an account."""

    def __init__(self, folder: Path) -> None:
        self.stacks = Stacks(tools(folder), "deskhand", {})
        self.stacks.outputs = dict(OUTPUTS)
        self.account = Account(self.stacks)
        self.stacks.when_made = self.has_identity
        self.records: dict[tuple[str, ...], list[str]] = dict(RECORDS)
        self.says: list[str] = []
        self.asked: list[str] = []
        self.samconfig = folder / "samconfig.toml"
        self.samconfig.write_text((ROOT / "samconfig.toml").read_text())
        self.dist = folder / "dist"
        for name in BUILT:
            self.write(name)

    def write(self, name: str) -> None:
        path = self.dist / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)

    def client(self, service: str, **how: str) -> Any:
        return self.account.client(service, **how)

    def world(self) -> World:
        return World(self.ask, self.account.session, self.look_up, self.samconfig, self.dist)

    def look_up(self, *record: str) -> list[str] | None:
        return self.records.get(record, [])

    def has_identity(self) -> None:
        self.client("sesv2").create_email_identity(EmailIdentity=DOMAIN)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        if not self.says:
            raise EOFError
        return self.says.pop(0)

    def deploys(self, *says: str, stage: str = "default") -> None:
        self.says = list(says)
        deploy(self.world(), stage)

    def destroys(self, *says: str, data: bool = False) -> None:
        self.says = list(says)
        destroy(self.world(), "default", data=data)

    def told(self) -> list[dict[str, str]]:
        return [each["parameters"] for each in self.stacks.told()]

    def active_rules(self) -> str | None:
        found = self.client("ses").describe_active_receipt_rule_set()
        return found.get("Metadata", {}).get("Name")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    for name, value in aws.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")  # tools() adds to it
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        desk = Desk(tmp_path)
        for bucket in (SITE, FILES, MAILS):
            where = {"LocationConstraint": REGION}
            desk.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
        desk.client("ses").create_receipt_rule_set(RuleSetName=RULES)
        yield desk


@pytest.fixture
def deployed(desk: Desk) -> Desk:
    desk.deploys(*FIRST)
    return desk


FIRST = ("", DOMAIN, ADMIN, "", "")  # region, mail, administrator, alarms, no site of one's own


# --- what is asked ------------------------------------------------------------------------------


def test_what_it_needs_is_asked_once_and_kept(deployed: Desk) -> None:
    asked = len(deployed.asked)
    deployed.deploys()

    assert (asked, len(deployed.asked)) == (5, 5)
    kept = known(deployed.samconfig, "default")
    assert kept and (kept.stack, kept.region) == ("deskhand", REGION)
    assert kept.parameters == {"MailDomain": DOMAIN, "FirstAdmin": ADMIN, "AlarmAddress": ADMIN}
    assert "lint = true" in deployed.samconfig.read_text()


def test_a_stage_has_answers_and_a_stack_of_its_own(desk: Desk) -> None:
    desk.stacks.name = "deskhand-prod"
    desk.deploys(*FIRST, stage="prod")
    tables = tomllib.loads(desk.samconfig.read_text())

    assert tables["prod"]["global"]["parameters"]["stack_name"] == "deskhand-prod"
    assert known(desk.samconfig, "default") is None
    assert desk.stacks.told()[0]["arguments"][3:5] == ["--config-env", "prod"]


@pytest.mark.parametrize(
    ("says", "again"),
    [
        (("eu-west", *FIRST), "region"),
        (("", "Desk", *FIRST[1:]), "domain"),
        (("", DOMAIN, "ada", *FIRST[2:]), "address"),
        (("", DOMAIN, f"ada@{DOMAIN}", *FIRST[2:]), "outside"),
        (("", DOMAIN, 'a"b@c.example', *FIRST[2:]), "address"),
    ],
)
def test_an_answer_that_cannot_be_is_asked_for_again(
    desk: Desk, says: tuple[str, ...], again: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.deploys(*says)

    assert again in capsys.readouterr().out
    assert desk.told()[0]["FirstAdmin"] == ADMIN


def test_a_site_of_ones_own_needs_its_certificate_issued(desk: Desk) -> None:
    acm = desk.client("acm", region_name="us-east-1")
    arn = acm.request_certificate(DomainName="help.example.com", ValidationMethod="EMAIL")
    arn = arn["CertificateArn"]
    with pytest.raises(Stopped, match="PENDING_VALIDATION"):
        desk.deploys(*FIRST[:4], "help.example.com", arn)

    assert desk.told() == []
    kept = known(desk.samconfig, "default")
    assert kept and kept.parameters["SiteUrl"] == "https://help.example.com"


def test_what_was_changed_by_hand_is_looked_at_too(deployed: Desk) -> None:
    text = deployed.samconfig.read_text()
    deployed.samconfig.write_text(text.replace(f"MailDomain={DOMAIN}", "MailDomain=desk"))

    with pytest.raises(Stopped, match=r"MailDomain=desk in samconfig\.toml"):
        deployed.deploys()


def test_who_is_interrupted_while_asked_leaves_nothing_behind(desk: Desk) -> None:
    before = desk.samconfig.read_text()
    with pytest.raises(Stopped, match="in a terminal"):
        desk.deploys("", DOMAIN)

    assert desk.samconfig.read_text() == before


# --- the secret ---------------------------------------------------------------------------------


def test_the_secret_is_made_up_once_and_seen_nowhere(
    deployed: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.deploys()
    first, *later = deployed.stacks.told()
    secret = first["parameters"]["EdgeSecret"]

    assert len(secret) >= 32
    assert all("EdgeSecret" not in each["parameters"] for each in later)
    assert secret not in deployed.samconfig.read_text()
    assert secret not in str([each["arguments"] for each in deployed.stacks.told()])
    assert secret not in capsys.readouterr().out
    assert first["mode"] == "600"


def test_a_secret_in_the_file_is_refused(deployed: Desk) -> None:
    text = deployed.samconfig.read_text()
    deployed.samconfig.write_text(text.replace('"MailDomain', '"EdgeSecret=x", "MailDomain'))

    with pytest.raises(Stopped, match="Take EdgeSecret out"):
        deployed.deploys()


# --- the stack ----------------------------------------------------------------------------------


def test_a_first_deployment_can_be_rolled_back_and_is_protected_afterwards(deployed: Desk) -> None:
    assert [each["Protect"] for each in deployed.told()] == ["false", "true"]

    deployed.deploys()
    assert [each["Protect"] for each in deployed.told()] == ["false", "true", "true"]


def test_what_a_failed_first_deployment_left_is_removed_before_the_next(desk: Desk) -> None:
    desk.stacks.found_status = "ROLLBACK_COMPLETE"
    desk.deploys(*FIRST)

    assert len(desk.stacks.gone) == 1
    assert "EdgeSecret" in desk.told()[0]


@pytest.fixture
def failed_late(desk: Desk) -> Desk:
    """After SES had its rule, of which it tells in the bucket: that could not be rolled back."""
    desk.stacks.found_status = "ROLLBACK_FAILED"
    desk.stacks.physical = {"MailBucket": MAILS, "FilesBucket": FILES}
    desk.client("s3").put_object(Bucket=MAILS, Key="inbound/AMAZON_SES_SETUP_NOTIFICATION")
    return desk


def test_a_first_deployment_that_failed_late_leaves_no_bucket(failed_late: Desk) -> None:
    failed_late.deploys(*FIRST)

    assert left(failed_late) == {SITE}
    assert len(failed_late.stacks.gone) == 1


def test_a_mail_that_came_in_while_it_failed_stays(
    failed_late: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    failed_late.client("s3").put_object(Bucket=MAILS, Key="inbound/1", Body=b"x")
    failed_late.deploys(*FIRST)

    assert left(failed_late) == {SITE, MAILS}
    assert f"Kept: {MAILS}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        ("UPDATE_IN_PROGRESS", "Try again later"),
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback --stack-name deskhand"),
        ("DELETE_FAILED", "make destroy STAGE=default"),
    ],
)
def test_a_stack_that_takes_no_change_is_left_alone(desk: Desk, status: str, advice: str) -> None:
    desk.stacks.found_status = status
    with pytest.raises(Stopped, match=advice):
        desk.deploys(*FIRST)

    assert desk.told() == []


def test_what_was_taken_out_of_the_file_is_given_up(deployed: Desk) -> None:
    text = deployed.samconfig.read_text()
    deployed.samconfig.write_text(text.replace(f'    "AlarmAddress={ADMIN}",\n', ""))
    deployed.deploys()

    assert deployed.told()[-1]["AlarmAddress"] == ""


def test_sams_failure_ends_the_deployment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAM_FAILS", "1")
    with pytest.raises(Stopped, match="sam could not deploy"):
        desk.deploys(*FIRST)

    assert len(desk.told()) == 1
    assert desk.active_rules() is None


def test_without_sam_it_says_how_to_get_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Stopped, match="make deploy"):
        desk.deploys(*FIRST)


# --- the account --------------------------------------------------------------------------------


def test_a_region_where_ses_receives_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(Stopped, match="receives no mail in eu-south-2"):
        desk.deploys("eu-south-2", *FIRST[1:])

    assert desk.told() == []


def test_a_domain_that_somebody_else_has_in_ses_is_refused(desk: Desk) -> None:
    desk.has_identity()
    with pytest.raises(Stopped, match="delete-email-identity"):
        desk.deploys(*FIRST)

    assert desk.told() == []


def test_a_domain_of_its_own_is_no_obstacle(deployed: Desk) -> None:
    deployed.deploys()

    assert len(deployed.told()) == 3


def test_an_account_that_may_run_few_functions_is_told_how_to_ask_for_more(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.account.functions.runs = 10
    desk.deploys(*FIRST)
    told = capsys.readouterr().out
    assert "Only 10 runs" in told
    assert "--quota-code L-B99A9384 --desired-value 1000 --region eu-west-1" in told

    desk.account.functions.runs = 1000
    desk.deploys()
    assert "runs of functions" not in capsys.readouterr().out


# --- who signs in -------------------------------------------------------------------------------


@pytest.fixture
def pool(desk: Desk) -> str:
    found = desk.client("cognito-idp").create_user_pool(
        PoolName="deskhand", UsernameAttributes=["email"]
    )["UserPool"]
    id: str = desk.stacks.outputs.setdefault("UserPoolId", found["Id"])
    return id


def who_signs_in(desk: Desk, pool: str) -> dict[str, str]:
    users = desk.client("cognito-idp").list_users(UserPoolId=pool)["Users"]
    attributes = ({a["Name"]: a["Value"] for a in user["Attributes"]} for user in users)
    return {each["email"]: each["email_verified"] for each in attributes}


def test_the_first_administrator_is_invited_once(
    desk: Desk, pool: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.deploys(*FIRST)
    desk.deploys()

    assert who_signs_in(desk, pool) == {ADMIN: "true"}
    assert capsys.readouterr().out.count(f"Inviting {ADMIN}") == 1


def test_who_was_in_the_pool_before_may_become_first_and_nobody_goes(desk: Desk, pool: str) -> None:
    desk.client("cognito-idp").admin_create_user(
        UserPoolId=pool,
        Username="olga@example.org",
        UserAttributes=[
            {"Name": "email", "Value": "olga@example.org"},
            {"Name": "email_verified", "Value": "true"},
        ],
    )
    desk.deploys(*FIRST)
    text = desk.samconfig.read_text()
    desk.samconfig.write_text(text.replace(f"FirstAdmin={ADMIN}", "FirstAdmin=olga@example.org"))
    desk.deploys()

    assert who_signs_in(desk, pool).keys() == {ADMIN, "olga@example.org"}


# --- who receives -------------------------------------------------------------------------------


def test_our_receipt_rules_are_activated_when_none_are(deployed: Desk) -> None:
    assert deployed.active_rules() == RULES
    assert deployed.told()[0]["ReceiptRuleSetName"] == ""

    deployed.deploys()
    assert deployed.active_rules() == RULES
    assert deployed.told()[-1]["ReceiptRuleSetName"] == ""


def test_anothers_receipt_rules_stay_active_and_ours_go_into_them(desk: Desk) -> None:
    ses = desk.client("ses")
    ses.create_receipt_rule_set(RuleSetName="theirs")
    ses.set_active_receipt_rule_set(RuleSetName="theirs")
    desk.deploys(*FIRST)
    desk.deploys()

    assert desk.active_rules() == "theirs"
    assert {each["ReceiptRuleSetName"] for each in desk.told()} == {"theirs"}


# --- the site -----------------------------------------------------------------------------------


def heads(desk: Desk) -> dict[str, tuple[str, str]]:
    s3 = desk.client("s3")
    keys = [found["Key"] for found in s3.list_objects_v2(Bucket=SITE)["Contents"]]
    found = {key: s3.head_object(Bucket=SITE, Key=key) for key in keys}
    return {key: (head["CacheControl"], head["ContentType"]) for key, head in found.items()}


def test_each_file_says_how_long_it_may_be_kept_and_what_it_is(deployed: Desk) -> None:
    year, js = "public, max-age=31536000, immutable", "text/javascript; charset=utf-8"
    html = "text/html; charset=utf-8"

    assert heads(deployed) == {
        "admin/index.html": ("no-cache", html),
        "admin/assets/app-1.js": (year, js),
        "admin/assets/app-1.css": (year, "text/css; charset=utf-8"),
        "admin/config.json": ("no-store", "application/json"),
        "t/index.html": ("no-cache", html),
        "t/texts/de.1.json": (year, "application/json"),
        "widget.js": ("public, max-age=300", js),
        "panel.1.js": (year, js),
        "texts/de.1.json": (year, "application/json"),
        "superseded.json": ("no-store", "application/json"),
    }


def test_the_panel_learns_where_its_people_sign_in_and_out(deployed: Desk) -> None:
    body = deployed.client("s3").get_object(Bucket=SITE, Key="admin/config.json")["Body"]

    assert json.load(body) == {
        "issuer": OUTPUTS["Issuer"],
        "client_id": "panel",
        "sign_out_url": "https://in.example/logout?client_id=panel"
        f"&logout_uri=https%3A%2F%2F{DISTRIBUTION}%2Fadmin%2F",
    }


def test_a_provider_of_ones_own_needs_no_address_to_sign_out() -> None:
    own = {name: value for name, value in OUTPUTS.items() if name != "SignOutUrl"}

    assert "sign_out_url" not in json.loads(site.settings(own).body)


def test_old_parts_stay_for_a_month_for_pages_that_are_still_open(desk: Desk) -> None:
    s3, begun, old = desk.client("s3"), date(2026, 1, 1), "admin/assets/app-1.js"

    def uploaded(days: int) -> set[str]:
        site.upload(s3, desk.dist, OUTPUTS, begun + timedelta(days=days))
        return set(heads(desk))

    uploaded(0)
    (desk.dist / old).unlink()
    desk.write("admin/assets/app-2.js")
    # It was current for long; its month begins when it no longer is.
    assert {old, "admin/assets/app-2.js"} <= uploaded(100)
    assert old in uploaded(130)
    assert old not in uploaded(131)


def test_what_is_loaded_is_there_before_the_page_that_loads_it(desk: Desk) -> None:
    s3, order = desk.client("s3"), []
    s3.meta.events.register("provide-client-params.s3.PutObject", lambda params, **_: order.append(params["Key"]))  # fmt: skip # noqa: E501
    site.upload(s3, desk.dist, OUTPUTS, date(2026, 1, 1))
    pages = {"admin/index.html", "t/index.html", "widget.js", "admin/config.json"}

    assert set(order[-5:]) == pages | {"superseded.json"}


def test_a_site_that_is_not_built_is_not_uploaded(desk: Desk) -> None:
    (desk.dist / "widget/widget.js").rename(desk.dist / "widget.js")
    for path in (desk.dist / "widget").rglob("*.js*"):
        path.unlink()

    with pytest.raises(Stopped, match="make site"):
        list(site.built(desk.dist))


def test_the_real_site_has_no_file_of_an_unknown_kind() -> None:
    used = {path.suffix for path in (ROOT / "static_site/dist").rglob("*.*") if path.is_file()}

    assert used <= set(site.TYPES)


# --- what is left to do -------------------------------------------------------------------------


def next_step(desk: Desk, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    desk.deploys()
    return capsys.readouterr().out.rpartition("Next: ")[2]


def test_it_says_which_records_are_still_to_set(
    deployed: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    del deployed.records[DOMAIN, "MX"]
    capsys.readouterr()
    deployed.deploys()
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line}

    assert lines[DOMAIN].endswith("TO SET")
    assert lines[f"a._domainkey.{DOMAIN}"].endswith(" set")
    assert lines[f"_dmarc.{DOMAIN}"].endswith(" set")
    assert "set the records" in next_step(deployed, capsys)


def test_a_domain_that_is_an_alias_of_the_site_is_set(desk: Desk) -> None:
    from deploy.records import records

    outputs = {"SiteUrl": "https://help.example", "DistributionDomain": DISTRIBUTION}
    (before,) = records(desk.world(), outputs)
    for name in ("help.example", DISTRIBUTION):
        desk.records[name, "A"] = ["192.0.2.7"]
    (after,) = records(desk.world(), outputs)

    assert (before.seen, after.seen) == (False, True)


def test_the_next_step_is_one_sentence_until_somebody_can_sign_in(
    deployed: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "wait for SES" in next_step(deployed, capsys)

    deployed.account.verify(DOMAIN)
    deployed.account.production = False
    assert "send to everybody" in next_step(deployed, capsys)

    deployed.account.production = True
    assert f"sign in at https://{DISTRIBUTION}/admin/ as {ADMIN}" in next_step(deployed, capsys)


# --- taking it down -----------------------------------------------------------------------------


@pytest.fixture
def with_data(deployed: Desk) -> Desk:
    deployed.client("s3").put_object(Bucket=FILES, Key="bodies/1", Body=b"x")
    deployed.client("s3").put_bucket_versioning(
        Bucket=FILES, VersioningConfiguration={"Status": "Enabled"}
    )
    deployed.client("s3").put_object(Bucket=FILES, Key="bodies/1", Body=b"y")
    deployed.client("dynamodb").create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        DeletionProtectionEnabled=True,
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )
    pool = deployed.client("cognito-idp").create_user_pool(
        PoolName="deskhand", DeletionProtection="ACTIVE"
    )["UserPool"]["Id"]
    deployed.stacks.physical |= {
        "SiteBucket": SITE, "FilesBucket": FILES, "MailBucket": MAILS, "Table": TABLE,
        "UserPool": pool,
    }  # fmt: skip
    return deployed


def left(desk: Desk) -> set[str]:
    buckets = {bucket["Name"] for bucket in desk.client("s3").list_buckets()["Buckets"]}
    pools = desk.client("cognito-idp").list_user_pools(MaxResults=9)["UserPools"]
    tables = desk.client("dynamodb").list_tables()["TableNames"]
    return {*buckets, *tables, *(pool["Name"] for pool in pools)}


def test_data_stays_when_the_stack_goes(with_data: Desk) -> None:
    def deactivated_and_emptied() -> None:
        assert with_data.active_rules() is None
        assert "Contents" not in with_data.client("s3").list_objects_v2(Bucket=SITE)

    with_data.stacks.when_deleted = deactivated_and_emptied
    with_data.destroys("deskhand")

    assert len(with_data.stacks.gone) == 1
    assert left(with_data) == {SITE, FILES, MAILS, TABLE, "deskhand"}  # the site's is the stack's
    assert with_data.client("s3").get_object(Bucket=FILES, Key="bodies/1")["Body"].read() == b"y"


def test_data_goes_when_told_also_later(
    with_data: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with_data.destroys("deskhand")
    with_data.destroys("deskhand", data=True)

    assert left(with_data) == {SITE}
    assert "but for DynamoDB's last backup" in capsys.readouterr().out
    with_data.destroys("deskhand", data=True)  # what was stopped half-way may be done again


@pytest.mark.parametrize(
    ("typed", "data"), [((), True), (("",), True), (("yes",), False), (("deskhand-prod",), True)]
)
def test_nothing_goes_unless_the_stacks_name_is_typed(
    with_data: Desk, typed: tuple[str, ...], data: bool
) -> None:
    with pytest.raises(Stopped, match="Nothing was changed"):
        with_data.destroys(*typed, data=data)

    assert with_data.stacks.gone == []
    assert with_data.active_rules() == RULES


def test_rules_of_others_are_not_deleted_with_ours(with_data: Desk) -> None:
    with_data.client("ses").create_receipt_rule(
        RuleSetName=RULES, Rule={"Name": "deskhand-prod", "Actions": []}
    )
    with pytest.raises(Stopped, match="deskhand-prod"):
        with_data.destroys("deskhand")

    assert with_data.stacks.gone == []
    assert with_data.active_rules() == RULES


def test_a_stage_that_was_never_deployed_cannot_be_destroyed(desk: Desk) -> None:
    with pytest.raises(Stopped, match="nothing was deployed"):
        desk.destroys("deskhand")


# --- by make ------------------------------------------------------------------------------------


def test_only_the_word_delete_deletes_data() -> None:
    def commands(*variables: str) -> str:
        touched = ("-o", ".venv/ready", "-o", ".venv-sam/ready")
        done = subprocess.run(
            ["make", "-n", *touched, "destroy", *variables],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    assert "--delete-data" in commands("DATA=delete")
    assert "--delete-data" not in commands() + commands("DATA=keep")
    assert "--stage prod" in commands("STAGE=prod")


def test_who_is_not_signed_in_is_told_how(desk: Desk) -> None:
    def nobody(_: str | None) -> Any:
        raise ClientError({"Error": {"Code": "ExpiredToken", "Message": "it expired"}}, "Get")

    stranger = World(desk.ask, nobody, world.real().look_up, desk.samconfig, desk.dist)
    desk.deploys(*FIRST)
    with pytest.raises(Stopped, match=r"(?s)it expired.*aws sso login"):
        deploy(stranger, "default")


def test_sam_is_called_without_asking_and_changes_nothing_if_nothing_changed(desk: Desk) -> None:
    desk.deploys(*FIRST)
    arguments = desk.stacks.told()[0]["arguments"]

    assert arguments[0] == "deploy"
    assert {"--no-confirm-changeset", "--no-fail-on-empty-changeset"} <= set(arguments)
    assert stack.find(desk.stacks, "deskhand-other") is None


def test_what_is_wrong_is_said_without_a_traceback() -> None:
    command = [sys.executable, "-m", "deploy", "destroy", "--stage", "never-deployed"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("\nsamconfig.toml knows no stage")
    assert "Traceback" not in done.stderr
