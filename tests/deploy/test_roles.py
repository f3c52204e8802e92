"""What each function may do, tried with the credentials of its role where IAM is enforced.

ministack judges actions, resources with their prefixes and indexes, boundaries, who trusts whom,
and the condition on s3:prefix. It does not look from whom a mail is or which stream is read, and so
refuses both to everybody: what AWS would ask there is put to its evaluator by the test. No policy
of ours looks at DynamoDB's keys: whose a ticket is, the functions themselves decide.
"""

import pytest

from local.clients import client
from local.process import StackProcess
from local.stack import MAIL_DOMAIN
from tests.deploy.roles import INDEXES, OBJECTS, Roles, refused
from tests.functions.rights import FUNCTIONS

pytestmark = pytest.mark.deploy

ITEMS = {"GetItem", "Query", "PutItem", "UpdateItem"}
ALL_ITEMS = ITEMS | {"BatchGetItem", "BatchWriteItem", "DeleteItem"}
LISTS = {f"Query {index}" for index in INDEXES}
LISTS_OF_ONE = {"Query by_owner", "Query by_external_id"}
SHOWS_FILES = {"GetObject attachments/1", "GetObject bodies/1"}
ADDS_FILES = {"PutObject attachments/1", "PutObject bodies/1"}
DELETES_FILES = {"DeleteObject attachments/1", "DeleteObject bodies/1"}
TAKES_MAIL_IN = {
    *("GetObject inbound/1", "DeleteObject inbound/1", "GetObject kept/1", "PutObject kept/1"),
    *ADDS_FILES,
}
TELLS_OF_FAILURE = {"SendMessage FailedEvents"}

# Of all that is tried, what works.
MAY = {
    "AdminApi": {
        *(ALL_ITEMS | LISTS | SHOWS_FILES | ADDS_FILES | DELETES_FILES),
        *("GetObject drafts/1", "PutObject drafts/1", "GetObject inbound/1", "GetObject kept/1"),
    },
    "TicketPageApi": {
        *(ITEMS | SHOWS_FILES | ADDS_FILES),
        *("GetObject uploads/1", "PutObject uploads/1"),
        *("GetObject uploads/widget/1", "PutObject uploads/widget/1"),
    },
    "WidgetApi": {
        *(ITEMS | LISTS_OF_ONE | SHOWS_FILES | ADDS_FILES),
        *("BatchGetItem", "GetObject uploads/widget/1", "PutObject uploads/widget/1"),
    },
    "InboundMail": ITEMS | {"BatchGetItem", "DeleteItem"} | TAKES_MAIL_IN | TELLS_OF_FAILURE,
    "Projections": {
        *(ALL_ITEMS | LISTS_OF_ONE | TELLS_OF_FAILURE),
        "GetObject bodies/1",
    },
    "Notifications": {
        *("GetItem", "Query", "PutItem", "SendMessage NoticeQueue"),
        *TELLS_OF_FAILURE,
    },
    "MailSender": ITEMS | SHOWS_FILES | {"ReceiveMessage NoticeQueue"},
    "MailEvents": {"GetItem", "PutItem", "UpdateItem"} | TELLS_OF_FAILURE,
    "Maintenance": {
        *(ALL_ITEMS | LISTS | TAKES_MAIL_IN | DELETES_FILES | TELLS_OF_FAILURE),
        *("GetObject bodies/1", "ListObjects inbound/", "SendMessage NoticeQueue"),
    },
}
BEYOND_THE_BOUNDARY = {"Scan", "DeleteTable", "GetFunction", "Invoke", "PutRolePolicy"} | {
    f"{do} {queue}"
    for do in ("ReceiveMessage", "PurgeQueue", "SendMessage")
    for queue in ("NoticeQueue", "FailedNotices", "FailedEvents")
} - {"ReceiveMessage NoticeQueue", "SendMessage NoticeQueue", "SendMessage FailedEvents"}


@pytest.fixture(scope="session")
def roles(stack: StackProcess) -> Roles:
    made = Roles(stack.deployed)
    s3 = client("s3", stack.deployed)
    for bucket, keys in OBJECTS.items():
        for key in keys:
            s3.put_object(Bucket=made.names[bucket], Key=key, Body=b"tried")
    return made


def test_somebody_who_may_all_takes_no_role_that_does_not_trust_him(roles: Roles) -> None:
    """The first of these tests: the others let him in."""
    all_of_them = [name for name in roles.names if name.endswith("Role")]

    assert len(all_of_them) == len(FUNCTIONS) + 1  # the scheduler's
    assert [role for role in all_of_them if not refused(lambda r=role: roles.assume(r))] == []  # type: ignore[misc]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_refused_all_but_its_own(roles: Roles, function: str) -> None:
    roles.let_in(f"{function}Role")
    tried = roles.tried(roles.assume(f"{function}Role"))

    assert {what for what, call in tried if not refused(call)} == MAY[function]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_only_the_sender_sends_and_only_from_the_mail_domain(roles: Roles, function: str) -> None:
    def may_send(sender: str) -> bool:
        identity = f"identity/{roles.names['MailIdentity']}"
        return roles.may(function, "ses:SendRawEmail", identity, FromAddress=sender)

    assert may_send(f"support@{MAIL_DOMAIN}") is (function == "MailSender")
    assert not may_send("support@elsewhere.example")
    assert not may_send(f"support@{MAIL_DOMAIN}.elsewhere.example")


@pytest.mark.parametrize("function", FUNCTIONS)
def test_only_the_two_readers_read_the_stream_and_no_other(roles: Roles, function: str) -> None:
    def may_read(table: str) -> bool:
        return roles.may(function, "dynamodb:GetRecords", f"table/{table}/stream/now")

    assert may_read(roles.names["Table"]) is (function in ("Projections", "Notifications"))
    assert not may_read("somebody-elses")


def test_a_role_that_is_given_all_still_ends_at_the_boundary(roles: Roles) -> None:
    role = "WidgetApiRole"
    roles.let_in(role)
    roles.give_all(role)
    try:
        stopped = {what for what, call in roles.tried(roles.assume(role)) if refused(call)}
    finally:
        roles.take_all_back(role)

    assert stopped >= BEYOND_THE_BOUNDARY
