"""The real template.yaml, as the local stack reads it."""

from pathlib import Path

import pytest

from local import planning
from local.functions import union
from local.plan import Function
from local.template import Template, UnsupportedTemplateError

ROOT = Path(__file__).resolve().parents[2]
PARAMETERS = {
    "SiteUrl": "http://localhost:9000",
    "EdgeSecret": "what-cloudfront-adds",
    "MailDomain": "desk.localhost",
    "OidcIssuer": "http://localhost:9001",
    "OidcAudience": "deskhand",
    "FirstAdmin": "admin@desk.localhost",
}


@pytest.fixture(scope="module")
def plan():
    return planning.load(ROOT / "template.yaml", PARAMETERS, storage_url="http://127.0.0.1:1")


def test_every_function_has_its_code(plan):
    assert plan.functions
    for function in plan.functions:
        assert (ROOT / function.folder / "handler.py").exists()


def test_the_variables_of_all_functions_fit_into_one_process(plan):
    variables = union(plan.functions)

    assert variables["SITE_URL"] == "http://localhost:9000"
    assert variables["TABLE_NAME"] == plan.tables[0].name
    assert variables["NOTICE_QUEUE_URL"].startswith("http://127.0.0.1:1/000000000000/")
    assert variables["MAIL_PREFIX"] == "inbound/"


def test_only_signed_in_people_reach_the_admin_routes(plan):
    (admin,) = [route for route in plan.routes if route.path.startswith("/api/admin/")]

    assert admin.authorizer is not None
    assert admin.authorizer.issuer == "http://localhost:9001"
    assert admin.authorizer.audience == ("deskhand",)
    assert all(r.authorizer is None for r in plan.routes if not r.path.startswith("/api/admin/"))


def test_both_stream_readers_report_their_failures_to_a_queue(plan):
    assert {mapping.function.id for mapping in plan.streams} == {"Projections", "Notifications"}
    for mapping in plan.streams:
        assert mapping.partial
        assert mapping.bisect
        assert mapping.on_failure.endswith(":deskhand-FailedEvents")
        assert mapping.filters


def test_no_index_carries_more_attributes_than_dynamodb_allows(plan):
    """20 of an index and 100 of a table (API reference, Projection). No emulator counts them."""
    (table,) = plan.tables
    projections = [index["Projection"] for index in table.definition["GlobalSecondaryIndexes"]]
    carried = [projection.get("NonKeyAttributes", []) for projection in projections]

    assert max(map(len, carried)) <= 20
    assert sum(map(len, carried)) <= 100


def test_the_notice_queue_has_a_queue_for_dead_letters(plan):
    (notices,) = [queue for queue in plan.queues if queue.name == "deskhand-NoticeQueue"]

    assert "deskhand-FailedNotices" in notices.attributes["RedrivePolicy"]


def test_pages_may_send_to_and_fetch_from_the_bucket_of_files_what_was_signed_for_them(plan):
    (files,) = [bucket for bucket in plan.buckets if bucket.cors]

    (rule,) = files.cors["CORSRules"]
    assert (rule["AllowedMethods"], rule["AllowedOrigins"]) == (["GET", "POST"], ["*"])


def test_mail_is_taken_for_the_whole_mail_domain(plan):
    assert plan.recipients == ("desk.localhost",)


def test_maintenance_runs_every_five_minutes(plan):
    assert [(s.function.id, s.every) for s in plan.schedules] == [("Maintenance", 300)]


def test_the_table_streams_its_old_and_new_images(plan):
    stream = plan.tables[0].definition["StreamSpecification"]

    assert stream == {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}


def test_two_values_for_one_variable_are_an_error():
    def function(name: str, value: str) -> Function:
        return Function(name, name, name, "h.h", {"MODE": value}, 3, 128, 2, None)

    with pytest.raises(UnsupportedTemplateError, match="MODE"):
        union([function("one", "a"), function("two", "b")])


def template(**document):
    return Template(
        document,
        {},
        ref=lambda name, _: name.lower(),
        attribute=lambda name, _, attribute: f"{name}/{attribute}",
    )


def test_functions_of_cloudformation_become_values():
    made = template(
        Parameters={"Stage": {"Default": "dev"}},
        Conditions={"IsDev": {"Fn::Equals": [{"Ref": "Stage"}, "dev"]}},
        Resources={"Box": {"Type": "Thing"}},
    )

    assert (
        made.resolve({"Fn::Sub": "${Stage}-${Box}-${Box.Arn}-${!Raw}"}) == "dev-box-Box/Arn-${Raw}"
    )
    assert made.resolve({"Fn::Join": ["+", [{"Ref": "Stage"}, "x"]]}) == "dev+x"
    assert made.resolve({"Fn::If": ["IsDev", 1, 2]}) == 1
    assert made.resolve({"Fn::Select": [1, {"Fn::Split": ["/", "a/b"]}]}) == "b"
    assert made.resolve({"Fn::Sub": ["${a}", {"a": {"Ref": "Box"}}]}) == "box"


def test_what_has_no_value_is_not_there():
    nothing = {"Ref": "AWS::NoValue"}

    assert template(Resources={}).resolve({"a": nothing, "b": [nothing, 1]}) == {"b": [1]}


def test_a_resource_whose_condition_is_false_is_left_out():
    made = template(
        Parameters={"Domain": {"Default": ""}},
        Conditions={"Mail": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Domain"}, ""]}]}},
        Resources={"A": {"Type": "T", "Condition": "Mail"}, "B": {"Type": "T"}},
    )

    assert [name for name, _ in made.resources("T")] == ["B"]


def test_what_the_local_stack_does_not_know_is_an_error():
    with pytest.raises(UnsupportedTemplateError):
        template(Resources={}).resolve({"Fn::ImportValue": "x"})
    with pytest.raises(UnsupportedTemplateError):
        template(Resources={}).resolve({"Ref": "Nobody"})
